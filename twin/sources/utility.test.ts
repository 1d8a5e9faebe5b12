import { expect, test } from "vitest";
import { Stand } from "../home/stand";

test("a healthy service is 120/240 V at 60 Hz, with a crossed leg 120 V feed the supply", () => {
  const stand = new Stand();
  const rms = stand.rms();
  expect(rms[0]).toBeCloseTo(120, 0);
  expect(rms[1]).toBeCloseTo(120, 0);
  expect(Math.sqrt(stand.home.supply.utility_square)).toBeGreaterThan(220);
  stand.home.utility.leg2_sign = 1;
  stand.seconds(0.2);
  const volts = Math.sqrt(stand.home.supply.utility_square);
  expect(volts > 100 && volts < 140).toBe(true);
});

test("levels follow their target at their slew, frequency too", () => {
  const stand = new Stand();
  const { utility } = stand.home;
  utility.slew_per_s = 0.5;
  utility.level_1 = 0.6;
  utility.hz_slew_per_s = 1;
  utility.hz = 58;
  stand.seconds(0.4);
  expect(utility.now_1).toBeCloseTo(0.8, 3);
  expect(utility.now_hz).toBeCloseTo(59.6, 3);
  stand.seconds(2);
  expect(utility.now_1).toBe(0.6);
  expect(Math.abs(stand.rms(0.5)[0]! - 72)).toBeLessThan(0.5);
  expect(utility.wave.hz).toBe(58);
});

test("a dead feeder hangs on its transformer; a neighbour can feed it off frequency", () => {
  const stand = new Stand();
  const { utility } = stand.home;
  utility.energized = 0;
  stand.seconds(0.2);
  expect(stand.rms()[0]).toBeLessThan(0.5);
  utility.neighbour_level = 0.9;
  utility.neighbour_hz = 57.5;
  utility.neighbour_wander_hz = 1.5;
  stand.seconds(0.2);
  expect(stand.rms(0.5)[0]).toBeGreaterThan(100);
  let least = 99;
  let most = 0;
  stand.seconds(8, () => {
    least = Math.min(least, utility.neighbour_wave.hz);
    most = Math.max(most, utility.neighbour_wave.hz);
  });
  expect(least).toBeCloseTo(56, 1);
  expect(most).toBeCloseTo(59, 1);
});

test("an open neutral shifts the legs apart and leaves 240 V", () => {
  const stand = new Stand();
  stand.home.utility.neutral_connected = 0;
  stand.seconds(0.2);
  const rms = stand.rms();
  expect(Math.abs(rms[0]! + rms[1]! - 240)).toBeLessThan(10);
  expect(Math.abs(rms[0]! - rms[1]!)).toBeGreaterThan(15);
});

test("one open leg loses its voltage, the other keeps it", () => {
  const stand = new Stand();
  stand.home.utility.connected_1 = 0;
  stand.seconds(0.2);
  const rms = stand.rms();
  expect(rms[0]).toBeLessThan(40);
  expect(rms[1]).toBeGreaterThan(115);
});

test("a surge is gone within a millisecond", () => {
  const stand = new Stand();
  let most = 0;
  stand.home.utility.surge_volts = 6000;
  stand.samples(2, () => (most = Math.max(most, Math.abs(stand.home.sensors.truth[0]!))));
  expect(most).toBeGreaterThan(1000);
  stand.seconds(0.002);
  expect(stand.rms()[0]).toBeCloseTo(120, 0);
});
