/**
 * The measurements of tools/bench/bench.mjs; those of the proof are in bench-states.ts. Our network
 * and our whole loop are compared with ngspice, on the same circuit with the same step of
 * 1/19 200 s, and with C. Figures are seconds of computing per simulated second; each is the
 * quickest of several interleaved runs, which excludes most of the load from other programs.
 */
import { exportsOf } from "@bptm/runtime/module-exports";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { homeCircuit } from "@bptm/twin/network/circuit";
import { Branch, Closed, Network } from "@bptm/twin/network/network";
import { TABLE } from "@bptm/twin/network/network-lines";
import { TableSupply } from "@bptm/twin/network/tables";
import { netlist } from "../../test/ngspice/netlist";
import type { Configuration } from "../../test/ngspice/netlist";
import {
  ELECTRONICS_PEAK,
  EMF_A,
  EMF_B,
  GENERATOR_PEAK,
  LAG,
  create,
  load,
  advance as play,
  setAngles,
  setGeneratorAngle,
  statesOf,
  tableOf,
} from "./network-drive";

import { GROWTH, HOURS, PER_HOME } from "./bench-homes";
import { LATE } from "./bench-lateness";
import { A_SECOND } from "./bench-port";
import { PER_SECOND, PER_STATE } from "./bench-states";
import type { Row } from "./row";

export { homesThread, measureHomes } from "./bench-homes";
export { loopRun } from "./bench-loop";
export { METERING_LEAST, coreRun } from "./bench-metering";
export { measureLateness } from "./bench-lateness";
export { measurePort, portThread } from "./bench-port";
export { exploreLargest, measureStates } from "./bench-states";

const UNIT = "seconds of computing per simulated second";

export const NETWORK_LEAST = 50;
export const LOOP_LEAST = 40;

const HZ = 4800;
const SECONDS = 10;
/** The network's step, 1/19 200 s, which ngspice must use as well. */
const STEP_US = 52.083;
const UTILITY_HZ = 60;
const GENERATOR_HZ = 61;
const PEAK = 120 * Math.SQRT2;

const JOINED =
  Closed.Connected1 |
  Closed.Connected2 |
  Closed.Neutral |
  Closed.Inlet |
  Closed.CordNeutral |
  Closed.MotorA |
  Closed.MotorB |
  Closed.Electronics1 |
  Closed.Electronics2;
const ON_UTILITY = JOINED | Closed.U1 | Closed.U2;
const ON_GENERATOR = JOINED | Closed.G1 | Closed.G2;

const angle = (hz: number): number => (2 * Math.PI * hz) / HZ;
const halfSecant = (hz: number): number => 0.5 / Math.cos(angle(hz) / 2);

/** Settings of the drive: angles of utility and generator. */
function angles(): { utility: [number, number, number, number]; own: [number, number, number] } {
  const [u, g] = [angle(UTILITY_HZ), angle(GENERATOR_HZ)];
  const mean = Math.sin(u / 2) / (u / 2);
  return {
    utility: [Math.cos(u), Math.sin(u), halfSecant(UTILITY_HZ), mean],
    own: [Math.cos(g), Math.sin(g), halfSecant(GENERATOR_HZ)],
  };
}

/** A part of the run with one configuration. */
interface NetworkPhase {
  readonly samples: number;
  readonly closed: number;
  readonly table: Float64Array;
}

/** Runs the configurations one after the other; each pole opens at a zero of its current. */
export function networkPhases(): NetworkPhase[] {
  const drive = create();
  setAngles(drive, ...angles().utility);
  setGeneratorAngle(drive, ...angles().own);
  const supply = new TableSupply();
  const made: { samples: number; closed: number; table: Float64Array }[] = [];
  const x = statesOf(drive);
  const poles = [
    [Closed.U1, Branch.Utility1],
    [Closed.U2, Branch.Utility2],
    [Closed.G1, Branch.Generator1],
    [Closed.G2, Branch.Generator2],
  ] as const;
  let closed = ON_UTILITY;
  let before = x.slice();
  for (let sample = 0; sample < SECONDS * HZ; sample++) {
    const wanted = wantedAt(sample / HZ);
    let now = wanted;
    for (const [bit, branch] of poles) {
      const burns = (x[branch] as number) * (before[branch] as number) > 0;
      if ((wanted & bit) === 0 && (closed & bit) !== 0 && burns) now |= bit;
    }
    before = x.slice();
    if (now !== closed || made.length === 0) {
      const table = supply.table(new Network().parameters, now);
      made.push({ samples: 0, closed: now, table });
      tableOf(drive).set(table);
      load(drive);
      closed = now;
    }
    (made.at(-1) as { samples: number }).samples += 1;
    play(drive, 1);
  }
  return made;
}

/** Utility, outage at 2 s, generator from 2.5 s to 7 s, utility from 7.5 s on. */
function wantedAt(seconds: number): number {
  if (seconds < 2 || seconds >= 7.5) return ON_UTILITY;
  return seconds >= 2.5 && seconds < 7 ? ON_GENERATOR : JOINED;
}

interface DriveModule {
  readonly memory: WebAssembly.Memory;
  create(): number;
  load(drive: number): void;
  advance(drive: number, samples: number): void;
  tableOf(drive: number): number;
  statesOf(drive: number): number;
  setAngles(drive: number, c: number, s: number, half_secant: number, mean: number): void;
  setGeneratorAngle(drive: number, c: number, s: number, half_secant: number): void;
}

const arrayAt = (memory: WebAssembly.Memory, pointer: number, length: number): Float64Array =>
  new Float64Array(memory.buffer, new Uint32Array(memory.buffer, pointer, 2)[1] ?? 0, length);

/** Runs of our network, and its final state. */
export async function networkRun(bytes: BufferSource, parts: readonly NetworkPhase[]) {
  const made = await WebAssembly.instantiate(bytes, {});
  const module = exportsOf<DriveModule>(made.instance);
  const drive = module.create();
  const table = arrayAt(module.memory, module.tableOf(drive), TABLE);
  const state = arrayAt(module.memory, module.statesOf(drive), 10);
  module.setAngles(drive, ...angles().utility);
  module.setGeneratorAngle(drive, ...angles().own);
  const seconds = (): number => {
    const start = performance.now();
    for (const part of parts) {
      table.set(part.table);
      module.load(drive);
      for (let left = part.samples; left > 0; left -= 480) {
        module.advance(drive, Math.min(left, 480));
      }
    }
    return (performance.now() - start) / 1000 / SECONDS;
  };
  return { seconds, state };
}

/** The ngspice deck of the same run. */
export function deck(parts: readonly NetworkPhase[], seconds: number): string {
  const configurations: Configuration[] = [];
  let samples = 0;
  for (const { closed, samples: count } of parts) {
    configurations.push({ from_s: samples / HZ, closed });
    samples += count;
  }
  const wave = (peak: number, hz: number, degrees = 0): string =>
    `SIN(0 ${peak} ${hz} 0 0 ${degrees})`;
  const emf = (along: number): string =>
    wave(Math.hypot(along, LAG), UTILITY_HZ, (Math.atan2(LAG, along) * 180) / Math.PI);
  return netlist({
    elements: homeCircuit(new Network().parameters),
    configurations,
    inputs: [
      wave(PEAK, UTILITY_HZ),
      wave(-PEAK, UTILITY_HZ),
      wave(GENERATOR_PEAK, GENERATOR_HZ),
      wave(-GENERATOR_PEAK, GENERATOR_HZ),
      "DC 0",
      wave(ELECTRONICS_PEAK, UTILITY_HZ),
      wave(-ELECTRONICS_PEAK, UTILITY_HZ),
      emf(EMF_A),
      emf(EMF_B),
    ],
    seconds,
    step_us: STEP_US,
    options: "method=trap",
  });
}

/** Runs the work with a temporary folder. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "bptm-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function timed(command: string, args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
  return (performance.now() - start) / 1000;
}

/** Seconds of ngspice per simulated second: a long run less a very short one. */
export function spiceRun(folder: string, parts: readonly NetworkPhase[]): () => number {
  const [long, short] = [join(folder, "long.cir"), join(folder, "short.cir")];
  writeFileSync(long, deck(parts, SECONDS));
  writeFileSync(short, deck(parts, 0.001));
  return () => (timed("ngspice", ["-b", long]) - timed("ngspice", ["-b", short])) / SECONDS;
}

const C_MAIN = `
#include <stdio.h>
#include <time.h>
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}
static double x[16], u[32], y[8], us, uc = 1, gs, gc = 1;
int main(void) {
  double before = now();
  const double *m = tables;
  for (int part = 0; part < PARTS; part++, m += TABLE) {
    int groups = (int)m[TABLE - 2];
    for (int k = 0; k < counts[part]; k++) {
      double s = us, c = uc; us = s * CU + c * SU; uc = c * CU - s * SU;
      double mid = (s + us) * HU, across = (c + uc) * HU, g = gs;
      gs = g * CG + gc * SG; gc = gc * CG - g * SG;
      u[7] = PEAK * mid; u[8] = -u[7]; u[12] = PEAK * us; u[13] = -u[12];
      u[17] = EP * us; u[18] = -u[17];
      u[19] = MEAN * (EA * mid + LAG * across); u[20] = MEAN * (EB * mid + LAG * across);
      u[21] = EA * (us - s) + LAG * (uc - c); u[22] = EB * (us - s) + LAG * (uc - c);
      u[9] = GP * (g + gs) * HG; u[10] = -u[9]; u[14] = GP * gs; u[15] = -u[14];
      solve(x, u, y, m, groups);
    }
  }
  double seconds = now() - before;
  printf("%.9f", seconds);
  for (int k = 0; k < 10; k++) printf(" %.17g", x[k]);
  return 0;
}
`;

/** Our network in C on one core, with its lines in `solver`; undefined without gcc. */
export function cRun(folder: string, parts: readonly NetworkPhase[], solver: string) {
  const { utility, own } = angles();
  const constants = {
    CU: utility[0],
    SU: utility[1],
    HU: utility[2],
    MEAN: utility[3],
    CG: own[0],
    SG: own[1],
    HG: own[2],
    PEAK,
    GP: GENERATOR_PEAK,
    EP: ELECTRONICS_PEAK,
    EA: EMF_A,
    EB: EMF_B,
    LAG,
    TABLE,
    PARTS: parts.length,
  };
  const text = [
    ...Object.entries(constants).map(([name, value]) => `#define ${name} (${value})`),
    `static const double tables[] = {${parts.map((part) => part.table.join(",")).join(",\n")}};`,
    `static const int counts[] = {${parts.map(({ samples }) => samples).join(",")}};`,
    solver,
    C_MAIN,
  ].join("\n");
  const [source, program] = [join(folder, "network.c"), join(folder, "network")];
  writeFileSync(source, text);
  const made = spawnSync("gcc", ["-O3", "-march=native", "-o", program, source, "-lm"], {
    encoding: "utf8",
  });
  if (made.error) return undefined;
  if (made.status !== 0) throw new Error(`gcc failed: ${made.stderr}`);
  const run = (): number[] => {
    const { stdout } = spawnSync(program, [], { encoding: "utf8" });
    return stdout.trim().split(" ").map(Number);
  };
  return {
    seconds: () => (run()[0] as number) / SECONDS,
    state: () => run().slice(1),
  };
}

/** The smallest result of each measurement; the runs are interleaved. */
export function interleaved(rounds: number, runs: readonly (() => number)[]): number[] {
  const times = runs.map((): number[] => []);
  for (let round = 0; round < rounds; round++) runs.forEach((run, k) => times[k]?.push(run()));
  return times.map((some) => Math.min(...some));
}

export function row(name: string, ours: number, peer: number, least?: number): Row {
  const ratio = peer / ours;
  const measured = { name, unit: UNIT, ours, peer, ratio };
  return least === undefined ? measured : { ...measured, least };
}

/** Rows whose ratio is below its minimum. */
export const missed = (rows: readonly Row[]): Row[] =>
  rows.filter(({ ratio, least }) => least !== undefined && !(ratio >= least));

/** How a figure of each unit is shown. */
function shown(value: number, unit: string): string {
  if (unit === UNIT) return `${(value * 1e6).toFixed(0)} us/s`;
  if (unit === HOURS) return `${value.toFixed(value < 100 ? 1 : 0)} h/min`;
  if (unit === GROWTH) return `${value.toFixed(2)}x`;
  if (unit === PER_HOME) return `${Math.round(value / 1000)} kB`;
  if (unit === A_SECOND) return `${Math.round(value)} /s`;
  if (unit === LATE) return `${value.toFixed(2)} ms`;
  if (unit === PER_SECOND) return `${Math.round(value / 1000)} k/s`;
  return unit === PER_STATE ? `${value.toFixed(0)} B` : `${value.toFixed(1)} s`;
}

/** The rows as a text table. */
export function tableText(rows: readonly Row[]): string {
  const head = ["", "ours", "peer", "ratio", "at least"];
  const lines = rows.map(({ name, unit, ours, peer, ratio, least }) => [
    name,
    shown(ours, unit),
    shown(peer, unit),
    `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2)}x`,
    least === undefined ? "" : `${least}x`,
  ]);
  const widths = head.map((_, k) =>
    Math.max(...[head, ...lines].map((one) => one[k]?.length ?? 0)),
  );
  return [head, ...lines]
    .map((line) =>
      line
        .map((cell, k) => (k === 0 ? cell.padEnd(widths[k] ?? 0) : cell.padStart(widths[k] ?? 0)))
        .join("  "),
    )
    .join("\n");
}
