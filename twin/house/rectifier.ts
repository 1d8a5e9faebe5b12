/**
 * Power supplies of electronics, one branch on each leg: a capacitor behind a rectifier draws its
 * current only near the crest of the voltage. The network needs a source voltage behind a
 * resistance; where the rectifier blocks, that voltage is the leg's own, predicted for the end of
 * the sample. 2 microfarad for each watt (ripple of some 15 %) and 720 ohm over the watts:
 * engineering judgement.
 */

/** 2 cos(2 pi 60 / 4800): of a 60 Hz sine, next = PREDICT * now - last. */
const PREDICT: f64 = 1.993834667466256;
const SAMPLE_S: f64 = 1.0 / 4800.0;
const FARAD_PER_WATT: f64 = 2.0e-6;
/** Below this voltage a power supply stops drawing. */
const STOPS_VOLTS: f64 = 60.0;

/** Resistance of the branch that draws `watts`. */
export function rectifierOhm(watts: f64): f64 {
  const ohm: f64 = 720.0 / watts;
  return ohm < 1.0 ? 1.0 : ohm > 200.0 ? 200.0 : ohm;
}

/** Predicted leg voltage at the end of the next sample, from its last two values in volts. */
export function predictVolts(volts: f64, last: f64): f64 {
  return PREDICT * volts - last;
}

/** Source voltage at the end of the next sample: the leg's, limited to the capacitor's voltage. */
export function rectifierSource(next: f64, smooth: f64): f64 {
  return next > smooth ? smooth : next < -smooth ? -smooth : next;
}

/** Voltage of the capacitor after a sample that ended with `volts` on the leg and this source. */
export function smoothAfter(smooth: f64, volts: f64, source: f64, watts: f64, ohm: f64): f64 {
  const scale: f64 = SAMPLE_S / (FARAD_PER_WATT * watts);
  let amperes: f64 = 0.0;
  if (source >= smooth || source <= -smooth) {
    amperes = (volts > 0.0 ? volts - source : source - volts) / ohm;
    if (amperes < 0.0) amperes = 0.0;
  }
  if (smooth > STOPS_VOLTS) return smooth + (amperes - watts / smooth) * scale;
  // The charge of a supply that has stopped bleeds off within a second.
  const after: f64 = (smooth + amperes * scale) * 0.9995;
  return after > 0.001 ? after : 0.0;
}
