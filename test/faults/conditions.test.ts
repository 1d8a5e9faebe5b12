import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConditionError, parseCondition, readCondition } from "@bptm/lab/scenario/condition-file";
import { expect, test } from "vitest";

const GOOD = `id: H-01
group: Utility
severity: nuisance
title: A clean outage
story: The grid goes and comes.
duration_s: 60
settings:
  restore_s: 60
timeline:
  - { at: 10, utility: cut }
  - { at: 20, utility: restore }
expect:
  - { stays: utility }
`;

/** The error of a text with one change. */
function errorOf(from: string, to: string): ConditionError {
  expect(GOOD).toContain(from);
  try {
    parseCondition(GOOD.replace(from, to), "my.yaml");
  } catch (error) {
    if (error instanceof ConditionError) return error;
    throw error;
  }
  throw new Error("no error");
}

test("the text that the others are derived from is valid", () => {
  expect(parseCondition(GOOD, "my.yaml").id).toBe("H-01");
});

test.each([
  ["an unknown word", "story:", "storey:", "E-COND-03", 5, "`storey`"],
  ["a wrong type", "duration_s: 60", "duration_s: long", "E-COND-03", 6, "duration_s"],
  ["a missing word", "duration_s: 60\n", "", "E-COND-03", 1, "duration_s"],
  ["an unknown action", "utility: cut", "utility: kut", "E-COND-03", 10, "cut"],
  ["no subject", "utility: cut", "volts: 4", "E-COND-04", 10, "exactly one subject"],
  ["two subjects", "utility: cut", "utility: cut, neutral: lose", "E-COND-04", 10, "one subject"],
  ["a missing parameter", "utility: cut", "utility: level", "E-COND-04", 10, "needs `to`"],
  ["a parameter too many", "utility: cut", "utility: cut, hz: 60", "E-COND-04", 10, "no `hz`"],
  ["no time", "at: 10, ", "", "E-COND-04", 10, "`at` or `when`"],
  [
    "an unknown unit",
    "duration_s: 60",
    "duration_s: 60\ngenerator: open-frame-7600",
    "E-COND-05",
    7,
    "did you mean open-frame-7500",
  ],
  [
    "an unknown house",
    "duration_s: 60",
    "duration_s: 60\nhome: { house: smal }",
    "E-COND-05",
    7,
    "did you mean small",
  ],
  [
    "an unknown load",
    "utility: cut",
    "load: on, name: drier",
    "E-COND-05",
    10,
    "did you mean dryer",
  ],
  ["an unknown setting", "restore_s", "restore", "E-COND-05", 8, "did you mean restore_s"],
  [
    "a setting outside its limits",
    "restore_s: 60",
    "restore_s: 2",
    "E-COND-06",
    8,
    "choose 15 to 300 s",
  ],
  ["an unknown event", "stays: utility", "event: UtilityLosst", "E-COND-05", 13, "UtilityLost"],
  ["an unknown reason", "stays: utility", "lockout: Weld", "E-COND-05", 13, "reason"],
  [
    "two main words",
    "stays: utility",
    "stays: utility, event: PowerUp",
    "E-COND-07",
    13,
    "exactly one",
  ],
  ["no main word", "stays: utility", "at_s: 4", "E-COND-07", 13, "exactly one"],
  ["a missing moment", "stays: utility", "powered: true", "E-COND-07", 13, "needs `at_s`"],
  [
    "an expectation after the end",
    "stays: utility",
    "at_s: 99, powered: true",
    "E-COND-07",
    13,
    "60 s",
  ],
  ["not YAML", "timeline:", "timeline: [", "E-COND-02", undefined, "not YAML"],
])("%s", (_what, from, to, code, line, fix) => {
  const error = errorOf(from, to);
  expect(error.code).toBe(code);
  if (line !== undefined) expect(error.line).toBe(line);
  expect(error.message).toContain(fix);
  expect(error.message).toMatch(/^E-COND-\d\d: my\.yaml:\d+: [^\n]+\.$/);
});

test("a missing file, a folder and a binary file are told from an invalid condition", () => {
  const folder = mkdtempSync(join(tmpdir(), "bptm-"));
  const binary = join(folder, "binary.yaml");
  writeFileSync(binary, Uint8Array.from([0xff, 0xfe, 0, 1, 2]));
  const codeOf = (file: string): string => {
    try {
      readCondition(file);
      return "none";
    } catch (error) {
      return error instanceof ConditionError ? error.message : "another error";
    }
  };
  expect(codeOf(join(folder, "nothing.yaml"))).toMatch(/^E-COND-01: .*there is no such file/);
  expect(codeOf(folder)).toMatch(/^E-COND-01: .*cannot be read/);
  expect(codeOf(binary)).toMatch(/^E-COND-01: .*no(t a)? text/);
  writeFileSync(binary, "- a list\n- of things\n");
  expect(codeOf(binary)).toMatch(/^E-COND-02: /);
  writeFileSync(binary, "");
  expect(codeOf(binary)).toMatch(/^E-COND-02: /);
});
