/**
 * From samples to energy: the four growing sums that metering needs beside those of sense.ts.
 *
 * Utility: the Form 2S rule, line to line voltage times the difference of both currents, twice the
 * energy. Generator: leg by leg against the neutral, twice the energy as well; when the neutral
 * reference is lost, each leg is taken as half of the line voltage. Reactive: the same with the
 * voltage of a quarter period of 60 Hz before.
 */
import { Sense } from "./sense";
import { LIMB_BITS, LIMB_MASK } from "./wide";

export const enum Sum {
  UtilityReal = 0,
  UtilityDelayed = 1,
  GeneratorReal = 2,
  GeneratorDelayed = 3,
}

/** Samples of a quarter period at 60 Hz. */
const QUARTER: i32 = 20;
/** A unit of a mark, in counts squared times samples: 2^12. */
const UNIT_BITS: i32 = 12;

export class MeterSums {
  lows: Int32Array = new Int32Array(4);
  highs: Int32Array = new Int32Array(4);
  /** Sums at the newest boundary of their place's half cycle, in units of 2^12; they wrap. */
  mark: Int32Array = new Int32Array(4);
  /** Boundaries seen of utility and generator, and the sample at which the newest lay. */
  boundaries: Int32Array = new Int32Array(2);
  mark_at: Int32Array = new Int32Array(2);
  /** 1 while legs cannot be told because the meter's neutral reference is lost. */
  unreferenced: i32 = 0;
}

/** Adds two products at once. */
function addTwo(m: MeterSums, sum: i32, a: i32, b: i32): void {
  const low: i32 = (m.lows[sum] as i32) + (a & LIMB_MASK) + (b & LIMB_MASK);
  const high: i32 = (a >> LIMB_BITS) + (b >> LIMB_BITS) + (low >> LIMB_BITS);
  m.highs[sum] = ((m.highs[sum] as i32) + high) | 0;
  m.lows[sum] = low & LIMB_MASK;
}

function marked(m: MeterSums, sum: i32): i32 {
  return (((m.highs[sum] as i32) << UNIT_BITS) + ((m.lows[sum] as i32) >> UNIT_BITS)) | 0;
}

/** Notes the sums when a half cycle of the place has just ended. */
function mark(m: MeterSums, s: Sense, place: i32): void {
  const seen: i32 = s.boundaries[place] as i32;
  if (seen == (m.boundaries[place] as i32)) return;
  m.boundaries[place] = seen;
  m.mark_at[place] = s.now;
  const first: i32 = place * 2;
  m.mark[first] = marked(m, first);
  m.mark[first + 1] = marked(m, first + 1);
}

/** Takes in the sample set that `senseSample` has just taken in. */
export function meterSample(m: MeterSums, s: Sense): void {
  const clean = s.clean;
  const history = s.history;
  // The pilot is alike on all legs and goes out of a difference; offsets average out.
  const at: i32 = (s.now - 1 - QUARTER) & 31;
  const u1: i32 = clean[6] as i32;
  const u2: i32 = clean[7] as i32;
  const u_line: i32 = (clean[0] as i32) - (clean[1] as i32);
  const u_before: i32 = (history[at] as i32) - (history[32 + at] as i32);
  addTwo(m, Sum.UtilityReal, (u_line * u1) | 0, (-u_line * u2) | 0);
  addTwo(m, Sum.UtilityDelayed, (u_before * u1) | 0, (-u_before * u2) | 0);
  const g1: i32 = clean[8] as i32;
  const g2: i32 = clean[9] as i32;
  let v1: i32 = 2 * (clean[2] as i32);
  let v2: i32 = 2 * (clean[3] as i32);
  let b1: i32 = 2 * (history[64 + at] as i32);
  let b2: i32 = 2 * (history[96 + at] as i32);
  if (m.unreferenced != 0) {
    v1 = (v1 - v2) >> 1;
    v2 = -v1;
    b1 = (b1 - b2) >> 1;
    b2 = -b1;
  }
  addTwo(m, Sum.GeneratorReal, (v1 * g1) | 0, (v2 * g2) | 0);
  addTwo(m, Sum.GeneratorDelayed, (b1 * g1) | 0, (b2 * g2) | 0);
  mark(m, s, 0);
  mark(m, s, 1);
}
