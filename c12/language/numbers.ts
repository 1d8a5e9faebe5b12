/** Number formats of C12.19: integers, floating point, digits as text, BCD. */
import { TableError } from "./formats";
import type { Formats } from "./formats";

function fits(value: number, least: number, most: number, what: string): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new TableError("E-TBL-01", `${value} does not fit ${what}: give ${least} to ${most}.`);
}

/** Converts between the meter's byte order and least significant first. */
const ordered = (octets: Uint8Array, formats: Formats): Uint8Array =>
  formats.msb_first ? octets.toReversed() : octets;

/** Unsigned, least significant first. */
function little(value: number, size: number): Uint8Array {
  const octets = new Uint8Array(size);
  let rest = value;
  for (let n = 0; n < size; n++) {
    octets[n] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return octets;
}

function exact(value: bigint): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new TableError("E-TBL-03", `${value} is too large to be read exactly: read it as octets.`);
}

function bigOf(octets: Uint8Array): bigint {
  return octets.reduceRight((sum, octet) => sum * 256n + BigInt(octet), 0n);
}

const MOST: readonly number[] = Array.from({ length: 9 }, (_, size) =>
  Math.min(2 ** (8 * size) - 1, Number.MAX_SAFE_INTEGER),
);

/** Largest unsigned number of this size that is still exact in a double. */
const most = (size: number): number => MOST[size] ?? 0;

export function putUnsigned(value: number, size: number, formats: Formats): Uint8Array {
  fits(value, 0, most(size), `UINT${size * 8}`);
  return ordered(little(value, size), formats);
}

export function takeUnsigned(octets: Uint8Array, formats: Formats): number {
  return exact(bigOf(ordered(octets, formats)));
}

export function putSigned(value: number, size: number, formats: Formats): Uint8Array {
  const half = Math.floor(most(size) / 2);
  const lowest = formats.int_format === 0 ? -half - 1 : -half;
  fits(value, lowest, half, `INT${size * 8}`);
  if (value >= 0) return ordered(little(value, size), formats);
  const octets = little(formats.int_format === 0 ? -1 - value : -value, size);
  if (formats.int_format === 2) octets[size - 1] = (octets[size - 1] ?? 0) | 0x80;
  else octets.forEach((octet, n) => void (octets[n] = ~octet));
  return ordered(octets, formats);
}

export function takeSigned(octets: Uint8Array, formats: Formats): number {
  const big = bigOf(ordered(octets, formats));
  const bits = BigInt(octets.length * 8);
  const sign = 1n << (bits - 1n);
  if (big < sign) return exact(big);
  if (formats.int_format === 2) return -exact(big - sign);
  return exact(big - (sign << 1n) + (formats.int_format === 0 ? 0n : 1n));
}

/** BCD: two digits per octet, the most significant first. */
export function putDigits(value: number, size: number): Uint8Array {
  fits(value, 0, 10 ** (2 * size) - 1, `BCD${2 * size}`);
  const digits = String(value).padStart(2 * size, "0");
  return Uint8Array.from({ length: size }, (_, n) => parseInt(digits.slice(2 * n, 2 * n + 2), 16));
}

/** Undefined when the octets are not digits. */
export function takeDigits(octets: Uint8Array): number | undefined {
  const text = [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("");
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** A number, or undefined where the meter has none. */
export type Known = number | undefined;

interface NumberForm {
  readonly name: string;
  readonly size: number;
  put(value: Known, formats: Formats): Uint8Array;
  take(octets: Uint8Array, formats: Formats): Known;
}

function integer(size: number): NumberForm {
  const unknown = (formats: Formats): Uint8Array => {
    const octets = new Uint8Array(size);
    // The lowest number of the format means "no value": no register and no reading reaches it.
    octets[size - 1] = 0x80;
    if (formats.int_format === 2) octets.fill(0xff);
    return ordered(octets, formats);
  };
  return {
    name: `INT${size * 8}`,
    size,
    put: (value, formats) =>
      value === undefined ? unknown(formats) : putSigned(value, size, formats),
    take: (octets, formats) => {
      const none = unknown(formats);
      if (octets.every((octet, n) => octet === none[n])) return undefined;
      return takeSigned(octets, formats);
    },
  };
}

function floating(size: 4 | 8): NumberForm {
  const view = new DataView(new ArrayBuffer(size));
  return {
    name: `FLOAT${size * 8}`,
    size,
    put: (value, { msb_first }) => {
      if (size === 8) view.setFloat64(0, value ?? NaN, !msb_first);
      else view.setFloat32(0, value ?? NaN, !msb_first);
      return new Uint8Array(view.buffer.slice(0));
    },
    take: (octets, { msb_first }) => {
      octets.forEach((octet, n) => view.setUint8(n, octet));
      const value = size === 8 ? view.getFloat64(0, !msb_first) : view.getFloat32(0, !msb_first);
      return Number.isNaN(value) ? undefined : value;
    },
  };
}

/** A number as text; blanks mean no number. */
function digitsAsText(size: number): NumberForm {
  return {
    name: `FLOAT_CHAR${size}`,
    size,
    put: (value) => {
      const text = value === undefined ? "" : String(value);
      if (text.length > size) fits(value ?? 0, 0, 10 ** (size - 1), `${size} characters`);
      return new TextEncoder().encode(text.padEnd(size));
    },
    take: (octets) => {
      const text = String.fromCharCode(...octets).replace(/[\0 ]/g, "");
      const value = Number(text);
      return text === "" || Number.isNaN(value) ? undefined : value;
    },
  };
}

/** INT32 with four decimals. */
function fixedPoint(): NumberForm {
  const whole = integer(4);
  return {
    name: "INT32 with four decimals",
    size: 4,
    put: (value, formats) =>
      whole.put(value === undefined ? undefined : Math.round(value * 10_000), formats),
    take: (octets, formats) => {
      const value = whole.take(octets, formats);
      return value === undefined ? undefined : value / 10_000;
    },
  };
}

function packed(size: number): NumberForm {
  return {
    name: `FIXED_BCD${size * 2}`,
    size,
    put: (value) =>
      value === undefined ? new Uint8Array(size).fill(0xff) : putDigits(value, size),
    take: (octets) => takeDigits(octets),
  };
}

/** The number formats of `NI_FMAT1` and `NI_FMAT2`, by code. */
const FORMS: readonly NumberForm[] = [
  floating(8),
  floating(4),
  digitsAsText(12),
  digitsAsText(6),
  fixedPoint(),
  packed(3),
  packed(2),
  integer(3),
  integer(4),
  integer(5),
  integer(6),
  integer(8),
  packed(4),
  digitsAsText(21),
];

/** How many codes of number formats there are. */
export const NUMBER_FORMS: number = FORMS.length;

export function numberForm(code: number): NumberForm {
  const form = FORMS[code];
  if (form !== undefined) return form;
  throw new TableError("E-TBL-03", `Number format ${code} is not one of 0 to 13: correct table 0.`);
}
