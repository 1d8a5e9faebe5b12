/**
 * Follows the logs of a meter: prints each new entry once. Between two readings it closes the
 * connection, so that others can read the meter. It retries an unreachable meter until it answers.
 */
import { setTimeout } from "node:timers/promises";
import { ResponseCode } from "@bptm/c12/link/codes";
import { eventName, logEntries } from "@bptm/c12/reader/log-entries";
import type { ReadEntry } from "@bptm/c12/reader/log-entries";
import { ReadError } from "@bptm/c12/link/read-error";
import type { LogData } from "@bptm/c12/tables/table-logs";
import { InputError, clockTime, complain, print } from "../terminal/output";
import { fieldOf, readOnce } from "./read-session";
import type { ReadOptions, ReadResult } from "./read-session";

interface FollowOptions extends ReadOptions {
  readonly every: number;
  readonly json: boolean;
}

const LOGS = [
  { table: 76, name: "event" },
  { table: 74, name: "history" },
] as const;
type LogName = (typeof LOGS)[number]["name"];

/** Identification, the clock, dimensions of the logs, and the logs. */
const FOLLOWED_TABLES = [1, 52, 55, 71, 74, 76];

/** The meter is not reachable now, but may be later. */
const TEMPORARY: readonly string[] = ["E-C12-01", "E-C12-02", "E-C12-03"];
/** A busy meter may answer later; any other refusal would come again. */
const isTemporary = ({ code, response }: ReadError): boolean =>
  TEMPORARY.includes(code) || response === ResponseCode.Bsy;

/** One log, and the last entry printed of it. */
export class FollowedLog {
  private last: number | undefined;

  /** New entries, and how many were lost because the log wrapped. */
  news(data: LogData): { readonly entries: readonly ReadEntry[]; readonly lost: number } {
    const all = logEntries(data);
    const newest = data.last_entry_seq_nbr;
    // Another meter, or a restarted log: all entries are new.
    if (this.last !== undefined && newest < this.last) this.last = undefined;
    const from = this.last;
    const entries = all.filter(({ sequence }) => from === undefined || sequence > from);
    const lost = from === undefined ? 0 : newest - from - entries.length;
    this.last = newest;
    return { entries, lost };
  }
}

function entryLine(log: LogName, entry: ReadEntry, read: ReadResult, json: boolean): string {
  const { sequence, time_s, user, code, own, argument } = entry;
  const time = time_s === undefined ? null : clockTime(time_s, read.universal);
  const name = eventName(entry, fieldOf(read.values.get(1), "manufacturer") === "BPTM");
  const octets = Buffer.from(argument).toString("hex");
  const of = own ? "manufacturer" : "standard";
  if (json) {
    return JSON.stringify({ log, sequence, time, of, code, name, user, argument: octets });
  }
  const what = name === "" ? `${of} event ${code}` : name;
  return (
    `${(time ?? "time unknown").padEnd(20)} ${log.padEnd(7)} ${String(sequence).padStart(6)}  ` +
    `${what} ${octets}`.trimEnd() +
    (user === 0 ? "" : ` by user ${user}`)
  );
}

function printNews(
  read: ReadResult,
  followed: ReadonlyMap<number, FollowedLog>,
  json: boolean,
): void {
  for (const { table, name } of LOGS) {
    const data = read.values.get(table) as LogData | undefined;
    const news = data && followed.get(table)?.news(data);
    if (news === undefined) continue;
    if (news.lost > 0) {
      const gap = `${news.lost} entries of the ${name} log are lost; use a smaller --every.`;
      print(json ? JSON.stringify({ log: name, lost: news.lost }) : gap);
    }
    for (const entry of news.entries) print(entryLine(name, entry, read, json));
  }
}

/**
 * Runs until a signal ends it; returns the exit status. A refusal of the meter ends it with an
 * error.
 */
export async function followLogs(address: string, options: FollowOptions): Promise<number> {
  const { every, json, ...session } = options;
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => ending.abort());
  }
  const followed = new Map(LOGS.map(({ table }) => [table as number, new FollowedLog()]));
  let silent = false;
  while (!ending.signal.aborted) {
    try {
      const read = await readOnce(address, { ...session, only: FOLLOWED_TABLES, quiet: true });
      if (!read.values.has(74) && !read.values.has(76)) {
        const [refusal = "it has none."] = [...read.refused.values(), ...read.problems.values()];
        throw new InputError("E-READ-05", `The meter gives no log: ${refusal}`);
      }
      printNews(read, followed, json);
      silent = false;
    } catch (error) {
      if (!(error instanceof ReadError && isTemporary(error))) throw error;
      if (!silent) complain(`bptm: ${error.message} Trying again every ${every} s.`);
      silent = true;
    }
    // A signal ends the wait.
    await setTimeout(every * 1000, undefined, { signal: ending.signal }).catch(() => undefined);
  }
  return 0;
}
