/**
 * Judges a generator as the meter does: plugs it in on a dead grid, starts it, lets the meter
 * qualify it, and loads it. What no meter can measure (a bonded neutral, an outlet rated above the
 * cord) is taken from the unit's label.
 */
import { SAMPLE_HZ, UNKNOWN } from "@bptm/core/hardware/units";
import { UNITS } from "@bptm/twin/sources/generators";
import type { Engine } from "../host/host";
import type { Result } from "../run/result";
import { ScenarioRun } from "../run/scenario-run";
import type { Simulation } from "../run/simulation";
import { reasonOf } from "../run/verdict";
import type { Condition } from "../scenario/condition";
import { sayReason } from "@bptm/text/say";

/** Measurements and verdict of one unit. */
export interface GeneratorVerdict {
  readonly name: string;
  readonly acceptable: boolean;
  /** Why, in one sentence. */
  readonly reason: string;
  /** Whether the meter accepted the unit, kept it under load, and the run passed. */
  readonly passed_run: boolean;
  /**
   * Line voltage, frequency and distortion without load as measured by the meter; null: unknown.
   */
  readonly volts: number | null;
  readonly hertz: number | null;
  readonly distortion_percent: number | null;
  /** Seconds from the start until the meter saw its voltage. */
  readonly run_up_s: number | null;
}

const START_S = 8;
const LOADED = ["water heater"];
/** By this time the meter has accepted a unit, or will not. */
const TAKEN_S = 90;
/** Time that an accepted unit runs undisturbed, and then under load. */
const CALM_S = 5;
const CARRIED_S = 30;
/** Time with the grid restored, for a unit that cannot power the meter. */
const GRID_S = 20;

/** A dead grid and the unit; the rest of the run depends on the measurements. */
function conditionOf(generator: string, seed: number): Condition {
  return {
    id: `G-${generator}`,
    group: "Generators",
    severity: "nuisance",
    title: `A dead grid and ${generator}`,
    story: "The meter judges the unit; then it carries a large load.",
    home: { house: "standard" },
    generator,
    seed,
    duration_s: TAKEN_S + CALM_S + CARRIED_S + GRID_S,
    settings: {},
    timeline: [
      { at: 5, utility: "cut" },
      { at: START_S - 1, generator: "plug-in" },
      { at: START_S, generator: "start" },
    ],
    expect: [],
  };
}

const scaled = (value: number, by: number): number | null =>
  value === UNKNOWN || value === 0 ? null : Math.round((value / by) * 100) / 100;

type MeasuredUnit = Pick<GeneratorVerdict, "volts" | "hertz" | "distortion_percent">;

interface GeneratorTrial extends MeasuredUnit {
  readonly connected: boolean;
  readonly kept: boolean;
  readonly rejected: number;
  readonly run_up_s: number | null;
  readonly result: Result;
}

/** The check of one unit. */
class GeneratorCheck {
  readonly #run: ScenarioRun;
  readonly #simulation: Simulation;
  /** Code of the reason of the last rejection. */
  #rejected = 0;
  #seen: MeasuredUnit = { volts: null, hertz: null, distortion_percent: null };

  constructor(condition: Condition, engine: Engine | undefined) {
    this.#run = new ScenarioRun(condition, { engine });
    this.#simulation = this.#run.simulation;
    this.#simulation.observe({
      tick: (events) => {
        for (const { id, a } of events) {
          if (id === "GeneratorRejected" || id === "GeneratorLost") this.#rejected = a;
        }
      },
    });
  }

  run(): GeneratorTrial {
    const { generator: place } = this.#simulation.world.meter.estimate;
    const up = this.#until(40, () => this.#powered && place.line_mv > 100_000);
    const run_up_s = up ? this.#time_s - START_S : null;
    const connected = this.#until(TAKEN_S, () => this.#taken());
    const rejected = this.#rejected;
    if (!connected && !this.#powered) this.#lookFromGrid();
    const kept = connected && this.#carries();
    const { control } = this.#simulation.world.meter;
    return {
      connected,
      kept,
      rejected: connected ? this.#rejected : rejected || control.generator.reason,
      run_up_s,
      ...this.#seen,
      result: this.#run.end(),
    };
  }

  get #powered(): boolean {
    return this.#simulation.world.home.supply.alive !== 0;
  }

  get #time_s(): number {
    return this.#simulation.time_ms / 1000;
  }

  #advance(seconds: number): void {
    for (let left = Math.round(seconds * SAMPLE_HZ); left > 0;) left -= this.#run.advance(left);
  }

  /** Advances until `done` returns true or the time is over. */
  #until(end_s: number, done: () => boolean): boolean {
    while (this.#time_s < end_s) {
      this.#advance(0.25);
      if (done()) return true;
    }
    return false;
  }

  /** Whether the house is connected to the unit; measures it until then. */
  #taken(): boolean {
    const taken = this.#simulation.connected === "generator";
    if (!taken && this.#powered) {
      const { generator: place } = this.#simulation.world.meter.estimate;
      this.#seen = {
        volts: scaled(place.line_mv, 1000),
        hertz: scaled(place.frequency_mhz, 1000),
        distortion_percent: scaled(place.distortion_permille, 10),
      };
    }
    return taken;
  }

  /** Measures a unit that cannot power the meter, with the grid restored. */
  #lookFromGrid(): void {
    this.#simulation.apply({ utility: "restore" });
    this.#advance(GRID_S);
    const { line_mv } = this.#simulation.world.meter.estimate.generator;
    this.#seen = { volts: scaled(line_mv, 1000), hertz: null, distortion_percent: null };
  }

  /** Whether it still feeds the house half a minute after a large load was switched on. */
  #carries(): boolean {
    this.#advance(CALM_S);
    for (const name of LOADED) this.#simulation.apply({ load: "on", name });
    return !this.#until(this.#time_s + CARRIED_S, () => this.#simulation.connected !== "generator");
  }
}

const upper = (letter: string): string => letter.toUpperCase();

/** Runs one unit on the twin and judges it. */
export function checkGenerator(name: string, seed = 1, engine?: Engine): GeneratorVerdict {
  const unit = UNITS.find((one) => one.name === name);
  if (unit === undefined) throw new RangeError(`There is no generator "${name}".`);
  const check = new GeneratorCheck(conditionOf(name, seed), engine);
  const { connected, kept, rejected, result, ...measured } = check.run();
  const why = sayReason(rejected);
  const label = unit.note.replace(/^(Not a|A)cceptable:? ?/, "").replace(/^./, upper);
  let reason = label;
  if (!connected) reason = `Not accepted by the meter: ${why}.`;
  else if (!kept) reason = `Lost under load: ${why}. Its label: ${label}`;
  else if (!unit.acceptable)
    reason = `The meter would accept it, but its label forbids it: ${label}`;
  const safe = result.verdict === "pass";
  if (!safe) reason = `Its run failed: ${reasonOf(result)}.`;
  const passed_run = kept && safe;
  return { name, acceptable: passed_run && unit.acceptable, reason, passed_run, ...measured };
}
