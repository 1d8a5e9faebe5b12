/**
 * Many homes for tools/bench/bench.mjs: simulated hours per minute of this machine on one thread
 * and on all processor cores, the gain of a dark home by fast-forwarding, and the memory of a home.
 * Figures are the best of several interleaved rounds; rates count samples, not conditions.
 */
import { availableParallelism } from "node:os";
import { Worker, parentPort, workerData } from "node:worker_threads";
import { Simulation } from "@bptm/lab/run/simulation";
import { UNITS } from "@bptm/twin/sources/generators";
import { HOUSES } from "@bptm/twin/house/homes";
import type { Row } from "./row";

export const HOURS = "simulated hours per minute";
export const PER_HOME = "bytes per home";
export const GROWTH = "times the rate of one thread";

/** Homes of all threads together. */
const HOMES = 1000;
/** Homes whose memory is measured in this process. */
const WEIGHED = 250;
const HZ = 4800;
/** The homes advance in turn, each by a tenth of a second. */
const TURN_SAMPLES = 480;
const ROUND_S = 1;
const ROUNDS = 4;
/** Address space that a module takes for its one home. */
const MODULE_BYTES = 64 * 65_536;

/**
 * Other programs on the machine limit what two threads gain. A loop without memory access shows the
 * possible gain in the same minute; homes must reach most of it.
 */
const GROWTH_LEAST = 0.7;
const FAST_FORWARD_LEAST = 50;
/** A home fills a small part of the memory of its module; an eighth is too much. */
const MEMORY_LEAST = 8;

/** Homes of all kinds, chosen by seed, on the utility. */
export function openHomes(count: number, first = 0): Simulation[] {
  return Array.from({ length: count }, (_, at) => {
    const seed = first + at + 1;
    const house = HOUSES[seed % HOUSES.length]?.name ?? "";
    const generator = UNITS[seed % UNITS.length]?.name ?? "";
    return new Simulation({ seed, house, generator });
  });
}

const perMinute = (samples: number, wall_s: number): number => samples / HZ / 3600 / (wall_s / 60);

/** Advances homes in turn for a wall-clock time; returns simulated hours per minute. */
export function runHomes(homes: readonly Simulation[], wall_s: number): number {
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1000;
  let samples = 0;
  for (let turn = 0; seconds() < wall_s; turn++) {
    homes[turn % homes.length]?.advance(TURN_SAMPLES);
    samples += TURN_SAMPLES;
  }
  return perMinute(samples, seconds());
}

/** A home that has been dark for a minute: its generator is not plugged in. */
export function darkHome(): Simulation {
  const simulation = new Simulation({ seed: 1, house: "standard", generator: "open-frame-7500" });
  simulation.plan({ at: 1, utility: "cut" });
  simulation.advance(60 * HZ);
  return simulation;
}

/** Runs a dark home, fast-forwarding or not; returns simulated hours per minute. */
export function runDark(simulation: Simulation, samples: number, skips: boolean): number {
  const begun = performance.now();
  const end = simulation.sample + samples;
  while (simulation.sample < end) {
    const left = end - simulation.sample;
    if (!skips || simulation.fastForward(left, HZ / 4) === 0)
      simulation.advance(Math.min(left, HZ / 4));
  }
  return perMinute(samples, (performance.now() - begun) / 1000);
}

/** Resident bytes that each of many homes adds to this process, with its JavaScript objects. */
function weigh(): number {
  openHomes(1);
  const before = process.memoryUsage.rss();
  const homes = openHomes(WEIGHED);
  for (const home of homes) home.advance(TURN_SAMPLES);
  const bytes = process.memoryUsage.rss() - before;
  return bytes / homes.length;
}

interface Share {
  readonly homes: number;
  readonly first: number;
}

/** Counts for a time; returns counts per second. It needs a processor core and no memory. */
export function countUp(wall_s: number): number {
  const begun = performance.now();
  let count = 0;
  let value = 1;
  while (performance.now() - begun < wall_s * 1000) {
    for (let at = 0; at < 100_000; at++) value = value * 1.000_000_1 + 1e-9;
    count += value > 0 ? 100_000 : 0;
  }
  return count / ((performance.now() - begun) / 1000);
}

/** The work of a thread in one round. */
type Work = "homes" | "loop";

/** A thread: opens its homes, then does one round of work per message. */
export function homesThread(): void {
  const { homes: count, first } = workerData as Share;
  const homes = openHomes(count, first);
  for (const home of homes) home.advance(TURN_SAMPLES);
  parentPort?.on("message", (work: Work) => {
    const rate = work === "homes" ? runHomes(homes, ROUND_S) : countUp(ROUND_S);
    parentPort?.postMessage(rate, []);
  });
  parentPort?.postMessage(0, []);
}

const heard = (worker: Worker): Promise<number> =>
  new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (rate: number) => {
      worker.off("error", reject);
      resolve(rate);
    });
  });

/** Rates of one thread and of all threads together. */
interface Rates {
  readonly one: number;
  readonly all: number;
}

async function round(workers: readonly Worker[], work: Work): Promise<number> {
  const rates = workers.map(heard);
  for (const worker of workers) worker.postMessage(work, []);
  return (await Promise.all(rates)).reduce((sum, rate) => sum + rate, 0);
}

/** The best rates of interleaved rounds, of homes and of the bare loop. */
async function threadRates(bundle: string, threads: number): Promise<Record<Work, Rates>> {
  const script = `import(${JSON.stringify(bundle)}).then((bench) => bench.homesThread());`;
  const count = Math.ceil(HOMES / threads);
  const workers = Array.from({ length: threads }, (_, at) => {
    const share: Share = { homes: count, first: at * count };
    return new Worker(script, { eval: true, workerData: share });
  });
  await Promise.all(workers.map(heard));
  const best = { homes: { one: 0, all: 0 }, loop: { one: 0, all: 0 } };
  for (let at = 0; at < ROUNDS; at++) {
    for (const work of ["homes", "loop"] as const) {
      const rates = best[work];
      rates.one = Math.max(rates.one, await round(workers.slice(0, 1), work));
      rates.all = Math.max(rates.all, await round(workers, work));
    }
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  return best;
}

function rateRow(name: string, unit: string, ours: number, peer: number, least?: number): Row {
  const measured = { name, unit, ours, peer, ratio: ours / peer };
  return least === undefined ? measured : { ...measured, least };
}

/** Rows of many homes; `bundle` is the URL of the bundle that contains this module. */
export async function measureHomes(bundle: string): Promise<Row[]> {
  const bytes = weigh();
  const threads = availableParallelism();
  const { homes, loop } = await threadRates(bundle, threads);
  const single = openHomes(1);
  runHomes(single, ROUND_S);
  const alone = Math.max(runHomes(single, ROUND_S), runHomes(single, ROUND_S));
  const dark = darkHome();
  const computed = Math.max(...[1, 2, 3].map(() => runDark(dark, 60 * HZ, false)));
  const skipped = Math.max(...[1, 2, 3].map(() => runDark(dark, 3600 * HZ, true)));
  const many = `${HOMES} homes`;
  return [
    rateRow(`${many} in turn on one thread, one home alone`, HOURS, homes.one, alone),
    rateRow(`${many} on ${threads} threads, on one`, HOURS, homes.all, homes.one),
    rateRow(
      `growth on ${threads} threads, of a bare loop`,
      GROWTH,
      homes.all / homes.one,
      loop.all / loop.one,
      GROWTH_LEAST,
    ),
    rateRow(
      "dark home, fast-forwarded, every sample computed",
      HOURS,
      skipped,
      computed,
      FAST_FORWARD_LEAST,
    ),
    {
      name: "memory of a home in use, of its module's address space",
      unit: PER_HOME,
      ours: bytes,
      peer: MODULE_BYTES,
      ratio: MODULE_BYTES / bytes,
      least: MEMORY_LEAST,
    },
  ];
}
