/** Makes SPIN's verifier of a campaign in a folder, and runs it. */
import { execFile } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Case } from "./case-text";
import { modelOf } from "./model";

/** Counts of both SPIN and the plain search. */
export interface Counts {
  readonly states: number;
  readonly broken: number;
  readonly core_runs: number;
  readonly starts: number;
  readonly moves: number;
  readonly transitions: number;
}

export interface SpinRun extends Counts {
  readonly cpu_s: number;
  readonly wall_s: number;
  /** Memory of pan, by its own report. */
  readonly bytes: number;
  readonly depth: number;
}

/**
 * The quickest options found: -O2 takes as long or up to a tenth longer, COLLAPSE a third longer
 * and half as much memory again, MA a tenth longer and a third less memory. BFS is not possible
 * with data that is tracked and not matched. Partial order reduction has nothing to reduce.
 */
const GCC = "-O3 -march=native -w -DSAFETY -DNOREDUCE -DNOCLAIM -DNOFAIR -DNOBOUNDCHECK".split(" ");

const execute = promisify(execFile);

/** Output of a command; throws when it fails. */
async function call(folder: string, command: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await execute(command, args, { cwd: folder, maxBuffer: 1 << 28 });
  return stdout + stderr;
}

/** A text with one piece replaced; the piece must occur. */
function replaced(text: string, piece: string, by: string): string {
  if (!text.includes(piece)) throw new Error(`wasm2c writes no ${piece}`);
  return text.replace(piece, by);
}

/** Helps gcc to optimize: memory at a fixed address, loads that it may omit. */
function quicker(text: string): string {
  const fixed = replaced(text, "&((mem)->data[addr])", "&linear[addr]");
  const free = replaced(fixed, '__asm__("" ::"r"(var));', "");
  return replaced(free, '#include "plain.h"', '#include "plain.h"\nextern uint8_t linear[];');
}

/** `root`: the project's folder; `module`: the module that plain-module.mjs compiles for it. */
export async function buildSpin(
  root: string,
  folder: string,
  one: Case,
  module: Uint8Array,
): Promise<void> {
  for (const name of ["glue.c", "wasm-rt.h"]) {
    copyFileSync(join(root, "test/spin", name), join(folder, name));
  }
  for (const [name, text] of Object.entries(modelOf(one))) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "plain.wasm"), module);
  const wasm2c = join(root, "node_modules/wabt/bin/wasm2c");
  await call(folder, process.execPath, [wasm2c, "plain.wasm", "-o", "plain.c"]);
  const text = readFileSync(join(folder, "plain.c"), "utf8");
  writeFileSync(join(folder, "plain.c"), quicker(text));
  await call(folder, "spin", ["-a", "tick.pml"]);
  await call(folder, "gcc", [...GCC, "-o", "pan", "pan.c"]);
}

const DEPTH_FIRST = 20_000;
const DEPTH_MOST = 20_000_000;

/** Arguments of pan: slots for these states; it ends when it would have to go deeper than that. */
export const panArguments = (states: number, depth: number): string[] => [
  "-b",
  `-m${depth}`,
  `-w${Math.ceil(Math.log2(states)) + 1}`,
];

/** User and system time of pan, by the shell's `times`: "0m1.23s 0m0.04s" twice. */
function cpuOf(text: string): number {
  const all = [...text.matchAll(/(\d+)m([\d.]+)s/g)].map(([, m, s]) => 60 * Number(m) + Number(s));
  return (all.at(-2) ?? Number.NaN) + (all.at(-1) ?? Number.NaN);
}

function figure(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`pan reports no ${pattern.source}:\n${text}`);
  return Number(found);
}

/** Parses the output of pan. */
export function readPan(text: string): SpinRun {
  const counts = /^counts (\d+) (\d+) (\d+) (\d+) (\d+)$/m.exec(text)?.slice(1).map(Number);
  if (counts === undefined) throw new Error(`pan ended before its report:\n${text}`);
  const [broken = 0, core_runs = 0, starts = 0, moves = 0, transitions = 0] = counts;
  return {
    states: figure(text, /(\d+) states, stored/),
    broken,
    core_runs,
    starts,
    moves,
    transitions,
    cpu_s: cpuOf(text),
    wall_s: figure(text, /elapsed time ([\d.e+-]+) seconds/),
    bytes: figure(text, /([\d.]+)\s+total actual memory usage/) * 2 ** 20,
    depth: figure(text, /depth reached (\d+)/),
  };
}

/** Runs pan with the stack that it needs. `states`: the number of states. */
export async function runSpin(
  folder: string,
  states: number,
  least: number = DEPTH_FIRST,
): Promise<SpinRun> {
  for (let depth = least; depth <= DEPTH_MOST; depth *= 2) {
    const pan = ["./pan", ...panArguments(states, depth)].join(" ");
    const text = await call(folder, "sh", ["-c", `${pan}; times`]);
    if (!text.includes("max search depth too small")) return readPan(text);
  }
  throw new Error(`pan wants to go deeper than ${DEPTH_MOST}.`);
}
