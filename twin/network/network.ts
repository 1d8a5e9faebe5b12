/**
 * The electrical network of one home, advanced in steps of 1/19 200 s, four in each sample, each
 * the exact solution of its linear differential equations: service, generator with cable, both
 * switches, loads, motors. Circuit: circuit.ts. Tables: discretize.ts and tables.ts (host).
 * Arithmetic: network-lines.ts.
 *
 * Once a sample the plant
 *   1. calls `choose(network, closed)` with bits of `Closed`. If it returns 0, the sample must not
 *      start: nothing has changed, `wanted` names the missing table, the host supplies it
 *      (`TableSupply.supply`) and the same sample is tried again;
 *   2. writes `u`: the voltages of all sources in the middle (`MIDDLE + NetworkSource...`) and at
 *      the end (`END + NetworkSource...`) of this sample, electronics at the end only, and the
 *      back-EMF of both motors as mean and rise over the sample (`MOTOR_MEAN`, `MOTOR_RISE`, + 1
 *      for motor B). Sources that are not connected need no value, except in the sample before;
 *   3. calls `solve(network)`; then `x` and `y` hold currents and voltages at the sample's end.
 *
 * Sources run through the parabola of their three values (start, middle, end; the start is the end
 * of the sample before) from step to step: for a sine of 60 Hz the error is 4e-6, where straight
 * lines between the steps would give 5e-5. For a sine, middle = (start + end) / (2 cos(angle/2)),
 * where `angle` is the sine's turn in one sample: no second rotation is needed.
 * After a jump of a source (a feeder that dies at once) write `START + NetworkSource...` too.
 */
import { TABLE, TABLE_GROUPS, solveLines } from "./network-lines";

/** What `x` holds. Currents in A: from sources towards the house, and into loads. */
export const enum Branch {
  /** Service conductors; also the poles of U while they are closed. */
  Utility1 = 0,
  Utility2 = 1,
  /** Conductors of the cord; also the poles of G while they are closed. */
  Generator1 = 2,
  Generator2 = 3,
  /** Resistance-inductance loads, leg to neutral. */
  Load1 = 4,
  Load2 = 5,
  /** Volts of the filter capacitors of the electronics on each leg. */
  Filter1 = 6,
  Filter2 = 7,
  /** Motors between both legs, positive from leg 1 to leg 2. */
  MotorA = 8,
  MotorB = 9,
}
export const STATES: i32 = 10;

/** What `y` holds: volts to the neutral bus of the house at the end of the last sample. */
export const enum Volts {
  /** Line out. */
  House1 = 0,
  House2 = 1,
  /** Utility line in. */
  Utility1 = 2,
  Utility2 = 3,
  /** Generator inlet. */
  Generator1 = 4,
  Generator2 = 5,
  /** The house's neutral bus, to the transformer's neutral. */
  Neutral = 6,
  /** The generator's neutral, to the house's neutral bus. */
  GeneratorNeutral = 7,
}
export const OUTPUTS: i32 = 8;

/** Voltages of the sources in `u`, in V: add `START`, `MIDDLE` or `END`. */
export const enum NetworkSource {
  /** Transformer, each leg to its neutral; as a rule Utility2 = -Utility1. */
  Utility1 = 0,
  Utility2 = 1,
  /** Generator, each leg to the generator's neutral; as a rule Generator2 = -Generator1. */
  Generator1 = 2,
  Generator2 = 3,
  /** Source inside the house, leg 1 to leg 2. */
  House = 4,
  /** Electronics, leg to neutral (START and END only): they draw (y - source) / resistance. */
  Electronics1 = 5,
  Electronics2 = 6,
}
export const START: i32 = 0;
export const MIDDLE: i32 = 7;
export const END: i32 = 12;
/** Mean of the back-EMF over the sample, motor A; motor B is the next. */
export const MOTOR_MEAN: i32 = 19;
/** Rise of the back-EMF from the start of the sample to its end, motor A; motor B is the next. */
export const MOTOR_RISE: i32 = 21;
const INPUTS: i32 = 24;

/** Bits of the key: what conducts or is connected. */
export const enum Closed {
  /** Service conductor of each leg, intact from the transformer to the line jaw. */
  Connected1 = 1,
  Connected2 = 2,
  /** Service neutral; open leaves the earth path. */
  Neutral = 4,
  /** Poles of U and G, arcs included. */
  U1 = 8,
  U2 = 16,
  G1 = 32,
  G2 = 64,
  /** Generator breaker closed and cord plugged in. */
  Inlet = 128,
  /** Neutral conductor of the cord. */
  CordNeutral = 256,
  /** The source inside the house. */
  HouseSource = 512,
  MotorA = 1024,
  MotorB = 2048,
  Electronics1 = 4096,
  Electronics2 = 8192,
}
export const KEY_BITS: i32 = 14;

/** What `parameters` holds: ohm, henry, farad. A branch of `OPEN_OHM` or more counts as open. */
export const enum Parameter {
  ServiceOhm1 = 0,
  ServiceOhm2 = 1,
  ServiceHenry = 2,
  NeutralOhm = 3,
  /** From the house's ground rod through the earth to the transformer's. */
  EarthOhm = 4,
  PoleOhm = 5,
  /** Windings of the generator per leg, and the cord's conductor. `OPEN_OHM`: leg not wired. */
  GeneratorOhm1 = 6,
  GeneratorOhm2 = 7,
  GeneratorHenry = 8,
  CableOhm = 9,
  CordNeutralOhm = 10,
  /** Resistive loads: leg 1, leg 2, between the legs. */
  HouseOhm1 = 11,
  HouseOhm2 = 12,
  HouseOhm12 = 13,
  /** Resistance-inductance loads, leg to neutral. */
  LoadOhm1 = 14,
  LoadHenry1 = 15,
  LoadOhm2 = 16,
  LoadHenry2 = 17,
  /** Input filters of electronics: resistance of each (both legs), capacitance. */
  FilterOhm = 18,
  FilterFarad1 = 19,
  FilterFarad2 = 20,
  /** Motors: stator and referred rotor resistance, leakage inductance; see motor.ts. */
  MotorOhmA = 21,
  MotorHenryA = 22,
  MotorOhmB = 23,
  MotorHenryB = 24,
  ElectronicsOhm1 = 25,
  ElectronicsOhm2 = 26,
  /** The source inside the house, per leg. */
  HouseSourceOhm = 27,
  /** Leaks to the neutral bus, at line in and at the inlet: 10 megohm; a burden is 2 kilohm. */
  UtilityLeakOhm1 = 28,
  UtilityLeakOhm2 = 29,
  GeneratorLeakOhm1 = 30,
  GeneratorLeakOhm2 = 31,
}
const PARAMETERS: i32 = 32;
export const OPEN_OHM: f64 = 1.0e6;

/** Tables that a network holds at a time. */
export const TABLE_SLOTS: i32 = 32;
const LOAD_SETS: i32 = 131072;

/** State, inputs, outputs and tables of the network of one home. */
export class Network {
  /** State, in the order of `Branch`. */
  x: Float64Array = new Float64Array(STATES);
  /** Sources: `START`, `MIDDLE`, `END`, `MOTOR_MEAN`, `MOTOR_RISE`. */
  u: Float64Array = new Float64Array(INPUTS);
  /** Voltages, in the order of `Volts`. */
  y: Float64Array = new Float64Array(OUTPUTS);
  /** Element values, in the order of `Parameter`; only `setParameter` may change them. */
  parameters: Float64Array = new Float64Array(PARAMETERS);
  /** Rises by one with each change of a parameter. */
  load_set: i32 = 1;
  /** Bits of `Closed` and load set for which `table` was built; 0 before the first. */
  key: i32 = 0;
  /** Key of the missing table; 0 when none is missing. */
  wanted: i32 = 0;
  /** Bits of `Group` in the current table. */
  groups: i32 = 0;
  /** The current table. */
  table: Float64Array = new Float64Array(TABLE);
  /** Tables held, their keys (0: free), and the slot for the next one. */
  slots: Float64Array = new Float64Array(TABLE_SLOTS * TABLE);
  slot_keys: Int32Array = new Int32Array(TABLE_SLOTS);
  slot_next: i32 = 0;

  constructor() {
    const p = this.parameters;
    p[Parameter.ServiceOhm1] = 0.02;
    p[Parameter.ServiceOhm2] = 0.02;
    p[Parameter.ServiceHenry] = 60.0e-6;
    p[Parameter.NeutralOhm] = 0.03;
    p[Parameter.EarthOhm] = 25.0;
    p[Parameter.PoleOhm] = 0.001;
    p[Parameter.GeneratorOhm1] = 0.15;
    p[Parameter.GeneratorOhm2] = 0.15;
    p[Parameter.GeneratorHenry] = 1.2e-3;
    p[Parameter.CableOhm] = 0.0255;
    p[Parameter.CordNeutralOhm] = 0.0255;
    p[Parameter.HouseOhm1] = 40.0;
    p[Parameter.HouseOhm2] = 60.0;
    p[Parameter.HouseOhm12] = 50.0;
    p[Parameter.LoadOhm1] = 20.0;
    p[Parameter.LoadHenry1] = 20.0e-3;
    p[Parameter.LoadOhm2] = 30.0;
    p[Parameter.LoadHenry2] = 30.0e-3;
    p[Parameter.FilterOhm] = 10.0;
    p[Parameter.FilterFarad1] = 2.0e-6;
    p[Parameter.FilterFarad2] = 2.0e-6;
    p[Parameter.MotorOhmA] = 3.0;
    p[Parameter.MotorHenryA] = 13.0e-3;
    p[Parameter.MotorOhmB] = 3.0;
    p[Parameter.MotorHenryB] = 13.0e-3;
    p[Parameter.ElectronicsOhm1] = 10.0;
    p[Parameter.ElectronicsOhm2] = 10.0;
    p[Parameter.HouseSourceOhm] = 0.3;
    p[Parameter.UtilityLeakOhm1] = 1.0e7;
    p[Parameter.UtilityLeakOhm2] = 1.0e7;
    p[Parameter.GeneratorLeakOhm1] = 1.0e7;
    p[Parameter.GeneratorLeakOhm2] = 1.0e7;
  }
}

/**
 * Changes an element's value, which makes every table out of date. The same value costs nothing; a
 * new one costs a table (about 1 ms, or some microseconds when the host has kept it), so let values
 * jump between a few steps instead of drifting.
 */
export function setParameter(network: Network, parameter: i32, value: f64): void {
  if ((network.parameters[parameter] as f64) === value) return;
  network.parameters[parameter] = value;
  network.load_set = network.load_set + 1;
  if (network.load_set === LOAD_SETS) {
    network.load_set = 1;
    network.key = 0;
    network.slot_keys.fill(0);
  }
}

/**
 * Selects the table for these bits of `Closed` and the present parameters. Returns 1 when it is
 * selected, 0 when it is missing: then `wanted` names it and nothing else has changed. The current
 * of a conductor that opens is cut off: open a pole at a zero of its current, or let it arc until
 * then.
 */
export function choose(network: Network, closed: i32): i32 {
  const key: i32 = (network.load_set << KEY_BITS) | closed;
  if (key === network.key) return 1;
  for (let slot: i32 = 0; slot < TABLE_SLOTS; slot++) {
    if ((network.slot_keys[slot] as i32) === key) {
      const from: i32 = slot * TABLE;
      for (let i: i32 = 0; i < TABLE; i++) network.table[i] = network.slots[from + i] as f64;
      network.groups = network.table[TABLE_GROUPS] as i32;
      network.key = key;
      network.wanted = 0;
      return 1;
    }
  }
  network.wanted = key;
  return 0;
}

/** Currents and voltages below this, in A and V, count as zero. */
const NOTHING: f64 = 1.0e-60;

/**
 * Every 20 samples: sets the states to zero when only rounding keeps them from it. Otherwise ten
 * states of 1e-76 would sustain each other for ever.
 */
export function settle(network: Network): void {
  const x = network.x;
  for (let i: i32 = 0; i < STATES; i++) {
    const value: f64 = x[i] as f64;
    if (value > NOTHING || value < -NOTHING) return;
  }
  for (let i: i32 = 0; i < STATES; i++) x[i] = 0.0;
}

/** Advances the network by one sample: four steps of 1/19 200 s. */
export function solve(network: Network): void {
  solveLines(network.x, network.u, network.y, network.table, network.groups);
}
