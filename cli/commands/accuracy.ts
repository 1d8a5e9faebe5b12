/** `bptm accuracy`: the meter on a bench of phantom loads, compared with its limits. */
import { accuracyJobs, reportOf } from "@bptm/lab/accuracy/accuracy";
import type { AccuracyReport, AccuracyResult, BudgetLine } from "@bptm/lab/accuracy/accuracy";
import { Progress, print } from "../terminal/output";

/** Options of the command. */
interface AccuracyCommand {
  readonly seed: number;
  readonly json?: boolean;
}

const percent = (value: number, digits: number): string => value.toFixed(digits).padStart(9);

/** Percent by which register and pulses may differ (rounding) without a note. */
const REGISTER_OFF = 0.01;

function line(result: AccuracyResult): string {
  const { id, source, what, limits, passed } = result;
  const least = Math.min(...limits.map((limit) => limit.percent));
  const figures =
    id === "CREEP"
      ? " ".repeat(27)
      : percent(result.registration_percent, 3) +
        percent(result.method_error_percent, 3) +
        percent(result.of_method_percent, 3);
  const limit = id === "CREEP" ? "  nothing" : `+-${least.toFixed(1)}`.padStart(9);
  const verdict = passed ? "pass" : "FAIL";
  const lost = result.neutral ? "" : " (the meter says: no neutral, by the Form 2S rule)";
  const differs = id !== "CREEP" && Math.abs(result.register_percent - 100) > REGISTER_OFF;
  const billed = differs ? ` (the register says ${result.register_percent} % of the pulses)` : "";
  const head = `${id.padEnd(8)}${source.padEnd(10)}${figures}${limit}`;
  return `${head}  ${verdict}  ${what}${lost}${billed}`;
}

function budget({ volts, amperes, true_watts, form_2s_watts, error_percent }: BudgetLine): string {
  const legs = `${volts.join("/")} V`.padEnd(12) + `${amperes.join("/")} A`.padEnd(10);
  const watts = form_2s_watts.toFixed(0).padStart(8) + true_watts.toFixed(0).padStart(8);
  return `${legs}${watts}${percent(error_percent, 2)}`;
}

function tail(report: AccuracyReport): string[] {
  const limits = new Map(
    report.tests.flatMap(({ limits }) => limits).map((one) => [one.name, one]),
  );
  return [
    "",
    "Error of the Form 2S rule itself on unequal legs (one voltage coil, no neutral):",
    `${"legs".padEnd(22)}  form 2S    true        %`,
    ...report.budget.map(budget),
    "",
    "Limits, in percent of the energy by the rule:",
    ...[...limits.values()].map(
      ({ name, percent, source, confirmed }) =>
        `${name}: ${percent} (${confirmed ? "confirmed" : "judgement"}: ${source})`,
    ),
    "",
    "Pilots, noise and rounding of the converter are included; tolerances of current transformers,",
    "dividers and temperature are not: the manufacturer must add them.",
  ];
}

/** Runs all tests; returns the exit status: 0 only when all are within their limits. */
export async function runAccuracy({ seed, json }: AccuracyCommand): Promise<number> {
  const head = `${"test".padEnd(8)}${"source".padEnd(10)}${"regist. %".padStart(9)}`;
  if (json !== true) print(`${head} method % of rule %    limit`);
  const progress = new Progress();
  const jobs = accuracyJobs(seed);
  const results: AccuracyResult[] = [];
  for (const [done, job] of jobs.entries()) {
    progress.show(done / jobs.length, "accuracy");
    // One turn of the event loop, to notice a signal or a closed pipe between two tests.
    await new Promise((resolve) => void setImmediate(resolve));
    const result = job();
    results.push(result);
    progress.clear();
    if (json !== true) print(line(result));
    else progress.step(`${result.id}: ${result.passed ? "pass" : "fail"}`);
  }
  const report = reportOf(seed, results);
  if (json === true) print(JSON.stringify(report, null, 1));
  else for (const one of tail(report)) print(one);
  return report.passed ? 0 : 1;
}
