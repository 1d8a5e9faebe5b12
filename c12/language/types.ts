/** The field types of tables. */
import { TableError } from "./formats";
import type { Formats } from "./formats";
import { numberForm, putSigned, putUnsigned, takeSigned, takeUnsigned } from "./numbers";
import type { Known } from "./numbers";
import { leaf } from "./schema";
import type { FieldCount, Scope, Type } from "./schema";
import { putTime, putTimeOfDay, takeTime, takeTimeOfDay, timeOfDaySize, timeSize } from "./times";

type IntegerSize = 1 | 2 | 3 | 4 | 5 | 6 | 8;

/** UINT8 to UINT64. */
export function uint(size: IntegerSize): Type<number> {
  return leaf(
    `UINT${size * 8}`,
    () => size,
    (value, formats) => putUnsigned(value, size, formats),
    (octets, formats) => takeUnsigned(octets, formats),
  );
}

/** INT8 to INT64; table 0 selects the encoding of negative numbers. */
export function int(size: IntegerSize): Type<number> {
  return leaf(
    `INT${size * 8}`,
    () => size,
    (value, formats) => putSigned(value, size, formats),
    (octets, formats) => takeSigned(octets, formats),
  );
}

function numeric(name: string, code: (formats: Formats) => number): Type<Known> {
  return leaf(
    name,
    (formats) => numberForm(code(formats)).size,
    (value, formats) => numberForm(code(formats)).put(value, formats),
    (octets, formats) => numberForm(code(formats)).take(octets, formats),
  );
}

/** The number format of registers, by table 0; undefined where the meter has no value. */
export const NI_FMAT1: Type<Known> = numeric("NI_FMAT1", ({ ni_format1 }) => ni_format1);
/** The number format of demands, by table 0; undefined where the meter has no value. */
export const NI_FMAT2: Type<Known> = numeric("NI_FMAT2", ({ ni_format2 }) => ni_format2);

function time(name: string, long: boolean): Type<Known> {
  return leaf<Known>(
    name,
    (formats) => timeSize(long, formats),
    (value, formats) => putTime(value, long, formats),
    (octets, formats) => takeTime(octets, formats),
  );
}

/** Date and time to the second; undefined while not known. */
export const LTIME_DATE: Type<Known> = time("LTIME_DATE", true);
/** Date and time to the minute; undefined while not known. */
export const STIME_DATE: Type<Known> = time("STIME_DATE", false);
/** Seconds of a day, or of a duration. */
export const TIME: Type<Known> = leaf("TIME", timeOfDaySize, putTimeOfDay, takeTimeOfDay);

function putText(text: string, size: number, { char_format }: Formats): Uint8Array {
  const limit = char_format === 1 ? 0x7f : 0xff;
  const codes = [...text].map((char) => char.codePointAt(0) ?? 0);
  const octets = char_format === 3 ? [...new TextEncoder().encode(text)] : codes;
  if (octets.length > size || octets.some((octet) => octet > limit && char_format !== 3)) {
    const where = `${size} octets of character format ${char_format}`;
    throw new TableError(
      "E-TBL-01",
      `"${text}" does not fit ${where}: shorten it or replace characters.`,
    );
  }
  return Uint8Array.from({ length: size }, (_, n) => octets[n] ?? 0x20);
}

function takeText(octets: Uint8Array, { char_format }: Formats): string {
  const text = new TextDecoder(char_format === 3 ? "utf-8" : "latin1").decode(octets);
  return text.replace(/[\0 ]+$/, "");
}

/** STRING: text, padded with blanks. */
export function text(size: number): Type<string> {
  return leaf(
    `STRING(${size})`,
    () => size,
    (value, formats) => putText(value, size, formats),
    takeText,
  );
}

/** An identifier: text, or BCD digits where table 0 says so. */
export function identifier(text_size: number, digits_size: number): Type<string> {
  return leaf(
    `STRING(${text_size}) or BCD(${digits_size}) by ID_FORM`,
    ({ id_is_bcd }) => (id_is_bcd ? digits_size : text_size),
    (value, formats) => {
      if (!formats.id_is_bcd) return putText(value, text_size, formats);
      if (!/^\d*$/.test(value) || value.length > 2 * digits_size) {
        const range = `give at most ${2 * digits_size} digits`;
        throw new TableError(
          "E-TBL-01",
          `The identifier "${value}" has other characters or too many digits: ${range}.`,
        );
      }
      // Digit F means no digit, so that an empty identifier differs from identifier 0.
      const digits =
        value === "" ? "f".repeat(2 * digits_size) : value.padStart(2 * digits_size, "0");
      return Uint8Array.from(Buffer.from(digits, "hex"));
    },
    (octets, formats) =>
      formats.id_is_bcd
        ? Buffer.from(octets).toString("hex").replaceAll("f", "")
        : takeText(octets, formats),
  );
}

/** Octets whose number another field holds. */
function counted<T>(
  name: string,
  count: FieldCount | number,
  put: (value: T, size: number) => Uint8Array,
  take: (octets: Uint8Array) => T,
): Type<T> {
  const size = (scope: Scope): number => (typeof count === "number" ? count : count.of(scope));
  return {
    name: `${name}(${typeof count === "number" ? count : count.text})`,
    note: "",
    inner: { kind: "leaf" },
    size,
    put: (value, scope, to) => to.put(put(value, size(scope))),
    take: (scope, from) => take(from.take(size(scope))),
  };
}

/** BINARY: octets that no format changes. */
export function binary(count: FieldCount | number): Type<Uint8Array> {
  return counted(
    "BINARY",
    count,
    (value, size) => {
      if (value.length === size) return value;
      throw new TableError("E-TBL-01", `${value.length} octets do not fit: give ${size}.`);
    },
    (octets) => octets.slice(),
  );
}

/** SET: the numbers of its members, ascending. Bit `i` of octet `k` is member `8 k + i`. */
export function set(count: FieldCount | number): Type<readonly number[]> {
  return counted<readonly number[]>(
    "SET",
    count,
    (members, size) => {
      const octets = new Uint8Array(size);
      for (const member of members) {
        if (member < 0 || member >= 8 * size) {
          const range = `give 0 to ${8 * size - 1}`;
          throw new TableError("E-TBL-01", `Member ${member} does not fit: ${range}.`);
        }
        octets[member >> 3] = (octets[member >> 3] ?? 0) | (1 << (member & 7));
      }
      return octets;
    },
    (octets) =>
      [...octets].flatMap((octet, k) =>
        [0, 1, 2, 3, 4, 5, 6, 7].filter((i) => (octet >> i) & 1).map((i) => 8 * k + i),
      ),
  );
}

/** The rest of a table: the octets of the field `field` of the same table. */
export function rest(field: string): Type<Uint8Array> {
  const held = (scope: Scope): unknown => (scope.own as Record<string, unknown>)[field];
  return {
    name: "BINARY to the end",
    note: "",
    inner: { kind: "leaf" },
    size: (scope) => {
      const octets = held(scope);
      return octets instanceof Uint8Array ? octets.length : 0;
    },
    put: (value, _scope, to) => to.put(value),
    take: (_scope, from) => from.take(from.left).slice(),
  };
}

/** Position of a member of a bit field: its bit, or its lowest bit and its width. */
type Bits<T> = {
  readonly [K in keyof T]-?: T[K] extends boolean ? number : readonly [number, number];
};

/** Members of one unsigned word; single bits are booleans. */
export function bits<T extends object>(size: 1 | 2 | 4, members: Bits<T>): Type<T> {
  const all = Object.entries(members) as [keyof T & string, number | readonly [number, number]][];
  const list = all.map(([name, at]) =>
    typeof at === "number" ? `${name} b${at}` : range(name, at),
  );
  return leaf(
    `BITFIELD${size * 8} {${list
      .join(", ")
      .toUpperCase()
      .replaceAll(/ B(?=\d)/g, " b")}}`,
    () => size,
    (value, formats) => {
      let word = 0;
      for (const [name, at] of all) word += bitsOf(name, value[name], at);
      return putUnsigned(word, size, formats);
    },
    (octets, formats) => {
      const word = takeUnsigned(octets, formats);
      const value: Record<string, unknown> = {};
      for (const [name, at] of all) {
        const [low, width] = typeof at === "number" ? [at, 1] : at;
        const member = Math.floor(word / 2 ** low) % 2 ** width;
        value[name] = typeof at === "number" ? member === 1 : member;
      }
      return value as T;
    },
  );
}

const range = (name: string, [low, width]: readonly [number, number]): string =>
  `${name} b${low}-${low + width - 1}`;

function bitsOf(name: string, value: unknown, at: number | readonly [number, number]): number {
  if (typeof at === "number") return value === true ? 2 ** at : 0;
  const [low, width] = at;
  if (typeof value !== "number" || !(value >= 0 && value < 2 ** width)) {
    const range = `give 0 to ${2 ** width - 1}`;
    throw new TableError(
      "E-TBL-01",
      `${name.toUpperCase()} does not take ${String(value)}: ${range}.`,
    );
  }
  return value * 2 ** low;
}
