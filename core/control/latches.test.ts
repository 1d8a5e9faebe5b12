import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Reason } from "../lists/codes";
import { Control } from "./control";
import { Event } from "../lists/events";
import { SEQUENCES_MAX, SHORT_BOOTS_MAX, STRAY_CURRENT_TICKS } from "../hardware/hardware";
import { blocksGenerator, blocksUtility, clearByOrder, clearLatches } from "./latches";
import { deadHouseSeconds, inhibited, latch, hasLatch } from "./latches";
import { Latch, gravest } from "../lists/latches";

/** Gravest first: latch, reason, whether it forbids U and G, and the counts that go with it. */
const ROWS: readonly (readonly [Latch, Reason, boolean, boolean, readonly string[]])[] = [
  [Latch.UtilityFedBack, Reason.UtilityFedBack, true, true, []],
  [Latch.SourceInHouse, Reason.SourceInHouse, true, true, []],
  [Latch.LineOutCameAlive, Reason.LineOutCameAlive, true, true, []],
  [
    Latch.SuspectLatched,
    Reason.SuspectLatched,
    true,
    false,
    ["suspect", "suspect_ticks", "suspect_failures"],
  ],
  [Latch.GeneratorFollows, Reason.GeneratorFollows, true, true, []],
  [Latch.GeneratorStuckClosed, Reason.GeneratorStuckClosed, true, true, ["tries_generator_open"]],
  [Latch.UtilityStuckClosed, Reason.UtilityStuckClosed, false, true, ["tries_utility_open"]],
  [Latch.UtilityStuckOpen, Reason.UtilityStuckOpen, true, false, ["tries_utility_close"]],
  [Latch.GeneratorStuckOpen, Reason.GeneratorStuckOpen, false, true, ["tries_generator_close"]],
  [Latch.StoreBad, Reason.StoreBad, true, true, []],
];
const LATCHES = ROWS.map(([bit]) => bit);
const ALL = LATCHES.reduce((bits, bit) => bits | bit, 0);

type Spoil = (c: Control) => unknown;

const spoilt = (spoil: Spoil): Control => {
  const c = new Control();
  spoil(c);
  return c;
};

test("every latch stands with all others, and setting it again changes nothing", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...LATCHES]), (order) => {
      const c = new Control();
      for (const [at, bit] of order.entries()) {
        latch(c, bit);
        const after = { ...c.stored };
        latch(c, bit);
        expect({ ...c.stored }).toEqual(after);
        expect([c.stored.version_counter, hasLatch(c, bit)]).toEqual([at + 1, true]);
      }
      expect(c.stored.latches).toBe(order.reduce((bits, bit) => bits | bit, 0));
    }),
  );
});

test("a latch is reported with the set in which it stands", () => {
  const c = new Control();
  latch(c, Latch.UtilityStuckOpen);
  latch(c, Latch.UtilityFedBack);
  expect(c.raised).toMatchObject({
    count: 2,
    code2: Event.LockedOut,
    a2: Reason.UtilityFedBack,
    b2: Latch.UtilityStuckOpen | Latch.UtilityFedBack,
  });
});

test.each(ROWS)("clearing latch %i clears its own counts and no other latch", (bit, ...row) => {
  const [reason, , , counts] = row;
  const c = new Control();
  for (const key of Object.keys(c.stored) as (keyof typeof c.stored)[]) c.stored[key] = 3;
  c.stored.latches = ALL;
  const before = Object.entries({ ...c.stored });
  clearLatches(c, bit);
  const now: Readonly<Record<string, number>> = { ...c.stored };
  const changed = before.filter(([key, value]) => now[key] !== value).map(([key]) => key);
  expect(changed.toSorted()).toEqual(["latches", "version_counter", ...counts].toSorted());
  expect(c.stored.latches).toBe(ALL & ~bit);
  expect(c.raised).toMatchObject({ code1: Event.LockoutCleared, a1: reason, b1: bit });
});

test("clearing what does not stand changes nothing", () => {
  const c = new Control();
  c.stored.latches = Latch.StoreBad;
  clearLatches(c, ALL & ~Latch.StoreBad);
  expect([c.stored.latches, c.stored.version_counter, c.raised.count]).toEqual([256, 0, 0]);
});

test("an order clears every latch, attempt, retry and count of house sources", () => {
  const c = new Control();
  Object.assign(c.stored, {
    latches: ALL,
    house_sources: 9,
    sequences: 3,
    overload_retries: 2,
    overload_wait_ticks: 9,
  });
  clearByOrder(c);
  expect(c.stored).toMatchObject({
    latches: 0,
    house_sources: 0,
    sequences: 0,
    overload_retries: 0,
    overload_wait_ticks: 0,
  });
  expect(c.raised).toMatchObject({ count: 1, code1: Event.LockoutCleared, b1: ALL });
});

test("a source that came alive by itself must be gone for half as long", () => {
  const c = new Control();
  latch(c, Latch.LineOutCameAlive);
  expect(deadHouseSeconds(c)).toBe(c.settings.back_voltage_clear_s);
  c.stored.latches = Latch.LineOutCameAlive | Latch.SourceInHouse;
  expect(deadHouseSeconds(c)).toBe(2 * c.settings.back_voltage_clear_s);
});

test("each time a house source latches it is waited for longer", () => {
  const c = new Control();
  const waits = [1, 2, 3, 4].map(() => {
    latch(c, Latch.SourceInHouse);
    const wait = deadHouseSeconds(c);
    clearLatches(c, Latch.SourceInHouse);
    return wait;
  });
  const short = 2 * c.settings.back_voltage_clear_s;
  expect(waits).toEqual([short, 600, 3600, 3600]);
});

test("the gravest latch of a set is the first of the list", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: ALL }), (bits) => {
      const first = ROWS.find(([bit]) => (bits & bit) !== 0);
      expect(gravest(bits)).toBe(first?.[1] ?? Reason.None);
    }),
  );
});

test.each<[string, Spoil, Reason, Reason, Reason]>([
  ["nothing", () => 0, Reason.None, Reason.None, Reason.None],
  [
    "a contradiction at U",
    (c) => (c.position_u.contradiction = 1),
    Reason.Contradiction,
    Reason.Contradiction,
    Reason.Contradiction,
  ],
  [
    "a contradiction at G",
    (c) => (c.position_g.contradiction = 1),
    Reason.Contradiction,
    Reason.Contradiction,
    Reason.Contradiction,
  ],
  [
    "a driver that is stuck on",
    (c) => (c.evidence.stray_current_ticks = STRAY_CURRENT_TICKS),
    Reason.DriverBroken,
    Reason.DriverBroken,
    Reason.DriverBroken,
  ],
  ["hot jaws", (c) => (c.transfer.jaw_hot = 1), Reason.JawHot, Reason.JawHot, Reason.JawHot],
  [
    "too many short boots",
    (c) => (c.stored.short_boots = SHORT_BOOTS_MAX + 1),
    Reason.ShortBoots,
    Reason.ShortBoots,
    Reason.ShortBoots,
  ],
  [
    "as many short boots as may be",
    (c) => (c.stored.short_boots = SHORT_BOOTS_MAX),
    Reason.None,
    Reason.None,
    Reason.None,
  ],
  ["U held open", (c) => (c.stored.lock_open = 1), Reason.None, Reason.LockOpen, Reason.None],
  [
    "both held open",
    (c) => (c.stored.lock_open = 2),
    Reason.None,
    Reason.LockOpen,
    Reason.LockOpen,
  ],
  // A rate limit used to hold a dark house beside a good generator in the grid's outages.
  [
    "the hour's transfers used up by the grid",
    (c) => (c.stored.transfers = c.settings.transfers_per_hour),
    Reason.None,
    Reason.None,
    Reason.None,
  ],
  [
    "the hour's transfers used up by a failing generator",
    (c) => ((c.stored.transfers = c.settings.transfers_per_hour), (c.stored.generator_failed = 1)),
    Reason.None,
    Reason.None,
    Reason.TransfersPerHour,
  ],
  [
    "one transfer of the hour left",
    (c) => (c.stored.transfers = c.settings.transfers_per_hour - 1),
    Reason.None,
    Reason.None,
    Reason.None,
  ],
  [
    "all attempts used up",
    (c) => (c.stored.sequences = SEQUENCES_MAX),
    Reason.None,
    Reason.None,
    Reason.TooManyAttempts,
  ],
  [
    "one attempt left",
    (c) => (c.stored.sequences = SEQUENCES_MAX - 1),
    Reason.None,
    Reason.None,
    Reason.None,
  ],
  [
    "a wait after an overload",
    (c) => (c.stored.overload_wait_ticks = 1),
    Reason.None,
    Reason.None,
    Reason.Overload,
  ],
  ["one overload", (c) => (c.stored.overload_retries = 1), Reason.None, Reason.None, Reason.None],
  ["two more", (c) => (c.stored.overload_retries = 3), Reason.None, Reason.None, Reason.None],
])("%s: what it inhibits, and what it blocks", (_, spoil, inhibits, utility, generator) => {
  const c = spoilt(spoil);
  expect([inhibited(c), blocksUtility(c), blocksGenerator(c)]).toEqual([
    inhibits,
    utility,
    generator,
  ]);
});

test.each(ROWS)("latch %i blocks what its row says, whatever stands beside it", (bit, ...row) => {
  const [reason, utility, generator] = row;
  const alone = spoilt((one) => (one.stored.latches = bit));
  expect(blocksUtility(alone)).toBe(utility ? reason : Reason.None);
  expect(blocksGenerator(alone)).toBe(generator ? reason : Reason.None);
  for (const other of LATCHES) {
    const both = spoilt((one) => (one.stored.latches = bit | other));
    if (utility) expect(blocksUtility(both)).not.toBe(Reason.None);
    if (generator) expect(blocksGenerator(both)).not.toBe(Reason.None);
  }
});
