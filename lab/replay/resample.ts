/**
 * Resamples a recording at any time. Up to our sampling rate a windowed sinc gives the band-limited
 * curve through the samples; above it the kernel is widened to prevent aliasing. Each sampling rate
 * of a file is a segment of its own; beyond the ends of a segment, samples are extrapolated.
 */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import { waveAt } from "./steady-wave";
import type { SteadyWave } from "./steady-wave";

/** Zero crossings of the sinc per side, and the shape of its Kaiser window (about -80 dB). */
const LOBES = 16;
const KAISER_BETA = 8;
/** Table entries per lobe. */
const STEPS = 2048;
/** The pass band ends at this share of half our rate, to leave room for the transition band. */
const PASS_BAND = 0.92;
/** Largest number of extrapolated samples beyond the end of a segment. */
const EXTRAPOLATED_SAMPLES = 4096;
/** A longer time without samples is a gap, not a low rate. */
const GAP_S = 0.01;

/** Modified Bessel function of the first kind, order zero. */
function bessel(x: number): number {
  let sum = 1;
  for (let k = 1, term = 1; k < 40; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

const KERNEL = Float64Array.from({ length: LOBES * STEPS + 2 }, (_, at) => {
  const u = at / STEPS;
  if (u === 0) return 1;
  if (u >= LOBES) return 0;
  const window = bessel(KAISER_BETA * Math.sqrt(1 - (u / LOBES) ** 2)) / bessel(KAISER_BETA);
  // At whole numbers the sinc is exactly zero; the computed sine is not.
  return Number.isInteger(u) ? 0 : (Math.sin(Math.PI * u) / (Math.PI * u)) * window;
});

function kernel(u: number): number {
  const at = Math.abs(u) * STEPS;
  const below = Math.floor(at);
  const low = KERNEL[below] ?? 0;
  return low + ((KERNEL[below + 1] ?? 0) - low) * (at - below);
}

/** Samples at nearly one spacing, from `first` to `last`. */
interface UniformSegment {
  readonly first: number;
  readonly last: number;
}

/** Splits times into segments where their spacing changes by more than 10 %. */
function segmentsOf(seconds: Float64Array, quantum_s: number): UniformSegment[] {
  const pieces: UniformSegment[] = [];
  let first = 0;
  for (let at = 1; at < seconds.length; at++) {
    const step = (seconds[at] ?? 0) - (seconds[at - 1] ?? 0);
    const mean =
      at - 1 > first ? ((seconds[at - 1] ?? 0) - (seconds[first] ?? 0)) / (at - 1 - first) : step;
    if (Math.abs(step - mean) <= 0.1 * mean + 1.5 * quantum_s) continue;
    pieces.push({ first, last: at - 1 });
    // Two segments share the sample between them, unless there is a gap.
    first = step > GAP_S && step > 3 * mean ? at : at - 1;
  }
  pieces.push({ first, last: seconds.length - 1 });
  return pieces;
}

/** Replaces rounded times by equidistant ones in each segment where they fit. */
function straighten(
  seconds: Float64Array,
  pieces: readonly UniformSegment[],
  quantum_s: number,
): void {
  for (const { first, last } of pieces) {
    const start = seconds[first] ?? 0;
    const step = ((seconds[last] ?? 0) - start) / (last - first);
    let off = 0;
    for (let at = first; at <= last; at++) {
      off = Math.max(off, Math.abs((seconds[at] ?? 0) - start - step * (at - first)));
    }
    if (last - first < 3 || off > 2 * quantum_s) continue;
    for (let at = first; at <= last; at++) seconds[at] = start + step * (at - first);
  }
}

/** The sample times of a recording, split into segments. */
export class Axis {
  readonly seconds: Float64Array;
  readonly segments: readonly UniformSegment[];
  /** Time ranges between segments in which nothing was recorded. */
  readonly gaps: readonly { readonly from_s: number; readonly to_s: number }[];

  /** `quantum_s`: the resolution of the times; 0 when they are exact. */
  constructor(seconds: Float64Array, quantum_s: number) {
    this.seconds = Float64Array.from(seconds);
    this.segments = segmentsOf(this.seconds, quantum_s);
    if (quantum_s > 0) straighten(this.seconds, this.segments, quantum_s);
    this.gaps = this.segments.slice(1).flatMap(({ first }, at) => {
      const last = this.segments[at]?.last ?? 0;
      if (last === first) return [];
      return [{ from_s: this.seconds[last] ?? 0, to_s: this.seconds[first] ?? 0 }];
    });
  }

  /** Index of the last segment that starts at or before `t`, searched from `from`. */
  segmentAt(t: number, from: number): number {
    let piece = from;
    const begins = (at: number): number => this.seconds[this.segments[at]?.first ?? 0] ?? 0;
    while (piece > 0 && begins(piece) > t) piece--;
    while (piece < this.segments.length - 1 && begins(piece + 1) <= t) piece++;
    return piece;
  }

  /** Index of the last sample at or before `t`, searched from `from`. */
  before(t: number, from: number): number {
    const { seconds } = this;
    let at = Math.min(Math.max(0, from), seconds.length - 1);
    while (at > 0 && (seconds[at] ?? 0) > t) at--;
    while (at < seconds.length - 1 && (seconds[at + 1] ?? 0) <= t) at++;
    return at;
  }
}

/** One channel as a curve; fastest when it is evaluated at increasing times. */
export class Curve {
  private sample = 0;
  private segment = 0;

  /** The waves `begin` and `end` continue the recording beyond its ends. */
  constructor(
    private readonly axis: Axis,
    private readonly values: Float64Array,
    private readonly begin: SteadyWave,
    private readonly end: SteadyWave,
  ) {}

  /** The value at time `t`. */
  at(t: number): number {
    const { seconds, segments } = this.axis;
    const last = seconds.length - 1;
    if (t < (seconds[0] ?? 0)) return waveAt(this.begin, t);
    if (t > (seconds[last] ?? 0)) return waveAt(this.end, t);
    this.sample = this.axis.before(t, this.sample);
    this.segment = this.axis.segmentAt(t, this.segment);
    const piece = segments[this.segment];
    if (piece === undefined || piece.last - piece.first < 3) return this.cubic(t);
    // Gaps are interpolated linearly.
    if (t > (seconds[piece.last] ?? 0)) return this.cubic(t);
    return this.convolved(t, piece);
  }

  private convolved(t: number, { first, last }: UniformSegment): number {
    const { seconds } = this.axis;
    const left = Math.min(this.sample, last - 1);
    const step = (seconds[left + 1] ?? 0) - (seconds[left] ?? 0);
    const place = left + (t - (seconds[left] ?? 0)) / step;
    const nearest = Math.round(place);
    // Most recordings of the twin have our rate and our sample times.
    if (step * SAMPLE_HZ >= 0.9999 && Math.abs(place - nearest) < 1e-6) {
      return this.values[nearest] ?? 0;
    }
    const narrow = step * SAMPLE_HZ < 0.9999 ? step * SAMPLE_HZ * PASS_BAND : 1;
    const reach = LOBES / narrow;
    // Limit the kernel in case the rate is implausible.
    const start = Math.max(Math.ceil(place - reach), first - EXTRAPOLATED_SAMPLES);
    const end = Math.min(place + reach, last + EXTRAPOLATED_SAMPLES);
    let sum = 0;
    let weights = 0;
    for (let n = start; n <= end; n++) {
      const weight = kernel((place - n) * narrow);
      const inside = n >= first && n <= last;
      sum += weight * (inside ? (this.values[n] ?? 0) : this.neighbour(n, first, last, step));
      weights += weight;
    }
    return sum / weights;
  }

  /** A sample outside the segment, extrapolated at the segment's spacing. */
  private neighbour(n: number, first: number, last: number, step: number): number {
    const { seconds } = this.axis;
    const edge = n < first ? first : last;
    const t = (seconds[edge] ?? 0) + (n - edge) * step;
    if (t < (seconds[0] ?? 0)) return waveAt(this.begin, t);
    if (t > (seconds.at(-1) ?? 0)) return waveAt(this.end, t);
    return this.cubic(t);
  }

  /** A cubic through the four samples around `t`, at any spacing. */
  private cubic(t: number): number {
    const { seconds } = this.axis;
    const last = seconds.length - 1;
    if (last < 1) return this.values[0] ?? 0;
    const i = Math.min(this.axis.before(t, this.sample), last - 1);
    const time = (n: number): number => seconds[Math.max(0, Math.min(last, n))] ?? 0;
    const value = (n: number): number => this.values[Math.max(0, Math.min(last, n))] ?? 0;
    const h = time(i + 1) - time(i);
    const s = (t - time(i)) / h;
    const straight = value(i) + s * (value(i + 1) - value(i));
    if (h > GAP_S || i === 0 || i === last - 1) return straight;
    const slope = (n: number): number =>
      (value(n + 1) - value(n - 1)) / (time(n + 1) - time(n - 1));
    const [a, b] = [slope(i) * h, slope(i + 1) * h];
    const [y, z] = [value(i), value(i + 1)];
    return (
      ((2 * s - 3) * s * s + 1) * y +
      ((s - 2) * s + 1) * s * a +
      (3 - 2 * s) * s * s * z +
      (s - 1) * s * s * b
    );
  }
}
