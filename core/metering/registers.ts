/**
 * What the meter has counted and keeps over power cuts. The host writes it together with `Stored`
 * and returns the last good copy at power-up. There is no clock: times are seconds for which the
 * meter had power, because the length of a power cut is unknown.
 */

/** A count that only grows, and the remainder that is less than one unit. */
export class Register {
  value: i32 = 0;
  remainder: i32 = 0;
}

/** Average delivered power in watts: of the last interval that ended, and the maximum. */
export class Demand {
  block_w: i32 = 0;
  block_max_w: i32 = 0;
  sliding_w: i32 = 0;
  sliding_max_w: i32 = 0;
}

/** The registers of one source. Delivered is towards the house. */
export class Ledger {
  wh_delivered: Register = new Register();
  wh_received: Register = new Register();
  /** Reactive energy while the house lags (motors), and while it leads. */
  varh_delivered: Register = new Register();
  varh_received: Register = new Register();
  vah: Register = new Register();
  demand: Demand = new Demand();
  /** Seconds for which the house was connected to this source; the remainder is in ticks. */
  seconds: Register = new Register();
  /** Transfers to this source from the other one. */
  transfers: i32 = 0;
}

/** Entries that the outage log keeps, and numbers in each. */
export const OUTAGES_KEPT: i32 = 8;
export const OUTAGE_FIELDS: i32 = 6;
export const enum OutageField {
  /** Serial number: 1 for the first outage of this meter. */
  Number = 0,
  /** Powered second and power-up in which it began. */
  StartSecond = 1,
  StartBoot = 2,
  /** The same for its end; second -1 while it lasts. */
  EndSecond = 3,
  EndBoot = 4,
  /** Lowest line voltage measured during it, in millivolts. */
  LowestMv = 5,
}

export class Registers {
  utility: Ledger = new Ledger();
  generator: Ledger = new Ledger();
  /** Generator energy counted without a neutral reference, by the Form 2S rule. */
  unreferenced: Register = new Register();
  /**
   * Powered seconds, and those in which the house was not connected; remainders in ticks.
   */
  powered: Register = new Register();
  unconnected: Register = new Register();
  /** Source that the house was last connected to (1 utility, 2 generator, 0 none yet). */
  last_source: i32 = 0;
  /** Outages of the utility so far, 1 while one lasts, and the last eight of them. */
  outages: i32 = 0;
  outage_open: i32 = 0;
  outage_log: Int32Array = new Int32Array(48);
  demand_resets: i32 = 0;
  /** Writes to the store that have begun; shows its wear. */
  writes: i32 = 0;
}

/** A full register stops: it never counts backwards. */
const REGISTER_FULL: i32 = 2147000000;

/** Adds `amount` parts (0 or more); `whole` parts make one unit. At most 1e5 units at once. */
export function count(r: Register, amount: i32, whole: i32): void {
  if (r.value >= REGISTER_FULL) return;
  // Two steps, because remainder and amount together may exceed 31 bits.
  const ones: i32 = (amount / whole) | 0;
  r.remainder = r.remainder + (amount - ones * whole);
  r.value = r.value + ones;
  if (r.remainder < whole) return;
  r.remainder = r.remainder - whole;
  r.value = r.value + 1;
}

/** Adds one tick to a register of seconds. */
export function countTick(r: Register, ticks_per_second: i32): void {
  r.remainder = r.remainder + 1;
  if (r.remainder < ticks_per_second) return;
  r.remainder = 0;
  r.value = r.value + 1;
}
