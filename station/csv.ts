/** Events as CSV by RFC 4180: CR LF, and quotes where a field needs them. */
import type { EventLine } from "./api";

const COLUMNS = ["sequence", "at", "time_ms", "severity", "id", "sentence"] as const;

/**
 * One field. A text that a spreadsheet would run as a formula gets an apostrophe in front; none of
 * the meter's own texts begins so.
 */
export function field(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** All lines with a heading. */
export function eventsCsv(events: readonly EventLine[]): string {
  const rows = events.map((event) => COLUMNS.map((name) => field(event[name])).join(","));
  return [COLUMNS.join(","), ...rows].map((row) => `${row}\r\n`).join("");
}
