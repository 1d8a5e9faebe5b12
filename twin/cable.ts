/**
 * The 25 ft cord of four 10 AWG copper conductors between generator and meter.
 * 1.24 ohm per 1000 ft (NEC chapter 9 table 8, stranded, uncoated) and 0.2 microhenry per foot:
 * domain.md 5.2.
 */

export const CABLE_FEET: f64 = 25.0;
const OHM_PER_FOOT: f64 = 0.00124;
const HENRY_PER_FOOT: f64 = 2.0e-7;

/** Resistance of one conductor in ohms. */
export const CABLE_OHM: f64 = CABLE_FEET * OHM_PER_FOOT;
/** Inductance of one conductor in henries. */
export const CABLE_HENRY: f64 = CABLE_FEET * HENRY_PER_FOOT;

/** Volts lost in the loop of two conductors at `amperes`. */
export function loopDrop(amperes: f64): f64 {
  return 2.0 * CABLE_OHM * amperes;
}
