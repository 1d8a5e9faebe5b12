import { expect, test } from "vitest";
import { Axis, Curve } from "./resample";
import { fitWave, frequencyOf, windowOf } from "./steady-wave";

const SAMPLE_HZ = 4800;
const sine =
  (hz: number, phase = 0.3) =>
  (t: number) =>
    170 * Math.sin(2 * Math.PI * hz * t + phase);

/** Equidistant sample times from 0. */
const evenly = (hz: number, length_s: number): Float64Array =>
  Float64Array.from({ length: Math.round(hz * length_s) + 1 }, (_, at) => at / hz);

function curveOf(seconds: Float64Array, wave: (t: number) => number, quantum_s = 0): Curve {
  const values = seconds.map(wave);
  const axis = new Axis(seconds, quantum_s);
  const hz = frequencyOf(axis.seconds, values, false) ?? 60;
  const fit = (end: boolean) => fitWave(windowOf(axis.seconds, values, 1 / hz, end), hz).wave;
  return new Curve(axis, values, fit(false), fit(true));
}

/** Largest error at our own sample times. */
function off(curve: Curve, wave: (t: number) => number, from_s: number, to_s: number): number {
  let most = 0;
  for (let at = Math.ceil(from_s * SAMPLE_HZ); at <= to_s * SAMPLE_HZ; at++) {
    const t = at / SAMPLE_HZ;
    most = Math.max(most, Math.abs(curve.at(t) - wave(t)));
  }
  return most;
}

test("our own rate is passed unchanged", () => {
  const wave = (t: number): number => sine(60)(t) + sine(1740, 1)(t) / 10;
  expect(off(curveOf(evenly(SAMPLE_HZ, 0.5), wave), wave, 0, 0.5)).toBeLessThan(1e-6);
});

test.each([600, 1000, 2400, 3840, 7680, 10_000, 100_000])("%i samples a second", (hz) => {
  const wave = (t: number): number => sine(60)(t) + sine(180, 1)(t) / 20;
  const curve = curveOf(evenly(hz, 0.3), wave);
  // The middle is band-limited; the ends depend on the wave that continues them.
  expect(off(curve, wave, 0.06, 0.24)).toBeLessThan(0.02);
  expect(off(curve, wave, 0, 0.3)).toBeLessThan(5);
});

test("frequencies above half our rate are removed without aliasing", () => {
  const low = sine(60);
  const wave = (t: number): number => low(t) + sine(4800 + 60 * 13, 0.7)(t);
  expect(off(curveOf(evenly(48_000, 0.3), wave), low, 0.05, 0.25)).toBeLessThan(0.05);
});

test("several rates in one file", () => {
  const dense = evenly(4800, 0.1).map((t) => t + 0.1);
  const thin = evenly(600, 0.1);
  const seconds = Float64Array.from([
    ...thin,
    ...dense.subarray(1),
    ...thin.subarray(1).map((t) => t + 0.2),
  ]);
  expect(new Axis(seconds, 0).segments).toHaveLength(3);
  const wave = sine(60);
  expect(off(curveOf(seconds, wave), wave, 0.02, 0.28)).toBeLessThan(2.5);
});

test("time stamps that are rounded to microseconds", () => {
  const seconds = evenly(3000, 0.3).map((t) => Math.round(t * 1e6) / 1e6);
  const wave = sine(60);
  expect(off(curveOf(seconds, wave, 1e-6), wave, 0.03, 0.27)).toBeLessThan(0.05);
});

test("a rate that drifts with the line", () => {
  const seconds = new Float64Array(1200);
  for (let at = 1; at < seconds.length; at++) {
    seconds[at] = (seconds[at - 1] ?? 0) + 1 / (2400 + 20 * Math.sin(at / 200));
  }
  const wave = sine(50);
  expect(new Axis(seconds, 0).segments).toHaveLength(1);
  expect(off(curveOf(seconds, wave), wave, 0.05, 0.4)).toBeLessThan(0.1);
});

test("a gap is detected and interpolated linearly", () => {
  const early = evenly(4800, 0.05);
  const seconds = Float64Array.from([...early, ...early.map((t) => t + 0.2)]);
  const axis = new Axis(seconds, 0);
  expect(axis.gaps).toEqual([{ from_s: 0.05, to_s: 0.2 }]);
  const curve = curveOf(seconds, (t) => (t < 0.1 ? 10 : 20));
  expect(curve.at(0.125)).toBeCloseTo(15, 6);
});

test("a recording is continued by its wave beyond its ends", () => {
  const wave = sine(60);
  const curve = curveOf(evenly(2400, 0.1), wave);
  expect(off(curve, wave, -0.1, 0)).toBeLessThan(1);
  expect(off(curve, wave, 0.1, 0.2)).toBeLessThan(1);
});

test.each([45, 50, 59.4, 60, 85])("the frequency of %d Hz is measured", (hz) => {
  const seconds = evenly(1200, 0.2);
  expect(frequencyOf(seconds, seconds.map(sine(hz)), false)).toBeCloseTo(hz, 1);
  expect(frequencyOf(seconds, seconds.map(sine(hz)), true)).toBeCloseTo(hz, 1);
});

test("a fault at the start does not hide the frequency after it; noise has none", () => {
  const seconds = evenly(4800, 0.4);
  const late = seconds.map((t) => (t < 0.05 ? Math.sign(Math.sin(900 * t)) * 300 : sine(60)(t)));
  expect(frequencyOf(seconds, late, false)).toBeCloseTo(60, 1);
  const noise = seconds.map((t) => Math.sin(t * 1e7));
  expect(frequencyOf(seconds, noise, false)).toBeUndefined();
});
