/**
 * A single-phase induction motor on 240 V, between both legs: its winding is a branch of the
 * network (resistance, leakage inductance, back-EMF), its rotor is computed here.
 *
 * Rotor equations of the two-axis machine in the stator's frame, main winding on axis alpha, no
 * winding on axis beta (Krause, Wasynczuk, Sudhoff: Analysis of Electric Machinery, ch. 10;
 * single-phase: ch. 4 of Veinott, Theory and Design of Small Induction Motors). psi is the rotor's
 * flux referred to the stator, M = Lm^2 / Lr, tau = Lr / Rr, w the electrical speed:
 *
 *     psi_a' = -psi_a / tau - w psi_b + (M / tau) i        psi_b' = -psi_b / tau + w psi_a
 *     v = (Rs + M / tau) i + L i' + e,   e = -psi_a / tau - w psi_b
 *     torque = -psi_b i (one pole pair) + starting winding
 *
 * so that `ohm` = Rs + M / tau and `henry` = L (both leakages) belong to the network, and e, which
 * has no jumps, is the source there. The starting winding (with capacitor) is a torque proportional
 * to i^2 until the centrifugal switch opens at 75 % of the speed; it closes again below 50 %.
 * Load torque: a constant part (well pump, compressor against pressure) and a part with the square
 * of the speed (fan, circulation pump).
 *
 * Data: from the nameplate (winding.ts); inertia from the run-up time. Iron, friction and fan brake
 * the shaft with the square of the speed. The current with locked rotor is the code letter's and
 * falls with the slip; without supply the back-EMF decays and slips; in a deep sag it stalls.
 *
 * Integration: once a sample, Taylor's series to the fourth power, with the current as a parabola
 * through three samples; the error of the flux at 60 Hz is below 1e-6 a sample.
 */

import { MotorPlate, Winding, usualPlate } from "./winding";

const SAMPLE_S: f64 = 1.0 / 4800.0;
/** Electrical speed at 60 Hz without slip, in radians per second. */
export const SYNCHRONOUS: f64 = 376.99111843077515;
const SWITCH_OPENS: f64 = 0.75;
const SWITCH_CLOSES: f64 = 0.5;
/** The run-up ends at this part of the synchronous speed; it is summed in steps. */
const UP_SPEED: f64 = 0.93;
const RUN_UP_STEPS: i32 = 32;
/** Least part of the rated torque that accelerates. */
const LEAST_TORQUE: f64 = 0.05;
/** A flux below this, in Vs, becomes 0, so that it does not decay into slow subnormals. */
const NO_FLUX: f64 = 1.0e-30;

function faded(flux: f64): f64 {
  return flux < NO_FLUX && flux > -NO_FLUX ? 0.0 : flux;
}

/** Data of one motor, set by `plateMotor`, and its state. */
export class Motor {
  plate: MotorPlate = new MotorPlate();
  /** For the network: stator and referred rotor resistance, both leakage inductances. */
  ohm: f64 = 0;
  henry: f64 = 0;
  /** Lm^2 / Lr in henry, and the rotor's time constant in seconds. */
  magnetizing_henry: f64 = 0;
  rotor_tau_s: f64 = 0;
  /** Torque at rated power in Nm, and inertia with the load's in kg m^2. */
  rated_torque: f64 = 0;
  inertia: f64 = 0;
  /** Load in parts of the rated torque: a constant part, and a part with the speed squared. */
  load_constant: f64 = 0;
  load_square: f64 = 0;
  /** Iron, friction and fan: torque in Nm at the synchronous speed. */
  drag_torque: f64 = 0;
  /** Torque of the starting winding in Nm per A^2. */
  start_torque: f64 = 0;
  /** Derived: h / T, M h / T, h / J and 1 / T; h the sample, T the time constant, J the inertia. */
  damp: f64 = 0;
  drive: f64 = 0;
  speed_per_torque: f64 = 0;
  rotor_rate: f64 = 0;
  /** 1 holds the rotor (seized, or a compressor against full pressure). */
  seized: i32 = 0;

  /** State: flux in Vs, electrical speed in radians per second, 1 while the start switch is on. */
  flux_a: f64 = 0;
  flux_b: f64 = 0;
  speed: f64 = 0;
  starting: i32 = 1;
  /** Current in A at the end of the last sample and the one before. */
  current: f64 = 0;
  current_before: f64 = 0;
  /** Speed in the middle of the coming sample. */
  speed_middle: f64 = 0;
  /** Back-EMF in V over the coming sample: inputs `MOTOR_MEAN` and `MOTOR_RISE` of the network. */
  emf: f64 = 0;
  emf_rise: f64 = 0;

  /** For the flux on both axes: rise over a sample, and mean minus start. */
  private gain_a: f64 = 0;
  private gain_b: f64 = 0;
  private mean_a: f64 = 0;
  private mean_b: f64 = 0;

  constructor() {
    sizeMotor(this, 1000.0, 0.2, 0.7);
  }

  /** The flux over a sample, from the current at its start and its scaled derivatives. */
  private expand(current: f64, rise: f64, bend: f64): void {
    const damp: f64 = this.damp;
    const turn: f64 = SAMPLE_S * this.speed_middle;
    const drive: f64 = this.drive;
    const flux_a: f64 = this.flux_a;
    const flux_b: f64 = this.flux_b;
    const a1: f64 = drive * current - damp * flux_a - turn * flux_b;
    const b1: f64 = turn * flux_a - damp * flux_b;
    const a2: f64 = drive * rise - damp * a1 - turn * b1;
    const b2: f64 = turn * a1 - damp * b1;
    const a3: f64 = drive * bend - damp * a2 - turn * b2;
    const b3: f64 = turn * a2 - damp * b2;
    const a4: f64 = -damp * a3 - turn * b3;
    const b4: f64 = turn * a3 - damp * b3;
    this.gain_a = a1 + a2 * 0.5 + a3 * (1.0 / 6.0) + a4 * (1.0 / 24.0);
    this.gain_b = b1 + b2 * 0.5 + b3 * (1.0 / 6.0) + b4 * (1.0 / 24.0);
    this.mean_a = a1 * 0.5 + a2 * (1.0 / 6.0) + a3 * (1.0 / 24.0) + a4 * (1.0 / 120.0);
    this.mean_b = b1 * 0.5 + b2 * (1.0 / 6.0) + b3 * (1.0 / 24.0) + b4 * (1.0 / 120.0);
  }

  /** Advances the flux by the sample that started with these values. */
  advance(current: f64, rise: f64, bend: f64): void {
    this.expand(current, rise, bend);
    this.flux_a = faded(this.flux_a + this.gain_a);
    this.flux_b = faded(this.flux_b + this.gain_b);
  }

  /** Mean and rise of the back-EMF over the sample that starts with these values. */
  predict(current: f64, rise: f64, bend: f64): void {
    this.expand(current, rise, bend);
    const rate: f64 = this.rotor_rate;
    const speed: f64 = this.speed_middle;
    this.emf = -(this.flux_a + this.mean_a) * rate - speed * (this.flux_b + this.mean_b);
    this.emf_rise = -this.gain_a * rate - speed * this.gain_b;
  }
}

/** Sets the usual motor of a rated power at the shaft in watts, with its load (`plateMotor`). */
export function sizeMotor(m: Motor, watts: f64, load_constant: f64, load_square: f64): void {
  usualPlate(m.plate, watts);
  plateMotor(m, load_constant, load_square);
}

/**
 * Sets the data by the motor's plate. The load is given in parts of the rated torque:
 * `load_constant` at any speed, `load_square` at full speed.
 */
export function plateMotor(m: Motor, load_constant: f64, load_square: f64): void {
  const plate = m.plate;
  const winding = new Winding();
  winding.wind(plate);
  m.rotor_tau_s = winding.quality / SYNCHRONOUS;
  m.magnetizing_henry = winding.magnetizing_ohm / SYNCHRONOUS;
  m.ohm = winding.stator_ohm + winding.magnetizing_ohm / winding.quality;
  m.henry = winding.leakage_ohm / SYNCHRONOUS;
  const part: f64 = plate.rpm * (1.0 / 3600.0);
  m.rated_torque = plate.watts / (part * SYNCHRONOUS);
  m.drag_torque = winding.drag_watts / (part * part * part * SYNCHRONOUS);
  m.load_constant = load_constant;
  m.load_square = load_square;
  winding.run(1.0);
  const square: f64 = winding.amperes * winding.amperes;
  m.start_torque = (plate.locked_torque * m.rated_torque) / square;
  m.inertia = (plate.run_up_s * meanAcceleration(m, winding)) / (UP_SPEED * SYNCHRONOUS);
  m.damp = SAMPLE_S / m.rotor_tau_s;
  m.drive = m.damp * m.magnetizing_henry;
  m.speed_per_torque = SAMPLE_S / m.inertia;
  m.rotor_rate = 1.0 / m.rotor_tau_s;
}

/** Harmonic mean of the torque left for acceleration in the run-up at rated voltage, in Nm. */
function meanAcceleration(m: Motor, winding: Winding): f64 {
  let sum: f64 = 0;
  for (let step: i32 = 0; step < RUN_UP_STEPS; step++) {
    const part: f64 = (UP_SPEED * ((step as f64) + 0.5)) / (RUN_UP_STEPS as f64);
    winding.run(1.0 - part);
    const start: f64 = part < SWITCH_OPENS ? m.start_torque : 0.0;
    const torque: f64 = winding.torque + start * winding.amperes * winding.amperes;
    const left: f64 = torque - loadAt(m, part);
    const least: f64 = LEAST_TORQUE * m.rated_torque;
    sum += 1.0 / (left > least ? left : least);
  }
  return (RUN_UP_STEPS as f64) / sum;
}

/** Torque of load and drag in Nm at a part of the synchronous speed. */
function loadAt(m: Motor, part: f64): f64 {
  const square: f64 = part * part;
  return m.rated_torque * (m.load_constant + m.load_square * square) + m.drag_torque * square;
}

/** True at standstill without current and flux: then there is nothing to compute. */
function atStandstill(m: Motor, current: f64): boolean {
  if (current !== 0.0 || m.current !== 0.0 || m.current_before !== 0.0) return false;
  return m.speed === 0.0 && m.flux_a === 0.0 && m.flux_b === 0.0;
}

/** Torque of the load in Nm at the present speed. */
function loadTorque(m: Motor): f64 {
  return loadAt(m, m.speed * (1.0 / SYNCHRONOUS));
}

/** Speed at the end of a sample; `torque` is the mean on the rotor in Nm. */
function turnRotor(m: Motor, torque: f64): void {
  let speed: f64 = m.speed + m.speed_per_torque * (torque - loadTorque(m));
  if (speed < 0.0 || m.seized !== 0) speed = 0;
  m.speed_middle = speed + 0.5 * (speed - m.speed);
  m.speed = speed;
  if (speed > SWITCH_OPENS * SYNCHRONOUS) m.starting = 0;
  else if (speed < SWITCH_CLOSES * SYNCHRONOUS) m.starting = 1;
}

/**
 * Once a sample, after `solve`: `current` is the motor's `x` of the network (0 while it is switched
 * off). Sets `emf` and `emf_rise` for the next sample of the network.
 */
export function motorSample(m: Motor, current: f64): void {
  if (atStandstill(m, current)) {
    m.emf = 0;
    m.emf_rise = 0;
    return;
  }
  const last: f64 = m.current;
  const before: f64 = m.current_before;
  const bend: f64 = current - 2.0 * last + before;
  const first: f64 = -m.flux_b * last;
  m.advance(last, 0.5 * (current - before), bend);
  let torque: f64 = 0.5 * (first - m.flux_b * current);
  if (m.starting !== 0) torque += 0.5 * m.start_torque * (last * last + current * current);
  turnRotor(m, torque);
  m.predict(current, 0.5 * (3.0 * current - 4.0 * last + before), bend);
  m.current_before = last;
  m.current = current;
}
