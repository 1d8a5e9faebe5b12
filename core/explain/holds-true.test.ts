/** What is said holds in every state that the decisions can be in. */
import { assert, constantFrom, integer, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { Doing, Next, Reason, Why } from "../lists/codes";
import { Connected, Control, Goal } from "../control/control";
import { decide } from "../control/decide";
import { blocksGenerator, forbidsUtility, rateWaitTicks } from "../control/latches";
import { latchOf } from "../lists/latches";
import { Explanation } from "./explanation";
import { explain } from "./explain";
import { TICK_HZ } from "../hardware/units";
import { Coil } from "../hardware/signals";
import { PulseResult } from "../interlock/pulse";

const SEED = 1313;
const flag = integer({ min: 0, max: 1 });
const ticks = constantFrom(0, 1, 239, 240, 241, 1200, 3599, 3600, 14_400, 200_000);
const reason = integer({ min: 0, max: 17 });

const source = record({
  ok: flag,
  reason,
  good_ticks: ticks,
  wide_ticks: ticks,
  poor_ticks: ticks,
  rough_ticks: ticks,
  live_ticks: ticks,
  dropped_for: reason,
  under_ticks: ticks,
});
const states = record({
  connected: constantFrom(Connected.None, Connected.Utility, Connected.Generator),
  utility: source,
  generator: source,
  transfer: record({
    refusal: constantFrom(0, 22, 23, 24, 25, 27, 28),
    dark_ticks: ticks,
    generator_lost: flag,
    jaw_hot: flag,
    overload_warned: flag,
  }),
  evidence: record({
    boot_ticks: constantFrom(1, 239, 240, 100_000),
    out_dead_ticks: ticks,
    out_live_ticks: ticks,
    back_voltage_long: flag,
    stray_current_ticks: constantFrom(0, 0, 0, 99),
  }),
  stored: record({
    // Sparse sets: most runs of the meter have none.
    latches: constantFrom(0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 6, 66, 192, 513, 1023),
    lock_open: constantFrom(0, 0, 0, 1, 2),
    transfers: constantFrom(0, 0, 8, 24),
    transfers_ticks: integer({ min: 0, max: 30_000 }),
    sequences: constantFrom(0, 0, 2, 3),
    sequences_ticks: integer({ min: 0, max: 143_999 }),
    overload_wait_ticks: constantFrom(0, 0, 1, 14_400),
    overload_retries: integer({ min: 0, max: 3 }),
    short_boots: constantFrom(0, 0, 99),
    minute_ticks: integer({ min: 0, max: 14_399 }),
    suspect: constantFrom(0, 0, Reason.LegImbalance, Reason.Undervoltage),
    suspect_ticks: constantFrom(0, 1, 216_000),
    backoff: integer({ min: 0, max: 4 }),
  }),
  pulse: record({
    result: constantFrom(PulseResult.None, PulseResult.None, PulseResult.Running),
    coil: constantFrom(Coil.UtilityOpen, Coil.UtilityClose, Coil.GeneratorOpen),
  }),
  pilots: flag,
  follows: flag,
});

interface Drawn {
  connected: number;
  utility: object;
  generator: object;
  transfer: object;
  evidence: object;
  stored: object;
  pulse: object;
  pilots: number;
  follows: number;
}

function build(drawn: Drawn): Control {
  const c = new Control();
  Object.assign(c.utility, drawn.utility);
  Object.assign(c.generator, drawn.generator);
  Object.assign(c.transfer, drawn.transfer, { connected: drawn.connected });
  Object.assign(c.evidence, drawn.evidence);
  Object.assign(c.stored, drawn.stored);
  Object.assign(c.pulse, drawn.pulse);
  if (c.utility.ok === 0 && c.utility.reason === 0) c.utility.reason = Reason.Settling;
  if (c.generator.ok === 0 && c.generator.reason === 0) c.generator.reason = Reason.Settling;
  if (c.utility.good_ticks > c.utility.wide_ticks) c.utility.wide_ticks = c.utility.good_ticks;
  c.readings.out_pilots = drawn.pilots;
  c.readings.generator_follows = drawn.follows;
  c.view_u.line_mv = 240_000;
  c.view_g.line_mv = 240_000;
  c.transfer.goal = decide(c);
  return c;
}

/** Judges what each drawn state says. */
function always(holds: (c: Control, x: Explanation) => void): void {
  const x = new Explanation();
  const rule = property(states, (drawn) => {
    const c = build(drawn);
    explain(c, x);
    holds(c, x);
  });
  assert(rule, { seed: SEED, numRuns: 20_000 });
}

/** What the loads of a house do to any generator. */
const BY_LOADS: readonly number[] = [
  Reason.None,
  Reason.Distorted,
  Reason.Unsteady,
  Reason.FrequencyRuns,
  Reason.Settling,
];

/** Reasons whose text names what blocks. */
const NAMES: readonly number[] = [
  Why.LockOut,
  Why.Refused,
  Why.Inhibited,
  Why.UtilityBlocked,
  Why.GeneratorBlocked,
];

describe(`in every state (seed ${SEED})`, () => {
  test('"well" is said only of an accepted source without a flaw', () => {
    always((c, x) => {
      if (x.why === Why.UtilityGood) expect([c.utility.ok, c.utility.reason]).toEqual([1, 0]);
      if (x.why !== Why.GeneratorGood) return;
      expect(c.generator.ok).toBe(1);
      const feeds = c.transfer.connected === Connected.Generator;
      expect(feeds ? BY_LOADS : [Reason.None]).toContain(c.generator.reason);
    });
  });

  test("every latch that stands is named", () => {
    always((c, x) => {
      if (x.doing === Doing.Starting) return;
      const named = NAMES.includes(x.why) ? latchOf(x.a) : 0;
      expect(x.also | named).toBe(c.stored.latches | named);
    });
  });

  test("a count never rests at zero, and only a count has seconds", () => {
    const counted: readonly number[] = [
      Next.ReturnToUtility,
      Next.TransferToGenerator,
      Next.CloseSoon,
      Next.RetryLater,
      Next.WaitForDeadHouse,
      Next.HoldEnds,
      Next.DecideSoon,
    ];
    always((_, x) => {
      expect(x.left_s > 0).toBe(counted.includes(x.next));
      expect(x.total_s).toBeGreaterThanOrEqual(x.left_s);
    });
  });

  test("a promised transfer is not blocked, nor is a generator asked for in vain", () => {
    always((c, x) => {
      if (x.next === Next.ReturnToUtility) expect(forbidsUtility(c)).toBe(0);
      if (x.next === Next.TransferToGenerator) expect(blocksGenerator(c)).toBe(0);
      if (x.next === Next.WaitForGenerator) expect(blocksGenerator(c)).toBe(0);
    });
  });

  test("a return that is counted comes when the timers have run", () => {
    always((c, x) => {
      const settled = c.utility.good_ticks > 0 && c.transfer.goal !== Goal.Generator;
      if (x.next !== Next.ReturnToUtility || !settled) return;
      const gone = x.left_s * TICK_HZ;
      c.utility.ok = 1;
      c.utility.good_ticks += gone;
      c.utility.wide_ticks += gone;
      c.utility.poor_ticks += gone;
      c.utility.rough_ticks += gone;
      if (rateWaitTicks(c) <= gone) c.stored.transfers = 0;
      c.stored.suspect_ticks = Math.max(0, c.stored.suspect_ticks - gone);
      expect(decide(c)).toBe(Goal.Utility);
    });
  });
});
