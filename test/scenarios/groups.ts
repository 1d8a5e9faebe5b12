/** Runs the conditions of the library as tests, one per file. */
import { readCondition } from "@bptm/lab/scenario/condition-file";
import { libraryFiles } from "@bptm/lab/scenario/library";
import { isResult } from "@bptm/lab/run/result";
import { runCondition } from "@bptm/lab/run/run";
import { expect, test } from "vitest";

/** The groups of the library, in two halves of about equal duration. */
export const SOURCES: readonly string[] = ["Utility", "Generator", "House-side sources"];
export const METER: readonly string[] = [
  "Contacts/mechanism",
  "Controller / power",
  "Sensors",
  "Load",
  "Human/process/tamper/cyber",
  "Environment",
  "Races",
  "Lock-out precedence",
  "Regression",
];

/** Adds one test for each condition of these groups. */
export function testGroups(groups: readonly string[]): void {
  const conditions = libraryFiles()
    .map(({ file }) => readCondition(file))
    .filter(({ group }) => groups.includes(group));
  test.each(conditions.map((one) => [one.id, one.title, one] as const))(
    "%s %s",
    async (_id, _title, condition) => {
      const result = await runCondition(condition);
      const broken = result.expectations.filter(({ held }) => !held);
      // A failure shows the seed to reproduce it.
      expect({ seed: result.seed, broken, violations: result.violations }).toEqual({
        seed: condition.seed,
        broken: [],
        violations: [],
      });
      expect(result.verdict).toBe("pass");
      expect(isResult(JSON.parse(JSON.stringify(result)))).toBe(true);
    },
  );
}
