import { describe, expect, test } from "vitest";
import { Reason } from "../lists/codes";
import { Connected, Control } from "./control";
import { Event } from "../lists/events";
import { remember, utilityDropped } from "./trust";
import { TICK_HZ } from "../hardware/units";
import { Latch } from "../lists/latches";

const HOUR = 3600 * TICK_HZ;

function on(connected: Connected): Control {
  const c = new Control();
  c.transfer.connected = connected;
  return c;
}

function ticks(c: Control, count: number): void {
  for (let k = 0; k < count; k++) remember(c);
}

describe("the grid has dropped out", () => {
  const back = (): Control => {
    const c = on(Connected.Utility);
    c.transfer.came_from_generator = 1;
    c.transfer.connected_ticks = 600 * TICK_HZ - 1;
    return c;
  };
  const backoffOf = (c: Control): number => {
    utilityDropped(c);
    return c.stored.backoff;
  };

  test("soon after it came back: flicker, reported and stored", () => {
    const c = back();
    utilityDropped(c);
    expect(c.stored).toMatchObject({
      backoff: 1,
      backoff_ticks: 600 * TICK_HZ,
      version_counter: 1,
    });
    expect([c.raised.code1, c.raised.a1]).toEqual([Event.Backoff, 120]);
  });

  test("flicker counts up to four", () => {
    const c = back();
    for (let k = 0; k < 6; k++) utilityDropped(c);
    expect(c.stored.backoff).toBe(4);
  });

  test("while the house waits on the generator it is flicker too", () => {
    expect(backoffOf(on(Connected.Generator))).toBe(1);
  });

  test.each<[string, (c: Control) => unknown]>([
    ["it had stood for long", (c) => (c.transfer.connected_ticks = 600 * TICK_HZ)],
    ["the house had not come from the generator", (c) => (c.transfer.came_from_generator = 0)],
    ["the house is not connected", (c) => (c.transfer.connected = Connected.None)],
  ])("no flicker: %s", (_, spoil) => {
    const c = back();
    spoil(c);
    expect(backoffOf(c)).toBe(0);
    expect([c.stored.version_counter, c.raised.count]).toEqual([0, 0]);
  });

  test.each<[Reason, boolean]>([
    [Reason.LegImbalance, true],
    [Reason.Undervoltage, true],
    [Reason.Overvoltage, false],
    [Reason.LegLost, true],
    [Reason.LegAngle, true],
    [Reason.Lost, false],
    [Reason.None, false],
  ])("reason %i may be the load's doing: %s", (reason, by_load) => {
    const c = on(Connected.Utility);
    c.utility.dropped_for = reason;
    utilityDropped(c);
    expect(c.transfer).toMatchObject({
      unload_reason: by_load ? reason : 0,
      unload_ticks: by_load ? 10 * TICK_HZ : 0,
    });
  });

  test("a grid that carries no load is not to blame", () => {
    const c = on(Connected.Generator);
    c.utility.dropped_for = Reason.LegImbalance;
    utilityDropped(c);
    expect(c.transfer.unload_reason).toBe(0);
  });
});

/** The voltage at utility line in is that of a healthy grid. */
function well(c: Control, line_mv = 240_000): void {
  const leg = line_mv / 2;
  Object.assign(c.view_u, { line_mv, leg_min_mv: leg, leg_max_mv: leg, neutral_valid: 1 });
}

describe("a grid that looks well once it is unloaded", () => {
  const unloaded = (): Control => {
    const c = on(Connected.None);
    c.transfer.unload_reason = Reason.Undervoltage;
    c.transfer.unload_ticks = 10 * TICK_HZ;
    well(c);
    return c;
  };

  test("is suspected, and reported", () => {
    const c = unloaded();
    ticks(c, 1);
    expect(c.stored).toMatchObject({
      suspect: Reason.Undervoltage,
      suspect_ticks: 900 * TICK_HZ,
      suspect_failures: 1,
      suspect_failures_ticks: 86400 * TICK_HZ - 1,
      version_counter: 1,
      latches: 0,
    });
    expect(c.raised).toMatchObject({
      count: 1,
      code1: Event.UtilitySuspect,
      a1: Reason.Undervoltage,
      b1: 900,
    });
    expect(c.transfer.unload_reason).toBe(0);
  });

  test.each([Reason.LegImbalance, Reason.LegAngle])(
    "an open neutral (%i) latches for the second time in a day",
    (reason) => {
      const c = unloaded();
      c.transfer.unload_reason = reason;
      c.stored.suspect_failures = 1;
      ticks(c, 1);
      expect(c.stored.latches).toBe(Latch.SuspectLatched);
    },
  );

  test("a brown-out never latches: it is distrusted for longer, up to two hours", () => {
    const held = [1, 2, 3, 4, 5, 6].map((time) => {
      const c = unloaded();
      c.stored.suspect_failures = Math.min(time - 1, 4);
      ticks(c, 1);
      expect(c.stored.latches).toBe(0);
      return c.stored.suspect_ticks / TICK_HZ;
    });
    expect(held).toEqual([900, 1800, 3600, 7200, 7200, 7200]);
  });

  test.each<[string, (c: Control) => unknown]>([
    ["still low", (c) => well(c, 190_000)],
    ["still unequal", (c) => (c.view_u.fast_leg_max_mv = 130_000)],
    ["still loaded", (c) => (c.transfer.connected = Connected.Utility)],
    ["nothing to look for", (c) => (c.transfer.unload_reason = 0)],
  ])("is not suspected: %s", (_, spoil) => {
    const c = unloaded();
    spoil(c);
    ticks(c, 1);
    expect(c.stored.suspect).toBe(0);
  });

  test("a sag from the street ends later than 200 ms after the opening: it counts nothing", () => {
    for (const reason of [Reason.Undervoltage, Reason.LegImbalance]) {
      const c = unloaded();
      Object.assign(c.stored, { suspect_failures: 1, suspect_failures_ticks: 9999 });
      c.transfer.unload_reason = reason;
      well(c, 192_000);
      c.transfer.connected = Connected.Utility;
      ticks(c, 99);
      expect(c.transfer.unload_ticks).toBe(10 * TICK_HZ);
      c.transfer.connected = Connected.None;
      ticks(c, 48);
      well(c);
      ticks(c, 240);
      expect(c.stored.suspect).toBe(0);
      c.utility.good_ticks = TICK_HZ;
      ticks(c, 1);
      expect(c.stored).toMatchObject({
        suspect: reason,
        suspect_ticks: 900 * TICK_HZ,
        suspect_failures: 1,
        latches: 0,
      });
    }
  });

  test("a grid that stays bad for ten seconds is not suspected", () => {
    const c = unloaded();
    well(c, 192_000);
    ticks(c, 10 * TICK_HZ - 1);
    expect(c.transfer.unload_reason).toBe(Reason.Undervoltage);
    ticks(c, 1);
    expect(c.transfer.unload_reason).toBe(0);
    c.utility.good_ticks = TICK_HZ;
    ticks(c, 1);
    expect(c.stored.suspect).toBe(0);
  });
});

describe("the feeder's own normal voltage", () => {
  const fed = (line_mv: number): Control => {
    const c = on(Connected.Utility);
    c.readings.utility_current = 1;
    well(c, line_mv);
    return c;
  };

  test.each([211_000, 258_000, 240_000])("%i mV is learned within ten minutes", (line_mv) => {
    const c = fed(line_mv);
    ticks(c, 10 * TICK_HZ);
    expect(Math.abs(c.stored.normal_mv - 240_000)).toBeLessThanOrEqual(600);
    ticks(c, 600 * TICK_HZ);
    expect(c.stored.normal_mv).toBe(line_mv);
  });

  test.each<[string, (c: Control) => unknown]>([
    ["without load", (c) => (c.readings.utility_current = 0)],
    ["on the generator", (c) => (c.transfer.connected = Connected.Generator)],
    ["in a brown-out below the dropout", (c) => well(c, 203_000)],
    ["above the dropout", (c) => well(c, 277_000)],
    ["with unequal legs", (c) => (c.view_u.fast_leg_max_mv = 130_000)],
  ])("is not learned %s", (_, spoil) => {
    const c = fed(211_000);
    spoil(c);
    ticks(c, 60 * TICK_HZ);
    expect(c.stored.normal_mv).toBe(240_000);
  });

  test("is never above 110 per cent", () => {
    const c = fed(275_000);
    ticks(c, 1200 * TICK_HZ);
    expect(c.stored.normal_mv).toBe(264_000);
  });
});

describe("suspicion", () => {
  const suspected = (): Control => {
    const c = on(Connected.Utility);
    c.stored.suspect = Reason.Undervoltage;
    c.stored.suspect_ticks = 5;
    c.stored.suspect_failures = 1;
    c.stored.suspect_failures_ticks = 3;
    c.transfer.watch_ticks = 2;
    c.utility.ok = 1;
    return c;
  };

  test("fades only while the grid is good", () => {
    const c = suspected();
    ticks(c, 1);
    expect(c.stored.suspect_ticks).toBe(4);
    c.utility.ok = 0;
    ticks(c, 3);
    expect(c.stored.suspect_ticks).toBe(4);
    c.utility.ok = 1;
    ticks(c, 9);
    expect([c.stored.suspect_ticks, c.stored.suspect]).toEqual([0, Reason.Undervoltage]);
    expect(c.transfer.watch_ticks).toBe(0);
  });

  test("ends when the grid has stood the load for more than half a minute", () => {
    const c = suspected();
    c.transfer.connected_ticks = 30 * TICK_HZ;
    ticks(c, 1);
    expect([c.stored.suspect, c.stored.version_counter]).toEqual([Reason.Undervoltage, 0]);
    c.transfer.connected_ticks = 30 * TICK_HZ + 1;
    ticks(c, 1);
    expect(c.stored).toMatchObject({ suspect: 0, suspect_ticks: 0, version_counter: 1 });
    ticks(c, 1);
    expect(c.stored.version_counter, "once").toBe(1);
  });

  test.each<[string, (c: Control) => unknown]>([
    ["on the generator", (c) => (c.transfer.connected = Connected.Generator)],
    ["a grid that is not good", (c) => (c.utility.ok = 0)],
  ])("does not end: %s", (_, spoil) => {
    const c = suspected();
    c.transfer.connected_ticks = 31 * TICK_HZ;
    spoil(c);
    ticks(c, 1);
    expect(c.stored.suspect).toBe(Reason.Undervoltage);
  });

  test("its failures are forgotten after their time", () => {
    const c = suspected();
    ticks(c, 2);
    expect(c.stored.suspect_failures).toBe(1);
    ticks(c, 1);
    expect(c.stored.suspect_failures).toBe(0);
  });
});

describe("attempts", () => {
  test("are forgotten by half a minute of power", () => {
    for (const connected of [Connected.Utility, Connected.Generator, Connected.None]) {
      const c = on(connected);
      c.stored.sequences = 2;
      c.transfer.connected_ticks = 30 * TICK_HZ - 1;
      ticks(c, 1);
      expect(c.stored.sequences).toBe(2);
      c.transfer.connected_ticks = 30 * TICK_HZ;
      ticks(c, 1);
      const forgotten = connected !== Connected.None;
      expect([c.stored.sequences, c.stored.version_counter]).toEqual(forgotten ? [0, 1] : [2, 0]);
    }
  });

  test("and overloads fade one by one in ten minutes each", () => {
    const c = on(Connected.None);
    c.stored.sequences = 2;
    c.stored.overload_retries = 1;
    ticks(c, 600 * TICK_HZ - 1);
    expect(c.stored).toMatchObject({ sequences: 2, overload_retries: 1 });
    const { version_counter } = c.stored;
    ticks(c, 1);
    expect(c.stored).toMatchObject({ sequences: 1, overload_retries: 0, sequences_ticks: 0 });
    expect(c.stored.version_counter).toBe(version_counter + 2);
    ticks(c, 600 * TICK_HZ);
    expect(c.stored).toMatchObject({ sequences: 0, sequences_ticks: 0, overload_retries: 0 });
    ticks(c, 5);
    expect(c.stored.sequences_ticks).toBe(0);
  });

  test("an overload alone fades too", () => {
    const c = on(Connected.None);
    c.stored.overload_retries = 2;
    ticks(c, 600 * TICK_HZ);
    expect(c.stored).toMatchObject({ sequences: 0, overload_retries: 1 });
  });
});

describe("transfers and back-off", () => {
  test("a transfer is forgotten in its share of an hour", () => {
    const c = on(Connected.Utility);
    c.stored.transfers = 2;
    ticks(c, HOUR / 20 - 1);
    expect(c.stored.transfers).toBe(2);
    ticks(c, 1);
    expect([c.stored.transfers, c.stored.transfers_ticks]).toEqual([1, 0]);
    ticks(c, HOUR / 20);
    expect(c.stored.transfers).toBe(0);
    ticks(c, 9);
    expect(c.stored.transfers_ticks).toBe(0);
  });

  test("a doubling is forgotten after the window, while the grid is good", () => {
    const c = on(Connected.Generator);
    c.utility.ok = 1;
    Object.assign(c.stored, { backoff: 2, backoff_ticks: 3 });
    ticks(c, 2);
    c.utility.ok = 0;
    ticks(c, 9);
    expect([c.stored.backoff, c.stored.backoff_ticks]).toEqual([2, 1]);
    c.utility.ok = 1;
    ticks(c, 1);
    expect(c.stored).toMatchObject({
      backoff: 1,
      backoff_ticks: 600 * TICK_HZ,
      version_counter: 1,
    });
    c.stored.backoff = 0;
    ticks(c, 1);
    expect(c.stored.backoff_ticks).toBe(600 * TICK_HZ);
  });
});

test("once a minute the counts are written, and short boots are forgotten", () => {
  const c = on(Connected.None);
  c.stored.short_boots = 7;
  ticks(c, 60 * TICK_HZ - 1);
  expect(c.stored).toMatchObject({ short_boots: 7, version_counter: 0 });
  ticks(c, 1);
  expect(c.stored).toMatchObject({ short_boots: 0, version_counter: 1 });
  expect(c.stored.minute_ticks).toBe(0);
});

test.each([Reason.LegImbalance, Reason.LegAngle])(
  "an open neutral (%i) that shows for the first time is distrusted, and latches nothing",
  (reason) => {
    const c = on(Connected.None);
    c.transfer.unload_reason = reason;
    c.transfer.unload_ticks = 10 * TICK_HZ;
    well(c);
    ticks(c, 1);
    expect(c.stored).toMatchObject({ suspect: reason, suspect_failures: 1, latches: 0 });
  },
);
