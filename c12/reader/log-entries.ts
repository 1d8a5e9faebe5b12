/** The logs of any meter in order of time, with numbers that never wrap. */
import { EVENTS } from "@bptm/text/texts";
import type { Known } from "../language/numbers";
import type { LogData, LogEntry } from "../tables/table-logs";

/** One entry of table 74 or 76. */
export interface ReadEntry {
  /** Counted over all entries ever written to this log. */
  readonly sequence: number;
  readonly time_s: Known;
  readonly user: number;
  readonly code: number;
  /** A code of the manufacturer, not of the standard. */
  readonly own: boolean;
  readonly argument: Uint8Array;
}

/** Entries from the oldest to the newest, by the positions and the number in the log's header. */
export function logEntries(data: LogData): ReadEntry[] {
  const { entries, last_entry_element, last_entry_seq_nbr, nbr_valid_entries, flags } = data;
  const step = flags.order ? 1 : -1;
  const length = entries.length;
  const ages = Array.from({ length: Math.min(nbr_valid_entries, length) }, (_, n) => n);
  return ages
    .flatMap((age) => {
      const entry = entries[(last_entry_element + step * age + length) % length];
      return entry === undefined ? [] : [entryOf(entry, last_entry_seq_nbr - age)];
    })
    .toReversed();
}

function entryOf(entry: LogEntry, sequence: number): ReadEntry {
  const { time, user_id, code, argument } = entry;
  return {
    sequence,
    time_s: time,
    user: user_id,
    code: code.tbl_proc_nbr,
    own: code.std_vs_mfg_flag,
    argument,
  };
}

/** Standard events of C12.19, in short. */
const STANDARD: Readonly<Record<number, string>> = {
  0: "no event",
  1: "power down",
  2: "power up",
  3: "clock set, old time",
  4: "clock set, new time",
  7: "meter accessed",
  8: "meter accessed for writing",
  9: "procedure started",
  10: "table written",
  11: "meter programmed",
  14: "list emptied",
  15: "list marked as read",
  20: "demand reset",
  21: "self-read",
  22: "daylight saving begins",
  23: "daylight saving ends",
  27: "tier changed",
  37: "configuration error",
  38: "self-check failed",
  41: "memory error",
  42: "clock error",
  43: "measurement error",
  44: "low battery",
  45: "low voltage",
  46: "demand overload",
  47: "tampering suspected",
  48: "reverse rotation",
  49: "switched by order",
  50: "switched by schedule",
  51: "switched by condition",
  52: "switched by prepayment",
};

/** The name of an entry; `ours`: the manufacturer's codes are those of this core. */
export function eventName({ code, own }: ReadEntry, ours: boolean): string {
  if (!own) return STANDARD[code] ?? "";
  return ours ? (EVENTS.find((one) => one.code === code)?.id ?? "") : "";
}
