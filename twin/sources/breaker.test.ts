import { expect, test } from "vitest";
import { Breaker, RESET_HEAT, breakerHeat, breakerSample, secondsToTrip } from "./breaker";

/** Runs a breaker at a steady RMS current; gives the seconds until it trips. */
function runUntilTrip(b: Breaker, amperes: number, limit_s: number): number {
  let handle = 1;
  for (let n = 1; n <= limit_s * 4800; n++) {
    const now = amperes * Math.SQRT2 * Math.sin((2 * Math.PI * 60 * n) / 4800);
    handle = breakerSample(b, handle, now, 0);
    if (n % 20 === 0) handle = breakerHeat(b, handle);
    if (handle === 0) return n / 4800;
  }
  return limit_s;
}

test("trip times keep UL 489's limits and lie in the usual band", () => {
  expect(secondsToTrip(30, 7200)).toBe(7200);
  expect(secondsToTrip(1.3 * 30, 7200)).toBe(7200);
  const times = [1.35, 1.5, 2, 3, 5].map((factor) => secondsToTrip(factor * 30, 7200));
  expect(times[0]).toBeLessThan(3600);
  expect(times[2]).toBeLessThan(120);
  [270, 141, 55, 21, 7].forEach((figure, index) => {
    expect(Math.abs(times[index]! / figure - 1)).toBeLessThan(0.05);
  });
  expect(secondsToTrip(300, 10)).toBe(0);
});

test("the breaker in samples trips when the estimate says", () => {
  for (const factor of [2, 3, 5]) {
    const measured = runUntilTrip(new Breaker(), factor * 30, 200);
    expect(Math.abs(measured / secondsToTrip(factor * 30, 200) - 1)).toBeLessThan(0.03);
  }
});

test("a crest of a fault trips at once, and its arc ends at the current's zero", () => {
  const b = new Breaker();
  expect(runUntilTrip(b, 350, 1)).toBeLessThan(0.005);
  expect(b.conducting_1).toBe(1);
  for (let n = 0; n < 60; n++) breakerSample(b, 0, 400 * Math.cos(n / 12.7), 0);
  expect(b.conducting_1 | b.conducting_2).toBe(0);
  expect(b.trips).toBe(1);
});

test("a hot breaker does not reset, a cool one does within about a minute", () => {
  const b = new Breaker();
  runUntilTrip(b, 90, 60);
  for (let n = 0; n < 60; n++) breakerSample(b, 0, 0, 0);
  expect(breakerSample(b, 1, 0, 0)).toBe(1);
  expect(b.conducting_1).toBe(0);
  expect(breakerHeat(b, 1)).toBe(0);
  let seconds = 0;
  while (b.heat_1 >= RESET_HEAT) {
    breakerHeat(b, 0);
    seconds += 20 / 4800;
  }
  expect(seconds).toBeGreaterThan(45);
  expect(seconds).toBeLessThan(75);
  expect(breakerHeat(b, 1)).toBe(1);
  expect(b.tripped).toBe(0);
});
