import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { expect, test } from "vitest";
import { drawn, isAlive, nameOf, pageOf, readResults } from "./mutant-report";
import { tableOf, unexplained, writtenResults } from "./mutant-report";
import type { SurvivorReason, Results, MutantRow, Said } from "./mutant-report";
import { path } from "../project/paths.mjs";

const row = (before: string, said: Said): MutantRow => {
  return { file: "core/a.ts", line: 1, start: 0, code: "x;", before, after: "true", said };
};
const asked = { proof: "", exploration: "", tests: "", equality: "pulse.coil" };
const RESULTS: Results = {
  state: "x",
  mutants: { "core/a.ts": 9 },
  rows: [
    row("seen", { ...asked, proof: "invariant 1" }),
    row("same", { ...asked, equality: "equal" }),
    row("survives", asked),
    row("half", { tests: "" }),
    row("unsure", { ...asked, proof: "?1 given up" }),
  ],
};

const RESULTS_KEPT = readResults(readFileSync(path("proof/prove/mutants.jsonl"), "utf8"));
const KNOWN = parse(readFileSync(path("proof/prove/mutants.yaml"), "utf8")) as SurvivorReason[];

test("the table tells who was asked and who noticed, and leaves nothing out", () => {
  expect(tableOf(RESULTS).at(-1)).toBe(
    "| all | 9 | 5 | 1 | 1 of 4, 1 unsolved | 0 of 4 | 0 of 5 | 1 | 2 | 1 |",
  );
});

test("the page tells how far the run came, and each survivor with its reason or without", () => {
  const name = "core/a.ts: x;: survives -> true";
  const page = pageOf(RESULTS, []);
  expect(page).toContain("1 mutants are open");
  expect(page).toContain(`Not looked at yet.\n\n- \`${name}\`\n`);
  expect(page).toContain("unsure -> true` (proof given up)");
  const reasons = [{ reason: "Only told.", mutants: [name] }];
  expect(unexplained(RESULTS.rows, reasons).map(({ before }) => before)).toEqual(["unsure"]);
  expect(pageOf(RESULTS, reasons)).toContain(`Only told.\n\n- \`${name}\``);
});

test("results are read as they were written", () => {
  expect(readResults(writtenResults(RESULTS))).toEqual(RESULTS);
  expect(readResults("").rows).toEqual([]);
});

test("an order of all is drawn, always the same", () => {
  const list = Array.from({ length: 50 }, (_, at) => at);
  expect(drawn(list)).toEqual(drawn(list));
  expect(drawn(list)).not.toEqual(list);
  expect(drawn(list).toSorted((a, b) => a - b)).toEqual(list);
});

test("docs/reference/mutants.md is the page of the kept results", () => {
  expect(readFileSync(path("docs/reference/mutants.md"), "utf8")).toBe(pageOf(RESULTS_KEPT, KNOWN));
});

test("each survivor has a reason, and each reason a survivor", () => {
  expect(unexplained(RESULTS_KEPT.rows, KNOWN).map(nameOf)).toEqual([]);
  const alive = new Set(RESULTS_KEPT.rows.filter(({ said }) => isAlive(said)).map(nameOf));
  expect(KNOWN.flatMap(({ mutants }) => mutants).filter((name) => !alive.has(name))).toEqual([]);
});
