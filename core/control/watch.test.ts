import { describe, expect, test } from "vitest";
import { Latch } from "../lists/latches";
import { Event } from "../lists/events";
import { Coil } from "../hardware/signals";
import { Connected, Control } from "./control";
import { watch } from "./watch";

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
