import { expect, test } from "vitest";
import { keptFields } from "./abstraction";
import { Bench } from "../module/stage";

const SEED = Number(process.env["BPTM_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const TICKS = 150_000;

/** A small generator of chance (mulberry32), the same for the same seed. */
function chance(seed: number): (below: number) => number {
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

/** One tick of a bench under given choices; the orders that came of it. */
function tick(bench: Bench): number {
  bench.lookAround();
  bench.watch();
  bench.react();
  const coils = bench.get("meter.outputs.coils");
  bench.drive(coils, bench.get("meter.outputs.enables"));
  return coils;
}

function stay(bench: Bench, set: ReadonlyMap<string, number>): void {
  for (const [path, value] of set) bench.set(path, value);
}

/** What happens next: mostly what happened before, so that timers run out too. */
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

test(`dropped fields and counts beyond their caps change nothing (BPTM_SEED=${SEED})`, () => {
  const random = chance(SEED);
  const [left, spoilt] = [new Bench(), new Bench()];
  const kept = keptFields(left);
  const paths = new Set(kept.map(({ path }) => path));
  const dropped = left
    .under("meter.control.")
    .filter((path) => !paths.has(path) && !path.includes(".settings."));
  const capped = kept.filter(({ cap }) => cap < 100);
  let set: ReadonlyMap<string, number> = new Map();
  let pulses = 0;
  for (let count = 0; count < TICKS; count++) {
    set = next(random, set);
    for (const bench of [left, spoilt]) stay(bench, set);
    for (const path of dropped) spoilt.set(path, random(2 ** 30));
    for (const { path, cap } of capped) {
      if (spoilt.get(path) >= cap) spoilt.set(path, cap + random(2 ** 20));
    }
    const coils = tick(left);
    tick(spoilt);
    const differs = [...kept, COILS].filter(
      ({ path, cap }) => Math.min(left.get(path), cap) !== Math.min(spoilt.get(path), cap),
    );
    if (differs.length > 0) expect(differs, `after tick ${count}`).toEqual([]);
    if (coils !== 0) pulses++;
    if (random(200) === 0) for (const bench of [left, spoilt]) bench.start(0);
  }
  expect(pulses).toBeGreaterThan(TICKS / 100);
});
