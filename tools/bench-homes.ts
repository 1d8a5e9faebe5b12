/**
 * Many homes for tools/bench.mjs: how many simulated hours a minute of this machine brings on one
 * thread and on all cores, what a dark home gains by leaping, and what a home takes in memory.
 * Figures are the best of several rounds that take turns; rates count samples, not stories.
 */
import { availableParallelism } from "node:os";
import { Worker, parentPort, workerData } from "node:worker_threads";
import { Stage } from "@bptm/lab/stage";
import { UNITS } from "@bptm/twin/generators";
import { HOUSES } from "@bptm/twin/homes";
import type { Row } from "./bench-rows";

export const HOURS = "simulated hours per minute";
export const PER_HOME = "bytes per home";

/** Homes of all threads together. */
const HOMES = 1000;
/** Homes whose memory is measured in this process. */
const WEIGHED = 250;
const HZ = 4800;
/** Each home in its turn advances by a tenth of a second. */
const TURN_SAMPLES = 480;
const ROUND_S = 1;
const ROUNDS = 5;
/** What a module takes from the address space for its one home. */
const MODULE_BYTES = 64 * 65_536;

/**
 * On idle cores each thread brings its own rate. Where neighbours keep all cores busy, nothing but
 * threads that get into each other's way brings less than one thread alone.
 */
const THREADS_LEAST = 0.9;
const LEAP_LEAST = 50;
/** A home fills a small part of what its module may take; an eighth is too much. */
const MEMORY_LEAST = 8;

/** Homes of all kinds, by their seeds, on the utility. */
export function openHomes(count: number, first = 0): Stage[] {
  return Array.from({ length: count }, (_, at) => {
    const seed = first + at + 1;
    const house = HOUSES[seed % HOUSES.length]?.name ?? "";
    const generator = UNITS[seed % UNITS.length]?.name ?? "";
    return new Stage({ seed, house, generator });
  });
}

const perMinute = (samples: number, wall_s: number): number => samples / HZ / 3600 / (wall_s / 60);

/** Advances homes in turn for so many seconds of the clock; gives simulated hours per minute. */
export function runHomes(homes: readonly Stage[], wall_s: number): number {
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1000;
  let samples = 0;
  for (let turn = 0; seconds() < wall_s; turn++) {
    homes[turn % homes.length]?.advance(TURN_SAMPLES);
    samples += TURN_SAMPLES;
  }
  return perMinute(samples, seconds());
}

/** A home that has been dark for a minute: its generator is not at hand. */
export function darkHome(): Stage {
  const stage = new Stage({ seed: 1, house: "standard", generator: "open-frame-7500" });
  stage.plan({ at: 1, utility: "cut" });
  stage.advance(60 * HZ);
  return stage;
}

/** Runs over samples of a dark home, leaping or not; gives simulated hours per minute. */
export function runDark(stage: Stage, samples: number, leaps: boolean): number {
  const begun = performance.now();
  const end = stage.sample + samples;
  while (stage.sample < end) {
    const left = end - stage.sample;
    if (!leaps || stage.leap(left, HZ / 4) === 0) stage.advance(Math.min(left, HZ / 4));
  }
  return perMinute(samples, (performance.now() - begun) / 1000);
}

/** Resident bytes that each of many homes adds to this process, its objects here included. */
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

/** A thread's work: opens its homes, then runs them for a round whenever it is told to. */
export function homesThread(): void {
  const { homes: count, first } = workerData as Share;
  const homes = openHomes(count, first);
  for (const home of homes) home.advance(TURN_SAMPLES);
  parentPort?.on("message", () => parentPort?.postMessage(runHomes(homes, ROUND_S), []));
  parentPort?.postMessage(0, []);
}

const heard = (worker: Worker): Promise<number> =>
  new Promise((resolve, reject) => {
    worker.once("message", (rate: number) => {
      worker.off("error", reject);
      resolve(rate);
    });
    worker.once("error", reject);
  });

/** Rates of one thread and of all of them, from rounds that take turns. */
async function threadRates(bundle: string, threads: number): Promise<{ one: number; all: number }> {
  const script = `import(${JSON.stringify(bundle)}).then((bench) => bench.homesThread());`;
  const count = Math.ceil(HOMES / threads);
  const workers = Array.from({ length: threads }, (_, at) => {
    const share: Share = { homes: count, first: at * count };
    return new Worker(script, { eval: true, workerData: share });
  });
  await Promise.all(workers.map(heard));
  const round = async (some: readonly Worker[]): Promise<number> => {
    const rates = some.map(heard);
    for (const worker of some) worker.postMessage("go", []);
    return (await Promise.all(rates)).reduce((sum, rate) => sum + rate, 0);
  };
  const best = { one: 0, all: 0 };
  for (let at = 0; at < ROUNDS; at++) {
    best.one = Math.max(best.one, await round(workers.slice(0, 1)));
    best.all = Math.max(best.all, await round(workers));
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  return best;
}

function rateRow(name: string, ours: number, peer: number, least?: number): Row {
  const measured = { name, unit: HOURS, ours, peer, ratio: ours / peer };
  return least === undefined ? measured : { ...measured, least };
}

/** Rows of many homes; `bundle` is the address of the module that this stands in. */
export async function measureHomes(bundle: string): Promise<Row[]> {
  const bytes = weigh();
  const threads = availableParallelism();
  const { one, all } = await threadRates(bundle, threads);
  const single = openHomes(1);
  runHomes(single, ROUND_S);
  const alone = Math.max(runHomes(single, ROUND_S), runHomes(single, ROUND_S));
  const dark = darkHome();
  const computed = Math.max(...[1, 2, 3].map(() => runDark(dark, 60 * HZ, false)));
  const leapt = Math.max(...[1, 2, 3].map(() => runDark(dark, 3600 * HZ, true)));
  const many = `${HOMES} homes`;
  return [
    rateRow(`${many} in turn on one thread, one home alone`, one, alone),
    rateRow(`${many} on ${threads} threads, on one`, all, one, THREADS_LEAST),
    rateRow("dark home, leapt over, every sample computed", leapt, computed, LEAP_LEAST),
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
