/**
 * From samples to sums: the only code that runs 4 800 times a second.
 *
 * Each quantity is one ever-growing sum of squares or products. A window is a difference of two
 * snapshots: between zero crossings for the one-cycle values (IEC 61000-4-30, Urms(1/2)), between
 * ticks for the fast half-cycle values. Roots and divisions are taken at tick rate (estimate.ts).
 */
import { COUNTS_PER_VOLT } from "../hardware/units";
import { LIMB_BITS, LIMB_MASK } from "./wide";

/** Quantities of one measuring point, at `place * QUANTITIES_PER_PLACE`. */
export const QUANTITIES_PER_PLACE: i32 = 10;
export const enum Quantity {
  Leg1 = 0,
  Leg2 = 1,
  Line = 2,
  /** Line to line after a 16-sample mean: fundamental and little else. */
  Filtered = 3,
  /** Voltage across the pole; for line out itself: leg to the midpoint of the utility legs. */
  Across1 = 4,
  Across2 = 5,
  Current1 = 6,
  Current2 = 7,
  Power1 = 8,
  Power2 = 9,
}
/**
 * In place of a current of line out, which has no sensor: its legs a quarter of a 60 Hz cycle ago,
 * times the generator's currents. Positive while a current lags its voltage.
 */
export const REACTIVE: i32 = 26;
/** Measuring points: utility line in, generator line in, line out. */
export const PLACES: i32 = 3;

/** The mean filter spans four periods of the pilot and two thirds of the fifth harmonic. */
const FILTER_SAMPLES: i32 = 16;
/** A quarter of a cycle at 60 Hz. */
const QUARTER_CYCLE_SAMPLES: i32 = 20;
/** A half cycle ends after so many samples even without a crossing (40 Hz). */
export const HALF_CYCLE_SAMPLES_MAX: i32 = 60;
/** A crossing counts only when the filtered signal has been beyond about 8 V since the last one. */
const CROSSING_COUNTS: i32 = FILTER_SAMPLES * COUNTS_PER_VOLT * 8;

export class Sense {
  /** Sample number, wraps at 2^22. */
  now: i32 = 0;
  /** Offset estimate of each channel, times 4096. */
  offset: Int32Array = new Int32Array(10);
  /** The sample set without offsets. */
  clean: Int32Array = new Int32Array(10);
  lows: Int32Array = new Int32Array(30);
  highs: Int32Array = new Int32Array(30);
  /** Last 32 samples of the six voltages, for the pilots: `channel * 32 + (now & 31)`. */
  history: Int32Array = new Int32Array(192);
  /** Last line to line values of each place, `place * 16 + (now & 15)`, and their running sums. */
  line_history: Int32Array = new Int32Array(48);
  line_sum: Int32Array = new Int32Array(3);
  /** 1 when the signal has been far enough beyond zero since the last crossing. */
  armed: Int32Array = new Int32Array(3);
  /** Time of the last rising and falling crossing in 1/256 sample; 0 = none. */
  rising_at: Int32Array = new Int32Array(3);
  falling_at: Int32Array = new Int32Array(3);
  /** Period of the last full cycle in 1/256 sample; 0 = no oscillation. */
  period: Int32Array = new Int32Array(3);
  /** Rises with each new period. */
  periods: Int32Array = new Int32Array(3);
  /** Samples since the last boundary of the half cycle. */
  since_boundary: Int32Array = new Int32Array(3);
  /** Samples in the last and the last but one half cycle. */
  half_last: Int32Array = new Int32Array(3);
  half_before: Int32Array = new Int32Array(3);
  /** Rises at each boundary: half a cycle more is complete. */
  boundaries: Int32Array = new Int32Array(3);
  /** Sums of the last and last but one half cycle's end and of the start before, per quantity. */
  mark_low: Int32Array = new Int32Array(90);
  mark_high: Int32Array = new Int32Array(90);
}

/** Marks: 0 = newest boundary, 1 = one half cycle before, 2 = one cycle before. */
function boundary(s: Sense, place: i32): void {
  const first: i32 = (place * QUANTITIES_PER_PLACE) | 0;
  const lows = s.lows;
  const highs = s.highs;
  const low = s.mark_low;
  const high = s.mark_high;
  for (let q: i32 = first; q < first + QUANTITIES_PER_PLACE; q++) {
    low[60 + q] = low[30 + q] as i32;
    high[60 + q] = high[30 + q] as i32;
    low[30 + q] = low[q] as i32;
    high[30 + q] = high[q] as i32;
    low[q] = lows[q] as i32;
    high[q] = highs[q] as i32;
  }
  s.half_before[place] = s.half_last[place] as i32;
  s.half_last[place] = s.since_boundary[place] as i32;
  s.since_boundary[place] = 0;
  s.boundaries[place] = ((s.boundaries[place] as i32) + 1) | 0;
}

function add(s: Sense, quantity: i32, product: i32): void {
  const low: i32 = (s.lows[quantity] as i32) + (product & LIMB_MASK);
  s.highs[quantity] =
    ((s.highs[quantity] as i32) + (product >> LIMB_BITS) + (low >> LIMB_BITS)) | 0;
  s.lows[quantity] = low & LIMB_MASK;
}

/**
 * No real offset is larger than 4 V, or than 16 counts of current (0.5 A and 0.125 A); a larger one
 * is a fault and must stay visible. The direct part of a short circuit's current must not be learnt
 * as an offset: it would look like a current after the switch has opened.
 */
export const VOLTAGE_OFFSET_MAX: i32 = 128 << 12;
export const CURRENT_OFFSET_MAX: i32 = 16 << 12;

/** Takes the offset off all channels: first order, time constant 4096 samples (0.85 s). */
function removeOffsets(s: Sense, samples: Int32Array): void {
  const clean = s.clean;
  const offset = s.offset;
  for (let c: i32 = 0; c < 10; c++) {
    const raw: i32 = samples[c] as i32;
    const o: i32 = offset[c] as i32;
    const x: i32 = raw - (o >> 12);
    offset[c] = o + x;
    clean[c] = x;
  }
}

/** One rising or falling crossing of the filtered line voltage, with its time between samples. */
function crossed(s: Sense, place: i32, rising: boolean, sum: i32, before: i32): void {
  const at: i32 = ((s.now << 8) - (((sum << 8) / (sum - before)) | 0)) | 0;
  const last: i32 = rising ? (s.rising_at[place] as i32) : (s.falling_at[place] as i32);
  if (last != 0) {
    s.period[place] = (at - last) & 0x3fffffff;
    s.periods[place] = ((s.periods[place] as i32) + 1) | 0;
  }
  if (rising) s.rising_at[place] = at == 0 ? 1 : at;
  else s.falling_at[place] = at == 0 ? 1 : at;
  s.armed[place] = 0;
  boundary(s, place);
}

function follow(s: Sense, place: i32, line: i32): void {
  const at: i32 = place * FILTER_SAMPLES + (s.now & 15);
  const before: i32 = s.line_sum[place] as i32;
  const sum: i32 = before + line - (s.line_history[at] as i32);
  s.line_history[at] = line;
  s.line_sum[place] = sum;
  const mean: i32 = sum >> 4;
  add(s, place * QUANTITIES_PER_PLACE + Quantity.Filtered, (mean * mean) | 0);
  const since: i32 = (s.since_boundary[place] as i32) + 1;
  s.since_boundary[place] = since;
  if (sum > CROSSING_COUNTS || sum < -CROSSING_COUNTS) s.armed[place] = 1;
  if (before < 0 && sum >= 0 && (s.armed[place] as i32) != 0) {
    crossed(s, place, true, sum, before);
  } else if (before >= 0 && sum < 0 && (s.armed[place] as i32) != 0) {
    crossed(s, place, false, sum, before);
  } else if (since >= HALF_CYCLE_SAMPLES_MAX) {
    s.period[place] = 0;
    s.rising_at[place] = 0;
    s.falling_at[place] = 0;
    boundary(s, place);
  }
}

/** Squares and products of one path: legs, line, pole voltages, currents, powers. */
function path(s: Sense, place: i32, channel: i32, current: i32): void {
  const clean = s.clean;
  const first: i32 = (place * QUANTITIES_PER_PLACE) | 0;
  const v1: i32 = clean[channel] as i32;
  const v2: i32 = clean[channel + 1] as i32;
  const i1: i32 = clean[current] as i32;
  const i2: i32 = clean[current + 1] as i32;
  const a1: i32 = v1 - (clean[4] as i32);
  const a2: i32 = v2 - (clean[5] as i32);
  const line: i32 = v1 - v2;
  add(s, first + Quantity.Leg1, (v1 * v1) | 0);
  add(s, first + Quantity.Leg2, (v2 * v2) | 0);
  add(s, first + Quantity.Line, (line * line) | 0);
  add(s, first + Quantity.Across1, (a1 * a1) | 0);
  add(s, first + Quantity.Across2, (a2 * a2) | 0);
  add(s, first + Quantity.Current1, (i1 * i1) | 0);
  add(s, first + Quantity.Current2, (i2 * i2) | 0);
  add(s, first + Quantity.Power1, (v1 * i1) | 0);
  add(s, first + Quantity.Power2, (v2 * i2) | 0);
  follow(s, place, line);
}

/** Line out: legs, line, and each leg against the midpoint of the utility legs. */
function lineOut(s: Sense): void {
  const clean = s.clean;
  const v1: i32 = clean[4] as i32;
  const v2: i32 = clean[5] as i32;
  const middle: i32 = ((clean[0] as i32) + (clean[1] as i32)) >> 1;
  const line: i32 = v1 - v2;
  const m1: i32 = v1 - middle;
  const m2: i32 = v2 - middle;
  add(s, 20 + Quantity.Leg1, (v1 * v1) | 0);
  add(s, 20 + Quantity.Leg2, (v2 * v2) | 0);
  add(s, 20 + Quantity.Line, (line * line) | 0);
  add(s, 20 + Quantity.Across1, (m1 * m1) | 0);
  add(s, 20 + Quantity.Across2, (m2 * m2) | 0);
  // Pilot and offset of the old samples vanish in the mean: the currents have neither.
  const ago: i32 = (s.now - QUARTER_CYCLE_SAMPLES) & 31;
  const q1: i32 = (s.history[(4 << 5) + ago] as i32) * (clean[8] as i32);
  const q2: i32 = (s.history[(5 << 5) + ago] as i32) * (clean[9] as i32);
  add(s, REACTIVE, q1 | 0);
  add(s, REACTIVE, q2 | 0);
  follow(s, 2, line);
}

function remember(s: Sense, samples: Int32Array): void {
  const history = s.history;
  const at: i32 = s.now & 31;
  for (let c: i32 = 0; c < 6; c++) history[(c << 5) + at] = samples[c] as i32;
}

/** Takes in one sample set of ten counts within the limits of units.ts. */
export function senseSample(s: Sense, samples: Int32Array): void {
  removeOffsets(s, samples);
  remember(s, samples);
  path(s, 0, 0, 6);
  path(s, 1, 2, 8);
  lineOut(s);
  s.now = (s.now + 1) & 0x3fffff;
}
