/** Lists as CSV by RFC 4180: CR LF, and quotes where a field needs them. */
import { StandardEvent } from "@bptm/c12/records/event-log";
import type { StoredEntry } from "@bptm/c12/records/event-log";
import { EVENTS } from "@bptm/text/texts";
import type { EventLine } from "../wire/api";

export const CSV_TYPE = "text/csv; charset=utf-8; header=present";

const COLUMNS = ["sequence", "at", "time_ms", "severity", "id", "sentence"] as const;

/**
 * One field. Text that a spreadsheet would run as a formula gets a leading apostrophe; none of the
 * meter's own texts starts that way.
 */
export function field(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type CsvRow = readonly (string | number)[];

const csv = (rows: readonly CsvRow[]): string =>
  rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");

/** All events with a header line. */
export function eventsCsv(events: readonly EventLine[]): string {
  return csv([COLUMNS, ...events.map((event) => COLUMNS.map((name) => event[name]))]);
}

const STANDARD = new Map<number, string>(
  Object.entries(StandardEvent).map(([name, code]) => [code, name]),
);
const OWN = new Map(EVENTS.map(({ code, id }) => [code, id]));

/** Entries of one of the meter's logs with a header line; missing times and names stay empty. */
export function logCsv(entries: readonly StoredEntry[]): string {
  const rows = entries.map(
    ({ sequence, at_s, user, code, arguments: [a = "", b = ""] }): CsvRow => {
      const at = at_s === undefined ? "" : new Date(at_s * 1000).toISOString();
      const [list, names] = code.mfg ? (["BPTM", OWN] as const) : (["C12.19", STANDARD] as const);
      return [sequence, at, user, list, code.number, names.get(code.number) ?? "", a, b];
    },
  );
  return csv([["sequence", "at", "user", "list", "code", "event", "a", "b"], ...rows]);
}
