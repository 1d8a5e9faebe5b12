import { expect, test } from "vitest";
import { Reason } from "../lists/codes";
import { Control } from "./control";
import { Event } from "../lists/events";
import { SEQUENCES_MAX, SHORT_BOOTS_MAX, STRAY_CURRENT_TICKS } from "../hardware/hardware";
import { blocksGenerator, blocksUtility, clearLockout, inhibited, lockOut } from "./lockout";

type Spoil = (c: Control) => unknown;

const spoilt = (spoil: Spoil): Control => {
  const c = new Control();
  spoil(c);
  return c;
};

test("the first lock-out is stored and reported; another leaves it alone", () => {
  const c = new Control();
  lockOut(c, Reason.UtilityStuckOpen);
  expect([c.stored.lockout, c.stored.version_counter]).toEqual([Reason.UtilityStuckOpen, 1]);
  const reported = { code1: Event.LockedOut, a1: Reason.UtilityStuckOpen, b1: 0 };
  expect(c.raised).toMatchObject(reported);
  lockOut(c, Reason.GeneratorFollows);
  expect([c.stored.lockout, c.stored.version_counter, c.raised.count]).toEqual([
    Reason.UtilityStuckOpen,
    1,
    1,
  ]);
});

test("clearing forgets all counts that led to it, keeps all others, and tells what it was", () => {
  const c = new Control();
  for (const key of Object.keys(c.stored) as (keyof typeof c.stored)[]) c.stored[key] = 3;
  c.stored.version_counter = 0x3fffffff;
  const kept = { ...c.stored };
  clearLockout(c);
  expect({ ...c.stored }).toEqual({
    ...kept,
    version_counter: 0,
    lockout: 0,
    tries_utility_open: 0,
    tries_utility_close: 0,
    tries_generator_open: 0,
    tries_generator_close: 0,
    sequences: 0,
    suspect: 0,
    suspect_ticks: 0,
    suspect_failures: 0,
    overload_retries: 0,
  });
  expect(c.raised).toMatchObject({ code1: Event.LockoutCleared, a1: 3, b1: 0 });
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
  [
    "the hour's transfers used up",
    (c) => (c.stored.transfers = c.settings.transfers_per_hour),
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
    (c) => (c.transfer.overload_wait_ticks = 1),
    Reason.None,
    Reason.None,
    Reason.Overload,
  ],
  ["one overload", (c) => (c.stored.overload_retries = 1), Reason.None, Reason.None, Reason.None],
  [
    "a second overload",
    (c) => (c.stored.overload_retries = 2),
    Reason.None,
    Reason.None,
    Reason.Overload,
  ],
])("%s: what it inhibits, and what it blocks", (_, spoil, inhibits, utility, generator) => {
  const c = spoilt(spoil);
  expect([inhibited(c), blocksUtility(c), blocksGenerator(c)]).toEqual([
    inhibits,
    utility,
    generator,
  ]);
});

test.each<[Reason, boolean, boolean]>([
  [Reason.UtilityStuckOpen, true, false],
  [Reason.SuspectLatched, true, false],
  [Reason.GeneratorStuckOpen, false, true],
  [Reason.UtilityStuckClosed, false, true],
  [Reason.GeneratorStuckClosed, true, true],
  [Reason.StoreBad, true, true],
])("lock-out %i blocks the side that it speaks of", (reason, utility, generator) => {
  const c = spoilt((one) => (one.stored.lockout = reason));
  expect(blocksUtility(c)).toBe(utility ? reason : Reason.None);
  expect(blocksGenerator(c)).toBe(generator ? reason : Reason.None);
});
