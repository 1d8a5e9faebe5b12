/**
 * The nameplate of a single-phase motor of two poles, and the winding and rotor that it stands for.
 *
 * At rated load the plate gives current, power factor, slip and losses; with the rotor locked, its
 * code letter gives the impedance (NEC table 430.7(B), NEMA MG 1, 10.37.2: kVA per horsepower).
 * Forward and backward field (Fitzgerald, Electric Machinery, ch. 9), X = w Lm^2 / Lr, q = w tau:
 *
 *     Zf = X / 2 (s q + j) / (1 + s^2 q^2)       Zb: the same with 2 - s
 *     P (1 + drag) = (1 - s) I^2 (Rf - Rb)       V / I at the plate's angle = Rs + j XL + Zf + Zb
 *
 * For one q these give X, Rs and XL; q is found so that the locked impedance is the plate's. From
 * half of the losses of a small motor to a third of a large one's act on the shaft (iron, friction,
 * fan): engineering judgement.
 *
 * Usual plates: code letters L to 1/2 hp, K to 1 hp, J to 2 hp, H to 3 hp, G at 5 hp (EASA,
 * Electrical Engineering Handbook). Efficiency of 62 % at 1/2 hp, 72 % at 1.5 hp, 82 % at 5 hp,
 * power factor of 0.72 to 0.86, 3450 to 3510 rpm: engineering judgement.
 */

/** One horsepower in watts. */
const HORSEPOWER: f64 = 745.7;
/** Motors for 240 V services are rated at 230 V, 60 Hz. */
const RATED_VOLTS: f64 = 230.0;
const SYNCHRONOUS_RPM: f64 = 3600.0;
const RADIANS_PER_S: f64 = 376.99111843077515;
/** Share of the losses that brakes the shaft, of a large motor, and what a small one adds. */
const DRAG_SHARE: f64 = 0.25;
const DRAG_SMALL: f64 = 0.35;

/** What the nameplate says, and how the motor starts. */
export class MotorPlate {
  /** Rated power at the shaft; 0 before a plate is set. */
  watts: f64 = 0;
  efficiency: f64 = 0;
  power_factor: f64 = 0;
  rpm: f64 = 0;
  /** Apparent power with the rotor locked, by the code letter. */
  locked_kva_per_hp: f64 = 0;
  /** Torque with the rotor locked over the rated torque: the starting winding's. */
  locked_torque: f64 = 2.2;
  /** Seconds from standstill to 93 % of the synchronous speed at rated voltage. */
  run_up_s: f64 = 0.5;
}

/** Apparent power with locked rotor that is usual for a size: the middle of its code letter. */
function usualKva(watts: f64): f64 {
  const horsepower: f64 = watts / HORSEPOWER;
  if (horsepower < 0.65) return 9.5;
  if (horsepower < 1.25) return 8.5;
  if (horsepower < 2.5) return 7.55;
  return horsepower < 4.0 ? 6.7 : 5.95;
}

/** Sets the usual plate of a size. */
export function usualPlate(plate: MotorPlate, watts: f64): void {
  const kilowatts: f64 = watts * 0.001;
  const rpm: f64 = 3440.0 + 20.0 * kilowatts;
  plate.watts = watts;
  plate.efficiency = 0.9 - 0.385 / (kilowatts + 1.0);
  plate.power_factor = 0.92 - 0.27 / (kilowatts + 1.0);
  plate.rpm = rpm < 3510.0 ? rpm : 3510.0;
  plate.locked_kva_per_hp = usualKva(watts);
  plate.locked_torque = 2.2;
  plate.run_up_s = 0.5;
}

/** Winding and rotor as impedances in ohms at 60 Hz, and torque in Nm at a speed. */
export class Winding {
  /** The rotor's reactance over its resistance. */
  quality: f64 = 10;
  magnetizing_ohm: f64 = 0;
  stator_ohm: f64 = 0;
  leakage_ohm: f64 = 0;
  locked_ohm: f64 = 0;
  /** What brakes the shaft besides its load, at rated speed, in watts. */
  drag_watts: f64 = 0;
  /** At the last slip asked for: current in A, and torque of the main winding in Nm. */
  amperes: f64 = 0;
  torque: f64 = 0;

  private active(slip: f64): f64 {
    const turn: f64 = slip * this.quality;
    return (0.5 * turn) / (1.0 + turn * turn);
  }

  private reactive(slip: f64): f64 {
    const turn: f64 = slip * this.quality;
    return 0.5 / (1.0 + turn * turn);
  }

  /** Fits the plate's running point with the present quality; gives the locked impedance. */
  private fit(plate: MotorPlate): f64 {
    const q: f64 = this.quality;
    const slip: f64 = 1.0 - plate.rpm / SYNCHRONOUS_RPM;
    const factor: f64 = plate.power_factor;
    const amperes: f64 = plate.watts / (plate.efficiency * factor * RATED_VOLTS);
    const ohm: f64 = RATED_VOLTS / amperes;
    const gross: f64 = (plate.watts + this.drag_watts) / ((1.0 - slip) * amperes * amperes);
    const forward: f64 = this.active(slip);
    const backward: f64 = this.active(2.0 - slip);
    const x: f64 = gross / (forward - backward);
    this.magnetizing_ohm = x;
    this.stator_ohm = ohm * factor - x * (forward + backward);
    this.leakage_ohm =
      ohm * Math.sqrt(1.0 - factor * factor) -
      x * (this.reactive(slip) + this.reactive(2.0 - slip));
    const active: f64 = this.stator_ohm + (x * q) / (1.0 + q * q);
    const reactive: f64 = this.leakage_ohm + x / (1.0 + q * q);
    this.locked_ohm = Math.sqrt(active * active + reactive * reactive);
    return this.locked_ohm;
  }

  /** Finds the winding of a plate by bisection. */
  wind(plate: MotorPlate): void {
    const kva: f64 = (plate.locked_kva_per_hp * plate.watts) / HORSEPOWER;
    const wanted: f64 = (RATED_VOLTS * RATED_VOLTS) / (1000.0 * kva);
    const share: f64 = DRAG_SHARE + DRAG_SMALL / (1.0 + plate.watts * 0.001);
    this.drag_watts = share * (plate.watts / plate.efficiency - plate.watts);
    let low: f64 = 10.0;
    let high: f64 = 200.0;
    for (let step: i32 = 0; step < 48; step++) {
      this.quality = 0.5 * (low + high);
      const locked: f64 = this.fit(plate);
      if (this.leakage_ohm <= 0.0 || this.stator_ohm <= 0.0 || locked < wanted) low = this.quality;
      else high = this.quality;
    }
    this.quality = high;
    this.fit(plate);
  }

  /** Steady state at rated voltage and a slip: sets `amperes` and `torque`. */
  run(slip: f64): void {
    const x: f64 = this.magnetizing_ohm;
    const forward: f64 = x * this.active(slip);
    const backward: f64 = x * this.active(2.0 - slip);
    const active: f64 = this.stator_ohm + forward + backward;
    const reactive: f64 = this.leakage_ohm + x * (this.reactive(slip) + this.reactive(2.0 - slip));
    const square: f64 = (RATED_VOLTS * RATED_VOLTS) / (active * active + reactive * reactive);
    this.amperes = Math.sqrt(square);
    this.torque = (square * (forward - backward)) / RADIANS_PER_S;
  }
}
