/**
 * Open neutral, short circuit and uneven load are told apart by what a circuit of a source, a
 * neutral and loads gives: both legs and the neutral as resistances, the loads as drawn.
 */
import { assert, double, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { Reason } from "../lists/codes";
import { TICK_HZ } from "../hardware/units";
import { GENERATOR_MILLIOHM, UTILITY_MILLIOHM, causeOf, followShort } from "./cause";
import { SourceView } from "./source";

const SEED = 4711;
const LEG_V = 120;
const WORST = Reason.LegImbalance;
const RUNS = { seed: SEED, numRuns: 5000 };

/** Resistances in ohms: of each leg and the neutral of the source, and of the load on each leg. */
interface Circuit {
  readonly source: number;
  readonly neutral: number;
  readonly one: number;
  readonly two: number;
}

/** What the meter sees of it: leg 1 and leg 2 are opposite, the house's neutral shifts. */
function see({ source, neutral, one, two }: Circuit): SourceView {
  const g1 = 1 / (source + one);
  const g2 = 1 / (source + two);
  const shift = (LEG_V * (g1 - g2)) / (g1 + g2 + 1 / neutral);
  const legs = [
    { amperes: (LEG_V - shift) * g1, ohm: one },
    { amperes: (LEG_V + shift) * g2, ohm: two },
  ].toSorted((a, b) => a.amperes * a.ohm - b.amperes * b.ohm);
  const [low, high] = legs.map(({ amperes, ohm }) => ({
    mv: Math.round(amperes * ohm * 1000),
    ma: Math.round(amperes * 1000),
  }));
  return Object.assign(new SourceView(), {
    leg_min_mv: low!.mv,
    leg_max_mv: high!.mv,
    low_leg_ma: low!.ma,
    high_leg_ma: high!.ma,
    neutral_valid: 1,
  });
}

function named(circuit: Circuit, milliohm = UTILITY_MILLIOHM): Reason {
  const v = see(circuit);
  followShort(v);
  return causeOf(v, WORST, milliohm);
}

const between = (min: number, max: number) => double({ min, max, noNaN: true });
const unequal = (c: Circuit): boolean => {
  const v = see(c);
  return v.leg_max_mv - v.leg_min_mv > 18_000;
};

describe(`on the grid (seed ${SEED})`, () => {
  /** From a stiff transformer near by to a weak one at the end of a long drop. */
  const healthy = { source: between(0.01, 0.2), neutral: between(0.01, 0.2) };

  test("a short circuit on one leg is one, beside any load", () => {
    const drawn = record({ ...healthy, one: between(0.01, 0.25), two: between(1, 2000) });
    const rule = property(drawn, (c) => {
      expect(named(c)).toBe(Reason.ShortCircuit);
    });
    assert(rule, RUNS);
  });

  test("a short circuit from leg to leg is one", () => {
    const ohm = between(0.005, 0.125);
    const drawn = record({ ...healthy, ohm });
    const rule = property(drawn, ({ ohm: half, ...c }) => {
      const v = see({ ...c, one: half, two: half });
      followShort(v);
      expect(causeOf(v, Reason.Undervoltage, UTILITY_MILLIOHM)).toBe(Reason.ShortCircuit);
    });
    assert(rule, RUNS);
  });

  test("an open neutral is not the house's doing, whatever the loads or a short circuit", () => {
    // Open but for a ground rod, or partly: several ohms.
    const neutral = between(2, 1000);
    const drawn = record({
      ...healthy,
      neutral,
      one: between(0.02, 200),
      two: between(0.5, 200),
    });
    const rule = property(drawn, (c) => {
      if (unequal(c)) expect(named(c)).toBe(Reason.LegImbalance);
    });
    assert(rule, RUNS);
  });

  test("an uneven load that a healthy source cannot hold is that, and no short circuit", () => {
    const drawn = record({ ...healthy, one: between(0.6, 1.5), two: between(6, 2000) });
    const rule = property(drawn, (c) => {
      if (unequal(c)) expect(named(c)).toBe(Reason.UnevenLoad);
    });
    assert(rule, RUNS);
  });

  test("a motor that starts on both legs does not make a short circuit", () => {
    const drawn = record({ ...healthy, one: between(0.7, 3), two: between(0.7, 3) });
    const rule = property(drawn, (c) => {
      expect(named(c)).not.toBe(Reason.ShortCircuit);
    });
    assert(rule, RUNS);
  });
});

describe(`on a generator (seed ${SEED})`, () => {
  const healthy = { source: between(0.3, 1.2), neutral: between(0.02, 0.1) };

  test("a short circuit on one leg is one", () => {
    const drawn = record({ ...healthy, one: between(0.02, 0.4), two: between(4, 2000) });
    const rule = property(drawn, (c) => {
      expect(named(c, GENERATOR_MILLIOHM)).toBe(Reason.ShortCircuit);
    });
    assert(rule, RUNS);
  });

  test("an open neutral of the cord stays one", () => {
    const drawn = record({
      ...healthy,
      neutral: between(5, 1e6),
      one: between(0.02, 200),
      two: between(4, 200),
    });
    const rule = property(drawn, (c) => {
      if (unequal(c)) expect(named(c, GENERATOR_MILLIOHM)).toBe(Reason.LegImbalance);
    });
    assert(rule, RUNS);
  });
});

describe("in time", () => {
  const SHORT = { source: 0.05, neutral: 0.03, one: 0.08, two: 20 };

  test("a short circuit that cleared explains a flaw for a second, also if it comes back", () => {
    const v = see(SHORT);
    followShort(v);
    Object.assign(v, see({ ...SHORT, one: 20 }), { short_ticks: v.short_ticks });
    for (let tick = 1; tick < TICK_HZ; tick++) followShort(v);
    expect(causeOf(v, Reason.Lost, UTILITY_MILLIOHM)).toBe(Reason.ShortCircuit);
    followShort(v);
    expect(causeOf(v, Reason.Lost, UTILITY_MILLIOHM)).toBe(Reason.Lost);
  });

  test("an open neutral within that second is an open neutral", () => {
    const v = see(SHORT);
    followShort(v);
    Object.assign(v, see({ ...SHORT, neutral: 25, one: 4 }), { short_ticks: v.short_ticks });
    expect(causeOf(v, WORST, UTILITY_MILLIOHM)).toBe(Reason.LegImbalance);
  });

  test.each([Reason.None, Reason.SensorLost, Reason.Overvoltage, Reason.SourceInHouse])(
    "reason %i is nothing that a short circuit does",
    (reason) => {
      const v = see(SHORT);
      followShort(v);
      expect(causeOf(v, reason, UTILITY_MILLIOHM)).toBe(reason);
    },
  );
});
