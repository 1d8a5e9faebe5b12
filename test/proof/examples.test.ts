/**
 * The proof can fail: deliberate bugs in the core are found, each by a shortest counterexample, and
 * the condition that is written from it shows the same on the waveform twin.
 */
import { readBuilt } from "@bptm/proof/module/proof-bench";
import { exampleBugs, exploreBug, findBug } from "@bptm/proof/examples/examples";
import type { Bug, FoundBug } from "@bptm/proof/examples/examples";
import { parseCondition } from "@bptm/lab/scenario/condition-file";
import { runCondition } from "@bptm/lab/run/run";
import { beforeAll, describe, expect, test } from "vitest";
import { bugModules, makeBugs } from "../../tools/make/bugs.mjs";

const MAKING_MS = 180_000;
const SEARCH_MS = 120_000;

beforeAll(makeBugs, MAKING_MS);

const bugs = exampleBugs().map((bug): [string, Bug] => [bug.name, bug]);

test("there are at least three bugs, each with a condition of its own", () => {
  expect(bugs.length).toBeGreaterThanOrEqual(3);
  expect(new Set(bugs.map(([, bug]) => bug.condition)).size).toBe(bugs.length);
});

describe.each(bugs)("%s", (name, bug) => {
  let found: FoundBug | undefined;
  const search = (): FoundBug => (found ??= findBug(bug, readBuilt(bugModules(name).small)));

  test(
    "is found, and its timeline ends with the broken invariant and not before",
    () => {
      const { ticks, timeline, trace } = search();
      const first = timeline.findIndex((line) => line.includes("BROKEN: "));
      const end = timeline.slice(first);
      expect(end.every((line) => line.includes("BROKEN: "))).toBe(true);
      expect(end.join("\n")).toContain(`BROKEN: invariant ${bug.invariant}, `);
      expect(trace.lines.at(-1)?.last).toBe(ticks);
    },
    SEARCH_MS,
  );

  test(
    "the meter as it ships is clean where the bug was found",
    () => {
      const { explored } = exploreBug(bug, readBuilt("proof.small.wasm"), search().states);
      expect(explored.broken).toEqual([]);
      expect(explored.states).toBeGreaterThan(1000);
    },
    SEARCH_MS,
  );

  test("its condition is the one that is kept (write it anew by `vitest -u`)", async () => {
    const kept = `../../proof/examples/conditions/${bug.condition}.yaml`;
    await expect(search().condition).toMatchFileSnapshot(kept);
  });

  test("its condition breaks the invariant on the twin with the bug, and not on ours", async () => {
    const condition = parseCondition(search().condition, `${bug.condition}.yaml`);
    const wrong = await runCondition(condition, { module: bugModules(name).twin });
    expect(wrong.violations.map(({ invariant }) => invariant)).toContain(bug.invariant);
    const right = await runCondition(condition);
    const missed = right.expectations.filter(({ held }) => !held);
    expect({ missed, violations: right.violations }).toEqual({ missed: [], violations: [] });
  });
});
