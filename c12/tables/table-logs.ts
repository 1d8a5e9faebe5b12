/** Decade 7: the history log (who did what) and the event log (what happened). */
import { array, countIn, flagIn, noted, record, table, when } from "../language/schema";
import type { FieldCondition, FieldCount, RecordFields, Table, Type } from "../language/schema";
import type { Known } from "../language/numbers";
import { GEN_CONFIG, TABLE_ID } from "./table-general";
import type { TableId } from "./table-general";
import { LTIME_DATE, binary, bits, set, uint } from "../language/types";

interface LogFlags {
  readonly event_number_flag: boolean;
  readonly hist_date_time_flag: boolean;
  readonly hist_seq_nbr_flag: boolean;
  readonly hist_inhibit_ovf_flag: boolean;
  readonly event_inhibit_ovf_flag: boolean;
}

/** Tables 70 and 71. */
export interface LogLimits {
  readonly log_flags: LogFlags;
  readonly nbr_std_events: number;
  readonly nbr_mfg_events: number;
  readonly hist_data_length: number;
  readonly event_data_length: number;
  readonly nbr_history_entries: number;
  readonly nbr_event_entries: number;
  readonly ext_log_flags: number | undefined;
  readonly nbr_program_tables: number | undefined;
}

const SINCE_2008: FieldCondition = {
  text: "GEN_CONFIG_TBL.STD_VERSION_NO > 1",
  of: (scope) => scope.of(GEN_CONFIG).std_version_no > 1,
};

const LIMITS: RecordFields<LogLimits> = {
  log_flags: bits<LogFlags>(1, {
    event_number_flag: 0,
    hist_date_time_flag: 1,
    hist_seq_nbr_flag: 2,
    hist_inhibit_ovf_flag: 3,
    event_inhibit_ovf_flag: 4,
  }),
  nbr_std_events: noted(uint(1), "octets of the set"),
  nbr_mfg_events: noted(uint(1), "octets of the set"),
  hist_data_length: uint(1),
  event_data_length: uint(1),
  nbr_history_entries: uint(2),
  nbr_event_entries: uint(2),
  ext_log_flags: when(SINCE_2008, uint(1)),
  nbr_program_tables: when(SINCE_2008, uint(2)),
};

export const DIM_LOG: Table<LogLimits> = table(
  70,
  "DIM_LOG_TBL",
  "The capacity of the tables of this decade.",
  LIMITS,
);

export const ACT_LOG: Table<LogLimits> = table(
  71,
  "ACT_LOG_TBL",
  "The present contents of the tables of this decade.",
  LIMITS,
);

const STD_EVENTS = countIn(ACT_LOG, "nbr_std_events");
const MFG_EVENTS = countIn(ACT_LOG, "nbr_mfg_events");

/** Table 72. */
export interface EventIdentification {
  readonly std_events_supported: readonly number[];
  readonly mfg_events_supported: readonly number[];
}

export const EVENTS_ID: Table<EventIdentification> = table(
  72,
  "EVENTS_IDENTIFICATION_TBL",
  "Codes of the events that can be logged; the manufacturer's are those of the event table.",
  { std_events_supported: set(STD_EVENTS), mfg_events_supported: set(MFG_EVENTS) },
);

/** Tables 73 and 75. */
export interface LogControl {
  readonly std_events_monitored: readonly number[];
  readonly mfg_events_monitored: readonly number[];
  readonly std_tbls_monitored: readonly number[];
  readonly mfg_tbls_monitored: readonly number[];
  readonly std_proc_monitored: readonly number[];
  readonly mfg_proc_monitored: readonly number[];
}

const CONTROL: RecordFields<LogControl> = {
  std_events_monitored: set(STD_EVENTS),
  mfg_events_monitored: set(MFG_EVENTS),
  std_tbls_monitored: set(countIn(GEN_CONFIG, "dim_std_tbls_used")),
  mfg_tbls_monitored: set(countIn(GEN_CONFIG, "dim_mfg_tbls_used")),
  std_proc_monitored: set(countIn(GEN_CONFIG, "dim_std_proc_used")),
  mfg_proc_monitored: set(countIn(GEN_CONFIG, "dim_mfg_proc_used")),
};

export const HISTORY_CONTROL: Table<LogControl> = table(
  73,
  "HISTORY_LOG_CTRL_TBL",
  "What the history log records.",
  CONTROL,
);

export const EVENT_CONTROL: Table<LogControl> = table(
  75,
  "EVENT_LOG_CTRL_TBL",
  "What the event log records.",
  CONTROL,
);

interface ListStatus {
  readonly order: boolean;
  readonly overflow_flag: boolean;
  readonly list_type: boolean;
  readonly inhibit_overflow_flag: boolean;
}

/** One entry of a log. */
export interface LogEntry {
  readonly time: Known;
  readonly event_number: number | undefined;
  readonly seq_nbr: number | undefined;
  readonly user_id: number;
  readonly code: TableId;
  readonly argument: Uint8Array;
}

/** Tables 74 and 76. */
export interface LogData {
  readonly flags: ListStatus;
  readonly nbr_valid_entries: number;
  readonly last_entry_element: number;
  readonly last_entry_seq_nbr: number;
  readonly nbr_unread_entries: number;
  readonly entries: readonly LogEntry[];
}

/** The event log's entries always have time and number, the history log's by flags. */
function log(
  name: string,
  entries: FieldCount,
  argument: FieldCount,
  flags: boolean,
): RecordFields<LogData> {
  const entry: RecordFields<LogEntry> = {
    time: flags
      ? when(flagIn(ACT_LOG, "log_flags", "hist_date_time_flag"), LTIME_DATE)
      : LTIME_DATE,
    event_number: when(flagIn(ACT_LOG, "log_flags", "event_number_flag"), uint(2)),
    seq_nbr: flags
      ? when(flagIn(ACT_LOG, "log_flags", "hist_seq_nbr_flag"), uint(2))
      : always(uint(2)),
    user_id: uint(2),
    code: TABLE_ID,
    argument: binary(argument),
  };
  return {
    flags: bits<ListStatus>(1, {
      order: 0,
      overflow_flag: 1,
      list_type: 2,
      inhibit_overflow_flag: 3,
    }),
    nbr_valid_entries: uint(2),
    last_entry_element: uint(2),
    last_entry_seq_nbr: uint(4),
    nbr_unread_entries: uint(2),
    entries: array(entries, record<LogEntry>(name, entry)),
  };
}

const always = (type: Type<number>): Type<number | undefined> => type as Type<number | undefined>;

export const HISTORY_DATA: Table<LogData> = table(
  74,
  "HISTORY_LOG_DATA_TBL",
  "The history log. The argument is a number, of a procedure or a list: INT32, least octet first.",
  log(
    "HISTORY_ENTRY_RCD",
    countIn(ACT_LOG, "nbr_history_entries"),
    countIn(ACT_LOG, "hist_data_length"),
    true,
  ),
);

export const EVENT_DATA: Table<LogData> = table(
  76,
  "EVENT_LOG_DATA_TBL",
  "The event log. The argument is the two numbers of the event, INT32 each, least octet first.",
  log(
    "EVENT_ENTRY_RCD",
    countIn(ACT_LOG, "nbr_event_entries"),
    countIn(ACT_LOG, "event_data_length"),
    false,
  ),
);
