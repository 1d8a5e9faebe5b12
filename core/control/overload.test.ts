import { beforeEach, describe, expect, test } from "vitest";
import { assert, integer, property } from "fast-check";
import { Connected, Control } from "./control";
import { Event } from "../lists/events";
import { generatorBrokeDown, overloadWaitSeconds, watchOverload } from "./overload";
import { TICK_HZ } from "../hardware/units";

let c: Control;
beforeEach(() => {
  c = new Control();
  c.transfer.connected = Connected.Generator;
});

/** Seconds until the overload is raised; never beyond `most`. */
function seconds(leg1_ma: number, leg2_ma: number, most = 60): number {
  c.generator_current1_ma = leg1_ma;
  c.generator_current2_ma = leg2_ma;
  for (let tick = 1; tick <= most * TICK_HZ; tick++) {
    watchOverload(c);
    if (c.stored.overload_retries > 0) return tick / TICK_HZ;
  }
  return Infinity;
}

describe("the time to the opening", () => {
  test.each<[number, number]>([
    [36_000, Infinity],
    [36_001, 5],
    [72_000, 5],
    [89_999, 5],
    [108_000, 2.5],
    [144_000, 1.25],
    [180_000, 5 / 6],
    [252_000, 5 / 12],
  ])("at %i mA on a leg is %d s", (ma, time) => {
    const took = seconds(0, ma);
    if (time === Infinity) expect(took).toBe(Infinity);
    else expect(Math.abs(took - time)).toBeLessThan(0.01);
  });

  test("never grows with the current, and the larger leg decides", () => {
    const current = integer({ min: 0, max: 300_000 });
    const holds = property(current, current, current, (one, two, more) => {
      const alone = (a: number, b: number): number => {
        c = new Control();
        c.transfer.connected = Connected.Generator;
        return seconds(a, b, 6);
      };
      const time = alone(one, two);
      expect(alone(two, one)).toBe(time);
      expect(alone(one + more, two + more)).toBeLessThanOrEqual(time);
    });
    assert(holds, { seed: 20, numRuns: 60 });
  });

  test("starts again when the current falls", () => {
    expect(seconds(50_000, 0, 4)).toBe(Infinity);
    expect(seconds(30_000, 0, 1)).toBe(Infinity);
    expect(seconds(50_000, 0, 4)).toBe(Infinity);
  });
});

describe("the wait", () => {
  test.each([
    [60, [60, 150, 600, 600]],
    [30, [30, 75, 600, 600]],
    [600, [600, 1500, 1500, 1500]],
  ])("with overload_retry_s %i is %j", (first, waits) => {
    c.settings.overload_retry_s = first;
    for (const [before, wait] of waits.entries()) {
      generatorBrokeDown(c);
      expect(c.raised.count).toBe(before + 1);
      expect(c.raised.code1).toBe(Event.Overload);
      expect(overloadWaitSeconds(c)).toBe(wait);
      expect(c.stored.overload_wait_ticks).toBe(wait * TICK_HZ);
    }
  });

  test("runs in powered time, whatever the house is on", () => {
    generatorBrokeDown(c);
    for (const connected of [Connected.None, Connected.Utility, Connected.Generator]) {
      c.transfer.connected = connected;
      const before = c.stored.overload_wait_ticks;
      watchOverload(c);
      expect(c.stored.overload_wait_ticks).toBe(before - 1);
    }
  });
});

test("a generator that breaks down above the limit is overloaded, and else it is not", () => {
  for (const [ma, retries] of [
    [36_000, 0],
    [36_001, 1],
  ] as const) {
    c = new Control();
    c.transfer.connected_ticks = 10 * TICK_HZ;
    c.generator_current2_ma = ma;
    generatorBrokeDown(c);
    expect(c.stored.overload_retries).toBe(retries);
  }
});
