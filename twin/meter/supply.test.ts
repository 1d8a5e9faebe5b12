import { expect, test } from "vitest";
import { Coil } from "@bptm/core/hardware/signals";
import {
  COIL_FULL_V,
  COIL_NEEDS_V,
  LOGIC_FULL_V,
  Supply,
  supplySample,
  supplyStep,
} from "./supply";
import { Stand } from "../home/stand";

/** Steps a supply fed with `volts` line to line on the utility side, `coils` driven. */
function run(p: Supply, seconds: number, volts: number, coils = 0): void {
  for (let n = 0; n < seconds * 240; n++) {
    for (let k = 0; k < 20; k++) {
      supplySample(p, volts * Math.SQRT2 * Math.sin((n * 20 + k) / 12.73), 0, 0, 0);
    }
    supplyStep(p, coils);
  }
}

test("the logic runs for about a second without supply, and boots again above 9 V", () => {
  const p = new Supply();
  run(p, 1, 240);
  expect(p.logic_v).toBe(LOGIC_FULL_V);
  let held = 0;
  while (p.alive === 1) {
    run(p, 1 / 240, 0);
    held += 1 / 240;
  }
  expect(held).toBeGreaterThan(1);
  expect(held).toBeLessThan(1.2);
  expect(p.logic_v).toBeCloseTo(6, 1);
  run(p, 5, 0);
  const boots = p.boots;
  let waited = 0;
  while (p.alive === 0) {
    run(p, 1 / 240, 240);
    waited += 1 / 240;
  }
  expect(p.boots).toBe(boots + 1);
  expect(p.logic_v).toBeGreaterThan(9);
  expect(waited).toBeLessThan(0.5);
});

test("the supply runs from 80 V line to line, on either line", () => {
  const p = new Supply();
  run(p, 0.5, 79);
  expect(p.fed).toBe(0);
  run(p, 0.5, 82);
  expect(p.fed).toBe(1);
  for (let n = 0; n < 4800; n++) supplySample(p, 0, 200, 0, 0);
  supplyStep(p, 0);
  expect(p.fed).toBe(1);
});

test("the coil reserve drives five pulses, then not one more until it is charged", () => {
  const p = new Supply();
  for (let pulse = 0; pulse < 5; pulse++) run(p, 0.1, 0, 1);
  expect(p.coil_v).toBeGreaterThanOrEqual(COIL_NEEDS_V);
  run(p, 0.1, 0, 1);
  expect(p.coil_v).toBeLessThan(COIL_NEEDS_V);
  run(p, 3, 240);
  expect(p.coil_v).toBe(COIL_FULL_V);
});

test("a weak reserve gives less, a false reading hides it", () => {
  const stand = new Stand();
  const { supply } = stand.home;
  supply.coil_capacity_percent = 5;
  supply.coil_false_mv = 24_000;
  stand.home.utility.energized = 0;
  stand.seconds(0.1);
  stand.pulse(Coil.UtilityOpen);
  expect(stand.inputs.coil_reserve_mv).toBe(24_000);
  expect(supply.coil_v).toBeLessThan(COIL_NEEDS_V);
  supply.coil_false_mv = -1;
  stand.samples(20);
  expect(stand.inputs.coil_reserve_mv).toBeLessThan(14_000);
});

test("a driven coil shows its current and dies with the logic", () => {
  const stand = new Stand();
  stand.seconds(0.1);
  stand.outputs.coils = Coil.GeneratorOpen;
  stand.samples(20);
  expect(stand.inputs.coil_current_ma).toBeGreaterThan(600);
  stand.home.supply.held_in_reset = 1;
  stand.samples(60);
  expect(stand.home.supply.alive).toBe(0);
  expect(stand.inputs.coil_current_ma).toBe(0);
});

test("the second clock counts 240 a second with its own error", () => {
  const p = new Supply();
  p.clock_ppm = 5000;
  run(p, 10, 240);
  expect(Math.abs(p.clock_ticks - 2412)).toBeLessThan(2);
});

test("a hot socket heats the jaw by the square of the current", () => {
  const p = new Supply();
  p.jaw_milliohm_1 = 5;
  for (let n = 0; n < 240 * 1800; n++) {
    p.square_1 = 20 * 100 * 100;
    supplyStep(p, 0);
  }
  expect(p.jaw_celsius).toBeCloseTo(25 + 125, 0);
});
