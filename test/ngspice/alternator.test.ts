/**
 * The alternator, the network and a motor in the twin against a coupled model in ngspice, which
 * solves all of their equations together. Prints the differences.
 */
import { homeCircuit } from "@bptm/twin/network/circuit";
import { Motor, motorSample, sizeMotor } from "@bptm/twin/house/motor";
import {
  Branch,
  Closed,
  END,
  MIDDLE,
  MOTOR_MEAN,
  MOTOR_RISE,
  Network,
  NetworkSource,
  Parameter,
  Volts,
  choose,
  setParameter,
  solve,
} from "@bptm/twin/network/network";
import { TableSupply } from "@bptm/twin/network/tables";
import { alternatorSample } from "@bptm/twin/sources/alternator";
import { Generator } from "@bptm/twin/sources/generator";
import { loadUnit, unitNamed } from "@bptm/twin/sources/generators";
import { Oscillator, tune, turn } from "@bptm/twin/waves/oscillator";
import { expect, test } from "vitest";
import { needs } from "../needs";
import { difference } from "./compare";
import { simulate } from "./netlist";
import { alternatorRotor, rotor } from "./rotors";

const HZ = 61;
const SAMPLES = 2400;
const EXCITATION = 1.5;
const SWITCH_AT = 240;
const SET = Closed.Inlet | Closed.CordNeutral | Closed.G1 | Closed.G2 | Closed.Neutral;
const STEP_US = 4;
const BLIND_S = 0.003;
/** RMS difference in parts of the peak; measured: 2e-4 at most. */
const ALLOWED = 0.0005;

/** What is switched on between the legs after 50 ms: a resistance, or a motor. */
interface Load {
  readonly ohm: number;
  readonly henry: number;
  readonly motor?: Motor;
}

function set(load: Load): { network: Network; generator: Generator; crest: number } {
  const generator = new Generator();
  loadUnit(generator, unitNamed("open-frame-7500"));
  const network = new Network();
  setParameter(network, Parameter.GeneratorOhm1, generator.source_ohm);
  setParameter(network, Parameter.GeneratorOhm2, generator.source_ohm);
  setParameter(network, Parameter.GeneratorHenry, generator.source_henry);
  setParameter(network, Parameter.MotorOhmA, load.ohm);
  setParameter(network, Parameter.MotorHenryA, load.henry);
  const a = generator.alternator;
  a.excitation = EXCITATION;
  a.transient = EXCITATION;
  a.subtransient_q = EXCITATION;
  return { network, generator, crest: Math.SQRT2 * generator.leg_volts };
}

function runTwin(load: Load): Float64Array[] {
  const { network, generator, crest } = set(load);
  const supply = new TableSupply();
  const wave = new Oscillator();
  tune(wave, HZ);
  const made = [0, 1, 2].map(() => new Float64Array(SAMPLES + 1));
  for (let sample = 0; sample < SAMPLES; sample++) {
    const closed = sample < SWITCH_AT ? SET : SET | Closed.MotorA;
    if (choose(network, closed) === 0) supply.supply(network);
    choose(network, closed);
    const { s, c } = wave;
    turn(wave);
    const a = generator.alternator;
    const amperes = 0.5 * (network.x[Branch.Generator1]! - network.x[Branch.Generator2]!);
    alternatorSample(a, wave, s, c, amperes, HZ / 60);
    for (const [leg, sign] of [1, -1].entries()) {
      network.u[MIDDLE + NetworkSource.Generator1 + leg] = sign * crest * a.middle;
      network.u[END + NetworkSource.Generator1 + leg] = sign * crest * a.end;
    }
    network.u[MOTOR_MEAN] = load.motor?.emf ?? 0;
    network.u[MOTOR_RISE] = load.motor?.emf_rise ?? 0;
    solve(network);
    if (load.motor) motorSample(load.motor, network.x[Branch.MotorA]!);
    made[0]![sample + 1] = network.x[Branch.Generator1]!;
    made[1]![sample + 1] = network.y[Volts.House1]!;
    made[2]![sample + 1] = a.transient;
  }
  return made;
}

function runSpice(load: Load): Float64Array[] {
  const { network, generator, crest } = set(load);
  const machine = alternatorRotor(generator.alternator, HZ, crest);
  const turning = load.motor ? rotor(load.motor) : { more: [], emf: "DC 0" };
  const inputs = ["DC 0", "DC 0", `V=${machine.emf}`, `V=-(${machine.emf})`];
  const deck = {
    elements: homeCircuit(network.parameters),
    configurations: [
      { from_s: 0, closed: SET },
      { from_s: SWITCH_AT / 4800, closed: SET | Closed.MotorA },
    ],
    inputs: [...inputs, "DC 0", "DC 0", "DC 0", turning.emf],
    seconds: SAMPLES / 4800,
    step_us: STEP_US,
    more: [...machine.more, ...turning.more],
  };
  return simulate(deck, ["l_generator_1#branch", "v(house_1)-v(neutral)", "v(field)"]);
}

const LOADS: Record<string, () => Load> = {
  "short circuit": () => ({ ohm: 0.08, henry: 1e-5 }),
  "step of 7.5 kW": () => ({ ohm: 7.68, henry: 1e-4 }),
  "start of a motor": () => {
    const motor = new Motor();
    sizeMotor(motor, 1100, 0, 0.9);
    return { ohm: motor.ohm, henry: motor.henry, motor };
  },
};

needs("ngspice", "ngspice")("the alternator against a coupled model in ngspice", () => {
  test.each(Object.keys(LOADS))("%s", (name) => {
    const ours = runTwin(LOADS[name]!());
    const theirs = runSpice(LOADS[name]!());
    const changes = [
      { from_s: 0, closed: SET },
      { from_s: SWITCH_AT / 4800, closed: SET | Closed.MotorA },
    ];
    const parts = ours.map((values, at) => difference(values, theirs[at]!, changes, BLIND_S));
    const ppm = parts.map((part) => Math.round(1e6 * part));
    console.log(`${name}: current ${ppm[0]}, voltage ${ppm[1]}, field ${ppm[2]} ppm of the peak`);
    for (const part of parts) expect(part).toBeLessThan(ALLOWED);
  });
});
