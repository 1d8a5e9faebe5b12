/**
 * One run of a condition, advanced by its caller: the lab at full speed, the live bench in real
 * time, a generator check step by step. It prepares the simulation, logs the run and judges it at
 * the end, so that a condition has one verdict and one reason everywhere.
 *
 *     const run = new ScenarioRun(condition);
 *     while (!run.over) run.advance(1200);   // samples; stops at each time of an expectation
 *     run.end()                              // the result
 */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import type { MeterEvent } from "@bptm/text/drain";
import type { Condition } from "../scenario/condition";
import { EnergyBalance } from "./energy-balance";
import { outcomeOf } from "./expect";
import { prepareSimulation } from "./prepare-simulation";
import type { SimulationChoice } from "./prepare-simulation";
import { ReachedCollector } from "./reached";
import { promisedBy } from "./promised";
import type { Result } from "./result";
import { violationsOf } from "./rules";
import { RunLog, fullSnapshotOf } from "./run-log";
import type { FullSnapshot } from "./run-log";
import type { Simulation, SimulationObserver } from "./simulation";
import { eventLine, rounded, stateOf } from "./timeline";
import type { TimelineLine } from "./timeline";
import { verdictOf } from "./verdict";

/** Observes a run from its first sample, for example to record it (run-recorder.ts). */
export interface RunObserver extends SimulationObserver {
  /** Called before the first sample. */
  begin(simulation: Simulation, title: string): void;
}

/** Options of a scenario run. */
export interface ScenarioOptions extends SimulationChoice {
  readonly observers?: readonly RunObserver[] | undefined;
  /** Called with each event and each change. */
  readonly watch?: ((line: TimelineLine) => void) | undefined;
}

/** The times in seconds that need a full snapshot; the last is the end. */
function stopsOf({ expect, duration_s }: Condition): number[] {
  const asked = expect.flatMap(({ at_s }) => at_s ?? []);
  return [...new Set([...asked, duration_s])]
    .filter((time_s) => time_s <= duration_s)
    .toSorted((a, b) => a - b);
}

const sampleAt = (time_s: number): number => Math.round(time_s * SAMPLE_HZ);

export class ScenarioRun {
  readonly condition: Condition;
  readonly simulation: Simulation;
  readonly #seed: number;
  readonly #watch: ScenarioOptions["watch"];
  readonly #runLog: RunLog;
  readonly #reached: ReachedCollector;
  readonly #balance: EnergyBalance;
  readonly #notes: { time_s: number; text: string }[] = [];
  readonly #moments = new Map<number, FullSnapshot>();
  readonly #stops: number[];
  #result: Result | undefined;

  constructor(condition: Condition, options: ScenarioOptions = {}) {
    const simulation = prepareSimulation(condition, options);
    this.condition = condition;
    this.simulation = simulation;
    this.#seed = options.seed ?? condition.seed;
    this.#watch = options.watch;
    this.#runLog = new RunLog(simulation);
    this.#reached = new ReachedCollector(simulation);
    this.#balance = new EnergyBalance(simulation);
    this.#stops = stopsOf(condition);
    for (const observer of options.observers ?? []) {
      observer.begin(simulation, `${condition.id} ${condition.title}`);
      simulation.observe(observer);
    }
    simulation.observe({
      tick: (events) => this.#tick(events),
      note: (text) => this.#note(text),
    });
    this.#keepMoments();
  }

  /** True once there is a verdict. The simulation may go on, but is no longer observed. */
  get over(): boolean {
    return this.#result !== undefined;
  }

  /** Undefined until the run is over. */
  get result(): Result | undefined {
    return this.#result;
  }

  /** Advances by up to `samples`, but not past the next stop; returns how many. */
  advance(samples: number): number {
    const some = Math.min(samples, this.#samplesToStop());
    this.simulation.advance(some);
    this.#keepMoments();
    return some;
  }

  /** Fast-forwards to the next stop at most, in multiples of `unit`; returns how many samples. */
  fastForward(unit: number): number {
    const skipped = this.simulation.fastForward(this.#samplesToStop(), unit);
    if (skipped > 0) this.#keepMoments();
    return skipped;
  }

  /** Ends the run, early if its time is not over; returns the result. */
  end(): Result {
    for (const stop of this.#stops.splice(0)) {
      this.#moments.set(stop, fullSnapshotOf(this.simulation));
    }
    return (this.#result ??= this.#judge());
  }

  /** Infinite once the run is over. */
  #samplesToStop(): number {
    const [next] = this.#stops;
    return next === undefined ? Infinity : Math.max(0, sampleAt(next) - this.simulation.sample);
  }

  #keepMoments(): void {
    while (this.#samplesToStop() === 0) {
      const stop = this.#stops.shift() ?? 0;
      this.#moments.set(stop, fullSnapshotOf(this.simulation));
    }
    if (this.#stops.length === 0) this.end();
  }

  #tick(events: readonly MeterEvent[]): void {
    if (this.over) return;
    const seen = this.#runLog.snapshots.length;
    this.#runLog.tick(events);
    this.#reached.tick(events);
    this.#balance.tick();
    if (this.#watch !== undefined) this.#report(this.#watch, events, seen);
  }

  #note(text: string): void {
    if (this.over) return;
    const time_s = rounded(this.simulation.time_ms / 1000);
    this.#notes.push({ time_s, text });
    this.#watch?.({ time_s, note: text, state: stateOf(fullSnapshotOf(this.simulation)) });
  }

  /** Reports the events of a tick, or a change without an event. */
  #report(
    watch: (line: TimelineLine) => void,
    events: readonly MeterEvent[],
    moments_before: number,
  ): void {
    const changed = this.#runLog.snapshots.length > moments_before;
    if (!changed && events.length === 0) return;
    const state = stateOf(fullSnapshotOf(this.simulation));
    const time_s = rounded(this.simulation.time_ms / 1000);
    for (const event of events) watch({ time_s, event: eventLine(event), state });
    if (events.length === 0) watch({ time_s, state });
  }

  #judge(): Result {
    const { condition, simulation } = this;
    const runLog = this.#runLog;
    const end = fullSnapshotOf(simulation);
    const evidence = { runLog, at: this.#moments, end };
    const expectations = condition.expect.map((one) => outcomeOf(one, evidence));
    const { violations, energy } = promisedBy(condition, {
      violations: violationsOf(simulation.world.judge),
      energy: this.#balance.energy,
    });
    return {
      format: "bptm-result-1",
      condition: condition.id,
      title: condition.title,
      group: condition.group,
      severity: condition.severity,
      seed: this.#seed,
      engine: simulation.host.engine,
      verdict: verdictOf({ violations, expectations, energy }),
      violations,
      expectations,
      events: runLog.events.map(eventLine),
      changes: runLog.snapshots.map((one) => ({ time_s: rounded(one.time_s), ...stateOf(one) })),
      notes: this.#notes,
      reached: this.#reached.reached,
      energy,
      final: { ...stateOf(end), sentence: end.sentence },
      simulated_s: rounded(simulation.sample / SAMPLE_HZ),
    };
  }
}
