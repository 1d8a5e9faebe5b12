/**
 * Turns samples into energy: the four running sums that metering needs besides those of sense.ts.
 *
 * Utility: the Form 2S rule, line to line voltage times the difference of the currents, which is
 * twice the energy. Generator: each leg against the neutral, also twice the energy; when the
 * neutral reference is lost, each leg counts as half of the line voltage. Reactive: the same with
 * the voltage a quarter period of 60 Hz earlier.
 *
 * The sums use the raw samples. The offset filter of sense.ts turns a large current by a
 * milliradian, because its offset is limited; here the mean of a window of whole cycles is known,
 * and power.ts subtracts the product of the means.
 */
import { Sense } from "./sense";
import { LIMB_BITS, LIMB_MASK } from "./wide";

const enum Sum {
  UtilityReal = 0,
  UtilityDelayed = 1,
  GeneratorReal = 2,
  GeneratorDelayed = 3,
}

/** Plain sums of each place, at `place * 4`: voltage and current of leg 1, then of leg 2. */
export const PLAIN: i32 = 4;

/** Samples in a quarter period at 60 Hz. */
const QUARTER: i32 = 20;
/** Binary logarithm of the unit of a mark, in counts squared times samples. */
const UNIT_BITS: i32 = 12;

export class MeterSums {
  lows: Int32Array = new Int32Array(4);
  highs: Int32Array = new Int32Array(4);
  /** The sums at the last boundary of a cycle of their place, in units of 2^12; they wrap. */
  mark: Int32Array = new Int32Array(4);
  /** Sums of voltages and currents, now and at the mark; they wrap. */
  plain: Int32Array = new Int32Array(8);
  plain_mark: Int32Array = new Int32Array(8);
  /** Half-cycle boundaries of utility and generator at the mark, and the sample of the mark. */
  boundaries: Int32Array = new Int32Array(2);
  mark_at: Int32Array = new Int32Array(2);
  /** 1 while leg voltages are unknown because the meter's neutral reference is lost. */
  unreferenced: i32 = 0;
}

/** Adds two products to a sum. */
function addTwo(m: MeterSums, sum: i32, a: i32, b: i32): void {
  const low: i32 = (m.lows[sum] as i32) + (a & LIMB_MASK) + (b & LIMB_MASK);
  const high: i32 = (a >> LIMB_BITS) + (b >> LIMB_BITS) + (low >> LIMB_BITS);
  m.highs[sum] = ((m.highs[sum] as i32) + high) | 0;
  m.lows[sum] = low & LIMB_MASK;
}

function marked(m: MeterSums, sum: i32): i32 {
  return (((m.highs[sum] as i32) << UNIT_BITS) + ((m.lows[sum] as i32) >> UNIT_BITS)) | 0;
}

/** Marks the sums when a whole cycle of the place has just ended: at every second boundary. */
function mark(m: MeterSums, s: Sense, place: i32): void {
  const seen: i32 = s.boundaries[place] as i32;
  if (seen == (m.boundaries[place] as i32) || (seen & 1) != 0) return;
  m.boundaries[place] = seen;
  m.mark_at[place] = s.now;
  m.mark[place * 2] = marked(m, place * 2);
  m.mark[place * 2 + 1] = marked(m, place * 2 + 1);
  for (let k: i32 = 0; k < PLAIN; k++) {
    m.plain_mark[place * PLAIN + k] = m.plain[place * PLAIN + k] as i32;
  }
}

function addPlain(m: MeterSums, at: i32, volts: i32, current: i32): void {
  m.plain[at] = ((m.plain[at] as i32) + volts) | 0;
  m.plain[at + 1] = ((m.plain[at + 1] as i32) + current) | 0;
}

function utilitySample(m: MeterSums, samples: Int32Array, history: Int32Array, at: i32): void {
  // The pilot is the same on both legs and cancels in their difference.
  const line: i32 = (samples[0] as i32) - (samples[1] as i32);
  const before: i32 = (history[at] as i32) - (history[32 + at] as i32);
  const i1: i32 = samples[6] as i32;
  const i2: i32 = samples[7] as i32;
  addTwo(m, Sum.UtilityReal, (line * i1) | 0, (-line * i2) | 0);
  addTwo(m, Sum.UtilityDelayed, (before * i1) | 0, (-before * i2) | 0);
  addPlain(m, 0, line, i1 - i2);
}

function generatorSample(m: MeterSums, samples: Int32Array, history: Int32Array, at: i32): void {
  const i1: i32 = samples[8] as i32;
  const i2: i32 = samples[9] as i32;
  let v1: i32 = 2 * (samples[2] as i32);
  let v2: i32 = 2 * (samples[3] as i32);
  let b1: i32 = 2 * (history[64 + at] as i32);
  let b2: i32 = 2 * (history[96 + at] as i32);
  if (m.unreferenced != 0) {
    v1 = (v1 - v2) >> 1;
    v2 = -v1;
    b1 = (b1 - b2) >> 1;
    b2 = -b1;
  }
  addTwo(m, Sum.GeneratorReal, (v1 * i1) | 0, (v2 * i2) | 0);
  addTwo(m, Sum.GeneratorDelayed, (b1 * i1) | 0, (b2 * i2) | 0);
  addPlain(m, PLAIN, v1, i1);
  addPlain(m, PLAIN + 2, v2, i2);
}

/** Adds the sample set that `senseSample` has just processed. */
export function meterSample(m: MeterSums, s: Sense, samples: Int32Array): void {
  const at: i32 = (s.now - 1 - QUARTER) & 31;
  utilitySample(m, samples, s.history, at);
  generatorSample(m, samples, s.history, at);
  mark(m, s, 0);
  mark(m, s, 1);
}
