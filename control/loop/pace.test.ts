import { describe, expect, test } from "vitest";
import { Pace } from "./pace";

describe("simulated time", () => {
  test("does not drift: an hour in any number of slices is an hour", () => {
    const pace = new Pace(1, 0);
    let done = 0;
    for (let now_ms = 0; now_ms <= 3_600_000; now_ms += 7.3) done += pace.due(now_ms, done);
    done += pace.due(3_600_000, done);
    expect(done).toBe(3600 * 4800);
  });

  test.each([0.5, 10, 60])("runs at %d times real time", (speed) => {
    expect(new Pace(speed, 1000).due(1100, 0)).toBe(480 * speed);
  });

  test("a host that slept gets no burst, and the pace continues from there", () => {
    const pace = new Pace(1, 0);
    const woken = pace.due(3_600_000, 0);
    expect(woken).toBe(1200);
    expect(pace.due(3_600_000, woken)).toBe(0);
    expect(pace.due(3_600_100, woken)).toBe(480);
  });

  test("a clock that steps back makes no samples due", () => {
    expect(new Pace(1, 1000).due(0, 0)).toBe(0);
  });

  test("a pause leaves nothing to catch up", () => {
    const pace = new Pace(1, 0);
    pace.setPaused(true, 100, 480);
    expect(pace.due(5000, 480)).toBe(0);
    pace.setPaused(false, 5000, 480);
    expect(pace.due(5010, 480)).toBe(48);
  });

  test("a new speed applies from now on", () => {
    const pace = new Pace(1, 0);
    pace.setSpeed(10, 100, 480);
    expect(pace.due(110, 480)).toBe(480);
  });
});
