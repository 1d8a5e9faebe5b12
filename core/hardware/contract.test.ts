import { expect, test } from "vitest";
import * as contract from "./contract";
import * as figures from "./hardware";
import { TICK_HZ } from "./units";

const {
  COIL_MICROFARAD,
  COIL_CHARGER_MILLIWATT,
  COIL_FULL_MV,
  COIL_MIN_MV,
  COIL_MILLIWATT,
  LOGIC_MICROFARAD,
  LOGIC_MIN_MV,
  LOGIC_FULL_MV,
  LOGIC_MILLIWATT,
  PULSE_MS,
  STORE_WRITE_MS,
} = contract;

/** Millivolts of a reserve that holds `joules` above `from_mv`. */
const voltageFor = (from_mv: number, joules: number, capacity_uf: number): number =>
  Math.sqrt((from_mv / 1000) ** 2 + (2 * joules) / (capacity_uf * 1e-6)) * 1000;
/** The next 100 mV, as the reserves are compared in tenths of a volt. */
const up = (millivolts: number): number => Math.ceil(millivolts / 100) * 100;

const pulse_j = (COIL_MILLIWATT * PULSE_MS) / 1e6;
const logic_j = (LOGIC_MILLIWATT * (300 + STORE_WRITE_MS)) / 1e6;

test("times in ticks are those of the contract", () => {
  const ticks = (ms: number): number => Math.floor((ms * TICK_HZ) / 1000 + 0.1);
  expect(figures.PULSE_TICKS).toBe(ticks(PULSE_MS));
  expect(figures.FULL_PULSE_TICKS).toBe(ticks(contract.FULL_PULSE_MS));
  expect(figures.TRAVEL_MAX_TICKS).toBe(ticks(contract.POLE_TRAVEL_MAX_MS + 1));
  expect(contract.FULL_PULSE_MS).toBeGreaterThanOrEqual(80);
});

test("a reserve that permits a close holds 1.2 times what invariant 4 asks for", () => {
  const close_mv = voltageFor(COIL_MIN_MV, 1.1 * 1.2 * (3 * pulse_j + logic_j), COIL_MICROFARAD);
  expect(figures.RESERVE_TO_CLOSE_MV).toBe(up(close_mv));
  expect(figures.RESERVE_TO_OPEN_MV).toBe(up(voltageFor(COIL_MIN_MV, pulse_j, COIL_MICROFARAD)));
  const logic_mv = voltageFor(LOGIC_MIN_MV, 1.2 * logic_j, LOGIC_MICROFARAD);
  expect(figures.LOGIC_TO_CLOSE_MV).toBe(up(logic_mv));
  expect(figures.RESERVE_TO_CLOSE_MV).toBeLessThan(COIL_FULL_MV);
  expect(figures.LOGIC_TO_CLOSE_MV).toBeLessThan(LOGIC_FULL_MV);
});

test("the fall of a whole reserve by a tick of pulse, with a tenth for tolerance", () => {
  const watts = (COIL_MILLIWATT - COIL_CHARGER_MILLIWATT) / 1000;
  const fall = ((2 * watts) / TICK_HZ / (COIL_MICROFARAD * 1e-6)) * 100;
  expect(figures.RESERVE_FALL_PER_TICK).toBe(Math.round(fall * 1.1));
});
