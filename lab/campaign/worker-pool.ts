/** Runs conditions on several threads. A thread that breaks down costs its condition only. */
import { Worker } from "node:worker_threads";
import { projectPath } from "@bptm/runtime/project-files";
import type { Condition } from "../scenario/condition";
import type { CapturedWaveforms } from "../run/waveform-capture";
import type { Result } from "../run/result";
import type { ConditionTask, WorkerMessage } from "./run-worker";

/** A condition that was run: its result, or why it has none. */
export interface ConditionOutcome {
  readonly condition: Condition;
  readonly result?: Result;
  /** Where it was asked for. */
  readonly waveforms?: CapturedWaveforms | undefined;
  /** One sentence; there is no verdict then. */
  readonly failure?: string;
  /** Wall-clock seconds. */
  readonly took_s: number;
}

/** The thread, as it was bundled. */
const workerAt = (): string => projectPath("cli/dist/run-worker.js");

type Hear = (told: WorkerMessage) => void;

/** One thread, started when it is needed and again when it broke down. */
class ConditionWorker {
  private worker: Worker | undefined;
  private hear: Hear = () => undefined;

  run(task: ConditionTask, tell: (simulated_s: number) => void): Promise<ConditionOutcome> {
    const begun = performance.now();
    const { condition } = task;
    const worker = (this.worker ??= this.start());
    return new Promise((resolve) => {
      this.hear = ({ simulated_s, result, waveforms, failure }) => {
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
    const lose = (why: string): void => {
      if (this.worker !== worker) return;
      this.worker = undefined;
      this.hear({ failure: why });
    };
    worker.on("message", (told: WorkerMessage) => this.hear(told));
    worker.on("error", (error: Error) => lose(`its thread broke down: ${error.message}`));
    worker.on("exit", () => lose("its thread ended too early"));
    return worker;
  }

  /** Ends the thread; what it was at has `why` as its failure. */
  async end(why = "its thread was ended"): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    await worker?.terminate();
    this.hear({ failure: why });
  }
}

interface WorkerPoolOptions {
  readonly jobs: number;
  /** They were drawn (swarm.ts), and may end early. */
  readonly drawn?: boolean | undefined;
  /** A report will show them. */
  readonly draw?: boolean | undefined;
  /** Told how far a condition is. */
  readonly tell?: ((condition: Condition, simulated_s: number) => void) | undefined;
  /** Told of each condition that is over, in the order of their ends. */
  readonly done?: ((outcome: ConditionOutcome) => void) | undefined;
  /** Ends every thread; what was not begun has no outcome then, what was has a failure. */
  readonly stop?: AbortSignal | undefined;
}

/** Runs every condition; gives the outcomes in the order of the conditions. */
export async function runConditions(
  conditions: readonly Condition[],
  { jobs, drawn = false, draw = false, tell, done, stop }: WorkerPoolOptions,
): Promise<ConditionOutcome[]> {
  // The long ones first: the others fill the gaps at the end.
  const waiting = [...conditions.entries()].toSorted(([, a], [, b]) => b.duration_s - a.duration_s);
  const outcomes = new Map<number, ConditionOutcome>();
  const work = async (hand: ConditionWorker): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, condition] = next;
      // One after the other: the hands are what runs at once.
      const hear = (simulated_s: number): void => tell?.(condition, simulated_s);
      const outcome = await hand.run({ condition, drawn, draw }, hear);
      outcomes.set(at, outcome);
      done?.(outcome);
    }
    await hand.end();
  };
  const count = Math.max(1, Math.min(jobs, waiting.length));
  const hands = Array.from({ length: count }, () => new ConditionWorker());
  const stopAll = (): void => {
    waiting.length = 0;
    for (const hand of hands) void hand.end("it was stopped");
  };
  stop?.addEventListener("abort", stopAll);
  if (stop?.aborted === true) stopAll();
  await Promise.all(hands.map(work));
  stop?.removeEventListener("abort", stopAll);
  return conditions.flatMap((_, at) => outcomes.get(at) ?? []);
}
