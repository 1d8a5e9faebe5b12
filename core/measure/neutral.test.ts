import { assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { Estimate } from "./estimate";
import { Neutral, NeutralState, neutralTick } from "./neutral";
import { Burden } from "../hardware/signals";

const SEED = 20261130;

/** Volts of the utility's legs and line under the burdens `on`, at a tick. */
type Source = (tick: number, on: number) => readonly [leg1: number, leg2: number, line: number];

/** Tests a source for `ticks`; returns the test, and whether it ever failed or saw a ghost. */
function run(source: Source, ticks: number) {
  const neutral = new Neutral();
  const estimate = new Estimate();
  const p = estimate.utility;
  const ever = { lost: false, ghost: false };
  let on = 0;
  for (let tick = 0; tick < ticks; tick++) {
    const [leg1, leg2, line] = source(tick, on);
    p.fast_leg1_mv = Math.round(leg1 * 1000);
    p.fast_leg2_mv = Math.round(leg2 * 1000);
    p.fast_line_mv = Math.round(line * 1000);
    on = neutralTick(neutral, estimate, 0);
    if (neutral.utility.state === NeutralState.Lost) ever.lost = true;
    if (neutral.utility.ghost !== 0) ever.ghost = true;
  }
  return { ...neutral.utility, ever };
}

const both = (volts: number) => [volts, volts, 2 * volts] as const;
/** A reference that floats: the burdened leg sinks to a third of the line, the other one rises. */
const floating: Source = (_, on) =>
  (on & Burden.UtilityLeg1) !== 0
    ? [80, 160, 240]
    : (on & Burden.UtilityLeg2) !== 0
      ? [160, 80, 240]
      : both(120);

describe(`the burden test (seed ${SEED})`, () => {
  test("a sag or swell at any moment is no lost neutral, nor a ghost", () => {
    const depth = integer({ min: 5, max: 140 });
    const ticks = integer({ min: 1, max: 480 });
    const holds = property(depth, ticks, ticks, ticks, (percent, start, length, gap) => {
      const sag: Source = (tick) =>
        tick > 300 && (tick + start) % (length + gap + 50) < length
          ? both(1.2 * percent)
          : both(120);
      const { ever } = run(sag, 4800);
      expect(ever.lost).toBe(false);
    });
    assert(holds, { seed: SEED, numRuns: 300 });
  });

  test("a single sag of any depth is no ghost", () => {
    const holds = property(
      integer({ min: 34, max: 99 }),
      integer({ min: 300, max: 400 }),
      (percent, at) => {
        const sag: Source = (tick) => (tick >= at ? both(1.2 * percent) : both(120));
        expect(run(sag, 1200).ever).toEqual({ lost: false, ghost: false });
      },
    );
    assert(holds, { seed: SEED, numRuns: 200 });
  });

  test("a floating reference fails within a round, and no sag makes it valid", () => {
    expect(run(floating, 97).state).toBe(NeutralState.Lost);
    const percent = integer({ min: 40, max: 99 });
    const half_period = integer({ min: 5, max: 300 });
    const holds = property(percent, half_period, (depth, half) => {
      const sags: Source = (tick, on) => {
        const share = tick % (2 * half) < half ? 1 : depth / 100;
        const [leg1, leg2, line] = floating(tick, on);
        return [leg1 * share, leg2 * share, line * share];
      };
      const { state, ever } = run(sags, 960);
      expect(state).not.toBe(NeutralState.Valid);
      // Shorter sags may happen to coincide with every burden.
      if (half >= 100) expect(ever.lost).toBe(true);
    });
    assert(holds, { seed: SEED, numRuns: 200 });
  });

  test("a half-cycle window off 60 Hz ripples both legs alike, and the neutral stays valid", () => {
    const holds = property(
      integer({ min: 55, max: 66 }),
      integer({ min: 0, max: 359 }),
      (hz, phase) => {
        const x = (Math.PI * hz) / 60;
        const ripple: Source = (tick) => {
          const turn = (4 * Math.PI * hz * tick) / 240 + (phase * Math.PI) / 180;
          return both(120 * Math.sqrt(1 + (Math.sin(x) / x) * Math.cos(turn)));
        };
        const { state, ever } = run(ripple, 960);
        expect(state).toBe(NeutralState.Valid);
        expect(ever.lost).toBe(false);
      },
    );
    assert(holds, { seed: SEED, numRuns: 200 });
  });

  test("a fault or a start on one leg is no lost neutral", () => {
    const holds = property(
      integer({ min: 0, max: 110 }),
      integer({ min: 0, max: 100 }),
      integer({ min: 300, max: 400 }),
      (leg1, rise_percent, at) => {
        const leg2 = 120 + ((120 - leg1) * rise_percent) / 200;
        const fault: Source = (tick) => (tick < at ? both(120) : [leg1, leg2, leg1 + leg2]);
        expect(run(fault, 1200).ever.lost).toBe(false);
      },
    );
    assert(holds, { seed: SEED, numRuns: 300 });
  });

  test("a ghost voltage collapses under its burdens and is named within two rounds", () => {
    const ghost: Source = (_, on) => {
      const leg1 = (on & Burden.UtilityLeg1) !== 0 ? 1 : 60;
      const leg2 = (on & Burden.UtilityLeg2) !== 0 ? 1 : 48;
      return [leg1, leg2, leg1 + leg2];
    };
    expect(run(ghost, 192).ghost).toBe(1);
  });

  test("legs in phase have no line voltage, and are still tested", () => {
    expect(run(() => [120, 120, 0], 480).state).toBe(NeutralState.Valid);
  });
});

describe("a result", () => {
  const BURDENS = Burden.UtilityLeg1 | Burden.UtilityLeg2;
  const valid = (tick: number): boolean => tick < 300;

  test.each([Burden.UtilityLeg1, Burden.UtilityLeg2])(
    "that is not renewed within a second expires: burden %i on a voltage that sags",
    (burden) => {
      const source: Source = (tick, on) =>
        both(!valid(tick) && (on & BURDENS) === burden ? 100 : 120);
      expect(run(source, 300).state).toBe(NeutralState.Valid);
      expect(run(source, 300 + 240 + 96).state).toBe(NeutralState.NotTested);
    },
  );

  test("of a ghost ends with its voltage", () => {
    const ghost: Source = (tick, on) => {
      if (tick >= 400) return both(0);
      const [leg1, leg2] = [Burden.UtilityLeg1, Burden.UtilityLeg2].map((leg) =>
        (on & leg) === 0 ? 60 : 1,
      ) as [number, number];
      return [leg1, leg2, leg1 + leg2];
    };
    expect(run(ghost, 400).ghost).toBe(1);
    expect(run(ghost, 401)).toMatchObject({ ghost: 0, collapsed: 0 });
  });
});

test.each<[number, boolean]>([
  [70, true],
  [80, true],
  [90, false],
  [97, false],
])("a burdened leg that keeps %i per cent of its share is lost: %s", (percent, lost) => {
  const kept = 1.2 * percent;
  const source: Source = (_, on) =>
    (on & Burden.UtilityLeg1) !== 0
      ? [kept, 240 - kept, 240]
      : (on & Burden.UtilityLeg2) !== 0
        ? [240 - kept, kept, 240]
        : both(120);
  expect(run(source, 480).ever.lost).toBe(lost);
});

test("a fault on a leg that takes a tenth of the line is no lost neutral at any tick", () => {
  for (let at = 288; at < 384; at++) {
    const fault: Source = (tick) => (tick < at ? both(120) : [85, 130, 215]);
    expect(run(fault, 480).ever.lost).toBe(false);
  }
});
