/** Compares the terms with the module from which they are derived, on numbers of every size. */
import { expect, test } from "vitest";
import { evaluator } from "./evaluate";
import { SymbolicMeter, openCore } from "./symbolic-meter";
import type { NextState } from "./symbolic-meter";
import { readBuilt, readLayout } from "../module/proof-bench";
import { constant, variable } from "./term";

const VECTORS = 20_000;
const SEED = Number(process.env["BPTM_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const EDGES = [0, 1, 2, 3, 4, 5, 8, 10, 15, 239, 240, 241, 1000, 0x3fffffff, 0x7fffffff];

/** xorshift32: one seed, one run. */
function seededRandom(seed: number): () => number {
  let x = seed | 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x;
  };
}

/** Numbers that reach many branches: the default, small, at an edge, or arbitrary. */
function number(draw: () => number, shrink: number, usual: number): number {
  if ((draw() >>> 0) % 8 < shrink) return usual;
  const kind = (draw() >>> 0) % 8;
  if (kind < 3) return (draw() >>> 0) % 6;
  if (kind < 5) return EDGES[(draw() >>> 0) % EDGES.length] as number;
  if (kind === 5) return -(EDGES[(draw() >>> 0) % EDGES.length] as number);
  return kind === 6 ? (draw() >>> 0) % 300_000 : draw();
}

interface Compared {
  readonly trapped: number;
  readonly wrong: string[];
  /** How many fields changed, to exclude a vacuous comparison. */
  readonly moved: number;
}

/** Runs the module and its terms side by side. */
function compare(
  meter: SymbolicMeter,
  next: NextState,
  live: (word: Int32Array) => void,
): Compared {
  const words = new Int32Array(meter.exports.memory.buffer);
  const at = meter.paths.map((path) => (meter.addresses.get(path) as number) >> 2);
  const usual = at.map((word) => words[word] as number);
  const place = new Map(meter.paths.map((path, slot) => [path, slot]));
  const value = evaluator([...next.fields.values(), next.trap]);
  const draw = seededRandom(SEED);
  const wrong: string[] = [];
  const moved = new Set<number>();
  const before = new Int32Array(at.length + 1);
  place.set("store_state", at.length);
  let trapped = 0;
  for (let vector = 0; vector < VECTORS && wrong.length < 5; vector++) {
    for (let slot = 0; slot <= at.length; slot++) {
      before[slot] = number(draw, vector % 9, usual[slot] ?? 0);
      if (slot < at.length) words[at[slot] as number] = before[slot] as number;
    }
    const expected = value((name) => before[place.get(name) as number] as number);
    let trap = 0;
    try {
      live(before.subarray(at.length));
    } catch {
      trap = 1;
    }
    trapped += trap;
    if (expected[at.length] !== trap) wrong.push(`vector ${vector}: trap ${trap}`);
    if (trap !== 0) continue;
    for (let slot = 0; slot < at.length; slot++) {
      const after = words[at[slot] as number];
      if (after !== before[slot]) moved.add(slot);
      if (after !== expected[slot]) wrong.push(`vector ${vector}: ${meter.paths[slot]} ${after}`);
    }
  }
  return { trapped, wrong, moved: moved.size };
}

test(`a tick on ${VECTORS} vectors, seed ${SEED}`, () => {
  const meter = openCore();
  const found = compare(meter, meter.run("control"), () => meter.exports.control(meter.root));
  expect(found.wrong).toEqual([]);
  expect(found.trapped).toBeLessThan(VECTORS / 2);
  expect(found.moved).toBeGreaterThan(140);
});

test("a wrong term is detected", () => {
  const meter = openCore();
  const next = meter.run("control");
  const fields = new Map([...next.fields, ["outputs.coils", constant(0)]]);
  const found = compare(meter, { ...next, fields }, () => meter.exports.control(meter.root));
  expect(found.wrong.join()).toContain("outputs.coils");
});

test(`a start on ${VECTORS} vectors, seed ${SEED}`, () => {
  const meter = openCore();
  const next = meter.run("startControl", undefined, [variable("store_state")]);
  const start = ([store_state = 0]: Int32Array): void =>
    meter.exports.startControl(meter.root, store_state);
  const found = compare(meter, next, start);
  expect(found.wrong).toEqual([]);
  expect(found.moved).toBeGreaterThan(200);
});

test("fields have paths, and only those of the controlling half are included", () => {
  const { paths } = openCore();
  const named = "control.evidence.utility.proven_ticks outputs.coils request.order";
  expect(paths).toEqual(expect.arrayContaining(named.split(" ")));
  expect(paths).toEqual(expect.arrayContaining(["proposed.dead_time_ms", "kept.latches"]));
  expect(paths.some((path) => path.startsWith("sense."))).toBe(false);
});

test("given constants are substituted into the terms", () => {
  const meter = openCore();
  const before = (path: string) => (path === "request.order" ? constant(0) : variable(path));
  const { fields } = meter.run("control", before);
  expect(fields.get("request.answers")).toBe(variable("request.answers"));
  expect(fields.get("control.settings.dead_time_ms")).toBe(
    variable("control.settings.dead_time_ms"),
  );
});

test("a module without the required functions is rejected", () => {
  const open = () =>
    new SymbolicMeter(readBuilt("bptm.wasm"), readLayout("bptm.layout.json"), "Meter");
  expect(open).toThrow("E-PROVE-01");
});
