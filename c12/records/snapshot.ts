/** The table data of a meter, read from its core at one moment. */
import { Connected, Goal } from "@bptm/core/control/control";
import type { Control } from "@bptm/core/control/control";
import { restoreSeconds, utilityWaitSeconds, utilityWaitTicks } from "@bptm/core/control/decide";
import type { MeasuringPoint } from "@bptm/core/measure/estimate";
import { DEAD_LEG_MV, DEAD_LINE_MV, LIVE_LEG_MV, LIVE_LINE_MV } from "@bptm/core/hardware/hardware";
import type { Meter } from "@bptm/core/meter";
import { NeutralState } from "@bptm/core/measure/neutral";
import type { BurdenTest } from "@bptm/core/measure/neutral";
import { Position } from "@bptm/core/control/position";
import type { SwitchPosition as Located } from "@bptm/core/control/position";
import type { Power } from "@bptm/core/measure/power";
import { PulseResult } from "@bptm/core/interlock/pulse";
import { Coil } from "@bptm/core/hardware/signals";
import type { Qualification } from "@bptm/core/qualify/source";
import { TICK_HZ } from "@bptm/core/hardware/units";
import { SETTINGS } from "@bptm/text/texts";
import type {
  MeterFaults,
  LoadSource,
  MeasuredValues,
  TransferState,
  SourceQualification,
  SwitchState,
} from "./meter-data";
import type { MeterData } from "./meter-data";
import type { Known } from "../language/numbers";
import { Latch, gravest } from "@bptm/core/lists/latches";

const BOTH_PILOTS = 3;

/**
 * A leg's voltage is valid while the neutral has passed its test on that side. A dead side cannot
 * be tested: there it is enough that the meter's own reference passed on another side.
 */
export function legsKnown(meter: Meter, side: BurdenTest, place: MeasuringPoint): boolean {
  if (place.pilots !== BOTH_PILOTS) return false;
  if (side.state === NeutralState.Valid) return true;
  const referenced = meter.neutral.reference === NeutralState.Valid;
  return referenced && place.line_mv <= LIVE_LINE_MV;
}

/**
 * Dead, live, or in between; "unknown" while a lead is broken. Leg voltages count only where known.
 */
export function stateOf(
  place: MeasuringPoint,
  legs_known: boolean,
): "dead" | "live" | "between" | "unknown" {
  if (place.pilots !== BOTH_PILOTS) return "unknown";
  const leg_mv = legs_known ? Math.max(place.leg1_mv, place.leg2_mv) : 0;
  if (place.line_mv > LIVE_LINE_MV || leg_mv > LIVE_LEG_MV) return "live";
  return place.line_mv <= DEAD_LINE_MV && leg_mv <= DEAD_LEG_MV ? "dead" : "between";
}

const COAST_TICKS = 2 * TICK_HZ;

/** What keeps the load side alive, by contacts and voltages. */
export function loadSource(meter: Meter, state: ReturnType<typeof stateOf>): LoadSource {
  const { control } = meter;
  if (state === "unknown") return "unknown";
  if (state === "dead") return "none";
  if (control.transfer.connected === Connected.Utility) return "utility";
  if (control.transfer.connected === Connected.Generator) return "generator";
  const open =
    control.position_u.position === Position.Open && control.position_g.position === Position.Open;
  // Coasting motors keep it alive for about a second: that is no source.
  const lasts = control.stored.latches !== 0 || control.transfer.dark_ticks > COAST_TICKS;
  return open && lasts ? "house" : "unknown";
}

const when = (known: boolean, value: number): Known => (known ? value : undefined);

type Flow = Pick<
  MeasuredValues,
  "leg1_ma" | "leg2_ma" | "power_w" | "reactive_var" | "apparent_va" | "power_factor_permille"
>;

const NO_FLOW: Flow = {
  leg1_ma: 0,
  leg2_ma: 0,
  power_w: 0,
  reactive_var: 0,
  apparent_va: 0,
  power_factor_permille: undefined,
};

const UNKNOWN_FLOW: Flow = {
  leg1_ma: undefined,
  leg2_ma: undefined,
  power_w: undefined,
  reactive_var: undefined,
  apparent_va: undefined,
  power_factor_permille: undefined,
};

const tenth = (tenths: number): number => Math.round(tenths / 10);

/** Power of the last complete window; a side without a cycle has no window, and no power. */
function flowOf(place: MeasuringPoint, power: Power): Flow {
  const currents = { leg1_ma: place.current1_ma, leg2_ma: place.current2_ma };
  if (place.pilots !== BOTH_PILOTS) return { ...UNKNOWN_FLOW, ...currents };
  if (place.frequency_mhz === 0) {
    return place.line_mv <= DEAD_LINE_MV ? { ...NO_FLOW, ...currents } : { ...UNKNOWN_FLOW };
  }
  return {
    ...currents,
    power_w: tenth(power.deciwatts),
    reactive_var: tenth(power.decivars),
    apparent_va: tenth(power.decivoltamperes),
    power_factor_permille: when(power.decivoltamperes >= 10, power.factor_permille),
  };
}

function measuredAt(place: MeasuringPoint, legs_known: boolean, flow: Flow): MeasuredValues {
  const heard = place.pilots === BOTH_PILOTS;
  return {
    leg1_mv: when(legs_known, place.leg1_mv),
    leg2_mv: when(legs_known, place.leg2_mv),
    line_mv: when(heard, place.line_mv),
    frequency_mhz: when(heard && place.frequency_mhz > 0, place.frequency_mhz),
    ...flow,
  };
}

/** The load's power flows through the path that feeds it; a source in the house bypasses it. */
function loadFlow(source: LoadSource, utility: Flow, generator: Flow): Flow {
  if (source === "utility") return utility;
  if (source === "generator") return generator;
  return source === "none" ? NO_FLOW : UNKNOWN_FLOW;
}

function measured(meter: Meter): Pick<MeterData, "utility" | "generator" | "load"> {
  const { estimate, neutral, metering } = meter;
  const utility = flowOf(estimate.utility, metering.utility);
  const generator = flowOf(estimate.generator, metering.generator);
  const out_known = neutral.reference === NeutralState.Valid && estimate.out.pilots === BOTH_PILOTS;
  const source = loadSource(meter, stateOf(estimate.out, out_known));
  const u_known = legsKnown(meter, neutral.utility, estimate.utility);
  const g_known = legsKnown(meter, neutral.generator, estimate.generator);
  return {
    utility: measuredAt(estimate.utility, u_known, utility),
    generator: measuredAt(estimate.generator, g_known, generator),
    load: measuredAt(estimate.out, out_known, loadFlow(source, utility, generator)),
  };
}

/** Where the meter wants a switch: by a running pulse, otherwise by the goal of the house. */
function intended(c: Control, which: Connected): SwitchState["intended"] {
  const close = which === Connected.Utility ? Coil.UtilityClose : Coil.GeneratorClose;
  const open = which === Connected.Utility ? Coil.UtilityOpen : Coil.GeneratorOpen;
  const { goal, connected } = c.transfer;
  if (c.pulse.result === PulseResult.Running) {
    if (c.pulse.coil === close) return "closed";
    if (c.pulse.coil === open) return "open";
  }
  if (goal === Goal.Dark) return "open";
  const towards = goal === Goal.Utility ? Connected.Utility : Connected.Generator;
  const wanted = goal === Goal.Stay ? connected : towards;
  if (wanted === Connected.None) return "unknown";
  return wanted === which ? "closed" : "open";
}

const POSITIONS: Record<number, SwitchState["actual"]> = {
  [Position.Open]: "open",
  [Position.Closed]: "closed",
  [Position.Split]: "split",
};

/** Contacts that contradict a current or a voltage do not show where the poles are. */
function actual(at: Located, moves: boolean): SwitchState["actual"] {
  if (at.contradiction !== 0 && at.position !== Position.Split) return "unknown";
  return POSITIONS[at.position] ?? (moves ? "moving" : "unknown");
}

function switches(c: Control): Pick<TransferState, "utility_switch" | "generator_switch"> {
  const coil = c.pulse.result === PulseResult.Running ? c.pulse.coil : 0;
  const u_moves = (coil & (Coil.UtilityOpen | Coil.UtilityClose)) !== 0;
  const g_moves = (coil & (Coil.GeneratorOpen | Coil.GeneratorClose)) !== 0;
  return {
    utility_switch: {
      intended: intended(c, Connected.Utility),
      actual: actual(c.position_u, u_moves),
      proven_open: c.evidence.utility.proven_ticks > 0,
    },
    generator_switch: {
      intended: intended(c, Connected.Generator),
      actual: actual(c.position_g, g_moves),
      proven_open: c.evidence.generator.proven_ticks > 0,
    },
  };
}

export function stateNow(meter: Meter): TransferState {
  const { control, estimate, explanation, neutral, registers } = meter;
  const { out } = estimate;
  const known = neutral.reference === NeutralState.Valid && out.pilots === BOTH_PILOTS;
  const out_state = stateOf(out, known);
  return {
    load_source: loadSource(meter, out_state),
    load_side_live: out_state === "live",
    ...switches(control),
    utility_power_failed: registers.outage_open !== 0,
    doing: explanation.doing,
    why: explanation.why,
    next: explanation.next,
    advice: explanation.advice,
    lockout: gravest(control.stored.latches),
    latches: control.stored.latches,
    lock_open: control.stored.lock_open,
  };
}

function qualification(
  source: Qualification,
  good_ticks: number,
  needed_s: number,
): SourceQualification {
  const good_s = Math.floor(good_ticks / TICK_HZ);
  return { accepted: source.ok !== 0, reason: source.reason, good_s, needed_s };
}

function utilityQualification(control: Control): SourceQualification {
  const needed_s = utilityWaitSeconds(control, restoreSeconds(control));
  const left = utilityWaitTicks(control, restoreSeconds(control));
  return qualification(control.utility, needed_s * TICK_HZ - left, needed_s);
}

/** Latches that report a fault of the meter itself. */
const SELF =
  Latch.UtilityStuckClosed |
  Latch.GeneratorStuckClosed |
  Latch.UtilityStuckOpen |
  Latch.GeneratorStuckOpen |
  Latch.UtilityFedBack;

function faults(meter: Meter): Omit<MeterFaults, "tamper"> {
  const { control, estimate, metering, neutral } = meter;
  const places = [estimate.utility, estimate.generator, estimate.out];
  const contradiction = control.position_u.contradiction | control.position_g.contradiction;
  const store = (control.stored.latches & Latch.StoreBad) !== 0;
  return {
    configuration: store,
    self_check: contradiction !== 0 || (control.stored.latches & SELF) !== 0,
    store,
    measurement:
      places.some(({ pilots }) => pilots !== BOTH_PILOTS) ||
      neutral.reference === NeutralState.Lost,
    utility_low: control.utility.under_ticks > 0 || control.utility.lost_ticks > 0,
    overload: control.transfer.overload_warned !== 0 || control.stored.overload_wait_ticks > 0,
    reverse_energy: metering.utility.deciwatts < 0 && estimate.utility.frequency_mhz > 0,
  };
}

function counters(meter: Meter): MeterData["counters"] {
  const { published } = meter.metering;
  const { utility, generator } = published;
  return {
    utility_s: utility.seconds.value,
    generator_s: generator.seconds.value,
    dark_s: published.unconnected.value,
    transfers: utility.transfers + generator.transfers,
    power_ups: meter.control.stored.boots,
    outages: published.outages,
    demand_resets: published.demand_resets,
  };
}

/** What the core itself knows; the host adds the rest. */
type FromCore = Pick<
  MeterData,
  | "utility"
  | "generator"
  | "load"
  | "state"
  | "utility_qualification"
  | "generator_qualification"
  | "counters"
  | "settings"
> & { readonly faults: Omit<MeterFaults, "tamper"> };

/** Reads a core that has power; all values are of one tick. */
export function snapshot(meter: Meter): FromCore {
  const { control } = meter;
  return {
    ...measured(meter),
    state: stateNow(meter),
    utility_qualification: utilityQualification(control),
    generator_qualification: qualification(
      control.generator,
      control.generator.good_ticks,
      control.settings.generator_stable_s,
    ),
    faults: faults(meter),
    counters: counters(meter),
    settings: SETTINGS.map(({ name }) => control.settings[name]),
  };
}
