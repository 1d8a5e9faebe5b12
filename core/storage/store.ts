/**
 * What survives a power cut. The host writes it whenever `version_counter` has risen and hands back
 * the last good copy at power-up. Times count powered time only: the length of a power cut is
 * unknown.
 */
export class Stored {
  /** Rises with every change that must be written. */
  version_counter: i32 = 0;
  /** Power-ups, and those that lasted less than a minute in a row. */
  boots: i32 = 0;
  short_boots: i32 = 0;
  event_sequence: i32 = 0;
  /** The latches that stand, bits of `Latch`. */
  latches: i32 = 0;
  /** Times that a source in the house has latched something, three at most; cleared by an order. */
  house_sources: i32 = 0;
  /** Order to stay open: 0 none, 1 the utility switch, 2 both. */
  lock_open: i32 = 0;
  /** Coil of a pulse that was begun and not yet verified. */
  intent: i32 = 0;
  /** Pulses in a row that did not move their switch, per coil. */
  tries_utility_open: i32 = 0;
  tries_utility_close: i32 = 0;
  tries_generator_open: i32 = 0;
  tries_generator_close: i32 = 0;
  /** Attempts to put the house on the generator for this cause; one is forgotten in ten minutes. */
  sequences: i32 = 0;
  sequences_ticks: i32 = 0;
  /** Transfers of the last hour, as a leaky count. */
  transfers: i32 = 0;
  transfers_ticks: i32 = 0;
  /** 1 from a loss of the generator while it fed the house until the grid has fed it again. */
  generator_failed: i32 = 0;
  /** Doublings of the wait for the grid, and powered time left until one is forgotten. */
  backoff: i32 = 0;
  backoff_ticks: i32 = 0;
  /** Why the grid is not trusted (a `Reason`), and powered time left of the distrust. */
  suspect: i32 = 0;
  suspect_ticks: i32 = 0;
  /** Failures of a grid that looked healthy without load, within 24 h of powered time. */
  suspect_failures: i32 = 0;
  suspect_failures_ticks: i32 = 0;
  /** Overloads of the generator, three at most; one is forgotten in ten minutes. */
  overload_retries: i32 = 0;
  /** Powered time left before the generator may be tried again after an overload. */
  overload_wait_ticks: i32 = 0;
  /** 1 while a long back voltage has not been absent for long enough. */
  back_voltage: i32 = 0;
  /** What this feeder's voltage normally is, line to line: learned slowly under load. */
  normal_mv: i32 = 240000;
  /** Ticks of the minute that is running; see `countMinutes` in trust.ts. */
  minute_ticks: i32 = 0;
}

/** How the last copy in the store was found at power-up. */
export const enum StoreState {
  Good = 0,
  /** Never written: a new meter. */
  Empty = 1,
  /** Check sums do not fit. */
  Bad = 2,
  /** Written by a later release: its record is kept as it is until an order clears `StoreBad`. */
  Later = 3,
}
