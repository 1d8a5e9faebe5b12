/** Converts the core's integers to the figures of a frame. An unmeasured value is null, never 0. */
import type { MeasuringPoint as Estimated } from "@bptm/core/measure/estimate";
import { UNKNOWN } from "@bptm/core/hardware/units";

/** Both pilot tones of a measuring point are detected: its leads are intact. */
export const BOTH_PILOTS = 3;

/** Thousandths to units, with one more digit than is shown. */
export function ofMilli(thousandths: number): number | null {
  return thousandths === UNKNOWN ? null : Math.round(thousandths / 10) / 100;
}

/** Watts, or null. */
export function watts(value: number): number | null {
  return value === UNKNOWN ? null : value;
}

/** Hertz; null while there is no oscillation. */
export function hertz(point: Estimated): number | null {
  return point.frequency_mhz <= 0 ? null : ofMilli(point.frequency_mhz);
}
