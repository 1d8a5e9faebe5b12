/** The load profile as rows, and as CSV for a spreadsheet. */
import { CHANNELS, INTERVAL_S } from "./load-profile";
import type { Interval, LoadProfile } from "./load-profile";

/** One quarter hour with its time. */
interface IntervalRow {
  readonly start_s: number;
  readonly interval: Interval;
}

/** Every quarter hour that is held, oldest first; those without a single value too. */
export function intervalRows({ days }: LoadProfile): IntervalRow[] {
  return days.flatMap(({ start_s, intervals }) =>
    intervals.map((interval, n) => ({ start_s: start_s + n * INTERVAL_S, interval })),
  );
}

const FLAGS = ["outage", "partial", "long", "clock_forward", "clock_back"] as const;

/** Universal time to the second. */
const written = (time_s: number): string =>
  new Date(time_s * 1000).toISOString().slice(0, 19) + "Z";

/** A line for each quarter hour. What is not known is an empty cell, never a zero. */
export function intervalCsv(profile: LoadProfile): string {
  const head = ["start", "end", ...CHANNELS.map(({ name }) => name), ...FLAGS];
  const lines = intervalRows(profile).map(({ start_s, interval }) => [
    written(start_s),
    written(start_s + INTERVAL_S),
    ...interval.values.map((value) => value ?? ""),
    ...FLAGS.map((flag) => (interval[flag] ? 1 : 0)),
  ]);
  return [head, ...lines].map((cells) => `${cells.join(",")}\n`).join("");
}
