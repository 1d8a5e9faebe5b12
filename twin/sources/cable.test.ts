import { expect, test } from "vitest";
import { CABLE_OHM } from "./cable";

test("25 ft of 10 AWG lose some 1.9 V at 30 A", () => {
  expect(CABLE_OHM).toBeCloseTo(0.031, 3);
  expect(30 * 2 * CABLE_OHM).toBeCloseTo(1.9, 1);
});
