/** Reads a meter of any maker from its identification to its last table. */
import { ResponseCode } from "../link/codes";
import { decode, TableValues } from "../language/layout";
import { OWN_FORMATS } from "../language/formats";
import { ReadError } from "../link/read-error";
import type { MeterReader } from "./reader";
import type { Identity } from "../link/responses";
import { GEN_CONFIG } from "../tables/table-general";
import { SECRET_TABLES } from "../tables/table-security";

/** Who reads. */
export interface Reading {
  readonly user_id: number;
  /** Up to 10 characters. */
  readonly user: string;
  /** Without one, the meter gives what anybody may read. */
  readonly password: string | undefined;
  /** Codes of faster rates, on a serial line. */
  readonly bauds?: readonly number[];
}

/** What a meter gave. */
export interface MeterOctets {
  readonly identity: Identity;
  /** Whole tables by their numbers. */
  readonly tables: ReadonlyMap<number, Uint8Array>;
  /** Why a table that table 0 names was not given, in a sentence each. */
  readonly refused: ReadonlyMap<number, string>;
}

/** Large enough for few packets, small enough for a slow line. */
const SIZES = { packet: 1024, packets: 255 };
/** Number of a manufacturer's first table. */
const MFG = 2048;
/** Procedures are not read: their tables mean something only right after one was started. */
const PROCEDURES = [7, 8];

/** Those that the meter names in table 0, in their order. */
function namedTables(octets: Uint8Array): number[] {
  const general = decode(GEN_CONFIG, octets, new TableValues(OWN_FORMATS));
  const own = general.mfg_tbls_used.map((table) => table + MFG);
  const not_read = [GEN_CONFIG.id, ...PROCEDURES, ...SECRET_TABLES];
  return [...general.std_tbls_used, ...own].filter((table) => !not_read.includes(table));
}

/** A refusal, or an answer that is not as it must be: the line is well, and so may others be. */
const refused = (error: unknown): string => {
  if (!(error instanceof ReadError)) throw error;
  if (error.response === undefined && error.code !== "E-C12-04") throw error;
  return error.message;
};

/** A session that was never ended, by whoever was here before, is ended first. */
async function identify(reader: MeterReader): Promise<Identity> {
  try {
    return await reader.identify();
  } catch (error) {
    if (!(error instanceof ReadError && error.response === ResponseCode.Isss)) throw error;
    await reader.terminate();
    return reader.identify();
  }
}

/** After a refusal the meter is there still, and the next reader shall not have to wait. */
async function leave(reader: MeterReader, error: unknown): Promise<never> {
  if (error instanceof ReadError && error.response !== undefined) {
    await reader.terminate().catch(() => undefined);
  }
  throw error;
}

/** What has been read is read, however the meter takes the end: some close the line at once. */
async function end(reader: MeterReader): Promise<void> {
  await reader.logoff().catch(() => undefined);
  await reader.terminate().catch(() => undefined);
}

/**
 * A whole session. `progress` hears of each table, and how far it is, 0 to 1. A refused table does
 * not end it; a refused password does. Of the tables that table 0 names, all or those `wanted`.
 */
export async function readMeter(
  reader: MeterReader,
  { user_id, user, password, bauds }: Reading,
  progress: (part: number, table: number) => void,
  wanted?: readonly number[],
): Promise<MeterOctets> {
  const identity = await identify(reader);
  // A meter that does not negotiate is read in small packets.
  await reader.negotiate(SIZES, bauds).catch(refused);
  await reader.logon(user_id, user).catch((error: unknown) => leave(reader, error));
  if (password !== undefined) {
    await reader.security(password).catch((error: unknown) => leave(reader, error));
  }
  const first = await reader.readTable(GEN_CONFIG.id);
  const tables = new Map([[GEN_CONFIG.id, first]]);
  const not_given = new Map<number, string>();
  const named = namedTables(first).filter((table) => wanted?.includes(table) ?? true);
  for (const [done, table] of named.entries()) {
    progress(done / named.length, table);
    try {
      tables.set(table, await reader.readTable(table));
    } catch (error) {
      not_given.set(table, refused(error));
    }
  }
  await end(reader);
  return { identity, tables, refused: not_given };
}
