/** From the core's integers to the figures of a frame. What was not measured is null, never 0. */
import type { MeasuringPoint as Estimated } from "@bptm/core/measure/estimate";
import { UNKNOWN } from "@bptm/core/hardware/units";

/** Both pilots of a place are heard: its leads are whole. */
export const BOTH_PILOTS = 3;

/** Thousandths to units, with one more digit than is shown. */
export function ofMilli(thousandths: number): number | null {
  return thousandths === UNKNOWN ? null : Math.round(thousandths / 10) / 100;
}

/** A watt count, or null. */
export function watts(value: number): number | null {
  return value === UNKNOWN ? null : value;
}

/** Hertz; null while nothing oscillates. */
export function hertz(place: Estimated): number | null {
  return place.frequency_mhz <= 0 ? null : ofMilli(place.frequency_mhz);
}

/** "1 load", "2 loads". */
export function counted(many: number, one: string, more = `${one}s`): string {
  return `${many} ${many === 1 ? one : more}`;
}
