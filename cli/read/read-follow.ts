/**
 * Follows the logs of a meter: prints each new entry once. Between two readings the line is closed,
 * so that others can read the meter; an unreachable meter is retried until it answers.
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
const WANTED = [1, 52, 55, 71, 74, 76];

/** The meter is not reachable now, but may be later. */
const PASSING: readonly string[] = ["E-C12-01", "E-C12-02", "E-C12-03"];
/** A busy meter may answer later; any other refusal would repeat. */
const passes = ({ code, response }: ReadError): boolean =>
  PASSING.includes(code) || response === ResponseCode.Bsy;

/** Progress in one log. */
export class FollowedLog {
  private told: number | undefined;

  /** New entries, and how many were lost because the log wrapped. */
  news(data: LogData): { readonly entries: readonly ReadEntry[]; readonly lost: number } {
    const all = logEntries(data);
    const newest = data.last_entry_seq_nbr;
    // Another meter, or a restarted log: all entries are new.
    if (this.told !== undefined && newest < this.told) this.told = undefined;
    const from = this.told;
    const entries = all.filter(({ sequence }) => from === undefined || sequence > from);
    const lost = from === undefined ? 0 : newest - from - entries.length;
    this.told = newest;
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

function tell(read: ReadResult, followed: ReadonlyMap<number, FollowedLog>, json: boolean): void {
  for (const { table, name } of LOGS) {
    const data = read.values.get(table) as LogData | undefined;
    const news = data && followed.get(table)?.news(data);
    if (news === undefined) continue;
    if (news.lost > 0) {
      const gap = `${news.lost} entries of the ${name} log are lost; ask more often.`;
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
      const read = await readOnce(address, { ...session, wanted: WANTED, quiet: true });
      if (!read.values.has(74) && !read.values.has(76)) {
        const [refusal = "it has none."] = [...read.refused.values(), ...read.problems.values()];
        throw new InputError("E-READ-05", `The meter gives no log: ${refusal}`);
      }
      tell(read, followed, json);
      silent = false;
    } catch (error) {
      if (!(error instanceof ReadError && passes(error))) throw error;
      if (!silent) complain(`bptm: ${error.message} It is asked again every ${every} s.`);
      silent = true;
    }
    // A signal ends the wait.
    await setTimeout(every * 1000, undefined, { signal: ending.signal }).catch(() => undefined);
  }
  return 0;
}
