/**
 * A meter and its home together, compiled into the fused WebAssembly module. One call advances any
 * number of samples; the home's supply decides when the meter has power, and the meter's records
 * are written to the home's store and read back after a power cut.
 * Portable: bit-identical in TypeScript and AssemblyScript.
 */
import { publish } from "@bptm/core/metering/metering";
import { Meter, powerUp, sampleMeter, tickMeter } from "@bptm/core/meter";
import { hasLatch } from "@bptm/core/control/latches";
import { Position } from "@bptm/core/control/position";
import { Latch } from "@bptm/core/lists/latches";
import { Registers } from "@bptm/core/metering/registers";
import { CHANNELS, Light } from "@bptm/core/hardware/signals";
import { StoreState } from "@bptm/core/storage/store";
import { SAMPLES_PER_TICK } from "@bptm/core/hardware/units";
import { Home, createHome } from "@bptm/twin/home/home";
import { plantSample } from "@bptm/twin/home/plant";
import { beginWrite, newestBank, readStore } from "@bptm/twin/meter/store";
import { EnergyTruth, sumEnergy } from "./energy-truth";
import {
  IMAGE_WORDS_USED,
  ImageAge,
  loadImage,
  loadRegisters,
  mendSettings,
  saveImage,
  upgradeImage,
} from "@bptm/core/image";
import { Judge, judgeSample } from "./judge";

/** Samples held by the trace (213 ms), and values per sample. */
export const TRACE_SAMPLES: i32 = 1024;
export const TRACE_FIELDS: i32 = 12;

/** Meter, home and judge, with the state that connects them. */
export class World {
  meter: Meter = new Meter();
  home: Home;
  judge: Judge = new Judge();
  energy_truth: EnergyTruth = new EnergyTruth();
  /** Samples since the start. */
  sample_index: i32 = 0;
  /** Power-ups of the supply that the meter has started from. */
  boots: i32 = 0;
  /** `version_counter` of the last image handed to the store. */
  written_version: i32 = 0;
  /** `saving.counter` of metering in that image. */
  written_counter: i32 = 0;
  /** 1 while a write of this power-up is in progress, and the registers that it writes. */
  writing: i32 = 0;
  written: Registers = new Registers();
  /** The last samples: ten channels in counts, then both verified positions (-1 unknown). */
  trace: Int32Array = new Int32Array(12288);
  /** Ticks that the meter's core has run, over all boots. */
  ticks: i32 = 0;

  constructor(seed: i32) {
    this.home = createHome(seed);
  }
}

/** A healthy home on the utility; the meter boots with the first sample. */
export function createWorld(seed: i32): World {
  return new World(seed);
}

/** State of the store at power-up; loads its newest complete image into meter and settings. */
function readBack(w: World): i32 {
  const store = w.home.store;
  if (store.writes === 0 && store.torn === 0 && store.unreadable === 0) return StoreState.Empty;
  const words: i32 = readStore(store);
  const meter = w.meter;
  const age: i32 = words === 0 ? ImageAge.Unknown : upgradeImage(store.image, words, meter);
  if (age === ImageAge.Later) return StoreState.Later;
  if (age === ImageAge.Unknown) return StoreState.Bad;
  loadImage(store.image, meter);
  if (age === ImageAge.Earlier) {
    meter.setting_reset = mendSettings(meter.control.settings, meter.blank.control.settings);
  }
  return StoreState.Good;
}

function boot(w: World): void {
  w.boots = w.home.supply.boots;
  w.meter.setting_reset = 0;
  dark(w);
  powerUp(w.meter, readBack(w));
  // The counters that power-up has incremented are written like any other change.
  w.written_version = -1;
  w.writing = 0;
}

/** Without power nothing is driven and nothing is shown. */
function dark(w: World): void {
  const o = w.meter.outputs;
  o.coils = 0;
  o.enables = 0;
  o.burdens = 0;
  o.light_utility_available = Light.Off;
  o.light_utility_on = Light.Off;
  o.light_generator_on = Light.Off;
}

/** A write has ended: publishes the registers that are now found in the store. */
function confirm(w: World): void {
  const store = w.home.store;
  w.writing = 0;
  const bank: i32 = newestBank(store);
  if (bank < 0) return;
  const found: i32 = bank === 0 ? (store.bank_0[0] as i32) : (store.bank_1[0] as i32);
  if (found !== store.sequence) return;
  loadRegisters(store.image, w.written);
  publish(w.meter.metering, w.written);
}

/** Hands the records to the store when the core requests it and no write is in progress. */
function keep(w: World): void {
  const store = w.home.store;
  if (store.write_sample >= 0) return;
  if (w.writing !== 0) confirm(w);
  const meter = w.meter;
  // The record of a later release is not overwritten before a person has cleared the latch.
  const c = meter.control;
  if (c.store_state === StoreState.Later && hasLatch(c, Latch.StoreBad)) return;
  const version: i32 = meter.control.stored.version_counter;
  const counter: i32 = meter.metering.saving.counter;
  if (version === w.written_version && counter === w.written_counter) return;
  meter.registers.writes = meter.registers.writes + 1;
  saveImage(store.image, meter);
  if (!beginWrite(store, IMAGE_WORDS_USED)) return;
  w.writing = 1;
  w.written_version = version;
  w.written_counter = counter;
}

/** Open 0, closed 1; otherwise, or without power, -1. */
function verified(alive: i32, position: i32): i32 {
  if (alive === 0) return -1;
  return position === Position.Open ? 0 : position === Position.Closed ? 1 : -1;
}

/** Stores the sample in the ring, indexed by its number. */
export function trace(w: World): void {
  const at: i32 = (w.sample_index & (TRACE_SAMPLES - 1)) * TRACE_FIELDS;
  const ring = w.trace;
  const samples = w.meter.inputs.samples;
  for (let c: i32 = 0; c < CHANNELS; c++) ring[at + c] = samples[c] as i32;
  const alive: i32 = w.home.supply.alive;
  ring[at + CHANNELS] = verified(alive, w.meter.control.position_u.position);
  ring[at + CHANNELS + 1] = verified(alive, w.meter.control.position_g.position);
}

/** One sample of everything; returns 0 and changes nothing while the network needs a table. */
function sample(w: World): i32 {
  const meter = w.meter;
  const home = w.home;
  if (plantSample(home, meter.inputs, meter.outputs) === 0) return 0;
  w.sample_index = w.sample_index + 1;
  if (home.supply.alive === 0) {
    dark(w);
  } else {
    if (w.boots !== home.supply.boots) boot(w);
    sampleMeter(meter);
    sumEnergy(w.energy_truth, home);
    // The plant has just finished its slow step, so the core's tick has new readings.
    if (home.slow_in === SAMPLES_PER_TICK) {
      tickMeter(meter);
      w.ticks = w.ticks + 1;
      keep(w);
    }
  }
  judgeSample(w.judge, home, meter);
  trace(w);
  return 1;
}

/** Advances by up to `samples`; returns how many, fewer when the network needs a table. */
export function advance(w: World, samples: i32): i32 {
  for (let done: i32 = 0; done < samples; done++) {
    if (sample(w) === 0) return done;
  }
  return samples;
}
