import { expect, test } from "vitest";
import { predictVolts, rectifierOhm, rectifierSource, smoothAfter } from "./rectifier";

test("a 60 Hz wave is predicted exactly, its neighbours nearly", () => {
  for (const hz of [57, 60, 63]) {
    let worst = 0;
    for (let n = 2; n < 200; n++) {
      const at = (k: number): number => 170 * Math.sin((2 * Math.PI * hz * k) / 4800);
      worst = Math.max(worst, Math.abs(predictVolts(at(n - 1), at(n - 2)) - at(n)));
    }
    expect(worst).toBeLessThan(hz === 60 ? 1e-9 : 0.2);
  }
});

test("the source follows the leg up to the capacitor's voltage, on both sides", () => {
  expect(rectifierSource(100, 150)).toBe(100);
  expect(rectifierSource(165, 150)).toBe(150);
  expect(rectifierSource(-165, 150)).toBe(-150);
});

test("the capacitor drains by the load, fills on the crest, and bleeds when it has stopped", () => {
  const ohm = rectifierOhm(120);
  expect(ohm).toBe(6);
  expect(smoothAfter(150, 0, 0, 120, ohm)).toBeLessThan(150);
  expect(smoothAfter(150, 170, 150, 120, ohm)).toBeGreaterThan(150);
  let smooth = 150;
  for (let n = 0; n < 10 * 4800; n++) smooth = smoothAfter(smooth, 0, 0, 120, ohm);
  expect(smooth).toBe(0);
});
