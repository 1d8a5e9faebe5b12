/**
 * Fast-forwards over samples of a home at rest. It leaves what the samples would have left, to the
 * bit: what stands still is left alone, what still moves (the feeder's wave behind the dead line,
 * noise of the sensors, capacitors, heat, counters) is moved by the very functions that move it in
 * a sample, and no longer once a block of samples has left it as it was. The noise is a linear
 * sequence, so a block of it is one product with a matrix of bits. Portable.
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
import { rests } from "./quiescence";
import { Truth, exportAfter } from "./truth";
import { TRACE_SAMPLES, World, advance, trace } from "./world";

/** Whole slow steps (20), half windows of the judge (40) and turns of 60 Hz (80). */
const BLOCK: i32 = 240;
const STEP: i32 = 20;
const HALF_SAMPLES: i32 = 40;
/** The last samples are reckoned in full, so that the network's inputs are those of the end. */
const LAST: i32 = 20;
const MOST: i32 = 0x3fffffff;
/** Draws of noise in a block, three in each sample. */
const DRAWS: i32 = 720;

/** What a block of noise makes of each bit of its state; made at the first fast-forward. */
const noise_columns: Int32Array = new Int32Array(32);

function makeColumns(): void {
  for (let bit: i32 = 0; bit < 32; bit++) {
    let state: i32 = 1 << bit;
    for (let draw: i32 = 0; draw < DRAWS; draw++) state = nextNoise(state);
    noise_columns[bit] = state;
  }
}

/** The state of the noise a block later. */
function noiseAfterBlock(state: i32): i32 {
  let after: i32 = 0;
  for (let bit: i32 = 0; bit < 32; bit++) {
    if (((state >>> bit) & 1) !== 0) after ^= noise_columns[bit] as i32;
  }
  return after;
}

/** Moves what moves from sample to sample, but for noise and counters. */
function quickSample(home: Home, truth: Truth): void {
  utilitySample(home.utility);
  const house = home.house;
  if (house.smooth_1 !== 0.0 || house.smooth_2 !== 0.0) {
    const y = home.network.y;
    houseSample(house, y[Volts.House1] as f64, y[Volts.House2] as f64);
  }
  truth.export_watts = exportAfter(truth.export_watts, 0.0);
}

/** One block of quick samples; whether the next block would end just as this one. */
function quickBlock(home: Home, truth: Truth): boolean {
  const u: Utility = home.utility;
  const house: House = home.house;
  const s: f64 = u.wave.s;
  const c: f64 = u.wave.c;
  const watts: f64 = truth.export_watts;
  const smooth_1: f64 = house.smooth_1;
  const smooth_2: f64 = house.smooth_2;
  for (let k: i32 = 0; k < BLOCK; k++) quickSample(home, truth);
  if (u.wave.s !== s || u.wave.c !== c || truth.export_watts !== watts) return false;
  if (house.smooth_1 !== smooth_1 || house.smooth_2 !== smooth_2) return false;
  if (u.wander_hz !== 0.0 || u.now_hz !== u.hz) return false;
  return u.now_1 === u.level_1 && u.now_2 === u.level_2;
}

/** The slow steps of a block; whether the next ones would end just as these. */
function slowBlock(w: World): boolean {
  const home: Home = w.home;
  const p: Supply = home.supply;
  const b: Breaker = home.breaker;
  const logic: f64 = p.logic_v;
  const coil: f64 = p.coil_v;
  const celsius: f64 = p.jaw_celsius;
  const heat_1: f64 = b.heat_1;
  const heat_2: f64 = b.heat_2;
  const warmth: f64 = home.generator.warmth;
  for (let k: i32 = 0; k < BLOCK; k += STEP) slowStep(home, w.meter.inputs);
  if (p.logic_v !== logic || p.coil_v !== coil || p.jaw_celsius !== celsius) return false;
  return b.heat_1 === heat_1 && b.heat_2 === heat_2 && home.generator.warmth === warmth;
}

/** Fast-forwards over whole blocks that nobody will see a sample of. */
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
  const samples: i32 = blocks * BLOCK;
  home.sample_index = (home.sample_index + samples) & MOST;
  w.sample_index = w.sample_index + samples;
}

/** Samples that the trace still holds at the end of the fast-forward. */
function fastForwardTraced(w: World, samples: i32): void {
  const home: Home = w.home;
  const inputs = w.meter.inputs;
  for (let k: i32 = 1; k <= samples; k++) {
    quickSample(home, w.judge.truth);
    convert(home.sensors, inputs.samples, home.sample_index);
    home.sample_index = (home.sample_index + 1) & MOST;
    w.sample_index = w.sample_index + 1;
    if (k % STEP === 0) slowStep(home, inputs);
    trace(w);
  }
}

function counted(count: i32, samples: i32): i32 {
  return count < MOST - samples ? count + samples : MOST;
}

function fastForwardCoil(c: CoilWatch, samples: i32): void {
  c.since_on = counted(c.since_on, samples);
}

/** What the judge counts while nothing happens. */
function fastForwardJudge(w: World, samples: i32): void {
  const j: Judge = w.judge;
  const inputs = w.meter.inputs;
  j.sample = j.sample + samples;
  j.truth.half = (j.truth.half + samples) % HALF_SAMPLES;
  j.truth.out_dead_samples = counted(j.truth.out_dead_samples, samples);
  fastForwardCoil(j.u_open, samples);
  fastForwardCoil(j.u_close, samples);
  fastForwardCoil(j.g_open, samples);
  fastForwardCoil(j.g_close, samples);
  j.pairs_u = selfContradicts(inputs.utility_contacts) ? j.pairs_u + samples : 0;
  j.pairs_g = selfContradicts(inputs.generator_contacts) ? j.pairs_g + samples : 0;
  j.dark_samples = j.dark_samples + samples;
  if (j.dark_samples > j.dark_longest) j.dark_longest = j.dark_samples;
}

/**
 * Fast-forwards over at most so many samples and gives how many: 0 when the home does not rest, or
 * when the fast-forward would be shorter than the trace. Whoever calls it has touched nothing for 1
 * 200 samples.
 */
export function fastForward(w: World, samples: i32): i32 {
  const whole: i32 = ((samples / BLOCK) | 0) * BLOCK;
  if (whole <= TRACE_SAMPLES || !rests(w.home, w.judge)) return 0;
  const blocks: i32 = ((whole - TRACE_SAMPLES) / BLOCK) | 0;
  fastForwardBlocks(w, blocks);
  fastForwardTraced(w, whole - blocks * BLOCK - LAST);
  fastForwardJudge(w, whole - LAST);
  return whole - LAST + advance(w, LAST);
}
