/**
 * What the tables tell of a meter at one moment: a plain copy, made by the host. Wherever the meter
 * does not know stands nothing (undefined); the tables then say so in the way of their format.
 */
import type { Known } from "../language/numbers";

export interface Identity {
  /** Up to 4 characters. */
  readonly manufacturer: string;
  /** Up to 8 characters. */
  readonly model: string;
  readonly hardware: readonly [version: number, revision: number];
  readonly firmware: readonly [version: number, revision: number];
  /** Up to 16 characters. */
  readonly serial: string;
  /** The utility's name for the meter, up to 20 characters. */
  readonly device_id: string;
}

/** Energy through one source's path since the meter was made. */
export interface Energy {
  readonly delivered_wh: Known;
  /** Towards the source. */
  readonly received_wh: Known;
  readonly delivered_varh: Known;
  readonly received_varh: Known;
  readonly apparent_vah: Known;
}

/** The demand of a kind: of the running interval, and the most since the last reset. */
export interface Demand {
  readonly present_w: Known;
  readonly maximum_w: Known;
  readonly maximum_at_s: Known;
}

/** Block: 15 minutes. Sliding: three parts of 5 minutes. */
export interface Demands {
  readonly block: Demand;
  readonly sliding: Demand;
}

/** One source or the load side, now. */
export interface Measured {
  readonly leg1_mv: Known;
  readonly leg2_mv: Known;
  readonly line_mv: Known;
  readonly leg1_ma: Known;
  readonly leg2_ma: Known;
  readonly power_w: Known;
  readonly reactive_var: Known;
  readonly apparent_va: Known;
  /** Per mille; negative where energy flows back. */
  readonly power_factor_permille: Known;
  readonly frequency_mhz: Known;
}

export type LoadSource = "none" | "utility" | "generator" | "house" | "unknown";
export type SwitchPosition = "open" | "closed" | "moving" | "split" | "unknown";

export interface SwitchState {
  /** Where the meter wants it. */
  readonly intended: "open" | "closed" | "unknown";
  /** Where contacts, currents and voltages show it. */
  readonly actual: SwitchPosition;
  /** The interlock has proven it open in this boot: a full pulse, both poles, no current since. */
  readonly proven_open: boolean;
}

/** Source and switches, as the traps of head-ends need them. */
export interface State {
  readonly load_source: LoadSource;
  readonly load_side_live: boolean;
  readonly utility_switch: SwitchState;
  readonly generator_switch: SwitchState;
  /** The utility's line is without power, whatever feeds the meter. */
  readonly utility_power_failed: boolean;
  /** What the meter does: `Doing`, `Why`, `Next` and `Advice` of the core. */
  readonly doing: number;
  readonly why: number;
  readonly next: number;
  readonly advice: number;
  /** A `Reason` that locks the meter out; 0 = none. */
  readonly lockout: number;
  /** Order to stay open: 0 none, 1 the service switch, 2 both. */
  readonly lock_open: number;
}

/** What qualification says of one source. */
interface Qualification {
  readonly accepted: boolean;
  /** A `Reason`; 0 while there is none. */
  readonly reason: number;
  /** For how long it has been good, and how long it must be. */
  readonly good_s: Known;
  readonly needed_s: Known;
}

/** Things that are wrong with the meter itself. */
export interface Faults {
  readonly configuration: boolean;
  readonly self_check: boolean;
  readonly store: boolean;
  readonly measurement: boolean;
  /** The load side's voltage has been `unexplained` for so long that it is no transition. */
  readonly tamper: boolean;
  readonly utility_low: boolean;
  readonly overload: boolean;
  readonly reverse_energy: boolean;
}

interface Counters {
  readonly utility_s: Known;
  readonly generator_s: Known;
  readonly dark_s: Known;
  readonly transfers: Known;
  readonly power_ups: Known;
  readonly outages: Known;
  readonly demand_resets: number;
}

/** One transfer of the house. */
export interface Transfer {
  readonly at_s: Known;
  readonly from: LoadSource;
  readonly to: LoadSource;
  /** A `Reason`. */
  readonly reason: number;
  readonly dark_ms: Known;
}

/** One outage of the utility; without an end it still lasts. */
interface Outage {
  readonly start_s: Known;
  readonly end_s: Known;
  readonly minimum_mv: Known;
}

/** Registers and demands, as they stand or as they stood at a reset. */
export interface Registers {
  readonly utility: Energy;
  readonly generator: Energy;
  readonly utility_demand: Demands;
  readonly generator_demand: Demands;
}

interface ResetCopy {
  readonly at_s: Known;
  readonly demand_resets: number;
  readonly registers: Registers;
}

export interface MeterData {
  readonly identity: Identity;
  /** Universal time; nothing until it has been set. */
  readonly clock_s: Known;
  readonly registers: Registers;
  /** Nothing before the first demand reset. */
  readonly last_reset: ResetCopy | undefined;
  readonly utility: Measured;
  readonly generator: Measured;
  readonly load: Measured;
  readonly state: State;
  readonly utility_qualification: Qualification;
  readonly generator_qualification: Qualification;
  readonly faults: Faults;
  readonly counters: Counters;
  /** Oldest first; the newest are shown. */
  readonly transfers: readonly Transfer[];
  readonly outages: readonly Outage[];
  /** In the order of the core's settings. */
  readonly settings: readonly number[];
}

/**
 * The load side is live behind an open service switch, and the interlock does not prove that the
 * generator explains it. With the proof it is a house on its generator, not tampering.
 */
export function unexplained(state: State): boolean {
  if (!state.load_side_live || state.utility_switch.actual !== "open") return false;
  return !provenOnGenerator(state);
}

/** Service switch proven open, generator switch closed. */
export function provenOnGenerator({ utility_switch, generator_switch }: State): boolean {
  return (
    utility_switch.proven_open &&
    utility_switch.actual === "open" &&
    generator_switch.actual === "closed"
  );
}

/** At least one of the switches is proven open: the sources cannot meet. */
export function interlockProven({ utility_switch, generator_switch }: State): boolean {
  return (
    (utility_switch.proven_open && utility_switch.actual === "open") ||
    (generator_switch.proven_open && generator_switch.actual === "open")
  );
}
