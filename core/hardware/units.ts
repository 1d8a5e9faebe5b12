/** Rates, scales and conversions that every part of the core shares. */

/** Samples of each channel in a second (IEC 61869-9 rate for protection at 60 Hz). */
export const SAMPLE_HZ: i32 = 4800;
/** Samples between two control ticks. */
export const SAMPLES_PER_TICK: i32 = 20;
/** Control ticks in a second. */
export const TICK_HZ: i32 = 240;

/** ADC counts of one volt on a voltage channel. */
export const COUNTS_PER_VOLT: i32 = 32;
/** Largest reading of a voltage channel; a line to line difference then still fits 16 bits. */
export const VOLTAGE_COUNTS_MAX: i32 = 16383;
/** ADC counts of one ampere in the utility path (200 A). */
export const UTILITY_COUNTS_PER_AMPERE: i32 = 32;
/** ADC counts of one ampere in the generator path (30 A). */
export const GENERATOR_COUNTS_PER_AMPERE: i32 = 128;
/** Largest reading of a current channel. */
export const CURRENT_COUNTS_MAX: i32 = 32767;

/** Largest time, in ticks, that any counter of the core reaches: counters stop there (51 days). */
export const TICKS_MAX: i32 = 0x3fffffff;
/** A value that was not measured; never shown as a number. */
export const UNKNOWN: i32 = -0x7fffffff - 1;

/** Ticks of a time in milliseconds, rounded up, so that a delay is never shorter than asked. */
export function ticksOfMs(ms: i32): i32 {
  // Split so that a day in milliseconds does not overflow.
  return ((ms / 1000) | 0) * TICK_HZ + ((((ms % 1000) * TICK_HZ + 999) / 1000) | 0);
}

/** Whole seconds still to wait for `ticks`, rounded up: 0 only when nothing is left. */
export function secondsOfTicks(ticks: i32): i32 {
  return ticks <= 0 ? 0 : (((ticks - 1) / TICK_HZ) | 0) + 1;
}

/** One more, but never past `TICKS_MAX`. */
export function countUp(ticks: i32): i32 {
  return ticks < TICKS_MAX ? ticks + 1 : TICKS_MAX;
}

/** One less, but never below zero. */
export function countDown(ticks: i32): i32 {
  return ticks > 0 ? ticks - 1 : 0;
}

export function larger(a: i32, b: i32): i32 {
  return a > b ? a : b;
}

export function smaller(a: i32, b: i32): i32 {
  return a < b ? a : b;
}
