import { assert, constantFrom, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { Estimate, MeasuringPoint, distortion, estimateTick, hidesPilot } from "./estimate";
import { Sense, senseSample } from "./sense";
import { UNKNOWN } from "../hardware/units";

const SEED = 20261130;

interface Wave {
  volts1: number;
  volts2: number;
  angle_degrees?: number;
  hz?: number;
  third?: number;
  /** A slot harmonic: its order and share of the leg, and the phase it starts with in degrees. */
  slot?: readonly [order: number, share: number, degrees: number];
}
const slotOf = ({ slot: [order, share, degrees] = [1, 0, 0] }: Wave, turn: number): number =>
  share * Math.sin(order * turn + (degrees * Math.PI) / 180);

const DEAD: Wave = { volts1: 0, volts2: 0 };

/** Feeds `seconds` of three places with pilots and returns what was estimated. */
function feed(utility: Wave, seconds: number, pilots = 63, generator = DEAD, out = utility) {
  const sense = new Sense();
  const estimate = new Estimate();
  const samples = new Int32Array(10);
  for (let n = 0; n < seconds * 4800; n++) {
    [utility, generator, out].forEach((wave, place) => {
      const phase = (2 * Math.PI * (wave.hz ?? 60) * n) / 4800;
      const angle = ((wave.angle_degrees ?? 180) * Math.PI) / 180;
      [wave.volts1, wave.volts2].forEach((volts, leg) => {
        const turn = phase + (leg === 0 ? 0 : angle);
        const wanted =
          Math.SQRT2 *
          volts *
          (Math.sin(turn) + (wave.third ?? 0) * Math.sin(3 * turn) + slotOf(wave, turn));
        const channel = place * 2 + leg;
        const pilot = (pilots >> channel) & 1 ? [96, 0, -96, 0][n % 4]! : 0;
        samples[channel] = Math.round(wanted * 32) + pilot;
      });
    });
    samples[6] = Math.round(Math.SQRT2 * 10 * 32 * Math.sin((2 * Math.PI * 60 * n) / 4800));
    senseSample(sense, samples);
    if (n % 20 === 19) estimateTick(estimate, sense);
  }
  return estimate;
}

test("a healthy service reads its volts, hertz and opposite legs", () => {
  const { utility } = feed({ volts1: 120, volts2: 121 }, 3);
  expect(utility.leg1_mv).toBeGreaterThan(119_900);
  expect(utility.leg1_mv).toBeLessThan(120_100);
  expect(utility.line_mv).toBeGreaterThan(240_800);
  expect(utility.line_mv).toBeLessThan(241_200);
  expect(Math.abs(utility.frequency_mhz - 60_000)).toBeLessThan(10);
  expect(Math.abs(utility.rate_mhz_per_s)).toBeLessThan(20);
  expect(utility.leg_cosine_permille).toBeLessThan(-995);
  expect(utility.distortion_permille).toBeLessThan(15);
  expect(utility.pilots).toBe(3);
  expect(Math.abs(utility.current1_ma - 10_000)).toBeLessThan(30);
  expect(Math.abs(utility.power1_w - 1200)).toBeLessThan(10);
});

test.each([57, 58.5, 61.2, 63])("voltage and frequency hold at %s Hz", (hz) => {
  const { utility } = feed({ volts1: 118, volts2: 118, hz }, 2);
  expect(Math.abs(utility.line_mv - 236_000)).toBeLessThan(600);
  expect(Math.abs(utility.frequency_mhz - hz * 1000)).toBeLessThan(20);
  expect(utility.distortion_permille).toBeLessThan(40);
});

test("a dead line with its pilots reads near zero and has no frequency", () => {
  const { utility } = feed(DEAD, 1);
  expect(utility.leg1_mv).toBeLessThan(500);
  expect(utility.line_mv).toBeLessThan(500);
  expect(utility.frequency_mhz).toBe(0);
  expect(utility.leg_cosine_permille).toBe(UNKNOWN);
  expect(utility.pilots).toBe(3);
});

test("a broken lead is not a dead line: its pilot is missing", () => {
  expect(feed(DEAD, 1, 62).utility.pilots).toBe(2);
  expect(feed({ volts1: 120, volts2: 120 }, 1, 61).utility.pilots).toBe(1);
});

test(`a slot harmonic of 3 % at any hertz breaks no lead (seed ${SEED})`, () => {
  const holds = property(
    integer({ min: 55_000, max: 66_000 }),
    constantFrom(17, 19, 21, 23),
    integer({ min: 0, max: 359 }),
    (mhz, order, degrees) => {
      const wave: Wave = { volts1: 120, volts2: 120, hz: mhz / 1000, slot: [order, 0.03, degrees] };
      expect(feed(wave, 1.5).utility.pilots).toBe(3);
    },
  );
  assert(holds, { seed: SEED, numRuns: 60 });
});

test.each([57.14, 61.05, 63.16, 65.26])(
  "beside a harmonic at %s Hz a broken lead is found",
  (hz) => {
    const wave: Wave = { volts1: 120, volts2: 0, hz, slot: [19, 0.03, 90] };
    expect(feed(wave, 0.6, 61).utility.pilots).toBe(1);
  },
);

test("on the grid no harmonic hides a pilot", () => {
  for (let mhz = 59_900; mhz <= 60_100; mhz++) expect(hidesPilot(120_000, mhz)).toBe(false);
  expect(hidesPilot(120_000, 63_158)).toBe(true);
  expect(hidesPilot(10_000, 63_158)).toBe(false);
  expect(hidesPilot(120_000, 0)).toBe(false);
});

test("legs in phase show in the angle", () => {
  const { utility } = feed({ volts1: 120, volts2: 120, angle_degrees: 0 }, 1);
  expect(utility.leg_cosine_permille).toBeGreaterThan(990);
  expect(utility.line_mv).toBeLessThan(500);
});

test("a strong third harmonic counts as distortion", () => {
  const { utility } = feed({ volts1: 120, volts2: 120, third: 0.2 }, 1);
  expect(utility.distortion_permille).toBeGreaterThan(140);
  expect(utility.distortion_permille).toBeLessThan(220);
});

test.each([600_000, -600_000, 0, 1_000_000])(
  "where less is expected, %s mV through the filter still count within bounds",
  (filtered_mv) => {
    const place = Object.assign(new MeasuringPoint(), { line_mv: 240_000, frequency_mhz: 124_000 });
    for (let cycle = 0; cycle < 100; cycle++) distortion(place, filtered_mv);
    expect(place.distortion_ppm).not.toBe(0);
    expect(Math.abs(place.distortion_ppm)).toBeLessThanOrEqual(3_000_000);
    expect(place.distortion_ppm).toBe(place.distortion_ppm | 0);
  },
);

test("far from 60 Hz no distortion is reported, and no product leaves 31 bits", () => {
  // Largest line voltage of the converter: 2 x 16383 counts of 1/32 V.
  const place = Object.assign(new MeasuringPoint(), { line_mv: 1_024_000, frequency_mhz: 125_000 });
  for (const frequency_mhz of [125_000, 600_000, 2_400_000]) {
    place.frequency_mhz = frequency_mhz;
    expect(distortion(place, 200_000)).toBe(UNKNOWN);
    expect(place.distortion_ppm).toBe(0);
  }
  expect((1_024_000 / 10) * 20_000).toBeLessThan(2 ** 31);
});

test("an offset of the converter is no voltage, and one that is too large stays visible", () => {
  const sense = new Sense();
  const estimate = new Estimate();
  const samples = new Int32Array(10);
  samples[0] = 100;
  samples[2] = 9000;
  for (let n = 0; n < 4800 * 10; n++) {
    senseSample(sense, samples);
    if (n % 20 === 19) estimateTick(estimate, sense);
  }
  expect(estimate.utility.leg1_mv).toBeLessThan(500);
  expect(estimate.generator.leg1_mv).toBeGreaterThan(200_000);
  expect(estimate.generator.pilots).toBe(0);
});
