/**
 * Standard houses: named loads for the slots of house.ts. Watts are usual nameplate or running
 * figures of such appliances (engineering judgement); the user decides what to run on 30 A.
 */
import { LOAD_SLOTS, LoadKind, LoadLeg, setLoad } from "./house";
import type { House } from "./house";
import { codeLetterKva } from "./code-letters";
import type { CodeLetter } from "./code-letters";
import { plateMotor } from "./motor";
import type { Motor } from "./motor";
import { usualPlate } from "./winding";

/** What a motor's plate says otherwise than the usual plate of its size (winding.ts). */
interface NamedPlate {
  readonly efficiency: number;
  readonly power_factor: number;
  readonly code: CodeLetter;
  /** Seconds of the run-up at rated voltage. */
  readonly run_up_s: number;
}

/** One load of a house. */
export interface NamedLoad {
  readonly name: string;
  readonly kind: LoadKind;
  readonly leg: LoadLeg;
  readonly watts: number;
  /** Whether it usually runs; thermostats and residents decide the rest. */
  readonly on: boolean;
  /** Of a motor; without it, the usual plate of its size. */
  readonly plate?: NamedPlate;
}

/** A house by name. */
export interface NamedHouse {
  readonly name: string;
  readonly note: string;
  readonly loads: readonly NamedLoad[];
}

const load = (
  name: string,
  kind: LoadKind,
  leg: LoadLeg,
  watts: number,
  on = false,
): NamedLoad => ({ name, kind, leg, watts, on });

/** A hermetic compressor: 85 %, code letter G (makers' data of scroll compressors of 3 tons). */
const HERMETIC: NamedPlate = { efficiency: 0.85, power_factor: 0.88, code: "G", run_up_s: 0.5 };

const SMALL: readonly NamedLoad[] = [
  load("lights", LoadKind.Resistive, LoadLeg.Leg1, 180, true),
  load("refrigerator", LoadKind.Inductive, LoadLeg.Leg2, 160, true),
  load("router and television", LoadKind.Electronics, LoadLeg.Leg1, 140, true),
  load("furnace fan", LoadKind.Inductive, LoadLeg.Leg1, 350),
  load("microwave oven", LoadKind.Inductive, LoadLeg.Leg2, 1300),
  load("space heater", LoadKind.Resistive, LoadLeg.Leg1, 1500),
];

const STANDARD: readonly NamedLoad[] = [
  load("lights", LoadKind.Resistive, LoadLeg.Leg1, 350, true),
  load("refrigerator", LoadKind.Inductive, LoadLeg.Leg2, 180, true),
  load("freezer", LoadKind.Inductive, LoadLeg.Leg1, 120, true),
  load("router and television", LoadKind.Electronics, LoadLeg.Leg2, 160, true),
  load("computers", LoadKind.Electronics, LoadLeg.Leg1, 150, true),
  load("furnace fan", LoadKind.Inductive, LoadLeg.Leg1, 500),
  load("well pump", LoadKind.Motor, LoadLeg.Both, 1100),
  { ...load("air conditioner", LoadKind.Motor, LoadLeg.Both, 2600), plate: HERMETIC },
  load("dryer", LoadKind.Resistive, LoadLeg.Both, 5000),
  load("range", LoadKind.Resistive, LoadLeg.Both, 4500),
  load("water heater", LoadKind.Resistive, LoadLeg.Both, 4500),
  load("microwave oven", LoadKind.Inductive, LoadLeg.Leg2, 1300),
];

const LARGE: readonly NamedLoad[] = [
  ...STANDARD,
  load("second air conditioner's heater", LoadKind.Resistive, LoadLeg.Both, 5000),
  load("electric vehicle", LoadKind.Electronics, LoadLeg.Both, 3000),
  load("pool equipment", LoadKind.Inductive, LoadLeg.Both, 1500),
];

/** All named houses. */
export const HOUSES: readonly NamedHouse[] = [
  { name: "small", note: "apartment or cabin, no 240 V appliances", loads: SMALL },
  { name: "standard", note: "well pump, air conditioner, dryer and range", loads: STANDARD },
  { name: "large", note: "standard with vehicle, pool and electric heat", loads: LARGE },
];

/** Number of the slot of a named load in a house, or -1. */
export function slotOf(house: NamedHouse, name: string): number {
  return house.loads.findIndex((entry) => entry.name === name);
}

/** Copies a named house's loads into a twin's house and switches on those that usually run. */
export function loadHouse(house: House, named: NamedHouse): void {
  let on = 0;
  for (let slot = 0; slot < LOAD_SLOTS; slot++) {
    const entry = named.loads[slot];
    if (entry === undefined) setLoad(house, slot, LoadKind.None, LoadLeg.Leg1, 0);
    else {
      setLoad(house, slot, entry.kind, entry.leg, entry.watts);
      if (entry.on) on |= 1 << slot;
    }
  }
  house.on = on;
  const motors = named.loads.filter(({ kind }) => kind === LoadKind.Motor);
  loadMotor(house.motor_a, motors[0]);
  loadMotor(house.motor_b, motors[1]);
}

/** Gives a motor of the house the plate of its load. */
function loadMotor(motor: Motor, entry: NamedLoad | undefined): void {
  if (entry === undefined) return;
  const { plate } = motor;
  usualPlate(plate, entry.watts);
  if (entry.plate !== undefined) {
    const { code, ...rest } = entry.plate;
    Object.assign(plate, rest, { locked_kva_per_hp: codeLetterKva(code) });
  }
  plateMotor(motor, motor.load_constant, motor.load_square);
}
