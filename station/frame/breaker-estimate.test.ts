import { Breaker, BreakerCurve, secondsToTrip } from "@bptm/twin/sources/breaker";
import { describe, expect, test } from "vitest";
import { BreakerEstimate } from "./breaker-estimate";

describe("a cold breaker", () => {
  test.each([40, 45, 60, 90])("trips at %d A when the twin's does", (amps) => {
    const trips_s = new BreakerEstimate().tripsIn([amps, 0]) ?? Infinity;
    expect(
      Math.abs(trips_s - secondsToTrip(new Breaker(), new BreakerCurve(), amps, 3600)),
    ).toBeLessThanOrEqual(1);
  });

  test.each([0, 30, 39])("never trips at %d A", (amps) => {
    expect(new BreakerEstimate().tripsIn([amps, amps])).toBeNull();
  });
});

test("a warm breaker trips sooner, and the worse leg decides", () => {
  const warm = new BreakerEstimate();
  warm.advance(600, [30, 0]);
  const cold_s = new BreakerEstimate().tripsIn([45, 0]) ?? 0;
  expect(warm.tripsIn([45, 0])).toBeLessThan(cold_s);
  expect(warm.tripsIn([0, 45])).toBe(cold_s);
});

test("one long step gives the same result as many short ones", () => {
  const long = new BreakerEstimate();
  const short = new BreakerEstimate();
  long.advance(60, [35, 20]);
  for (let step = 0; step < 600; step += 1) short.advance(0.1, [35, 20]);
  expect(long.tripsIn([50, 50])).toBe(short.tripsIn([50, 50]));
});
