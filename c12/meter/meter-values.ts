/** The values of the manufacturer's tables. */
import { SENTENCES, SETTINGS } from "@bptm/text/texts";
import { interlockProven, provenOnGenerator } from "../records/meter-data";
import type { LoadSource, MeterData, PositionName, SwitchState } from "../records/meter-data";
import { STORED_REQUESTS } from "../records/requests";
import type { RequestBook } from "../records/requests";
import { METER_SOURCES } from "../records/sources";
import type {
  MeterLimits,
  MeterMeasured,
  MeterOutages,
  MeterQualification,
  MeterReasons,
  MeterRequests,
  MeterSettings,
  MeterSourceNames,
  MeterState,
  MeterTransfers,
  MeterCounters,
} from "../tables/table-meter";

const NOT_KNOWN = 255;

const SOURCES: Record<LoadSource, number> = {
  none: 0,
  utility: 1,
  generator: 2,
  house: 3,
  unknown: NOT_KNOWN,
};

const POSITIONS: Record<PositionName, number> = {
  open: 0,
  closed: 1,
  moving: 2,
  split: 3,
  unknown: NOT_KNOWN,
};

/** Entries of the transfer log and of the outage log. */
const TRANSFERS = 32;
const OUTAGES = 16;

/** Table 2048. */
export const METER_LIMIT_VALUES: MeterLimits = {
  layout_version: 1,
  nbr_sources: METER_SOURCES.length,
  nbr_transfers: TRANSFERS,
  nbr_outages: OUTAGES,
  nbr_settings: SETTINGS.length,
  nbr_reasons: SENTENCES.reason.length,
  nbr_requests: STORED_REQUESTS,
};

const switchRecord = (one: SwitchState): MeterState["utility_switch"] => ({
  intended: POSITIONS[one.intended],
  actual: POSITIONS[one.actual],
  proven_open: one.proven_open ? 1 : 0,
});

export const meterState = ({ state, clock_s }: MeterData): MeterState => ({
  load_source: SOURCES[state.load_source],
  flags: {
    utility_power_failed: state.utility_power_failed,
    load_side_live: state.load_side_live,
    interlock_proven: interlockProven(state),
    proven_on_generator: provenOnGenerator(state),
    clock_set: clock_s !== undefined,
  },
  utility_switch: switchRecord(state.utility_switch),
  generator_switch: switchRecord(state.generator_switch),
  doing: state.doing,
  why: state.why,
  next: state.next,
  advice: state.advice,
  lockout: state.lockout,
  lock_open: state.lock_open,
  latches: state.latches,
});

export const meterMeasured = ({ utility, load, generator }: MeterData): MeterMeasured => ({
  utility,
  load,
  generator,
});

export function meterQualification(data: MeterData): MeterQualification {
  const shown = (one: MeterData["utility_qualification"]): MeterQualification["utility"] => ({
    ...one,
    accepted: one.accepted ? 1 : 0,
  });
  return {
    utility: shown(data.utility_qualification),
    generator: shown(data.generator_qualification),
  };
}

export const meterCounters = ({ counters }: MeterData): MeterCounters => counters;

/** The newest first, padded to a fixed length. */
const newest = <T>(all: readonly T[], count: number, none: T): T[] => {
  const shown = all.slice(-count).toReversed();
  return [...shown, ...Array.from({ length: count - shown.length }, () => none)];
};

const NO_TRANSFER: MeterTransfers["transfers"][number] = {
  at: undefined,
  from: NOT_KNOWN,
  to: NOT_KNOWN,
  reason: 0,
  dark_ms: undefined,
};

export function meterTransfers({ transfers }: MeterData): MeterTransfers {
  const shown = transfers.map(({ at_s, from, to, reason, dark_ms }) => ({
    at: at_s,
    from: SOURCES[from],
    to: SOURCES[to],
    reason,
    dark_ms,
  }));
  return {
    nbr_valid: Math.min(TRANSFERS, shown.length),
    transfers: newest(shown, TRANSFERS, NO_TRANSFER),
  };
}

const NO_OUTAGE: MeterOutages["outages"][number] = {
  start: undefined,
  end: undefined,
  minimum_mv: undefined,
};

export function meterOutages({ outages }: MeterData): MeterOutages {
  const shown = outages.map(({ start_s, end_s, minimum_mv }) => ({
    start: start_s,
    end: end_s,
    minimum_mv,
  }));
  return {
    nbr_valid: Math.min(OUTAGES, shown.length),
    outages: newest(shown, OUTAGES, NO_OUTAGE),
  };
}

export const meterSettings = ({ settings }: MeterData): MeterSettings => ({
  settings: SETTINGS.map(({ name, default: standard, min, max }, n) => {
    const value = settings[n];
    if (value === undefined) throw new RangeError(`MeterData.settings lacks ${name}.`);
    return { name, value, minimum: min, maximum: max, standard };
  }),
});

/** Table 2056. */
export const METER_REASON_VALUES: MeterReasons = {
  reasons: SENTENCES.reason.map(({ code, text }) => ({ code, sentence: text })),
};

/** Table 2057. */
export const METER_SOURCE_NAME_VALUES: MeterSourceNames = {
  names: METER_SOURCES.map(({ name }) => name),
};

const NO_REQUEST: MeterRequests["requests"][number] = {
  number: 0,
  procedure: 0,
  state: 0,
  reason: 0,
};

export function meterRequests(book: RequestBook): MeterRequests {
  const shown = book.requests.map(({ number, procedure, answer }) => ({
    number,
    procedure,
    state: answer === undefined ? 1 : answer.reason === 0 ? 2 : 3,
    reason: answer?.reason ?? 0,
  }));
  return {
    highest_number: book.highest,
    requests: newest(shown.toReversed(), STORED_REQUESTS, NO_REQUEST),
  };
}
