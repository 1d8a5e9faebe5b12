/** What the link needs from a meter. The tables and procedures behind it are in `c12/meter`. */
import { SECRET_TABLES } from "../tables/table-security";
import { ResponseCode } from "./codes";
import type { TablePart, WriteStart } from "./services";

/**
 * What a session may do: 0 nothing, 1 read, 2 write, 3 operate. Each level includes those below.
 */
export type AccessLevel = 0 | 1 | 2 | 3;

/** Why a table cannot be read or written, by the short names of the response codes. */
export type TableRefusal = "err" | "isc" | "onp" | "iar" | "bsy" | "dnr" | "dlk";

export type TableResult = { readonly octets: Uint8Array } | { readonly refused: TableRefusal };

/**
 * The tables as one session sees them. A write of table 7 starts a procedure; its result is in
 * table 8. The link passes on each write once, even when its packets are repeated.
 */
export interface TableStore {
  /** Reads a table or a part of it. */
  read(table: number, level: AccessLevel, part?: TablePart): TableResult;
  /** Returns undefined when done. */
  write(table: number, level: AccessLevel, octets: Uint8Array): TableRefusal | undefined;
  writeAt(
    table: number,
    level: AccessLevel,
    place: WriteStart,
    octets: Uint8Array,
  ): TableRefusal | undefined;
  /** What the last write started is still being carried out: its answer may wait a moment. */
  settling?(): boolean;
}

export interface Device {
  /** Number of the present power-up, 0 without power. A line ends when it changes. */
  life?(): number;
  /** The tables for a user who logs on. */
  open(user_id: number, user: string): TableStore;
  /** Level of a password; undefined for a wrong one. */
  level(password: Uint8Array): AccessLevel | undefined;
}

const CODES: Record<TableRefusal, ResponseCode> = {
  err: ResponseCode.Err,
  isc: ResponseCode.Isc,
  onp: ResponseCode.Onp,
  iar: ResponseCode.Iar,
  bsy: ResponseCode.Bsy,
  dnr: ResponseCode.Dnr,
  dlk: ResponseCode.Dlk,
};

export function codeOf(refusal: TableRefusal): ResponseCode {
  return CODES[refusal];
}

/** Set in the number of a pending table. */
const PENDING = 4096;

/** Also where the table is pending: not in force yet. */
export function isSecret(table: number): boolean {
  return SECRET_TABLES.includes(table & ~PENDING);
}
