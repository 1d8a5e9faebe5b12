/** The thread of worker-pool.test.ts, which its tasks control. */
import { threadId, workerData } from "node:worker_threads";
import { runTasks } from "./worker-tasks";

/** A task of the tests. */
export interface FixtureTask {
  readonly do: "answer" | "throw" | "exit" | "fill" | "hang";
  readonly name?: string;
}

/** Its result. */
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
