import { expect, test } from "vitest";
import { Inner } from "./inner-source";
import { placeSwitches } from "../home/home";
import { LoadKind, LoadLeg, setLoad } from "./house";
import { Stand } from "../home/stand";

/** A home on utility with matched load and solar inverters that feed. */
function withSolar(load: number): Stand {
  const stand = new Stand(2);
  const { house } = stand.home;
  house.on = 0;
  setLoad(house, 0, LoadKind.Resistive, LoadLeg.Both, load);
  house.on = 1;
  house.inner.solar_on = 1;
  house.inner.solar_join_s = 0.5;
  stand.seconds(4);
  expect(house.inner.feeding).toBe(Inner.Solar);
  return stand;
}

/** Seconds until line out is below 6 % after U opened on the island. */
function island(stand: Stand, limit_s: number): number {
  placeSwitches(stand.home, 0, 0);
  let seconds = 0;
  while (seconds < limit_s && stand.rms(1 / 60)[4]! > 7) seconds += 1 / 60;
  return seconds;
}

test("solar inverters export in phase with the line", () => {
  const stand = withSolar(1000);
  const rms = stand.rms(0.5);
  expect(rms[6]).toBeGreaterThan(10);
  let power = 0;
  stand.seconds(0.5, () => {
    const { truth } = stand.home.sensors;
    power += (truth[0]! * truth[6]! + truth[1]! * truth[7]!) / 2400;
  });
  expect(power).toBeLessThan(-2500);
  expect(power).toBeGreaterThan(-3500);
});

test("a matched island drifts off and is dead within 2 s, but not at once", () => {
  const dead_s = island(withSolar(4000), 4);
  expect(dead_s).toBeGreaterThan(0.5);
  expect(dead_s).toBeLessThan(2);
});

test("an island that does not match trips by its voltage", () => {
  expect(island(withSolar(14_000), 4)).toBeLessThan(0.5);
  expect(island(withSolar(1500), 4)).toBeLessThan(0.6);
});

test("after a trip they wait for good voltage", () => {
  const stand = withSolar(4000);
  island(stand, 4);
  placeSwitches(stand.home, 1, 0);
  stand.seconds(0.4);
  expect(stand.home.house.inner.feeding).toBe(Inner.None);
  stand.seconds(2);
  expect(stand.home.house.inner.feeding).toBe(Inner.Solar);
});

test("a battery forms an island on a dead bus and stays", () => {
  const stand = new Stand(2);
  const { home } = stand;
  home.house.inner.battery_on = 1;
  stand.seconds(1);
  expect(home.house.inner.feeding).toBe(Inner.None);
  placeSwitches(home, 0, 0);
  stand.seconds(1);
  expect(stand.rms()[4]).toBeCloseTo(120, -1);
  stand.seconds(10);
  expect(stand.rms()[5]).toBeCloseTo(120, -1);
  expect(stand.home.line_out_block).toBe(1);
  home.house.inner.battery_on = 0;
  stand.seconds(0.5);
  expect(stand.rms()[4]).toBeLessThan(1);
});

test.each([4, 40, 140])(
  "a battery takes over within %i ms and carries the whole bus",
  (after_ms) => {
    const stand = new Stand(2);
    const { home } = stand;
    home.house.inner.battery_on = 1;
    home.house.inner.battery_takes_over = 1;
    home.house.inner.battery_form_s = after_ms / 1000;
    stand.seconds(2);
    expect(home.house.inner.feeding).toBe(Inner.None);
    placeSwitches(home, 0, 0);
    let taken = 0;
    stand.seconds(0.3, (index) => {
      if (taken === 0 && home.house.inner.feeding === Inner.Battery) taken = index / 4.8;
    });
    // The bus itself needs some 15 ms to fall, with its loads on.
    expect(taken).toBeGreaterThan(after_ms);
    expect(taken).toBeLessThan(after_ms + 20);
    expect(stand.rms()[4]).toBeCloseTo(120, -1);
    // In phase with the line that it followed: within 15 degrees.
    const { wave } = home.utility;
    const own = home.house.inner.battery_wave;
    expect(own.s * wave.s + own.c * wave.c).toBeGreaterThan(0.966);
  },
);

test("a battery that takes over needs a line to follow first", () => {
  const stand = new Stand(2);
  const { home } = stand;
  placeSwitches(home, 0, 0);
  home.house.inner.battery_on = 1;
  home.house.inner.battery_takes_over = 1;
  home.house.inner.battery_form_s = 0.02;
  stand.seconds(1);
  expect(stand.rms()[4]).toBeLessThan(1);
});

test("a generator on the dryer's cord feeds the line through a closed U, off frequency", () => {
  const stand = new Stand(2);
  const { home } = stand;
  home.utility.connected_1 = 0;
  home.utility.connected_2 = 0;
  home.house.inner.dryer_running = 1;
  stand.seconds(1);
  const rms = stand.rms(0.5);
  expect(rms[0]).toBeGreaterThan(105);
  expect(home.house.inner.dryer_wave.hz).toBeGreaterThan(60.5);
  expect(home.supply.alive).toBe(1);
  setLoad(home.house, 0, LoadKind.Resistive, LoadLeg.Both, 5000);
  stand.seconds(1);
  expect(home.house.inner.dryer_wave.hz).toBeLessThan(59.5);
});
