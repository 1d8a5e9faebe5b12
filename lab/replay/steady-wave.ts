/** A sine fitted to a cycle of samples, which continues a recording beyond its ends. */

/** A steady wave: cosine and sine amplitudes relative to the time `at_s`. */
export interface SteadyWave {
  readonly hz: number;
  readonly at_s: number;
  readonly cosine: number;
  readonly sine: number;
}

/** The value of a wave at a time. */
export function waveAt({ hz, at_s, cosine, sine }: SteadyWave, seconds: number): number {
  const angle = 2 * Math.PI * hz * (seconds - at_s);
  return cosine * Math.cos(angle) + sine * Math.sin(angle);
}

/** RMS value of a wave. */
export function rmsOf({ cosine, sine }: SteadyWave): number {
  return Math.hypot(cosine, sine) / Math.SQRT2;
}

/** Samples from `first` up to, but excluding, `end`. */
interface Window {
  readonly seconds: Float64Array;
  readonly values: Float64Array;
  readonly first: number;
  readonly end: number;
}

/** Solves three linear equations by Cramer's rule. */
function solve(m: readonly number[], r: readonly number[]): readonly [number, number, number] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = m;
  const [x = 0, y = 0, z = 0] = r;
  const whole = a * (d * f - e * e) - b * (b * f - e * c) + c * (b * e - d * c);
  if (Math.abs(whole) < 1e-9) return [0, 0, 0];
  const first = x * (d * f - e * e) - b * (y * f - e * z) + c * (y * e - d * z);
  const second = a * (y * f - e * z) - x * (b * f - e * c) + c * (b * z - y * c);
  const third = a * (d * z - e * y) - b * (b * z - y * c) + x * (b * e - d * c);
  return [first / whole, second / whole, third / whole];
}

/** Least-squares fit of a wave of this frequency, and the share of the energy it leaves over. */
export function fitWave(window: Window, hz: number): { wave: SteadyWave; left: number } {
  const { seconds, values, first, end } = window;
  const at_s = seconds[first] ?? 0;
  let [cc, cs, c1, ss, s1, n] = [0, 0, 0, 0, 0, 0];
  let [cy, sy, y1, yy] = [0, 0, 0, 0];
  for (let at = first; at < end; at++) {
    const angle = 2 * Math.PI * hz * ((seconds[at] ?? 0) - at_s);
    const [c, s, y] = [Math.cos(angle), Math.sin(angle), values[at] ?? 0];
    cc += c * c;
    cs += c * s;
    c1 += c;
    ss += s * s;
    s1 += s;
    n += 1;
    cy += c * y;
    sy += s * y;
    y1 += y;
    yy += y * y;
  }
  const [cosine, sine, mean] = solve([cc, cs, c1, ss, s1, n], [cy, sy, y1]);
  const rest = yy - cosine * cy - sine * sy - mean * y1;
  return { wave: { hz, at_s, cosine, sine }, left: yy > 0 ? Math.max(0, rest / yy) : 1 };
}

/** Three cycles of 50 Hz: enough to resolve the frequency, and rarely across two segments. */
const WINDOW_S = 0.06;
/** Range of a generator, from stopping to load rejection. */
const LOWEST_HZ = 20;
const HIGHEST_HZ = 120;
/** More samples do not improve the frequency estimate. */
const WINDOW_SAMPLES_MAX = 600;

/** The first or the last `length_s` seconds of samples. */
export function windowOf(
  seconds: Float64Array,
  values: Float64Array,
  length_s: number,
  from_end: boolean,
): Window {
  const all = seconds.length;
  const [start = 0, stop = 0] = [seconds[0], seconds[all - 1]];
  if (from_end) {
    let first = all - 1;
    while (first > 0 && stop - (seconds[first - 1] ?? 0) < length_s) first--;
    return { seconds, values, first, end: all };
  }
  let end = Math.min(1, all);
  while (end < all && (seconds[end] ?? 0) - start < length_s) end++;
  return { seconds, values, first: 0, end };
}

/** A window reduced to evenly spaced samples. */
function decimated({ seconds, values, first, end }: Window): Window {
  const step = Math.max(1, Math.floor((end - first) / WINDOW_SAMPLES_MAX));
  const at = Array.from({ length: Math.ceil((end - first) / step) }, (_, k) => first + k * step);
  return {
    seconds: Float64Array.from(at, (one) => seconds[one] ?? 0),
    values: Float64Array.from(at, (one) => values[one] ?? 0),
    first: 0,
    end: at.length,
  };
}

/** Frequency of one window; undefined when it is not a wave. */
function frequencyIn(whole: Window): number | undefined {
  const window = decimated(whole);
  const length_s = (window.seconds[window.end - 1] ?? 0) - (window.seconds[0] ?? 0);
  // Less than a cycle and a half gives the frequency only roughly.
  if (window.end < 12 || length_s < 0.025) return undefined;
  const left = (hz: number): number => fitWave(window, hz).left;
  let best = LOWEST_HZ;
  for (let hz = LOWEST_HZ; hz <= HIGHEST_HZ; hz += 0.5) if (left(hz) < left(best)) best = hz;
  for (let step = 0.25; step > 0.002; step /= 2) {
    for (const hz of [best - step, best + step]) if (left(hz) < left(best)) best = hz;
  }
  return left(best) < 0.1 ? best : undefined;
}

/** Windows to try before giving up. */
const WINDOWS_MAX = 40;

/** Frequency of the first, or the last, window that is a wave. */
export function frequencyOf(
  seconds: Float64Array,
  values: Float64Array,
  from_end: boolean,
): number | undefined {
  let [first, end] = [0, seconds.length];
  for (let turn = 0; turn < WINDOWS_MAX && end - first >= 12; turn++) {
    const inner = seconds.subarray(first, end);
    const window = windowOf(inner, values.subarray(first, end), WINDOW_S, from_end);
    const hz = frequencyIn(window);
    if (hz !== undefined) return hz;
    // Move by half a window, because the disturbance may end in its middle.
    const half = Math.max(1, (window.end - window.first) >> 1);
    if (from_end) end -= half;
    else first += half;
  }
  return undefined;
}
