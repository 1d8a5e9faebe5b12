/** The account of good time and the wait for the return, over any voltages and hertz. */
import { array, assert, constantFrom, integer, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { Control } from "./control";
import { NEVER, utilityWaitTicks } from "./decide";
import { qualifyUtility, utilityFlaw } from "../qualify/qualify-utility";
import { SourceView, credit } from "../qualify/source";
import { TICKS_MAX, TICK_HZ } from "../hardware/units";

const SEED = 131_313;
const NORMAL_MV = 240_000;
const SPELL_TICKS = 2 * TICK_HZ;

/** A grid that stays at one voltage and frequency for some ticks. */
const stretch = record({
  permille: constantFrom(0, 480, 700, 880, 905, 930, 1000, 1050, 1080, 1130, 1250),
  mhz: constantFrom(58_000, 59_300, 60_000, 60_600, 62_000),
  ticks: integer({ min: 1, max: 900 }),
});
const history = array(stretch, { minLength: 1, maxLength: 15 });

function viewOf(permille: number, mhz: number): SourceView {
  return Object.assign(new SourceView(), {
    line_mv: permille * 240,
    fast_line_mv: permille * 240,
    leg_min_mv: permille * 120,
    leg_max_mv: permille * 120,
    fast_leg_min_mv: permille * 120,
    fast_leg_max_mv: permille * 120,
    frequency_mhz: permille === 0 ? 0 : mhz,
    fast_frequency_mhz: permille === 0 ? 0 : mhz,
    leg_cosine_permille: -1000,
    pilots: 3,
    neutral_valid: 1,
  });
}

describe(`the account of good time (seed ${SEED})`, () => {
  test("is bounded, never negative, and at most a part in 11 of its time is bad", () => {
    const spells = array(
      record({ good: integer({ min: 0, max: 3000 }), bad: integer({ min: 0, max: 600 }) }),
    );
    const rule = property(spells, (all) => {
      let sound = true;
      let account = 0;
      let good = 0;
      let bad = 0;
      const step = (bad_ticks: number): void => {
        const next = credit(account, bad_ticks);
        sound &&= next >= 0 && next - account <= (bad_ticks === 0 ? 1 : 0);
        sound &&= bad_ticks <= SPELL_TICKS || next === 0;
        account = next;
        good = account === 0 ? 0 : good + (bad_ticks === 0 ? 1 : 0);
        bad = account === 0 ? 0 : bad + (bad_ticks === 0 ? 0 : 1);
        sound &&= account === good - 10 * bad;
      };
      for (const spell of all) {
        for (let tick = 0; tick < spell.good; tick++) step(0);
        for (let tick = 1; tick <= spell.bad; tick++) step(tick);
      }
      expect(sound).toBe(true);
    });
    assert(rule, { seed: SEED, numRuns: 40 });
    expect(credit(TICKS_MAX, 0)).toBeLessThanOrEqual(TICKS_MAX);
  });

  test("more good time before is never less after", () => {
    const ticks = integer({ min: 0, max: 100_000 });
    const rule = property(ticks, ticks, integer({ min: 0, max: 600 }), (one, two, bad_ticks) => {
      const [less, more] = one < two ? [one, two] : [two, one];
      expect(credit(less, bad_ticks)).toBeLessThanOrEqual(credit(more, bad_ticks));
    });
    assert(rule, { seed: SEED, numRuns: 5000 });
  });
});

describe(`the wait for the return (seed ${SEED})`, () => {
  /** Runs a history, and says after each tick whether the grid is well. */
  function run(
    c: Control,
    all: readonly { permille: number; mhz: number; ticks: number }[],
    each: (flawed: boolean) => void,
  ): void {
    for (const { permille, mhz, ticks } of all) {
      const view = viewOf(permille, mhz);
      const flawed = utilityFlaw(view, c.settings, NORMAL_MV) !== 0;
      for (let tick = 0; tick < ticks; tick++) {
        qualifyUtility(c.utility, view, c.settings, false, NORMAL_MV);
        each(flawed);
      }
    }
  }

  test("never ends in a bad tick, and falls by one tick at most", () => {
    const rule = property(history, (all) => {
      const c = new Control();
      let before = NEVER;
      let sound = true;
      run(c, all, (flawed) => {
        const q = c.utility;
        const wait = utilityWaitTicks(c, c.settings.restore_s);
        sound &&= !flawed || q.wide_bad_ticks === 0 || wait > 0;
        sound &&= before === NEVER || wait >= before - 1;
        sound &&= flawed === q.bad_ticks > 0;
        before = wait;
      });
      expect(sound).toBe(true);
    });
    assert(rule, { seed: SEED, numRuns: 40 });
  });

  test("ends at latest its whole length after the last bad tick, whatever came before", () => {
    const rule = property(history, integer({ min: 15, max: 300 }), (all, seconds) => {
      const c = new Control();
      run(c, all, () => undefined);
      run(c, [{ permille: 1000, mhz: 60_000, ticks: seconds * TICK_HZ }], () => undefined);
      expect(utilityWaitTicks(c, seconds)).toBe(0);
      // Gaps are paid off within 34 s; then a good grid is accepted.
      run(c, [{ permille: 1000, mhz: 60_000, ticks: 34 * TICK_HZ }], () => undefined);
      expect(c.utility.ok).toBe(1);
    });
    assert(rule, { seed: SEED, numRuns: 12 });
  });

  test("needs its whole length of good ticks after a spell of more than 2 s", () => {
    const rule = property(history, integer({ min: 15, max: 60 }), (all, seconds) => {
      const c = new Control();
      run(c, [...all, { permille: 0, mhz: 0, ticks: SPELL_TICKS + 1 }], () => undefined);
      run(c, [{ permille: 1000, mhz: 60_000, ticks: seconds * TICK_HZ - 1 }], () => undefined);
      expect(utilityWaitTicks(c, seconds)).toBe(1);
    });
    assert(rule, { seed: SEED, numRuns: 40 });
  });
});
