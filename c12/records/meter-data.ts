/**
 * The data that the tables show, at one moment: a plain copy, made by the host. What the meter does
 * not know is undefined; each table encodes that in its own format.
 */
import type { Known } from "../language/numbers";

export interface MeterIdentity {
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

/** Energy through one source's path in the life of the meter. */
export interface EnergyReadings {
  readonly delivered_wh: Known;
  /** Towards the source. */
  readonly received_wh: Known;
  readonly delivered_varh: Known;
  readonly received_varh: Known;
  readonly apparent_vah: Known;
}

/** One kind of demand: of the running interval, and the maximum since the last reset. */
export interface DemandReadings {
  readonly present_w: Known;
  readonly maximum_w: Known;
  readonly maximum_at_s: Known;
}

/** Block: 15 minutes. Sliding: three subintervals of 5 minutes. */
export interface Demands {
  readonly block: DemandReadings;
  readonly sliding: DemandReadings;
}

/** Present values of a source or the load side. */
export interface MeasuredValues {
  readonly leg1_mv: Known;
  readonly leg2_mv: Known;
  readonly line_mv: Known;
  readonly leg1_ma: Known;
  readonly leg2_ma: Known;
  readonly power_w: Known;
  readonly reactive_var: Known;
  readonly apparent_va: Known;
  /** Per mille; negative for reverse power. */
  readonly power_factor_permille: Known;
  readonly frequency_mhz: Known;
}

export type LoadSource = "none" | "utility" | "generator" | "house" | "unknown";
export type PositionName = "open" | "closed" | "moving" | "split" | "unknown";

export interface SwitchState {
  /** Where the meter wants it. */
  readonly intended: "open" | "closed" | "unknown";
  /** Position by contacts, currents and voltages. */
  readonly actual: PositionName;
  /**
   * The interlock has proven it open in this power-up: a full pulse, both poles, no current since.
   */
  readonly proven_open: boolean;
}

/** Source and switches, as the alarms of head-ends need them. */
export interface TransferState {
  readonly load_source: LoadSource;
  readonly load_side_live: boolean;
  readonly utility_switch: SwitchState;
  readonly generator_switch: SwitchState;
  /** The utility line has no power, whatever feeds the meter. */
  readonly utility_power_failed: boolean;
  /** What the meter does: `Doing`, `Why`, `Next` and `Advice` of the core. */
  readonly doing: number;
  readonly why: number;
  readonly next: number;
  readonly advice: number;
  /** The `Reason` of a lock-out; 0 = none. */
  readonly lockout: number;
  /** Every latch that stands, one bit each (docs/reference/latches.md). */
  readonly latches: number;
  /** Order to stay open: 0 none, 1 the service switch, 2 both. */
  readonly lock_open: number;
}

/** The qualification of a source. */
export interface SourceQualification {
  readonly accepted: boolean;
  /** A `Reason`; 0 = none. */
  readonly reason: number;
  /** For how long it has been good, and for how long it must be. */
  readonly good_s: Known;
  readonly needed_s: Known;
}

/** Faults of the meter itself. */
export interface MeterFaults {
  readonly configuration: boolean;
  readonly self_check: boolean;
  readonly store: boolean;
  readonly measurement: boolean;
  /** The load side's voltage has been `unexplained` for longer than any transition takes. */
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
export interface LoggedTransfer {
  readonly at_s: Known;
  readonly from: LoadSource;
  readonly to: LoadSource;
  /** A `Reason`. */
  readonly reason: number;
  readonly dark_ms: Known;
}

/** An outage of the utility; one that still lasts has no end. */
interface LoggedOutage {
  readonly start_s: Known;
  readonly end_s: Known;
  readonly minimum_mv: Known;
}

/** Registers and demands, at present or at a reset. */
export interface RegisterReadings {
  readonly utility: EnergyReadings;
  readonly generator: EnergyReadings;
  readonly utility_demand: Demands;
  readonly generator_demand: Demands;
}

interface ResetCopy {
  readonly at_s: Known;
  readonly demand_resets: number;
  readonly registers: RegisterReadings;
}

export interface MeterData {
  readonly identity: MeterIdentity;
  /** Universal time; undefined until it is set. */
  readonly clock_s: Known;
  readonly registers: RegisterReadings;
  /** Undefined before the first demand reset. */
  readonly last_reset: ResetCopy | undefined;
  readonly utility: MeasuredValues;
  readonly generator: MeasuredValues;
  readonly load: MeasuredValues;
  readonly state: TransferState;
  readonly utility_qualification: SourceQualification;
  readonly generator_qualification: SourceQualification;
  readonly faults: MeterFaults;
  readonly counters: Counters;
  /** Oldest first; the newest are shown. */
  readonly transfers: readonly LoggedTransfer[];
  readonly outages: readonly LoggedOutage[];
  /** In the order of the core's settings. */
  readonly settings: readonly number[];
}

/**
 * The load side is live behind an open service switch, and the interlock does not prove that the
 * generator feeds it. With that proof it is a house on its generator, not tampering.
 */
export function unexplained(state: TransferState): boolean {
  if (!state.load_side_live || state.utility_switch.actual !== "open") return false;
  return !provenOnGenerator(state);
}

/** Service switch proven open, generator switch closed. */
export function provenOnGenerator({ utility_switch, generator_switch }: TransferState): boolean {
  return (
    utility_switch.proven_open &&
    utility_switch.actual === "open" &&
    generator_switch.actual === "closed"
  );
}

/** At least one of the switches is proven open: the sources cannot meet. */
export function interlockProven({ utility_switch, generator_switch }: TransferState): boolean {
  return (
    (utility_switch.proven_open && utility_switch.actual === "open") ||
    (generator_switch.proven_open && generator_switch.actual === "open")
  );
}
