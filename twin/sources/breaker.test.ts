import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as fc from "fast-check";
import {
  Breaker,
  BreakerClass,
  BreakerCurve,
  breakerHeat,
  breakerSample,
  secondsToTrip,
  setCurve,
} from "./breaker";

const DAY_S = 86_400;

function curveOf(sensing: BreakerClass, amperes: number): BreakerCurve {
  const curve = new BreakerCurve();
  setCurve(curve, sensing, amperes);
  return curve;
}

function inBand(band: number): Breaker {
  const b = new Breaker();
  b.band = band;
  return b;
}

/** Runs a breaker at a steady RMS current; gives the seconds until it trips. */
function runUntilTrip(b: Breaker, curve: BreakerCurve, amperes: number, limit_s: number): number {
  let handle = 1;
  for (let n = 1; n <= limit_s * 4800; n++) {
    const now = amperes * Math.SQRT2 * Math.sin((2 * Math.PI * 60 * n) / 4800);
    handle = breakerSample(b, curve, handle, now, 0);
    if (n % 20 === 0) handle = breakerHeat(b, curve, handle);
    if (handle === 0) return n / 4800;
  }
  return limit_s;
}

const BIMETALS = [BreakerClass.ThermalMagnetic, BreakerClass.Thermal];
/** Rating, and seconds within which UL 489 asks for a trip at 135 and 200 %, NEMA AB 4 at 300 %. */
const LIMITS: readonly (readonly [number, number, number, number])[] = [
  [15, 3600, 120, 50],
  [30, 3600, 120, 50],
  [50, 3600, 240, 80],
  [100, 7200, 360, 140],
  [150, 7200, 480, 200],
  [200, 7200, 600, 230],
];

describe.each(LIMITS)("a breaker of %d A", (amperes, at_135_s, at_200_s, at_300_s) => {
  test.each([-1, 0, 1])("keeps UL 489's limits at %d in its band", (band) => {
    for (const sensing of BIMETALS) {
      const trips = (factor: number): number =>
        secondsToTrip(inBand(band), curveOf(sensing, amperes), factor * amperes, DAY_S);
      expect(trips(1)).toBe(DAY_S);
      expect(trips(1.25)).toBe(DAY_S);
      expect(trips(1.35)).toBeLessThan(at_135_s);
      expect(trips(2)).toBeLessThan(at_200_s);
      expect(trips(3)).toBeLessThan(at_300_s);
      expect(trips(3)).toBeGreaterThan(10);
    }
  });
});

test.each([-1, 0, 1])("a hydraulic one holds 100 %% and trips at 125 %%, at %d", (band) => {
  const curve = curveOf(BreakerClass.HydraulicMagnetic, 30);
  const trips = (factor: number): number => secondsToTrip(inBand(band), curve, factor * 30, DAY_S);
  expect(trips(1)).toBe(DAY_S);
  expect(trips(1.1)).toBe(DAY_S);
  expect(trips(1.25)).toBeLessThan(80);
  expect(trips(2)).toBeLessThan(20);
  expect(trips(2)).toBeGreaterThan(3);
});

test("the middle of the band of 30 A", () => {
  const curve = curveOf(BreakerClass.ThermalMagnetic, 30);
  const figures = { 1.35: 270, 1.5: 141, 2: 55, 3: 21, 5: 7 };
  for (const [factor, figure] of Object.entries(figures)) {
    const seconds = secondsToTrip(new Breaker(), curve, Number(factor) * 30, DAY_S);
    expect(Math.abs(seconds / figure - 1)).toBeLessThan(0.05);
  }
});

test("a larger current never trips later, whatever the class, the rating and the band", () => {
  const piece = fc.record({
    sensing: fc.constantFrom(...BIMETALS, BreakerClass.HydraulicMagnetic),
    rated: fc.constantFrom(15, 20, 25, 30, 50, 100, 200),
    band: fc.double({ min: -1, max: 1, noNaN: true }),
    low: fc.double({ min: 1.3, max: 12, noNaN: true }),
    more: fc.double({ min: 0, max: 5, noNaN: true }),
  });
  fc.assert(
    fc.property(piece, ({ sensing, rated, band, low, more }) => {
      const curve = curveOf(sensing, rated);
      const at = (factor: number): number =>
        secondsToTrip(inBand(band), curve, factor * rated, 3600);
      expect(at(low + more)).toBeLessThanOrEqual(at(low));
    }),
    { numRuns: 60 },
  );
});

test("the breaker in samples trips when the estimate says", () => {
  for (const sensing of [BreakerClass.ThermalMagnetic, BreakerClass.HydraulicMagnetic]) {
    const curve = curveOf(sensing, 30);
    for (const factor of [2, 3, 5]) {
      const measured = runUntilTrip(new Breaker(), curve, factor * 30, 200);
      const said = secondsToTrip(new Breaker(), curve, factor * 30, 200);
      expect(Math.abs(measured / said - 1)).toBeLessThan(0.03);
    }
  }
});

test("the magnet trips at ten times the rating at once, a push-button has none", () => {
  const magnetic = curveOf(BreakerClass.ThermalMagnetic, 20);
  expect(secondsToTrip(new Breaker(), magnetic, 200, 10)).toBe(0);
  expect(secondsToTrip(new Breaker(), magnetic, 190, 10)).toBeGreaterThan(1);
  expect(secondsToTrip(new Breaker(), curveOf(BreakerClass.Thermal, 20), 300, 10)).not.toBe(0);
});

test("a crest of a fault trips at once, and its arc ends at the current's zero", () => {
  const b = new Breaker();
  const curve = new BreakerCurve();
  expect(runUntilTrip(b, curve, 350, 1)).toBeLessThan(0.005);
  expect(b.conducting_1).toBe(1);
  for (let n = 0; n < 60; n++) breakerSample(b, curve, 0, 400 * Math.cos(n / 12.7), 0);
  expect(b.conducting_1 | b.conducting_2).toBe(0);
  expect(b.trips).toBe(1);
});

/** Seconds from a trip at three times the rating until the handle stays closed. */
function resetAfter(b: Breaker, curve: BreakerCurve): number {
  runUntilTrip(b, curve, 90, 60);
  for (let n = 0; n < 60; n++) breakerSample(b, curve, 0, 0, 0);
  expect(breakerSample(b, curve, 1, 0, 0)).toBe(1);
  expect(b.conducting_1).toBe(0);
  expect(breakerHeat(b, curve, 1)).toBe(0);
  let seconds = 0;
  while (b.heat_1 >= curve.reset_heat) {
    breakerHeat(b, curve, 0);
    seconds += 20 / 4800;
  }
  expect(breakerHeat(b, curve, 1)).toBe(1);
  expect(b.tripped).toBe(0);
  return seconds;
}

test("a hot bimetal resets after about a minute, a core in oil after a second", () => {
  const bimetal = resetAfter(new Breaker(), curveOf(BreakerClass.ThermalMagnetic, 30));
  expect(bimetal).toBeGreaterThan(45);
  expect(bimetal).toBeLessThan(75);
  expect(resetAfter(new Breaker(), curveOf(BreakerClass.HydraulicMagnetic, 30))).toBeLessThan(2);
});

test("a warm breaker trips sooner than a cold one", () => {
  const curve = curveOf(BreakerClass.ThermalMagnetic, 30);
  const warm = new Breaker();
  runUntilTrip(warm, curve, 30, 120);
  expect(runUntilTrip(warm, curve, 60, 200)).toBeLessThan(
    0.8 * runUntilTrip(new Breaker(), curve, 60, 200),
  );
});

test("the table of docs/internals/twin.md", () => {
  const row = (name: string, sensing: BreakerClass, amperes: number): string => {
    const curve = curveOf(sensing, amperes);
    const cells = [1.35, 2, 3, 10].map((factor) => {
      const [quick, slow] = [-1, 1].map((band) =>
        secondsToTrip(inBand(band), curve, factor * amperes, DAY_S).toPrecision(2),
      );
      return factor === 10 && curve.magnetic_crest_a > 0
        ? "at once"
        : `${Number(quick)} to ${Number(slow)} s`;
    });
    return `| ${[name, ...cells].join(" | ")} |`;
  };
  const rows = [
    row("thermal-magnetic, 30 A", BreakerClass.ThermalMagnetic, 30),
    row("thermal-magnetic, 200 A", BreakerClass.ThermalMagnetic, 200),
    row("push-button, 25 A", BreakerClass.Thermal, 25),
    row("hydraulic-magnetic, 30 A", BreakerClass.HydraulicMagnetic, 30),
  ];
  console.info(rows.join("\n"));
  const page = readFileSync(new URL("../../docs/internals/twin.md", import.meta.url), "utf8");
  for (const one of rows) expect(page).toContain(one);
});
