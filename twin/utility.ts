/**
 * The utility's split-phase service up to the meter's line jaws: transformer with both legs and its
 * neutral, the feeder behind it, and what the feeder does to a house.
 * Nominal 120/240 V: ANSI C84.1. Patterns (sag, swell, slow return, lost leg, neighbour's backfeed,
 * ghost voltage): domain.md 5.4. Impedance of the ghost's coupling: engineering judgement.
 */
import { Oscillator, SlowWave, pull, tune, turnSlow, withHarmonics } from "./oscillator";

/** Volts of one leg, RMS, at 1 per unit. */
export const LEG_VOLTS: f64 = 120.0;
const SQRT2: f64 = 1.4142135623730951;
const SAMPLE_S: f64 = 1.0 / 4800.0;

/** The utility service: orders that a test or a scenario sets, then the state that follows them. */
export class Utility {
  /** 1 while the conductor of leg 1 (leg 2) is whole from the jaw to the transformer. */
  connected_1: i32 = 1;
  connected_2: i32 = 1;
  /** 1 while the service neutral is whole. */
  neutral_connected: i32 = 1;
  /** 1 while the feeder lives; 0 is a dead feeder that still hangs on transformer and neighbours. */
  energized: i32 = 1;
  /** Ordered voltage of each leg in per unit of 120 V, 0 to 3. */
  level_1: f64 = 1;
  level_2: f64 = 1;
  /** How fast the present level follows the ordered one, per unit a second; 0 is at once. */
  slew_per_s: f64 = 0;
  /** Ordered frequency in Hz (40 to 75), and how fast it is followed in Hz/s; 0 is at once. */
  hz: f64 = 60;
  hz_slew_per_s: f64 = 0;
  /** Sinusoidal wander of the frequency: amplitude in Hz and period in seconds (> 0.1). */
  wander_hz: f64 = 0;
  wander_period_s: f64 = 10;
  /** Third and fifth harmonic of the voltage in per unit (ferroresonance: 0.3 and more). */
  third: f64 = 0.005;
  fifth: f64 = 0.015;
  /** -1 as it should be, +1 with crossed legs (both in phase). */
  leg2_sign: i32 = -1;
  /** Open-circuit ghost voltage, RMS, on a dead and disconnected line in. */
  ghost_volts: f64 = 0;
  /** Neighbour's backfeed on a dead feeder: per unit (0 is none), frequency and its wander. */
  neighbour_level: f64 = 0;
  neighbour_hz: f64 = 58.5;
  neighbour_wander_hz: f64 = 1;
  neighbour_wander_period_s: f64 = 7;
  /** Impulse added to both legs in volts: decays by itself in some 50 microseconds to 1 ms. */
  surge_volts: f64 = 0;

  /** State: present levels in per unit, present frequency in Hz without the wander. */
  now_1: f64 = 1;
  now_2: f64 = 1;
  now_hz: f64 = 60;
  wave: Oscillator = new Oscillator();
  wander: SlowWave = new SlowWave();
  neighbour_wave: Oscillator = new Oscillator();
  neighbour_wander: SlowWave = new SlowWave();
  /** Peak volts of the legs of this sample, feeder's and neighbour's share. */
  peak_1: f64 = 0;
  peak_2: f64 = 0;
  neighbour_peak: f64 = 0;
  /** Source voltages in volts after the last turn. */
  emf_1: f64 = 0;
  emf_2: f64 = 0;
}

function follow(now: f64, target: f64, step: f64): f64 {
  if (step <= 0.0) return target;
  if (now < target) return now + step < target ? now + step : target;
  return now - step > target ? now - step : target;
}

/** Once a sample: levels, frequency, wander. */
export function utilitySample(u: Utility): void {
  const step: f64 = u.slew_per_s * SAMPLE_S;
  u.now_1 = follow(u.now_1, u.level_1, step);
  u.now_2 = follow(u.now_2, u.level_2, step);
  u.now_hz = follow(u.now_hz, u.hz, u.hz_slew_per_s * SAMPLE_S);
  let hz: f64 = u.now_hz;
  if (u.wander_hz !== 0.0) hz += u.wander_hz * turnSlow(u.wander, 1.0 / u.wander_period_s);
  tune(u.wave, hz);
  pull(u.wave);
  const alive: f64 = u.energized !== 0 ? LEG_VOLTS * SQRT2 : 0.0;
  u.peak_1 = alive * u.now_1;
  u.peak_2 = alive * u.now_2 * (u.leg2_sign as f64);
  u.neighbour_peak = 0;
  if (u.neighbour_level !== 0.0) {
    const wander: f64 = turnSlow(u.neighbour_wander, 1.0 / u.neighbour_wander_period_s);
    tune(u.neighbour_wave, u.neighbour_hz + u.neighbour_wander_hz * wander);
    pull(u.neighbour_wave);
    if (u.energized === 0) u.neighbour_peak = LEG_VOLTS * SQRT2 * u.neighbour_level;
  }
  if (u.surge_volts !== 0.0) {
    u.surge_volts = u.surge_volts * 0.5;
    if (u.surge_volts < 1.0 && u.surge_volts > -1.0) u.surge_volts = 0;
  }
}

/** Source voltages at the angle that the waves stand at. */
export function utilityEmf(u: Utility): void {
  const s: f64 = withHarmonics(u.wave.s, u.third, u.fifth);
  u.emf_1 = u.peak_1 * s + u.surge_volts;
  u.emf_2 = u.peak_2 * s - u.surge_volts;
  if (u.neighbour_peak !== 0.0) {
    u.emf_1 += u.neighbour_peak * u.neighbour_wave.s;
    u.emf_2 -= u.neighbour_peak * u.neighbour_wave.s;
  }
}
