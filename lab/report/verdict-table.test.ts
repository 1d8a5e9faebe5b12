import { expect, test } from "vitest";
import { coverageLines, coverageOf } from "./coverage";
import type { ConditionOutcome } from "../campaign/run-conditions";
import type { Result } from "../run/result";
import { randomCondition } from "../campaign/swarm";
import { campaignJson, decidedBy, isPassed, junitText } from "./verdict-table";

const condition = { ...randomCondition(1), title: 'A "cut" & <more>' };
const result = (change: Partial<Result>): Result =>
  ({
    verdict: "pass",
    violations: [],
    expectations: [{ expected: "it lives", held: true, seen: "it lives" }],
    reached: { events: ["PowerUp"], reasons: ["None"], transitions: ["utility to none"] },
    ...change,
  }) as Result;
const passed: ConditionOutcome = { condition, result: result({}), took_s: 1 };
const missed: ConditionOutcome = {
  condition,
  took_s: 1,
  result: result({
    verdict: "fail",
    expectations: [{ expected: "it lives", held: false, seen: "dark" }],
  }),
};
const unsafe: ConditionOutcome = {
  condition,
  took_s: 1,
  result: result({
    verdict: "fail",
    violations: [{ invariant: 1, rule: "never both", first_s: 2, times: 1, seen: "U1, G1" }],
  }),
};
const lost: ConditionOutcome = { condition, failure: "its thread crashed", took_s: 1 };

test("the reason is the broken invariant, else the missed expectation", () => {
  expect([passed, missed, unsafe, lost].map(isPassed)).toEqual([true, false, false, false]);
  expect(decidedBy(passed)).toBe("the invariants and 1 expectation held");
  expect(decidedBy(missed)).toBe("it lives; seen: dark");
  expect(decidedBy(unsafe)).toBe("invariant 1 at 2.000 s: never both; U1, G1");
  expect(decidedBy(lost)).toBe("not judged: its thread crashed");
});

test("JUnit distinguishes failures from errors, and escapes titles", () => {
  const text = junitText([passed, missed, lost], 3);
  expect(text).toContain('tests="3" failures="1" errors="1"');
  expect(text).toContain("S-1 A &quot;cut&quot; &amp; &lt;more&gt;");
  expect(text).toContain('<failure message="it lives; seen: dark"/>');
  expect(text).toContain('<error message="not judged: its thread crashed"/>');
});

test("a condition without a verdict does not count as passed", () => {
  const coverage = coverageOf([passed, lost]);
  expect(campaignJson([passed, lost], coverage, 1)).toMatchObject({ verdict: "fail", failed: 1 });
});

test("coverage lists what was not reached, and events without an expectation", () => {
  const named: ConditionOutcome = {
    ...passed,
    condition: { ...condition, settings: { restore_s: 15 }, expect: [{ event: "PowerUp" }] },
  };
  expect(coverageOf([passed]).named_events.reached).toEqual([]);
  const coverage = coverageOf([named]);
  expect(coverage.named_events.reached).toEqual(["PowerUp"]);
  expect(coverage.events.missing).toContain("UtilityLost");
  expect(coverage.limits.reached).toEqual(["restore_s = 15"]);
  expect(coverageLines(coverage).join("\n")).toMatch(/not raised: .*UtilityLost/);
});
