import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { WorkerPool } from "./worker-pool";
import type { TaskOutcome } from "./worker-pool";
import type { FixtureResult, FixtureTask } from "./worker-pool.fixture";

const folder = mkdtempSync(join(tmpdir(), "bptm-pool-"));
const script = join(folder, "fixture.mjs");
type Pool = WorkerPool<FixtureTask, FixtureResult, string>;
let pool: Pool;

const open = (options: Partial<ConstructorParameters<typeof WorkerPool>[0]> = {}): Pool =>
  (pool = new WorkerPool({ script, threads: 1, ...options }));
const answer = (name: string): FixtureTask => ({ do: "answer", name });
const threadOf = (outcome: TaskOutcome<FixtureResult>): number | undefined =>
  outcome.end === "done" ? outcome.result.threadId : undefined;

beforeAll(async () => {
  const input = join(import.meta.dirname, "worker-pool.fixture.ts");
  const bundle = await rolldown({ input, platform: "node" });
  await bundle.write({ file: script, format: "esm" });
});
afterEach(() => pool.stop());
afterAll(() => rmSync(folder, { recursive: true }));

test("results in the order of the tasks, each with its time and its progress", async () => {
  open({ threads: 2, workerData: { of: "all" } });
  const names = ["a", "b", "c", "d", "e"];
  const progress: string[] = [];
  const outcomes = await Promise.all(
    names.map((name) => pool.run(answer(name), (one) => progress.push(one))),
  );
  expect(outcomes).toMatchObject(
    names.map((name) => ({ end: "done", result: { name, workerData: { of: "all" } } })),
  );
  expect(outcomes.every(({ seconds }) => seconds > 0)).toBe(true);
  expect(progress.toSorted()).toEqual(names.flatMap((name) => [`${name} begins`, `${name} ends`]));
});

test("one task at a time on a thread, the first given first, on the same thread", async () => {
  open();
  const progress: string[] = [];
  const tasks = ["a", "b", "c"].map(answer);
  const outcomes = await Promise.all(
    tasks.map((task) => pool.run(task, (one) => progress.push(one))),
  );
  expect(progress.join(", ")).toBe("a begins, a ends, b begins, b ends, c begins, c ends");
  expect(new Set(outcomes.map(threadOf)).size).toBe(1);
});

test("a task may be given because of another one's result", async () => {
  open();
  const first = pool.run(answer("a")).then(() => pool.run(answer("because of a")));
  const [because, other] = await Promise.all([first, pool.run(answer("b"))]);
  expect([because, other]).toMatchObject([
    { result: { name: "because of a" } },
    { result: { name: "b" } },
  ]);
});

test.each([
  ["throws", "throw", "failed", "its thread crashed: there is no such thing"],
  ["ends its thread", "exit", "failed", "its thread ended too early"],
  ["fills its memory", "fill", "memory", "its thread ran out of memory"],
] as const)("a task that %s costs itself only", async (_, what, end, reason) => {
  open({ heap_mb: 32 });
  const [before, broken, after] = await Promise.all([
    pool.run(answer("before")),
    pool.run({ do: what }),
    pool.run(answer("after")),
  ]);
  expect(broken).toMatchObject({ end, reason });
  expect([before, after]).toMatchObject([{ end: "done" }, { end: "done" }]);
  expect(threadOf(after as TaskOutcome<FixtureResult>)).not.toBe(threadOf(before as never));
});

test("a task that cannot be sent is the caller's mistake, and the thread goes on", async () => {
  open();
  const wrong = { do: "answer", name: () => "a function" } as unknown as FixtureTask;
  await expect(pool.run(wrong)).rejects.toThrow("could not be cloned");
  expect(await pool.run(answer("a"))).toMatchObject({ end: "done" });
});

test("a signal stops what runs, and what waits does not begin", async () => {
  const stopping = new AbortController();
  open({ signal: stopping.signal });
  const running = pool.run({ do: "hang" }, () => stopping.abort());
  const waiting = pool.run(answer("b"));
  expect(await running).toMatchObject({ end: "stopped", reason: "it was stopped" });
  expect(await waiting).toMatchObject({ end: "not begun", reason: "it was not begun" });
  expect(await pool.run(answer("c"))).toMatchObject({ end: "not begun" });
});

test("a signal that came before: nothing begins", async () => {
  open({ signal: AbortSignal.abort() });
  expect(await pool.run(answer("a"))).toMatchObject({ end: "not begun", seconds: 0 });
});
