/** Runs conditions on several threads. A thread that crashes fails its current condition only. */
import { bundledWorker } from "@bptm/runtime/project-files";
import { WorkerPool } from "@bptm/runtime/worker-pool";
import type { Condition } from "../scenario/condition";
import type { CapturedWaveforms } from "../run/waveform-capture";
import type { Result } from "../run/result";
import type { ConditionTask, ConditionTaskResult } from "./run-worker";

/** The result of a condition, or the reason why it has none. */
export interface ConditionOutcome {
  readonly condition: Condition;
  readonly result?: Result;
  /** Present when requested. */
  readonly waveforms?: CapturedWaveforms | undefined;
  /** Why there is no verdict, in one sentence. */
  readonly failure?: string;
  /** Wall-clock seconds. */
  readonly took_s: number;
}

interface RunConditionsOptions {
  readonly jobs: number;
  /** The conditions are random (swarm.ts) and may end early. */
  readonly random?: boolean | undefined;
  /** Capture waveforms for a report. */
  readonly waveforms?: boolean | undefined;
  /** Called with the progress of a condition. */
  readonly onProgress?: ((condition: Condition, simulated_s: number) => void) | undefined;
  /** Called with each condition that has ended. */
  readonly onOutcome?: ((outcome: ConditionOutcome) => void) | undefined;
  /** Ends every thread; running conditions fail, and those not started have no outcome. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs all conditions; returns their outcomes in the order of the conditions. */
export async function runConditions(
  conditions: readonly Condition[],
  { jobs, random = false, waveforms = false, onProgress, onOutcome, signal }: RunConditionsOptions,
): Promise<ConditionOutcome[]> {
  const pool = new WorkerPool<ConditionTask, ConditionTaskResult, number>({
    script: bundledWorker("run-worker"),
    threads: Math.min(jobs, conditions.length),
    signal,
  });
  const outcomes = new Map<number, ConditionOutcome>();
  const run = async ([at, condition]: readonly [number, Condition]): Promise<void> => {
    const ended = await pool.run({ condition, random, waveforms }, (simulated_s) =>
      onProgress?.(condition, simulated_s),
    );
    if (ended.end === "not begun") return;
    const what = ended.end === "done" ? ended.result : { failure: ended.reason };
    const outcome = { condition, ...what, took_s: ended.seconds };
    outcomes.set(at, outcome);
    onOutcome?.(outcome);
  };
  // Long conditions first, so that short ones fill the gaps at the end.
  const longest_first = [...conditions.entries()].toSorted(
    ([, a], [, b]) => b.duration_s - a.duration_s,
  );
  try {
    await Promise.all(longest_first.map(run));
  } finally {
    await pool.stop();
  }
  return conditions.flatMap((_, at) => outcomes.get(at) ?? []);
}
