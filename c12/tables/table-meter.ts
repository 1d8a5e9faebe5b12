/** The manufacturer's tables: what standard tables cannot express for a meter with two sources. */
import { array, countIn, noted, record, table } from "../language/schema";
import type { Table, Type } from "../language/schema";
import type { Known } from "../language/numbers";
import { LTIME_DATE, NI_FMAT1, NI_FMAT2, bits, int, text, uint } from "../language/types";

/** Number of the first manufacturer's table. */
export const MFG: number = 2048;

/** Table 2048: the counts of entries in the other tables. */
export interface MeterLimits {
  readonly layout_version: number;
  readonly nbr_sources: number;
  readonly nbr_transfers: number;
  readonly nbr_outages: number;
  readonly nbr_settings: number;
  readonly nbr_reasons: number;
  readonly nbr_requests: number;
}

export const METER_LIMITS: Table<MeterLimits> = table(
  MFG,
  "BPTM_LIMITS_TBL",
  "The counts of entries in the manufacturer's tables.",
  {
    layout_version: noted(uint(1), "1; new fields are only added at the end of a table"),
    nbr_sources: uint(1),
    nbr_transfers: uint(1),
    nbr_outages: uint(1),
    nbr_settings: uint(1),
    nbr_reasons: uint(1),
    nbr_requests: uint(1),
  },
);

interface SwitchRecord {
  readonly intended: number;
  readonly actual: number;
  readonly proven_open: number;
}

interface StateFlags {
  readonly utility_power_failed: boolean;
  readonly load_side_live: boolean;
  readonly interlock_proven: boolean;
  readonly proven_on_generator: boolean;
  readonly clock_set: boolean;
}

/** Table 2049. */
export interface MeterState {
  readonly load_source: number;
  readonly flags: StateFlags;
  readonly utility_switch: SwitchRecord;
  readonly generator_switch: SwitchRecord;
  readonly doing: number;
  readonly why: number;
  readonly next: number;
  readonly advice: number;
  readonly lockout: number;
  readonly lock_open: number;
  readonly latches: number;
}

const POSITIONS = "0 open, 1 closed, 2 moving, 3 poles differ, 255 not known";

const SWITCH: Type<SwitchRecord> = record<SwitchRecord>("SWITCH_RCD", {
  intended: noted(uint(1), POSITIONS),
  actual: noted(uint(1), POSITIONS),
  proven_open: noted(uint(1), "1 while the interlock proves that it is open"),
});

export const METER_STATE: Table<MeterState> = table(
  MFG + 1,
  "BPTM_STATE_TBL",
  "The source of the load side, and the intended, actual and proven switch positions.",
  {
    load_source: noted(
      uint(1),
      "0 nothing, 1 utility, 2 generator, 3 a source in the house, 255 not known",
    ),
    flags: noted(
      bits<StateFlags>(2, {
        utility_power_failed: 0,
        load_side_live: 1,
        interlock_proven: 2,
        proven_on_generator: 3,
        clock_set: 4,
      }),
      "UTILITY_POWER_FAILED: no power on the utility line, whatever feeds the meter. " +
        "PROVEN_ON_GENERATOR: service switch proven open and generator switch closed, so a live " +
        "load side is no tampering",
    ),
    utility_switch: SWITCH,
    generator_switch: SWITCH,
    doing: noted(uint(1), "code of the sentences page"),
    why: noted(uint(1), "code of the sentences page"),
    next: noted(uint(1), "code of the sentences page"),
    advice: noted(uint(1), "code of the sentences page"),
    lockout: noted(uint(1), "the gravest latch, a reason of table 2056; 0 none"),
    lock_open: noted(uint(1), "order to stay open: 0 none, 1 the service switch, 2 both"),
    latches: noted(uint(4), "every latch that stands, a bit each as on the latches page"),
  },
);

interface MeasuredRecord {
  readonly leg1_mv: Known;
  readonly leg2_mv: Known;
  readonly line_mv: Known;
  readonly leg1_ma: Known;
  readonly leg2_ma: Known;
  readonly power_w: Known;
  readonly reactive_var: Known;
  readonly apparent_va: Known;
  readonly power_factor_permille: Known;
  readonly frequency_mhz: Known;
}

/** Table 2050. */
export interface MeterMeasured {
  readonly utility: MeasuredRecord;
  readonly load: MeasuredRecord;
  readonly generator: MeasuredRecord;
}

const MEASURED: Type<MeasuredRecord> = record<MeasuredRecord>("MEASURED_RCD", {
  leg1_mv: NI_FMAT2,
  leg2_mv: NI_FMAT2,
  line_mv: NI_FMAT2,
  leg1_ma: NI_FMAT2,
  leg2_ma: NI_FMAT2,
  power_w: NI_FMAT2,
  reactive_var: NI_FMAT2,
  apparent_va: NI_FMAT2,
  power_factor_permille: NI_FMAT2,
  frequency_mhz: NI_FMAT2,
});

export const METER_MEASURED: Table<MeterMeasured> = table(
  MFG + 2,
  "BPTM_MEASURED_TBL",
  "The present measurements of the utility line, the load side and the generator.",
  { utility: MEASURED, load: MEASURED, generator: MEASURED },
);

interface QualificationRecord {
  readonly accepted: number;
  readonly reason: number;
  readonly good_s: Known;
  readonly needed_s: Known;
}

/** Table 2051. */
export interface MeterQualification {
  readonly utility: QualificationRecord;
  readonly generator: QualificationRecord;
}

const QUALIFICATION: Type<QualificationRecord> = record<QualificationRecord>("QUALIFICATION_RCD", {
  accepted: noted(uint(1), "1 while the source may feed the house"),
  reason: noted(uint(1), "reason of table 2056; 0 none"),
  good_s: NI_FMAT2,
  needed_s: NI_FMAT2,
});

export const METER_QUALIFICATION: Table<MeterQualification> = table(
  MFG + 3,
  "BPTM_QUALIFICATION_TBL",
  "Whether each source is good enough, and why not.",
  { utility: QUALIFICATION, generator: QUALIFICATION },
);

/** Table 2052. */
export interface MeterCounters {
  readonly utility_s: Known;
  readonly generator_s: Known;
  readonly dark_s: Known;
  readonly transfers: Known;
  readonly power_ups: Known;
  readonly outages: Known;
}

export const METER_COUNTERS: Table<MeterCounters> = table(
  MFG + 4,
  "BPTM_COUNTERS_TBL",
  "Time on each source and without power, and event counts.",
  {
    utility_s: NI_FMAT1,
    generator_s: NI_FMAT1,
    dark_s: NI_FMAT1,
    transfers: NI_FMAT1,
    power_ups: NI_FMAT1,
    outages: NI_FMAT1,
  },
);

interface TransferLogRecord {
  readonly at: Known;
  readonly from: number;
  readonly to: number;
  readonly reason: number;
  readonly dark_ms: Known;
}

/** Table 2053. */
export interface MeterTransfers {
  readonly nbr_valid: number;
  readonly transfers: readonly TransferLogRecord[];
}

export const METER_TRANSFERS: Table<MeterTransfers> = table(
  MFG + 5,
  "BPTM_TRANSFER_LOG_TBL",
  "The latest transfers of the house, newest first.",
  {
    nbr_valid: uint(1),
    transfers: array(
      countIn(METER_LIMITS, "nbr_transfers"),
      record<TransferLogRecord>("TRANSFER_RCD", {
        at: LTIME_DATE,
        from: noted(uint(1), "as LOAD_SOURCE of table 2049"),
        to: noted(uint(1), "as LOAD_SOURCE of table 2049"),
        reason: uint(1),
        dark_ms: NI_FMAT2,
      }),
    ),
  },
);

interface OutageRecord {
  readonly start: Known;
  readonly end: Known;
  readonly minimum_mv: Known;
}

/** Table 2054. */
export interface MeterOutages {
  readonly nbr_valid: number;
  readonly outages: readonly OutageRecord[];
}

export const METER_OUTAGES: Table<MeterOutages> = table(
  MFG + 6,
  "BPTM_OUTAGE_LOG_TBL",
  "The latest utility outages, newest first; one that still lasts has no end.",
  {
    nbr_valid: uint(1),
    outages: array(
      countIn(METER_LIMITS, "nbr_outages"),
      record<OutageRecord>("OUTAGE_RCD", {
        start: LTIME_DATE,
        end: LTIME_DATE,
        minimum_mv: NI_FMAT2,
      }),
    ),
  },
);

interface SettingRecord {
  readonly name: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly standard: number;
}

/** Table 2055. */
export interface MeterSettings {
  readonly settings: readonly SettingRecord[];
}

export const METER_SETTINGS: Table<MeterSettings> = table(
  MFG + 7,
  "BPTM_SETTINGS_TBL",
  "All settings with their limits. Procedure 2052 changes one, by its index here, from 1.",
  {
    settings: array(
      countIn(METER_LIMITS, "nbr_settings"),
      record<SettingRecord>("SETTING_RCD", {
        name: text(40),
        value: int(4),
        minimum: int(4),
        maximum: int(4),
        standard: int(4),
      }),
    ),
  },
);

interface ReasonRecord {
  readonly code: number;
  readonly sentence: string;
}

/** Table 2056. */
export interface MeterReasons {
  readonly reasons: readonly ReasonRecord[];
}

export const METER_REASONS: Table<MeterReasons> = table(
  MFG + 8,
  "BPTM_REASONS_TBL",
  "The texts of the reason codes.",
  {
    reasons: array(
      countIn(METER_LIMITS, "nbr_reasons"),
      record<ReasonRecord>("REASON_RCD", { code: uint(1), sentence: text(90) }),
    ),
  },
);

/** Table 2057. */
export interface MeterSourceNames {
  readonly names: readonly string[];
}

export const METER_SOURCE_NAMES: Table<MeterSourceNames> = table(
  MFG + 9,
  "BPTM_SOURCE_NAMES_TBL",
  "The names and units of the sources of table 16.",
  { names: array(countIn(METER_LIMITS, "nbr_sources"), text(40)) },
);

interface RequestRecord {
  readonly number: number;
  readonly procedure: number;
  readonly state: number;
  readonly reason: number;
}

/** Table 2058. */
export interface MeterRequests {
  readonly highest_number: number;
  readonly requests: readonly RequestRecord[];
}

export const METER_REQUESTS: Table<MeterRequests> = table(
  MFG + 10,
  "BPTM_REQUESTS_TBL",
  "The latest requests, newest first. A new one must have a number above the highest.",
  {
    highest_number: uint(4),
    requests: array(
      countIn(METER_LIMITS, "nbr_requests"),
      record<RequestRecord>("REQUEST_RCD", {
        number: noted(uint(4), "0 = no entry"),
        procedure: noted(uint(2), "as in table 7: 2048 and above the manufacturer's"),
        state: noted(uint(1), "0 no entry, 1 waits for the core, 2 done, 3 refused"),
        reason: noted(uint(2), "a reason, or 1000 + the number of the invalid setting"),
      }),
    ),
  },
);
