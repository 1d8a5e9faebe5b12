import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { expect, test } from "vitest";
import { shuffled, isAlive, nameOf, pageOf, readResults } from "./mutant-report";
import { tableOf, unexplained, writtenResults } from "./mutant-report";
import type { SurvivorReason, Results, MutantRow, Verdicts } from "./mutant-report";
import { mistakesSection } from "./mistakes";
import type { Detections, Mistake } from "./mistakes";
import { path } from "../project/paths.mjs";

const row = (before: string, verdicts: Verdicts): MutantRow => {
  return { file: "core/a.ts", line: 1, start: 0, code: "x;", before, after: "true", verdicts };
};
const ran = { proof: "", exploration: "", tests: "", conditions: "", equality: "pulse.coil" };
const RESULTS: Results = {
  mutants: { "core/a.ts": 9 },
  rows: [
    row("seen", { ...ran, proof: "invariant 1" }),
    row("same", { ...ran, equality: "equal" }),
    row("survives", ran),
    row("half", { tests: "" }),
    row("unsure", { ...ran, proof: "?1 given up" }),
  ],
};

const RESULTS_KEPT = readResults(readFileSync(path("proof/prove/mutants.jsonl"), "utf8"));
const KNOWN = parse(readFileSync(path("proof/prove/mutants.yaml"), "utf8")) as SurvivorReason[];

test("the table shows which checks ran and which detected the mutant, for every row", () => {
  expect(tableOf(RESULTS).at(-1)).toBe(
    "| all | 9 | 5 | 1 | 1 of 4, 1 unsolved | 0 of 4 | 0 of 5 | 0 of 4 | 1 | 2 | 1 |",
  );
});

test("the page shows how far the run got, and each survivor with or without a reason", () => {
  const name = "core/a.ts: x;: survives -> true";
  const page = pageOf(RESULTS, []);
  expect(page).toContain("So 1 mutants are open");
  expect(page).toContain(`Not examined yet.\n\n- \`${name}\`\n`);
  expect(page).toContain("unsure -> true` (proof given up)");
  const reasons = [{ reason: "Only an example.", mutants: [name] }];
  expect(unexplained(RESULTS.rows, reasons).map(({ before }) => before)).toEqual(["unsure"]);
  expect(pageOf(RESULTS, reasons)).toContain(`Only an example.\n\n- \`${name}\``);
});

test("results are read as they were written", () => {
  expect(readResults(writtenResults(RESULTS))).toEqual(RESULTS);
  expect(readResults("").rows).toEqual([]);
});

test("the shuffled order is complete and always the same", () => {
  const list = Array.from({ length: 50 }, (_, at) => at);
  expect(shuffled(list)).toEqual(shuffled(list));
  expect(shuffled(list)).not.toEqual(list);
  expect(shuffled(list).toSorted((a, b) => a - b)).toEqual(list);
});

test("docs/reference/mutants.md is the page of the kept results", () => {
  const mistakes = parse(readFileSync(path("proof/prove/mistakes.yaml"), "utf8")) as Mistake[];
  const found = JSON.parse(readFileSync(path("proof/prove/mistakes.json"), "utf8")) as Detections;
  const page = pageOf(RESULTS_KEPT, KNOWN, mistakesSection(mistakes, found));
  expect(readFileSync(path("docs/reference/mutants.md"), "utf8")).toBe(page);
});

test("each survivor has a reason, and each reason a survivor", () => {
  expect(unexplained(RESULTS_KEPT.rows, KNOWN).map(nameOf)).toEqual([]);
  const alive = new Set(RESULTS_KEPT.rows.filter(({ verdicts }) => isAlive(verdicts)).map(nameOf));
  expect(KNOWN.flatMap(({ mutants }) => mutants).filter((name) => !alive.has(name))).toEqual([]);
});
