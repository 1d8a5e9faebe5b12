/** Number formats of the page. Null is a dash, never 0. */

export const DASH = "–";
const NO_BREAK = "\u00a0";

/** A number with a fixed number of decimals and a true minus sign; a dash when unknown. */
export function fixed(value: number | null, decimals: number): string {
  if (value === null || !Number.isFinite(value)) return DASH;
  const digits = Math.abs(value).toFixed(decimals);
  const [whole = "", fraction] = digits.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const sign = value < 0 && Number(digits) !== 0 ? "−" : "";
  return sign + grouped + (fraction === undefined ? "" : `.${fraction}`);
}

/** A number with its unit, without a line break; a dash when unknown. */
export function quantity(value: number | null, decimals: number, unit: string): string {
  const text = fixed(value, decimals);
  return text === DASH ? DASH : text + NO_BREAK + unit;
}

/** The sum; unknown when any part is. */
export function sum(parts: readonly (number | null)[]): number | null {
  let total = 0;
  for (const part of parts) {
    if (part === null) return null;
    total += part;
  }
  return total;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** The local time of day: "16:22:41"; a dash when it is not a time. */
export function clock(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return DASH;
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** The time of day, or the day when it differs from that of `now`. */
export function clockOrDay(iso: string, now: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime()) || at.toDateString() === new Date(now).toDateString())
    return clock(iso);
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
}

/** A duration in one or two units. */
export function age(seconds: number): string {
  const whole = Math.floor(seconds);
  if (whole < 120) return `${whole}${NO_BREAK}s`;
  if (whole < 7200) return `${Math.floor(whole / 60)}${NO_BREAK}min`;
  return `${Math.floor(whole / 3600)}${NO_BREAK}h ${Math.floor(whole / 60) % 60}${NO_BREAK}min`;
}
