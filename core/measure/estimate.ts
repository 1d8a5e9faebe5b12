/**
 * Turns sums into volts, amperes, watts and hertz, once a tick.
 *
 * One-cycle values are refreshed at every half cycle of their own place (IEC 61000-4-30); fast
 * values span the last 40 samples and are refreshed at every tick.
 */
import {
  CURRENT_OFFSET_MAX,
  HALF_CYCLE_SAMPLES_MAX,
  PLACES,
  QUANTITIES_PER_PLACE,
  Quantity,
  REACTIVE,
  Sense,
  VOLTAGE_OFFSET_MAX,
} from "./sense";
import { SAMPLE_HZ, TICK_HZ, UNKNOWN, countUp } from "../hardware/units";
import { LIMB_MASK, dividePair, meanOfPair, root16 } from "./wide";

/** Mean square, in counts, of the 3.0 V pilot tone on a leg. */
const PILOT_MEAN_SQUARE: i32 = 4608;
/** Amplitudes in counts between which a pilot counts as detected; the true one is 96. */
const PILOT_MIN: i32 = 40;
const PILOT_MAX: i32 = 200;
/** Misses, 25 ms apart; an odd harmonic of an engine that slows may cross the pilot. */
const PILOT_MISSES: i32 = 12;
/** Distance of the pilot's images, and how near to one a harmonic hides the pilot. */
const PILOT_IMAGE_MHZ: i32 = 40000;
const PILOT_HIDDEN_MHZ: i32 = 4000;
/** Below this a leg's harmonics are small beside the pilot. */
const HARMONICS_FROM_MV: i32 = 25000;
/** The product of a period in 1/256 sample and its frequency in millihertz. */
const PERIOD_TO_MHZ: i32 = 256 * SAMPLE_HZ * 1000;
/** Loss of the 16-sample mean at 60 Hz in 1e-5, its slope per hertz, and its limit. */
const FILTER_LOSS: i32 = 6427;
const FILTER_LOSS_PER_HZ: i32 = 210;
const FILTER_LOSS_MAX: i32 = 20000;

/** The measured values of one place. Voltages in millivolts RMS. */
export class MeasuringPoint {
  leg1_mv: i32 = 0;
  leg2_mv: i32 = 0;
  line_mv: i32 = 0;
  fast_leg1_mv: i32 = 0;
  fast_leg2_mv: i32 = 0;
  fast_line_mv: i32 = 0;
  /** Frequency smoothed over about four cycles, and of the last cycle; 0 = no oscillation. */
  frequency_mhz: i32 = 0;
  fast_frequency_mhz: i32 = 0;
  /** Change of the smoothed frequency over the last second. */
  rate_mhz_per_s: i32 = 0;
  /** Cosine of the angle between the legs: -1000 on a healthy split phase; UNKNOWN below 10 V. */
  leg_cosine_permille: i32 = 0;
  /** Vector sum of both legs: 0 on a healthy split phase. */
  residual_mv: i32 = 0;
  /** Everything but the fundamental; a third harmonic reads a sixth too low. */
  distortion_permille: i32 = 0;
  /** Square of the distortion, averaged over about eight cycles. */
  distortion_ppm: i32 = 0;
  /** Slow mean of the line voltage, to judge its steadiness. */
  slow_line_mv: i32 = 0;
  /** Bit 1: the pilot of leg 1 is detected; bit 2: that of leg 2. */
  pilots: i32 = 0;
  /** Voltage across each pole (line out: each leg to the midpoint of the utility legs). */
  across1_mv: i32 = 0;
  across2_mv: i32 = 0;
  /** 1 while the last 40 samples show more than 20 V across the pole. */
  fast_across1: i32 = 0;
  fast_across2: i32 = 0;
  current1_ma: i32 = 0;
  current2_ma: i32 = 0;
  /** 1 while the last 40 samples show more than 1 A on a leg. */
  fast_current: i32 = 0;
  power1_w: i32 = 0;
  power2_w: i32 = 0;
  /** Of the generator only: finer power of each leg, and both legs' of the last 40 samples. */
  power1_deciwatt: i32 = 0;
  power2_deciwatt: i32 = 0;
  fast_power_w: i32 = 0;
  /** Positive while the current lags, as a motor's does. */
  fast_reactive_var: i32 = 0;
  boundaries: i32 = 0;
  periods: i32 = 0;
  frequency_times16: i32 = 0;
  frequency_half_s_ago: i32 = 0;
  frequency_one_s_ago: i32 = 0;
  rate_timer: i32 = 0;
  /** Ticks with an oscillation; the rate is valid only after a while. */
  oscillating_ticks: i32 = 0;
}

export class Estimate {
  utility: MeasuringPoint = new MeasuringPoint();
  generator: MeasuringPoint = new MeasuringPoint();
  out: MeasuringPoint = new MeasuringPoint();
  /** Snapshots of the sums at the last ticks: `slot * 30 + quantity`. */
  tick_low: Int32Array = new Int32Array(60);
  tick_high: Int32Array = new Int32Array(60);
  slot: i32 = 0;
  /** The last roots, from which Newton's method starts: 30 one-cycle and 30 fast ones. */
  guess: Int32Array = new Int32Array(60);
  /** Voltage channel whose pilot is checked in this tick, and misses in a row per channel. */
  pilot_turn: i32 = 0;
  pilot_misses: Int32Array = new Int32Array(6);
  /** Mean pilot of each voltage channel as a vector, in counts. */
  pilot_real: Int32Array = new Int32Array(6);
  pilot_imaginary: Int32Array = new Int32Array(6);
}

/** Mean square of one quantity over the last full cycle, in counts squared. */
function cycleMeanSquare(s: Sense, q: i32, samples: i32): i32 {
  let hi: i32 = ((s.mark_high[q] as i32) - (s.mark_high[60 + q] as i32)) | 0;
  let lo: i32 = (s.mark_low[q] as i32) - (s.mark_low[60 + q] as i32);
  if (lo < 0) {
    lo = lo + LIMB_MASK + 1;
    hi = hi - 1;
  }
  return dividePair(hi, lo, samples);
}

function cycleRoot(s: Sense, e: Estimate, q: i32, samples: i32, pilot: i32): i32 {
  const root: i32 = root16(cycleMeanSquare(s, q, samples) - pilot, e.guess[q] as i32);
  e.guess[q] = root;
  return root;
}

function cycleWatts(s: Sense, q: i32, samples: i32): i32 {
  const hi: i32 = ((s.mark_high[q] as i32) - (s.mark_high[60 + q] as i32)) | 0;
  const lo: i32 = (s.mark_low[q] as i32) - (s.mark_low[60 + q] as i32);
  return meanOfPair(hi, lo, samples);
}

/** Sixteenths of a voltage or utility current count (32 per volt or ampere) to thousandths. */
function milli(root: i32): i32 {
  return ((root * 125) / 64) | 0;
}

/** Sum of squares of one quantity over the last 40 samples, divided by 64. */
function fastSum(s: Sense, e: Estimate, q: i32): i32 {
  // The slot to be overwritten next holds the sums of two ticks ago.
  const at: i32 = e.slot * 30 + q;
  const hi: i32 = ((s.highs[q] as i32) - (e.tick_high[at] as i32)) | 0;
  const lo: i32 = (s.lows[q] as i32) - (e.tick_low[at] as i32);
  return (hi << 18) + (lo >> 6);
}

/** Watts from a fast sum of products of voltage and generator current, 32 by 128 counts. */
const FAST_SUM_PER_WATT: i32 = (40 * 32 * 128) / 64;

/** Power of both legs of the generator path over the last 40 samples. */
function fastPower(s: Sense, e: Estimate): void {
  const first: i32 = QUANTITIES_PER_PLACE;
  const one: i32 = fastSum(s, e, first + Quantity.Power1);
  const two: i32 = fastSum(s, e, first + Quantity.Power2);
  const reactive: i32 = fastSum(s, e, REACTIVE);
  e.generator.fast_power_w = ((one / FAST_SUM_PER_WATT) | 0) + ((two / FAST_SUM_PER_WATT) | 0);
  e.generator.fast_reactive_var = (reactive / FAST_SUM_PER_WATT) | 0;
}

function fastMilli(s: Sense, e: Estimate, q: i32, pilot: i32): i32 {
  const mean: i32 = (((fastSum(s, e, q) / 5) | 0) << 3) - pilot;
  const root: i32 = root16(mean, e.guess[30 + q] as i32);
  e.guess[30 + q] = root;
  return milli(root);
}

/** Sum of squares over 40 samples of 20 V (640 counts), divided by 64. */
const ACROSS_FAST: i32 = (40 * 640 * 640) / 64;
/** Sum of squares over 40 samples of 1 A, divided by 64. */
const UTILITY_AMPERE_FAST: i32 = (40 * 32 * 32) / 64;
const GENERATOR_AMPERE_FAST: i32 = (40 * 128 * 128) / 64;

function fast(s: Sense, e: Estimate, p: MeasuringPoint, place: i32, ampere: i32): void {
  const first: i32 = (place * QUANTITIES_PER_PLACE) | 0;
  p.fast_leg1_mv = fastMilli(s, e, first + Quantity.Leg1, PILOT_MEAN_SQUARE);
  p.fast_leg2_mv = fastMilli(s, e, first + Quantity.Leg2, PILOT_MEAN_SQUARE);
  p.fast_line_mv = fastMilli(s, e, first + Quantity.Line, 0);
  p.fast_across1 = fastSum(s, e, first + Quantity.Across1) > ACROSS_FAST ? 1 : 0;
  p.fast_across2 = fastSum(s, e, first + Quantity.Across2) > ACROSS_FAST ? 1 : 0;
  p.fast_current =
    fastSum(s, e, first + Quantity.Current1) > ampere ||
    fastSum(s, e, first + Quantity.Current2) > ampere
      ? 1
      : 0;
}

/** Cosine of the angle between the legs, from the three RMS values (law of cosines). */
function angle(p: MeasuringPoint): void {
  if (p.leg1_mv < 10000 || p.leg2_mv < 10000) {
    p.leg_cosine_permille = UNKNOWN;
    return;
  }
  // decivolts: squares of 400 V then fit
  const a: i32 = (p.leg1_mv / 100) | 0;
  const b: i32 = (p.leg2_mv / 100) | 0;
  const c: i32 = (p.line_mv / 100) | 0;
  const twice: i32 = (2 * a * b) | 0;
  const sum: i32 = (a * a + b * b) | 0;
  p.leg_cosine_permille = ((sum - ((c * c) | 0)) / ((twice / 1000) | 0)) | 0;
}

/**
 * Distortion in per mille: what the 16-sample mean removed beyond its loss of the fundamental. The
 * window's edges are off by a fraction of a sample, so the square is averaged before the root.
 */
export function distortion(p: MeasuringPoint, filtered_mv: i32): i32 {
  if (p.line_mv < 20000 || p.frequency_mhz == 0) {
    p.distortion_ppm = 0;
    return UNKNOWN;
  }
  const off_mhz: i32 = p.frequency_mhz - 60000;
  const loss: i32 = FILTER_LOSS + (((FILTER_LOSS_PER_HZ * off_mhz) / 1000) | 0);
  // Above 124 Hz the slope no longer holds, and the product below would exceed 31 bits.
  if (loss > FILTER_LOSS_MAX) return UNKNOWN;
  const expected: i32 = p.line_mv - (((((p.line_mv / 10) | 0) * loss) / 10000) | 0);
  let missing: i32 = expected - filtered_mv;
  if (missing > 1000000) missing = 1000000;
  else if (missing < -1000000) missing = -1000000;
  let share_ppm: i32 = ((missing * 1000) / ((expected / 1000) | 0)) | 0;
  if (share_ppm > 1000000) share_ppm = 1000000;
  else if (share_ppm < -1000000) share_ppm = -1000000;
  const thousandth: i32 = (share_ppm / 1000) | 0;
  const square_ppm: i32 = 2 * share_ppm - ((thousandth * thousandth) | 0);
  p.distortion_ppm = p.distortion_ppm + ((square_ppm - p.distortion_ppm) >> 4);
  return (root16(p.distortion_ppm, 0) / 16) | 0;
}

function cycle(s: Sense, e: Estimate, p: MeasuringPoint, place: i32): void {
  const samples: i32 = (s.half_last[place] as i32) + (s.half_before[place] as i32);
  const first: i32 = (place * QUANTITIES_PER_PLACE) | 0;
  p.leg1_mv = milli(cycleRoot(s, e, first + Quantity.Leg1, samples, PILOT_MEAN_SQUARE));
  p.leg2_mv = milli(cycleRoot(s, e, first + Quantity.Leg2, samples, PILOT_MEAN_SQUARE));
  p.line_mv = milli(cycleRoot(s, e, first + Quantity.Line, samples, 0));
  p.across1_mv = milli(cycleRoot(s, e, first + Quantity.Across1, samples, 0));
  p.across2_mv = milli(cycleRoot(s, e, first + Quantity.Across2, samples, 0));
  p.slow_line_mv = p.slow_line_mv + ((p.line_mv - p.slow_line_mv) >> 6);
  angle(p);
  const filtered: i32 = milli(cycleRoot(s, e, first + Quantity.Filtered, samples, 0));
  p.distortion_permille = distortion(p, filtered);
  if (place == 2) return;
  const shift: i32 = place == 1 ? 2 : 0;
  p.current1_ma = milli(cycleRoot(s, e, first + Quantity.Current1, samples, 0)) >> shift;
  p.current2_ma = milli(cycleRoot(s, e, first + Quantity.Current2, samples, 0)) >> shift;
  const power1: i32 = cycleWatts(s, first + Quantity.Power1, samples);
  const power2: i32 = cycleWatts(s, first + Quantity.Power2, samples);
  p.power1_w = power1 >> shift;
  p.power2_w = power2 >> shift;
  if (place == 0) return;
  // Quarters of a watt.
  p.power1_deciwatt = (5 * power1) >> 1;
  p.power2_deciwatt = (5 * power2) >> 1;
}

function frequency(s: Sense, p: MeasuringPoint, place: i32): void {
  const period: i32 = s.period[place] as i32;
  if (period == 0) {
    p.frequency_mhz = 0;
    p.fast_frequency_mhz = 0;
    p.frequency_times16 = 0;
    p.rate_mhz_per_s = UNKNOWN;
    p.oscillating_ticks = 0;
    return;
  }
  p.oscillating_ticks = countUp(p.oscillating_ticks);
  if ((s.periods[place] as i32) != p.periods) {
    p.periods = s.periods[place] as i32;
    p.fast_frequency_mhz = (PERIOD_TO_MHZ / period) | 0;
    // The first value counts as it is; later ones form a mean over about eight half cycles.
    if (p.frequency_times16 == 0) p.frequency_times16 = p.fast_frequency_mhz << 4;
    else {
      p.frequency_times16 =
        p.frequency_times16 + (((p.fast_frequency_mhz << 4) - p.frequency_times16) >> 3);
    }
    p.frequency_mhz = p.frequency_times16 >> 4;
  }
  p.rate_timer = p.rate_timer + 1;
  if (p.rate_timer < TICK_HZ / 2) return;
  p.rate_timer = 0;
  const known: boolean = p.oscillating_ticks > TICK_HZ + TICK_HZ / 2;
  p.rate_mhz_per_s = known ? p.frequency_mhz - p.frequency_one_s_ago : UNKNOWN;
  p.frequency_one_s_ago = p.frequency_half_s_ago;
  p.frequency_half_s_ago = p.frequency_mhz;
}

/**
 * Amplitude in counts of the pilot tone (a quarter of the sample rate) on one voltage channel, from
 * the last 20 samples. A second difference over four samples removes the line frequency. A tick is
 * a whole number of pilot periods, so the pilot's phase is constant and adds up; harmonics cancel.
 */
function hearPilot(s: Sense, e: Estimate, channel: i32): i32 {
  const first: i32 = channel << 5;
  const history = s.history;
  let real: i32 = 0;
  let imaginary: i32 = 0;
  for (let k: i32 = 0; k < 20; k++) {
    const n: i32 = s.now - 20 + k;
    const y: i32 =
      (history[first + (n & 31)] as i32) -
      2 * (history[first + ((n - 2) & 31)] as i32) +
      (history[first + ((n - 4) & 31)] as i32);
    const phase: i32 = k & 3;
    if (phase == 0) real = real + y;
    else if (phase == 1) imaginary = imaginary + y;
    else if (phase == 2) real = real - y;
    else imaginary = imaginary - y;
  }
  // Ten samples for each part, each four times the pilot; the mean spans about four turns (0.1 s).
  const a: i32 =
    (e.pilot_real[channel] as i32) + ((((real / 40) | 0) - (e.pilot_real[channel] as i32)) >> 2);
  const b: i32 =
    (e.pilot_imaginary[channel] as i32) +
    ((((imaginary / 40) | 0) - (e.pilot_imaginary[channel] as i32)) >> 2);
  e.pilot_real[channel] = a;
  e.pilot_imaginary[channel] = b;
  if (a > 4096 || a < -4096 || b > 4096 || b < -4096) return 4096;
  return (root16((a * a + b * b) | 0, 1600) / 16) | 0;
}

/**
 * Whether a harmonic of a live leg hides its pilot, so that a miss says nothing: an odd harmonic
 * from the 15th to the 27th that lies within 4 Hz of the pilot, or of one of its images. Each
 * channel is read 40 times a second, so the images lie 40 Hz apart. On the grid's 60 Hz the nearest
 * harmonic is 20 Hz away. A slot harmonic may be larger than the pilot itself: 3 % of 120 V.
 */
export function hidesPilot(leg_mv: i32, frequency_mhz: i32): boolean {
  if (leg_mv < HARMONICS_FROM_MV || frequency_mhz <= 0 || frequency_mhz > 70000) return false;
  for (let order: i32 = 15; order <= 27; order += 2) {
    const from_image: i32 = ((order * frequency_mhz) | 0) % PILOT_IMAGE_MHZ;
    if (from_image <= PILOT_HIDDEN_MHZ) return true;
    if (from_image >= PILOT_IMAGE_MHZ - PILOT_HIDDEN_MHZ) return true;
  }
  return false;
}

/**
 * Checks the pilot of one channel a tick; a lead counts as broken after 0.3 s of misses. While a
 * harmonic hides the pilot, the last result stands. A broken lead has neither volts nor harmonics.
 */
function pilots(s: Sense, e: Estimate): void {
  const channel: i32 = e.pilot_turn;
  e.pilot_turn = channel == 5 ? 0 : channel + 1;
  const amplitude: i32 = hearPilot(s, e, channel);
  const heard: boolean = amplitude > PILOT_MIN && amplitude < PILOT_MAX;
  e.pilot_misses[channel] = heard ? 0 : countUp(e.pilot_misses[channel] as i32);
  const p = channel < 2 ? e.utility : channel < 4 ? e.generator : e.out;
  const bit: i32 = (channel & 1) == 0 ? 1 : 2;
  if (heard) {
    p.pilots = p.pilots | bit;
    return;
  }
  const leg_mv: i32 = (channel & 1) == 0 ? p.fast_leg1_mv : p.fast_leg2_mv;
  if (hidesPilot(leg_mv, p.frequency_mhz)) e.pilot_misses[channel] = 0;
  else if ((e.pilot_misses[channel] as i32) >= PILOT_MISSES) p.pilots = p.pilots & ~bit;
}

function onePlace(s: Sense, e: Estimate, p: MeasuringPoint, place: i32, ampere: i32): void {
  fast(s, e, p, place, ampere);
  frequency(s, p, place);
  if ((s.boundaries[place] as i32) == p.boundaries) return;
  p.boundaries = s.boundaries[place] as i32;
  if ((s.half_before[place] as i32) > 0) cycle(s, e, p, place);
}

/** Updates the measured values of the three places; call once a tick. */
export function estimateTick(e: Estimate, s: Sense): void {
  holdBounds(s);
  onePlace(s, e, e.utility, 0, UTILITY_AMPERE_FAST);
  onePlace(s, e, e.generator, 1, GENERATOR_AMPERE_FAST);
  onePlace(s, e, e.out, 2, UTILITY_AMPERE_FAST);
  fastPower(s, e);
  pilots(s, e);
  const first: i32 = (e.slot * 30) | 0;
  for (let q: i32 = 0; q < 30; q++) {
    e.tick_low[first + q] = s.lows[q] as i32;
    e.tick_high[first + q] = s.highs[q] as i32;
  }
  e.slot = 1 - e.slot;
}

/** Limits the offsets, so that no product exceeds 32 bits and a stuck channel stays visible. */
function holdBounds(s: Sense): void {
  for (let c: i32 = 0; c < 10; c++) {
    const o: i32 = s.offset[c] as i32;
    const most: i32 = c < 6 ? VOLTAGE_OFFSET_MAX : CURRENT_OFFSET_MAX;
    if (o > most) s.offset[c] = most;
    else if (o < -most) s.offset[c] = -most;
  }
  for (let place: i32 = 0; place < PLACES; place++) {
    if ((s.since_boundary[place] as i32) > HALF_CYCLE_SAMPLES_MAX) s.since_boundary[place] = 0;
  }
}
