/**
 * The journal's file: SQLite, with a write-ahead log that is flushed at each commit, so that what
 * was written survives a power cut, and a torn end is cut off. One process at a time may have it
 * open.
 *
 * SQLite, and not a file of our own: an event costs 26 kB of writing instead of 4, which is 10 MB
 * on a day of 400 events, and nothing on a quiet one; for it, the queries, the check and the backup
 * are those of the most tested store there is.
 */
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { Refusal } from "@bptm/link/refusal";

export type JournalRow = Record<string, number | string | null>;

/** Version of the tables, in SQLite's `user_version`. */
const VERSION = 1;
const TABLES = `
  create table lines (
    number integer primary key autoincrement,
    at_ms real not null,
    time_ms real not null,
    id text not null,
    severity text not null,
    sentence text not null,
    run integer,
    event integer,
    data text
  );
  create unique index lines_event on lines (run, event) where run is not null;
  create table counters (name text primary key, value integer not null) without rowid;
`;

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function openDatabase(path: string): Database.Database {
  const database = new Database(path);
  database.exec("pragma journal_mode = wal");
  database.exec("pragma synchronous = full");
  return database;
}

/** The database, if the file holds what it should. */
function sound(path: string): Database.Database | undefined {
  let database: Database.Database | undefined;
  try {
    database = openDatabase(path);
    const [check] = database.prepare("pragma quick_check(1)").all() as JournalRow[];
    if (check?.["quick_check"] === "ok") return database;
  } catch (error) {
    if (/unable to open|readonly|full|disk I\/O/i.test(messageOf(error))) {
      database?.close();
      throw unwritable(path, error);
    }
  }
  database?.close();
  return undefined;
}

/** A refusal that names the folder and what the system says. */
export function unwritable(path: string, error: unknown): Refusal {
  return new Refusal(
    "E-JOURNAL-02",
    503,
    `The journal ${path} cannot be written (${messageOf(error)}): free space, or mend its rights.`,
  );
}

function prepared(database: Database.Database, path: string): Database.Database {
  const [row] = database.prepare("pragma user_version").all() as JournalRow[];
  const version = Number(row?.["user_version"]);
  if (version > VERSION) {
    database.close();
    throw new Refusal(
      "E-JOURNAL-03",
      409,
      `The journal ${path} is of a later release (format ${version}): use that release.`,
    );
  }
  if (version === 0) database.exec(`begin; ${TABLES} pragma user_version = ${VERSION}; commit;`);
  return database;
}

/** Held as long as a process has the folder; the system frees it when the process dies. */
function lock(folder: string): Database.Database {
  const held = new Database(join(folder, "lock"));
  try {
    held.exec("begin exclusive");
    return held;
  } catch {
    held.close();
    throw new Refusal(
      "E-JOURNAL-01",
      409,
      `Another station has the journal in ${folder} open: end it, or name another folder.`,
    );
  }
}

/** An open file. */
export interface JournalFile {
  readonly path: string;
  readonly database: Database.Database;
  /** Where a damaged file was put aside. */
  readonly aside?: string;
  close(): void;
}

/**
 * Opens `journal.db` of a folder, which is made when it is missing. A file that is damaged in its
 * middle is put aside, never overwritten, and a new one begins.
 */
export function openJournalFile(folder: string, now_ms: number): JournalFile {
  const path = join(folder, "journal.db");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unwritable(path, error);
  }
  const held = lock(folder);
  try {
    const { database, aside } = openOrBegin(path, now_ms);
    const close = (): void => {
      // Statements that are not collected yet would keep SQLite from doing it.
      database.exec("pragma wal_checkpoint(truncate)");
      database.close();
      held.exec("rollback");
      held.close();
    };
    return { path, database, ...(aside === undefined ? {} : { aside }), close };
  } catch (error) {
    held.exec("rollback");
    held.close();
    throw error;
  }
}

function openOrBegin(
  path: string,
  now_ms: number,
): { database: Database.Database; aside?: string } {
  const database = sound(path);
  if (database !== undefined) return { database: prepared(database, path) };
  const aside = `${path}.damaged-${new Date(now_ms).toISOString().replaceAll(/[:.]/g, "-")}`;
  for (const ending of ["", "-wal", "-shm"]) {
    if (existsSync(path + ending)) renameSync(path + ending, aside + ending);
  }
  return { database: prepared(openDatabase(path), path), aside };
}
