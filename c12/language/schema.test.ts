import { expect, test } from "vitest";
import { OWN_FORMATS, TableError } from "./formats";
import type { Formats } from "./formats";
import { TableValues, decode, encode, rangeOf, sizeOf } from "./layout";
import { array, countHere, countIn, flagIn, record, table, when } from "./schema";
import type { Table } from "./schema";
import { binary, bits, identifier, set, text, uint } from "./types";

interface Limits {
  readonly flags: { readonly named: boolean; readonly kind: number };
  readonly things: number;
  readonly set_octets: number;
  readonly chosen: readonly number[];
}

const LIMITS: Table<Limits> = table(9, "LIMITS_TBL", "", {
  flags: bits<Limits["flags"]>(2, { named: 0, kind: [4, 6] }),
  things: uint(1),
  set_octets: uint(1),
  chosen: set(countHere("set_octets")),
});

interface Thing {
  readonly name: string | undefined;
  readonly mark: Uint8Array;
}

interface Things {
  readonly serial: string;
  readonly things: readonly Thing[];
}

const THINGS: Table<Things> = table(10, "THINGS_TBL", "", {
  serial: identifier(6, 2),
  things: array(
    countIn(LIMITS, "things"),
    record<Thing>("THING_RCD", {
      name: when(flagIn(LIMITS, "flags", "named"), text(4)),
      mark: binary(2),
    }),
  ),
});

const limits = (named: boolean, things: number): Limits => ({
  flags: { named, kind: 33 },
  things,
  set_octets: 2,
  chosen: [0, 9],
});

function scope(value: Limits, formats: Partial<Formats> = {}): TableValues {
  const values = new TableValues({ ...OWN_FORMATS, ...formats });
  values.set(LIMITS, () => value);
  return values;
}

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString("hex");

const two: Things = {
  serial: "12",
  things: [
    { name: "a", mark: Uint8Array.of(1, 2) },
    { name: "bcde", mark: Uint8Array.of(3, 4) },
  ],
};

test("bits, sets with a length field, and byte order", () => {
  const one = limits(true, 2);
  expect(hex(encode(LIMITS, one, scope(one)))).toBe("110202020102");
  const other = scope(one, { msb_first: true });
  expect(hex(encode(LIMITS, one, other))).toBe("021102020102");
  expect(decode(LIMITS, encode(LIMITS, one, other), other)).toEqual(one);
});

test("counts and flags of another table define the fields of this one", () => {
  const named = scope(limits(true, 2));
  expect(hex(encode(THINGS, two, named))).toBe("313220202020612020200102626364650304");
  expect(sizeOf(THINGS, two, named)).toBe(18);
  const digits = scope(limits(false, 2), { id_is_bcd: true });
  expect(hex(encode(THINGS, two, digits))).toBe("001201020304");
  expect(decode(THINGS, encode(THINGS, two, digits), digits)).toEqual({
    serial: "0012",
    things: two.things.map(({ mark }) => ({ name: undefined, mark })),
  });
  expect(hex(encode(THINGS, { ...two, serial: "" }, digits)).slice(0, 4)).toBe("ffff");
});

test("a window is encoded without the fields around it", () => {
  const named = scope(limits(true, 2));
  const watched = { ...two, things: [new Proxy(two.things[0]!, REFUSES), two.things[1]!] };
  expect(hex(encode(THINGS, watched, named, 13, 4))).toBe("63646503");
});

/** What must not be looked at. */
const REFUSES: ProxyHandler<Thing> = {
  get: (_, name) => {
    throw new Error(`${String(name)} was looked at`);
  },
};

test("ranges by index: fields, elements, several of them, and absent ones", () => {
  const named = scope(limits(true, 2));
  const at = (...indices: number[]): unknown => rangeOf(THINGS, two, named, indices, 1);
  expect(at(0)).toEqual({ offset: 0, length: 6 });
  expect(at(1)).toEqual({ offset: 6, length: 12 });
  expect(at(1, 1)).toEqual({ offset: 12, length: 6 });
  expect(at(1, 1, 1)).toEqual({ offset: 16, length: 2 });
  expect(rangeOf(THINGS, two, named, [1, 0], 2)).toEqual({ offset: 6, length: 12 });
  for (const wrong of [[2], [1, 2], [1, 0, 2], [0, 0], [1, 0, 0, 0], []]) {
    expect(at(...wrong)).toBeUndefined();
  }
  expect(rangeOf(THINGS, two, named, [1, 1], 2)).toBeUndefined();
  expect(rangeOf(THINGS, two, named, [0], 0)).toBeUndefined();
  const bare = scope(limits(false, 2));
  expect(rangeOf(THINGS, two, bare, [1, 0, 0], 1)).toBeUndefined();
  expect(rangeOf(THINGS, two, bare, [1, 0, 1], 1)).toEqual({ offset: 6, length: 2 });
});

test.each([
  ["E-TBL-01", /"toolong" does not fit 6 octets/, { ...two, serial: "toolong" }],
  [
    "E-TBL-01",
    /"\u00e9" does not fit 6 octets of character format 1/,
    { ...two, serial: "\u00e9" },
  ],
  ["E-TBL-01", /LIMITS_TBL\.THINGS needs another length: give 2/, { ...two, things: [] }],
])("a value that does not fit is refused: %s %s", (code, message, value) => {
  const named = scope(limits(true, 2));
  expect(() => encode(THINGS, value, named)).toThrow(message);
  expect(() => encode(THINGS, value, named)).toThrow(expect.objectContaining({ code }));
});

test("members, sets and missing tables are refused too", () => {
  const one = limits(true, 1);
  const bad = { ...one, flags: { named: true, kind: 64 } };
  expect(() => encode(LIMITS, bad, scope(one))).toThrow(/^E-TBL-01: KIND does not take 64/);
  expect(() => encode(LIMITS, { ...one, chosen: [16] }, scope(one))).toThrow(
    /^E-TBL-01: Member 16 does not fit: give 0 to 15/,
  );
  const none = new TableValues(OWN_FORMATS);
  expect(() => encode(THINGS, two, none)).toThrow(TableError);
  expect(() => encode(THINGS, two, none)).toThrow(
    /^E-TBL-04: LIMITS_TBL is not known: read table 9/,
  );
});
