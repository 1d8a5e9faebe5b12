/** The thread's side of a pool (worker-pool.ts). */
import { parentPort } from "node:worker_threads";

/** Message of a thread: the progress of a task, or at the end its result. */
export type WorkerMessage<Result, Progress> =
  | { readonly progress: Progress }
  | { readonly result: Result };

/**
 * Runs the tasks that the thread is sent, one after the other. An error of a task ends the thread,
 * because the state that it leaves behind is unknown.
 */
export function runTasks<Task, Result, Progress = never>(
  run: (task: Task, onProgress: (progress: Progress) => void) => Result | Promise<Result>,
): void {
  const post = (message: WorkerMessage<Result, Progress>): void =>
    parentPort?.postMessage(message, []);
  const runOne = async (task: Task): Promise<void> => {
    const result = await run(task, (progress) => post({ progress }));
    post({ result });
  };
  parentPort?.on("message", (task: Task) => void runOne(task));
}
