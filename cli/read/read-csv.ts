/** Writes a reading as CSV, one file for each kind of list. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { eventName, logEntries } from "@bptm/c12/reader/log-entries";
import type { Known } from "@bptm/c12/language/numbers";
import { readProfile } from "@bptm/c12/reader/profile-intervals";
import type { ReadProfile } from "@bptm/c12/reader/profile-intervals";
import { registerLines } from "@bptm/c12/reader/register-lines";
import type { ProfileSet } from "@bptm/c12/reader/profile-sets";
import type { LogData } from "@bptm/c12/tables/table-logs";
import { field } from "@bptm/station/http/csv";
import { InputError, clockTime, print } from "../terminal/output";
import { fieldOf } from "./read-session";
import type { ReadResult } from "./read-session";
import { writeWhole } from "../terminal/write-whole";

type Cell = string | number | undefined;
type Rows = readonly (readonly Cell[])[];

const csv = (rows: Rows): string =>
  rows.map((row) => `${row.map((cell) => field(cell ?? "")).join(",")}\r\n`).join("");

/** By the meter's clock; undefined where there is no time. */
const written = (time_s: Known, { universal }: ReadResult): string | undefined =>
  time_s === undefined ? undefined : clockTime(time_s, universal);

function registers(read: ReadResult): Rows {
  const lines = registerLines(read.values);
  return [
    ["kind", "tier", "place", "name", "value", "unit", "direction", "at"],
    ...lines.map((line) => [
      line.kind,
      line.tier,
      line.place,
      line.name,
      line.value,
      line.unit,
      line.direction,
      written(line.at_s, read),
    ]),
  ];
}

/** "utility delivered Wh (Wh)", or "channel 1 Wh delivered" when the channel has no name. */
function channelName(profile: ReadProfile, channel: number): string {
  const { name = "", unit = "", direction = "" } = profile.channels[channel] ?? {};
  const said = [unit, direction].filter((part) => part !== "").join(" ");
  if (name === "") return `channel ${channel + 1} ${said}`.trim();
  return unit === "" ? name : `${name} (${unit})`;
}

const yes = (flag: boolean): number => (flag ? 1 : 0);

function intervals(read: ReadResult, set: ProfileSet | undefined): Rows | undefined {
  const profile = set && readProfile(set, read.values);
  if (profile === undefined) return undefined;
  const names = profile.channels.map((_, channel) => channelName(profile, channel));
  const states = names.map((name) => `${name} status`);
  const flags = ["power failed", "clock forward", "clock back"];
  return [
    ["start", "end", ...names, ...states, ...flags],
    ...profile.rows.map((row) => [
      written(row.start_s, read),
      written(row.end_s, read),
      ...row.values,
      ...row.words,
      yes(row.power_failed),
      yes(row.clock_forward),
      yes(row.clock_back),
    ]),
  ];
}

/** A file, its rows, and the tables that they come from. */
type File = readonly [string, Rows | undefined, readonly number[]];

/** Set 1, and one more file for each other set of the meter. */
function intervalFiles(read: ReadResult): File[] {
  const numbers = new Set([1, ...read.sets.map(({ set }) => set)]);
  return [...numbers].map((number) => [
    number === 1 ? "intervals.csv" : `intervals-${number}.csv`,
    intervals(
      read,
      read.sets.find(({ set }) => set === number),
    ),
    [61, 62, 63, 63 + number],
  ]);
}

function log(read: ReadResult, table: 74 | 76): Rows | undefined {
  const { values, names } = read;
  const data = values.get(table) as LogData | undefined;
  if (data === undefined) return undefined;
  const ours = names.size > 0 && fieldOf(values.get(1), "manufacturer") === "BPTM";
  return [
    ["sequence", "time", "code", "of", "name", "user", "argument"],
    ...logEntries(data).map((entry) => [
      entry.sequence,
      written(entry.time_s, read),
      entry.code,
      entry.own ? "manufacturer" : "standard",
      eventName(entry, ours),
      entry.user,
      Buffer.from(entry.argument).toString("hex"),
    ]),
  ];
}

function why({ refused, problems }: ReadResult, tables: readonly number[]): string {
  const known = tables.map((table) => refused.get(table) ?? problems.get(table));
  return known.find((sentence) => sentence !== undefined) ?? "the meter has no such tables.";
}

/**
 * Writes the available data into a folder, which it creates; prints what was written and what was
 * missing.
 */
export function writeTables(folder: string, read: ReadResult): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "no reason";
    throw new InputError(
      "E-READ-04",
      `${folder} cannot be created (${reason}); choose another folder.`,
    );
  }
  const files: readonly File[] = [
    ["registers.csv", read.values.has(23) ? registers(read) : undefined, [23]],
    ...intervalFiles(read),
    ["events.csv", log(read, 76), [76]],
    ["history.csv", log(read, 74), [74]],
  ];
  for (const [name, rows, tables] of files) {
    const file = join(folder, name);
    if (rows === undefined) print(`${file}: not written, ${why(read, tables)}`);
    else {
      writeWhole(file, csv(rows));
      print(`${file}: ${rows.length - 1} rows`);
    }
  }
}
