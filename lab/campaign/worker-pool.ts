/** Runs conditions on several threads. A thread that crashes fails its current condition only. */
import { Worker } from "node:worker_threads";
import { projectPath } from "@bptm/runtime/project-files";
import type { Condition } from "../scenario/condition";
import type { CapturedWaveforms } from "../run/waveform-capture";
import type { Result } from "../run/result";
import type { ConditionTask, WorkerMessage } from "./run-worker";

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

/** Path of the bundled worker. */
const workerAt = (): string => projectPath("cli/dist/run-worker.js");

type MessageHandler = (told: WorkerMessage) => void;

/** One thread, started on demand and restarted after a crash. */
class ConditionWorker {
  private worker: Worker | undefined;
  private handle: MessageHandler = () => undefined;

  run(task: ConditionTask, tell: (simulated_s: number) => void): Promise<ConditionOutcome> {
    const begun = performance.now();
    const { condition } = task;
    const worker = (this.worker ??= this.start());
    return new Promise((resolve) => {
      this.handle = ({ simulated_s, result, waveforms, failure }) => {
        if (simulated_s !== undefined) tell(simulated_s);
        const took_s = (performance.now() - begun) / 1000;
        if (result !== undefined) resolve({ condition, result, waveforms, took_s });
        else if (failure !== undefined) resolve({ condition, failure, took_s });
      };
      worker.postMessage(task, []);
    });
  }

  private start(): Worker {
    const worker = new Worker(workerAt());
    const fail = (why: string): void => {
      if (this.worker !== worker) return;
      this.worker = undefined;
      this.handle({ failure: why });
    };
    worker.on("message", (message: WorkerMessage) => this.handle(message));
    worker.on("error", (error: Error) => fail(`its thread crashed: ${error.message}`));
    worker.on("exit", () => fail("its thread ended too early"));
    return worker;
  }

  /** Ends the thread; its current condition fails with the reason `why`. */
  async end(why = "its thread was ended"): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    await worker?.terminate();
    this.handle({ failure: why });
  }
}

interface WorkerPoolOptions {
  readonly jobs: number;
  /** The conditions are random (swarm.ts) and may end early. */
  readonly drawn?: boolean | undefined;
  /** Capture waveforms for a report. */
  readonly draw?: boolean | undefined;
  /** Called with the progress of a condition. */
  readonly tell?: ((condition: Condition, simulated_s: number) => void) | undefined;
  /** Called with each condition that has ended. */
  readonly done?: ((outcome: ConditionOutcome) => void) | undefined;
  /** Ends every thread; running conditions fail, and those not started have no outcome. */
  readonly stop?: AbortSignal | undefined;
}

/** Runs all conditions; returns their outcomes in the order of the conditions. */
export async function runConditions(
  conditions: readonly Condition[],
  { jobs, drawn = false, draw = false, tell, done, stop }: WorkerPoolOptions,
): Promise<ConditionOutcome[]> {
  // Long conditions first, so that short ones fill the gaps at the end.
  const waiting = [...conditions.entries()].toSorted(([, a], [, b]) => b.duration_s - a.duration_s);
  const outcomes = new Map<number, ConditionOutcome>();
  const work = async (worker: ConditionWorker): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, condition] = next;
      // Sequential: each worker runs one condition at a time.
      const progress = (simulated_s: number): void => tell?.(condition, simulated_s);
      const outcome = await worker.run({ condition, drawn, draw }, progress);
      outcomes.set(at, outcome);
      done?.(outcome);
    }
    await worker.end();
  };
  const count = Math.max(1, Math.min(jobs, waiting.length));
  const workers = Array.from({ length: count }, () => new ConditionWorker());
  const stopAll = (): void => {
    waiting.length = 0;
    for (const worker of workers) void worker.end("it was stopped");
  };
  stop?.addEventListener("abort", stopAll);
  if (stop?.aborted === true) stopAll();
  await Promise.all(workers.map(work));
  stop?.removeEventListener("abort", stopAll);
  return conditions.flatMap((_, at) => outcomes.get(at) ?? []);
}
