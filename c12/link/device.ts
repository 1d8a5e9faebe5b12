/** What the link needs of a meter. The tables and the procedures behind them are made elsewhere. */
import { ResponseCode } from "./codes";
import type { Part, WritePlace } from "./services";

/** What a session may do: 0 nothing more, 1 read, 2 write, 3 operate. Each holds those below it. */
export type AccessLevel = 0 | 1 | 2 | 3;

/** Why a table is not given or taken, by the short names of the response codes. */
export type Refusal = "err" | "isc" | "onp" | "iar" | "bsy" | "dnr" | "dlk";

export type Outcome = { readonly octets: Uint8Array } | { readonly refused: Refusal };

/**
 * The tables as one session has them. A procedure begins with a write of table 7 and is answered in
 * table 8. The link hands on each write once, however often its packets come.
 */
export interface TableStore {
  /** A table, or a part of it. */
  read(table: number, level: AccessLevel, part?: Part): Outcome;
  /** Nothing = done. */
  write(table: number, level: AccessLevel, octets: Uint8Array): Refusal | undefined;
  writeAt(
    table: number,
    level: AccessLevel,
    place: WritePlace,
    octets: Uint8Array,
  ): Refusal | undefined;
}

export interface Device {
  /** Changes with each power-up, and is 0 without power: a line ends with the life it began in. */
  life?(): number;
  /** The tables for a user who logs on. */
  open(user_id: number, user: string): TableStore;
  /** Level of a password; nothing when nobody has it. */
  level(password: Uint8Array): AccessLevel | undefined;
}

const CODES: Record<Refusal, ResponseCode> = {
  err: ResponseCode.Err,
  isc: ResponseCode.Isc,
  onp: ResponseCode.Onp,
  iar: ResponseCode.Iar,
  bsy: ResponseCode.Bsy,
  dnr: ResponseCode.Dnr,
  dlk: ResponseCode.Dlk,
};

export function codeOf(refusal: Refusal): ResponseCode {
  return CODES[refusal];
}

/** Passwords and keys: tables 42, 45 and 46. No level reads or writes them over a link. */
const SECRET: readonly number[] = [42, 45, 46];
/** Bit of the number of a table that waits to become active. */
const PENDING = 4096;

export function isSecret(table: number): boolean {
  return SECRET.includes(table & ~PENDING);
}
