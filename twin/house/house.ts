/**
 * The house: loads in slots, switched by bits, which become elements of the network, and
 * rectifiers whose current flows only near the crest of the voltage. Sources in the house:
 * inner-source.ts. Power factor 0.8 of inductive loads, 2 microfarad of smoothing for each watt of
 * electronics: engineering judgement.
 */
import { Breaker, BreakerClass, BreakerCurve, setCurve } from "../sources/breaker";
import { InnerSource, innerSample } from "./inner-source";
import { Motor, motorSample, sizeMotor } from "./motor";
import { Network, OPEN_OHM, Parameter, setParameter } from "../network/network";
import { predictVolts, rectifierOhm, rectifierSource, smoothAfter } from "./rectifier";

/** Number of load slots. */
export const LOAD_SLOTS: i32 = 16;

export const enum LoadKind {
  None = 0,
  Resistive = 1,
  /** Resistance with inductance in series, power factor about 0.8. */
  Inductive = 2,
  /** Single-phase motor of 240 V: the first two slots of this kind are motor A and motor B. */
  Motor = 3,
  /** Rectifier: draws a peaky current. */
  Electronics = 4,
}

export const enum LoadLeg {
  Leg1 = 1,
  Leg2 = 2,
  /** 240 V between both legs. */
  Both = 3,
}

/** A main of 200 A, the usual service. */
function mainCurve(): BreakerCurve {
  const curve = new BreakerCurve();
  setCurve(curve, BreakerClass.ThermalMagnetic, 200.0);
  return curve;
}

/** Loads of one house and the sources inside it. */
export class House {
  /** Kind, leg and watts of each slot. */
  kind: Int32Array = new Int32Array(16);
  leg: Int32Array = new Int32Array(16);
  watts: Float64Array = new Float64Array(16);
  /** Bit k is set while slot k is switched on. */
  on: i32 = 0;
  /** Handle of the house's main breaker: 1 closed. Setting 1 resets it unless it is too hot. */
  main_breaker: i32 = 1;
  /** Short circuit: 0 none, 1 leg 1 to neutral, 2 leg 2 to neutral, 3 both, 4 leg to leg. */
  short_circuit: i32 = 0;

  // State.
  /** `on` and `main_breaker` for which the network's elements were set; -1 sets them again. */
  applied_on: i32 = -1;
  /** Watts of electronics that are switched on, per leg. */
  electronics_1: f64 = 0;
  electronics_2: f64 = 0;
  /** Resistance of their branches in ohms. */
  ohm_1: f64 = 10;
  ohm_2: f64 = 10;
  /** The two motors of 240 V, and whether each is switched on. */
  motor_a: Motor = new Motor();
  motor_b: Motor = new Motor();
  motor_a_on: i32 = 0;
  motor_b_on: i32 = 0;
  /** Volts of the smoothing capacitor behind each leg's rectifier, and of the leg a sample ago. */
  smooth_1: f64 = 0;
  smooth_2: f64 = 0;
  last_1: f64 = 0;
  last_2: f64 = 0;
  /** Source voltages of the rectifiers at the end of the sample. */
  rectifier_1: f64 = 0;
  rectifier_2: f64 = 0;
  inner: InnerSource = new InnerSource();
  main: Breaker = new Breaker();
  main_curve: BreakerCurve = mainCurve();
}

/** Defines the load in a slot; the slot stays switched on or off as it was. */
export function setLoad(house: House, slot: i32, kind: i32, leg: i32, watts: f64): void {
  house.kind[slot] = kind;
  house.leg[slot] = leg;
  house.watts[slot] = watts;
  house.applied_on = -1;
}

/** Switches slot `slot` on (1) or off (0). */
export function switchLoad(house: House, slot: i32, on: i32): void {
  const bit: i32 = 1 << slot;
  house.on = on !== 0 ? house.on | bit : house.on & ~bit;
}

const LEG_SQUARE: f64 = 14400.0;
const LINE_SQUARE: f64 = 57600.0;
/** Inductance over resistance of an inductive load, in seconds: tan(phi) 0.75 at 60 Hz. */
const HENRY_PER_OHM: f64 = 0.75 / 376.99111843077515;
/** Resistance of a short circuit in ohms, with the wires to the panel. */
const SHORT_OHM: f64 = 0.08;
/** Watts of one kind of load (`LoadKind`) switched on at one leg (`LoadLeg`). */
export function wattsOn(house: House, kind: i32, leg: i32): f64 {
  if (house.main_breaker === 0) return 0.0;
  let watts: f64 = 0.0;
  for (let slot: i32 = 0; slot < LOAD_SLOTS; slot++) {
    if ((house.on & (1 << slot)) === 0) continue;
    if ((house.kind[slot] as i32) !== kind || (house.leg[slot] as i32) !== leg) continue;
    watts += house.watts[slot] as f64;
  }
  return watts;
}

function ohmOf(square: f64, watts: f64): f64 {
  return watts > 0.01 ? square / watts : OPEN_OHM;
}

/** Puts the loads of one leg into the network's elements. */
function applyLeg(house: House, network: Network, leg: i32): void {
  const second: i32 = leg - 1;
  const shorted: boolean = (house.short_circuit & leg) !== 0 && house.short_circuit !== 4;
  const resistive: f64 = ohmOf(LEG_SQUARE, wattsOn(house, LoadKind.Resistive, leg));
  setParameter(network, Parameter.HouseOhm1 + second, shorted ? SHORT_OHM : resistive);
  // A load between both legs becomes two halves, each from its leg to the neutral.
  const both: f64 = wattsOn(house, LoadKind.Inductive, LoadLeg.Both);
  const inductive: f64 = wattsOn(house, LoadKind.Inductive, leg) + 0.5 * both;
  const impedance: f64 = ohmOf(LEG_SQUARE * 0.8, inductive);
  const ohm: f64 = impedance < OPEN_OHM ? impedance * 0.8 : OPEN_OHM;
  const load: i32 = leg === 1 ? Parameter.LoadOhm1 : Parameter.LoadOhm2;
  setParameter(network, load, ohm);
  setParameter(network, load + 1, ohm < OPEN_OHM ? ohm * HENRY_PER_OHM : 0.02);
  const watts: f64 =
    wattsOn(house, LoadKind.Electronics, leg) +
    0.5 * wattsOn(house, LoadKind.Electronics, LoadLeg.Both);
  if (watts > 0.0) {
    const rectifier: f64 = rectifierOhm(watts);
    setParameter(network, Parameter.ElectronicsOhm1 + second, rectifier);
    if (leg === 1) house.ohm_1 = rectifier;
    else house.ohm_2 = rectifier;
  }
  if (leg === 1) house.electronics_1 = watts;
  else house.electronics_2 = watts;
  // Filter capacitors of power supplies: 20 nanofarad for each watt, at least 0.1 microfarad.
  const farad: f64 = 0.1e-6 + 20.0e-9 * watts;
  setParameter(network, Parameter.FilterFarad1 + second, farad < 10.0e-6 ? farad : 10.0e-6);
}

/**
 * Puts a motor's winding into the network; a motor that runs keeps its state. A motor without a
 * plate of this power gets the usual one.
 */
function applyMotor(motor: Motor, network: Network, watts: f64, ohm: i32): void {
  if (motor.plate.watts !== watts) {
    sizeMotor(motor, watts, motor.load_constant, motor.load_square);
  }
  setParameter(network, ohm, motor.ohm);
  setParameter(network, ohm + 1, motor.henry);
}

/** The first two slots of the kind are motor A and motor B. */
function applyMotors(house: House, network: Network): void {
  house.motor_a_on = 0;
  house.motor_b_on = 0;
  let found: i32 = 0;
  for (let slot: i32 = 0; slot < LOAD_SLOTS; slot++) {
    if ((house.kind[slot] as i32) !== LoadKind.Motor) continue;
    const watts: f64 = house.watts[slot] as f64;
    const on: i32 = house.main_breaker !== 0 && (house.on & (1 << slot)) !== 0 ? 1 : 0;
    if (found === 0) {
      applyMotor(house.motor_a, network, watts, Parameter.MotorOhmA);
      house.motor_a_on = on;
    } else if (found === 1) {
      applyMotor(house.motor_b, network, watts, Parameter.MotorOhmB);
      house.motor_b_on = on;
    }
    found = found + 1;
  }
}

/** After the network: rotors of motors that are switched on or still turn. */
export function motorsSample(house: House, amperes_a: f64, amperes_b: f64): void {
  if (house.motor_a_on !== 0 || moves(house.motor_a)) motorSample(house.motor_a, amperes_a);
  if (house.motor_b_on !== 0 || moves(house.motor_b)) motorSample(house.motor_b, amperes_b);
}

function moves(motor: Motor): boolean {
  return motor.speed !== 0.0 || motor.flux_a !== 0.0 || motor.flux_b !== 0.0;
}

/** Puts all loads into the network's elements when something was switched, and only then. */
export function applyHouse(house: House, network: Network): void {
  const on: i32 = house.on | (house.main_breaker << 16) | (house.short_circuit << 17);
  if (on === house.applied_on) return;
  house.applied_on = on;
  applyLeg(house, network, 1);
  applyLeg(house, network, 2);
  const both: f64 = wattsOn(house, LoadKind.Resistive, LoadLeg.Both);
  const ohm: f64 = house.short_circuit === 4 ? SHORT_OHM : ohmOf(LINE_SQUARE, both);
  setParameter(network, Parameter.HouseOhm12, ohm);
  applyMotors(house, network);
}

/** One sample of rectifiers and inner sources; leg voltages are those of the sample before. */
export function houseSample(house: House, volts_1: f64, volts_2: f64): void {
  if (house.electronics_1 > 0.0) {
    const watts: f64 = house.electronics_1;
    house.smooth_1 = smoothAfter(house.smooth_1, volts_1, house.rectifier_1, watts, house.ohm_1);
    house.rectifier_1 = rectifierSource(predictVolts(volts_1, house.last_1), house.smooth_1);
  }
  if (house.electronics_2 > 0.0) {
    const watts: f64 = house.electronics_2;
    house.smooth_2 = smoothAfter(house.smooth_2, volts_2, house.rectifier_2, watts, house.ohm_2);
    house.rectifier_2 = rectifierSource(predictVolts(volts_2, house.last_2), house.smooth_2);
  }
  house.last_1 = volts_1;
  house.last_2 = volts_2;
  innerSample(house.inner, volts_1 - volts_2);
}
