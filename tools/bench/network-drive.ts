/**
 * The network of one home with only its sources, for tools/bench/bench.mjs and for comparing both
 * versions of the network's lines. Portable: it runs as TypeScript and as WebAssembly.
 */
import {
  END,
  MIDDLE,
  MOTOR_MEAN,
  MOTOR_RISE,
  Network,
  START,
  NetworkSource,
  solve,
} from "@bptm/twin/network/network";
import { TABLE_GROUPS } from "@bptm/twin/network/network-lines";

const PEAK: f64 = 169.7056274847714;
export const GENERATOR_PEAK: f64 = 173.0;
export const ELECTRONICS_PEAK: f64 = 120.0;
/** Back-EMF of the motors: cosine and sine of their lag, in V. */
export const EMF_A: f64 = 290.0;
export const EMF_B: f64 = 250.0;
export const LAG: f64 = -80.0;

/** A sine that advances by the same angle each sample; the host sets the angle. */
class Turn {
  sine: f64 = 0;
  cosine: f64 = 1;
  /** Cosine and sine of the angle, half the secant of half of it, and its sinc squared over six. */
  c: f64 = 1;
  s: f64 = 0;
  half_secant: f64 = 0.5;
}

class Drive {
  network: Network = new Network();
  utility: Turn = new Turn();
  generator: Turn = new Turn();
  /** Factor from the utility's value in the middle of a sample to its mean over the sample. */
  mean: f64 = 1;
}

export function create(): Drive {
  return new Drive();
}

/** The host writes a table here, then calls `load`. */
export function tableOf(drive: Drive): Float64Array {
  return drive.network.table;
}

export function statesOf(drive: Drive): Float64Array {
  return drive.network.x;
}

export function outputsOf(drive: Drive): Float64Array {
  return drive.network.y;
}

/** Activates the table that the host wrote. */
export function load(drive: Drive): void {
  const network = drive.network;
  network.groups = network.table[TABLE_GROUPS] as i32;
}

/** Sets the angles per sample: cosine, sine, half the secant of half the angle; and the mean. */
export function setAngles(drive: Drive, c: f64, s: f64, half_secant: f64, mean: f64): void {
  drive.utility.c = c;
  drive.utility.s = s;
  drive.utility.half_secant = half_secant;
  drive.mean = mean;
}

export function setGeneratorAngle(drive: Drive, c: f64, s: f64, half_secant: f64): void {
  drive.generator.c = c;
  drive.generator.s = s;
  drive.generator.half_secant = half_secant;
}

function turn(t: Turn): void {
  const sine: f64 = t.sine * t.c + t.cosine * t.s;
  t.cosine = t.cosine * t.c - t.sine * t.s;
  t.sine = sine;
}

function sources(drive: Drive): void {
  const input = drive.network.u;
  const u = drive.utility;
  const sine: f64 = u.sine;
  const cosine: f64 = u.cosine;
  turn(u);
  const middle: f64 = (sine + u.sine) * u.half_secant;
  input[MIDDLE + NetworkSource.Utility1] = PEAK * middle;
  input[MIDDLE + NetworkSource.Utility2] = -PEAK * middle;
  input[END + NetworkSource.Utility1] = PEAK * u.sine;
  input[END + NetworkSource.Utility2] = -PEAK * u.sine;
  input[END + NetworkSource.Electronics1] = ELECTRONICS_PEAK * u.sine;
  input[END + NetworkSource.Electronics2] = -ELECTRONICS_PEAK * u.sine;
  const across: f64 = (cosine + u.cosine) * u.half_secant;
  input[MOTOR_MEAN] = drive.mean * (EMF_A * middle + LAG * across);
  input[MOTOR_MEAN + 1] = drive.mean * (EMF_B * middle + LAG * across);
  input[MOTOR_RISE] = EMF_A * (u.sine - sine) + LAG * (u.cosine - cosine);
  input[MOTOR_RISE + 1] = EMF_B * (u.sine - sine) + LAG * (u.cosine - cosine);
  const g = drive.generator;
  const before: f64 = g.sine;
  turn(g);
  const half: f64 = GENERATOR_PEAK * (before + g.sine) * g.half_secant;
  input[MIDDLE + NetworkSource.Generator1] = half;
  input[MIDDLE + NetworkSource.Generator2] = -half;
  input[END + NetworkSource.Generator1] = GENERATOR_PEAK * g.sine;
  input[END + NetworkSource.Generator2] = -GENERATOR_PEAK * g.sine;
}

/** Advances by `samples`. */
export function advance(drive: Drive, samples: i32): void {
  for (let k: i32 = 0; k < samples; k++) {
    sources(drive);
    solve(drive.network);
  }
}

/** Noise on every state and source, to compare both versions: xorshift, then one sample. */
export function shake(drive: Drive, seed: i32): i32 {
  const network = drive.network;
  let noise: i32 = seed;
  for (let k: i32 = START; k <= MOTOR_RISE + 1; k++) {
    noise ^= noise << 13;
    noise ^= noise >>> 17;
    noise ^= noise << 5;
    network.u[k] = (noise as f64) * 1.0e-7;
  }
  solve(network);
  return noise;
}
