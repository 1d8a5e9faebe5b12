import { describe, expect, test } from "vitest";
import { Connected, Control } from "./control";
import { light } from "./lights";
import { Latch } from "../lists/latches";
import { Position } from "./position";
import { Light, Outputs } from "../hardware/signals";
import { TICK_HZ } from "../hardware/units";

type Spoil = (c: Control) => unknown;
type Lights = readonly [available: Light, utility_on: Light, generator_on: Light];

const Off = Light.Off;
const On = Light.On;
const BlinkSlow = Light.BlinkSlow;
const BlinkFast = Light.BlinkFast;
const None = Connected.None;
const Utility = Connected.Utility;
const Generator = Connected.Generator;
const FAULT: Lights = [BlinkFast, BlinkFast, BlinkFast];

const utilityGood: Spoil = (c) => {
  c.utility.ok = 1;
  c.utility.good_ticks = TICK_HZ;
};
const generatorGood: Spoil = (c) => {
  c.generator.ok = 1;
  c.generator.good_ticks = TICK_HZ;
  c.generator.live_ticks = 20 * TICK_HZ;
};
const outLive: Spoil = (c) => (c.evidence.out_live_ticks = 1);
const uClosed: Spoil = (c) => (c.position_u.position = Position.Closed);
const gClosed: Spoil = (c) => (c.position_g.position = Position.Closed);
const uFollows: Spoil = (c) => (c.readings.utility_follows = 1);
const gFollows: Spoil = (c) => (c.readings.generator_follows = 1);
const backVoltage: Spoil = (c) => (c.evidence.back_voltage_ticks = TICK_HZ + 1);
const uContradicts: Spoil = (c) => (c.position_u.contradiction = 1);
const gContradicts: Spoil = (c) => (c.position_g.contradiction = 1);
const latched: Spoil = (c) => (c.stored.latches = Latch.UtilityStuckOpen);

const ON_UTILITY = [utilityGood, uClosed, uFollows, outLive];
const ON_GENERATOR = [generatorGood, gClosed, gFollows, outLive];

/** The lights of a meter that believes it is connected so, after `spoil`. */
function lights(connected: Connected, ...spoil: Spoil[]): Lights {
  const c = new Control();
  c.transfer.connected = connected;
  for (const one of spoil) one(c);
  const o = new Outputs();
  light(c, o);
  return [o.light_utility_available, o.light_utility_on, o.light_generator_on];
}

describe("the three lights", () => {
  test.each<[string, Connected, Spoil[], Lights]>([
    ["nothing is live", None, [], [Off, Off, Off]],
    ["on a good grid", Utility, ON_UTILITY, [On, On, Off]],
    [
      "on a good grid, generator still running",
      Utility,
      [...ON_UTILITY, generatorGood],
      [On, On, Off],
    ],
    ["on a grid that has failed", Utility, [uClosed, uFollows], [Off, Off, Off]],
    [
      "on a dead grid, generator found good",
      Utility,
      [uClosed, generatorGood],
      [Off, Off, BlinkSlow],
    ],
    ["on a generator, no grid", Generator, ON_GENERATOR, [Off, Off, On]],
    [
      "on a generator, grid waiting",
      Generator,
      [...ON_GENERATOR, utilityGood],
      [BlinkSlow, Off, On],
    ],
    ["dark, grid waiting", None, [utilityGood], [BlinkSlow, Off, Off]],
    [
      "dark, generator settling",
      None,
      [(c) => (c.generator.live_ticks = 1)],
      [Off, Off, BlinkSlow],
    ],
    [
      "dark by order, grid good",
      None,
      [utilityGood, (c) => (c.stored.lock_open = 1)],
      [On, Off, Off],
    ],
  ])("%s", (_, connected, spoil, expected) => {
    expect(lights(connected, ...spoil)).toEqual(expected);
  });

  test("a grid that is good for its first tick already counts as available", () => {
    const first: Spoil = (c) => (c.utility.good_ticks = 1);
    expect(lights(None, first)[0]).toBe(BlinkSlow);
    expect(lights(Utility, first)[0], "on it: only once it is accepted").toBe(Off);
  });

  test("an outage shows within half a second, however long the house rides through", () => {
    const under = (ticks: number): Lights =>
      lights(Utility, ...ON_UTILITY, (c) => (c.utility.under_ticks = ticks));
    expect(under(TICK_HZ / 2)[0]).toBe(On);
    expect(under(TICK_HZ / 2 + 1)[0]).toBe(Off);
  });

  test("a generator is rejected only after eight seconds without a good tick", () => {
    const seen = (ticks: number, good = 0): Light =>
      lights(None, (c) => {
        c.generator.live_ticks = ticks;
        c.generator.good_ticks = good;
      })[2];
    expect(seen(0)).toBe(Off);
    expect(seen(8 * TICK_HZ)).toBe(BlinkSlow);
    expect(seen(8 * TICK_HZ + 1)).toBe(BlinkFast);
    expect(seen(8 * TICK_HZ + 1, 1), "good at last").toBe(BlinkSlow);
  });

  test("the light of a source needs closed poles and a live line out that follows it", () => {
    const none: Spoil = () => undefined;
    for (const [at, connected, parts] of [
      [1, Utility, [uClosed, uFollows, outLive]],
      [2, Generator, [gClosed, gFollows, outLive]],
    ] as const) {
      expect(lights(connected, ...parts)[at]).toBe(On);
      for (const missing of parts) {
        const rest = parts.map((part) => (part === missing ? none : part));
        expect(lights(connected, ...rest)[at], missing.toString()).toBe(Off);
      }
    }
  });

  test.each([Position.Open, Position.Split, Position.Unclear])(
    "position %i never lights a source",
    (position) => {
      const here: Spoil = (c) => {
        c.position_u.position = position;
        c.position_g.position = position;
      };
      const shown = lights(None, uFollows, gFollows, outLive, here);
      expect([shown[1], shown[2]]).toEqual([Off, Off]);
    },
  );

  test("a good grid that a live house keeps out blinks on the second light, after a second", () => {
    expect(lights(None, utilityGood, backVoltage)[1]).toBe(BlinkFast);
    expect(lights(None, backVoltage)[1], "no grid").toBe(Off);
    const brief: Spoil = (c) => (c.evidence.back_voltage_ticks = TICK_HZ);
    expect(lights(None, utilityGood, brief)[1]).toBe(Off);
  });
});

const FAULTS: readonly [string, Spoil][] = [
  ["contradiction at the service switch", uContradicts],
  ["contradiction at the generator switch", gContradicts],
  ["a latch", latched],
];

describe("fault", () => {
  const sources: Spoil[] = [utilityGood, generatorGood];

  test.each(FAULTS)("%s blinks all three while the house is not fed", (_, spoil) => {
    for (const connected of [None, Utility, Generator]) {
      expect(lights(connected, spoil)).toEqual(FAULT);
      expect(lights(connected, ...sources, spoil), "with both sources good").toEqual(FAULT);
    }
    expect(lights(None, outLive, spoil), "live, but by neither source").toEqual(FAULT);
  });

  test.each(FAULTS)("%s hides nothing while a source feeds the house", (_, spoil) => {
    expect(lights(Utility, ...ON_UTILITY, spoil)).toEqual([On, On, Off]);
    expect(lights(Generator, ...ON_GENERATOR, spoil)).toEqual([Off, Off, On]);
  });

  test("every latch does so", () => {
    for (let bit = 1; bit <= Latch.SuspectLatched; bit *= 2) {
      expect(lights(None, (c) => (c.stored.latches = bit))).toEqual(FAULT);
    }
  });

  test("a latch gives way to a back voltage: it says why the house stays off", () => {
    expect(lights(None, utilityGood, latched, backVoltage)).toEqual([On, BlinkFast, Off]);
    expect(lights(None, uContradicts, latched, backVoltage), "contacts do not").toEqual(FAULT);
  });

  test("a latch holds the grid back: available is steady on the generator", () => {
    expect(lights(Generator, ...ON_GENERATOR, utilityGood, latched)).toEqual([On, Off, On]);
    const other: Spoil = (c) => (c.stored.latches = Latch.GeneratorStuckOpen);
    const shown = lights(Generator, ...ON_GENERATOR, utilityGood, other);
    expect(shown, "one that does not forbid the grid").toEqual([BlinkSlow, Off, On]);
  });
});

test("a generator that is not shown to feed the house does not light its lamp", () => {
  const settled: Spoil = (c) => (c.transfer.connected_ticks = TICK_HZ);
  const shown: Spoil = (c) => (c.feed.shown = 1);
  expect(lights(Generator, ...ON_GENERATOR, settled, shown)[2]).toBe(On);
  expect(lights(Generator, ...ON_GENERATOR, settled)[2]).toBe(Off);
});
