/**
 * Runs tasks on worker threads, in the order in which they are added. A thread starts when a
 * task needs it, and is replaced when a task broke it: that task fails, and the others continue.
 * More tasks can be added while some run.
 *
 *     const pool = new WorkerPool<Task, Result>({ script: bundledWorker("a-worker"), threads: 2 });
 *     const outcomes = await Promise.all(tasks.map((task) => pool.run(task)));
 *     await pool.stop();
 *
 * The script calls `runTasks` (worker-tasks.ts).
 */
import { Worker } from "node:worker_threads";
import type { WorkerMessage } from "./worker-tasks";

/** Options of a pool. */
interface PoolOptions {
  /** The script of each thread. */
  readonly script: string | URL;
  /** Number of tasks that run at once. */
  readonly threads: number;
  readonly workerData?: unknown;
  /** Heap limit of each thread, in megabytes. */
  readonly heap_mb?: number | undefined;
  /** Stops the pool. */
  readonly signal?: AbortSignal | undefined;
}

/** Why a task has no result; `memory`: its thread ran out of memory. */
interface TaskFailure {
  readonly end: "failed" | "memory" | "stopped" | "not begun";
  /** As part of a sentence. */
  readonly reason: string;
}

/** The outcome of a task, and its wall-clock time. */
export type TaskOutcome<Result> = (
  | { readonly end: "done"; readonly result: Result }
  | TaskFailure
) & { readonly seconds: number };

const NOT_BEGUN = { end: "not begun", reason: "it was not begun", seconds: 0 } as const;
const STOPPED: TaskFailure = { end: "stopped", reason: "it was stopped" };
const ENDED: TaskFailure = { end: "failed", reason: "its thread ended too early" };

function failureOf(error: Error): TaskFailure {
  if ("code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return { end: "memory", reason: "its thread ran out of memory" };
  }
  return { end: "failed", reason: `its thread crashed: ${error.message}` };
}

/** The task that a thread works on. */
interface RunningTask<Result, Progress> {
  readonly onProgress: (progress: Progress) => void;
  readonly settle: (outcome: { end: "done"; result: Result } | TaskFailure) => void;
}

/** A slot for one thread: one task at a time, and a new thread after one that ended. */
class PoolThread<Task, Result, Progress> {
  readonly #options: PoolOptions;
  #worker: Worker | undefined;
  #running: RunningTask<Result, Progress> | undefined;
  #stopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  run(task: Task, onProgress: (progress: Progress) => void): Promise<TaskOutcome<Result>> {
    const begun = performance.now();
    const worker = (this.#worker ??= this.#start());
    return new Promise((resolve) => {
      // Throws for a task that cannot be sent; nothing runs then.
      worker.postMessage(task, []);
      this.#running = {
        onProgress,
        settle: (outcome) => {
          this.#running = undefined;
          resolve({ ...outcome, seconds: (performance.now() - begun) / 1000 });
        },
      };
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const { script, workerData, heap_mb } = this.#options;
    const resourceLimits = heap_mb === undefined ? {} : { maxOldGenerationSizeMb: heap_mb };
    const worker = new Worker(script, { workerData, resourceLimits });
    let failure = ENDED;
    worker.on("message", (message: WorkerMessage<Result, Progress>) => {
      if ("progress" in message) this.#running?.onProgress(message.progress);
      else this.#running?.settle({ end: "done", result: message.result });
    });
    worker.on("error", (error: Error) => (failure = failureOf(error)));
    // Every thread ends here: after an error, when it is stopped, or by itself.
    worker.on("exit", () => {
      this.#worker = undefined;
      this.#running?.settle(this.#stopped ? STOPPED : failure);
    });
    return worker;
  }
}

/** A pool of threads. Stop it when its tasks are done, or it keeps the process alive. */
export class WorkerPool<Task, Result, Progress = never> {
  readonly #threads: readonly PoolThread<Task, Result, Progress>[];
  readonly #idle: PoolThread<Task, Result, Progress>[];
  readonly #waiting: ((thread: PoolThread<Task, Result, Progress> | undefined) => void)[] = [];
  readonly #signal: AbortSignal | undefined;
  readonly #abort = (): void => void this.stop();
  #stopped = false;

  constructor(options: PoolOptions) {
    const length = Math.max(1, options.threads);
    this.#threads = Array.from({ length }, () => new PoolThread(options));
    this.#idle = [...this.#threads];
    this.#signal = options.signal;
    this.#signal?.addEventListener("abort", this.#abort);
    if (this.#signal?.aborted === true) this.#abort();
  }

  /** Runs a task as soon as a thread is free. Rejects only for a task that cannot be sent. */
  async run(
    task: Task,
    onProgress: (progress: Progress) => void = () => undefined,
  ): Promise<TaskOutcome<Result>> {
    const thread = await this.#freeThread();
    if (thread === undefined || this.#stopped) return NOT_BEGUN;
    try {
      return await thread.run(task, onProgress);
    } finally {
      this.#release(thread);
    }
  }

  /** Ends every thread, busy or not, and starts no other task. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#signal?.removeEventListener("abort", this.#abort);
    for (const next of this.#waiting.splice(0)) next(undefined);
    await Promise.all(this.#threads.map((thread) => thread.stop()));
  }

  async #freeThread(): Promise<PoolThread<Task, Result, Progress> | undefined> {
    // The slot used last comes first: its thread has been started.
    const thread = this.#idle.pop();
    if (thread !== undefined) return thread;
    return new Promise((resolve) => void this.#waiting.push(resolve));
  }

  #release(thread: PoolThread<Task, Result, Progress>): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(thread);
    else next(thread);
  }
}
