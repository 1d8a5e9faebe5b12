import { expect, test } from "vitest";
import {
  Oscillator,
  SlowWave,
  shiftPhase,
  tune,
  turn,
  turnSlow,
  withHarmonics,
} from "./oscillator";

test("the wave follows the sine for an hour of samples at any frequency", () => {
  for (const hz of [40, 57, 60, 60.05, 72]) {
    const o = new Oscillator();
    tune(o, hz);
    let worst = 0;
    const samples = 48_000;
    for (let n = 1; n <= samples; n++) {
      turn(o);
      if (n % 97 === 0) {
        const turns = (n * hz) / 4800;
        const angle = (turns - Math.floor(turns)) * 2 * Math.PI;
        const before = angle - (Math.PI * hz) / 4800;
        const errors = [o.s - Math.sin(angle), o.c - Math.cos(angle), o.middle - Math.sin(before)];
        worst = Math.max(worst, ...errors.map(Math.abs));
      }
    }
    expect(worst).toBeLessThan(1e-9);
  }
});

test("harmonics are those of the same angle", () => {
  for (let angle = 0; angle < 6.3; angle += 0.1) {
    const wave = Math.sin(angle) + 0.1 * Math.sin(3 * angle) + 0.05 * Math.sin(5 * angle);
    expect(withHarmonics(Math.sin(angle), 0.1, 0.05)).toBeCloseTo(wave, 12);
  }
});

test("a jump of phase lands where it should", () => {
  const o = new Oscillator();
  shiftPhase(o, 0.25);
  expect(o.s).toBeCloseTo(1, 9);
  shiftPhase(o, 1.25);
  expect(o.c).toBeCloseTo(-1, 9);
});

test("a slow wave keeps its size and its period", () => {
  const w = new SlowWave();
  for (let n = 0; n < 48_000; n++) turnSlow(w, 0.1, 1 / 4800);
  expect(w.s).toBeCloseTo(0, 3);
  expect(w.c).toBeCloseTo(1, 3);
});
