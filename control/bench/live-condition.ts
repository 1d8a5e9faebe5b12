/** A condition of the library that runs live on the bench, with its verdict at the end. */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import { Bench } from "@bptm/lab/run/bench";
import type { Result } from "@bptm/lab/run/result";
import { ScenarioRun } from "@bptm/lab/run/scenario-run";
import { reasonOf } from "@bptm/lab/run/verdict";
import type { Condition } from "@bptm/lab/scenario/condition";
import type { SimulatedHomeState } from "@bptm/link/bench";

/** The lab's run of a condition, on a bench. */
export class LiveCondition {
  readonly bench: Bench;
  readonly #run: ScenarioRun;

  constructor(condition: Condition) {
    this.#run = new ScenarioRun(condition);
    this.bench = new Bench(this.#run.simulation);
  }

  get running(): boolean {
    return !this.#run.over;
  }

  /** The lab's verdict; undefined while the condition runs. */
  get result(): Result | undefined {
    return this.#run.result;
  }

  /** Advances by some samples. After the verdict the home continues to run. */
  advance(samples: number): void {
    for (let left = samples; left > 0;) left -= this.#run.advance(left);
  }

  state(): NonNullable<SimulatedHomeState["condition"]> {
    const { condition, result, simulation } = this.#run;
    const { id, title, duration_s } = condition;
    const at_s = Math.floor(simulation.sample / SAMPLE_HZ);
    if (result === undefined) {
      return { id, title, state: "running", note: `${at_s} of ${duration_s} s` };
    }
    return { id, title, state: result.verdict, note: reasonOf(result) };
  }
}
