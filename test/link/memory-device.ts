/** A small meter for tests of the link: tables in memory, and a diary of what was really done. */
import type {
  AccessLevel,
  Device,
  TableResult,
  TableRefusal,
  TableStore,
} from "@bptm/c12/link/device";
import { Passwords } from "@bptm/c12/link/passwords";
import type { TablePart, WriteStart } from "@bptm/c12/link/services";

/** Passwords of the levels. */
export const READ = "just looking";
export const OPERATE = "hands on";

/** Table 2048 may be written, 5 only be read with a password, 6 is long, 9 is never ready. */
export class MemoryDevice implements Device, TableStore {
  readonly tables = new Map<number, Uint8Array>([
    [0, Uint8Array.from({ length: 40 }, (_, n) => n)],
    [1, Buffer.from("BPTM twin 0123456789 ABCDEFGHIJK")],
    [5, Buffer.from("0123456789          ")],
    [6, Uint8Array.from({ length: 3000 }, (_, n) => (n * 7 + (n >> 8)) & 0xff)],
    [42, Buffer.from("secret")],
    [2048, new Uint8Array(30)],
  ]);
  /** One line for each write that was done. */
  readonly diary: string[] = [];
  private response: Uint8Array | undefined;
  private readonly passwords = new Passwords([
    { level: 1, password: READ },
    { level: 3, password: OPERATE },
  ]);

  open(): TableStore {
    this.response = undefined;
    return this;
  }

  level(password: Uint8Array): AccessLevel | undefined {
    return this.passwords.level(password);
  }

  read(table: number, level: AccessLevel, part?: TablePart): TableResult {
    if (table === 9) return { refused: "dnr" };
    const octets = table === 8 ? this.response : this.tables.get(table);
    if (octets === undefined) return { refused: "onp" };
    if (table === 5 && level < 1) return { refused: "isc" };
    if (part === undefined) return { octets };
    if ("indices" in part) return this.field(octets, part.indices);
    const { offset, count } = part;
    if (count < 1 || offset + count > octets.length) return { refused: "iar" };
    return { octets: octets.subarray(offset, offset + count) };
  }

  /** Here each field is one octet. */
  private field(octets: Uint8Array, [index = 0]: readonly number[]): TableResult {
    const octet = octets[index];
    return octet === undefined ? { refused: "iar" } : { octets: Uint8Array.of(octet) };
  }

  write(table: number, level: AccessLevel, octets: Uint8Array): TableRefusal | undefined {
    if (table !== 7 && !this.tables.has(table)) return "onp";
    if (level < 3) return "isc";
    if (table !== 7 && table !== 2048) return "iar";
    this.diary.push(`${table}: ${Buffer.from(octets).toString("hex")}`);
    if (table === 7) this.response = Uint8Array.of(...octets.subarray(0, 3), 0, 0xd0);
    else this.tables.set(table, octets.slice());
    return undefined;
  }

  writeAt(
    table: number,
    level: AccessLevel,
    place: WriteStart,
    octets: Uint8Array,
  ): TableRefusal | undefined {
    const whole = this.tables.get(table)?.slice();
    const offset = "offset" in place ? place.offset : (place.indices[0] ?? 0);
    if (whole === undefined || offset + octets.length > whole.length) return "iar";
    whole.set(octets, offset);
    return this.write(table, level, whole);
  }
}
