/**
 * Fast-forwards a quiescent home. The result is bit-identical to computing every sample. Whatever
 * still moves (the feeder's wave behind the dead line, sensor noise, capacitors, heat, counters) is
 * advanced by the same functions as in a sample, until a block of samples leaves it unchanged. The
 * noise is a linear sequence, so a block of it is one product with a bit matrix. Portable.
 */
import { Breaker } from "@bptm/twin/sources/breaker";
import { Home } from "@bptm/twin/home/home";
import { House, houseSample } from "@bptm/twin/house/house";
import { Volts } from "@bptm/twin/network/network";
import { slowStep } from "@bptm/twin/home/plant";
import { convert, nextNoise } from "@bptm/twin/meter/sensors";
import { Supply } from "@bptm/twin/meter/supply";
import { Utility, utilitySample } from "@bptm/twin/sources/utility";
import { Judge, selfContradicts } from "./judge";
import { CoilWatch } from "./pulses";
import { isQuiescent } from "./quiescence";
import { Truth, exportAfter } from "./truth";
import { TRACE_SAMPLES, World, advance, trace } from "./world";

/** A multiple of slow steps (20), half windows of the judge (40) and 60 Hz cycles (80). */
const BLOCK_SAMPLES: i32 = 240;
const SLOW_STEP_SAMPLES: i32 = 20;
const HALF_SAMPLES: i32 = 40;
/** The last samples are computed in full, so that the network's inputs are up to date. */
const LAST_SAMPLES: i32 = 20;
const COUNT_MAX: i32 = 0x3fffffff;
/** Steps of the noise generator in a block, three per sample. */
const NOISE_STEPS: i32 = 720;

/** State that each bit of the noise state becomes after a block; filled by the first call. */
const noise_columns: Int32Array = new Int32Array(32);

function makeColumns(): void {
  for (let bit: i32 = 0; bit < 32; bit++) {
    let state: i32 = 1 << bit;
    for (let draw: i32 = 0; draw < NOISE_STEPS; draw++) state = nextNoise(state);
    noise_columns[bit] = state;
  }
}

/** The noise state one block later. */
function noiseAfterBlock(state: i32): i32 {
  let after: i32 = 0;
  for (let bit: i32 = 0; bit < 32; bit++) {
    if (((state >>> bit) & 1) !== 0) after ^= noise_columns[bit] as i32;
  }
  return after;
}

/** Advances what changes with each sample, except noise and counters. */
function quickSample(home: Home, truth: Truth): void {
  utilitySample(home.utility);
  const house = home.house;
  if (house.smooth_1 !== 0.0 || house.smooth_2 !== 0.0) {
    const y = home.network.y;
    houseSample(house, y[Volts.House1] as f64, y[Volts.House2] as f64);
  }
  truth.export_watts = exportAfter(truth.export_watts, 0.0);
}

/** Runs one block of quick samples; returns whether further blocks would change nothing. */
function quickBlock(home: Home, truth: Truth): boolean {
  const u: Utility = home.utility;
  const house: House = home.house;
  const s: f64 = u.wave.s;
  const c: f64 = u.wave.c;
  const watts: f64 = truth.export_watts;
  const smooth_1: f64 = house.smooth_1;
  const smooth_2: f64 = house.smooth_2;
  for (let k: i32 = 0; k < BLOCK_SAMPLES; k++) quickSample(home, truth);
  if (u.wave.s !== s || u.wave.c !== c || truth.export_watts !== watts) return false;
  if (house.smooth_1 !== smooth_1 || house.smooth_2 !== smooth_2) return false;
  if (u.wander_hz !== 0.0 || u.now_hz !== u.hz) return false;
  return u.now_1 === u.level_1 && u.now_2 === u.level_2;
}

/** Runs the slow steps of one block; returns whether further blocks would change nothing. */
function slowBlock(w: World): boolean {
  const home: Home = w.home;
  const p: Supply = home.supply;
  const b: Breaker = home.breaker;
  const logic: f64 = p.logic_v;
  const coil: f64 = p.coil_v;
  const celsius: f64 = p.jaw_celsius;
  const main: Breaker = home.house.main;
  const heat_1: f64 = b.heat_1;
  const heat_2: f64 = b.heat_2;
  const main_1: f64 = main.heat_1;
  const main_2: f64 = main.heat_2;
  const warmth: f64 = home.generator.warmth;
  for (let k: i32 = 0; k < BLOCK_SAMPLES; k += SLOW_STEP_SAMPLES) slowStep(home, w.meter.inputs);
  if (p.logic_v !== logic || p.coil_v !== coil || p.jaw_celsius !== celsius) return false;
  if (main.heat_1 !== main_1 || main.heat_2 !== main_2) return false;
  return b.heat_1 === heat_1 && b.heat_2 === heat_2 && home.generator.warmth === warmth;
}

/** Fast-forwards over whole blocks whose samples are no longer in the trace at the end. */
function fastForwardBlocks(w: World, blocks: i32): void {
  if ((noise_columns[0] as i32) === 0) makeColumns();
  const home: Home = w.home;
  const sensors = home.sensors;
  let quick: boolean = false;
  let slow: boolean = false;
  for (let block: i32 = 0; block < blocks; block++) {
    if (!quick) quick = quickBlock(home, w.judge.truth);
    if (!slow) slow = slowBlock(w);
    sensors.noise_state = noiseAfterBlock(sensors.noise_state);
  }
  const samples: i32 = blocks * BLOCK_SAMPLES;
  home.sample_index = (home.sample_index + samples) & COUNT_MAX;
  w.sample_index = w.sample_index + samples;
}

/** Computes the samples that the trace still holds at the end of the fast-forward. */
function fastForwardTraced(w: World, samples: i32): void {
  const home: Home = w.home;
  const inputs = w.meter.inputs;
  for (let k: i32 = 1; k <= samples; k++) {
    quickSample(home, w.judge.truth);
    convert(home.sensors, inputs.samples, home.sample_index);
    home.sample_index = (home.sample_index + 1) & COUNT_MAX;
    w.sample_index = w.sample_index + 1;
    if (k % SLOW_STEP_SAMPLES === 0) slowStep(home, inputs);
    trace(w);
  }
}

function saturatedSum(count: i32, samples: i32): i32 {
  return count < COUNT_MAX - samples ? count + samples : COUNT_MAX;
}

function fastForwardCoil(c: CoilWatch, samples: i32): void {
  c.since_on = saturatedSum(c.since_on, samples);
}

/** Advances the judge's counters. */
function fastForwardJudge(w: World, samples: i32): void {
  const j: Judge = w.judge;
  const inputs = w.meter.inputs;
  j.sample = j.sample + samples;
  j.truth.half = (j.truth.half + samples) % HALF_SAMPLES;
  j.truth.out_dead_samples = saturatedSum(j.truth.out_dead_samples, samples);
  fastForwardCoil(j.u_open, samples);
  fastForwardCoil(j.u_close, samples);
  fastForwardCoil(j.g_open, samples);
  fastForwardCoil(j.g_close, samples);
  j.contradicted_u_samples = selfContradicts(inputs.utility_contacts)
    ? j.contradicted_u_samples + samples
    : 0;
  j.contradicted_g_samples = selfContradicts(inputs.generator_contacts)
    ? j.contradicted_g_samples + samples
    : 0;
  j.dark_samples = j.dark_samples + samples;
  if (j.dark_samples > j.dark_longest) j.dark_longest = j.dark_samples;
}

/**
 * Fast-forwards by up to `samples` and returns how many were skipped: 0 when the home is not
 * quiescent or the fast-forward would be shorter than the trace. The caller must not have changed
 * the world during the last 1 200 samples.
 */
export function fastForward(w: World, samples: i32): i32 {
  const whole: i32 = ((samples / BLOCK_SAMPLES) | 0) * BLOCK_SAMPLES;
  if (whole <= TRACE_SAMPLES || !isQuiescent(w.home, w.judge)) return 0;
  const blocks: i32 = ((whole - TRACE_SAMPLES) / BLOCK_SAMPLES) | 0;
  fastForwardBlocks(w, blocks);
  fastForwardTraced(w, whole - blocks * BLOCK_SAMPLES - LAST_SAMPLES);
  fastForwardJudge(w, whole - LAST_SAMPLES);
  return whole - LAST_SAMPLES + advance(w, LAST_SAMPLES);
}
