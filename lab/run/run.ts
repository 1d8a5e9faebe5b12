/** Runs a condition from its first sample to its verdict. */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import type { Condition } from "../scenario/condition";
import type { Result } from "./result";
import { ScenarioRun } from "./scenario-run";
import type { ScenarioOptions } from "./scenario-run";

/** Options of a run. */
export interface RunOptions extends ScenarioOptions {
  /** False computes every sample of a quiescent home too; the result is the same. */
  readonly fastForward?: boolean | undefined;
  /** Awaited after each quarter of a simulated second and each fast-forward. */
  readonly pause?: ((simulated_s: number) => Promise<void> | void) | undefined;
  /** Called as often with whether the house is live; true ends the run. */
  readonly enough?: ((simulated_s: number, live: boolean) => boolean) | undefined;
}

const SLICE = SAMPLE_HZ / 4;

/** Runs a condition and returns its result. All invariants are judged in every run. */
export async function runCondition(
  condition: Condition,
  options: RunOptions = {},
): Promise<Result> {
  const { pause, enough, fastForward = true } = options;
  const run = new ScenarioRun(condition, options);
  const { simulation } = run;
  while (!run.over) {
    if (!fastForward || run.fastForward(SLICE) === 0) run.advance(SLICE);
    const simulated_s = simulation.sample / SAMPLE_HZ;
    // Sequential: the next slice must wait for the pause.
    if (pause !== undefined) await pause(simulated_s);
    const live = simulation.world.judge.truth.out_dead_samples === 0;
    if (enough?.(simulated_s, live) === true) run.end();
  }
  return run.end();
}
