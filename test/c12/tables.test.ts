/** The tables of any meter: written, read, in whole and in part, and truly described. */
import { Clearance } from "@bptm/c12/tables/access";
import { ALL_TABLES } from "@bptm/c12/tables/all-tables";
import { OWN_FORMATS } from "@bptm/c12/language/formats";
import type { Formats, TimeFormat } from "@bptm/c12/language/formats";
import { TableValues, decode, encode } from "@bptm/c12/language/layout";
import type { MeterData } from "@bptm/c12/records/meter-data";
import { PROCEDURE_LIST } from "@bptm/c12/tables/procedure-list";
import { NUMBER_FORMS } from "@bptm/c12/language/numbers";
import type { Table, Type } from "@bptm/c12/language/schema";
import { GEN_CONFIG } from "@bptm/c12/tables/table-general";
import type { AccessControl } from "@bptm/c12/tables/table-security";
import type { TableResult } from "@bptm/c12/link/device";
import type { TableSession } from "@bptm/c12/meter/tables";
import { understand } from "@bptm/c12/reader/understand";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { METER, anyMeter, testMeter } from "./meter";

const SEED = Date.now() % 1_000_000;
console.log(`seed of the table tests: ${SEED}`);

const CHUNK = 60_000;
const tableOf = new Map(ALL_TABLES.map((table) => [table.id, table]));

function octetsOf(outcome: TableResult): Uint8Array {
  if ("octets" in outcome) return outcome.octets;
  throw new Error(`refused: ${outcome.refused}`);
}

/** A table whole, in pieces where it is too long for one answer. */
function whole(session: TableSession, id: number): Uint8Array | undefined {
  const once = session.read(id, Clearance.Operate);
  if ("octets" in once) return once.octets;
  if (once.refused !== "onp") return undefined;
  const pieces: Uint8Array[] = [];
  let offset = 0;
  for (let count = CHUNK; count > 0;) {
    const piece = session.read(id, Clearance.Operate, { offset, count });
    if ("octets" in piece) {
      pieces.push(piece.octets);
      offset += count;
    } else {
      count >>= 1;
    }
  }
  return pieces.length === 0 ? undefined : Uint8Array.from(Buffer.concat(pieces));
}

/** Every readable table of a meter by its number, as a reader that knows only octets gets it. */
function dump(data: MeterData, without: readonly number[] = []): Map<number, Uint8Array> {
  const { tables } = testMeter(() => data);
  const session = tables.open(1);
  const ids = tables.used.filter((id) => !without.includes(id));
  const all = ids.map((id) => [id, whole(session, id)] as const);
  return new Map(all.flatMap(([id, octets]) => (octets === undefined ? [] : [[id, octets]])));
}

/** What the octets of all tables mean, to a reader who knows nothing else. */
function understood(octets: ReadonlyMap<number, Uint8Array>): TableValues {
  const { formats, values, problems } = understand(octets);
  expect([...problems]).toEqual([]);
  const scope = new TableValues(formats);
  for (const [id, value] of values) scope.set(tableOf.get(id)!, () => value);
  return scope;
}

const LARGE = 2 ** 31 - 1;

describe("the meter's own tables", () => {
  test("say again what was read out of them", () => {
    fc.assert(
      fc.property(anyMeter(LARGE), (data) => {
        const octets = dump(data);
        const values = understood(octets);
        for (const [id, one] of octets) {
          const table = tableOf.get(id)!;
          const again = encode(table, values.of(table), values);
          expect(Buffer.compare(again, one), table.name).toBe(0);
        }
      }),
      { seed: SEED, numRuns: 3 },
    );
  });

  test("table 0 names exactly the readable tables, in sets of the length needed", () => {
    const { tables } = testMeter(() => ({ ...METER, last_reset: { ...RESET } }));
    const session = tables.open(1);
    const general = decode(GEN_CONFIG, octetsOf(session.read(0, 0)), new TableValues(OWN_FORMATS));
    const named = [...general.std_tbls_used, ...general.mfg_tbls_used.map((n) => n + 2048)];
    session.write(7, Clearance.Operate, Uint8Array.of(6, 0, 1, 1));
    for (let id = 0; id < 4096; id++) {
      const outcome = session.read(id, Clearance.Operate, { offset: 0, count: 1 });
      const refusal = id === 42 ? "isc" : id === 7 || !named.includes(id) ? "onp" : undefined;
      expect("refused" in outcome ? outcome.refused : undefined, `table ${id}`).toBe(refusal);
    }
    expect(general.std_tbls_used.at(-1)! >> 3).toBe(general.dim_std_tbls_used - 1);
    expect(general.mfg_tbls_used.at(-1)! >> 3).toBe(general.dim_mfg_tbls_used - 1);
    expect(general.dim_mfg_status_used).toBe(1);
  });

  test("table 0 names exactly the known procedures, and their lengths", () => {
    const general = generalOf();
    const { tables } = testMeter(() => METER);
    const results = new Map<number, number>();
    for (let number = 0; number < 4096; number++) {
      const session = tables.open(1);
      session.write(7, Clearance.Operate, Uint8Array.of(number & 255, number >> 8, 1));
      results.set(number, octetsOf(session.read(8, Clearance.Operate))[3]!);
    }
    const named = [...general.std_proc_used, ...general.mfg_proc_used.map((n) => n + 2048)];
    const known = [...results].filter(([, result]) => result !== 6).map(([number]) => number);
    expect(known).toEqual(named);
  });

  test("only the tables that table 0 marks can be written", () => {
    const general = generalOf();
    const { tables } = testMeter(() => METER);
    const session = tables.open(1);
    const octets = Uint8Array.of(6, 0, 1, 1);
    const writable = tables.used.filter((id) => !session.write(id, Clearance.Operate, octets));
    expect(writable).toEqual(general.std_tbls_write);
    expect(general.mfg_tbls_write).toEqual([]);
  });
});

test("table 44 states the true level of each table and procedure", () => {
  const { tables } = testMeter(() => ({ ...METER, last_reset: { ...RESET } }));
  const octets = new Map([0, 41, 44].map((id) => [id, octetsOf(tables.read(id))]));
  const { access_control } = understand(octets).values.get(44) as AccessControl;
  expect(access_control.length).toBe(tables.used.length + PROCEDURE_LIST.length);
  for (const { access_table_def: is, read, write } of access_control) {
    const number = is.tbl_proc_nbr + (is.std_vs_mfg_flag ? 2048 : 0);
    for (const level of [Clearance.None, Clearance.Read, Clearance.Write, Clearance.Operate]) {
      const session = tables.open(1);
      // Each level holds the groups of those below it.
      const holds = (groups: number): boolean => (groups & ((1 << level) - 1)) !== 0;
      const start = Uint8Array.of(...(is.proc_flag ? [number & 255, number >> 8] : [6, 0]), 1);
      const taken = session.write(is.proc_flag ? 7 : number, level, start) === undefined;
      if (is.proc_flag) {
        const result = octetsOf(session.read(8, level))[3];
        expect(result !== 5, `procedure ${number}`).toBe(is.flag2 || holds(write));
      } else {
        expect(taken, `writing table ${number}`).toBe(is.flag2 || holds(write));
        session.write(7, level, Uint8Array.of(6, 0, 1, 1));
        const given = "octets" in session.read(number, level, { offset: 0, count: 1 });
        expect(given, `table ${number}`).toBe(is.flag1 || holds(read));
      }
    }
  }
});

const RESET = { at_s: METER.clock_s, demand_resets: 1, registers: METER.registers };

function generalOf(): ReturnType<typeof decode<typeof GEN_CONFIG extends Table<infer T> ? T : 0>> {
  const { tables } = testMeter(() => METER);
  return decode(GEN_CONFIG, octetsOf(tables.read(0)), new TableValues(OWN_FORMATS));
}

describe("partial reads", () => {
  test("by offset are slices of the whole", () => {
    const { tables } = testMeter(() => ({ ...METER, last_reset: RESET }));
    const session = tables.open(1);
    const octets = dump({ ...METER, last_reset: RESET });
    const ids = [...octets.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.nat(), fc.nat(), (id, a, b) => {
        const one = octets.get(id)!;
        const offset = a % one.length;
        const count = 1 + (b % Math.min(3000, one.length - offset));
        const part = octetsOf(session.read(id, Clearance.Operate, { offset, count }));
        expect(Buffer.compare(part, one.slice(offset, offset + count))).toBe(0);
      }),
      { seed: SEED, numRuns: 400 },
    );
    for (const [id, one] of octets) {
      const beyond = session.read(id, Clearance.Operate, { offset: one.length, count: 1 });
      expect(beyond).toEqual({ refused: "iar" });
    }
  });

  /** Every path to an element, with where it lies by adding sizes up one after the other. */
  function* paths(
    type: Type<unknown>,
    scope: TableValues,
    at: readonly number[],
    start: number,
  ): Generator<[readonly number[], number, number]> {
    const { inner } = type;
    if (inner.kind === "leaf") return;
    const count = inner.kind === "array" ? inner.count.of(scope) : inner.fields.length;
    let offset = start;
    for (let n = 0; n < count; n++) {
      const child = inner.kind === "array" ? inner.element : inner.fields[n]![1];
      const size = child.size(scope);
      yield [[...at, n], offset, size];
      // The middle of a long array is like its ends.
      if (size > 0 && (n < 2 || n === count - 1)) yield* paths(child, scope, [...at, n], offset);
      offset += size;
    }
  }

  test("by index are slices of the whole", () => {
    const { tables } = testMeter(() => ({ ...METER, last_reset: RESET }));
    const session = tables.open(1);
    const octets = dump({ ...METER, last_reset: RESET });
    const values = understood(octets);
    let read = 0;
    for (const [id, one] of octets) {
      // Table 0 and table 8 count by themselves: their own value is needed to add sizes up.
      if (id === 0 || id === 8) continue;
      for (const [indices, offset, size] of paths(tableOf.get(id)!.type, values, [], 0)) {
        const outcome = session.read(id, Clearance.Operate, { indices, count: 1 });
        if (size === 0) expect(outcome).toEqual({ refused: "iar" });
        else if (size > 0xffff) expect(outcome).toEqual({ refused: "onp" });
        else {
          expect(Buffer.compare(octetsOf(outcome), one.slice(offset, offset + size))).toBe(0);
        }
        read += 1;
      }
      const beyond = session.read(id, Clearance.Operate, { indices: [99], count: 1 });
      expect(beyond).toEqual({ refused: "iar" });
    }
    expect(read).toBeGreaterThan(1000);
    const set = octetsOf(session.read(0, Clearance.Operate, { indices: [16], count: 2 }));
    const general = generalOf();
    const length = general.dim_std_tbls_used + general.dim_mfg_tbls_used;
    expect(set).toEqual(octets.get(0)!.slice(19, 19 + length));
  });

  test("several elements from an index on", () => {
    const session = testMeter(() => METER).tables.open(1);
    const all = octetsOf(session.read(23, Clearance.Operate));
    const two = session.read(23, Clearance.Operate, { indices: [1, 0, 0], count: 2 });
    expect(octetsOf(two)).toEqual(all.slice(1, 13));
    const eleven = session.read(23, Clearance.Operate, { indices: [1, 0, 0], count: 11 });
    expect(eleven).toEqual({ refused: "iar" });
  });
});

/** The largest number that each form of numbers holds exactly. */
const MOST = [LARGE, 2 ** 24, LARGE, 999_999, 200_000, 999_999, 9_999, 2 ** 23 - 1, LARGE].concat([
  LARGE,
  LARGE,
  LARGE,
  99_999_999,
  LARGE,
]);

const anyFormats: fc.Arbitrary<Formats> = fc.record({
  msb_first: fc.boolean(),
  char_format: fc.constantFrom(1, 2, 3),
  tm_format: fc.constantFrom<TimeFormat[]>(0, 1, 2, 3, 4),
  id_is_bcd: fc.boolean(),
  int_format: fc.constantFrom(0, 1, 2),
  ni_format1: fc.nat(NUMBER_FORMS - 1),
  ni_format2: fc.nat(NUMBER_FORMS - 1),
});

test("any meter's formats are followed: byte order, texts, times and numbers", () => {
  const cases = anyFormats.chain((formats) => {
    const most = Math.min(MOST[formats.ni_format1]!, MOST[formats.ni_format2]!);
    const meter = anyMeter(most, formats.tm_format !== 0).map((data): MeterData => {
      const identity = { ...data.identity, device_id: "0".repeat(14) + "123456" };
      return { ...data, identity };
    });
    return fc.tuple(fc.constant(formats), meter);
  });
  fc.assert(
    fc.property(cases, ([formats, data]) => {
      // The load profile is long, and has a test of its own; times need a clock.
      const octets = dump(data, formats.tm_format === 0 ? [64, 74, 76] : [64]);
      const ours = understood(octets);
      const theirs = new TableValues(formats);
      for (const id of octets.keys()) theirs.set(tableOf.get(id)!, () => ours.of(tableOf.get(id)!));
      for (const id of octets.keys()) {
        const table = tableOf.get(id)!;
        const again = decode(table, encode(table, ours.of(table), theirs), theirs);
        expect(again, `${table.name} ${JSON.stringify(formats)}`).toEqual(ours.of(table));
      }
    }),
    { seed: SEED, numRuns: 30 },
  );
});

test.each([1, 2, 3, 4] as const)("the load profile in time format %i, most first", (tm_format) => {
  const ours = understood(dump(METER));
  const formats: Formats = { ...OWN_FORMATS, tm_format, msb_first: true, ni_format1: 0 };
  const theirs = new TableValues(formats);
  for (const table of ALL_TABLES) theirs.set(table, () => ours.of(table));
  const profile = tableOf.get(64)!;
  const written = encode(profile, ours.of(profile), theirs);
  const again = decode(profile, written, theirs);
  expect(
    Buffer.compare(encode(profile, again, ours), encode(profile, ours.of(profile), ours)),
  ).toBe(0);
});
