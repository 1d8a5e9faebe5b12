/**
 * Alternators of engine sets as data. Reactances and time constants: the data sheet cited in
 * alternator.ts; what differs here from it is engineering judgement.
 */
import type { Alternator } from "./alternator";
import type { Generator } from "./generator";

type Machine = Partial<
  Pick<
    Alternator,
    | "xd"
    | "xd_transient"
    | "xd_subtransient"
    | "xq"
    | "resistance"
    | "field_s"
    | "ceiling"
    | "compound"
    | "gain"
    | "integral_gain"
    | "capacitor"
    | "iron"
    | "boost"
  >
>;

/** What every machine has unless it says otherwise. */
const USUAL: Required<Machine> = {
  xd: 1.65,
  xd_transient: 0.23,
  xd_subtransient: 0.13,
  xq: 0.9,
  resistance: 0.04,
  field_s: 0.37,
  ceiling: 5.5,
  compound: 0.35,
  gain: 10,
  integral_gain: 30,
  capacitor: 0,
  iron: 0.25,
  boost: 0,
};

/** Names of the alternators. */
export type MachineName = "compound" | "brushed" | "steady" | "generous" | "capacitor";

/** Alternators by name. */
export const MACHINES: Record<MachineName, Required<Machine>> = {
  /** The data sheet's, with a slow regulator: three times its current in a short circuit. */
  compound: { ...USUAL, gain: 5, integral_gain: 10 },
  /** No compound, less iron: a short circuit takes the regulator's supply away. */
  brushed: { ...USUAL, xd_transient: 0.3, xd_subtransient: 0.15, ceiling: 4, compound: 0.1 },
  /** The data sheet's with a quick regulator. */
  steady: USUAL,
  /** Large for its set. */
  generous: { ...USUAL, xd: 1.3, xd_transient: 0.14, xd_subtransient: 0.09, gain: 20 },
  /** No regulator: a capacitor excites it. */
  capacitor: { ...USUAL, xd: 1, xq: 0.5, capacitor: 1, iron: 0.5, boost: 0.3 },
};

/** Time constants of the dampers in a short circuit: T''d of the data sheet, and T''q like it. */
const DAMPER_S = 0.0063;
const RADIANS_PER_S = 2 * 3.141592653589793 * 60;

/** Puts an alternator's data into a set of known rating and voltage. */
export function loadMachine(generator: Generator, machine: Required<Machine>): void {
  const a = generator.alternator;
  Object.assign(a, machine);
  a.damper_d_s = (DAMPER_S * machine.xd_transient) / machine.xd_subtransient;
  a.damper_q_s = (DAMPER_S * machine.xq) / machine.xd_subtransient;
  a.residual = generator.residual_volts / generator.leg_volts;
  const amperes = generator.rated_watts / (2 * generator.leg_volts);
  a.rated_crest_a = 1.4142135623730951 * amperes;
  const ohm = generator.leg_volts / amperes;
  generator.source_ohm = machine.resistance * ohm;
  generator.source_henry = (machine.xd_subtransient * ohm) / RADIANS_PER_S;
}
