/**
 * The alternator of an engine set: a salient-pole synchronous machine with field, damper and one
 * centre-tapped winding, as a voltage behind its sub-transient reactance. The network holds that
 * reactance and the winding's resistance; this file holds the rotor. In per unit of the rating,
 * on the rotor's axes (Kundur, Power System Stability and Control, 4.5 and 5.3; IEEE Std 1110-2019,
 * model 2.1 with X''q = X''d):
 *
 *     T'do  E'q'  = Efd - E'q - saturation - (Xd - X'd) id      field
 *     T''do E''q' = E'q - E''q - (X'd - X''d) id                damper, direct axis
 *     T''qo E''d' = -E''d - (Xq - X''d) iq                      damper, quadrature axis
 *     e = speed (E''q s + E''d c) + (E''d' s - E''q' c) / w     s, c: sine and cosine of the rotor
 *
 * One winding sees both of the fields that its current splits into: id = -2 i c and iq = 2 i s
 * pulse at twice the frequency, which the damper holds down.
 *
 * A regulator feeds the field through brushes; its supply is the machine's own voltage and, in
 * compound sets, its current. A set with a capacitor has no regulator: the capacitor's current
 * rises with the square of the speed, the iron saturates, and a heavy load or a short circuit takes
 * the excitation away (engineering judgement).
 *
 * Figures, from a maker's data sheet of a small set with brushes and compound (Linz Electric
 * E1S13M D/4, 2014): Xd 165 %, X'd 23 %, X''d 8.5 %, T'do 370 ms, T''d 6.3 ms, field current 3.15 A
 * without and 7.7 A at full load, more than 300 % of current in a sustained short circuit. In
 * single-phase duty half of the negative-sequence reactance joins X''d, which makes it 13 %. Xq of
 * 90 % is usual for salient poles. Resistance 4 %: Kohler 12RES, 0.07 ohm per leg at 12 kW.
 */
import { Oscillator } from "../waves/oscillator";

const SAMPLE_S: f64 = 1.0 / 4800.0;
/** Seconds in which the rotor turns by one radian at 60 Hz. */
const RADIAN_S: f64 = 1.0 / 376.99111843077515;

/** Data of the machine (per unit of the rating, seconds), regulator and state. */
export class Alternator {
  /** Reactances: direct axis steady, transient, sub-transient; quadrature axis steady. */
  xd: f64 = 1.65;
  xd_transient: f64 = 0.23;
  xd_subtransient: f64 = 0.13;
  xq: f64 = 0.9;
  /** Resistance of the winding. */
  resistance: f64 = 0.04;
  /** Open-circuit time constants: T'do; T''do = T''d X'd / X''d; T''qo = T''d Xq / X''d. */
  field_s: f64 = 0.37;
  damper_d_s: f64 = 0.011;
  damper_q_s: f64 = 0.044;
  /** Most that the regulator can give at rated voltage; what the current adds to its supply. */
  ceiling: f64 = 5.5;
  compound: f64 = 0.35;
  /** Gain of the regulator, and its integral gain per second. */
  gain: f64 = 5;
  integral_gain: f64 = 10;
  /** 1 when a capacitor excites it instead of a regulator; share of the iron in its excitation. */
  capacitor: i32 = 0;
  iron: f64 = 0.25;
  /** What the load's current adds to the excitation of a set with a capacitor. */
  boost: f64 = 0;
  /** Excitation by residual magnetism. */
  residual: f64 = 0.025;
  /** Crest of the rated current of a leg in amperes. */
  rated_crest_a: f64 = 43.5;

  // State.
  /** Voltage of the field, E'q, E''q and E''d. */
  excitation: f64 = 0;
  transient: f64 = 0;
  subtransient_q: f64 = 0;
  subtransient_d: f64 = 0;
  /** Integral part of the regulator. */
  integral: f64 = 0;
  /** Rates of the three voltages per sample, one sample ago. */
  rate: f64 = 0;
  rate_q: f64 = 0;
  rate_d: f64 = 0;
  /** Voltage of a leg over its rated crest, in the middle and at the end of the sample. */
  middle: f64 = 0;
  end: f64 = 0;
}

/** No field, no voltage. */
export function resetAlternator(a: Alternator): void {
  a.excitation = 0;
  a.transient = 0;
  a.subtransient_q = 0;
  a.subtransient_d = 0;
  a.integral = 0;
  a.rate = 0;
  a.rate_q = 0;
  a.rate_d = 0;
}

/** Voltage of the iron's excitation beyond the straight line: rises with the seventh power. */
function iron(a: Alternator, flux: f64): f64 {
  if (a.capacitor === 0) return 0.0;
  const q: f64 = flux * flux;
  return a.iron * flux * q * q * q;
}

/**
 * Advances the rotor by one sample. `wave` has just turned: its `s`, `c` are the rotor at the end
 * of the sample, `s`, `c` given are those at its start, with the current of a leg in amperes.
 */
export function alternatorSample(
  a: Alternator,
  wave: Oscillator,
  s: f64,
  c: f64,
  amperes: f64,
  speed: f64,
): void {
  const twice: f64 = (2.0 * amperes) / a.rated_crest_a;
  const id: f64 = -twice * c;
  const iq: f64 = twice * s;
  const drive: f64 = a.excitation - iron(a, a.transient) - a.transient;
  const rate: f64 = (SAMPLE_S / a.field_s) * (drive - (a.xd - a.xd_transient) * id);
  const damped: f64 = a.transient - a.subtransient_q - (a.xd_transient - a.xd_subtransient) * id;
  const rate_q: f64 = (SAMPLE_S / a.damper_d_s) * damped;
  const cross: f64 = -a.subtransient_d - (a.xq - a.xd_subtransient) * iq;
  const rate_d: f64 = (SAMPLE_S / a.damper_q_s) * cross;
  // The rates run on in a straight line through this sample (Adams and Bashforth, second order).
  const bend_q: f64 = rate_q - a.rate_q;
  const bend_d: f64 = rate_d - a.rate_d;
  const middle_q: f64 = a.subtransient_q + 0.5 * rate_q + 0.125 * bend_q;
  const middle_d: f64 = a.subtransient_d + 0.5 * rate_d + 0.125 * bend_d;
  a.transient = a.transient + rate + 0.5 * (rate - a.rate);
  a.subtransient_q = a.subtransient_q + rate_q + 0.5 * bend_q;
  a.subtransient_d = a.subtransient_d + rate_d + 0.5 * bend_d;
  a.rate = rate;
  a.rate_q = rate_q;
  a.rate_d = rate_d;
  const per: f64 = RADIAN_S / SAMPLE_S;
  const middle_s: f64 = wave.middle;
  const middle_c: f64 = c * wave.half_c - s * wave.half_s;
  a.middle =
    speed * (middle_q * middle_s + middle_d * middle_c) +
    per * ((rate_d + 0.5 * bend_d) * middle_s - (rate_q + 0.5 * bend_q) * middle_c);
  a.end =
    speed * (a.subtransient_q * wave.s + a.subtransient_d * wave.c) +
    per * ((rate_d + bend_d) * wave.s - (rate_q + bend_q) * wave.c);
}

/**
 * Every 20 samples: excitation. `volts` and `amperes` are the RMS values of a leg over the rated
 * ones, `set_point` the voltage that the regulator wants; 0 switches it off.
 */
export function excite(
  a: Alternator,
  speed: f64,
  volts: f64,
  amperes: f64,
  set_point: f64,
  step_s: f64,
): void {
  if (a.capacitor !== 0) {
    const flux: f64 = a.subtransient_q > 0.0 ? a.subtransient_q : 0.0;
    const current: f64 = (1.0 + a.iron) * speed * speed * flux;
    a.excitation = a.residual + current + a.boost * amperes * flux;
    return;
  }
  let field: f64 = 0.0;
  if (set_point > 0.0) {
    const error: f64 = set_point - volts;
    let supply: f64 = volts + a.compound * amperes;
    if (supply > 1.0) supply = 1.0;
    const most: f64 = a.ceiling * supply;
    field = 1.0 + a.gain * error + a.integral;
    if (field > most) field = most;
    else if (field < 0.0) field = 0.0;
    else a.integral = a.integral + a.integral_gain * error * step_s;
    if (a.integral < -1.0) a.integral = -1.0;
  } else a.integral = 0;
  a.excitation = a.residual + field;
}

/** What decays becomes 0, never a slow subnormal. */
export function flushAlternator(a: Alternator): void {
  if (a.subtransient_q < 1.0e-12 && a.subtransient_q > -1.0e-12) a.subtransient_q = 0;
  if (a.subtransient_d < 1.0e-12 && a.subtransient_d > -1.0e-12) a.subtransient_d = 0;
  if (a.rate_d < 1.0e-15 && a.rate_d > -1.0e-15) a.rate_d = 0;
  if (a.rate_q < 1.0e-15 && a.rate_q > -1.0e-15) a.rate_q = 0;
  if (a.rate < 1.0e-15 && a.rate > -1.0e-15) a.rate = 0;
}
