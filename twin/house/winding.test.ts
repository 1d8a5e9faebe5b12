import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeLetterKva, codeLetterOf } from "./code-letters";
import { HOUSES, loadHouse } from "./homes";
import { House } from "./house";
import { MotorPlate, Winding, usualPlate } from "./winding";

const RATED_VOLTS = 230;
const HORSEPOWER = 745.7;

function plateOf(watts: number): MotorPlate {
  const plate = new MotorPlate();
  usualPlate(plate, watts);
  return plate;
}

function wound(plate: MotorPlate): Winding {
  const winding = new Winding();
  winding.wind(plate);
  return winding;
}

/** What the winding of a plate draws and gives at rated speed, and its letter when it is locked. */
function measured(plate: MotorPlate): Record<"watts" | "amperes" | "kva", number> {
  const winding = wound(plate);
  winding.run(1);
  const kva = (RATED_VOLTS * winding.amperes) / 1000;
  winding.run(1 - plate.rpm / 3600);
  const shaft = winding.torque * plate.rpm * (Math.PI / 30);
  return { watts: shaft - winding.drag_watts, amperes: winding.amperes, kva };
}

/** Usual efficiencies of small motors in per cent, and EASA's code letters by horsepower. */
const USUAL = [
  [0.5, 62, "L"],
  [0.75, 66, "K"],
  [1, 68, "K"],
  [1.5, 72, "J"],
  [2, 75, "J"],
  [3, 78, "H"],
  [5, 82, "G"],
] as const;

test.each(USUAL)("a motor of %d hp has some %d %% and code letter %s", (hp, percent, letter) => {
  const plate = plateOf(hp * HORSEPOWER);
  expect(Math.abs(100 * plate.efficiency - percent)).toBeLessThan(1);
  expect(codeLetterOf(plate.locked_kva_per_hp)).toBe(letter);
  expect(codeLetterOf(measured(plate).kva / hp)).toBe(letter);
});

describe("a winding keeps its plate", () => {
  test("at any size: power, current and locked rotor", () => {
    fc.assert(
      fc.property(fc.double({ min: 250, max: 5500, noNaN: true }), (watts) => {
        const plate = plateOf(watts);
        const got = measured(plate);
        const amperes = watts / (plate.efficiency * plate.power_factor * RATED_VOLTS);
        expect(got.watts / watts).toBeCloseTo(1, 4);
        expect(got.amperes / amperes).toBeCloseTo(1, 4);
        expect((got.kva * HORSEPOWER) / watts / plate.locked_kva_per_hp).toBeCloseTo(1, 4);
        const { stator_ohm, leakage_ohm } = wound(plate);
        expect(Math.min(stator_ohm, leakage_ohm)).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  test("of the named houses", () => {
    for (const named of HOUSES) {
      const house = new House();
      loadHouse(house, named);
      for (const motor of [house.motor_a, house.motor_b]) {
        if (motor.plate.watts === 0) continue;
        expect(measured(motor.plate).watts / motor.plate.watts).toBeCloseTo(1, 4);
        expect(motor.inertia).toBeGreaterThan(0);
      }
    }
  });
});

test("the current falls with the slip, the torque has a maximum of 2 to 5 times the rated", () => {
  for (const [hp] of USUAL) {
    const plate = plateOf(hp * HORSEPOWER);
    const winding = wound(plate);
    const amperes: number[] = [];
    let most = 0;
    for (let slip = 1; slip > 0.02; slip -= 0.01) {
      winding.run(slip);
      amperes.push(winding.amperes);
      most = Math.max(most, winding.torque);
    }
    expect(amperes).toEqual(amperes.toSorted((one, two) => two - one));
    const rated = plate.watts / (plate.rpm * (Math.PI / 30));
    expect(most / rated).toBeGreaterThan(2);
    expect(most / rated).toBeLessThan(5);
  }
});

test("code letters: the middle of NEC table 430.7(B) is in its own range", () => {
  for (const letter of "ABCDEFGHJKLMNPRSTUV") {
    const one = letter as Parameters<typeof codeLetterKva>[0];
    expect(codeLetterOf(codeLetterKva(one))).toBe(letter);
  }
  expect([6.29, 6.3, 7.09, 7.1].map(codeLetterOf)).toEqual(["G", "H", "H", "J"]);
});
