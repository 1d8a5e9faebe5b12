/** A campaign's verdicts and their reasons, as JSON and as JUnit XML. */
import type { Coverage } from "./coverage";
import type { ConditionOutcome } from "../campaign/run-conditions";
import { reasonOf } from "../run/verdict";
import { escaped } from "@bptm/text/markup";

/** Whether a condition was run, and passed. */
export function isPassed({ result }: ConditionOutcome): boolean {
  return result?.verdict === "pass";
}

/** The reason for a verdict, in one line. */
export function decidedBy({ result, failure }: ConditionOutcome): string {
  if (result === undefined) return `not judged: ${failure ?? "it was not run"}`;
  return reasonOf(result);
}

function testCase(outcome: ConditionOutcome): string[] {
  const { condition, result, took_s } = outcome;
  const name = escaped(`${condition.id} ${condition.title}`);
  const group = escaped(condition.group);
  const head = `    <testcase classname="${group}" name="${name}" time="${took_s.toFixed(3)}"`;
  if (isPassed(outcome)) return [`${head}/>`];
  const kind = result === undefined ? "error" : "failure";
  return [
    `${head}>`,
    `      <${kind} message="${escaped(decidedBy(outcome))}"/>`,
    "    </testcase>",
  ];
}

/** The verdicts as JUnit XML, one test case for each condition. */
export function junitText(outcomes: readonly ConditionOutcome[], took_s: number): string {
  const errors = outcomes.filter(({ result }) => result === undefined).length;
  const failures = outcomes.filter((one) => !isPassed(one)).length - errors;
  const counts = `tests="${outcomes.length}" failures="${failures}" errors="${errors}"`;
  const time = `time="${took_s.toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts} ${time}>`,
    `  <testsuite name="bptm lab" ${counts} ${time}>`,
    ...outcomes.flatMap(testCase),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

/** The verdicts as JSON; docs/reference/json.md explains the fields. */
export function campaignJson(
  outcomes: readonly ConditionOutcome[],
  coverage: Coverage,
  took_s: number,
  differences?: readonly string[],
): object {
  const failed = outcomes.filter((one) => !isPassed(one)).length;
  return {
    format: "bptm-lab-1",
    verdict: failed === 0 ? "pass" : "fail",
    conditions: outcomes.length,
    failed,
    seconds: took_s,
    coverage,
    ...(differences === undefined ? {} : { differences }),
    results: outcomes.map((one) => ({
      condition: one.condition.id,
      verdict: one.result?.verdict ?? "not judged",
      decided_by: decidedBy(one),
      seconds: one.took_s,
      result: one.result,
    })),
  };
}
