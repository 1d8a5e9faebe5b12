import { describe, expect, test } from "vitest";
import { assert, integer, property } from "fast-check";
import { Reason } from "../lists/codes";
import { qualifyGenerator } from "./qualify-generator";
import { Settings } from "../lists/settings";
import { FeedSeen, Qualification, SourceView } from "./source";

interface Moment {
  readonly permille?: number;
  readonly mhz?: number;
  readonly load_ma?: number;
}

/** A connected generator of a class, steady with 20 A on a leg. */
class Set {
  readonly q = Object.assign(new Qualification(), { ok: 1, load_mean_ma: 20_000 });
  readonly s = new Settings();
  private readonly feed = Object.assign(new FeedSeen(), { shown: 1 });

  constructor(grade: number) {
    this.s.generator_class = grade;
  }

  /** Seconds until it drops out, at most `most`. */
  run(most: number, { permille = 1000, mhz = 60_000, load_ma = 20_000 }: Moment): number {
    const v = Object.assign(new SourceView(), {
      line_mv: permille * 240,
      fast_line_mv: permille * 240,
      leg_min_mv: permille * 120,
      leg_max_mv: permille * 120,
      fast_leg_min_mv: permille * 120,
      fast_leg_max_mv: permille * 120,
      frequency_mhz: mhz,
      fast_frequency_mhz: mhz,
      leg_cosine_permille: -1000,
      pilots: 3,
      neutral_valid: 1,
    });
    this.feed.load_ma = load_ma;
    for (let tick = 1; tick <= most * 240; tick++) {
      qualifyGenerator(this.q, v, this.s, 1, this.feed, 15, true, false);
      if (this.q.ok === 0) return tick / 240;
    }
    return Infinity;
  }
}

describe("a load that is thrown off", () => {
  test.each([
    [1, 1340, 10],
    [2, 1240, 6],
    [3, 1190, 4],
  ])("class G%i rides %i per mille through for %i s, not longer", (grade, permille, recovery_s) => {
    expect(new Set(grade).run(recovery_s - 0.1, { permille, load_ma: 0 })).toBe(Infinity);
    const late = new Set(grade).run(20, { permille, load_ma: 0 });
    expect(late).toBeGreaterThan(recovery_s);
    expect(late).toBeLessThan(recovery_s + 1.1);
  });

  test.each([
    [1, 1360],
    [2, 1260],
    [3, 1210],
  ])("class G%i leaves %i per mille after 0.16 s all the same", (grade, permille) => {
    const set = new Set(grade);
    expect(set.run(1, { permille, load_ma: 0 })).toBeLessThan(0.2);
    expect(set.q.dropped_for).toBe(Reason.Overvoltage);
  });

  test("a regulator that fails raises the current, and nothing is spared", () => {
    const rises = property(
      integer({ min: 1201, max: 1349 }),
      integer({ min: 1, max: 2 }),
      integer({ min: 0, max: 4900 }),
      (permille, grade, falls_ma) => {
        expect(new Set(grade).run(2, { permille, load_ma: 26_000 })).toBeLessThan(0.6);
        expect(new Set(grade).run(2, { permille, load_ma: 20_000 - falls_ma })).toBeLessThan(0.6);
      },
    );
    assert(rises, { numRuns: 100 });
  });
});

describe("without a change of load", () => {
  test.each([1, 2, 3])("class G%i: a steady 116 %% opens after a second", (grade) => {
    const took = new Set(grade).run(5, { permille: 1160 });
    expect(took).toBeGreaterThan(1);
    expect(took).toBeLessThan(1.1);
  });

  test.each([1, 2])("class G%i: 124 %% for 0.4 s stays", (grade) => {
    const set = new Set(grade);
    expect(set.run(0.4, { permille: 1240 })).toBe(Infinity);
    expect(set.run(20, {})).toBe(Infinity);
  });

  test.each([
    [1, 69_900, 10],
    [2, 67_100, 5],
    [3, 66_000, Infinity],
    [2, 67_300, 1],
    [3, 66_100, 1],
    [1, 70_100, 0.1],
  ])("class G%i leaves %i mHz after %d s", (grade, mhz, after_s) => {
    const took = new Set(grade).run(20, { mhz });
    if (after_s === Infinity) expect(took).toBe(Infinity);
    else {
      expect(took).toBeGreaterThan(after_s);
      expect(took).toBeLessThan(after_s + 0.1);
    }
  });
});

test.each<[string, boolean, number, number, Reason]>([
  ["accepted without load at 63.9 Hz", false, 63_900, 0, Reason.Settling],
  ["not at 64.1 Hz", false, 64_100, 0, Reason.FrequencyHigh],
  ["connected without load: no fault", true, 63_900, 4_000, Reason.Settling],
  ["connected under load: too fast", true, 63_100, 6_000, Reason.FrequencyHigh],
  ["connected under load: in its band", true, 62_900, 6_000, Reason.Settling],
])("%s", (_, connected, mhz, load_ma, reason) => {
  const q = new Qualification();
  const v = Object.assign(new SourceView(), {
    line_mv: 240_000,
    leg_min_mv: 120_000,
    leg_max_mv: 120_000,
    frequency_mhz: mhz,
    leg_cosine_permille: -1000,
    pilots: 3,
    neutral_valid: 1,
  });
  const feed = Object.assign(new FeedSeen(), { shown: 1, load_ma });
  for (let tick = 0; tick < 480; tick++) {
    qualifyGenerator(q, v, new Settings(), 1, feed, 15, connected, false);
  }
  expect(q.reason).toBe(reason);
});
