/**
 * The house: loads in slots, switched by bits, and sources that live inside (a generator on the
 * dryer's cord, solar inverters, a battery that forms an island).
 * Solar inverters stop within 2 s of the loss of the grid (IEEE 1547-2018, 8.1); they drift off by a
 * frequency bias with positive feedback. Other figures: domain.md 5 and engineering judgement.
 */
import { Oscillator } from "./oscillator";

/** Number of load slots. */
export const SLOTS: i32 = 16;

export const enum LoadKind {
  None = 0,
  Resistive = 1,
  /** Resistance with inductance in series, power factor about 0.8. */
  Inductive = 2,
  /** Single-phase motor. */
  Motor = 3,
  /** Rectifier: draws a peaky current. */
  Electronics = 4,
}

export const enum LoadLeg {
  Leg1 = 1,
  Leg2 = 2,
  /** 240 V between both legs. */
  Both = 3,
}

/** Loads and inner sources of one house. */
export class House {
  /** Kind, leg and watts of each slot. */
  kind: Int32Array = new Int32Array(16);
  leg: Int32Array = new Int32Array(16);
  watts: Float64Array = new Float64Array(16);
  /** Bit k is set while slot k is switched on. */
  on: i32 = 0;
  /** 1 while the house's main breaker is closed. */
  main_breaker: i32 = 1;
  /** Short circuit: 0 none, 1 leg 1 to neutral, 2 leg 2 to neutral, 3 both, 4 leg to leg. */
  short_circuit: i32 = 0;

  // Generator on the dryer's cord.
  /** 1 while it runs and is joined; values set by whoever did that. */
  dryer_running: i32 = 0;
  dryer_hz: f64 = 61.5;
  dryer_level: f64 = 1;
  /** Fall of frequency and voltage at 5 kW, in per unit. */
  dryer_droop: f64 = 0.04;
  dryer_sag: f64 = 0.06;

  // Solar inverters.
  /** 1 enabled; power in watts. */
  solar_on: i32 = 0;
  solar_watts: f64 = 4000;
  /** Longest time in seconds that they hold an island up (at most 2). */
  solar_hold_s: f64 = 1.5;
  /** Seconds of good voltage before they join. */
  solar_join_s: f64 = 300;

  // Battery with an islanding inverter on the house's bus.
  /** 1 armed: forms an island `battery_form_s` after line out died. */
  battery_on: i32 = 0;
  battery_form_s: f64 = 0.5;
  battery_hz: f64 = 60;
  battery_watts: f64 = 5000;

  // State: sums over the slots, made when `on` changes.
  /** Value of `on`, kinds and watts that the sums hold for; a change of data needs `touchHouse`. */
  summed_on: i32 = -1;
  /** Conductances in siemens of leg 1, leg 2, leg to leg. */
  siemens_1: f64 = 0;
  siemens_2: f64 = 0;
  siemens_both: f64 = 0;
  /** Watts of inductive loads and of electronics: leg 1, leg 2, both. */
  inductive_1: f64 = 0;
  inductive_2: f64 = 0;
  inductive_both: f64 = 0;
  electronics_1: f64 = 0;
  electronics_2: f64 = 0;
  /** Watts of motor A (120 V) and motor B (240 V); 0 is off. */
  motor_a_watts: f64 = 0;
  motor_b_watts: f64 = 0;

  // State of the inner sources.
  dryer_wave: Oscillator = new Oscillator();
  dryer_watts: f64 = 0;
  solar_wave: Oscillator = new Oscillator();
  /** 1 while the solar inverters feed. */
  solar_feeding: i32 = 0;
  solar_good_s: f64 = 0;
  solar_island_s: f64 = 0;
  solar_error: f64 = 0;
  solar_integral: f64 = 0;
  solar_square: f64 = 0;
  battery_wave: Oscillator = new Oscillator();
  /** 1 while the battery feeds the island. */
  battery_feeding: i32 = 0;
  battery_dead_s: f64 = 0;
  battery_square: f64 = 0;
  /** Voltage of the smoothing capacitors behind the rectifiers of each leg. */
  smooth_1: f64 = 0;
  smooth_2: f64 = 0;
}
