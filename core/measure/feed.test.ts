import { describe, expect, test } from "vitest";
import { assert, boolean, integer, oneof, property, record } from "fast-check";
import { Burden } from "../hardware/signals";
import { Estimate } from "./estimate";
import { FeedTest, feedTick, isFromHouse, isOpposed, isShown } from "./feed";
import { LEG2_AT, ROUND_TICKS } from "./neutral";

/** A generator path at 120 V: what feeds it, and what the house draws through it. */
interface Path {
  /** The generator's share of what a burden draws: 1 while it feeds alone, 0 without it. */
  readonly share: number;
  readonly load1_w: number;
  readonly load2_w: number;
  readonly closed?: boolean;
  /** Burdens that take no current. */
  readonly dead?: number;
  /** A load of so many watts on leg 1, switched every so many ticks. */
  readonly beat_w?: number;
  readonly beat_ticks?: number;
  readonly noise_w?: number;
  /** The voltage of each leg in each tick; 120 V when left out. */
  readonly volts?: (tick: number) => number;
}

const BURDEN_W = 7.2;

/** The burdens that a test last asked for, so that a run may end while one is on. */
const asked = new WeakMap<FeedTest, number>();

/** Runs so many ticks and returns the test with what it says. */
function run(f: FeedTest, path: Path, ticks: number, start = 0): FeedTest {
  const e = new Estimate();
  const g = e.generator;
  const closed = path.closed ?? true;
  const past: [number, number][] = [];
  let burdens = asked.get(f) ?? 0;
  let seed = start + 1;
  const noise = (): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed / 0x7fffffff - 0.5) * 2 * (path.noise_w ?? 0);
  };
  for (let tick = start; tick < start + ticks; tick++) {
    const round = tick % ROUND_TICKS;
    const on = burdens & ~(path.dead ?? 0);
    const volts = path.volts?.(tick) ?? 120;
    const fast_leg1_mv = Math.round(1000 * volts);
    Object.assign(g, { fast_leg1_mv, fast_leg2_mv: fast_leg1_mv, fast_line_mv: 2 * fast_leg1_mv });
    const burden_w = (BURDEN_W * volts * volts) / (120 * 120);
    const beats = path.beat_ticks !== undefined && (tick / path.beat_ticks) % 2 < 1;
    const legs = [Burden.GeneratorLeg1, Burden.GeneratorLeg2].map((inlet, leg) => {
      const out = leg === 0 ? Burden.OutLeg1 : Burden.OutLeg2;
      const load = leg === 0 ? path.load1_w + (beats ? (path.beat_w ?? 0) : 0) : path.load2_w;
      const forwards = (on & out) === 0 ? 0 : burden_w * path.share;
      const backwards = (on & inlet) === 0 ? 0 : burden_w * (1 - path.share);
      return load + forwards - (closed ? backwards : 0) + noise();
    });
    past.push([legs[0] as number, legs[1] as number]);
    // A cycle is four ticks.
    const cycle = past.slice(-4);
    const mean = (leg: 0 | 1): number => cycle.reduce((sum, p) => sum + p[leg], 0) / cycle.length;
    g.power1_deciwatt = Math.floor(10 * mean(0));
    g.power2_deciwatt = Math.floor(10 * mean(1));
    burdens = feedTick(f, e, round, closed);
    const next = (round + 1) % ROUND_TICKS;
    if (next < 8) burdens |= Burden.GeneratorLeg1;
    if (next >= LEG2_AT && next < LEG2_AT + 8) burdens |= Burden.GeneratorLeg2;
  }
  asked.set(f, burdens);
  return f;
}

const says = (f: FeedTest): { shown: number; house: number } => ({
  shown: isShown(f),
  house: isFromHouse(f),
});

const GENERATOR: Path = { share: 1, load1_w: 0, load2_w: 0 };
const HOUSE: Path = { share: 0, load1_w: 0, load2_w: 0 };

describe("what feeds the generator path", () => {
  test.each<[string, Path, { shown: number; house: number }]>([
    ["the generator, into an empty house", GENERATOR, { shown: 1, house: 0 }],
    ["the generator, with 30 W", { ...GENERATOR, load1_w: 30 }, { shown: 1, house: 0 }],
    ["the generator, with 3 kW", { ...GENERATOR, load2_w: 3000 }, { shown: 1, house: 0 }],
    ["a source in the house", HOUSE, { shown: 0, house: 1 }],
    ["the same, into a stopped engine", { ...HOUSE, load1_w: -60 }, { shown: 0, house: 1 }],
    [
      "the generator, every burden dead, empty house: not known",
      { ...GENERATOR, dead: 63 },
      { shown: 0, house: 0 },
    ],
    ["a source in the house, every burden dead", { ...HOUSE, dead: 63 }, { shown: 0, house: 0 }],
    ["its own source while G is open", { ...GENERATOR, closed: false }, { shown: 0, house: 0 }],
  ])("%s", (_, path, expected) => {
    expect(says(run(new FeedTest(), path, 4 * ROUND_TICKS))).toEqual(expected);
  });

  test("is noticed within 0.6 s at any moment of the round, with noise", () => {
    const paths = record({
      start: integer({ min: 0, max: ROUND_TICKS - 1 }),
      load1_w: integer({ min: 0, max: 2000 }),
      load2_w: integer({ min: 0, max: 2000 }),
      loaded: boolean(),
    });
    const holds = property(paths, ({ start, load1_w, load2_w, loaded }) => {
      const before = loaded ? { share: 1, load1_w, load2_w } : GENERATOR;
      const f = run(new FeedTest(), { ...before, noise_w: 0.5 }, 300 + start, start);
      expect(says(f).house).toBe(0);
      run(f, { ...HOUSE, noise_w: 0.5 }, 140, 300 + 2 * start);
      expect(says(f)).toEqual({ shown: 0, house: 1 });
    });
    assert(holds, { numRuns: 200 });
  });

  test("no load that is switched makes a house source of a generator", () => {
    const loads = record({
      start: integer({ min: 0, max: ROUND_TICKS - 1 }),
      beat_w: oneof(integer({ min: 1, max: 60 }), integer({ min: 60, max: 5000 })),
      beat_ticks: integer({ min: 30, max: 300 }),
      load1_w: integer({ min: -30, max: 30 }),
    });
    const holds = property(loads, (load) => {
      const f = new FeedTest();
      for (let round = 0; round < 30; round++) {
        const path = { ...GENERATOR, ...load, noise_w: 0.3 };
        run(f, path, ROUND_TICKS, load.start + round * ROUND_TICKS);
        expect(isFromHouse(f)).toBe(0);
      }
    });
    assert(holds, { numRuns: 60 });
  });

  test("a generator that runs down in an empty house is no source in the house", () => {
    const ways = record({
      start: integer({ min: 0, max: ROUND_TICKS - 1 }),
      // The time constant of an engine's voltage that falls with its speed.
      constant_s: integer({ min: 1, max: 8 }),
    });
    const holds = property(ways, ({ start, constant_s }) => {
      const f = run(new FeedTest(), { ...GENERATOR, noise_w: 0.3 }, 3 * ROUND_TICKS, start);
      const begun = start + 3 * ROUND_TICKS;
      const volts = (tick: number): number => 120 * Math.exp((begun - tick) / 240 / constant_s);
      for (let round = 0; round < 20; round++) {
        const path = { ...GENERATOR, noise_w: 0.3, volts };
        run(f, path, ROUND_TICKS, begun + round * ROUND_TICKS);
        expect(isFromHouse(f)).toBe(0);
      }
    });
    assert(holds, { numRuns: 60 });
  });

  test.each([84, 95, 108, 132])("a house at %i V per leg is found as well", (leg_v) => {
    const volts = (): number => leg_v;
    const f = run(new FeedTest(), { ...GENERATOR, volts, noise_w: 0.3 }, 3 * ROUND_TICKS);
    expect(says(f)).toEqual({ shown: 1, house: 0 });
    run(f, { ...HOUSE, volts, noise_w: 0.3 }, 3 * ROUND_TICKS, 3 * ROUND_TICKS);
    expect(says(f)).toEqual({ shown: 0, house: 1 });
  });

  test("dead burdens at the inlet: line out's, which answered before, fall silent", () => {
    const dead = Burden.GeneratorLeg1 | Burden.GeneratorLeg2;
    const f = run(new FeedTest(), { ...GENERATOR, dead }, 3 * ROUND_TICKS);
    run(f, { ...HOUSE, dead }, 3 * ROUND_TICKS, 3 * ROUND_TICKS);
    expect(says(f)).toEqual({ shown: 0, house: 1 });
  });
});

test.each<[string, number, number, number]>([
  ["nothing", 0, 0, 0],
  ["a motor that starts", 5_000, 6_000, 0],
  ["a motor of nearly no power factor", 500, 9_000, 0],
  ["a large heater at 67 Hz", 14_000, -2_200, 0],
  ["capacitors of filters", 100, -2_900, 0],
  ["solar inverters that push 5 kW", -5_000, 300, 0],
  ["a motor that feeds a dip", -1_500, 2_000, 0],
  ["two sources, this one behind", -20_000, 15_000, 1],
  ["two sources, this one weaker", 9_300, -48_000, 1],
  ["two sources, power forwards and leading", 20_000, -18_000, 1],
])("opposed: %s", (_, fast_power_w, fast_reactive_var, opposed) => {
  const e = new Estimate();
  Object.assign(e.generator, { fast_power_w, fast_reactive_var });
  expect(isOpposed(e)).toBe(opposed);
});

describe("what was shown", () => {
  test("by silent burdens ends when the switch opens", () => {
    const f = Object.assign(new FeedTest(), { out_answered: 1, out_silent: 1 });
    expect(run(f, { ...HOUSE, closed: false }, 1).out_silent).toBe(0);
  });

  test("of the house ends at once when power flows forwards", () => {
    const f = run(new FeedTest(), HOUSE, 4 * ROUND_TICKS);
    expect(says(f).house).toBe(1);
    expect(says(run(f, { ...GENERATOR, load2_w: 3000 }, 1))).toEqual({ shown: 1, house: 0 });
  });

  test("is nothing, when a load goes off with each burden", () => {
    const path = { ...GENERATOR, load1_w: 20, beat_w: -20, beat_ticks: 48 };
    expect(says(run(new FeedTest(), path, 6 * ROUND_TICKS)).house).toBe(0);
  });
});
