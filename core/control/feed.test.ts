import { describe, expect, test } from "vitest";
import { Connected, Control } from "./control";
import { copyControl } from "./copies";
import { stableSeconds, watchFeed } from "./feed";
import { Latch } from "../lists/latches";
import { BOOT_TICKS } from "../hardware/hardware";
import { Coil } from "../hardware/signals";
import { PulseResult, startPulse } from "../interlock/pulse";
import { TICK_HZ } from "../hardware/units";

type Spoil = (c: Control) => unknown;

function onGenerator(...spoil: Spoil[]): Control {
  const c = new Control();
  c.transfer.connected = Connected.Generator;
  c.generator.ok = 1;
  c.feed.shown = 1;
  c.evidence.boot_ticks = BOOT_TICKS;
  c.readings.coil_reserve_mv = 24000;
  for (const one of spoil) one(c);
  return c;
}

function ticks(c: Control, count: number): Control {
  for (let tick = 0; tick < count; tick++) watchFeed(c);
  return c;
}

const opposed: Spoil = (c) => (c.feed.opposed = 1);
const closing: Spoil = (c) => {
  c.transfer.connected = Connected.None;
  startPulse(c.pulse, Coil.GeneratorClose);
};

describe("two sources in parallel", () => {
  test.each<[string, Spoil[]]>([
    ["on the generator", [opposed]],
    ["while G closes", [opposed, closing]],
    ["while another latch stands", [opposed, (c) => (c.stored.latches = Latch.UtilityStuckOpen)]],
  ])("are parted after 33 ms: %s", (_, spoil) => {
    const c = ticks(onGenerator(...spoil), 7);
    expect(c.generator.ok).toBe(1);
    ticks(c, 1);
    expect(c.generator.ok).toBe(0);
    expect(c.pulse).toMatchObject({ coil: Coil.GeneratorOpen, result: PulseResult.Running });
    expect(c.stored.intent).toBe(Coil.GeneratorOpen);
  });

  test("open nothing in the first second after a start", () => {
    const booting: Spoil = (one) => (one.evidence.boot_ticks = BOOT_TICKS - 1);
    const c = ticks(onGenerator(opposed, booting), 20);
    expect(c.pulse.result).toBe(PulseResult.None);
    c.evidence.boot_ticks = BOOT_TICKS;
    expect(ticks(c, 1).pulse.coil).toBe(Coil.GeneratorOpen);
  });

  test("of a welded switch are pulsed twice, and then the switch is latched", () => {
    const c = ticks(
      onGenerator(opposed, (one) => (one.stored.tries_generator_open = 2)),
      8,
    );
    expect(c.pulse.result).toBe(PulseResult.None);
    expect(c.stored.latches & Latch.GeneratorStuckClosed).not.toBe(0);
  });

  test("a dip that motors feed for two cycles opens nothing", () => {
    const c = onGenerator();
    for (let dip = 0; dip < 20; dip++) {
      c.feed.opposed = 1;
      ticks(c, 7);
      c.feed.opposed = 0;
      ticks(c, 7);
    }
    expect(c.pulse.result).toBe(PulseResult.None);
  });

  test.each<[string, Connected]>([
    ["on the grid", Connected.Utility],
    ["on nothing", Connected.None],
  ])("nothing is done %s", (_, connected) => {
    const c = ticks(
      onGenerator(opposed, (one) => (one.transfer.connected = connected)),
      100,
    );
    expect(c.pulse.result).toBe(PulseResult.None);
  });

  /** The house after it was parted: its voltage in each tick since the proof. */
  const parted = (volts: (tick: number) => number): Control => {
    const c = ticks(onGenerator(opposed), 8);
    c.transfer.connected = Connected.None;
    c.feed.opposed = 0;
    for (let tick = 1; tick <= 200; tick++) {
      c.evidence.generator.proven_ticks = tick;
      c.readings.out_line_mv = Math.round(1000 * volts(tick));
      c.evidence.out_live_ticks = c.readings.out_line_mv > 30_000 ? tick : 0;
      watchFeed(c);
    }
    return c;
  };
  test.each<[string, (tick: number) => number, number]>([
    ["a battery holds the house", () => 240, Latch.SourceInHouse],
    ["solar inverters lift it for 0.2 s", (t) => (t < 48 ? 360 : 0), Latch.SourceInHouse],
    ["a weak generator sags", () => 120, Latch.SourceInHouse],
    ["motors run down", (t) => 200 * Math.exp(-t / 24), 0],
    ["large motors run down", (t) => 170 * Math.exp(-t / 60), 0],
    ["nothing", () => 0, 0],
  ])("afterwards: %s", (_, volts, latches) => {
    expect(parted(volts).stored.latches).toBe(latches);
  });
});

describe("power into the generator", () => {
  test.each([
    [-101, TICK_HZ - 1, 0],
    [-101, TICK_HZ, Latch.SourceInHouse],
    [-100, 9999, 0],
    [-5000, TICK_HZ, Latch.SourceInHouse],
  ])("of %i W for %i ticks latches %i", (watts, count, latches) => {
    const c = ticks(
      onGenerator((one) => (one.generator_w = watts)),
      count,
    );
    expect(c.stored.latches).toBe(latches);
  });
});

test("a house that keeps the inlet alive is latched at once, on the generator only", () => {
  const spoil: Spoil = (c) => (c.feed.from_house = 1);
  expect(ticks(onGenerator(spoil), 1).stored.latches).toBe(Latch.SourceInHouse);
  const off = onGenerator(spoil, (c) => (c.transfer.connected = Connected.Utility));
  expect(ticks(off, 100).stored.latches).toBe(0);
});

test("after a source in the house the generator must be good for twice as long, once", () => {
  const c = onGenerator((one) => (one.transfer.after_house_source = 1));
  c.generator.ok = 0;
  expect(stableSeconds(c)).toBe(2 * c.settings.generator_stable_s);
  const before = new Control();
  copyControl(before, c);
  ticks(c, 1);
  expect(c).toEqual(before);
  c.generator.ok = 1;
  ticks(c, 1);
  expect(stableSeconds(c)).toBe(c.settings.generator_stable_s);
});

test("two parted sources are judged once: a latch that is cleared does not return", () => {
  const c = onGenerator((one) => {
    one.transfer.connected = Connected.None;
    one.transfer.opposed_judge_ticks = 100;
    one.evidence.generator.proven_ticks = 12;
    one.readings.out_line_mv = 200_000;
  });
  expect(ticks(c, 1).stored.latches).toBe(Latch.SourceInHouse);
  c.stored.latches = 0;
  expect(ticks(c, 200).stored.latches).toBe(0);
});
