/** A condition of the library, run where everybody can watch it, with its verdict at the end. */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import { Bench } from "@bptm/lab/run/bench";
import type { Condition } from "@bptm/lab/scenario/condition";
import { outcomeOf } from "@bptm/lab/run/expect";
import { RunLog, wholeMomentOf } from "@bptm/lab/run/run-log";
import type { WholeMoment } from "@bptm/lab/run/run-log";
import { placeSwitches } from "@bptm/twin/home/home";
import { slotOf } from "@bptm/twin/house/homes";
import type { BenchState } from "../wire/api";
import { counted } from "../frame/figures";

type ConditionState = NonNullable<BenchState["condition"]>;

/** A bench as the condition wants it, with all that will happen in its calendar. */
function prepared({ home, generator, settings, seed, timeline }: Condition): Bench {
  const bench = new Bench({ seed, house: home.house, generator, settings });
  if (home.loads_on !== undefined) {
    const slots = home.loads_on.map((name) => 1 << slotOf(bench.stage.house, name));
    bench.world.home.house.on = slots.reduce((all, bit) => all | bit, 0);
  }
  if (home.switches !== undefined) {
    const [u, g] = home.switches.map((one) => (one === "closed" ? 1 : 0));
    placeSwitches(bench.world.home, u ?? 1, g ?? 0);
  }
  for (const stimulus of timeline) bench.plan(stimulus);
  return bench;
}

/** A running condition. */
export class LiveCondition {
  readonly bench: Bench;
  readonly #condition: Condition;
  readonly #runLog: RunLog;
  readonly #at = new Map<number, WholeMoment>();
  /** Seconds at which a whole moment is wanted, the end last. */
  readonly #stops: number[];
  #state: ConditionState["state"] = "running";
  #note = "";

  constructor(condition: Condition) {
    this.#condition = condition;
    this.bench = prepared(condition);
    this.#runLog = new RunLog(this.bench.stage);
    const asked = condition.expect.flatMap(({ at_s }) => at_s ?? []);
    this.#stops = [...new Set([...asked, condition.duration_s])]
      .filter((time) => time <= condition.duration_s)
      .toSorted((a, b) => a - b);
    const { stage } = this.bench;
    const before = stage.onTick;
    stage.onTick = (events) => {
      before(events);
      if (this.running) this.#runLog.tick(events);
    };
  }

  get running(): boolean {
    return this.#state === "running";
  }

  /** Samples until the next moment that must be looked at; endless once it is over. */
  get samplesToStop(): number {
    const [next] = this.#stops;
    if (next === undefined) return Infinity;
    return Math.max(1, Math.round(next * SAMPLE_HZ) - this.bench.stage.sample);
  }

  /** Call after each advance: looks, and judges at the end. */
  look(): void {
    const [next] = this.#stops;
    if (next === undefined || this.bench.stage.sample < Math.round(next * SAMPLE_HZ)) return;
    this.#at.set(next, wholeMomentOf(this.bench.stage));
    this.#stops.shift();
    if (this.#stops.length === 0) this.#judge();
  }

  state(): ConditionState {
    const { id, title, duration_s } = this.#condition;
    const { sample } = this.bench.stage;
    const running = `${Math.floor(sample / SAMPLE_HZ)} of ${duration_s} s`;
    return { id, title, state: this.#state, note: this.running ? running : this.#note };
  }

  #judge(): void {
    const end = wholeMomentOf(this.bench.stage);
    const evidence = { runLog: this.#runLog, at: this.#at, end };
    const outcomes = this.#condition.expect.map((one) => outcomeOf(one, evidence));
    const [violation] = this.bench.violations();
    const missed = outcomes.find(({ held }) => !held);
    this.#state = violation === undefined && missed === undefined ? "pass" : "fail";
    if (violation !== undefined) {
      this.#note = `invariant ${violation.invariant} broken: ${violation.seen}`;
    } else if (missed !== undefined) this.#note = `${missed.expected}, but ${missed.seen}`;
    else this.#note = `${counted(outcomes.length, "expectation")} and all invariants held`;
  }
}
