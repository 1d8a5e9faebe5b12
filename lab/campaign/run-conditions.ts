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
  /** They were drawn (swarm.ts), and may end early. */
  readonly drawn?: boolean | undefined;
  /** A report will show them. */
  readonly draw?: boolean | undefined;
  /** Told how far a condition is. */
  readonly onProgress?: ((condition: Condition, simulated_s: number) => void) | undefined;
  /** Told of each condition that is over, in the order of their ends. */
  readonly onOutcome?: ((outcome: ConditionOutcome) => void) | undefined;
  /** Ends every thread; what was not begun has no outcome then, what was has a failure. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs every condition; gives the outcomes in the order of the conditions. */
export async function runConditions(
  conditions: readonly Condition[],
  { jobs, drawn = false, draw = false, onProgress, onOutcome, signal }: RunConditionsOptions,
): Promise<ConditionOutcome[]> {
  const pool = new WorkerPool<ConditionTask, ConditionTaskResult, number>({
    script: bundledWorker("run-worker"),
    threads: Math.min(jobs, conditions.length),
    signal,
  });
  const outcomes = new Map<number, ConditionOutcome>();
  const run = async ([at, condition]: readonly [number, Condition]): Promise<void> => {
    const ended = await pool.run({ condition, drawn, draw }, (simulated_s) =>
      onProgress?.(condition, simulated_s),
    );
    if (ended.end === "not begun") return;
    const what = ended.end === "done" ? ended.result : { failure: ended.reason };
    const outcome = { condition, ...what, took_s: ended.seconds };
    outcomes.set(at, outcome);
    onOutcome?.(outcome);
  };
  // The long ones first: the others fill the gaps at the end.
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
