import { parseCondition } from "@bptm/lab/scenario/condition-file";
import { afterEach, expect, test } from "vitest";
import type { Condition } from "@bptm/lab/scenario/condition";
import type { RunLine } from "../wire/api";
import { Refusal } from "@bptm/link/refusal";
import { RunsAside, WAITING_MAX } from "./runs-aside";

const condition = (number: number, more = ""): Condition =>
  parseCondition(
    `
id: H-0${number}
group: Utility
severity: nuisance
title: Two quiet seconds
story: Nothing changes.
generator: open-frame-7500
duration_s: 2
timeline:
  - { at: 1, utility: restore }
expect:
  - { powered: true, at_s: 1 }
${more}`,
    "a.yaml",
  );
const MISSED = "  - { event: UtilityLost, after_s: 0, before_s: 1 }";
/** Long enough that no machine is through before it is stopped. */
const LONG: Condition = { ...condition(9), duration_s: 10_000 };

let aside: RunsAside;
const begin = (...conditions: Condition[]): RunsAside =>
  (aside = new RunsAside(conditions, () => ({ commit: "abc" })));
afterEach(() => aside.stop());

const isOver = ({ state }: RunLine): boolean => state !== "waits" && state !== "runs";
async function allOver(): Promise<readonly RunLine[]> {
  while (!aside.lines.every(isOver)) await new Promise((resolve) => setImmediate(resolve));
  return aside.lines;
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return `${error.status} ${error.code}: ${error.message}`;
    throw error;
  }
  return "done";
}

test("one after the other, each to its verdict and its report", async () => {
  begin(condition(1), condition(2, MISSED));
  aside.run("h-01");
  aside.run("H-02");
  expect(aside.lines.map(({ id, state }) => `${id} ${state}`)).toEqual(["H-02 waits", "H-01 runs"]);
  const [second, first] = await allOver();
  expect(first).toEqual({
    id: "H-01",
    state: "pass",
    percent: 100,
    note: "the invariants and 1 expectation held",
    report: true,
  });
  expect(second).toMatchObject({ state: "fail", report: true });
  expect(second?.note).toMatch(/^event UtilityLost/);
  expect(aside.page("h-01")).toContain("<h1>1 of 1 conditions pass</h1>");
  expect(aside.page("H-02")).toContain("<h1>0 of 1 conditions pass</h1>");
  expect(aside.page("H-02")).toContain("abc");
});

test("a condition that runs again has no verdict until it is over", async () => {
  begin(condition(1));
  aside.run("H-01");
  await allOver();
  aside.run("H-01");
  expect(aside.lines).toMatchObject([{ state: "runs", percent: 0, report: false }]);
  expect(refusal(() => aside.page("H-01"))).toMatch(/^404 E-REPORT-01: /);
  expect(await allOver()).toMatchObject([{ state: "pass" }]);
});

test("what is unknown, runs already, or is one too many, is refused in a sentence", () => {
  const many = Array.from({ length: WAITING_MAX + 1 }, (_, at) => ({ ...LONG, id: `H-1${at}` }));
  begin(LONG, ...many);
  expect(refusal(() => aside.run("H-9"))).toMatch(/^404 E-BENCH-07: There is no condition "H-9"/);
  expect(refusal(() => aside.page("H-09"))).toMatch(/^404 E-REPORT-01: There is no report of /);
  aside.run("H-09");
  expect(refusal(() => aside.run("h-09"))).toBe(
    "409 E-REPORT-02: Condition H-09 runs already: wait for its verdict.",
  );
  for (const { id } of many.slice(1)) aside.run(id);
  expect(refusal(() => aside.run("H-11"))).toMatch(/^409 E-REPORT-02: Condition H-11 waits /);
  expect(refusal(() => aside.run("H-10"))).toBe(
    "429 E-REPORT-03: 8 conditions wait already: ask again when one is done.",
  );
});

test("stopped in the middle: no verdict, no thread, nothing begins any more", async () => {
  begin(LONG, condition(1));
  aside.run("H-09");
  aside.run("H-01");
  while ((aside.lines[1]?.percent ?? 0) < 1) await new Promise((r) => setImmediate(r));
  await aside.stop();
  expect(aside.lines.map(({ state }) => state)).toEqual(["broken", "broken"]);
  expect(aside.lines).toMatchObject([
    { id: "H-01", note: "It has no verdict: the station ended before it began." },
    { id: "H-09", note: "It has no verdict: it was stopped." },
  ]);
  expect(refusal(() => aside.run("H-01"))).toMatch(/^503 E-REPORT-04: /);
});

test("a run that fails, or a report that cannot be made, is shown; others run", async () => {
  const broken = { ...condition(1), generator: "steam-engine" };
  let tries = 0;
  aside = new RunsAside([broken, condition(2), condition(3)], () => {
    tries += 1;
    if (tries === 1) throw new Error("there is no commit");
    return {};
  });
  for (const id of ["H-01", "H-02", "H-03"]) aside.run(id);
  const [third, second, first] = await allOver();
  expect(first).toMatchObject({ state: "broken", report: false });
  expect(first?.note).toMatch(/^It has no verdict: .*steam-engine/);
  expect(second?.note).toBe("It has no verdict: there is no commit.");
  expect(third).toMatchObject({ state: "pass", report: true });
});
