/**
 * The meter's own supply: it lives from the utility line or the generator line, whichever is at
 * least 80 V line to line, and two reserves carry it for about a second (SAFETY.md, DESIGN.md).
 * Capacities, loads and thresholds: fixed with the core as part of the assumed hardware; charging
 * power of the logic reserve and the jaw's thermal model: engineering judgement.
 */

/** Line to line volts, RMS, that the supply needs. */
export const SUPPLY_VOLTS: f64 = 80.0;
export const LOGIC_FARAD: f64 = 0.01;
export const LOGIC_FULL_V: f64 = 12.0;
export const LOGIC_DIES_V: f64 = 6.0;
export const LOGIC_STARTS_V: f64 = 9.0;
export const LOGIC_WATTS: f64 = 0.5;
export const LOGIC_CHARGER_WATTS: f64 = 2.0;
export const COIL_FARAD: f64 = 0.022;
export const COIL_FULL_V: f64 = 24.0;
export const COIL_NEEDS_V: f64 = 14.0;
export const COIL_WATTS: f64 = 16.0;
export const COIL_CHARGER_WATTS: f64 = 4.0;

/** Both reserves, the logic's life, the second clock and the jaws' temperature. */
export class Supply {
  /** 1 while the logic runs. */
  alive: i32 = 1;
  /** Rises by one at each power-up; the joining code boots the core when it changes. */
  boots: i32 = 1;
  /** 1 while one of the two lines feeds the supply. */
  fed: i32 = 1;
  /** Voltage of the reserves. */
  logic_v: f64 = 12;
  coil_v: f64 = 24;
  /** Faults: capacity left, in percent of the nominal (100). */
  logic_capacity_percent: f64 = 100;
  coil_capacity_percent: f64 = 100;
  /** Faults: reading in millivolts that the core gets instead of the true one; -1 is the truth. */
  logic_false_mv: i32 = -1;
  coil_false_mv: i32 = -1;
  /** Fault: 1 while the coil charger does nothing. */
  charger_failed: i32 = 0;
  /** Fault: 1 holds the processor in reset although the reserve is good (watchdog, supervisor). */
  held_in_reset: i32 = 0;
  /** Mean squares of the line to line voltages of utility line in and generator line in. */
  utility_square: f64 = 57600;
  generator_square: f64 = 0;
  /** Current of all driven coils in mA. */
  coil_ma: f64 = 0;
  /** Second clock: ticks since power-up, its fraction, and its error in parts per million. */
  clock_ticks: i32 = 0;
  clock_fraction: f64 = 0;
  clock_ppm: f64 = 35;
  /** Ambient and jaw temperature in degrees Celsius; the jaw follows with `jaw_tau_s`. */
  ambient_celsius: f64 = 25;
  jaw_celsius: f64 = 25;
  jaw_tau_s: f64 = 300;
  /** Rise of the jaw in kelvin for each watt lost in it. */
  jaw_kelvin_per_watt: f64 = 2.5;
  /** Milliohms of each jaw: good ones have 0.1, a hot socket 1 to 10. */
  jaw_milliohm_1: f64 = 0.1;
  jaw_milliohm_2: f64 = 0.1;
  /** Sums of squared amperes of the utility legs since the last thermal step. */
  square_1: f64 = 0;
  square_2: f64 = 0;
}
