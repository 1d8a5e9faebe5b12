/**
 * What a meter keeps besides its core and through power cuts: load profile, logs, requests, and
 * times, which the core cannot know because it has no clock. The host calls `look` at least once a
 * second and passes on each event.
 */
import type { Meter } from "@bptm/core/meter";
import { Connected } from "@bptm/core/control/control";
import { Event } from "@bptm/core/lists/events";
import { OUTAGES_KEPT, OUTAGE_FIELDS, OutageField } from "@bptm/core/metering/registers";
import type {
  Demand as CoreDemand,
  Ledger,
  Registers as CoreRegisters,
} from "@bptm/core/metering/registers";
import { TICK_HZ } from "@bptm/core/hardware/units";
import { EventLogs } from "./event-log";
import { IntervalRecorder } from "./interval-recorder";
import { LoadProfile } from "./load-profile";
import { unexplained } from "./meter-data";
import type {
  DemandReadings,
  Demands,
  EnergyReadings,
  MeterIdentity,
  LoadSource,
  MeterData,
} from "./meter-data";
import type { RegisterReadings, LoggedTransfer } from "./meter-data";
import type { Known } from "../language/numbers";
import { RequestBook } from "./requests";
import { snapshot, stateNow } from "./snapshot";

/** An event of the core. */
export interface RaisedEvent {
  readonly code: number;
  readonly a: number;
  readonly b: number;
}

/** After a transfer or a power-up, the proofs take two seconds at most. */
const TAMPER_TICKS = 5 * TICK_HZ;
const TRANSFERS_KEPT = 32;
const SHOWN_OUTAGES = 16;
const BOTH_PILOTS = 3;
/** Half of 240 V: below it an outage begins (core/metering/outages.ts). */
const OUTAGE_MV = 120_000;

const energyOf = (from: Ledger): EnergyReadings => ({
  delivered_wh: from.wh_delivered.value,
  received_wh: from.wh_received.value,
  delivered_varh: from.varh_delivered.value,
  received_varh: from.varh_received.value,
  apparent_vah: from.vah.value,
});

const SOURCES: Record<number, LoadSource> = {
  [Connected.None]: "none",
  [Connected.Utility]: "utility",
  [Connected.Generator]: "generator",
};

/**
 * The time of a maximum demand. The register may show the new maximum a minute later, once it is
 * stored; until then the previous maximum keeps its time.
 */
class MaximumTime {
  private seen_w = 0;
  private seen_at_s: Known;
  shown_at_s: Known;

  sample(live_w: number, shown_w: number, at_s: Known): void {
    if (live_w !== this.seen_w) {
      this.seen_at_s = live_w > this.seen_w ? at_s : undefined;
      this.seen_w = live_w;
    }
    if (shown_w === this.seen_w) this.shown_at_s = this.seen_at_s;
  }
}

class MaximumTimes {
  readonly block = new MaximumTime();
  readonly sliding = new MaximumTime();

  sample(live: CoreDemand, shown: CoreDemand, at_s: Known): void {
    this.block.sample(live.block_max_w, shown.block_max_w, at_s);
    this.sliding.sample(live.sliding_max_w, shown.sliding_max_w, at_s);
  }
}

/** Before the first interval has ended, the demand is unknown rather than 0 W. */
function demandOf(ended: boolean, w: number, maximum_w: number, at_s: Known): DemandReadings {
  const known = ended || maximum_w > 0;
  return {
    present_w: known ? w : undefined,
    maximum_w: known ? maximum_w : undefined,
    maximum_at_s: at_s,
  };
}

function demandsOf(from: CoreDemand, steps_ended: number, times: MaximumTimes): Demands {
  const ended = steps_ended >= 3;
  return {
    block: demandOf(ended, from.block_w, from.block_max_w, times.block.shown_at_s),
    sliding: demandOf(ended, from.sliding_w, from.sliding_max_w, times.sliding.shown_at_s),
  };
}

/** Whether the latest check of each lead of the utility line detected its pilot tone. */
function leadsProven({ estimate }: Meter): boolean {
  return estimate.pilot_misses[0] === 0 && estimate.pilot_misses[1] === 0;
}

type NumberedOutage = MeterData["outages"][number] & { readonly number: number };

/**
 * The outages that the core counts, with times from the host's clock. Each is noted when it is
 * counted and shown once it is stored, which may be a minute and some outages later.
 */
class Outages {
  private kept: readonly NumberedOutage[] = [];
  private count: number | undefined;
  shown: readonly NumberedOutage[] = [];

  sample(live: CoreRegisters, stored: CoreRegisters, at_s: Known): void {
    const number = live.outages;
    const begun = number > (this.count ?? number);
    this.count = number;
    // A sudden reset undoes what was counted but not yet stored.
    const all = this.kept.filter((one) => one.number <= number);
    if (begun) all.push({ number, start_s: at_s, end_s: undefined, minimum_mv: undefined });
    const last = all.at(-1);
    if (last?.number === number) {
      const end_s = live.outage_open !== 0 ? undefined : (last.end_s ?? at_s);
      all[all.length - 1] = { ...last, end_s, minimum_mv: lowest(live) };
    }
    this.kept = all.slice(-SHOWN_OUTAGES);
    this.shown = this.kept
      .filter((one) => one.number <= stored.outages)
      .map((one) => {
        const lasts = one.number === stored.outages && stored.outage_open !== 0;
        return lasts ? { ...one, end_s: undefined } : one;
      });
  }
}

/** Minimum line voltage of the last outage. */
function lowest(r: CoreRegisters): Known {
  const entry = ((r.outages - 1) & (OUTAGES_KEPT - 1)) * OUTAGE_FIELDS;
  return r.outage_log[entry + OutageField.LowestMv];
}

const NOTHING: EnergyReadings = {
  delivered_wh: 0,
  received_wh: 0,
  delivered_varh: 0,
  received_varh: 0,
  apparent_vah: 0,
};
const NO_DEMAND: DemandReadings = {
  present_w: undefined,
  maximum_w: undefined,
  maximum_at_s: undefined,
};
const NO_DEMANDS: Demands = { block: NO_DEMAND, sliding: NO_DEMAND };

/** Before the first reset, the registers count from 0 at manufacture. */
const MADE: NonNullable<MeterData["last_reset"]> = {
  at_s: undefined,
  demand_resets: 0,
  registers: {
    utility: NOTHING,
    generator: NOTHING,
    utility_demand: NO_DEMANDS,
    generator_demand: NO_DEMANDS,
  },
};

const least = (a: Known, b: number): number => (a === undefined ? b : Math.min(a, b));

export class MeterRecords {
  readonly profile: LoadProfile = new LoadProfile();
  readonly logs: EventLogs = new EventLogs();
  readonly book: RequestBook = new RequestBook();
  private recorder = new IntervalRecorder(this.profile);
  private readonly transfers: LoggedTransfer[] = [];
  private readonly outages = new Outages();
  private readonly utility_maximum = new MaximumTimes();
  private readonly generator_maximum = new MaximumTimes();
  private last_reset = MADE;
  /** The newest reset; shown once it is stored, because a power cut may undo it until then. */
  private newest_reset = MADE;
  private source: LoadSource = "none";
  /** Why each source was lost last; for the generator, since it last took the house. */
  private utility_lost = 0;
  private generator_lost = 0;
  private boots: number | undefined;
  private sagged_to_mv: Known;
  /** The tick of this power-up since which the load side has been unexplained. */
  private unexplained_from: number | undefined;
  private tamper = false;

  constructor(private readonly identity: MeterIdentity) {}

  /** Samples a core that has power, at this time. */
  sample(meter: Meter, at_s: Known): void {
    const { control, registers: live } = meter;
    const { published } = meter.metering;
    const { boots } = control.stored;
    // Resume the interval that a power cut left open.
    if (this.boots !== undefined && boots !== this.boots) {
      this.recorder = new IntervalRecorder(this.profile);
    }
    this.boots = boots;
    if (this.source === "none") this.source = SOURCES[published.last_source] ?? "none";
    // A supply failure has already reported the outage; power counts once it is measured on the
    // line.
    const powered = meter.estimate.utility.line_mv > OUTAGE_MV;
    if (live.outage_open !== 0 || powered) this.logs.utilityPower(at_s, live.outage_open === 0);
    if (published.demand_resets === this.newest_reset.demand_resets) {
      this.last_reset = this.newest_reset;
    }
    this.outages.sample(live, published, at_s);
    this.utility_maximum.sample(live.utility.demand, published.utility.demand, at_s);
    this.generator_maximum.sample(live.generator.demand, published.generator.demand, at_s);
    this.lookForTampering(meter);
    this.recordInterval(meter, at_s);
  }

  private lookForTampering(meter: Meter): void {
    const { boot_ticks } = meter.control.evidence;
    if (!unexplained(stateNow(meter))) this.unexplained_from = undefined;
    else if (this.unexplained_from === undefined || this.unexplained_from > boot_ticks) {
      this.unexplained_from = boot_ticks;
    }
    const from = this.unexplained_from ?? boot_ticks;
    this.tamper = boot_ticks - from >= TAMPER_TICKS;
  }

  private recordInterval(meter: Meter, at_s: Known): void {
    const { registers: live, estimate } = meter;
    const { utility } = estimate;
    const heard = utility.pilots === BOTH_PILOTS;
    this.recorder.sample({
      at_s,
      utility_delivered_wh: live.utility.wh_delivered.value,
      utility_received_wh: live.utility.wh_received.value,
      generator_wh: live.generator.wh_delivered.value,
      generator_s: live.generator.seconds.value,
      utility_minimum_mv: heard ? least(this.sagged_to_mv, utility.line_mv) : undefined,
      utility_power_failed: live.outage_open !== 0,
    });
    this.sagged_to_mv = undefined;
  }

  /** Records an event of the core. */
  event(meter: Meter, { code, a, b }: RaisedEvent, at_s: Known): void {
    // The source of the meter's supply is gone, so the utility line has no power either, unless its
    // leads are broken.
    if (code === Event.PowerFailing && leadsProven(meter)) this.logs.utilityPower(at_s, false);
    this.logs.event(at_s, code, a, b, meter.control.stored.lock_open !== 0);
    // A sag may be shorter than the time between two samples.
    if (code === Event.UtilitySag) this.sagged_to_mv = least(this.sagged_to_mv, a);
    if (code === Event.UtilityLost) this.utility_lost = a;
    if (code === Event.GeneratorLost) this.generator_lost = a;
    if (code === Event.UtilityClosed) this.transferred("utility", this.generator_lost, a, at_s);
    if (code === Event.GeneratorClosed) this.transferred("generator", this.utility_lost, a, at_s);
  }

  private transferred(to: LoadSource, reason: number, dark_ms: number, at_s: Known): void {
    this.transfers.push({ at_s, from: this.source, to, reason, dark_ms });
    if (this.transfers.length > TRANSFERS_KEPT) this.transfers.shift();
    this.generator_lost = 0;
    this.source = to;
  }

  /** Call when the clock has been set. */
  clockSet(from_s: Known, to_s: number): void {
    this.recorder.clockSet(from_s, to_s);
  }

  /**
   * Copies the registers, and lets the core restart its maxima; returns the number of the reset.
   */
  resetDemand(meter: Meter, at_s: Known): number {
    const demand_resets = meter.registers.demand_resets + 1;
    const registers = this.registersOf(meter, meter.registers);
    this.newest_reset = { at_s, demand_resets, registers };
    meter.metering.reset_demand = 1;
    return demand_resets;
  }

  private registersOf(meter: Meter, from: CoreRegisters): RegisterReadings {
    const { utility_demand, generator_demand } = meter.metering;
    const { utility, generator } = from;
    return {
      utility: energyOf(utility),
      generator: energyOf(generator),
      utility_demand: demandsOf(utility.demand, utility_demand.ended, this.utility_maximum),
      generator_demand: demandsOf(generator.demand, generator_demand.ended, this.generator_maximum),
    };
  }

  /** All data of the tables; the core must have power. */
  data(meter: Meter, clock_s: Known): MeterData {
    const now = snapshot(meter);
    return {
      ...now,
      faults: { ...now.faults, tamper: this.tamper },
      identity: this.identity,
      clock_s,
      registers: this.registersOf(meter, meter.metering.published),
      last_reset: this.last_reset,
      transfers: this.transfers,
      outages: this.outages.shown,
    };
  }
}
