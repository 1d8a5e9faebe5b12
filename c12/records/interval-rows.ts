/** The load profile as rows of quarter hours within a time range, and as CSV. */
import { CHANNELS, INTERVAL_S } from "./load-profile";
import type { DayBlock, Interval } from "./load-profile";
import type { Known } from "../language/numbers";

/** The part of a load profile that is read here. */
interface Days {
  readonly days: readonly DayBlock[];
}

/** A range of universal time; an undefined end is open. */
export interface TimeRange {
  readonly from_s: Known;
  readonly to_s: Known;
}

/** A quarter hour with its time. */
interface IntervalRow {
  readonly start_s: number;
  readonly interval: Interval;
}

/**
 * The quarter hours that begin within a time range, `to_s` excluded. It is a copy, so a slow
 * download shows one state of the meter, whatever is recorded meanwhile.
 */
export function within({ days }: Days, { from_s, to_s }: TimeRange): Days {
  const cut = days.flatMap((day): DayBlock[] => {
    const place = (time_s: number): number =>
      Math.max(0, Math.ceil((time_s - day.start_s) / INTERVAL_S));
    const first = from_s === undefined ? 0 : place(from_s);
    const end = to_s === undefined ? day.intervals.length : place(to_s);
    const intervals = day.intervals.slice(first, end);
    return intervals.length === 0
      ? []
      : [{ ...day, start_s: day.start_s + first * INTERVAL_S, intervals }];
  });
  return { days: cut };
}

/** All quarter hours in the profile, oldest first, including those without any value. */
export function intervalRows({ days }: Days): IntervalRow[] {
  return days.flatMap(({ start_s, intervals }) =>
    intervals.map((interval, n) => ({ start_s: start_s + n * INTERVAL_S, interval })),
  );
}

const FLAGS = ["outage", "partial", "long", "clock_forward", "clock_back"] as const;

/** Universal time to the second. */
const written = (time_s: number): string =>
  new Date(time_s * 1000).toISOString().slice(0, 19) + "Z";

function csvLine({ start_s, interval }: IntervalRow): string {
  return [
    written(start_s),
    written(start_s + INTERVAL_S),
    ...interval.values.map((value) => value ?? ""),
    ...FLAGS.map((flag) => (interval[flag] ? 1 : 0)),
  ].join(",");
}

/**
 * One line per quarter hour, by RFC 4180, in chunks of a day. An unknown value is an empty cell,
 * never a zero.
 */
export function* intervalCsv({ days }: Days): Generator<string> {
  yield `${["start", "end", ...CHANNELS.map(({ name }) => name), ...FLAGS].join(",")}\r\n`;
  for (const day of days) {
    yield intervalRows({ days: [day] })
      .map((row) => `${csvLine(row)}\r\n`)
      .join("");
  }
}
