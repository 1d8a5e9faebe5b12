import { expect, test } from "vitest";
import { Generator } from "./generator";
import { UNITS, loadUnit, unitNamed } from "./generators";

test("there are at least twelve classes, some acceptable, some not, each with its reason", () => {
  expect(UNITS.length).toBeGreaterThanOrEqual(12);
  expect(new Set(UNITS.map((unit) => unit.name)).size).toBe(UNITS.length);
  expect(UNITS.filter((unit) => unit.acceptable).length).toBeGreaterThanOrEqual(5);
  expect(UNITS.filter((unit) => !unit.acceptable).length).toBeGreaterThanOrEqual(5);
  for (const unit of UNITS) expect(unit.note).toMatch(unit.acceptable ? /^Accept/ : /^Not accept/);
});

test("what is acceptable keeps the programme's rules", () => {
  for (const unit of UNITS.filter((entry) => entry.acceptable)) {
    expect(unit.outlet).toBe("L14-30");
    expect(unit.neutral_bonded).toBe(false);
    expect(unit.single_voltage ?? false).toBe(false);
    expect(unit.watts).toBeGreaterThanOrEqual(6000);
    expect(Math.hypot(unit.third, unit.fifth)).toBeLessThan(0.1);
  }
});

test("a unit's data arrive in the twin; an unknown name lists the known ones", () => {
  const generator = new Generator();
  loadUnit(generator, unitNamed("inverter-3500-120v"));
  expect(generator.single_voltage).toBe(1);
  expect(generator.current_limit_a).toBeCloseTo(33.3, 1);
  expect(() => unitNamed("steam-engine")).toThrow(/open-frame-7500/);
});
