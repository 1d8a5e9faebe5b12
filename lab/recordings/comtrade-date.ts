/** Dates of a recording: dd/mm/yyyy since 1999, mm/dd/yy before, and common deviations. */

/** A date and time of a recording. */
export interface Stamp {
  /** Milliseconds since 1970 on the recorder's own clock. */
  readonly ms: number;
  /** As ISO 8601 without a zone, with the digits that were given. */
  readonly text: string;
  /** The second has nine decimals, so sample stamps count nanoseconds. */
  readonly nanoseconds: boolean;
}

/** Three numbers of a date, then hour, minute, second and its decimals. */
const DATE = String.raw`\s*(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})\s*`;
const TIME = String.raw`\s*(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d*))?`;
const MOMENT = new RegExp(`^${DATE},${TIME}`);

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

/**
 * Reads `date,time`; undefined when it is not a date. `monthFirst` is the order of 1991; a number
 * above twelve overrides it, because recorders confuse the orders.
 */
export function stampOf(line: string, monthFirst: boolean): Stamp | undefined {
  const found = MOMENT.exec(line);
  if (found === null) return undefined;
  const [, one = "", two = "", three = "", hour = "", minute = "", second = "", part = ""] = found;
  const yearFirst = one.length === 4;
  const year = fullYear(yearFirst ? one : three);
  const [a, b] = yearFirst ? [Number(three), Number(two)] : [Number(one), Number(two)];
  const swapped = monthFirst && !yearFirst ? b <= 31 && a <= 12 : b > 12;
  const [day, month] = swapped ? [b, a] : [a, b];
  const ms = Date.UTC(year, month - 1, day, Number(hour), Number(minute), Number(second));
  const whole = new Date(ms);
  if (Number.isNaN(ms) || whole.getUTCMonth() !== month - 1) return undefined;
  return {
    ms: ms + Number(`0.${part || "0"}`) * 1000,
    text: whole.toISOString().slice(0, 19) + (part === "" ? "" : `.${part}`),
    nanoseconds: part.length >= 9,
  };
}
