/**
 * Values of a recording at any moment. Where its samples are as many as ours or fewer, a windowed
 * sinc draws the one band-limited curve through them; where they are more, the same kernel is wider
 * and keeps away what our rate could not show. Several rates in one file are pieces; across the
 * border between two, and beyond the ends, the missing neighbours are made up.
 */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import { waveAt } from "./steady-wave";
import type { SteadyWave } from "./steady-wave";

/** Zero crossings of the sinc on each side, and the shape of its Kaiser window (about -80 dB). */
const LOBES = 16;
const KAISER_BETA = 8;
/** Steps of the table in one lobe. */
const STEPS = 2048;
/** The pass band ends so far below half of our rate, to leave room for the slope. */
const PASS = 0.92;
/** Made-up samples beyond the end of a piece, at most. */
const NEIGHBOURS = 4096;
/** Nothing recorded for so long is a hole, not a slow rate. */
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
  // At whole numbers the sinc is zero, which the sine of pi only nearly is.
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

/** Cuts moments into pieces where their spacing changes by more than a tenth. */
function segmentsOf(seconds: Float64Array, quantum_s: number): UniformSegment[] {
  const pieces: UniformSegment[] = [];
  let first = 0;
  for (let at = 1; at < seconds.length; at++) {
    const step = (seconds[at] ?? 0) - (seconds[at - 1] ?? 0);
    const mean =
      at - 1 > first ? ((seconds[at - 1] ?? 0) - (seconds[first] ?? 0)) / (at - 1 - first) : step;
    if (Math.abs(step - mean) <= 0.1 * mean + 1.5 * quantum_s) continue;
    pieces.push({ first, last: at - 1 });
    // Two pieces share the sample between them, unless there is a hole.
    first = step > GAP_S && step > 3 * mean ? at : at - 1;
  }
  pieces.push({ first, last: seconds.length - 1 });
  return pieces;
}

/** Replaces moments that are rounded to a line through each piece, where one fits. */
function straightened(
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

/** The moments of a recording, ready for its channels. */
export class Axis {
  readonly seconds: Float64Array;
  readonly segments: readonly UniformSegment[];
  /** Stretches between pieces in which nothing was recorded. */
  readonly gaps: readonly { readonly from_s: number; readonly to_s: number }[];

  /** `quantum_s`: to what the moments are rounded; 0 when they are exact. */
  constructor(seconds: Float64Array, quantum_s: number) {
    this.seconds = Float64Array.from(seconds);
    this.segments = segmentsOf(this.seconds, quantum_s);
    if (quantum_s > 0) straightened(this.seconds, this.segments, quantum_s);
    this.gaps = this.segments.slice(1).flatMap(({ first }, at) => {
      const last = this.segments[at]?.last ?? 0;
      if (last === first) return [];
      return [{ from_s: this.seconds[last] ?? 0, to_s: this.seconds[first] ?? 0 }];
    });
  }

  /** Number of the last piece that begins at or before a moment. */
  segmentAt(t: number, from: number): number {
    let piece = from;
    const begins = (at: number): number => this.seconds[this.segments[at]?.first ?? 0] ?? 0;
    while (piece > 0 && begins(piece) > t) piece--;
    while (piece < this.segments.length - 1 && begins(piece + 1) <= t) piece++;
    return piece;
  }

  /** Number of the last sample at or before a moment, searched near `from`. */
  before(t: number, from: number): number {
    const { seconds } = this;
    let at = Math.min(Math.max(0, from), seconds.length - 1);
    while (at > 0 && (seconds[at] ?? 0) > t) at--;
    while (at < seconds.length - 1 && (seconds[at + 1] ?? 0) <= t) at++;
    return at;
  }
}

/** One channel as a curve. Ask it for rising moments: it goes on where it was. */
export class Curve {
  private sample = 0;
  private segment = 0;

  /** Beyond its ends the recording is continued by the waves `begin` and `end`. */
  constructor(
    private readonly axis: Axis,
    private readonly values: Float64Array,
    private readonly begin: SteadyWave,
    private readonly end: SteadyWave,
  ) {}

  /** The value at a moment. */
  at(t: number): number {
    const { seconds, segments } = this.axis;
    const last = seconds.length - 1;
    if (t < (seconds[0] ?? 0)) return waveAt(this.begin, t);
    if (t > (seconds[last] ?? 0)) return waveAt(this.end, t);
    this.sample = this.axis.before(t, this.sample);
    this.segment = this.axis.segmentAt(t, this.segment);
    const piece = segments[this.segment];
    if (piece === undefined || piece.last - piece.first < 3) return this.cubic(t);
    // In a hole nothing is known: the curve goes straight from one side to the other.
    if (t > (seconds[piece.last] ?? 0)) return this.cubic(t);
    return this.convolved(t, piece);
  }

  private convolved(t: number, { first, last }: UniformSegment): number {
    const { seconds } = this.axis;
    const left = Math.min(this.sample, last - 1);
    const step = (seconds[left + 1] ?? 0) - (seconds[left] ?? 0);
    const place = left + (t - (seconds[left] ?? 0)) / step;
    const nearest = Math.round(place);
    // Most recordings of the twin: our rate, our moments.
    if (step * SAMPLE_HZ >= 0.9999 && Math.abs(place - nearest) < 1e-6) {
      return this.values[nearest] ?? 0;
    }
    const narrow = step * SAMPLE_HZ < 0.9999 ? step * SAMPLE_HZ * PASS : 1;
    const reach = LOBES / narrow;
    // A rate that cannot be true must not make the kernel endless.
    const start = Math.max(Math.ceil(place - reach), first - NEIGHBOURS);
    const end = Math.min(place + reach, last + NEIGHBOURS);
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

  /** A sample that would stand outside of the piece, at the spacing that the piece has. */
  private neighbour(n: number, first: number, last: number, step: number): number {
    const { seconds } = this.axis;
    const edge = n < first ? first : last;
    const t = (seconds[edge] ?? 0) + (n - edge) * step;
    if (t < (seconds[0] ?? 0)) return waveAt(this.begin, t);
    if (t > (seconds.at(-1) ?? 0)) return waveAt(this.end, t);
    return this.cubic(t);
  }

  /** A cubic through the four samples around a moment, wherever they stand. */
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
