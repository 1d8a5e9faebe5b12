/**
 * The meter's own power supply: fed by the utility line or the generator line, whichever has at
 * least 80 V between any two of its legs and neutral; two reserves carry it for about a second
 * without. Capacities, powers and thresholds: the contract with the hardware. The jaw's thermal
 * model: engineering judgement.
 */
import {
  COIL_CHARGER_MILLIWATT,
  COIL_FULL_MV,
  COIL_MICROFARAD,
  COIL_MILLIWATT,
  COIL_MIN_MV,
  LOGIC_CHARGER_MILLIWATT,
  LOGIC_FULL_MV,
  LOGIC_MICROFARAD,
  LOGIC_MILLIWATT,
  LOGIC_MIN_MV,
  LOGIC_START_MV,
  SECOND_CLOCK_PPM,
  SUPPLY_MIN_MV,
} from "@bptm/core/hardware/contract";

/** Volts, RMS, that the supply needs. */
const SUPPLY_VOLTS: f64 = (SUPPLY_MIN_MV as f64) * 0.001;
const LOGIC_FARAD: f64 = (LOGIC_MICROFARAD as f64) * 1.0e-6;
export const LOGIC_FULL_V: f64 = (LOGIC_FULL_MV as f64) * 0.001;
const LOGIC_DIES_V: f64 = (LOGIC_MIN_MV as f64) * 0.001;
const LOGIC_STARTS_V: f64 = (LOGIC_START_MV as f64) * 0.001;
const LOGIC_WATTS: f64 = (LOGIC_MILLIWATT as f64) * 0.001;
const LOGIC_CHARGER_WATTS: f64 = (LOGIC_CHARGER_MILLIWATT as f64) * 0.001;
export const COIL_FARAD: f64 = (COIL_MICROFARAD as f64) * 1.0e-6;
export const COIL_FULL_V: f64 = (COIL_FULL_MV as f64) * 0.001;
export const COIL_NEEDS_V: f64 = (COIL_MIN_MV as f64) * 0.001;
export const COIL_WATTS: f64 = (COIL_MILLIWATT as f64) * 0.001;
const COIL_CHARGER_WATTS: f64 = (COIL_CHARGER_MILLIWATT as f64) * 0.001;

/** Both reserves, the state of the logic, the second clock and the jaw temperature. */
export class Supply {
  /** 1 while the logic runs. */
  alive: i32 = 1;
  /** Rises by one at each power-up; the caller boots the core when it changes. */
  boots: i32 = 1;
  /** 1 while one of the two lines feeds the supply. */
  fed: i32 = 1;
  /** Voltages of the reserves. */
  logic_v: f64 = 12;
  coil_v: f64 = 24;
  /** Faults: capacity left, in percent of the nominal (100). */
  logic_capacity_percent: f64 = 100;
  coil_capacity_percent: f64 = 100;
  /** Faults: false reading in millivolts for the core; -1 gives the true one. */
  logic_false_mv: i32 = -1;
  coil_false_mv: i32 = -1;
  /** Fault: 1 while the coil charger does not work. */
  charger_failed: i32 = 0;
  /** Fault: 1 holds the processor in reset despite a good reserve (watchdog, supervisor). */
  held_in_reset: i32 = 0;
  /** Mean squares of the rectified voltages of utility line in and generator line in. */
  utility_square: f64 = 57600;
  generator_square: f64 = 0;
  /** Current of all driven coils in mA. */
  coil_ma: f64 = 0;
  /** Second clock: ticks since power-up, its fraction, and its error in parts per million. */
  clock_ticks: i32 = 0;
  clock_fraction: f64 = 0;
  clock_ppm: f64 = SECOND_CLOCK_PPM as f64;
  /** Ambient and jaw temperature in degrees Celsius; the jaw follows with `jaw_tau_s`. */
  ambient_celsius: f64 = 25;
  jaw_celsius: f64 = 25;
  jaw_tau_s: f64 = 300;
  /** Temperature rise of the jaw in kelvin per watt. */
  jaw_kelvin_per_watt: f64 = 2.5;
  /** Contact resistance of each jaw in milliohms: 0.1 is good, 1 to 10 makes a hot socket. */
  jaw_milliohm_1: f64 = 0.1;
  jaw_milliohm_2: f64 = 0.1;
  /** Sums of squared amperes of the utility legs since the last thermal step. */
  square_1: f64 = 0;
  square_2: f64 = 0;
}

const STEP_S: f64 = 20.0 / 4800.0;
/** Filter of the squared line to line voltage: 8 ms. */
const SQUARE_PART: f64 = 1.0 / 38.4;

/**
 * One sample: the rectified voltages of both lines in volts, and the leg currents in amperes.
 */
export function supplySample(
  p: Supply,
  utility_volts: f64,
  generator_volts: f64,
  amperes_1: f64,
  amperes_2: f64,
): void {
  const u: f64 = p.utility_square;
  const g: f64 = p.generator_square;
  p.utility_square = u + (utility_volts * utility_volts - u) * SQUARE_PART;
  p.generator_square = g + (generator_volts * generator_volts - g) * SQUARE_PART;
  p.square_1 = p.square_1 + amperes_1 * amperes_1;
  p.square_2 = p.square_2 + amperes_2 * amperes_2;
}

/** Voltage of a reserve after `watts` flowed into it for one step, between 0 and full. */
function charge(volts: f64, farad: f64, watts: f64, full_v: f64): f64 {
  if (farad <= 0.0) return 0.0;
  let square: f64 = volts * volts + (2.0 * watts * STEP_S) / farad;
  if (square > full_v * full_v) square = full_v * full_v;
  return square > 0.0 ? Math.sqrt(square) : 0.0;
}

/** Every 20 samples: reserves, logic, second clock, jaws. `coils`: number of coils driven. */
export function supplyStep(p: Supply, coils: i32): void {
  const most: f64 = p.utility_square > p.generator_square ? p.utility_square : p.generator_square;
  if (p.utility_square < 1.0e-9) p.utility_square = 0;
  if (p.generator_square < 1.0e-9) p.generator_square = 0;
  p.fed = most >= SUPPLY_VOLTS * SUPPLY_VOLTS ? 1 : 0;
  const logic_in: f64 = p.fed !== 0 ? LOGIC_WATTS + LOGIC_CHARGER_WATTS : 0.0;
  const logic_out: f64 = p.alive !== 0 ? LOGIC_WATTS : 0.0;
  const logic_f: f64 = LOGIC_FARAD * p.logic_capacity_percent * 0.01;
  p.logic_v = charge(p.logic_v, logic_f, logic_in - logic_out, LOGIC_FULL_V);
  const coil_in: f64 = p.fed !== 0 && p.charger_failed === 0 ? COIL_CHARGER_WATTS : 0.0;
  const coil_out: f64 = COIL_WATTS * (coils as f64);
  const coil_f: f64 = COIL_FARAD * p.coil_capacity_percent * 0.01;
  p.coil_v = charge(p.coil_v, coil_f, coil_in - coil_out, COIL_FULL_V);
  p.coil_ma = p.coil_v > 1.0 ? (coil_out * 1000.0) / p.coil_v : 0.0;
  life(p);
  if (p.alive !== 0) {
    p.clock_fraction = p.clock_fraction + 1.0 + p.clock_ppm * 1.0e-6;
    const whole: i32 = Math.floor(p.clock_fraction) as i32;
    p.clock_fraction = p.clock_fraction - (whole as f64);
    p.clock_ticks = (p.clock_ticks + whole) & 0x3fffffff;
  }
  jaws(p);
}

function life(p: Supply): void {
  if (p.alive !== 0) {
    if (p.logic_v < LOGIC_DIES_V || p.held_in_reset !== 0) p.alive = 0;
  } else if (p.fed !== 0 && p.logic_v > LOGIC_STARTS_V && p.held_in_reset === 0) {
    p.alive = 1;
    p.boots = p.boots + 1;
    p.clock_ticks = 0;
    p.clock_fraction = 0;
  }
}

/** The hotter jaw counts; each is heated by I^2 R in its contact. */
function jaws(p: Supply): void {
  const watts_1: f64 = p.square_1 * (1.0 / 20.0) * p.jaw_milliohm_1 * 0.001;
  const watts_2: f64 = p.square_2 * (1.0 / 20.0) * p.jaw_milliohm_2 * 0.001;
  p.square_1 = 0;
  p.square_2 = 0;
  const watts: f64 = watts_1 > watts_2 ? watts_1 : watts_2;
  const target: f64 = p.ambient_celsius + watts * p.jaw_kelvin_per_watt;
  p.jaw_celsius = p.jaw_celsius + (target - p.jaw_celsius) * (STEP_S / p.jaw_tau_s);
}

/** Reading of a reserve in millivolts: the false one where a fault sets it. */
export function reserveReading(volts: f64, false_mv: i32): i32 {
  return false_mv >= 0 ? false_mv : (Math.floor(volts * 1000.0 + 0.5) as i32);
}
