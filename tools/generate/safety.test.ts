import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { path } from "../project/paths.mjs";
import { coreHash, repository, safetyFiles, safetyTables } from "./safety.mjs";
import { checkSafety } from "./safety-checks.mjs";
import { matrixPage } from "./safety-matrix.mjs";
import { fillSections } from "./safety-sections.mjs";
import { RUN, verdictsOf } from "./safety-verdicts.mjs";

const known = repository();
const tables = safetyTables();
const page = readFileSync(path("docs/safety.md"), "utf8");
const none = verdictsOf(undefined, tables, "");

type Tables = typeof tables;
type Known = typeof known;

/** The message of the check after a change, or undefined. */
function messageAfter(change: (tables: Tables, known: Known) => void): string | undefined {
  const changed = structuredClone(tables);
  const { textOf, ...rest } = known;
  const other = { ...structuredClone(rest), textOf };
  change(changed, other);
  try {
    checkSafety(changed, other);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const requirement = (all: Tables, id: string): Tables =>
  all.requirements.find((one: { id: string }) => one.id === id);
const hazard = (all: Tables, id: string): Tables =>
  all.hazards.find((one: { id: string }) => one.id === id);

describe("the safety case agrees with the repository", () => {
  test("in its present state", () => {
    expect(messageAfter(() => undefined)).toBeUndefined();
  });

  test("and the check finds what the repository has", () => {
    const judged = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
    expect([...known.judged].toSorted((a, b) => a - b)).toEqual(judged);
    expect([...known.explored]).toEqual(expect.arrayContaining([1, 2, 3, 5]));
    expect([...known.proved]).toEqual(expect.arrayContaining([1, 2, 3, 5, 11]));
    expect(Object.keys(known.faults).length).toBeGreaterThanOrEqual(25);
    expect(known.commands).toContain("run");
  });

  test("every invariant is a requirement, and the list of hazards is complete", () => {
    const ids = tables.requirements.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(["I-1", "I-9", "I-11", "L-1"]));
    const rows = tables.hazards.map(({ id }: { id: string }) => id);
    const whole = rows.map((_: string, at: number) => `H-${String(at + 1).padStart(2, "0")}`);
    expect(rows).toEqual(whole);
    const files = readdirSync(path("lab/conditions")).filter((name) => name.startsWith("H-"));
    expect(files.length).toBe(rows.length);
  });
});

describe("a disagreement is one sentence with its fix", () => {
  test.each<[string, (tables: Tables, known: Known) => void, RegExp]>([
    [
      "a hazard whose condition is of another severity",
      (all) => (hazard(all, "H-01").severity = "fatal"),
      /H-01: its severity is nuisance in lab\/conditions\/H-01\.yaml/,
    ],
    [
      "a condition without a row",
      (_, known) => (known.conditions["H-999"] = { file: "lab/conditions/H-999.yaml" }),
      /H-999: lab\/conditions\/H-999\.yaml has no row in the list/,
    ],
    ["a duplicate row", (all) => all.hazards.push(all.hazards[0]), /H-01: it occurs twice/],
    [
      "an unknown requirement",
      (all) => hazard(all, "H-02").answers.push("I-99"),
      /H-02: requirement I-99 does not exist/,
    ],
    [
      "a hazard without an answer",
      (all) => (hazard(all, "H-02").answers = []),
      /H-02: name the requirement that answers it/,
    ],
    [
      "a requirement that answers nothing",
      (all) => all.requirements.push({ ...requirement(all, "Q-1"), id: "Q-9" }),
      /Q-9: it answers no hazard/,
    ],
    [
      "an unknown test file",
      (all) => (requirement(all, "I-1").tests = { "lab/none.test.ts": ["1"] }),
      /I-1: lab\/none\.test\.ts does not exist/,
    ],
    [
      "an unknown test",
      (all) => (requirement(all, "I-1").tests = { "lab/world/judge.test.ts": ["12: nothing"] }),
      /I-1: lab\/world\/judge\.test\.ts has no test "12: nothing"/,
    ],
    [
      "an unknown command",
      (all) => (all.ways.judged.command = "npx bptm judge"),
      /judged: `npx bptm judge` does not exist/,
    ],
    [
      "tests of an unknown folder",
      (all) => (all.ways.tested.command = "npx vitest run core attic"),
      /tested: `npx vitest run core attic` does not exist/,
    ],
    [
      "a planned command that exists",
      (all) => Object.assign(all.ways.judged, { planned: true }),
      /judged: `npx bptm run all` exists now/,
    ],
    [
      "an invariant that a file knows and the table does not",
      (_, known) => known.judged.add(99),
      /invariant 99 of lab\/run\/rules\.ts is missing/,
    ],
    [
      "a claim that no file supports",
      (_, known) => known.proved.delete(4),
      /I-4: it is not proved in proof\/induction\/obligations\.ts; remove the claim/,
    ],
    [
      "a missing claim",
      (all) => delete requirement(all, "I-1").held.explored,
      /I-1: it is explored in proof\/model\/monitor\.ts; say which part/,
    ],
    [
      "a figure that the core does not have",
      (_, known) => (known.figures["TRAVEL_MAX_TICKS"] = 9),
      /travel_max: TRAVEL_MAX_TICKS is 9 in core\/hardware\/hardware\.ts, not 8/,
    ],
    [
      "another default",
      (_, known) => (known.settings["dead_time_ms"] = 2000),
      /I-5: dead_time_ms is 2000 in core\/lists\/settings\.yaml, not 3000/,
    ],
    [
      "a fault without a row",
      (_, known) => (known.faults["driver_melts"] = "a driver melts"),
      /driver_melts: proof\/model\/faults\.ts has it; say what it threatens/,
    ],
    [
      "an unknown fault",
      (_, known) => delete known.faults["store"],
      /store: proof\/model\/faults\.ts has no such fault/,
    ],
    [
      "a fault with an unknown condition",
      (all) => all.faults.store.conditions.push("H-999"),
      /store: condition H-999 does not exist/,
    ],
  ])("%s", (_what, change, expected) => {
    const message = messageAfter(change);
    expect(message).toMatch(expected);
    expect(message).toMatch(/^docs\/(safety|hazards)\.yaml: [^\n]+\.$/);
  });
});

describe("pages", () => {
  const files: Record<string, string> = safetyFiles();
  const matrix = matrixPage(tables, known, none);

  test("a hazard without a condition says so, one with a condition gives its command", () => {
    const row = (id: string): string =>
      matrix.split("\n").find((line: string) => line.startsWith(`| ${id} |`)) ?? "";
    for (const { id } of tables.hazards as { id: string }[]) {
      const command = row(id).includes(`\`npx bptm run ${id}\``);
      expect(row(id).includes("**no condition yet**"), id).toBe(!command);
      expect(command, id).toBe(known.conditions[id] !== undefined);
    }
  });

  test("without a result the page shows no verdict, but the command", () => {
    const filled = fillSections(page, tables, known, none);
    expect(matrix).toContain("There are no verdicts of a proof in this repository yet");
    expect(matrix).toContain("No pair of faults has a verdict yet");
    const line = filled.split("\n").find((one: string) => one.startsWith("| `pole_g1`"));
    expect(line?.endsWith(`| ${RUN} | ${RUN} |`)).toBe(true);
  });

  test("the sections are written into the prose, and writing them again changes nothing", () => {
    const filled = files["docs/safety.md"] ?? "";
    expect(filled).toContain("**proven open**");
    expect(filled).toContain("`closes_itself_u`");
    expect(filled).toContain("## What is not covered");
    const shown = fillSections(filled, tables, known, none);
    expect(fillSections(shown, tables, known, none)).toBe(shown);
  });

  test("a missing or unknown section is rejected", () => {
    const fill = (text: string): string => fillSections(text, tables, known, none);
    expect(() => fill(page.replace("generated: faults", "generated: fault"))).toThrow(
      'docs/safety.md: "fault" is not a generated section; remove it.',
    );
    expect(() => fill(page.replace("<!-- generated: faults -->", ""))).toThrow(
      'docs/safety.md: the section "faults" must occur exactly once.',
    );
  });
});

describe("verdicts", () => {
  const entry = (
    set: string[],
    mechanical: boolean,
    invariants: Record<string, string>,
  ): object => ({
    set,
    mechanical,
    block: false,
    invariants,
    methods: { 1: mechanical ? "induction" : "exploration" },
    seconds: mechanical ? 0 : 2.5,
  });
  const proof = (name: string, solver: string, status: string, numbers: number[]): object => ({
    name,
    invariants: numbers,
    solver,
    status,
    seconds: 1.25,
  });
  const result = {
    commit: "abc",
    core_sha256: coreHash(),
    faults: [
      entry(["pole_u1"], false, { 1: "holds", 2: "holds" }),
      entry(["pole_u1"], false, { 1: "not finished", 2: "holds" }),
      entry(["pole_u1", "pair_u1"], false, { 1: "broken", 2: "holds" }),
      entry(["pole_u1", "pair_u1"], true, { 1: "holds", 2: "holds" }),
    ],
    proofs: [
      proof("tick: belief", "cvc5", "proven", [0]),
      proof("invariant 1", "cvc5", "proven", [1]),
      proof("invariant 1", "z3", "not finished", [1]),
    ],
  };
  const read = (other: object): Tables =>
    verdictsOf({ ...result, ...other }, tables, result.core_sha256);
  const shown = read({});

  test("the worst of several counts, and poles 1 and 2 are alike", () => {
    expect(shown.verdict(["pole_u1"], false)).toBe("not finished: 1; holds: 2");
    expect(shown.verdict(["pole_u2"], false)).toBe("not finished: 1; holds: 2");
    expect(shown.verdict(["pole_u1"], true)).toBe("as without it");
    expect(shown.verdict(["pole_g1"], true)).toBe(RUN);
    expect(shown.verdict(["pair_u2", "pole_u2"], false)).toBe("**broken: 1**; holds: 2");
    expect(shown.method(["pole_u1"], false)).toBe("exploration (2.5 s)");
    expect(shown.method(["pole_g1"], false)).toBe(RUN);
  });

  test("pairs that break something are listed with both verdicts, and proofs one by one", () => {
    const matrix = matrixPage(tables, known, shown);
    expect(matrix).toContain("With the ganged interlock, 1 of 1 pairs keep every invariant");
    const pair = "| pair_u1 and pole_u1 | holds: 1, 2 | induction | **broken: 1**; holds: 2 |";
    expect(matrix).toContain(`${pair} before the next close |`);
    expect(matrix).toContain("cvc5 2 of 2 obligations proven, z3 0 of 1 obligations proven");
    expect(matrix).toContain("| tick: belief | all | cvc5 | proven | 1.3 |");
    expect(matrix).toContain("| invariant 1 | 1 | z3 | **not finished** | 1.3 |");
  });

  test("the page says when a result is of another core", () => {
    expect(shown.old).toBe(false);
    expect(matrixPage(tables, known, shown)).toContain("on the present core");
    const old = read({ core_sha256: "of before" });
    expect(matrixPage(tables, known, old)).toContain("**The core has changed since");
  });

  test.each<[string, object, RegExp]>([
    ["an unknown fault", { faults: [entry(["pole_x"], false, {})] }, /pole_x is not a fault/],
    ["an unknown verdict", { faults: [entry([], false, { 1: "fine" })] }, /a verdict is one of/],
    ["an unknown status", { proofs: [proof("a", "z3", "unsat", [1])] }, /a status is one of/],
  ])("%s is refused", (_what, other, expected) => {
    expect(() => read(other)).toThrow(expected);
    expect(() => read(other)).toThrow(/^docs\/reference\/proof\.json: [^\n]+\.$/);
  });
});
