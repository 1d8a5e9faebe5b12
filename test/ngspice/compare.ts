/** Runs the twin's network and ngspice on the same circuit, and compares their waveforms. */
import { OUTPUT_NODES, homeCircuit } from "@bptm/twin/network/circuit";
import { Motor, motorSample } from "@bptm/twin/house/motor";
import {
  Branch,
  END,
  MIDDLE,
  MOTOR_MEAN,
  MOTOR_RISE,
  Network,
  START,
  NetworkSource,
  Volts,
  choose,
  solve,
} from "@bptm/twin/network/network";
import { TableSupply } from "@bptm/twin/network/tables";
import { simulate } from "./netlist";
import type { Configuration } from "./netlist";

const SAMPLES_PER_S = 4800;

/** A source as a function of time, and its ngspice equivalent. */
interface Wave {
  at(seconds: number): number;
  readonly text: string;
}

export function sine(peak: number, hz: number, degrees = 0): Wave {
  return {
    at: (seconds) => peak * Math.sin(2 * Math.PI * hz * seconds + (degrees * Math.PI) / 180),
    text: `SIN(0 ${peak} ${hz} 0 0 ${degrees})`,
  };
}

/** Straight lines between the values at the samples, as the twin holds its electronics. */
export function sampled(samples: number, value: (seconds: number) => number): Wave {
  const points = Array.from({ length: samples + 2 }, (_, k) => {
    return `${k / SAMPLES_PER_S} ${value(k / SAMPLES_PER_S)}`;
  });
  return { at: value, text: `PWL(\n+ ${points.join("\n+ ")})` };
}

/** A run of the twin; its configurations may depend on the currents (a pole opens at zero). */
export interface Scenario {
  readonly network: Network;
  readonly waves: readonly Wave[];
  readonly samples: number;
  /** Waveforms that are not compared because they carry leakage only. */
  readonly idle: RegExp;
  /** Bits of `Closed` for the sample that begins; called once per sample. */
  closed(sample: number, network: Network): number;
  readonly motor?: Motor;
}

/** Waveforms by name, one value per sample, and the configurations in force. */
export interface Waveforms {
  readonly values: Map<string, Float64Array>;
  readonly configurations: Configuration[];
}

/** The waveforms to compare, and their names in the twin and in ngspice. */
const CURRENTS: readonly (readonly [string, Branch, string])[] = [
  ["utility current 1", Branch.Utility1, "l_utility_1#branch"],
  ["utility current 2", Branch.Utility2, "l_utility_2#branch"],
  ["generator current 1", Branch.Generator1, "l_generator_1#branch"],
  ["generator current 2", Branch.Generator2, "l_generator_2#branch"],
  ["load current 1", Branch.Load1, "l_load_1#branch"],
  ["load current 2", Branch.Load2, "l_load_2#branch"],
  ["motor current", Branch.MotorA, "l_motor_a#branch"],
];
const VOLTAGES: readonly (readonly [string, Volts])[] = [
  ["line out 1", Volts.House1],
  ["line out 2", Volts.House2],
  ["utility line in 1", Volts.Utility1],
  ["utility line in 2", Volts.Utility2],
  ["inlet 1", Volts.Generator1],
  ["inlet 2", Volts.Generator2],
];

function writeSources({ network, waves, motor }: Scenario, sample: number): void {
  waves.forEach((wave, source) => {
    network.u[START + source] = wave.at(sample / SAMPLES_PER_S);
    network.u[END + source] = wave.at((sample + 1) / SAMPLES_PER_S);
    if (source < NetworkSource.Electronics1) {
      network.u[MIDDLE + source] = wave.at((sample + 0.5) / SAMPLES_PER_S);
    }
  });
  network.u[MOTOR_MEAN] = motor?.emf ?? 0;
  network.u[MOTOR_RISE] = motor?.emf_rise ?? 0;
}

/** Runs the twin. */
export function runTwin(scenario: Scenario): Waveforms {
  const { network, samples, motor } = scenario;
  const supply = new TableSupply();
  const names = [...CURRENTS.map(([name]) => name), ...VOLTAGES.map(([name]) => name), "speed"];
  const values = new Map(names.map((name) => [name, new Float64Array(samples + 1)]));
  const configurations: Configuration[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const closed = scenario.closed(sample, network);
    if (closed !== configurations.at(-1)?.closed) {
      configurations.push({ from_s: sample / SAMPLES_PER_S, closed });
    }
    if (choose(network, closed) === 0) supply.supply(network);
    choose(network, closed);
    writeSources(scenario, sample);
    solve(network);
    if (motor) motorSample(motor, network.x[Branch.MotorA] as number);
    const put = (name: string, value: number): void => {
      (values.get(name) as Float64Array)[sample + 1] = value;
    };
    for (const [name, branch] of CURRENTS) put(name, network.x[branch] as number);
    for (const [name, output] of VOLTAGES) put(name, network.y[output] as number);
    put("speed", motor?.speed ?? 0);
  }
  return { values, configurations };
}

/** Runs ngspice on the same circuit with the twin's configurations. */
export function runSpice(
  { network, waves, samples, motor }: Scenario,
  { configurations }: Waveforms,
  step_us: number,
  more: readonly string[] = [],
  emf = "",
  options?: string,
): Map<string, Float64Array> {
  const columns = [
    ...CURRENTS.map(([name, , vector]) => [name, vector] as const),
    ...VOLTAGES.map(([name, output]) => [name, `v(${OUTPUT_NODES[output]})-v(neutral)`] as const),
    ...(motor ? [["speed", "v(speed)"] as const] : []),
  ];
  const deck = {
    elements: homeCircuit(network.parameters),
    configurations,
    inputs: [...waves.map(({ text }) => text), ...(emf === "" ? [] : [emf])],
    seconds: samples / SAMPLES_PER_S,
    step_us,
    more,
    ...(options === undefined ? {} : { options }),
  };
  const made = simulate(
    deck,
    columns.map(([, vector]) => vector),
  );
  return new Map(columns.map(([name], at) => [name, made[at] as Float64Array]));
}

/**
 * RMS difference of a waveform in parts of its peak over all samples that are not within `blind_s`
 * after a change of configuration (the start is none).
 */
export function difference(
  ours: Float64Array,
  theirs: Float64Array,
  configurations: readonly Configuration[],
  blind_s: number,
): number {
  const changes = configurations.slice(1).map(({ from_s }) => from_s);
  let square = 0;
  let count = 0;
  let peak = 0;
  for (let sample = 1; sample < ours.length; sample++) {
    const time = sample / SAMPLES_PER_S;
    peak = Math.max(peak, Math.abs(theirs[sample] as number));
    if (changes.some((change) => time >= change - 1e-9 && time < change + blind_s)) continue;
    square += ((ours[sample] as number) - (theirs[sample] as number)) ** 2;
    count += 1;
  }
  return peak === 0 ? 0 : Math.sqrt(square / count) / peak;
}
