/**
 * The ten ADC channels: true voltages and currents of the network become counts, with pilot tones,
 * noise, faults of single channels, the floating reference and ghost voltages. Scales and pilot:
 * core/hardware/units.ts and core/hardware/signals.ts. Sense resistance, burdens and pilot: the
 * contract with the hardware. Noise of 0.05 V and 0.02 A RMS: engineering judgement.
 */
import { BURDEN_OHM, PILOT_MV, SENSE_OHM } from "@bptm/core/hardware/contract";
import { Channel } from "@bptm/core/hardware/signals";
import {
  COUNTS_PER_VOLT,
  CURRENT_COUNTS_MAX,
  GENERATOR_COUNTS_PER_AMPERE,
  UTILITY_COUNTS_PER_AMPERE,
  VOLTAGE_COUNTS_MAX,
} from "@bptm/core/hardware/units";

const SENSE_SIEMENS: f64 = 1.0 / (SENSE_OHM as f64);
export const BURDEN_SIEMENS: f64 = 1.0 / (BURDEN_OHM as f64);
/** Coupling of a ghost voltage: 200 kilohm (engineering judgement; a few nF of parallel cable). */
const GHOST_SIEMENS: f64 = 5.0e-6;
/** Crest of the pilot tone in volts. */
const PILOT_VOLTS: f64 = (PILOT_MV as f64) * 0.001;

/** Faults of one channel. */
export const enum ChannelFault {
  None = 0,
  /** Broken lead: noise only, no pilot. */
  OpenLead = 1,
  /** Stuck at zero, pilot and noise included. */
  StuckAtZero = 2,
  /** Repeats its last reading. */
  Frozen = 3,
  /** Reads `value` percent of the truth, pilot included. */
  Gain = 4,
  /** Reads the input of channel number `value` (set both channels for a swap). */
  Swapped = 5,
  /** Reads `value` counts too high. */
  Offset = 6,
}

/** Faults and settings of the sensing hardware. */
export class Sensors {
  /** Fault of each channel (values of `ChannelFault`) and its parameter. */
  fault: Int32Array = new Int32Array(10);
  value: Int32Array = new Int32Array(10);
  /** Not 0 while any channel has a fault; noted every 20 samples (at most 4 ms late). */
  faults: i32 = 0;
  /** 1 while the meter's lead to the socket's neutral bus is intact. */
  neutral_reference: i32 = 1;
  /** Noise in volts and amperes, RMS; 0 is none. */
  noise_volts: f64 = 0.05;
  noise_amperes: f64 = 0.02;
  /** Fault: 1 reads the cord's neutral as broken, 2 as intact, whatever its state. */
  cord_neutral_fault: i32 = 0;
  /** Fault: bits of `Burden` that the driver never switches on. */
  burdens_dead: i32 = 0;
  /** Fault: bits of `Burden` that are on all the time. */
  burdens_stuck: i32 = 0;
  /** Truth: voltages leg to true neutral and currents of this sample, in the order of `Channel`. */
  truth: Float64Array = new Float64Array(10);
  /** Counts of this sample without channel faults, kept while any channel has one. */
  counts: Int32Array = new Int32Array(10);
  /** Voltage of the meter's reference against the true neutral. */
  reference_volts: f64 = 0;
  /** State of the sensors' own noise sequence; seeded by createHome. */
  noise_state: i32 = 1;
}

/** Conductance from a leg to the reference: sense resistor and burden. */
function legSiemens(burdens: i32, bit: i32): f64 {
  return (burdens & bit) !== 0 ? SENSE_SIEMENS + BURDEN_SIEMENS : SENSE_SIEMENS;
}

/** Burdens that are really on, given faults. */
export function burdensOn(sensors: Sensors, ordered: i32): i32 {
  return (ordered | sensors.burdens_stuck) & ~sensors.burdens_dead;
}

/**
 * A lost reference floats to the star point of all six legs: the mean of their voltages weighted by
 * their conductances. Without burdens it reads a perfect 120/120 V; a burden pulls it towards its
 * leg.
 */
export function floatReference(sensors: Sensors, burdens: i32): void {
  if (sensors.neutral_reference !== 0) {
    sensors.reference_volts = 0;
    return;
  }
  let current: f64 = 0;
  let siemens: f64 = 0;
  for (let leg: i32 = 0; leg < 6; leg++) {
    const g: f64 = legSiemens(burdens, 1 << leg);
    current += g * (sensors.truth[leg] as f64);
    siemens += g;
  }
  sensors.reference_volts = current / siemens;
}

/**
 * A generator with a floating neutral while G is open: sense resistors and burdens set where its
 * legs float. `volts_1`, `volts_2`: legs to the generator's own neutral.
 */
export function floatGenerator(sensors: Sensors, burdens: i32, volts_1: f64, volts_2: f64): void {
  const g1: f64 = legSiemens(burdens, 4);
  const g2: f64 = legSiemens(burdens, 8);
  const shift: f64 = (g1 * volts_1 + g2 * volts_2) / (g1 + g2);
  sensors.truth[Channel.GeneratorLeg1] = volts_1 - shift;
  sensors.truth[Channel.GeneratorLeg2] = volts_2 - shift;
}

/** Ghost voltage on a leg loaded only by the sense resistor and a burden, in volts. */
export function ghostVolts(open_circuit: f64, burdens: i32, bit: i32): f64 {
  const load: f64 = legSiemens(burdens, bit);
  return (open_circuit * GHOST_SIEMENS) / (GHOST_SIEMENS + load);
}

/** Leakage voltage on a leg loaded only by the sense resistor and a burden, in volts. */
export function leakVolts(volts: f64, siemens: f64, burdens: i32, bit: i32): f64 {
  return (volts * siemens) / (siemens + legSiemens(burdens, bit));
}

function clamp(counts: i32, most: i32): i32 {
  return counts > most ? most : counts < -most ? -most : counts;
}

/** The next 32 bits of the noise; three such words make a sample. */
export function nextNoise(state: i32): i32 {
  let x: i32 = state;
  x = x ^ (x << 13);
  x = x ^ (x >>> 17);
  return x ^ (x << 5);
}

/** Ten bits of noise: their mean, and their RMS about it, 1023 / sqrt(12). */
const TEN_BITS: i32 = 1023;
const UNIFORM_MEAN: f64 = 511.5;
const UNIFORM_RMS: f64 = 295.3;

/** Counts of a value that is already scaled and shifted by half a count. */
function counted(value: f64, most: i32): i32 {
  return clamp(Math.floor(value) as i32, most);
}

/** Three voltage channels from `c` on, with ten bits of noise each. */
function volts(sensors: Sensors, counts: Int32Array, c: i32, shift: f64, bits: i32): void {
  const scale: f64 = COUNTS_PER_VOLT as f64;
  const noise: f64 = sensors.noise_volts * (scale / UNIFORM_RMS);
  const base: f64 = shift * scale + 0.5 - noise * UNIFORM_MEAN;
  const truth = sensors.truth;
  const a: f64 = (truth[c] as f64) * scale + base;
  const b: f64 = (truth[c + 1] as f64) * scale + base;
  const d: f64 = (truth[c + 2] as f64) * scale + base;
  counts[c] = counted(a + noise * ((bits & TEN_BITS) as f64), VOLTAGE_COUNTS_MAX);
  counts[c + 1] = counted(b + noise * (((bits >>> 10) & TEN_BITS) as f64), VOLTAGE_COUNTS_MAX);
  counts[c + 2] = counted(d + noise * (((bits >>> 20) & TEN_BITS) as f64), VOLTAGE_COUNTS_MAX);
}

/** Two current channels from `c` on, with ten bits of noise each. */
function amperes(sensors: Sensors, counts: Int32Array, c: i32, scale: f64, bits: i32): void {
  const noise: f64 = sensors.noise_amperes * (scale / UNIFORM_RMS);
  const base: f64 = 0.5 - noise * UNIFORM_MEAN;
  const truth = sensors.truth;
  const a: f64 = (truth[c] as f64) * scale + base;
  const b: f64 = (truth[c + 1] as f64) * scale + base;
  counts[c] = counted(a + noise * ((bits & TEN_BITS) as f64), CURRENT_COUNTS_MAX);
  counts[c + 1] = counted(b + noise * (((bits >>> 11) & TEN_BITS) as f64), CURRENT_COUNTS_MAX);
}

/**
 * Converts `truth` into counts: reference, pilot, noise, scale, clamp, then the channels' faults.
 */
export function convert(sensors: Sensors, samples: Int32Array, sample_index: i32): void {
  const phase: i32 = sample_index & 3;
  const pilot: f64 = phase === 0 ? PILOT_VOLTS : phase === 2 ? -PILOT_VOLTS : 0.0;
  const shift: f64 = pilot - sensors.reference_volts;
  const first: i32 = nextNoise(sensors.noise_state);
  const second: i32 = nextNoise(first);
  const third: i32 = nextNoise(second);
  sensors.noise_state = third;
  const counts: Int32Array = sensors.faults === 0 ? samples : sensors.counts;
  volts(sensors, counts, 0, shift, first);
  volts(sensors, counts, 3, shift, second);
  amperes(sensors, counts, 6, UTILITY_COUNTS_PER_AMPERE as f64, third);
  amperes(sensors, counts, 8, GENERATOR_COUNTS_PER_AMPERE as f64, (third >>> 5) ^ first);
  if (sensors.faults === 0) return;
  for (let c: i32 = 0; c < 10; c++) {
    const fault: i32 = sensors.fault[c] as i32;
    if (fault === ChannelFault.None) samples[c] = counts[c] as i32;
    else samples[c] = faulty(sensors, c, fault, samples[c] as i32, sample_index);
  }
}

/** Every 20 samples: whether any channel has a fault. */
export function noteFaults(sensors: Sensors): void {
  let faults: i32 = 0;
  for (let c: i32 = 0; c < 10; c++) faults |= sensors.fault[c] as i32;
  sensors.faults = faults;
}

/** Reading of a channel with a fault. */
function faulty(sensors: Sensors, c: i32, fault: i32, last: i32, sample_index: i32): i32 {
  const good: i32 = sensors.counts[c] as i32;
  const value: i32 = sensors.value[c] as i32;
  const most: i32 = c < 6 ? VOLTAGE_COUNTS_MAX : CURRENT_COUNTS_MAX;
  if (fault === ChannelFault.StuckAtZero) return 0;
  if (fault === ChannelFault.Frozen) return last;
  if (fault === ChannelFault.OpenLead) return (nextNoise(sample_index * 10 + c + 1) & 3) - 1;
  if (fault === ChannelFault.Gain) return clamp(((good * value) / 100) | 0, most);
  if (fault === ChannelFault.Offset) return clamp(good + value, most);
  if (fault === ChannelFault.Swapped) return sensors.counts[value] as i32;
  return good;
}
