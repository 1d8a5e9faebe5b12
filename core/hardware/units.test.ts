import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TICKS_MAX, countDown, countUp, secondsOfTicks, ticksOfMs } from "./units";

test("a delay is never shorter than asked, and never a tick too long", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 86_400_000 }), (ms) => {
      expect(ticksOfMs(ms)).toBe(Math.ceil((ms * 240) / 1000));
    }),
  );
});

test("seconds are rounded up, so that 0 means nothing is left", () => {
  expect(secondsOfTicks(0)).toBe(0);
  expect(secondsOfTicks(1)).toBe(1);
  expect(secondsOfTicks(240)).toBe(1);
  expect(secondsOfTicks(241)).toBe(2);
});

test("counters stop at their ends: no roll-over after 49.7 days or any other time (H-88)", () => {
  expect(countUp(TICKS_MAX)).toBe(TICKS_MAX);
  expect(countDown(0)).toBe(0);
});
