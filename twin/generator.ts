/**
 * The source behind the inlet: portable generator, inverter, battery or vehicle.
 * Engine set (2-pole, 3600 rpm): no-load 62.0 to 62.5 Hz, droop 3 to 5 %, run-up 3 to 8 s, sag of
 * 20 to 35 % and 3 to 6 Hz on a motor's inrush, recovery within 1 to 2 s, residual voltage 2 to 5 V,
 * fuel starvation as surging of 3 Hz for 10 to 60 s, then collapse in 1 to 2 s: domain.md 5.1.
 * Structure (inertia, first-order throttle, regulator with volts per hertz): engineering judgement,
 * tuned to those figures. Inverters: flat 60.00 Hz, current limit, collapse, latch-off.
 */
import { Oscillator, SlowWave } from "./oscillator";

/** What makes the power. */
export const enum UnitKind {
  /** Engine, alternator and voltage regulator. */
  Engine = 0,
  /** Engine with inverter. */
  Inverter = 1,
  Battery = 2,
  Vehicle = 3,
}

/** How the cord's four wires are joined: factors of the two source voltages. */
export const enum Wiring {
  Right = 0,
  /** L1 and neutral swapped: leg 1 = -g, leg 2 = -2 g. */
  Leg1NeutralSwapped = 1,
  /** TT-30 adapter: both legs in phase. */
  LegsInPhase = 2,
  /** Leg 2 is not connected. */
  OneLegOnly = 3,
  /** Leg 2 has half its voltage (shorted winding, wrong tap). */
  HalfVoltageLeg = 4,
  /** X and Y swapped: harmless, legs interchange. */
  LegsSwapped = 5,
}

/** One unit: its data (set by `loadUnit`), the orders of whoever stands beside it, its state. */
export class Generator {
  // Data of the unit.
  /** Values of `UnitKind`. */
  kind: i32 = 0;
  rated_watts: f64 = 7500;
  /** Most the engine or the inverter gives for seconds, in watts. */
  surge_watts: f64 = 9375;
  /** Set-point of one leg in volts RMS. */
  leg_volts: f64 = 122;
  /** Frequency without load, and fall to full load in per unit. */
  no_load_hz: f64 = 62;
  droop: f64 = 0.04;
  /** Time constant of the throttle in seconds. */
  governor_tau_s: f64 = 0.12;
  /** Kinetic energy at 3600 rpm over the rating, in seconds (H). */
  inertia_s: f64 = 0.6;
  /** Seconds from the start to 90 % of the speed. */
  run_up_s: f64 = 4;
  /** Hunting while cold, amplitude in Hz, and the warm-up's time constant in seconds. */
  cold_hunting_hz: f64 = 0.4;
  warm_up_s: f64 = 40;
  /** Harmonics of the open-circuit voltage in per unit. */
  third: f64 = 0.04;
  fifth: f64 = 0.03;
  /** Volts RMS of a leg at full speed without excitation. */
  residual_volts: f64 = 3;
  /** Time constant of the field in seconds. */
  field_tau_s: f64 = 0.15;
  /** Current limit of an inverter in amperes RMS; what exceeds it collapses the voltage. */
  current_limit_a: f64 = 0;
  /** Seconds in the limit until an inverter latches off. */
  limit_latch_s: f64 = 1;
  /** Inverters: switch off after `low_load_s` below this load in watts; 0 is never. */
  low_load_watts: f64 = 0;
  low_load_s: f64 = 600;
  /** 1 when neutral and frame are bonded; 1 when the outlet has a GFCI. */
  neutral_bonded: i32 = 0;
  gfci: i32 = 0;
  /** 1 when the unit makes 120 V only (both legs of its outlet are the same wire). */
  single_voltage: i32 = 0;
  /** 1 when the unit has an eco or auto idle. */
  can_idle: i32 = 0;

  // Orders and faults.
  /** 1 while the cord is plugged in at both ends. */
  plugged: i32 = 0;
  /** Order: 1 run, 0 stop. After a stall or a latch-off: 0, then 1 again. */
  running: i32 = 0;
  /** 1 choked or fouled: hunts by `choke_hunting_hz`. */
  choke: i32 = 0;
  choke_hunting_hz: f64 = 3;
  /** Seconds of fuel left at any load; below 0 plenty. The last `fuel_surge_s` of them surge. */
  fuel_s: f64 = -1;
  fuel_surge_s: f64 = 20;
  /** Handle of the 30 A breaker: 1 closed. Setting 1 resets it, unless it is still too hot. */
  breaker: i32 = 1;
  /** 1 while the cord's neutral is whole. */
  cord_neutral: i32 = 1;
  /** Values of `Wiring`. */
  wiring: i32 = 0;
  /** 1 while the cord carries the grounding wire (a bonded unit with GFCI then trips). */
  cord_ground: i32 = 1;
  /** 1 with the eco switch on. */
  eco: i32 = 0;
  /** Governor fault: 0 none, else the frequency in Hz that it runs away to (66, 72, 53). */
  governor_fault_hz: f64 = 0;
  /** Regulator fault: 0 none, else the voltage in per unit that it runs away to (1.17; 0 field: 0.01). */
  regulator_fault_level: f64 = 0;
  /** Wet or damaged cord: share of time, 0 to 1, in which its voltage breaks down. */
  cord_arcing: f64 = 0;
  /** A second unit paralleled at the inlet: its frequency in Hz; 0 is none. */
  second_hz: f64 = 0;

  // State.
  /** 1 once the shaft turns by itself or the inverter works. */
  started: i32 = 0;
  /** 1 after a stall, an empty tank, an overload or low load switched it off. */
  latched_off: i32 = 0;
  /** 1 while a GFCI outlet has tripped; cleared when it is unplugged or stopped. */
  gfci_tripped: i32 = 0;
  /** Speed of the shaft; 3600 is 60 Hz. */
  rpm: f64 = 0;
  /** Field, 1 is nominal flux without load. */
  field: f64 = 0;
  /** Throttle in per unit of rated torque. */
  throttle: f64 = 0;
  /** Integral part of the regulator. */
  regulator: f64 = 0;
  /** 0 cold to 1 warm. */
  warmth: f64 = 0;
  /** Filtered square of the leg voltage over its set-point, and of the leg current in A^2. */
  volts_square: f64 = 0;
  amperes_square: f64 = 0;
  /** Filtered electrical power in watts. */
  watts: f64 = 0;
  /** Seconds since the start, in the current limit, below the low load, since load was last seen. */
  run_s: f64 = 0;
  limit_s: f64 = 0;
  low_s: f64 = 0;
  idle_s: f64 = 0;
  /** Inverter: 0 to 1, lowered by the current limit and by the soft start. */
  inverter_level: f64 = 0;
  /** Samples that the cord's arc still lasts. */
  arc_samples: i32 = 0;
  /** Samples of ground current until a GFCI trips. */
  gfci_samples: i32 = 0;
  wave: Oscillator = new Oscillator();
  second_wave: Oscillator = new Oscillator();
  hunt: SlowWave = new SlowWave();
  surge: SlowWave = new SlowWave();
  /** Crest of the source voltage in volts, and the factors of both legs. */
  peak: f64 = 0;
  factor_1: f64 = 1;
  factor_2: f64 = -1;
  /** Source voltages in volts after the last turn. */
  emf_1: f64 = 0;
  emf_2: f64 = 0;
  /** Truth: 1 while each leg is joined to a low impedance (plug whole, outlet live). */
  joined_1: i32 = 0;
  joined_2: i32 = 0;
}
