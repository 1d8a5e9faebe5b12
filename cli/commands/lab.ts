/** `bptm lab`: the whole library, or random conditions from seeds, on all processor cores. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { differencesTo, readReport } from "@bptm/lab/report/against";
import { coverageLines, coverageOf } from "@bptm/lab/report/coverage";
import type { Condition } from "@bptm/lab/scenario/condition";
import { readCondition } from "@bptm/lab/scenario/condition-file";
import { runConditions } from "@bptm/lab/campaign/run-conditions";
import type { ConditionOutcome } from "@bptm/lab/campaign/run-conditions";
import { reportPage } from "@bptm/lab/report/report";
import { randomCondition } from "@bptm/lab/campaign/swarm";
import { campaignJson, decidedBy, isPassed, junitText } from "@bptm/lab/report/verdict-table";
import { aboutRun } from "../terminal/about";
import { filesOf } from "./conditions";
import { Progress, print } from "../terminal/output";
import { keepFailures } from "./swarm";
import { tryWrite, writeWhole } from "../terminal/write-whole";

/** Options of the command. */
interface LabCommand {
  readonly swarm?: number;
  readonly seed?: number;
  readonly jobs?: number;
  readonly json?: boolean;
  readonly junit?: string;
  readonly report?: string;
  readonly against?: string;
  readonly keep: string;
}

const whole = (value: number): string => String(Math.round(value));

async function runAll(
  conditions: readonly Condition[],
  { jobs, random, waveforms }: { jobs: number; random: boolean; waveforms: boolean },
): Promise<ConditionOutcome[]> {
  const progress = new Progress();
  const all_s = conditions.reduce((sum, { duration_s }) => sum + duration_s, 0);
  const at = new Map<string, number>();
  const show = (id: string): void => {
    const done_s = [...at.values()].reduce((sum, seconds) => sum + seconds, 0);
    progress.show(done_s / all_s, id);
  };
  const outcomes = await runConditions(conditions, {
    jobs,
    random,
    waveforms,
    onProgress: ({ id }, simulated_s) => {
      at.set(id, simulated_s);
      show(id);
    },
    onOutcome: ({ condition }) => {
      at.set(condition.id, condition.duration_s);
      show(condition.id);
    },
  });
  progress.clear();
  return outcomes;
}

function printTable(outcomes: readonly ConditionOutcome[], random: boolean): void {
  // Of random conditions only those that fail are printed.
  for (const outcome of outcomes) {
    const passed = isPassed(outcome);
    if (random && passed) continue;
    const { id, title } = outcome.condition;
    print(`${id.padEnd(6)} ${passed ? "pass" : "FAIL"}  ${title}`);
    print(`             ${decidedBy(outcome)}`);
  }
}

function conditionsOf(names: readonly string[], { swarm, seed = 1 }: LabCommand): Condition[] {
  if (swarm !== undefined) {
    return Array.from({ length: swarm }, (_, at) => randomCondition(seed + at));
  }
  return filesOf(names.length === 0 ? ["all"] : names).map(readCondition);
}

function printDifferences(differences: readonly string[] | undefined): void {
  if (differences === undefined) return;
  print("");
  print(
    differences.length === 0
      ? "Same results as in the earlier report."
      : "Differences from the earlier report:",
  );
  for (const line of differences) print(`  ${line}`);
}

/** Runs the lab; returns the exit status: 0 only when all pass. */
export async function runLab(names: readonly string[], options: LabCommand): Promise<number> {
  const begun = performance.now();
  const random = options.swarm !== undefined;
  const jobs = options.jobs ?? availableParallelism();
  const conditions = conditionsOf(names, options);
  const { junit, report, against } = options;
  for (const file of [junit, report]) if (file !== undefined) tryWrite(file);
  const earlier = against === undefined ? undefined : readReport(against);
  if (random) tryWrite(join(options.keep, "S-0.yaml"));
  const outcomes = await runAll(conditions, { jobs, random, waveforms: report !== undefined });
  const took_s = (performance.now() - begun) / 1000;
  const failed = outcomes.filter((one) => !isPassed(one));
  const coverage = coverageOf(outcomes);
  const differences = earlier && differencesTo(earlier, outcomes, names.length === 0);
  if (junit !== undefined) writeWhole(junit, junitText(outcomes, took_s));
  if (report !== undefined) {
    const about = aboutRun(took_s, jobs);
    writeWhole(report, reportPage({ outcomes, coverage, about, differences }));
  }
  if (options.json === true)
    print(JSON.stringify(campaignJson(outcomes, coverage, took_s, differences), null, 1));
  else {
    printTable(outcomes, random);
    printDifferences(differences);
    print("");
    for (const line of coverageLines(coverage)) print(line);
    print("");
    const simulated_s = outcomes.reduce((sum, { result }) => sum + (result?.simulated_s ?? 0), 0);
    const count = `${outcomes.length - failed.length} of ${outcomes.length} conditions pass`;
    const threads = jobs === 1 ? "one thread" : `${jobs} threads`;
    print(`${count}; ${whole(simulated_s)} s simulated in ${whole(took_s)} s on ${threads}.`);
  }
  if (random) await keepFailures(failed, options.keep, options.json === true);
  return failed.length === 0 ? 0 : 1;
}
