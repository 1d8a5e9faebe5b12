/** Reads a meter of any maker, from its identification to its last table. */
import { ResponseCode } from "../link/codes";
import { decode, TableValues } from "../language/layout";
import { OWN_FORMATS } from "../language/formats";
import { ReadError } from "../link/read-error";
import type { MeterReader } from "./reader";
import type { ProtocolIdentity } from "../link/responses";
import { GEN_CONFIG, PROC_INITIATE, PROC_RESPONSE } from "../tables/table-general";
import { SECRET_TABLES } from "../tables/table-security";

/** The user and options of a reading. */
interface Reading {
  readonly user_id: number;
  /** Up to 10 characters. */
  readonly user: string;
  /** Without a password, the meter gives only what anybody may read. */
  readonly password: string | undefined;
  /** Codes of faster rates, on a serial line. */
  readonly bauds?: readonly number[];
}

/** What a meter gave. */
export interface MeterOctets {
  readonly identity: ProtocolIdentity;
  /** Whole tables by number. */
  readonly tables: ReadonlyMap<number, Uint8Array>;
  /** Why a table of table 0 could not be read, one sentence each. */
  readonly refused: ReadonlyMap<number, string>;
}

/** Large enough for few packets, small enough for a slow line. */
const SIZES = { packet: 1024, packets: 255 };
/** Number of the first manufacturer's table. */
const MFG = 2048;
/** Not read: tables 7 and 8 have a meaning only right after a procedure was started. */
const PROCEDURES = [PROC_INITIATE.id, PROC_RESPONSE.id];

/** The table numbers of table 0, in order. */
function namedTables(octets: Uint8Array): number[] {
  const general = decode(GEN_CONFIG, octets, new TableValues(OWN_FORMATS));
  const own = general.mfg_tbls_used.map((table) => table + MFG);
  const not_read = [GEN_CONFIG.id, ...PROCEDURES, ...SECRET_TABLES];
  return [...general.std_tbls_used, ...own].filter((table) => !not_read.includes(table));
}

/** A refusal or a malformed answer: the line works, so other tables may be readable. */
const refused = (error: unknown): string => {
  if (!(error instanceof ReadError)) throw error;
  if (error.response === undefined && error.code !== "E-C12-04") throw error;
  return error.message;
};

/** Identifies; first ends a session that a previous client left open. */
async function identify(reader: MeterReader): Promise<ProtocolIdentity> {
  try {
    return await reader.identify();
  } catch (error) {
    if (!(error instanceof ReadError && error.response === ResponseCode.Isss)) throw error;
    await reader.terminate();
    return reader.identify();
  }
}

/** Ends the session after an error, so that the next reader need not wait for a timeout. */
async function leave(reader: MeterReader, error: unknown): Promise<never> {
  if (error instanceof ReadError && error.response !== undefined) {
    await reader.terminate().catch(() => undefined);
  }
  throw error;
}

/** Ends the session; errors do not matter here, because some meters close the line at once. */
async function end(reader: MeterReader): Promise<void> {
  await reader.logoff().catch(() => undefined);
  await reader.terminate().catch(() => undefined);
}

/**
 * Reads in one session. `progress` is called for each table with the part done, 0 to 1. A refused
 * table does not end the session; a refused password does. Reads the tables of table 0: all, or
 * those in `only`.
 */
export async function readMeter(
  reader: MeterReader,
  { user_id, user, password, bauds }: Reading,
  progress: (part: number, table: number) => void,
  only?: readonly number[],
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
  const named = namedTables(first).filter((table) => only?.includes(table) ?? true);
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
