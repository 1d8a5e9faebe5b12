/** `bptm type-test`: runs the procedures of a type test on the twin, against limits in one file. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { conditionText } from "@bptm/lab/scenario/condition-file";
import { runConditions } from "@bptm/lab/campaign/run-conditions";
import type { Extent } from "@bptm/lab/typetest/type-case";
import { ownLimits, readLimits } from "@bptm/lab/typetest/type-limits";
import type { TypeLimits } from "@bptm/lab/typetest/type-limits";
import { LIMIT_NAMES, PROCEDURES, judgeProcedure } from "@bptm/lab/typetest/type-tests";
import type { Judgement, TypeTestProcedure, TypeResult } from "@bptm/lab/typetest/type-tests";
import { InputError, Progress, complain, print } from "../terminal/output";
import { tryWrite, writeWhole } from "../terminal/write-whole";

interface TypeTestCommand {
  readonly list?: boolean;
  readonly limits?: string;
  readonly operations?: number;
  readonly full?: boolean;
  readonly jobs?: number;
  readonly json?: boolean;
  readonly keep?: string;
}

const QUICK_OPERATIONS = 240;
/** UL 1008, endurance, for switches up to 300 A. */
const FULL_OPERATIONS = 6000;

function proceduresOf(names: readonly string[]): readonly TypeTestProcedure[] {
  const known = PROCEDURES.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const sentence = `there is no procedure "${unknown}"; there are ${known.join(", ")}.`;
    throw new InputError("E-TYPE-02", sentence);
  }
  return names.length === 0 ? PROCEDURES : PROCEDURES.filter(({ name }) => names.includes(name));
}

async function runProcedure(
  procedure: TypeTestProcedure,
  { extent, limits, jobs }: { extent: Extent; limits: TypeLimits; jobs: number },
): Promise<TypeResult> {
  const progress = new Progress();
  const cases = procedure.cases(extent, limits);
  let done = 0;
  const outcomes = await runConditions(
    cases.map(({ condition }) => condition),
    { jobs, onOutcome: () => progress.show(++done / cases.length, procedure.name) },
  );
  progress.clear();
  return judgeProcedure(procedure, cases, outcomes, limits);
}

const shown = (value: number | undefined): string =>
  value === undefined ? "not measured" : String(Number(value.toFixed(3)));

function rangeOf({ min, max }: Judgement): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}

function printResult(result: TypeResult): void {
  const { procedure, title, verdict, runs, simulated_s, judgements, broken, missed } = result;
  print(`${procedure.padEnd(20)} ${verdict === "pass" ? "pass" : "FAIL"}  ${title}`);
  print(`${" ".repeat(27)}${runs} runs, ${Math.round(simulated_s)} s simulated`);
  for (const one of judgements) {
    const name = `  ${one.passed ? "    " : "FAIL"} ${one.name}`.padEnd(38);
    print(`${name} ${shown(one.measured).padStart(12)}  ${rangeOf(one)}`);
    print(`${" ".repeat(53)}${one.clause}; ${one.status}: ${one.source}`);
  }
  for (const what of missed) print(`       ${what}`);
  for (const { what, condition } of broken) print(`  FAIL ${condition.id}: ${what}`);
}

/** Writes the first failing runs as condition files for `bptm run`. */
function keepBroken(results: readonly TypeResult[], folder: string): void {
  for (const { broken } of results) {
    for (const { condition } of broken.slice(0, 5)) {
      const file = join(folder, `${condition.id}.yaml`);
      // A condition file needs at least one expectation; this one always holds.
      const kept = { ...condition, expect: [{ dark_less_than_s: condition.duration_s + 1 }] };
      writeWhole(file, conditionText(kept));
      complain(`bptm run ${file}`);
    }
  }
}

function printList(): void {
  for (const { name, title } of PROCEDURES) print(`${name.padEnd(20)} ${title}`);
}

/** Runs the type tests; returns the exit status: 0 only when all pass. */
export async function runTypeTests(
  names: readonly string[],
  options: TypeTestCommand,
): Promise<number> {
  if (options.list === true) {
    printList();
    return 0;
  }
  const procedures = proceduresOf(names);
  const limits = readLimits(options.limits ?? ownLimits(), LIMIT_NAMES);
  const { keep, full = false, jobs = availableParallelism() } = options;
  if (keep !== undefined) tryWrite(join(keep, "type-test.yaml"));
  const usual = full ? FULL_OPERATIONS : QUICK_OPERATIONS;
  const extent = { operations: options.operations ?? usual, full };
  const results: TypeResult[] = [];
  const begun = performance.now();
  for (const procedure of procedures) {
    // One after another, so that the table is printed in order; each uses all threads.
    const result = await runProcedure(procedure, { extent, limits, jobs });
    results.push(result);
    if (options.json !== true) printResult(result);
  }
  const failed = results.filter(({ verdict }) => verdict === "fail").length;
  const seconds = (performance.now() - begun) / 1000;
  const verdict = failed === 0 ? "pass" : "fail";
  if (options.json === true) {
    const report = { format: "bptm-type-test-1", verdict, ...extent, seconds, results };
    print(JSON.stringify(report, null, 1));
  } else {
    const passed = `${results.length - failed} of ${results.length} procedures pass`;
    const judged = results.flatMap(({ judgements }) => judgements);
    const confirmed = judged.filter(({ status }) => status === "confirmed").length;
    print("");
    print(
      `${passed} in ${Math.round(seconds)} s; of ${judged.length} limits ${confirmed} are ` +
        `confirmed by a source, ${judged.length - confirmed} are engineering judgement.`,
    );
  }
  if (keep !== undefined) keepBroken(results, keep);
  return failed === 0 ? 0 : 1;
}
