/**
 * The utility's split-phase service up to the meter's line jaws: the transformer with both legs and
 * its neutral, and the feeder behind it with its disturbances.
 * Nominal 120/240 V: ANSI C84.1. Patterns (sag, swell, slow return, lost leg, neighbour's backfeed,
 * ghost voltage): what utilities and meter crews report; sizes are engineering judgement.
 */
import { Oscillator, SlowWave, tune, turn, turnSlow, withHarmonics } from "../waves/oscillator";

/** Volts of one leg, RMS, at 1 per unit. */
const LEG_VOLTS: f64 = 120.0;
const SQRT2: f64 = 1.4142135623730951;
const SAMPLE_S: f64 = 1.0 / 4800.0;

/** The utility service: orders that a test or scenario sets, and the state that follows them. */
export class Utility {
  /** 1 while the conductor of leg 1 (leg 2) is intact from the jaw to the transformer. */
  connected_1: i32 = 1;
  connected_2: i32 = 1;
  /** 1 while the service neutral is intact. */
  neutral_connected: i32 = 1;
  /**
   * 1 while the feeder is live; 0 is a dead feeder, still loaded by transformer and neighbours.
   */
  energized: i32 = 1;
  /**
   * Resistance of a dead feeder's other loads, per leg in ohms: neighbours and the transformer.
   * 0.02 is a shorted feeder; 8 is a street that one generator could carry.
   */
  neighbours_ohm: f64 = 1;
  /** Ordered voltage of each leg in per unit of 120 V, 0 to 3. */
  level_1: f64 = 1;
  level_2: f64 = 1;
  /** How fast the level follows the ordered one, in per unit per second; 0 is at once. */
  slew_per_s: f64 = 0;
  /** Ordered frequency in Hz (40 to 75), and its rate of change in Hz/s; 0 is at once. */
  hz: f64 = 60;
  hz_slew_per_s: f64 = 0;
  /** Sinusoidal wander of the frequency: amplitude in Hz and period in seconds (> 0.1). */
  wander_hz: f64 = 0;
  wander_period_s: f64 = 10;
  /** Third and fifth harmonic of the voltage in per unit (ferroresonance: 0.3 and more). */
  third: f64 = 0.005;
  fifth: f64 = 0.015;
  /** -1 is correct, +1 is crossed legs (both in phase). */
  leg2_sign: i32 = -1;
  /** Open-circuit ghost voltage, RMS, on a dead and disconnected line in. */
  ghost_volts: f64 = 0;
  /** Neighbour's backfeed on a dead feeder: per unit (0 is none), frequency and its wander. */
  neighbour_level: f64 = 0;
  neighbour_hz: f64 = 58.5;
  neighbour_wander_hz: f64 = 1;
  neighbour_wander_period_s: f64 = 7;
  /** Impulse added to both legs in volts; it decays within 1 ms. */
  surge_volts: f64 = 0;

  /** State: present levels in per unit, present frequency in Hz without the wander. */
  now_1: f64 = 1;
  now_2: f64 = 1;
  now_hz: f64 = 60;
  wave: Oscillator = new Oscillator();
  wander: SlowWave = new SlowWave();
  neighbour_wave: Oscillator = new Oscillator();
  neighbour_wander: SlowWave = new SlowWave();
  /** Crest volts of each leg in this sample. */
  peak_1: f64 = 0;
  peak_2: f64 = 0;
  /** Shape of the feeder's wave at the end of the sample, -1 to 1 (harmonics included). */
  shape: f64 = 0;
  /** Source voltages of both legs in volts at the start, middle and end of the sample. */
  start_1: f64 = 0;
  start_2: f64 = 0;
  middle_1: f64 = 0;
  middle_2: f64 = 0;
  end_1: f64 = 0;
  end_2: f64 = 0;
}

function follow(now: f64, target: f64, step: f64): f64 {
  if (step <= 0.0) return target;
  if (now < target) return now + step < target ? now + step : target;
  return now - step > target ? now - step : target;
}

/** Once a sample: levels, frequency, wander, and the source voltages of this sample. */
export function utilitySample(u: Utility): void {
  const step: f64 = u.slew_per_s * SAMPLE_S;
  const now_1: f64 = follow(u.now_1, u.level_1, step);
  const now_2: f64 = follow(u.now_2, u.level_2, step);
  u.now_1 = now_1;
  u.now_2 = now_2;
  let hz: f64 = follow(u.now_hz, u.hz, u.hz_slew_per_s * SAMPLE_S);
  u.now_hz = hz;
  if (u.wander_hz !== 0.0)
    hz += u.wander_hz * turnSlow(u.wander, 1.0 / u.wander_period_s, SAMPLE_S);
  const wave = u.wave;
  tune(wave, hz);
  turn(wave);
  const third: f64 = u.third;
  const fifth: f64 = u.fifth;
  const before: f64 = u.shape;
  const middle: f64 = withHarmonics(wave.middle, third, fifth);
  const shape: f64 = withHarmonics(wave.s, third, fifth);
  u.shape = shape;
  const alive: f64 = u.energized !== 0 ? LEG_VOLTS * SQRT2 : 0.0;
  const peak_1: f64 = alive * now_1;
  const peak_2: f64 = alive * now_2 * (u.leg2_sign as f64);
  u.peak_1 = peak_1;
  u.peak_2 = peak_2;
  u.start_1 = peak_1 * before;
  u.start_2 = peak_2 * before;
  u.middle_1 = peak_1 * middle;
  u.middle_2 = peak_2 * middle;
  u.end_1 = peak_1 * shape;
  u.end_2 = peak_2 * shape;
  if (u.neighbour_level !== 0.0) neighbourSample(u);
  if (u.surge_volts !== 0.0) {
    u.middle_1 += u.surge_volts;
    u.middle_2 -= u.surge_volts;
    u.end_1 += 0.5 * u.surge_volts;
    u.end_2 -= 0.5 * u.surge_volts;
    u.surge_volts = u.surge_volts * 0.25;
    if (u.surge_volts < 1.0 && u.surge_volts > -1.0) u.surge_volts = 0;
  }
}

/** A neighbour's generator that feeds the dead feeder, at a wandering frequency of its own. */
function neighbourSample(u: Utility): void {
  const wander: f64 = turnSlow(u.neighbour_wander, 1.0 / u.neighbour_wander_period_s, SAMPLE_S);
  tune(u.neighbour_wave, u.neighbour_hz + u.neighbour_wander_hz * wander);
  const peak: f64 = u.energized === 0 ? LEG_VOLTS * SQRT2 * u.neighbour_level : 0.0;
  u.start_1 += peak * u.neighbour_wave.s;
  u.start_2 -= peak * u.neighbour_wave.s;
  turn(u.neighbour_wave);
  u.middle_1 += peak * u.neighbour_wave.middle;
  u.middle_2 -= peak * u.neighbour_wave.middle;
  u.end_1 += peak * u.neighbour_wave.s;
  u.end_2 -= peak * u.neighbour_wave.s;
}
