/**
 * The explorer of proof/ against SPIN for tools/bench/bench.mjs: on the same transition system with
 * the same number of states, core and poles compiled from the same sources for both. SPIN calls it
 * as C. A third program of our own is between them: a plain search that enumerates as SPIN does and
 * caches nothing.
 */
import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { keptFields } from "@bptm/proof/explore/abstraction";
import { CoreWords, Explorer } from "@bptm/proof/explore/explore";
import type { ExplorationCampaign } from "@bptm/proof/explore/explore";
import { ProofBench } from "@bptm/proof/module/proof-bench";
import { caseOf } from "../../test/spin/case-text";
import { runPlain } from "../../test/spin/plain-run";
import { buildSpin, runSpin } from "../../test/spin/run";
import type { SpinRun } from "../../test/spin/run";
import type { Row } from "./row";

/**
 * Minimum ratios to SPIN. The plain search enumerates like SPIN, and both spend most of their time
 * in the core and the poles, which they compute for every choice. The explorer computes the plant
 * only once; the rest of its time is the core, which runs once for each of its states and readings.
 * Measured on a busy machine: 1.5 to 1.8 (plain search) and 6.8 to 12 (explorer).
 */
const ALIKE_LEAST = 1.2;
const EXPLORER_LEAST = 4;

const CPU = "CPU seconds";
export const PER_SECOND = "states per second";
export const PER_STATE = "bytes per state";

const both_sources = { grid: [0, 1], generator: [0, 1], house: [0], stimulus: [0], cuts: true };
const rest = { hardware: { mechanical: false, block: false }, states_max: 10_000_000 };

/** Three sizes, to see how memory grows; the last one is measured. */
const CAMPAIGNS: readonly ExplorationCampaign[] = [
  { inputs: { ...both_sources, grid: [0] }, faults: [], ...rest },
  { inputs: { ...both_sources, generator: [0] }, faults: ["pair_u1"], ...rest },
  { inputs: both_sources, faults: [], ...rest },
];

/** The largest system that SPIN explores too. */
export const LARGEST: ExplorationCampaign = CAMPAIGNS.at(-1) as ExplorationCampaign;

interface Timed {
  readonly states: number;
  readonly cpu_s: number;
  readonly wall_s: number;
  readonly bytes: number;
}

/** Explores a campaign to its end, and keeps the parents for traces. */
function explore(campaign: ExplorationCampaign): Timed & { readonly explorer: Explorer } {
  const bench = new ProofBench();
  const explorer = new Explorer(new CoreWords(bench, keptFields(bench)), campaign);
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { states, bytes, complete } = explorer.run();
  const wall_s = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  if (!complete) throw new Error("The explorer stopped before it had visited every state.");
  return { states, bytes, wall_s, cpu_s: (user + system) / 1e6, explorer };
}

/** Seconds of the largest campaign, for a process of its own. */
export function exploreLargest(): number {
  return explore(LARGEST).wall_s;
}

/** What the benchmark needs from outside the bundle. */
interface Tools {
  readonly root: string;
  /** Makes a folder for each campaign below this one. */
  readonly folder: string;
  compileCase(lines: string): Promise<Uint8Array<ArrayBuffer>>;
}

function checkEqual(...runs: readonly Timed[]): void {
  const found = runs.map(({ states }) => states);
  if (new Set(found).size === 1) return;
  throw new Error(`Explorer, plain search and SPIN disagree on the states: ${found.join(", ")}.`);
}

function stateRow(name: string, unit: string, ours: number, peer: number, least?: number): Row {
  const ratio = unit === PER_SECOND ? ours / peer : peer / ours;
  const measured = { name, unit, ours, peer, ratio };
  return least === undefined ? measured : { ...measured, least };
}

const rounded = (states: number): string => `${Math.round(states / 1000)} 000 states`;

async function measureCampaign(
  tools: Tools,
  folder: string,
  campaign: ExplorationCampaign,
  largest: boolean,
): Promise<{ rows: Row[]; spin: SpinRun }> {
  mkdirSync(folder);
  const { explorer, ...ours } = explore(campaign);
  const one = caseOf(explorer);
  const module = await tools.compileCase(one.text);
  await buildSpin(tools.root, folder, one, module);
  const plain = runPlain(module, ours.states);
  const spin = await runSpin(folder, ours.states);
  checkEqual(ours, plain, spin);
  const name = `SPIN, ${rounded(ours.states)}`;
  const [alike, factored] = largest ? [ALIKE_LEAST, EXPLORER_LEAST] : [];
  const speed = (run: Timed): number => run.states / run.wall_s;
  const each = (run: Timed): number => run.bytes / run.states;
  const rows = [
    stateRow(`${name}, enumerating alike`, CPU, plain.cpu_s, spin.cpu_s, alike),
    stateRow(`${name}, explorer`, CPU, ours.cpu_s, spin.cpu_s, factored),
    stateRow(`${name}, explorer, speed`, PER_SECOND, speed(ours), speed(spin)),
    stateRow(`${name}, enumerating alike, memory`, PER_STATE, each(plain), each(spin)),
    stateRow(`${name}, explorer, memory`, PER_STATE, each(ours), each(spin)),
  ];
  return { rows, spin };
}

const run = promisify(execFile);

/** Two campaigns at once, one per processor core: two processes of ours, and two of pan. */
async function bothCores(root: string, folder: string, { states, depth }: SpinRun): Promise<Row> {
  const bundle = JSON.stringify(pathToFileURL(join(root, "build/bench-rows.mjs")).href);
  const script = `import { exploreLargest } from ${bundle}; console.log(exploreLargest());`;
  const explorers = await Promise.all(
    [0, 1].map(() => run(process.execPath, ["--input-type=module", "-e", script])),
  );
  const ours = Math.max(...explorers.map(({ stdout }) => Number(stdout)));
  const both = await Promise.all([0, 1].map(() => runSpin(folder, states, 2 * depth)));
  const peer = Math.max(...both.map(({ wall_s }) => wall_s));
  const name = `SPIN, ${rounded(states)} twice on both cores, explorer`;
  return stateRow(name, "seconds", ours, peer, EXPLORER_LEAST);
}

/** Rows of all campaigns. */
export async function measureStates(tools: Tools): Promise<Row[]> {
  const all: Row[] = [];
  for (const [at, campaign] of CAMPAIGNS.entries()) {
    const folder = join(tools.folder, `campaign-${at}`);
    const largest = at === CAMPAIGNS.length - 1;
    const { rows, spin } = await measureCampaign(tools, folder, campaign, largest);
    all.push(...rows);
    if (largest) all.push(await bothCores(tools.root, folder, spin));
  }
  return all;
}
