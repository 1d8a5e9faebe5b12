import { expect, test } from "vitest";
import { keptFields } from "./abstraction";
import { ProofBench } from "../module/proof-bench";

const SEED = Number(process.env["BPTM_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const TICKS = 150_000;

/** A seeded random generator (mulberry32). */
function seededRandom(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) % below;
  };
}

const CHOICES: Readonly<Record<string, number>> = {
  grid: 4,
  generator: 3,
  house: 4,
  in_step: 2,
  current_u: 2,
  current_g: 2,
};
const PAIRS = ["pair_u1", "pair_u2", "pair_g1", "pair_g2"];
const COILS = { path: "meter.outputs.coils", cap: 15 };
const POLES = ["pole_u1", "pole_u2", "pole_g1", "pole_g2"];

/** Runs one tick under the choices in memory; returns the coils that the core ordered. */
function tick(bench: ProofBench): number {
  bench.readSensors();
  bench.updateMonitor();
  bench.react();
  const coils = bench.get("meter.outputs.coils");
  bench.drive(coils, bench.get("meter.outputs.enables"));
  return coils;
}

function apply(bench: ProofBench, set: ReadonlyMap<string, number>): void {
  for (const [path, value] of set) bench.set(path, value);
}

/** The next choices: mostly those of the last tick, so that timers expire too. */
function next(random: (below: number) => number, before: ReadonlyMap<string, number>) {
  const set = new Map(before);
  for (const [name, below] of Object.entries(CHOICES)) {
    if (random(12) === 0) set.set(`scene.${name}`, random(below));
  }
  set.set("scene.stimulus", random(10) === 0 ? random(9) : 0);
  for (const pair of PAIRS) set.set(`choice.${pair}`, random(60) === 0 ? random(3) : 0);
  for (const pole of POLES) set.set(`choice.${pole}`, random(2));
  return set;
}

test(`dropped fields and counters beyond their caps change nothing (BPTM_SEED=${SEED})`, () => {
  const random = seededRandom(SEED);
  const [plain, disturbed] = [new ProofBench(), new ProofBench()];
  const kept = keptFields(plain);
  const paths = new Set(kept.map(({ path }) => path));
  const dropped = plain
    .under("meter.control.")
    .filter((path) => !paths.has(path) && !path.includes(".settings."));
  const capped = kept.filter(({ cap }) => cap < 100);
  let set: ReadonlyMap<string, number> = new Map();
  let pulses = 0;
  for (let count = 0; count < TICKS; count++) {
    set = next(random, set);
    for (const bench of [plain, disturbed]) apply(bench, set);
    for (const path of dropped) disturbed.set(path, random(2 ** 30));
    for (const { path, cap } of capped) {
      if (disturbed.get(path) >= cap) disturbed.set(path, cap + random(2 ** 20));
    }
    const coils = tick(plain);
    tick(disturbed);
    const differs = [...kept, COILS].filter(
      ({ path, cap }) => Math.min(plain.get(path), cap) !== Math.min(disturbed.get(path), cap),
    );
    if (differs.length > 0) expect(differs, `after tick ${count}`).toEqual([]);
    if (coils !== 0) pulses++;
    if (random(200) === 0) for (const bench of [plain, disturbed]) bench.start(0);
  }
  expect(pulses).toBeGreaterThan(TICKS / 100);
});
