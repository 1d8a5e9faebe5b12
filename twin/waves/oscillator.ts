/**
 * A sine by rotation, without Math.sin, whose last bit differs between engines: the pair (s, c) is
 * turned by a constant angle twice a sample. The constants come from the short series of sine and
 * cosine (error below 1e-15 up to 75 Hz). Once a sample the pair is normalized to the unit circle,
 * so that it neither grows nor shrinks.
 */

const HALF_SAMPLE_S: f64 = 1.0 / 9600.0;
const TAU: f64 = 6.283185307179586;

/** One oscillator; s = sin(angle), c = cos(angle). */
export class Oscillator {
  s: f64 = 0;
  c: f64 = 1;
  /** The sine half a sample ago, in the middle of the last turn. */
  middle: f64 = 0;
  /** Frequency in Hz for which the constants below are valid. */
  hz: f64 = 0;
  /** Cosine and sine of the angle of half a sample. */
  half_c: f64 = 1;
  half_s: f64 = 0;
}

/** Sets the frequency (0 to 100 Hz); costs nothing while it stays the same. */
export function tune(o: Oscillator, hz: f64): void {
  if (hz === o.hz) return;
  o.hz = hz;
  const a: f64 = TAU * hz * HALF_SAMPLE_S;
  const q: f64 = a * a;
  o.half_c = 1.0 - q * (0.5 - q * (1.0 / 24.0 - q * (1.0 / 720.0)));
  o.half_s = a * (1.0 - q * (1.0 / 6.0 - q * (1.0 / 120.0 - q * (1.0 / 5040.0))));
}

/** Turns by one sample in two halves, and normalizes the pair. */
export function turn(o: Oscillator): void {
  const half_c: f64 = o.half_c;
  const half_s: f64 = o.half_s;
  const s: f64 = o.s * half_c + o.c * half_s;
  const c: f64 = o.c * half_c - o.s * half_s;
  o.middle = s;
  pull(o, s * half_c + c * half_s, c * half_c - s * half_s);
}

/** Sets the pair to (s, c), normalized to the unit circle. */
function pull(o: Oscillator, s: f64, c: f64): void {
  const k: f64 = 1.5 - 0.5 * (s * s + c * c);
  o.s = s * k;
  o.c = c * k;
}

/** Shifts the phase by a number of turns (0.5 is 180 degrees). */
export function shiftPhase(o: Oscillator, turns: f64): void {
  const parts: i32 = 256;
  const a: f64 = (TAU * (turns - Math.floor(turns))) / (parts as f64);
  const q: f64 = a * a;
  const ca: f64 = 1.0 - q * (0.5 - q * (1.0 / 24.0 - q * (1.0 / 720.0)));
  const sa: f64 = a * (1.0 - q * (1.0 / 6.0 - q * (1.0 / 120.0)));
  let s: f64 = o.s;
  let c: f64 = o.c;
  for (let i: i32 = 0; i < parts; i++) {
    const next: f64 = s * ca + c * sa;
    c = c * ca - s * sa;
    s = next;
  }
  pull(o, s, c);
}

/** A slow sine for wandering and hunting. */
export class SlowWave {
  s: f64 = 0;
  c: f64 = 1;
}

/** Turns a slow wave by `hz` times `step_s`, at most 0.03 turns; returns its sine. */
export function turnSlow(w: SlowWave, hz: f64, step_s: f64): f64 {
  const a: f64 = TAU * hz * step_s;
  const q: f64 = a * a;
  const ca: f64 = 1.0 - 0.5 * q;
  const sa: f64 = a * (1.0 - q * (1.0 / 6.0));
  const s: f64 = w.s * ca + w.c * sa;
  const c: f64 = w.c * ca - w.s * sa;
  const k: f64 = 1.5 - 0.5 * (s * s + c * c);
  w.s = s * k;
  w.c = c * k;
  return w.s;
}

/** A fundamental of value `s` with third and fifth harmonic added (all in per unit). */
export function withHarmonics(s: f64, third: f64, fifth: f64): f64 {
  const q: f64 = s * s;
  return s * (1.0 + third * (3.0 - 4.0 * q) + fifth * (5.0 + q * (16.0 * q - 20.0)));
}
