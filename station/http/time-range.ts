/** `from` and `to` of a request: the requested time range. */
import type { TimeRange } from "@bptm/c12/records/interval-rows";
import { z } from "zod";
import { Refusal } from "@bptm/link/refusal";

const KNOWN = ["from", "to"] as const;

/** A day, or a time with its zone; a time without a zone would be a guess. */
const TIME = z.union([
  z.iso.date(),
  z.iso.datetime({ offset: true }),
  z.iso.datetime({ offset: true, precision: -1 }),
]);

function secondsOf(name: string, text: string): number {
  // A plus sign that was not encoded as %2B arrives as a blank.
  const read = TIME.safeParse(text.replace(/ (?=\d\d:\d\d$)/, "+"));
  if (read.success) return Date.parse(read.data) / 1000;
  const fix = "write 2026-05-04 or 2026-05-04T12:00:00Z";
  throw new Refusal("E-TIME-01", 400, `"${text}" is not a valid time for ${name}: ${fix}.`);
}

/** Reads both; each is optional. Refuses unknown parameters and invalid ranges. */
export function readTimeRange(queries: Readonly<Record<string, string[]>>): TimeRange {
  for (const [name, values] of Object.entries(queries)) {
    if (KNOWN.every((known) => known !== name) || values.length > 1) {
      const message = `This address takes from and to, each once; "${name}" is not one of them.`;
      throw new Refusal("E-QUERY-01", 400, message);
    }
  }
  const [from_s, to_s] = KNOWN.map((name) => {
    const text = queries[name]?.[0];
    return text === undefined ? undefined : secondsOf(name, text);
  });
  if (from_s !== undefined && to_s !== undefined && from_s >= to_s) {
    throw new Refusal("E-TIME-02", 400, "The time range is empty: from must be before to.");
  }
  return { from_s, to_s };
}
