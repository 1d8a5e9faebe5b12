import { Reason } from "@bptm/core/lists/codes";
import { Meter } from "@bptm/core/meter";
import { expect, test } from "vitest";
import type { Frame } from "../wire/api";
import { BreakerEstimate } from "./breaker-estimate";
import { headroomOf } from "./headroom";
import { UNKNOWN_POINT } from "./measuring-points";

function house(source: Frame["house"]["source"], one: number, two: number): Frame["house"] {
  const leg = (amps: number): Frame["house"]["legs"][0] => ({ volts: 120, amps, watts: null });
  return { ...UNKNOWN_POINT, source, legs: [leg(one), leg(two)] };
}

function room(
  source: Frame["house"]["source"],
  one: number,
  two: number,
  change: (meter: Meter) => unknown = () => undefined,
): ReturnType<typeof headroomOf> {
  const meter = new Meter();
  meter.estimate.generator.line_mv = 240_000;
  for (const of of [meter.control.utility, meter.control.generator]) {
    of.reason = Reason.None;
  }
  change(meter);
  return headroomOf(meter, house(source, one, two), new BreakerEstimate());
}

test("on the generator: the headroom, and what a 240 V load may draw", () => {
  expect(room("generator", 11.2, 16.8)).toEqual({
    left_amps: [18.8, 13.2],
    used_amps: [11.2, 16.8],
    now: true,
    note: "A 240 V load may draw up to 13.2 A, about 3200 W.",
    breaker_trips_s: null,
  });
});

test("on the grid: what must be turned off before a transfer; no breaker is loaded", () => {
  const { now, note, breaker_trips_s } = room("utility", 17.6, 45);
  expect({ now, note, breaker_trips_s }).toEqual({
    now: false,
    note: "Turn off 15.0 A on L2 before a transfer.",
    breaker_trips_s: null,
  });
});

test("an overload names both legs, and when the breaker would trip", () => {
  const { note, breaker_trips_s } = room("generator", 45, 42);
  expect(note).toBe("Turn off 15.0 A on L1 and 12.0 A on L2 now.");
  expect(breaker_trips_s).toBeGreaterThan(60);
});

test("above 24 A no large load may be added", () => {
  expect(room("generator", 3, 25).note).toBe("L2 carries more than 24 A: turn on no large load.");
});

test("amperes at a collapsed voltage are no headroom", () => {
  const low = room("generator", 20, 20, (meter) => {
    meter.control.generator.reason = Reason.Undervoltage;
  });
  expect(low).toMatchObject({
    left_amps: [null, null],
    used_amps: [20, 20],
    note: "The load cannot be judged while the generator is not well: its voltage is too low.",
  });
  const distorted = room("generator", 1, 1, (meter) => {
    meter.control.generator.reason = Reason.Distorted;
  });
  expect(distorted.left_amps, "harmonics do not change the volts").toEqual([29, 29]);
});

test.each(["inside", "none", "unknown"] as const)("a house fed by %s is unknown", (source) => {
  expect(room(source, 1, 1)).toMatchObject({ left_amps: [null, null], used_amps: [null, null] });
});
