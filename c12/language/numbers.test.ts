import { expect, test } from "vitest";
import { OWN_FORMATS } from "./formats";
import type { Formats } from "./formats";
import { numberForm, putSigned, takeSigned } from "./numbers";
import { putTime, putTimeOfDay, takeTime, takeTimeOfDay, timeOfDaySize } from "./times";

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString("hex");
const octets = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "hex"));

/** Code of the form, most significant first, value, octets. */
const FORMS: readonly [number, boolean, number | undefined, string][] = [
  [0, false, 1.5, "000000000000f83f"],
  [1, true, 1.5, "3fc00000"],
  [1, false, undefined, "0000c07f"],
  [2, false, 123.5, "3132332e3520202020202020"],
  [3, false, 7.2, "372e32202020"],
  [3, false, undefined, "202020202020"],
  [4, false, 0.0001, "01000000"],
  [4, true, 1, "00002710"],
  [5, false, 123_456, "123456"],
  [6, false, 1234, "1234"],
  [6, false, undefined, "ffff"],
  [7, false, -2, "feffff"],
  [8, true, 7200, "00001c20"],
  [8, false, undefined, "00000080"],
  [9, false, 258, "0201000000"],
  [10, false, 1_000_000, "40420f000000"],
  [10, false, undefined, "000000000080"],
  [11, true, -1, "ffffffffffffffff"],
  [12, false, 12_345_678, "12345678"],
  [13, false, 21, "323120202020202020202020202020202020202020"],
];

test.each(FORMS)("form %i, most significant first %s: %s is %s", (code, msb_first, value, text) => {
  const formats: Formats = { ...OWN_FORMATS, msb_first };
  expect(hex(numberForm(code).put(value, formats))).toBe(text);
  expect(numberForm(code).take(octets(text), formats)).toBe(value);
  expect(numberForm(code).size).toBe(text.length / 2);
});

test.each([
  [0, -5, "fbff"],
  [1, -5, "faff"],
  [2, -5, "0580"],
  [2, 5, "0500"],
])("in form %i of negative numbers %i is %s", (int_format, value, text) => {
  const formats = { ...OWN_FORMATS, int_format };
  expect(hex(putSigned(value, 2, formats))).toBe(text);
  expect(takeSigned(octets(text), formats)).toBe(value);
});

test("a value that does not fit is refused, and so is one that cannot be exact", () => {
  expect(() => putSigned(40_000, 2, OWN_FORMATS)).toThrow(/^E-TBL-01: 40000 does not fit INT16/);
  expect(() => numberForm(6).put(10_000, OWN_FORMATS)).toThrow(/^E-TBL-01/);
  expect(() => numberForm(14)).toThrow(/^E-TBL-03: Number format 14/);
  expect(() => numberForm(11).take(octets("ffffffffffffff7f"), OWN_FORMATS)).toThrow(/^E-TBL-03/);
});

/** 2026-05-04 12:34:56, in each format of table 0: with seconds, and to the minute. */
const TIME_S = Date.UTC(2026, 4, 4, 12, 34, 56) / 1000;

test.each([
  [0, "", ""],
  [1, "260504123456", "2605041234"],
  [2, "1a05040c2238", "1a05040c22"],
  [3, "9224c40138", "9224c401"],
  [4, "7092f869", "7092f869"],
] as const)("time format %i", (tm_format, long, short) => {
  const formats: Formats = { ...OWN_FORMATS, tm_format };
  expect(hex(putTime(TIME_S, true, formats))).toBe(long);
  expect(hex(putTime(TIME_S, false, formats))).toBe(short);
  const exact = tm_format === 0 ? undefined : TIME_S;
  expect(takeTime(octets(long), formats)).toBe(exact);
  const none = putTime(undefined, true, formats);
  expect(none).toEqual(new Uint8Array(long.length / 2));
  expect(takeTime(none, formats)).toBeUndefined();
});

test.each([
  [0, ""],
  [1, "123456"],
  [2, "0c2238"],
  [3, "f0b00000"],
  [4, "f0b00000"],
] as const)("a time of day in time format %i", (tm_format, written) => {
  const formats: Formats = { ...OWN_FORMATS, tm_format };
  const time_s = tm_format === 0 ? undefined : 45_296;
  expect(timeOfDaySize(formats)).toBe(written.length / 2);
  expect(hex(putTimeOfDay(time_s, formats))).toBe(written);
  expect(takeTimeOfDay(octets(written), formats)).toBe(time_s);
});

test("an invalid date is no date, and the last century is kept", () => {
  expect(takeTime(octets("1a021e0c2238"), OWN_FORMATS)).toBeUndefined();
  expect(takeTime(octets("631f010c2238"), OWN_FORMATS)).toBeUndefined();
  expect(takeTime(octets("630101000000"), OWN_FORMATS)).toBe(Date.UTC(1999, 0, 1) / 1000);
  expect(takeTimeOfDay(octets("0c3c00"), OWN_FORMATS)).toBeUndefined();
});

test("a year that does not fit two digits is encoded as unknown", () => {
  for (const year of [1970, 1989, 2090, 9999]) {
    for (const tm_format of [1, 2] as const) {
      const time_s = Date.UTC(year, 5, 1) / 1000;
      expect(hex(putTime(time_s, true, { ...OWN_FORMATS, tm_format }))).toBe("000000000000");
      expect(hex(putTime(time_s, false, { ...OWN_FORMATS, tm_format }))).toBe("0000000000");
    }
  }
  const last_s = Date.UTC(2090, 0, 1) / 1000 - 1;
  expect(takeTime(putTime(last_s, true, OWN_FORMATS), OWN_FORMATS)).toBe(last_s);
});
