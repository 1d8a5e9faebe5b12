/** The thread of worker-pool.test.ts: does what its tasks say. */
import { threadId, workerData } from "node:worker_threads";
import { runTasks } from "./worker-tasks";

/** What a test asks of the thread. */
export interface FixtureTask {
  readonly do: "answer" | "throw" | "exit" | "fill" | "hang";
  readonly name?: string;
}

/** What it answers. */
export interface FixtureResult {
  readonly name: string;
  readonly threadId: number;
  readonly workerData: unknown;
}

function fillMemory(): never {
  const all: unknown[] = [];
  for (;;) all.push(Array.from({ length: 10_000 }, (_, at) => ({ at })));
}

runTasks<FixtureTask, FixtureResult, string>(async ({ do: what, name = "" }, onProgress) => {
  onProgress(`${name} begins`);
  if (what === "throw") throw new RangeError("there is no such thing");
  if (what === "exit") process.exit(0);
  if (what === "fill") fillMemory();
  if (what === "hang") await new Promise(() => undefined);
  onProgress(`${name} ends`);
  return { name, threadId, workerData: workerData as unknown };
});
