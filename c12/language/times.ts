/**
 * Time formats of C12.19. A time is whole seconds since 1970 by the meter's own clock, or undefined
 * while it is not known. An unknown time is encoded as month 0, which no calendar has, or as count
 * 0; so is a time whose year does not fit two digits.
 */
import { TableError } from "./formats";
import type { Formats } from "./formats";
import { putDigits, putUnsigned, takeDigits, takeUnsigned } from "./numbers";
import type { Known } from "./numbers";

/** Octets of LTIME_DATE (with seconds) and STIME_DATE (to the minute), by `TM_FORMAT`. */
const LONG: readonly number[] = [0, 6, 6, 5, 4];
const SHORT: readonly number[] = [0, 5, 5, 4, 4];
/** Octets of TIME, a time of day or a duration: hours, minutes and seconds, or a count. */
const OF_DAY: readonly number[] = [0, 3, 3, 4, 4];

function sizeOf(sizes: readonly number[], { tm_format }: Formats): number {
  const size = sizes[tm_format];
  if (size !== undefined) return size;
  throw new TableError(
    "E-TBL-03",
    `Time format ${tm_format} is not one of 0 to 4: correct table 0.`,
  );
}

export const timeSize = (long: boolean, formats: Formats): number =>
  sizeOf(long ? LONG : SHORT, formats);

export const timeOfDaySize = (formats: Formats): number => sizeOf(OF_DAY, formats);

/** Two digits of a year: 90 to 99 mean 1990 to 1999. */
const fullYear = (two: number): number => (two >= 90 ? 1900 : 2000) + two;

function fields(time_s: Known, long: boolean): number[] {
  const none = long ? [0, 0, 0, 0, 0, 0] : [0, 0, 0, 0, 0];
  if (time_s === undefined) return none;
  const date = new Date(time_s * 1000);
  const year = date.getUTCFullYear();
  // A clock may be set to any year, and the meter must still encode its tables.
  if (!(year >= 1990 && year <= 2089)) return none;
  const all = [
    year % 100,
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
  return long ? all : all.slice(0, 5);
}

function fromFields(parts: readonly Known[]): Known {
  const [year, month, day, hour, minute, second = 0] = parts;
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (hour === undefined || minute === undefined || second > 59) return undefined;
  if (year > 99 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59) return undefined;
  const time = new Date(Date.UTC(fullYear(year), month - 1, day, hour, minute, second));
  return time.getUTCDate() === day ? time.getTime() / 1000 : undefined;
}

/** `long`: with seconds; otherwise to the minute, except in the format that counts seconds. */
export function putTime(time_s: Known, long: boolean, formats: Formats): Uint8Array {
  const format = formats.tm_format;
  if (format === 0) return new Uint8Array(0);
  if (format === 1) return Uint8Array.from(fields(time_s, long), (n) => putDigits(n, 1)[0] ?? 0);
  if (format === 2) return Uint8Array.from(fields(time_s, long));
  const seconds = time_s ?? 0;
  if (format === 4) return putUnsigned(seconds, 4, formats);
  const minutes = putUnsigned(Math.floor(seconds / 60), 4, formats);
  return long ? Uint8Array.from([...minutes, seconds % 60]) : minutes;
}

/** The time; undefined where the octets hold none. */
export function takeTime(octets: Uint8Array, formats: Formats): Known {
  const format = formats.tm_format;
  if (format === 0) return undefined;
  if (format === 1) return fromFields([...octets].map((one) => takeDigits(Uint8Array.of(one))));
  if (format === 2) return fromFields([...octets]);
  const count = takeUnsigned(octets.subarray(0, 4), formats);
  const seconds = format === 4 ? count : count * 60 + (octets[4] ?? 0);
  return seconds === 0 ? undefined : seconds;
}

/** Seconds; the formats with fields encode them as hour, minute and second. */
export function putTimeOfDay(time_s: Known, formats: Formats): Uint8Array {
  const seconds = time_s ?? 0;
  const format = formats.tm_format;
  if (format === 0) return new Uint8Array(0);
  if (format >= 3) return putUnsigned(seconds, 4, formats);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return Uint8Array.from(parts, (n) => (format === 1 ? (putDigits(n, 1)[0] ?? 0) : n));
}

/** Seconds; undefined where the octets hold no time. */
export function takeTimeOfDay(octets: Uint8Array, formats: Formats): Known {
  const format = formats.tm_format;
  if (format === 0) return undefined;
  if (format >= 3) return takeUnsigned(octets, formats);
  const [hours, minutes, seconds] = [...octets].map((one) =>
    format === 1 ? takeDigits(Uint8Array.of(one)) : one,
  );
  if (hours === undefined || minutes === undefined || seconds === undefined) return undefined;
  return minutes > 59 || seconds > 59 ? undefined : hours * 3600 + minutes * 60 + seconds;
}
