import { Burden, Channel } from "@bptm/core/hardware/signals";
import { expect, test } from "vitest";
import { Wiring } from "../sources/generator";
import { loadUnit, unitNamed } from "../sources/generators";
import { placeSwitches } from "../home/home";
import { ChannelFault } from "./sensors";
import { Stand } from "../home/stand";

/** An outage with a battery at the inlet, both switches open. */
function onBattery(): Stand {
  const stand = new Stand(9);
  const { home } = stand;
  home.utility.energized = 0;
  loadUnit(home.generator, unitNamed("battery-6000"));
  home.generator.plugged = 1;
  home.generator.running = 1;
  placeSwitches(home, 0, 0);
  stand.seconds(4);
  return stand;
}

test("counts are the truth with scale, pilot and a little noise", () => {
  const stand = new Stand();
  stand.home.sensors.noise_volts = 0;
  stand.home.sensors.noise_amperes = 0;
  stand.samples(500, () => {
    const phase = (stand.home.sample_index - 1) & 3;
    const pilot = [3, 0, -3, 0][phase]!;
    const { truth } = stand.home.sensors;
    expect(stand.inputs.samples[0]).toBe(Math.floor((truth[0]! + pilot) * 32 + 0.5));
    expect(stand.inputs.samples[6]).toBe(Math.floor(truth[6]! * 32 + 0.5));
  });
  const quiet = new Stand();
  quiet.home.utility.energized = 0;
  quiet.seconds(0.2);
  const noise = quiet.read(2);
  for (let c = 0; c < 6; c++) expect(Math.abs(noise[c]! - 0.05)).toBeLessThan(0.015);
  for (let c = 8; c < 10; c++) expect(Math.abs(noise[c]! - 0.02)).toBeLessThan(0.006);
});

test("readings are clamped, not wrapped", () => {
  const stand = new Stand();
  stand.home.utility.level_1 = 6;
  let most = 0;
  stand.samples(200, () => (most = Math.max(most, stand.inputs.samples[0]!)));
  expect(most).toBe(16_383);
});

test("each fault of a channel shows as it should", () => {
  const stand = new Stand();
  const { sensors } = stand.home;
  const at = (fault: number, value = 0): number[] => {
    sensors.fault[0] = fault;
    sensors.value[0] = value;
    stand.samples(40);
    return stand.read(0.1);
  };
  const good = at(ChannelFault.None)[0]!;
  expect(at(ChannelFault.Gain, 50)[0]).toBeCloseTo(good / 2, -1);
  expect(at(ChannelFault.Offset, 3200)[0]).toBeCloseTo(Math.hypot(good, 100), 0);
  expect(at(ChannelFault.Swapped, Channel.UtilityCurrent2)[0]).toBeLessThan(6);
  at(ChannelFault.OpenLead);
  stand.samples(50, () => expect(Math.abs(stand.inputs.samples[0]!)).toBeLessThan(4));
  at(ChannelFault.StuckAtZero);
  stand.samples(50, () => expect(stand.inputs.samples[0]).toBe(0));
  at(ChannelFault.None);
  sensors.fault[0] = ChannelFault.Frozen;
  stand.samples(40);
  const frozen = stand.inputs.samples[0];
  stand.samples(50, () => expect(stand.inputs.samples[0]).toBe(frozen));
});

test("a lost neutral reads a perfect 120/120 until one leg is burdened", () => {
  const stand = onBattery();
  stand.home.sensors.neutral_reference = 0;
  const floating = stand.read(0.5);
  expect(floating[2]).toBeCloseTo(120, 0);
  expect(floating[3]).toBeCloseTo(120, 0);
  stand.outputs.burdens = Burden.GeneratorLeg1;
  const burdened = stand.read(0.5);
  expect(burdened[2]).toBeLessThan(5);
  expect(burdened[3]).toBeGreaterThan(230);
});

test("a whole neutral does not care for a burden", () => {
  const stand = onBattery();
  stand.outputs.burdens = Burden.GeneratorLeg1;
  const burdened = stand.read(0.5);
  expect(burdened[2]).toBeCloseTo(120, 0);
  expect(burdened[3]).toBeCloseTo(120, 0);
});

test("an open neutral of the cord floats in the same way, and its probe can lie about it", () => {
  const stand = onBattery();
  stand.home.generator.cord_neutral = 0;
  stand.seconds(0.2);
  expect(stand.inputs.cord_neutral).toBe(0);
  stand.home.sensors.cord_neutral_fault = 2;
  const floating = stand.read(0.5);
  expect(stand.inputs.cord_neutral).toBe(1);
  expect(floating[2]).toBeCloseTo(120, 0);
  stand.outputs.burdens = Burden.GeneratorLeg2;
  const burdened = stand.read(0.5);
  expect(burdened[2]).toBeGreaterThan(230);
  expect(burdened[3]).toBeLessThan(5);
  stand.home.generator.wiring = Wiring.LegsInPhase;
});

test("a ghost on a floating line reads volts and collapses under its burden", () => {
  const stand = onBattery();
  const { utility } = stand.home;
  utility.connected_1 = 0;
  utility.connected_2 = 0;
  utility.ghost_volts = 50;
  const ghost = stand.read(0.5);
  expect(ghost[0]).toBeGreaterThan(35);
  expect(ghost[1]).toBeGreaterThan(25);
  stand.outputs.burdens = Burden.UtilityLeg1 | Burden.UtilityLeg2;
  const burdened = stand.read(0.5);
  expect(burdened[0]).toBeLessThan(1);
  expect(burdened[1]).toBeLessThan(1);
  stand.home.sensors.burdens_dead = Burden.UtilityLeg1;
  expect(stand.read(0.5)[0]).toBeGreaterThan(35);
});
