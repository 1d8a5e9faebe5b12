/** The last 24 hours in quarter hours: data and texts of the strip. */
import type { IntervalLine } from "@bptm/station/wire/api";
import { DASH, fixed } from "../base/numbers";

const QUARTER_MS = 900_000;
export const QUARTERS = 96;
const DAY_MS = QUARTERS * QUARTER_MS;

/** One quarter hour of the strip; the line is null when it was not recorded. */
export interface Quarter {
  readonly start_ms: number;
  readonly line: IntervalLine | null;
}

export interface Day {
  /** 96 of them, oldest first. */
  readonly quarters: readonly Quarter[];
  /** The most energy in one of them, both sources together; 0 when none is known. */
  readonly most_wh: number;
  readonly utility_wh: number;
  readonly generator_wh: number;
  /** Quarter hours in which the grid was out, and those of unknown energy. */
  readonly outages: number;
  readonly unknown: number;
}

/**
 * Start of the 24 hours that end with the last complete quarter hour; null when there is no time.
 */
export function dayStart(now: string, recorded_until: string | null): number | null {
  // The meter's clock may be ahead of the clock of `now`.
  const times = [Date.parse(now), Date.parse(recorded_until ?? now)];
  const end = Math.floor(Math.max(...times) / QUARTER_MS) * QUARTER_MS;
  return Number.isNaN(end) ? null : end - DAY_MS;
}

/** Energy of both sources, as far as known; null when none is. */
export function together(line: IntervalLine | null): number | null {
  const parts = [line?.utility_delivered_wh, line?.generator_wh].filter((wh) => wh != null);
  return parts.length === 0 ? null : parts.reduce((sum, wh) => sum + wh, 0);
}

/** The line of each quarter hour: the last one with known energy, otherwise the last one. */
function byStart(lines: readonly IntervalLine[]): ReadonlyMap<number, IntervalLine> {
  const found = new Map<number, IntervalLine>();
  for (const line of lines) {
    const at = Date.parse(line.start);
    // When the clock was set back, the day starts again with lines of unknown energy.
    if (together(line) !== null || together(found.get(at) ?? null) === null) found.set(at, line);
  }
  return found;
}

/** The 96 quarter hours from a start. */
export function dayOf(lines: readonly IntervalLine[], start_ms: number): Day {
  const found = byStart(lines);
  const quarters = Array.from({ length: QUARTERS }, (_, n): Quarter => {
    const at = start_ms + n * QUARTER_MS;
    return { start_ms: at, line: found.get(at) ?? null };
  });
  const sum = (of: (line: IntervalLine) => number | null): number =>
    quarters.reduce((wh, { line }) => wh + (line === null ? 0 : (of(line) ?? 0)), 0);
  return {
    quarters,
    most_wh: Math.max(...quarters.map(({ line }) => together(line) ?? 0)),
    utility_wh: sum((line) => line.utility_delivered_wh),
    generator_wh: sum((line) => line.generator_wh),
    outages: quarters.filter(({ line }) => line?.outage === true).length,
    unknown: quarters.filter(({ line }) => together(line) === null).length,
  };
}

const two = (value: number): string => String(value).padStart(2, "0");

/** Local time: "18:15". */
export function hourOf(time_ms: number): string {
  const at = new Date(time_ms);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Every sixth hour of the local day, with its position in percent. */
export function ticks({
  quarters,
}: Day): readonly { readonly hour: string; readonly at: number }[] {
  return quarters.flatMap(({ start_ms }, n) => {
    const hour = hourOf(start_ms);
    const whole = /^(00|06|12|18):00$/.test(hour);
    return whole ? [{ hour: hour.slice(0, 2), at: (n / QUARTERS) * 100 }] : [];
  });
}

const wattHours = (wh: number | null | undefined): string => fixed(wh ?? null, 0);

/** The notes in a row of the table, and beside the pointer. */
function notesOf(line: IntervalLine | null): string {
  if (line === null) return "not recorded";
  const notes = [
    line.outage ? "grid out" : "",
    line.partial ? "recorded in part" : "",
    line.clock_forward || line.clock_back ? "clock was set" : "",
  ].filter((note) => note !== "");
  if (together(line) === null && notes.length === 0) return "not recorded";
  return notes.join(", ");
}

/** The cells of a quarter hour's row. */
export const cellsOf = ({ line }: Quarter): readonly [string, string, string] => [
  wattHours(line?.utility_delivered_wh),
  wattHours(line?.generator_wh),
  notesOf(line),
];

/** "18:15: utility 410 Wh, generator –, grid out". */
export function quarterText(quarter: Quarter): string {
  const [utility, generator, note] = cellsOf(quarter);
  const unit = (cell: string): string => (cell === DASH ? DASH : `${cell} Wh`);
  const said = [`utility ${unit(utility)}`, `generator ${unit(generator)}`, note];
  return `${hourOf(quarter.start_ms)}: ${said.filter((part) => part !== "").join(", ")}`;
}

const kilowattHours = (wh: number): string => `${fixed(wh / 1000, 2)} kWh`;

/** The strip in words. */
export function dayText(day: Day): string {
  const { unknown, outages } = day;
  if (unknown === QUARTERS) return "The energy of the last 24 hours is unknown.";
  const known = QUARTERS - unknown;
  const parts = [
    `The last 24 hours by quarter hours, ${known} of ${QUARTERS} known`,
    `utility ${kilowattHours(day.utility_wh)}, generator ${kilowattHours(day.generator_wh)}`,
    `maximum in one quarter hour ${wattHours(day.most_wh)} Wh`,
    outages === 0 ? "no grid outage" : `the grid was out in ${outages} of them`,
  ];
  return `${parts.join("; ")}.`;
}
