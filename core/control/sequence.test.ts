import { describe, expect, test } from "vitest";
import { Reason } from "../lists/codes";
import { Connected, Control, Goal } from "./control";
import { Event } from "../lists/events";
import { BOOT_TICKS, PULSES_MAX, RESERVE_TO_OPEN_MV } from "../hardware/hardware";
import { Position } from "./position";
import { PulseResult } from "../interlock/pulse";
import { interrupted, msOfTicks, order, pursue } from "./sequence";
import { Coil } from "../hardware/signals";
import { TICK_HZ, ticksOfMs } from "../hardware/units";
import { Latch } from "../lists/latches";
import { blocksUtility, hasWeakReserve, inhibited } from "./latches";

type Spoil = (c: Control) => unknown;

/** A meter that refuses nothing, with both switches proven open and all counts at rest. */
function meter(...spoil: Spoil[]): Control {
  const c = new Control();
  c.evidence.boot_ticks = BOOT_TICKS;
  c.evidence.utility.proven_ticks = 10_000;
  c.evidence.generator.proven_ticks = 10_000;
  c.evidence.out_dead_ticks = 10_000;
  c.readings.neutral_valid = 1;
  c.readings.coil_reserve_mv = 24_000;
  c.readings.logic_reserve_mv = 12_000;
  c.position_u.position = Position.Open;
  c.position_g.position = Position.Open;
  for (const one of spoil) one(c);
  return c;
}

const TRIES = {
  [Coil.UtilityOpen]: "tries_utility_open",
  [Coil.UtilityClose]: "tries_utility_close",
  [Coil.GeneratorOpen]: "tries_generator_open",
  [Coil.GeneratorClose]: "tries_generator_close",
} as const;
const COILS = [Coil.UtilityOpen, Coil.UtilityClose, Coil.GeneratorOpen, Coil.GeneratorClose];
const NO_TRIES = {
  tries_utility_open: 0,
  tries_utility_close: 0,
  tries_generator_open: 0,
  tries_generator_close: 0,
};
const oneTry = (coil: Coil, tries: number): object => ({ ...NO_TRIES, [TRIES[coil]]: tries });
/** All that the store holds, as a plain object. */
const storedOf = (c: Control): object => ({ ...c.stored });

test.each([
  [0, 0],
  [6, 25],
  [7, 29],
  [TICK_HZ, 1000],
  [480_000, 2_000_000],
  [480_001, 2_000_000],
])("%i ticks are %i ms, up to a limit that no product passes", (ticks, ms) => {
  expect(msOfTicks(ticks)).toBe(ms);
});

describe("at power-up", () => {
  test.each(COILS)("a pulse on coil %i that the cut ended counts as one in vain", (coil) => {
    const c = new Control();
    c.stored.intent = coil;
    c.stored[TRIES[coil]] = 1;
    interrupted(c);
    expect(c.stored).toMatchObject({ ...oneTry(coil, 2), intent: 0 });
  });

  test("nothing counts when none was under way", () => {
    const c = new Control();
    interrupted(c);
    expect(storedOf(c)).toEqual(storedOf(new Control()));
  });
});

describe("an order", () => {
  test.each<[Coil, Latch]>([
    [Coil.UtilityOpen, Latch.UtilityStuckClosed],
    [Coil.UtilityClose, Latch.UtilityStuckOpen],
    [Coil.GeneratorOpen, Latch.GeneratorStuckClosed],
    [Coil.GeneratorClose, Latch.GeneratorStuckOpen],
  ])("on coil %i without tries left sets latch %i", (coil, latches) => {
    const c = meter((one) => (one.stored[TRIES[coil]] = PULSES_MAX));
    expect(order(c, coil)).toBe(false);
    expect(c.stored).toMatchObject({ latches, intent: 0, ...oneTry(coil, PULSES_MAX) });
    expect([c.pulse.coil, c.pulse.result]).toEqual([0, PulseResult.None]);
  });

  test.each(COILS)("on coil %i goes to the store and begins its pulse", (coil) => {
    const others = Object.values(TRIES).filter((name) => name !== TRIES[coil]);
    const c = meter((one) => {
      one.transfer.order_ticks = 5;
      one.readings.coil_reserve_mv = RESERVE_TO_OPEN_MV;
      for (const name of others) one.stored[name] = PULSES_MAX;
    });
    expect(order(c, coil)).toBe(true);
    expect(c.stored).toMatchObject({ intent: coil, version_counter: 1, latches: 0 });
    expect([c.pulse.coil, c.pulse.result]).toEqual([coil, PulseResult.Running]);
    expect([c.transfer.order_ticks, c.transfer.refusal, c.raised.count]).toEqual([0, 0, 0]);
  });

  test.each(COILS)("on coil %i for the second time is reported as a retry", (coil) => {
    const c = meter((one) => (one.stored[TRIES[coil]] = PULSES_MAX - 1));
    expect(order(c, coil)).toBe(true);
    expect(c.raised).toMatchObject({ count: 1, code1: Event.PulseRetry, a1: coil, b1: 0 });
  });

  test("waits for a reserve that can undo it", () => {
    const c = meter((one) => (one.readings.coil_reserve_mv = RESERVE_TO_OPEN_MV - 1));
    expect(order(c, Coil.UtilityOpen)).toBe(false);
    expect([c.transfer.refusal, c.pulse.coil, c.stored.intent]).toEqual([Reason.ReserveLow, 0, 0]);
    expect(storedOf(c)).toEqual(storedOf(new Control()));
  });
});

/** A meter whose pulse on this coil has just ended so, after one try in vain. */
function ended(coil: Coil, result: PulseResult, ...spoil: Spoil[]): Control {
  const c = meter(...spoil);
  c.pulse.coil = coil;
  c.pulse.result = result;
  c.stored.intent = coil;
  c.stored[TRIES[coil]] = 1;
  c.transfer.order_ticks = TICK_HZ - 1;
  c.transfer.last_dark_ticks = 2 * TICK_HZ;
  c.transfer.generator_lost = 1;
  c.transfer.refusal = Reason.DeadTime;
  // Would order something at once if the tick went on.
  c.transfer.goal = Goal.Dark;
  c.position_g.position = Position.Closed;
  return c;
}

describe("a pulse that has moved its switch", () => {
  test.each<[Coil, Event, number]>([
    [Coil.UtilityOpen, Event.UtilityOpened, 1000],
    [Coil.UtilityClose, Event.UtilityClosed, 2000],
    [Coil.GeneratorOpen, Event.GeneratorOpened, 1000],
    [Coil.GeneratorClose, Event.GeneratorClosed, 2000],
  ])("is booked for coil %i, reported, and nothing else", (coil, event, ms) => {
    const c = ended(coil, PulseResult.Confirmed);
    pursue(c);
    const closes = coil === Coil.UtilityClose || coil === Coil.GeneratorClose;
    expect(storedOf(c)).toEqual({
      ...storedOf(new Control()),
      version_counter: 1,
      transfers: closes ? 1 : 0,
    });
    expect(c.raised).toMatchObject({ count: 1, code1: event, a1: ms, b1: 0 });
    expect([c.pulse.coil, c.pulse.result]).toEqual([0, PulseResult.None]);
    expect(c.transfer).toMatchObject({
      refusal: Reason.DeadTime,
      order_ticks: TICK_HZ,
      generator_lost: coil === Coil.UtilityClose ? 0 : 1,
      watch_ticks: 0,
    });
  });

  test("back on a suspicious grid is watched closely for ten seconds", () => {
    const watched = (coil: Coil): number => {
      const c = ended(coil, PulseResult.Confirmed, (one) => (one.stored.suspect = 1));
      pursue(c);
      return c.transfer.watch_ticks;
    };
    expect(watched(Coil.UtilityClose)).toBe(10 * TICK_HZ);
    expect(watched(Coil.GeneratorClose)).toBe(0);
  });
});

test.each(COILS)("a pulse on coil %i that was in vain is counted, and nothing else", (coil) => {
  const c = ended(coil, PulseResult.Failed);
  pursue(c);
  expect(storedOf(c)).toEqual({
    ...storedOf(new Control()),
    ...oneTry(coil, 2),
    version_counter: 1,
  });
  expect([c.pulse.coil, c.pulse.result, c.raised.count]).toEqual([0, PulseResult.None, 0]);
});

describe("a close that the interlock broke off", () => {
  test.each<[Coil, Coil]>([
    [Coil.UtilityClose, Coil.UtilityOpen],
    [Coil.GeneratorClose, Coil.GeneratorOpen],
  ])("on coil %i is undone by coil %i at once", (coil, open) => {
    const c = ended(coil, PulseResult.Aborted, (one) => {
      one.pulse.refused = Reason.OtherNotProvenOpen;
    });
    pursue(c);
    expect(c.stored).toMatchObject({ ...oneTry(coil, 2), intent: open, version_counter: 2 });
    expect([c.pulse.coil, c.pulse.result]).toEqual([open, PulseResult.Running]);
    expect(c.stored.latches).toBe(0);
    const reported = { count: 1, code1: Event.CloseAborted, a1: Reason.OtherNotProvenOpen, b1: 0 };
    expect(c.raised).toMatchObject(reported);
  });

  test("because the other switch lost its proof blames no source, though line out is live", () => {
    const c = ended(Coil.GeneratorClose, PulseResult.Aborted, (one) => {
      one.pulse.refused = Reason.OtherNotProvenOpen;
      one.evidence.out_live_ticks = 1;
    });
    pursue(c);
    expect(c.stored.latches).toBe(0);
    expect(c.raised).toMatchObject({ code1: Event.CloseAborted, a1: Reason.OtherNotProvenOpen });
  });

  test("because line out came alive locks out", () => {
    const c = ended(Coil.UtilityClose, PulseResult.Aborted, (one) => {
      one.pulse.refused = Reason.LineOutLive;
    });
    pursue(c);
    expect(c.stored.latches).toBe(Latch.LineOutCameAlive);
    expect(c.pulse.coil).toBe(Coil.UtilityOpen);
    expect(c.raised).toMatchObject({ code1: Event.CloseAborted, a1: Reason.LineOutCameAlive });
  });
});

test("while a pulse runs nothing else is begun", () => {
  const c = ended(Coil.UtilityOpen, PulseResult.Running);
  pursue(c);
  expect([c.pulse.coil, c.pulse.result]).toEqual([Coil.UtilityOpen, PulseResult.Running]);
  expect([c.transfer.refusal, c.transfer.order_ticks]).toEqual([Reason.DeadTime, TICK_HZ]);
  expect(c.stored).toMatchObject({ version_counter: 0, intent: Coil.UtilityOpen });
});

/** What a meter orders, and why it waits. */
function pursued(goal: Goal, ...spoil: Spoil[]): [number, number] {
  const c = meter(...spoil);
  c.transfer.goal = goal;
  c.transfer.refusal = Reason.Booting;
  pursue(c);
  return [c.pulse.coil, c.transfer.refusal];
}

const u =
  (position: Position): Spoil =>
  (c) =>
    (c.position_u.position = position);
const g =
  (position: Position): Spoil =>
  (c) =>
    (c.position_g.position = position);

describe("towards a source", () => {
  test.each<[string, Spoil[], Coil | 0]>([
    ["U not proven open", [(c) => (c.evidence.utility.proven_ticks = 0)], Coil.UtilityOpen],
    ["G closed already", [g(Position.Closed)], 0],
    ["G half open", [g(Position.Split)], Coil.GeneratorOpen],
    ["G unclear", [g(Position.Unclear)], Coil.GeneratorOpen],
    ["both open", [], Coil.GeneratorClose],
    [
      "G closed, U not proven open",
      [g(Position.Closed), (c) => (c.evidence.utility.proven_ticks = 0)],
      Coil.UtilityOpen,
    ],
  ])("the generator: %s", (_, spoil, coil) => {
    expect(pursued(Goal.Generator, ...spoil)).toEqual([coil, Reason.None]);
  });

  test.each<[string, Spoil[], Coil | 0]>([
    ["G not proven open", [(c) => (c.evidence.generator.proven_ticks = 0)], Coil.GeneratorOpen],
    ["U closed already", [u(Position.Closed)], 0],
    ["U half open", [u(Position.Split)], Coil.UtilityOpen],
    ["U unclear", [u(Position.Unclear)], Coil.UtilityOpen],
    ["both open", [], Coil.UtilityClose],
    [
      "U closed, G not proven open",
      [u(Position.Closed), (c) => (c.evidence.generator.proven_ticks = 0)],
      Coil.GeneratorOpen,
    ],
  ])("the grid: %s", (_, spoil, coil) => {
    expect(pursued(Goal.Utility, ...spoil)).toEqual([coil, Reason.None]);
  });

  const dead_ticks = ticksOfMs(new Control().settings.dead_time_ms);
  const clear_ticks = new Control().settings.back_voltage_clear_s * TICK_HZ;
  test.each<[string, Goal, Spoil, Reason]>([
    [
      "dead time of U",
      Goal.Generator,
      (c) => (c.evidence.utility.proven_ticks = dead_ticks - 1),
      Reason.DeadTime,
    ],
    [
      "dead time of G",
      Goal.Utility,
      (c) => (c.evidence.generator.proven_ticks = dead_ticks - 1),
      Reason.DeadTime,
    ],
    [
      "U contradicts",
      Goal.Generator,
      (c) => (c.position_u.contradiction = 1),
      Reason.Contradiction,
    ],
    ["G contradicts", Goal.Utility, (c) => (c.position_g.contradiction = 1), Reason.Contradiction],
    [
      "a long back voltage",
      Goal.Utility,
      (c) => {
        c.evidence.back_voltage_long = 1;
        c.evidence.out_dead_ticks = clear_ticks - 1;
      },
      Reason.BackVoltage,
    ],
    ["an order", Goal.Utility, (c) => (c.stored.lock_open = 1), Reason.LockOpen],
    ["an order for both", Goal.Generator, (c) => (c.stored.lock_open = 2), Reason.LockOpen],
    ["no neutral", Goal.Generator, (c) => (c.readings.neutral_valid = 0), Reason.NeutralNotValid],
  ])("waits: %s", (_, goal, spoil, reason) => {
    expect(pursued(goal, spoil)).toEqual([0, reason]);
  });

  test("the grid needs no neutral, and an order for U alone leaves G free", () => {
    const lacking = (c: Control): unknown => (c.readings.neutral_valid = 0);
    expect(pursued(Goal.Utility, lacking)[0]).toBe(Coil.UtilityClose);
    const ordered = (c: Control): unknown => (c.stored.lock_open = 1);
    expect(pursued(Goal.Generator, ordered)[0]).toBe(Coil.GeneratorClose);
  });

  test.each<[string, Goal, number[], Spoil]>([
    ["an attempt on the generator", Goal.Generator, [3, 0], () => 0],
    ["a way back to the grid", Goal.Utility, [2, 9], () => 0],
    ["what was refused", Goal.Generator, [2, 9], (c) => (c.evidence.out_live_ticks = 1)],
  ])("%s counts as it should", (_, goal, counts, spoil) => {
    const c = meter(spoil);
    Object.assign(c.stored, { sequences: 2, sequences_ticks: 9 });
    c.transfer.goal = goal;
    pursue(c);
    expect([c.stored.sequences, c.stored.sequences_ticks]).toEqual(counts);
  });
});

describe("the reserve before a switch that feeds the house opens", () => {
  const fed = (goal: Goal, ...spoil: Spoil[]): [number, number] =>
    pursued(
      goal,
      (c) => {
        const generator = goal === Goal.Utility;
        c.evidence[generator ? "generator" : "utility"].proven_ticks = 0;
        c[generator ? "position_g" : "position_u"].position = Position.Closed;
        c.generator.ok = 1;
        c.readings.supplied = 1;
        c.evidence.reserve_weighed_ticks = 1;
      },
      ...spoil,
    );
  const never: Spoil = (c) => (c.evidence.reserve_weighed_ticks = 0);
  const long_ago: Spoil = (c) => (c.evidence.reserve_weighed_ticks = 3600 * TICK_HZ + 1);
  const [to_g, to_u] = [Goal.Generator, Goal.Utility];

  test.each<[string, Goal, Spoil[], number, Reason]>([
    ["weighed, full", to_g, [], Coil.UtilityOpen, 0],
    ["weighed, full, on the way back", to_u, [], Coil.GeneratorOpen, 0],
    ["never weighed: the open G weighs it", to_g, [never], Coil.GeneratorOpen, 0],
    ["never weighed, on the way back: the open U", to_u, [never], Coil.UtilityOpen, 0],
    ["weighed more than an hour ago", to_g, [long_ago], Coil.GeneratorOpen, 0],
    ["no charger", to_g, [never, (c) => (c.readings.supplied = 0)], Coil.UtilityOpen, 0],
    ["still charging", to_g, [(c) => (c.readings.coil_reserve_mv = 21_000)], 0, Reason.ReserveLow],
    ["the generator is lost", to_u, [never, (c) => (c.generator.ok = 0)], Coil.GeneratorOpen, 0],
  ])("%s", (_, goal, spoil, coil, refusal) => {
    expect(fed(goal, ...spoil)).toEqual([coil, refusal]);
  });

  test("a weighing is no opening, and one that is too weak is weighed every ten minutes", () => {
    const c = meter((one) => {
      one.readings.supplied = 1;
      one.evidence.reserve_sag_permille = 1500;
      one.evidence.reserve_weighed_ticks = 600 * TICK_HZ;
      one.evidence.out_dead_ticks = 0;
    });
    expect([inhibited(c), blocksUtility(c)]).toEqual([Reason.ReserveWeak, Reason.ReserveWeak]);
    pursue(c);
    expect(c.pulse.coil).toBe(0);
    c.evidence.reserve_weighed_ticks += 1;
    pursue(c);
    expect([c.pulse.coil, c.transfer.weighs]).toEqual([Coil.GeneratorOpen, 1]);
    c.pulse.result = PulseResult.Confirmed;
    pursue(c);
    expect([c.raised.count, c.stored.intent]).toEqual([0, 0]);
  });

  test("a house that is fed is left only with a margin, a dark one needs none", () => {
    const c = meter((one) => (one.evidence.reserve_sag_permille = 1300));
    expect(hasWeakReserve(c)).toBe(false);
    c.transfer.connected = Connected.Utility;
    expect(hasWeakReserve(c)).toBe(true);
  });

  test("in a dark house a weak one is weighed every minute", () => {
    const c = meter((one) => {
      one.readings.supplied = 1;
      one.evidence.reserve_sag_permille = 1500;
      one.evidence.reserve_weighed_ticks = 60 * TICK_HZ;
      one.evidence.out_dead_ticks = 1;
    });
    pursue(c);
    expect(c.pulse.coil).toBe(0);
    c.evidence.reserve_weighed_ticks += 1;
    pursue(c);
    expect([c.pulse.coil, c.transfer.weighs]).toEqual([Coil.GeneratorOpen, 1]);
  });
});

describe("towards darkness", () => {
  const locked =
    (latch: Latch): Spoil =>
    (c) =>
      (c.stored.latches = latch);
  const fed: Spoil = (c) => (c.transfer.connected = Connected.Utility);
  const unproven: Spoil = (c) => (c.evidence.generator.proven_ticks = 0);
  const returning: Spoil = (c) => (c.utility.good_ticks = TICK_HZ);
  const ordered: Spoil = (c) => (c.stored.lock_open = 1);
  test.each<[string, Spoil[], Coil | 0]>([
    ["both open", [], 0],
    ["G closed", [g(Position.Closed)], Coil.GeneratorOpen],
    ["U closed", [u(Position.Closed)], Coil.UtilityOpen],
    ["both unclear: G first", [g(Position.Unclear), u(Position.Unclear)], Coil.GeneratorOpen],
    ["G welded", [g(Position.Split), locked(Latch.GeneratorStuckClosed)], 0],
    [
      "G welded, U closed",
      [g(Position.Split), u(Position.Closed), locked(Latch.GeneratorStuckClosed)],
      Coil.UtilityOpen,
    ],
    ["U welded", [u(Position.Closed), locked(Latch.UtilityStuckClosed)], 0],
    [
      "U welded, G closed",
      [g(Position.Closed), u(Position.Closed), locked(Latch.UtilityStuckClosed)],
      Coil.GeneratorOpen,
    ],
    ["a bad store, fed by the grid", [u(Position.Closed), fed, locked(Latch.StoreBad)], 0],
    [
      "a bad store, fed by the grid, with an order to stay open",
      [u(Position.Closed), fed, locked(Latch.StoreBad), (c) => (c.stored.lock_open = 1)],
      Coil.UtilityOpen,
    ],
    ["a bad store, fed by nothing", [u(Position.Split), locked(Latch.StoreBad)], Coil.UtilityOpen],
    [
      "another lock-out, fed by the grid",
      [u(Position.Closed), fed, locked(Latch.SourceInHouse)],
      Coil.UtilityOpen,
    ],
    ["both open, G not proven, no grid", [unproven], 0],
    [
      "both open, G not proven, a grid that is waited for",
      [unproven, returning],
      Coil.GeneratorOpen,
    ],
    ["a grid that is waited for, G proven", [returning], 0],
    ["a grid that an order keeps away", [unproven, returning, ordered], 0],
    ["U still closed comes first", [unproven, returning, u(Position.Closed)], Coil.UtilityOpen],
    [
      "G welded, a grid that is waited for",
      [unproven, returning, locked(Latch.GeneratorStuckClosed)],
      0,
    ],
  ])("%s", (_, spoil, coil) => {
    expect(pursued(Goal.Dark, ...spoil)).toEqual([coil, Reason.None]);
  });
});

test("a goal to stay orders nothing and refuses nothing", () => {
  expect(pursued(Goal.Stay, u(Position.Unclear), g(Position.Unclear))).toEqual([0, Reason.None]);
});
