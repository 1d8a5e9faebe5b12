/**
 * The home's circuit as a list of elements. Ground is the neutral of the utility's transformer.
 *
 * Values (network.ts `Parameter`): service drop 20 milliohm and 60 microhenry per leg, neutral 30
 * milliohm, ground rods 25 ohm (NEC 250.53), poles 1 milliohm, alternator by its data sheet
 * (machines.ts; 0.16 ohm and 1.4 mH per leg of 7.5 kW), cord 25.5 milliohm per conductor (25 ft of
 * AWG 10, without contacts: NEC chapter 9 table 8; its 5 microhenry are neglected), leaks of 10
 * megohm (the meter's voltage dividers). All but NEC's are engineering judgement.
 */
import { Branch, Closed, OPEN_OHM, Parameter, NetworkSource } from "./network";

/** One branch between two nodes; currents and voltages count from `from` to `to`. */
export interface Element {
  readonly kind: "resistor" | "inductor" | "capacitor" | "source" | "switch";
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** Ohm (of a switch: while closed), henry, farad; of a source: factor of its input. */
  readonly value: number;
  /** Inductors and capacitors: number of their state in `Branch`. */
  readonly state?: number;
  /** Sources: number of their input in `INPUT_NAMES`. */
  readonly input?: number;
  /** Switches: their bit of `Closed`. */
  readonly bit?: number;
}

/** Inputs: the seven of `NetworkSource`, then the back-EMF of both motors. */
export const INPUT_NAMES: readonly string[] = [
  "u1",
  "u2",
  "g1",
  "g2",
  "house",
  "e1",
  "e2",
  "a",
  "b",
];
export const MOTOR_INPUT = 7;
export const GROUND = "0";
export const NEUTRAL = "neutral";

/** Output nodes in the order of `Volts`: volts to the neutral bus; the bus itself to ground. */
export const OUTPUT_NODES: readonly string[] = [
  "house_1",
  "house_2",
  "line_1",
  "line_2",
  "inlet_1",
  "inlet_2",
  NEUTRAL,
  "generator_neutral",
];

type Branches = Element[];

const resistor = (name: string, from: string, to: string, value: number): Element => ({
  kind: "resistor",
  name,
  from,
  to,
  value,
});
const inductor = (
  name: string,
  from: string,
  to: string,
  value: number,
  state: number,
): Element => ({
  kind: "inductor",
  name,
  from,
  to,
  value,
  state,
});
const capacitor = (
  name: string,
  from: string,
  to: string,
  value: number,
  state: number,
): Element => ({ kind: "capacitor", name, from, to, value, state });
const source = (name: string, from: string, to: string, input: number, value = 1): Element => ({
  kind: "source",
  name,
  from,
  to,
  value,
  input,
});
const breaker = (name: string, from: string, to: string, value: number, bit: number): Element => ({
  kind: "switch",
  name,
  from,
  to,
  value,
  bit,
});

function utility(leg: 1 | 2, at: (parameter: number) => number): Branches {
  const other = leg - 1;
  return [
    source(`utility_${leg}`, `transformer_${leg}`, GROUND, NetworkSource.Utility1 + other),
    inductor(
      `utility_${leg}`,
      `transformer_${leg}`,
      `service_${leg}`,
      at(Parameter.ServiceHenry),
      Branch.Utility1 + other,
    ),
    breaker(
      `connected_${leg}`,
      `service_${leg}`,
      `line_${leg}`,
      at(Parameter.ServiceOhm1 + other),
      leg === 1 ? Closed.Connected1 : Closed.Connected2,
    ),
    resistor(`line_${leg}_leak`, `line_${leg}`, NEUTRAL, at(Parameter.UtilityLeakOhm1 + other)),
    breaker(
      `u${leg}`,
      `line_${leg}`,
      `house_${leg}`,
      at(Parameter.PoleOhm),
      leg === 1 ? Closed.U1 : Closed.U2,
    ),
  ];
}

function generator(leg: 1 | 2, at: (parameter: number) => number): Branches {
  const other = leg - 1;
  return [
    source(`generator_${leg}`, `emf_${leg}`, "generator_neutral", NetworkSource.Generator1 + other),
    resistor(
      `generator_${leg}`,
      `emf_${leg}`,
      `winding_${leg}`,
      at(Parameter.GeneratorOhm1 + other),
    ),
    inductor(
      `generator_${leg}`,
      `winding_${leg}`,
      `outlet_${leg}`,
      at(Parameter.GeneratorHenry),
      Branch.Generator1 + other,
    ),
    breaker(`inlet_${leg}`, `outlet_${leg}`, `inlet_${leg}`, at(Parameter.CableOhm), Closed.Inlet),
    resistor(`inlet_${leg}_leak`, `inlet_${leg}`, NEUTRAL, at(Parameter.GeneratorLeakOhm1 + other)),
    breaker(
      `g${leg}`,
      `inlet_${leg}`,
      `house_${leg}`,
      at(Parameter.PoleOhm),
      leg === 1 ? Closed.G1 : Closed.G2,
    ),
  ];
}

function leg(leg: 1 | 2, at: (parameter: number) => number): Branches {
  const other = leg - 1;
  const house = `house_${leg}`;
  const load = leg === 1 ? Parameter.LoadOhm1 : Parameter.LoadOhm2;
  return [
    resistor(`house_${leg}`, house, NEUTRAL, at(Parameter.HouseOhm1 + other)),
    resistor(`load_${leg}`, house, `load_${leg}`, at(load)),
    inductor(`load_${leg}`, `load_${leg}`, NEUTRAL, at(load + 1), Branch.Load1 + other),
    resistor(`filter_${leg}`, house, `filter_${leg}`, at(Parameter.FilterOhm)),
    capacitor(
      `filter_${leg}`,
      `filter_${leg}`,
      NEUTRAL,
      at(Parameter.FilterFarad1 + other),
      Branch.Filter1 + other,
    ),
    breaker(
      `electronics_${leg}`,
      house,
      `electronics_${leg}`,
      at(Parameter.ElectronicsOhm1 + other),
      leg === 1 ? Closed.Electronics1 : Closed.Electronics2,
    ),
    source(`electronics_${leg}`, `electronics_${leg}`, NEUTRAL, NetworkSource.Electronics1 + other),
    breaker(
      `house_source_${leg}`,
      house,
      `inside_${leg}`,
      at(Parameter.HouseSourceOhm),
      Closed.HouseSource,
    ),
    source(`house_${leg}`, `inside_${leg}`, NEUTRAL, NetworkSource.House, leg === 1 ? 0.5 : -0.5),
  ];
}

function motor(name: "a" | "b", at: (parameter: number) => number): Branches {
  const second = name === "b" ? 1 : 0;
  const ohm = second === 0 ? Parameter.MotorOhmA : Parameter.MotorOhmB;
  return [
    breaker(
      `motor_${name}`,
      "house_1",
      `motor_${name}`,
      at(ohm),
      second === 0 ? Closed.MotorA : Closed.MotorB,
    ),
    inductor(
      `motor_${name}`,
      `motor_${name}`,
      `rotor_${name}`,
      at(ohm + 1),
      Branch.MotorA + second,
    ),
    source(`motor_${name}`, `rotor_${name}`, "house_2", MOTOR_INPUT + second),
  ];
}

/** All elements of the home, with values from `parameters` (see `Parameter`). */
export function homeCircuit(parameters: ArrayLike<number>): Element[] {
  const at = (parameter: number): number => {
    const value = parameters[parameter];
    if (value === undefined || !(value > 0)) {
      throw new RangeError(`Network parameter ${parameter} is ${value}; it must be above 0.`);
    }
    return value;
  };
  return [
    ...utility(1, at),
    ...utility(2, at),
    breaker("neutral", NEUTRAL, GROUND, at(Parameter.NeutralOhm), Closed.Neutral),
    resistor("earth", NEUTRAL, GROUND, at(Parameter.EarthOhm)),
    ...generator(1, at),
    ...generator(2, at),
    breaker(
      "cord_neutral",
      "generator_neutral",
      NEUTRAL,
      at(Parameter.CordNeutralOhm),
      Closed.CordNeutral,
    ),
    resistor("generator_neutral_leak", "generator_neutral", NEUTRAL, 1.0e7),
    ...leg(1, at),
    ...leg(2, at),
    resistor("house_12", "house_1", "house_2", at(Parameter.HouseOhm12)),
    ...motor("a", at),
    ...motor("b", at),
  ];
}

/** True when the element is in the circuit in this configuration (bits of `Closed`). */
export function isPresent(element: Element, closed: number): boolean {
  return element.bit === undefined || (closed & element.bit) !== 0;
}

/** True when current can flow; leaks and switched-off loads do not count. */
function conducts(element: Element, closed: number): boolean {
  return isPresent(element, closed) && !(element.kind === "resistor" && element.value >= OPEN_OHM);
}

/** The node that represents a node's island. */
function root(parents: Map<string, string>, node: string): string {
  let at = node;
  for (let up = parents.get(at); up !== undefined; up = parents.get(at)) at = up;
  return at;
}

/**
 * Inductors in no closed loop (behind an open switch): they carry 0 A, and the equations replace
 * them by a wire.
 */
export function idleInductors(elements: readonly Element[], closed: number): Set<Element> {
  const idle = new Set<Element>();
  for (const one of elements.filter((element) => element.kind === "inductor")) {
    const parents = new Map<string, string>();
    for (const other of elements) {
      if (other === one || !conducts(other, closed)) continue;
      const from = root(parents, other.from);
      const to = root(parents, other.to);
      if (from !== to) parents.set(from, to);
    }
    if (root(parents, one.from) !== root(parents, one.to)) idle.add(one);
  }
  return idle;
}
