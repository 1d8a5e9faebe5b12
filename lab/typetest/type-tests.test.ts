import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runConditions } from "../campaign/run-conditions";
import { edgesOf } from "./type-case";
import type { FinishedCase } from "./type-case";
import { LimitsError, ownLimits, parseLimits, readLimits } from "./type-limits";
import type { TypeLimits } from "./type-limits";
import { LIMIT_NAMES, PROCEDURES, judgeProcedure } from "./type-tests";
import type { TypeTestProcedure, TypeResult } from "./type-tests";

const TEXT = readFileSync(ownLimits(), "utf8");
const OWN = parseLimits(TEXT, "own.yaml", LIMIT_NAMES);
const EXTENT = { operations: 8, full: false };

function procedureOf(name: string): TypeTestProcedure {
  const found = PROCEDURES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no procedure ${name}`);
  return found;
}

/** Runs every n-th case of a procedure. */
async function run(name: string, limits: TypeLimits = OWN, every = 1): Promise<TypeResult> {
  const procedure = procedureOf(name);
  const cases = procedure.cases(EXTENT, limits).filter((_, at) => at % every === 0);
  const conditions = cases.map(({ condition }) => condition);
  return judgeProcedure(procedure, cases, await runConditions(conditions, { jobs: 2 }), limits);
}

const moved = (name: string, limit: { min?: number; max?: number }): TypeLimits => {
  const old = OWN.limits[name];
  if (old === undefined) throw new Error(`no limit ${name}`);
  const { clause, status, source } = old;
  return { ...OWN, limits: { ...OWN.limits, [name]: { clause, status, source, ...limit } } };
};

describe("a procedure passes within its limits, and fails when they are moved", () => {
  test.each<[string, string, { min?: number; max?: number }, number]>([
    ["undervoltage", "utility_left_below_percent", { min: 86, max: 88 }, 1],
    ["timing", "shortest_dead_time_s", { min: 3.2 }, 6],
    ["overload", "overload_closes", { max: 1 }, 4],
    ["endurance", "transfers_missed", { min: 1 }, 1],
    ["back-voltage", "closes_after_back_voltage_s", { min: 11 }, 11],
    ["restart", "restart_longest_s", { max: 2 }, 60],
  ])("%s: %s", async (name, limit, other, every) => {
    expect(await run(name, OWN, every)).toMatchObject({ verdict: "pass", broken: [] });
    const failed = await run(name, moved(limit, other), every);
    expect(failed.verdict).toBe("fail");
    expect(failed.judgements.filter(({ passed }) => !passed).map((one) => one.name)).toEqual([
      limit,
    ]);
  });

  test("ride-through, where one point is demanded otherwise", async () => {
    const rides = OWN.rides.filter((_, at) => at % 6 === 0);
    expect((await run("ride-through", { ...OWN, rides })).verdict).toBe("pass");
    const [first, ...rest] = rides.map((one) => ({ ...one }));
    if (first === undefined) throw new Error("no ride");
    const other = [{ ...first, house: "leaves" as const }, ...rest];
    const failed = await run("ride-through", { ...OWN, rides: other });
    expect(failed).toMatchObject({ verdict: "fail", missed: [/^The grid at 0 % .*should leave/] });
  });
});

test("a run without a result fails its procedure", () => {
  const procedure = procedureOf("overload");
  const cases = procedure.cases(EXTENT, OWN);
  const outcomes = cases.map(({ condition }) => ({ condition, failure: "lost", took_s: 0 }));
  const { verdict, broken, judgements } = judgeProcedure(procedure, cases, outcomes, OWN);
  expect(verdict).toBe("fail");
  expect(broken).toHaveLength(cases.length);
  expect(judgements.map(({ measured }) => measured)).toEqual([undefined, undefined]);
});

test("a run whose registers do not add up fails its procedure, as it fails in the lab", () => {
  const procedure = procedureOf("overload");
  const [first, ...others] = procedure.cases(EXTENT, OWN);
  if (first === undefined) throw new Error("no case");
  const { condition } = first;
  const energy = { balance: "broken", difference_wh: 9, allowed_wh: 1 };
  const result = { verdict: "fail", violations: [], expectations: [], energy, simulated_s: 1 };
  const outcome = { condition, result: result as unknown as FinishedCase["result"], took_s: 0 };
  const { verdict, broken } = judgeProcedure(procedure, [first, ...others], [outcome], OWN);
  expect(verdict).toBe("fail");
  const what = "registers and house differ by 9 Wh; the limit is 1 Wh";
  expect(broken).toEqual([{ what, condition }]);
});

test("a sweep has edges only if its answers form one range", () => {
  const runs = [1, 2, 3, 4, 5].map((at) => ({ at }) as FinishedCase);
  const edges = (...yes: number[]) => edgesOf(runs, ({ at }) => yes.includes(at));
  expect(edges(1, 2, 3)).toEqual({ lowest: 1, highest: 3 });
  expect(edges(2, 3)).toEqual({ lowest: 2, highest: 3 });
  const none = { lowest: undefined, highest: undefined };
  expect([edges(), edges(1, 3), edges(1, 5), edges(2, 4)]).toEqual([none, none, none, none]);
});

test("every limit has a procedure, and every procedure a limit", () => {
  expect(Object.keys(OWN.limits).toSorted()).toEqual([...LIMIT_NAMES].toSorted());
  expect(PROCEDURES.every(({ limits }) => limits.length > 0)).toBe(true);
});

describe("an invalid limits file is reported in one sentence with its line", () => {
  test.each<[string, (text: string) => string, RegExp]>([
    ["no YAML", () => "limits: [", /:1: this is not YAML: [^\n]+\.$/],
    [
      "no range",
      (t) => t.replace("min: 84, max: 86, ", ""),
      /:\d\d: correct .*it needs min or max/,
    ],
    ["turned round", (t) => t.replace("min: 84", "min: 99"), /:\d\d: correct .*min is above max/],
    [
      "a word",
      (t) => t.replace("min: 84", "min: low"),
      /:\d\d: correct `limits.utility_left_below/,
    ],
    ["unknown", (t) => t.replace("overload_closes", "overload_opens"), /nothing measures `overl/],
    [
      "missing",
      (t) => t.replace(/ {2}overload_closes:\n.*\n.*\n/, ""),
      /`overload_closes` is miss/,
    ],
    ["a ride of both", (t) => t.replace("{ to: 0,", "{ to: 0, hz: 60,"), /either to or hz/],
  ])("%s", (_, change, sentence) => {
    const text = change(TEXT);
    expect(text).not.toBe(TEXT);
    expect(() => parseLimits(text, "ours.yaml", LIMIT_NAMES)).toThrow(LimitsError);
    expect(() => parseLimits(text, "ours.yaml", LIMIT_NAMES)).toThrow(sentence);
  });

  test("no file", () => {
    expect(() => readLimits("/nowhere.yaml", LIMIT_NAMES)).toThrow("it cannot be read");
  });
});
