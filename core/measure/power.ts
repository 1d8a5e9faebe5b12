/**
 * Power of one source over windows of twelve cycles (as IEC 61000-4-30 groups them at 60 Hz). A
 * window runs from zero crossing to zero crossing: sums over whole half cycles separate delivered
 * from received without ripple, and no sample is lost between two windows.
 */
import { MeasuringPoint } from "./estimate";
import { MeterSums, PLAIN } from "./meter-sums";

/** Half cycles in a window; must be even. */
const WINDOW_HALVES: i32 = 24;
/** Limit for one tick, so that a window's sum fits 32 bits: 229 kVA. */
const TICK_VA_MAX: i32 = 28000000;
/** Error of the quarter period in 1/32768 radian for each 10 Hz off 60 Hz: pi / 2 / 6. */
const ANGLE_PER_10_HZ: i32 = 8579;
const ANGLE_HZ_MAX_MHZ: i32 = 10000;

export class Power {
  /** Means of the last window, in tenths; vars are positive while the load lags. */
  deciwatts: i32 = 0;
  decivars: i32 = 0;
  decivoltamperes: i32 = 0;
  /** Watts over volt-amperes, with the sign of the watts; 0 without a load. */
  factor_permille: i32 = 0;
  /** Sums of the last window in units of meter-sums.ts; `apparent` adds up what `doubled` gives. */
  real: i32 = 0;
  reactive: i32 = 0;
  apparent: i32 = 0;
  ticks: i32 = 0;
  /** Where the current window began: sums, sample, boundaries. */
  from_real: i32 = 0;
  from_delayed: i32 = 0;
  from_sample: i32 = 0;
  from_boundary: i32 = 0;
  from_plain: Int32Array = new Int32Array(4);
  /** Sums of the current window so far. */
  apparent_sum: i32 = 0;
  ticks_sum: i32 = 0;
}

/** `a * b / 32768` for any a, and b below 2^16. */
function scaled(a: i32, b: i32): i32 {
  return (((a >> 15) * b) | 0) + ((((a & 32767) * b) | 0) >> 15);
}

/** Reactive power from the delayed sum, turned by the error of the delay from 90 degrees. */
export function reactive(real: i32, delayed: i32, frequency_mhz: i32): i32 {
  if (frequency_mhz == 0) return delayed;
  let off: i32 = frequency_mhz - 60000;
  if (off > ANGLE_HZ_MAX_MHZ) off = ANGLE_HZ_MAX_MHZ;
  else if (off < -ANGLE_HZ_MAX_MHZ) off = -ANGLE_HZ_MAX_MHZ;
  const angle: i32 = ((off * ANGLE_PER_10_HZ) / 10000) | 0;
  const square: i32 = ((angle * angle) | 0) >> 15;
  const sine: i32 = angle - ((((angle * square) >> 15) / 6) | 0);
  const missing: i32 = square >> 1;
  const along: i32 = delayed + scaled(real, sine);
  return along + scaled(along, ((missing << 15) / (32768 - missing)) | 0);
}

/** Volts times amperes, RMS, in units of 16.384 mVA. */
function product(mv: i32, ma: i32): i32 {
  if (ma < 65536) return (((mv >> 5) * ma) | 0) >> 9;
  return (((mv >> 5) * (ma >> 5)) | 0) >> 4;
}

/** Twice the volt-amperes of a tick: line times both currents, or twice leg by leg. */
function doubled(p: MeasuringPoint, by_leg: boolean): i32 {
  const va: i32 = by_leg
    ? 2 * (product(p.leg1_mv, p.current1_ma) + product(p.leg2_mv, p.current2_ma))
    : product(p.line_mv, p.current1_ma + p.current2_ma);
  return va < TICK_VA_MAX ? va : TICK_VA_MAX;
}

/** Mean of `sum` over `samples`, in tenths; one unit per sample is `tenths`. */
function mean(sum: i32, samples: i32, tenths: i32): i32 {
  if (sum < 100000000 && sum > -100000000) return ((sum * tenths) / samples) | 0;
  return ((sum / samples) | 0) * tenths;
}

/** Largest mean accepted as an offset, in sixteenths of a count: 8 V, or 16 A and 4 A. */
const OFFSET_MAX: i32 = 8192;

/** Mean of a sum in sixteenths of a count, limited to `OFFSET_MAX`. */
function offset(sum: i32, samples: i32): i32 {
  const bound: i32 = (samples * (OFFSET_MAX / 16)) | 0;
  const held: i32 = sum > bound ? bound : sum < -bound ? -bound : sum;
  return ((held * 16) / samples) | 0;
}

/** What the offsets of voltage and current added to the sum of one leg, in the sum's units. */
function byOffset(volts: i32, current: i32, samples: i32): i32 {
  const each: i32 = ((offset(volts, samples) * offset(current, samples)) | 0) >> 8;
  return ((each * samples) | 0) >> 12;
}

/** The same for both legs of the window that ends; notes where the next one begins. */
function takeOffsets(w: Power, m: MeterSums, place: i32, samples: i32): i32 {
  const first: i32 = place * PLAIN;
  const v1: i32 = ((m.plain_mark[first] as i32) - (w.from_plain[0] as i32)) | 0;
  const i1: i32 = ((m.plain_mark[first + 1] as i32) - (w.from_plain[1] as i32)) | 0;
  const v2: i32 = ((m.plain_mark[first + 2] as i32) - (w.from_plain[2] as i32)) | 0;
  const i2: i32 = ((m.plain_mark[first + 3] as i32) - (w.from_plain[3] as i32)) | 0;
  for (let k: i32 = 0; k < PLAIN; k++) w.from_plain[k] = m.plain_mark[first + k] as i32;
  return byOffset(v1, i1, samples) + byOffset(v2, i2, samples);
}

function conclude(w: Power, m: MeterSums, place: i32, tenths: i32, p: MeasuringPoint): void {
  const first: i32 = place * 2;
  const real: i32 = m.mark[first] as i32;
  const delayed: i32 = m.mark[first + 1] as i32;
  const samples: i32 = ((m.mark_at[place] as i32) - w.from_sample) & 0x3fffff;
  const offsets: i32 = takeOffsets(w, m, place, samples);
  w.real = ((real - w.from_real) | 0) - offsets;
  const quarter: i32 = ((delayed - w.from_delayed) | 0) - offsets;
  w.reactive = reactive(w.real, quarter, p.frequency_mhz);
  // The offset filter of sense.ts makes samples larger by 1/8192, and a product by twice that.
  w.apparent = w.apparent_sum - (w.apparent_sum >> 12);
  w.ticks = w.ticks_sum;
  w.from_real = real;
  w.from_delayed = delayed;
  w.from_sample = m.mark_at[place] as i32;
  w.from_boundary = m.boundaries[place] as i32;
  w.apparent_sum = 0;
  w.ticks_sum = 0;
  w.deciwatts = mean(w.real, samples, tenths);
  w.decivars = mean(w.reactive, samples, tenths);
  // 16.384 mVA, doubled: 256/3125 of a tenth; in two steps, to stay within 31 bits.
  const each: i32 = (w.apparent / w.ticks) | 0;
  const whole: i32 = (each / 3125) | 0;
  w.decivoltamperes = whole * 256 + ((((each - whole * 3125) * 256) / 3125) | 0);
}

/** Watts over volt-amperes, rounded; below one volt-ampere there is no load. */
function factor(w: Power): i32 {
  const va: i32 = w.decivoltamperes;
  if (va < 10) return 0;
  const watts: i32 = w.deciwatts < 0 ? -w.deciwatts : w.deciwatts;
  const whole: i32 =
    va < 1000000 ? ((watts * 1000 + (va >> 1)) / va) | 0 : (watts / ((va / 1000) | 0)) | 0;
  const held: i32 = whole > 1000 ? 1000 : whole;
  return w.deciwatts < 0 ? -held : held;
}

/**
 * One tick of a source (`place`: 0 utility, 1 generator); true when a window has ended. `tenths`
 * are the deciwatts for one unit per sample; `by_leg` adds the volt-amperes leg by leg.
 */
export function powerTick(
  w: Power,
  m: MeterSums,
  p: MeasuringPoint,
  place: i32,
  tenths: i32,
  by_leg: boolean,
): boolean {
  w.apparent_sum = w.apparent_sum + doubled(p, by_leg);
  w.ticks_sum = w.ticks_sum + 1;
  if ((((m.boundaries[place] as i32) - w.from_boundary) | 0) < WINDOW_HALVES) return false;
  conclude(w, m, place, tenths, p);
  w.factor_permille = factor(w);
  return true;
}
