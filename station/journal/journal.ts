/**
 * The journal: every event of the meter and every request to it, numbered without gaps, and kept
 * before it is shown. It also gives requests to the core their numbers. It is bounded: the oldest
 * lines go first.
 */
import type Database from "libsql";
import { EVENTS } from "@bptm/text/texts";
import { plain, sayEvent } from "@bptm/text/say";
import type { LinkedEvent } from "@bptm/link/messages";
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import type { EventLine, Severity } from "../wire/api";
import { openJournalFile, unwritable } from "./journal-file";
import type { JournalFile, JournalRow } from "./journal-file";

/** Lines that are kept: twenty years of quiet days, or a year of stormy ones. */
const LINES_MAX = 200_000;
/** Share of the lines that goes at once when there are too many. */
const TRIM_SHARE = 0.005;

/** Lines that a frame shows. */
const NEWEST = 8;

/** A line that the station adds itself. */
interface NewLine {
  readonly at_ms: number;
  /** Time of the meter's host; the station's own lines have that of the last state. */
  readonly time_ms: number;
  readonly id: string;
  readonly severity: Severity;
  readonly sentence: string;
}

const BY_CODE = new Map(EVENTS.map((event) => [event.code, event]));

const lineOf = (row: JournalRow): EventLine => ({
  sequence: Number(row["number"]),
  at: new Date(Number(row["at_ms"])).toISOString(),
  time_ms: Number(row["time_ms"]),
  id: String(row["id"]),
  severity: String(row["severity"]) as Severity,
  sentence: String(row["sentence"]),
});

export class Journal {
  readonly #file: JournalFile;
  readonly #insert: Database.Statement;
  readonly #number: Database.Statement;
  readonly #lines_max: number;
  #count: number;
  #newest: readonly EventLine[] | undefined;

  /** Opens the journal of a folder; see `openJournalFile` for what is refused. */
  constructor(folder: string, now_ms: number, lines_max: number = LINES_MAX) {
    this.#file = openJournalFile(folder, now_ms);
    this.#lines_max = lines_max;
    const { database, aside } = this.#file;
    this.#insert = database.prepare(
      // A conflict would use up a number, and leave a gap.
      `insert into lines (at_ms, time_ms, id, severity, sentence, run, event, data)
       select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
       where not exists (select 1 from lines where run = ?6 and event = ?7)`,
    );
    this.#number = database.prepare(
      `insert into counters values (?, 1)
       on conflict (name) do update set value = value + 1 returning value`,
    );
    const [row] = database.prepare("select count(*) as count from lines").all() as JournalRow[];
    this.#count = Number(row?.["count"]);
    if (aside === undefined) return;
    this.add({
      at_ms: now_ms,
      time_ms: 0,
      id: "JournalDamaged",
      severity: "alarm",
      sentence: `The journal was damaged. It was put aside as ${aside}, and a new one begins.`,
    });
  }

  /** Adds a line of the station's own. */
  add({ at_ms, time_ms, id, severity, sentence }: NewLine): void {
    this.#write(() => this.#insert.run(at_ms, time_ms, id, severity, sentence, null, null, null));
  }

  /** Adds an event of the core, once, however often it comes; false when it was there already. */
  addEvent(event: LinkedEvent, run: number): boolean {
    const { number, sample, at_ms, sequence, code, a, b } = event;
    const time_ms = (sample * 1000) / SAMPLE_HZ;
    const text = BY_CODE.get(code);
    const id = text?.id ?? `Event${code}`;
    const severity = text?.severity ?? "info";
    const said = plain(sayEvent({ code, a, b }));
    const data = JSON.stringify({ sequence, code, a, b });
    return this.#write(() =>
      this.#insert.run(at_ms, time_ms, id, severity, said, run, number, data),
    );
  }

  /** The newest lines, newest first. */
  lines(limit: number): EventLine[] {
    const rows = this.#file.database
      .prepare("select * from lines order by number desc limit ?")
      .all(limit) as JournalRow[];
    return rows.map(lineOf);
  }

  /** The newest few, for every frame. */
  newest(): readonly EventLine[] {
    this.#newest ??= this.lines(NEWEST);
    return this.#newest;
  }

  /** The next number of a request: no number is given twice, not even after a power cut. */
  nextRequest(): number {
    const [row] = this.#guarded(() => this.#number.all("request")) as JournalRow[];
    return Number(row?.["value"]);
  }

  close(): void {
    this.#file.close();
  }

  #write(insert: () => Database.RunResult): boolean {
    const { changes } = this.#guarded(insert);
    this.#count += changes;
    this.#newest = undefined;
    if (this.#count > this.#lines_max) this.#trim();
    return changes > 0;
  }

  #trim(): void {
    const { changes } = this.#guarded(() =>
      this.#file.database
        .prepare(
          "delete from lines where number in (select number from lines order by number limit ?)",
        )
        .run(Math.ceil(this.#lines_max * TRIM_SHARE)),
    );
    this.#count -= changes;
  }

  #guarded<Result>(run: () => Result): Result {
    try {
      return run();
    } catch (error) {
      throw unwritable(this.#file.path, error);
    }
  }
}
