/**
 * The 25 ft cord of four 10 AWG copper conductors between generator and meter.
 * 1.24 ohm per 1000 ft (NEC chapter 9 table 8, stranded, uncoated).
 * Its 0.2 microhenry per foot are negligible against the alternator's 1.2 mH and left out.
 */

const CABLE_FEET: f64 = 25.0;
const OHM_PER_FOOT: f64 = 0.00124;

/** Resistance of one conductor in ohms. */
export const CABLE_OHM: f64 = CABLE_FEET * OHM_PER_FOOT;
