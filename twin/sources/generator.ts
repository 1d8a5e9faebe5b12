/**
 * The source behind the inlet: portable generator, inverter, battery or vehicle. Engine set
 * (2-pole, 3600 rpm): no-load 62.0 to 62.5 Hz, droop 3 to 5 %, run-up 3 to 8 s, residual voltage 2
 * to 5 V, fuel starvation as surging of 3 Hz for 10 to 60 s, then collapse in 1 to 2 s: engineering
 * judgement, inside PGMA G300's limits of 10 % of voltage and 5 % of frequency in steady state. Its
 * alternator: alternator.ts. Shaft: inertia, droop and first-order throttle, so that each class of
 * generators.ts meets its limits of ISO 8528-5. Inverters: flat 60.00 Hz; a current above the limit
 * folds the voltage back within a sample, a short circuit switches off at once, an overload later.
 */
import { BreakerCurve } from "./breaker";
import {
  Alternator,
  alternatorSample,
  excite,
  flushAlternator,
  resetAlternator,
} from "./alternator";
import { Oscillator, SlowWave, tune, turn, turnSlow, withHarmonics } from "../waves/oscillator";
import { Random, uniform } from "../waves/random";

/** What makes the power. */
export const enum UnitKind {
  /** Engine, alternator and voltage regulator. */
  Engine = 0,
  /** Engine with inverter. */
  Inverter = 1,
  Battery = 2,
  Vehicle = 3,
}

/** How the cord's four wires are connected: sets the factors of the two source voltages. */
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

/** One unit: its data (set by `loadUnit`), the operator's orders and faults, its state. */
export class Generator {
  // Data of the unit.
  /** Values of `UnitKind`. */
  kind: i32 = 0;
  rated_watts: f64 = 7500;
  /** Most that the engine or the inverter can give for some seconds, in watts. */
  surge_watts: f64 = 9375;
  /** Voltage set point of one leg in volts RMS. */
  leg_volts: f64 = 122;
  /** Frequency without load, and its fall at full load in per unit. */
  no_load_hz: f64 = 62;
  droop: f64 = 0.04;
  /** Time constant of the throttle in seconds. */
  governor_tau_s: f64 = 0.1;
  /** Kinetic energy at 3600 rpm over the rating, in seconds (H). */
  inertia_s: f64 = 0.8;
  /** Seconds from the start to 90 % of the speed. */
  run_up_s: f64 = 4;
  /**
   * Hunting of the set speed while cold, amplitude in Hz, and the warm-up's time constant in
   * seconds.
   */
  cold_hunting_hz: f64 = 0.35;
  warm_up_s: f64 = 40;
  /** Harmonics of the open-circuit voltage in per unit. */
  third: f64 = 0.04;
  fifth: f64 = 0.03;
  /** Volts RMS of a leg at full speed without excitation. */
  residual_volts: f64 = 3;
  /** Current limit of an inverter in amperes RMS; more collapses the voltage. */
  current_limit_a: f64 = 0;
  /** Seconds in the limit, and in a short circuit, until an inverter latches off. */
  limit_latch_s: f64 = 1;
  short_latch_s: f64 = 0.1;
  /** Inverters: switch off after `low_load_s` below this load in watts; 0 is never. */
  low_load_watts: f64 = 0;
  low_load_s: f64 = 600;
  /** Resistance and inductance of each leg's winding (or of an inverter's output). */
  source_ohm: f64 = 0.159;
  source_henry: f64 = 1.37e-3;
  /** Curve of its own breaker. */
  protection: BreakerCurve = new BreakerCurve();
  /** 1 when neutral and frame are bonded; 1 when the outlet has a GFCI. */
  neutral_bonded: i32 = 0;
  gfci: i32 = 0;
  /** 1 when the unit makes 120 V only (both legs of its outlet are the same wire). */
  single_voltage: i32 = 0;
  /** 1 when the unit has an eco or auto idle. */
  can_idle: i32 = 0;

  // Orders and faults.
  /** 1 while the cord is plugged into the meter's inlet. */
  plugged: i32 = 0;
  /** 1 while the cord's other end is plugged into the generator's outlet. */
  outlet_plugged: i32 = 1;
  /** Order: 1 run, 0 stop. After a stall or a latch-off: 0, then 1 again. */
  running: i32 = 0;
  /** 1 while choked or fouled: the speed hunts by `choke_hunting_hz`. */
  choke: i32 = 0;
  choke_hunting_hz: f64 = 3;
  /** Seconds of fuel left at any load; below 0 is plenty. It surges for the last `fuel_surge_s`. */
  fuel_s: f64 = -1;
  fuel_surge_s: f64 = 20;
  /** Handle of the unit's own breaker: 1 closed. Setting 1 resets it unless it is too hot. */
  breaker: i32 = 1;
  /** 1 while the cord's neutral is intact. */
  cord_neutral: i32 = 1;
  /** Values of `Wiring`. */
  wiring: i32 = 0;
  /** 1 while the cord carries the grounding wire (a bonded unit with GFCI then trips). */
  cord_ground: i32 = 1;
  /** 1 with the eco switch on. */
  eco: i32 = 0;
  /** Governor fault: 0 none, else the frequency in Hz that it runs away to (66, 72 or 53). */
  governor_fault_hz: f64 = 0;
  /**
   * Regulator fault: 0 none, else the voltage in per unit that it runs away to (1.17; 0 field:
   * 0.01).
   */
  regulator_fault_level: f64 = 0;
  /** Wet or damaged cord: share of time, 0 to 1, in which its voltage breaks down. */
  cord_arcing: f64 = 0;
  /** A second unit paralleled at the inlet: its frequency in Hz; 0 is none. */
  second_hz: f64 = 0;

  // State.
  /** 1 once the engine runs by itself or the inverter works. */
  started: i32 = 0;
  /** 1 after a stall, an empty tank, an overload or a low load has switched it off. */
  latched_off: i32 = 0;
  /** 1 while a GFCI outlet has tripped; cleared when it is unplugged or stopped. */
  gfci_tripped: i32 = 0;
  /** Speed of the shaft; 3600 is 60 Hz. */
  rpm: f64 = 0;
  alternator: Alternator = new Alternator();
  /** Throttle in per unit of rated torque. */
  throttle: f64 = 0;
  /** 0 cold to 1 warm. */
  warmth: f64 = 0;
  /** Filtered square of the leg voltage over its set-point, and of the leg current in A^2. */
  volts_square: f64 = 0;
  amperes_square: f64 = 0;
  /** Filtered electrical power in watts. */
  watts: f64 = 0;
  /**
   * Seconds since the start, in the current limit, below the low load, and without load.
   */
  run_s: f64 = 0;
  limit_s: f64 = 0;
  low_s: f64 = 0;
  idle_s: f64 = 0;
  /** Inverter: 0 to 1, lowered by the current limit and by the soft start. */
  inverter_level: f64 = 0;
  /** Inverter: 0 to 1, lowered in the very sample by a current beyond its crest. */
  foldback: f64 = 1;
  /** Seconds of a short circuit at an inverter's outlet. */
  short_s: f64 = 0;
  /** Samples left of the cord's arc. */
  arc_samples: i32 = 0;
  /** Steps for which a ground current has flowed through the GFCI. */
  gfci_steps: i32 = 0;
  /** Sums over the samples since the last step: watts, amperes squared, volts squared. */
  sum_watts: f64 = 0;
  sum_amperes_square: f64 = 0;
  sum_volts_square: f64 = 0;
  wave: Oscillator = new Oscillator();
  second_wave: Oscillator = new Oscillator();
  hunt: SlowWave = new SlowWave();
  surge: SlowWave = new SlowWave();
  /**
   * Crest of the source voltage in volts, of an engine set at nominal flux, and both legs' factors.
   */
  peak: f64 = 0;
  factor_1: f64 = 1;
  factor_2: f64 = -1;
  /** Source voltage at the middle and the end of the sample in volts, before the factors. */
  middle: f64 = 0;
  end: f64 = 0;
  /** Truth: 1 while the outlet is connected to the source; an inverter that is off disconnects. */
  joined: i32 = 1;
}

/** Speed and voltage are computed every 20 samples, the wave each sample. */
const STEP_S: f64 = 20.0 / 4800.0;
const SAMPLES: f64 = 20.0;
const SQRT2: f64 = 1.4142135623730951;
/** The engine's own drag, in per unit of rated torque, and what a fuel cut adds to it. */
const FRICTION: f64 = 0.2;
const BRAKING: f64 = 0.2;
/** A warm engine cools with this time constant, in seconds. */
const COOL_DOWN_S: f64 = 600.0;
/** An inverter's crest over its limit in RMS; what each sample beyond it leaves of the voltage. */
const CREST_MOST: f64 = 2.0;
const FOLD: f64 = 0.7;
const UNFOLD: f64 = 0.02;
/** Below this speed the regulator lowers the voltage with the frequency (56 Hz). */
const VOLTS_PER_HERTZ_SPEED: f64 = 0.933;
/** Share of the set speed from which the governor leads the engine, no longer the starter. */
const RUNS_SPEED: f64 = 0.97;
/** Speed in per unit at which the engine stalls. */
const STALL_SPEED: f64 = 0.45;
/** An arc in the cord lasts 5 to 36 ms. */
const ARC_SHORTEST: f64 = 24.0;
const ARC_LONGEST: f64 = 174.0;
/** A GFCI trips within 25 ms. */
const GFCI_STEPS: i32 = 6;

/** Leg 1 and leg 2 of the inlet in terms of the source voltage. */
function wire(g: Generator): void {
  const w: i32 = g.wiring;
  g.factor_1 = w === Wiring.Leg1NeutralSwapped || w === Wiring.LegsSwapped ? -1.0 : 1.0;
  g.factor_2 = -1.0;
  if (w === Wiring.Leg1NeutralSwapped) g.factor_2 = -2.0;
  else if (w === Wiring.LegsInPhase || w === Wiring.LegsSwapped) g.factor_2 = 1.0;
  else if (w === Wiring.OneLegOnly) g.factor_2 = 0.0;
  else if (w === Wiring.HalfVoltageLeg) g.factor_2 = -0.5;
}

/**
 * One sample. `amperes_1` and `amperes_2` are the legs' currents, `volts` is the voltage of a leg
 * at the outlet.
 */
export function generatorSample(
  g: Generator,
  amperes_1: f64,
  amperes_2: f64,
  volts: f64,
  random: Random,
): void {
  const square_1: f64 = amperes_1 * amperes_1;
  const square_2: f64 = amperes_2 * amperes_2;
  const larger: f64 = square_1 > square_2 ? square_1 : square_2;
  const both: f64 = g.factor_1 * amperes_1 + g.factor_2 * amperes_2;
  g.sum_watts = g.sum_watts + g.end * both;
  g.sum_amperes_square = g.sum_amperes_square + larger;
  g.sum_volts_square = g.sum_volts_square + volts * volts;
  if (g.peak === 0.0) {
    g.middle = 0;
    g.end = 0;
    return;
  }
  if (g.kind === UnitKind.Engine) alternate(g, 0.5 * both);
  else invert(g, larger);
  if (g.cord_arcing > 0.0) {
    const factor: f64 = arcing(g, random);
    g.middle = g.middle * factor;
    g.end = g.end * factor;
  }
  if (g.second_hz > 0.0) second(g, g.peak);
}

/** Voltage of an engine set; its harmonics follow the flux of the direct axis. */
function alternate(g: Generator, amperes: f64): void {
  const wave = g.wave;
  const s: f64 = wave.s;
  const c: f64 = wave.c;
  turn(wave);
  const a = g.alternator;
  const speed: f64 = g.rpm * (1.0 / 3600.0);
  alternatorSample(a, wave, s, c, amperes, speed);
  const crest: f64 = SQRT2 * g.leg_volts;
  const part: f64 = speed * a.subtransient_q;
  const middle: f64 = withHarmonics(wave.middle, g.third, g.fifth) - wave.middle;
  const end: f64 = withHarmonics(wave.s, g.third, g.fifth) - wave.s;
  g.middle = crest * (a.middle + part * middle);
  g.end = crest * (a.end + part * end);
}

/** Voltage of an inverter: a current beyond its crest folds it back at once. */
function invert(g: Generator, amperes_square: f64): void {
  const wave = g.wave;
  turn(wave);
  const most: f64 = CREST_MOST * g.current_limit_a;
  if (most > 0.0 && amperes_square > most * most) g.foldback = g.foldback * FOLD;
  else g.foldback = g.foldback + UNFOLD < 1.0 ? g.foldback + UNFOLD : 1.0;
  const peak: f64 = g.peak * g.foldback;
  g.middle = peak * withHarmonics(wave.middle, g.third, g.fifth);
  g.end = peak * withHarmonics(wave.s, g.third, g.fifth);
}

/** A second unit in parallel: the outlet has the mean of both voltages. */
function second(g: Generator, peak: f64): void {
  tune(g.second_wave, g.second_hz);
  turn(g.second_wave);
  g.middle = 0.5 * (g.middle + peak * g.second_wave.middle);
  g.end = 0.5 * (g.end + peak * g.second_wave.s);
}

/** Every 20 samples: fuel, shaft or inverter, voltage, protection. */
export function generatorStep(g: Generator): void {
  const watts: f64 = g.sum_watts * (1.0 / SAMPLES);
  const amperes_square: f64 = g.sum_amperes_square * (1.0 / SAMPLES);
  const volts_square: f64 = (g.sum_volts_square * (1.0 / SAMPLES)) / (g.leg_volts * g.leg_volts);
  g.sum_watts = 0;
  g.sum_amperes_square = 0;
  g.sum_volts_square = 0;
  if (g.running === 0 && g.rpm === 0.0 && g.inverter_level === 0.0) {
    atRest(g);
    return;
  }
  wire(g);
  g.watts = g.watts + (watts - g.watts) * 0.125;
  g.amperes_square = g.amperes_square + (amperes_square - g.amperes_square) * 0.25;
  g.volts_square = g.volts_square + (volts_square - g.volts_square) * (1.0 / 6.0);
  tank(g);
  groundFault(g);
  if (g.kind === UnitKind.Engine) {
    engine(g, watts);
    regulate(g);
    tune(g.wave, g.rpm * (1.0 / 60.0));
  } else {
    inverter(g);
    tune(g.wave, g.no_load_hz);
  }
  flush(g);
}

/** Nothing turns: no voltage, and the next start begins from a clean state. */
function atRest(g: Generator): void {
  wire(g);
  g.latched_off = 0;
  g.gfci_tripped = 0;
  g.started = 0;
  g.run_s = 0;
  g.peak = 0;
  g.watts = 0;
  g.amperes_square = 0;
  g.volts_square = 0;
  resetAlternator(g.alternator);
  g.foldback = 1;
  g.short_s = 0;
  g.warmth = g.warmth > 0.001 ? g.warmth * (1.0 - STEP_S / COOL_DOWN_S) : 0.0;
  g.joined = g.kind === UnitKind.Engine ? 1 : 0;
}

/** Burns the fuel of this step; an empty tank latches the unit off. */
function tank(g: Generator): void {
  if (g.fuel_s < 0.0 || g.started === 0) return;
  g.fuel_s = g.fuel_s > STEP_S ? g.fuel_s - STEP_S : 0.0;
  if (g.fuel_s === 0.0) g.latched_off = 1;
}

/** A bonded neutral behind a GFCI outlet: part of the load current returns through the ground. */
function groundFault(g: Generator): void {
  const fault: boolean =
    g.gfci !== 0 &&
    g.neutral_bonded !== 0 &&
    g.cord_ground !== 0 &&
    g.plugged !== 0 &&
    g.outlet_plugged !== 0 &&
    g.amperes_square > 0.25;
  g.gfci_steps = fault ? g.gfci_steps + 1 : 0;
  if (g.gfci_steps > GFCI_STEPS) g.gfci_tripped = 1;
}

/** Speed set point of the governor at this instant, in per unit of 3600 rpm. */
function setSpeed(g: Generator): f64 {
  let hz: f64 = g.no_load_hz;
  if (g.governor_fault_hz > 0.0) hz = g.governor_fault_hz;
  const load: boolean = g.amperes_square > 1.0;
  g.idle_s = load ? 0.0 : g.idle_s + STEP_S;
  if (g.eco !== 0 && g.can_idle !== 0 && g.idle_s > 5.0) hz = 40.0;
  let hunting: f64 = g.cold_hunting_hz * (1.0 - g.warmth);
  if (g.choke !== 0) hunting += g.choke_hunting_hz;
  if (hunting > 0.01) hz += hunting * turnSlow(g.hunt, 0.4, STEP_S);
  if (g.fuel_s >= 0.0 && g.fuel_s < g.fuel_surge_s)
    hz += 3.0 * turnSlow(g.surge, 0.4, STEP_S) - 1.0;
  return hz * (1.0 / 60.0);
}

/** Shaft: start, throttle, torque of the load, stall. */
function engine(g: Generator, watts: f64): void {
  let speed: f64 = g.rpm * (1.0 / 3600.0);
  g.joined = g.gfci_tripped !== 0 ? 0 : 1;
  const fuel: boolean = g.running !== 0 && g.latched_off === 0 && g.fuel_s !== 0.0;
  if (fuel) {
    g.run_s = g.run_s + STEP_S;
    if (g.started === 0 && speed < 0.15) speed = 0.15;
    g.warmth = g.warmth + (1.0 - g.warmth) * (STEP_S / g.warm_up_s);
  } else {
    g.run_s = 0;
    g.warmth = g.warmth * (1.0 - STEP_S / COOL_DOWN_S);
  }
  const set: f64 = setSpeed(g);
  if (fuel && speed >= RUNS_SPEED * set) g.started = 1;
  let target: f64 = fuel ? (set - speed) / (g.droop * set) + FRICTION : 0.0;
  const most: f64 = torqueMost(g, speed);
  if (target > most) target = most;
  else if (target < 0.0) target = 0.0;
  const lag: f64 = g.started !== 0 ? g.governor_tau_s : 0.02;
  g.throttle = g.throttle + (target - g.throttle) * (STEP_S / lag);
  const electric: f64 = speed > 0.02 ? watts / (g.rated_watts * speed) : 0.0;
  const drag: f64 = fuel ? FRICTION : FRICTION + BRAKING;
  speed += (g.throttle - electric - drag) * (STEP_S / (2.0 * g.inertia_s));
  if (g.started !== 0 && fuel && speed < STALL_SPEED) g.latched_off = 1;
  if (!fuel && speed < 0.05) {
    speed = 0;
    g.throttle = 0;
    g.started = 0;
  }
  g.rpm = speed > 0.0 ? speed * 3600.0 : 0.0;
}

/** Highest torque at this speed; during the start just enough for the run-up time. */
function torqueMost(g: Generator, speed: f64): f64 {
  if (g.started === 0) return FRICTION + (2.0 * g.inertia_s * 0.75) / g.run_up_s;
  const most: f64 = FRICTION + g.surge_watts / g.rated_watts;
  return speed < 0.9 ? most * (0.3 + 0.7 * speed * (1.0 / 0.9)) : most;
}

/** Excitation of an engine set; below 56 Hz its regulator lowers the voltage with the speed. */
function regulate(g: Generator): void {
  const a = g.alternator;
  const speed: f64 = g.rpm * (1.0 / 3600.0);
  let set_point: f64 = speed < VOLTS_PER_HERTZ_SPEED ? speed * (1.0 / VOLTS_PER_HERTZ_SPEED) : 1.0;
  if (g.regulator_fault_level > 0.0) set_point = g.regulator_fault_level;
  const works: boolean = speed > 0.5 || (speed > 0.4 && a.transient > 0.3);
  const amperes: f64 = (SQRT2 * Math.sqrt(g.amperes_square)) / a.rated_crest_a;
  excite(a, speed, Math.sqrt(g.volts_square), amperes, works ? set_point : 0.0, STEP_S);
  flushAlternator(a);
  g.peak = SQRT2 * speed * g.leg_volts;
}

/** Inverters: soft start, current limit, latch-off, low-load shut-off. */
function inverter(g: Generator): void {
  const wanted: boolean = g.running !== 0 && g.latched_off === 0 && g.gfci_tripped === 0;
  g.run_s = wanted ? g.run_s + STEP_S : 0.0;
  const ready: boolean = wanted && g.run_s > g.run_up_s;
  g.started = ready ? 1 : 0;
  g.rpm = wanted ? g.no_load_hz * 60.0 : 0.0;
  g.idle_s = g.amperes_square > 1.0 ? 0.0 : g.idle_s + STEP_S;
  let most: f64 = g.current_limit_a;
  if (g.eco !== 0 && g.can_idle !== 0 && g.idle_s > 5.0) most = 0.3 * most;
  if (!ready) {
    g.inverter_level = g.inverter_level > 0.02 ? g.inverter_level * 0.4 : 0.0;
    g.limit_s = 0;
    g.low_s = 0;
  } else if (most > 0.0 && g.amperes_square > most * most) {
    g.inverter_level = g.inverter_level * 0.9;
    g.limit_s = g.limit_s + STEP_S;
    if (g.limit_s > g.limit_latch_s) g.latched_off = 1;
  } else {
    const aim: f64 = g.inverter_level + STEP_S * 3.0;
    g.inverter_level = aim < 1.0 ? aim : 1.0;
    if (g.inverter_level > 0.98) g.limit_s = 0;
    else if (g.limit_s > 0.0) g.limit_s = g.limit_s + STEP_S;
    if (g.limit_s > g.limit_latch_s) g.latched_off = 1;
  }
  shorted(g, ready);
  if (ready && g.low_load_watts > 0.0) {
    g.low_s = g.watts < g.low_load_watts ? g.low_s + STEP_S : 0.0;
    if (g.low_s > g.low_load_s) g.latched_off = 1;
  }
  let level: f64 = g.inverter_level;
  if (g.regulator_fault_level > 0.0) level = level * g.regulator_fault_level;
  g.peak = SQRT2 * g.leg_volts * level;
  g.joined = g.inverter_level > 0.0 ? 1 : 0;
}

/** A short circuit: current flows, and the outlet stays below 30 % of its voltage. */
function shorted(g: Generator, ready: boolean): void {
  const short: boolean = ready && g.limit_s > 0.0 && g.volts_square < 0.09;
  g.short_s = short ? g.short_s + STEP_S : 0.0;
  if (g.short_s > g.short_latch_s) g.latched_off = 1;
}

/** Factor of the voltage in this sample while the cord arcs for a share of the time. */
function arcing(g: Generator, random: Random): f64 {
  if (g.arc_samples > 0) {
    g.arc_samples = g.arc_samples - 1;
    return 0.12;
  }
  const mean: f64 = 0.5 * (ARC_SHORTEST + ARC_LONGEST);
  const share: f64 = g.cord_arcing < 0.95 ? g.cord_arcing : 0.95;
  if (uniform(random) * mean * (1.0 - share) < share) {
    const length: f64 = ARC_SHORTEST + (ARC_LONGEST - ARC_SHORTEST) * uniform(random);
    g.arc_samples = Math.floor(length) as i32;
  }
  return 1.0;
}

/** Values that have decayed become 0, never a slow subnormal. */
function flush(g: Generator): void {
  if (g.watts < 1.0e-9 && g.watts > -1.0e-9) g.watts = 0;
  if (g.amperes_square < 1.0e-12) g.amperes_square = 0;
  if (g.volts_square < 1.0e-12) g.volts_square = 0;
  if (g.throttle < 1.0e-9) g.throttle = 0;
  if (g.warmth < 1.0e-9) g.warmth = 0;
}
