/** `bptm run`: runs conditions to their verdicts. */
import { setTimeout as sleep } from "node:timers/promises";
import { readCondition } from "@bptm/lab/scenario/condition-file";
import type { Condition } from "@bptm/lab/scenario/condition";
import type { Encoding } from "@bptm/lab/recordings/comtrade-write";
import type { EnergyFigures } from "@bptm/lab/run/result";
import { libraryFiles } from "@bptm/lab/scenario/library";
import type { Result } from "@bptm/lab/run/result";
import { runCondition } from "@bptm/lab/run/run";
import type { TimelineLine } from "@bptm/lab/run/timeline";
import { RunRecorder } from "@bptm/lab/run/run-recorder";
import { filesOf } from "./conditions";
import { InputError, Progress, print } from "../terminal/output";

/** Options of the command. */
interface RunCommand {
  readonly seed?: number;
  readonly speed: number;
  readonly json?: boolean;
  readonly list?: boolean;
  readonly engine: "wasm" | "typescript";
  readonly record?: string;
  readonly encoding: Encoding;
  readonly recordFrom: number;
  readonly recordFor: number;
}

function list(): void {
  for (const { file } of libraryFiles()) {
    const { id, severity, group, title } = readCondition(file);
    print(`${id.padEnd(6)} ${severity.padEnd(8)} ${group}: ${title}`);
  }
}

const seconds = (time_s: number): string => time_s.toFixed(3).padStart(9);

function whereOf({ state }: TimelineLine): string {
  const [u, g] = state.switches;
  const lights = state.powered ? state.lights.join(" ") : "no power";
  return `U ${u}, G ${g} | ${lights}`;
}

function timelineLine(line: TimelineLine): string {
  const said = line.event?.sentence ?? line.note ?? "";
  return `${seconds(line.time_s)}  ${whereOf(line).padEnd(44)} ${said}`.trimEnd();
}

/** Prints the timeline, without lines that repeat the previous state. */
function timelinePrinter(progress: Progress): (line: TimelineLine) => void {
  let before = "";
  return (line) => {
    const where = whereOf(line);
    const silent = line.event === undefined && line.note === undefined;
    if (silent && where === before) return;
    before = where;
    progress.clear();
    print(timelineLine(line));
  };
}

function printHead({ id, title, group, severity, story }: Condition, seed: number): void {
  print(`${id}  ${title}`);
  print(`${group}, ${severity}; seed ${seed}. ${story}`);
  print("");
  print("   second  switches as verified | lights            what the meter says");
}

/** Whether the registers balance, with their figures. */
function energyLine(energy: EnergyFigures): string {
  const { utility_wh, generator_wh, method_wh, house_wh, balance, why } = energy;
  const sum = `${utility_wh.toFixed(1)} Wh of the utility and ${generator_wh.toFixed(1)} Wh of the`;
  const house = `generator, ${house_wh.toFixed(1)} Wh of the house`;
  const method = `, ${method_wh.toFixed(1)} Wh by the Form 2S rule`;
  const word = balance === "holds" ? "held   " : balance === "broken" ? "BROKEN " : "open   ";
  return `  ${word} registers: ${sum} ${house}${method}${why === "" ? "" : `; ${why}`}`;
}

function printOutcome(result: Result, took_ms: number): void {
  for (const { held, expected, seen } of result.expectations) {
    print(held ? `  held    ${expected}` : `  BROKEN  ${expected}; seen: ${seen}`);
  }
  for (const { invariant, rule, first_s, seen } of result.violations) {
    print(`  UNSAFE  invariant ${invariant} at ${first_s.toFixed(3)} s: ${rule}; ${seen}`);
  }
  if (result.violations.length === 0) print("  held    the invariants, at every sample");
  if (result.energy !== undefined) print(energyLine(result.energy));
  const { condition, verdict, simulated_s } = result;
  print(`${condition} ${verdict}: ${simulated_s} s simulated in ${(took_ms / 1000).toFixed(1)} s`);
}

/**
 * Waits so that simulated time matches real time; at full speed it only yields to the event loop.
 */
function pacer(speed: number, after: (simulated_s: number) => void): (s: number) => Promise<void> {
  const begun = performance.now();
  let breath = begun;
  return async (simulated_s) => {
    after(simulated_s);
    const now = performance.now();
    const ahead_ms = speed > 0 ? (simulated_s * 1000) / speed - (now - begun) : 0;
    if (ahead_ms > 1) await sleep(ahead_ms);
    else if (now - breath > 100) await sleep(0);
    else return;
    breath = performance.now();
  };
}

interface Job {
  readonly condition: Condition;
  readonly options: RunCommand;
  readonly progress: Progress;
  /** How many conditions are done, and how many there are. */
  readonly done: number;
  readonly of: number;
}

function recorderOf(options: RunCommand): RunRecorder | undefined {
  const { record: file, encoding, recordFrom: from_s, recordFor: for_s } = options;
  return file === undefined ? undefined : new RunRecorder({ file, encoding, from_s, for_s });
}

async function runOne({ condition, options, progress, done, of }: Job): Promise<Result> {
  const begun = performance.now();
  // Created first, so that a recording that cannot be written fails before the run.
  const recorder = recorderOf(options);
  const isPrinted = of === 1 && options.json !== true;
  const seed = options.seed ?? condition.seed;
  if (isPrinted) printHead(condition, seed);
  const printLine = timelinePrinter(progress);
  const show = (simulated_s: number): void => {
    const part = (done + simulated_s / condition.duration_s) / of;
    progress.show(part, condition.id);
  };
  const result = await runCondition(condition, {
    seed,
    observers: recorder && [recorder],
    engine: options.engine,
    pause: pacer(options.speed, show),
    // At a limited speed, the user wants to watch time pass.
    fastForward: options.speed === 0,
    watch: (line) => {
      if (isPrinted) printLine(line);
    },
  });
  progress.clear();
  const took_ms = performance.now() - begun;
  const files = recorder?.write() ?? [];
  if (options.json === true) progress.step(`${condition.id} ${result.verdict}`);
  else if (isPrinted) {
    print("");
    printOutcome(result, took_ms);
    if (files.length > 0) print(`recorded in ${files.join(", ")}`);
  } else if (result.verdict === "pass") print(`${condition.id.padEnd(6)} pass  ${condition.title}`);
  else {
    print(`${condition.id.padEnd(6)} FAIL  ${condition.title}`);
    printOutcome(result, took_ms);
  }
  return result;
}

/** Runs the named conditions; returns the exit status: 0 only when all pass. */
export async function runConditions(
  names: readonly string[],
  options: RunCommand,
): Promise<number> {
  if (options.list === true) {
    list();
    return 0;
  }
  if (names.length === 0) {
    throw new InputError(
      "E-RUN-02",
      "name a condition, a file or `all`; --list shows the library.",
    );
  }
  // Reads all files before the first run, so that a mistake is reported at once.
  const conditions = filesOf(names).map(readCondition);
  if (options.record !== undefined && conditions.length !== 1) {
    throw new InputError("E-RUN-03", "--record records one run; name one condition.");
  }
  const progress = new Progress(options.speed > 0 && conditions.length === 1);
  const results: Result[] = [];
  for (const [done, condition] of conditions.entries()) {
    // One after another: each uses a whole processor core and prints its own timeline.
    results.push(await runOne({ condition, options, progress, done, of: conditions.length }));
  }
  if (options.json === true) {
    print(JSON.stringify(results.length === 1 ? results[0] : results, null, 1));
  }
  const failed = results.filter(({ verdict }) => verdict === "fail");
  if (results.length > 1 && options.json !== true) {
    print(`${results.length - failed.length} of ${results.length} conditions pass`);
  }
  return failed.length === 0 ? 0 : 1;
}
