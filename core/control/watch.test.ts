import { describe, expect, test } from "vitest";
import { CLEARED_BY_DEAD_HOUSE, Latch } from "../lists/latches";
import { Event } from "../lists/events";
import { SUPPLY_LOST_TICKS } from "../hardware/hardware";
import { CONTACTS_CLOSED, CONTACTS_OPEN, Coil } from "../hardware/signals";
import { TICK_HZ } from "../hardware/units";
import { startPulse } from "../interlock/pulse";
import { deadHouseSeconds } from "./latches";
import { Position } from "./position";
import { Connected, Control, FollowStage } from "./control";
import { watch } from "./watch";

type Spoil = (c: Control) => unknown;

/** A meter that has booted onto the grid side and sees power flow out to a line of 62 Hz. */
function suspicious(): Control {
  const c = new Control();
  c.evidence.boot_ticks = 300;
  c.transfer.connected = Connected.Utility;
  c.export_w = 1500;
  Object.assign(c.view_u, { line_mv: 220_000, fast_line_mv: 220_000, frequency_mhz: 62_000 });
  c.readings.coil_reserve_mv = 24_000;
  return c;
}

describe("a back-feed that is suspected after boot (H-48)", () => {
  test("stores the intent, then opens the service switch", () => {
    const c = suspicious();
    for (let tick = 0; tick < 24; tick++) watch(c);
    expect(c.raised).toMatchObject({ code1: Event.BackfeedSuspected, a1: 1500, b1: 62_000 });
    expect(c.pulse.coil).toBe(Coil.UtilityOpen);
    expect(c.stored).toMatchObject({ intent: Coil.UtilityOpen, version_counter: 1, latches: 0 });
  });

  test.each<[number, number, boolean]>([
    [212_000, 60_000, false],
    [209_000, 60_000, true],
    [263_000, 60_000, false],
    [240_000, 60_000, false],
    [198_000, 60_000, true],
    [280_000, 60_000, true],
    [240_000, 58_900, true],
  ])("at %i mV and %i mHz: %s", (line_mv, frequency_mhz, suspected) => {
    const c = suspicious();
    const leg = line_mv / 2;
    Object.assign(c.view_u, { line_mv, frequency_mhz, leg_min_mv: leg, leg_max_mv: leg });
    for (let tick = 0; tick < 24; tick++) watch(c);
    expect(c.raised.code1 === Event.BackfeedSuspected).toBe(suspected);
  });

  test.each<[string, number, number, (Event | 0)[], Latch | 0]>([
    [
      "a live house is the source: stored as a lock-out",
      1,
      0,
      [Event.LockedOut, Event.BackfeedConfirmed],
      Latch.SourceInHouse,
    ],
    ["a live line is the grid", 0, 1, [Event.BackfeedWasUtility, 0], 0],
    ["neither lives", 0, 0, [0, 0], 0],
  ])("%s", (_, house, line, events, latches) => {
    const c = suspicious();
    c.transfer.judge_ticks = 100;
    c.evidence.utility.proven_ticks = 12;
    c.evidence.out_live_ticks = house;
    c.utility.live_ticks = line;
    watch(c);
    expect([c.raised.code1, c.raised.code2]).toEqual(events);
    expect(c.stored).toMatchObject({ latches, version_counter: latches === 0 ? 0 : 1 });
    expect(c.transfer.judge_ticks).toBe(0);
  });
});

const ALIVE: Spoil = (c) => (c.readings.coil_reserve_mv = 24_000);

/** A meter past its boot with a full reserve, spoiled so. */
function meter(...spoil: Spoil[]): Control {
  const c = new Control();
  c.evidence.boot_ticks = 1000;
  for (const one of [ALIVE, ...spoil]) one(c);
  return c;
}

function ticks(c: Control, count: number): Control {
  for (let tick = 0; tick < count; tick++) watch(c);
  return c;
}

test("after U has opened, a voltage that decays on both sides is waited for", () => {
  const c = suspicious();
  Object.assign(c.transfer, { judge_ticks: 5, connected: Connected.None });
  c.evidence.utility.proven_ticks = 12;
  c.evidence.out_live_ticks = 1;
  c.utility.live_ticks = 1;
  expect(ticks(c, 4).stored.latches).toBe(0);
  expect(ticks(c, 1).stored.latches).toBe(Latch.SourceInHouse);
});

test("a dead house clears its own latches after its time, and requalifies the sources", () => {
  const others = Latch.SuspectLatched | Latch.UtilityStuckOpen | Latch.StoreBad;
  const c = meter((one) => {
    one.stored.latches = Latch.SourceInHouse | Latch.LineOutCameAlive | others;
    Object.assign(one.utility, { good_ticks: 999, wide_ticks: 999 });
    Object.assign(one.generator, { ok: 1, good_ticks: 999 });
    one.evidence.out_dead_ticks = deadHouseSeconds(one) * TICK_HZ - 1;
  });
  expect(ticks(c, 1).stored.latches & CLEARED_BY_DEAD_HOUSE).toBe(CLEARED_BY_DEAD_HOUSE);
  c.evidence.out_dead_ticks += 1;
  expect(ticks(c, 1).stored.latches).toBe(others);
  expect(c.utility).toMatchObject({ good_ticks: 0, wide_ticks: 0 });
  expect(c.generator).toMatchObject({ ok: 0, good_ticks: 0 });
  expect(c.transfer.after_house_source).toBe(1);
});

describe("wires that must stay dead while G closes", () => {
  const closing: Spoil = (c) => {
    startPulse(c.pulse, Coil.GeneratorClose);
    c.pulse.ticks = 1;
    c.utility.dead_ticks = 25;
    c.readings.utility_contacts = CONTACTS_OPEN;
    c.readings.generator_contacts = CONTACTS_CLOSED;
    c.readings.utility_leg_follows = 1;
  };

  test("and follow line out for three ticks latch, and open G at once", () => {
    const c = ticks(meter(closing), 2);
    expect(c.stored.latches).toBe(0);
    ticks(c, 1);
    expect(c.stored.latches).toBe(Latch.UtilityFedBack);
    expect(c.pulse).toMatchObject({ coil: Coil.GeneratorOpen, ticks: 0 });
    expect(c.raised.code1).toBe(Event.LiveOnUtilityWires);
  });

  test.each<[string, Spoil]>([
    ["G has not moved yet", (c) => (c.readings.generator_contacts = CONTACTS_OPEN)],
    ["they do not follow", (c) => (c.readings.utility_leg_follows = 0)],
    ["they were alive before", (c) => (c.utility.dead_ticks = 24)],
  ])("open nothing: %s", (_, spoil) => {
    const c = ticks(meter(closing, spoil), 10);
    expect([c.stored.latches, c.pulse.coil]).toEqual([0, Coil.GeneratorClose]);
  });
});

describe("a meter that loses its supply", () => {
  const fed: Spoil = (c) => {
    c.position_u.position = Position.Open;
    c.position_g.position = Position.Closed;
    c.evidence.utility.proven_ticks = 9999;
    c.generator.ok = 1;
  };

  test("opens the generator switch on its reserve, once the loss has lasted", () => {
    const c = ticks(meter(fed), SUPPLY_LOST_TICKS - 1);
    expect(c.pulse.coil).toBe(0);
    expect(ticks(c, 1).pulse.coil).toBe(Coil.GeneratorOpen);
    expect(c.generator.ok).toBe(0);
  });

  test.each<[string, Spoil]>([
    ["G is proven open", (c) => (c.evidence.generator.proven_ticks = 1)],
    [
      "the house is on the grid",
      (c) => {
        c.position_u.position = Position.Closed;
        c.position_g.position = Position.Open;
      },
    ],
    ["G is known to be welded", (c) => (c.stored.latches = Latch.GeneratorStuckClosed)],
    ["the supply is there", (c) => (c.readings.supplied = 1)],
  ])("opens nothing: %s", (_, spoil) => {
    expect(ticks(meter(fed, spoil), SUPPLY_LOST_TICKS + 9).pulse.coil).toBe(0);
  });
});

describe("a generator side that follows the house", () => {
  const following: Spoil = (c) => {
    c.transfer.connected = Connected.Utility;
    c.generator.live_ticks = 1;
    c.evidence.out_live_ticks = 1;
    c.readings.generator_follows = 1;
    c.readings.supplied = 1;
    c.feed.from_house = 1;
  };

  test("for two seconds has its switch opened", () => {
    const c = ticks(meter(following), 2 * TICK_HZ - 1);
    expect(c.pulse.coil).toBe(0);
    expect(ticks(c, 1).pulse.coil).toBe(Coil.GeneratorOpen);
    expect(c.raised.code1).toBe(Event.GeneratorFollows);
  });

  test("but was out of step before has a source of its own, until it has been dead", () => {
    const c = meter(following, (one) => (one.readings.generator_across = 1));
    c.readings.generator_follows = 0;
    ticks(c, 24);
    Object.assign(c.readings, { generator_across: 0, generator_follows: 1 });
    expect(ticks(c, 4 * TICK_HZ).raised.count).toBe(0);
    c.generator.live_ticks = 0;
    ticks(c, 1);
    c.generator.live_ticks = 1;
    expect(ticks(c, 2 * TICK_HZ).raised.code1).toBe(Event.GeneratorFollows);
  });
});

describe("hot jaws", () => {
  const at = (c: Control, degrees: number, tenths = 0): Control => {
    c.jaw_temperature_decidegree = 10 * degrees + tenths;
    return ticks(c, 2);
  };

  test("warn and trip above their settings, once, and until they are 5 °C cooler", () => {
    const c = meter((one) => (one.readings.supplied = 1));
    const { jaw_warn_degree: warn, jaw_trip_degree: trip } = c.settings;
    expect(at(c, warn).raised.count).toBe(0);
    expect(at(c, warn, 1).raised).toMatchObject({ count: 1, code1: Event.JawWarning });
    expect(at(c, trip).transfer).toMatchObject({ jaw_warned: 1, jaw_hot: 0 });
    expect(at(c, trip, 1).raised).toMatchObject({ count: 2, code2: Event.JawTrip });
    expect(at(c, trip - 5).transfer.jaw_hot).toBe(1);
    expect(at(c, trip - 5, -1).transfer).toMatchObject({ jaw_warned: 1, jaw_hot: 0 });
    expect(at(c, warn - 5).transfer.jaw_warned).toBe(1);
    expect(at(c, warn - 5, -1).transfer.jaw_warned).toBe(0);
    expect(c.raised.count).toBe(2);
  });
});

test.each<[string, Spoil]>([
  ["too little power goes out", (c) => (c.export_w = 100)],
  ["the meter has run for two seconds", (c) => (c.evidence.boot_ticks = 2 * TICK_HZ)],
  ["the house is not on the grid", (c) => (c.transfer.connected = Connected.Generator)],
  ["a pulse runs", (c) => startPulse(c.pulse, Coil.UtilityClose)],
  ["59.5 Hz", (c) => Object.assign(c.view_u, { line_mv: 240_000, frequency_mhz: 59_500 })],
  ["60.5 Hz", (c) => Object.assign(c.view_u, { line_mv: 240_000, frequency_mhz: 60_500 })],
])("no back-feed is suspected: %s", (_, spoil) => {
  const c = suspicious();
  c.readings.supplied = 1;
  spoil(c);
  expect(ticks(c, 30).raised.count).toBe(0);
});

test.each([
  ["59.499 Hz", 59_499],
  ["60.501 Hz", 60_501],
])("a back-feed of 101 W is suspected at %s", (_, frequency_mhz) => {
  const c = suspicious();
  c.export_w = 101;
  Object.assign(c.view_u, { line_mv: 240_000, frequency_mhz });
  expect(ticks(c, 24).raised.code1).toBe(Event.BackfeedSuspected);
});

describe("U is open to see what keeps the generator side alive", () => {
  const open: Spoil = (c) => {
    c.transfer.follow_stage = FollowStage.OpenUtility;
    c.evidence.utility.proven_ticks = 24;
    c.generator.live_ticks = 1;
    c.readings.supplied = 1;
  };

  test.each<[string, Spoil, number]>([
    ["a dead house: the generator itself", (c) => (c.evidence.out_dead_ticks = 24), 0],
    [
      "both die: the weld",
      (c) => {
        c.evidence.out_dead_ticks = 24;
        c.generator.live_ticks = 0;
      },
      Latch.GeneratorFollows,
    ],
  ])("%s", (_, spoil, latches) => {
    const c = ticks(meter(open, spoil), 1);
    expect(c.stored.latches).toBe(latches);
    expect(c.transfer.follow_stage).toBe(FollowStage.Settled);
  });

  test("a house that stays alive for a second is the weld, and nothing is judged before", () => {
    const c = meter(open);
    c.evidence.utility.proven_ticks = 23;
    expect(ticks(c, TICK_HZ).transfer.follow_stage).toBe(FollowStage.OpenUtility);
    c.evidence.utility.proven_ticks = 24;
    expect(ticks(c, TICK_HZ - 1).stored.latches).toBe(0);
    expect(ticks(c, 1).stored.latches).toBe(Latch.GeneratorFollows);
  });
});
