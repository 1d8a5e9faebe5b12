/**
 * Demand: mean delivered power over fifteen minutes, in blocks and sliding by five minutes.
 * Intervals run in powered time and start again at each power-up, because the meter has no clock;
 * the first sliding value comes after three whole steps.
 */
import { Demand, Register } from "./registers";

/** A step: five minutes of 240 ticks. */
export const DEMAND_STEP_TICKS: i32 = 300 * 240;
/** Steps in an interval. */
const STEPS: i32 = 3;

/** The current intervals of one source; energy in tenths of a watt hour. */
export class DemandSteps {
  /** The register at the end of the last step. */
  from_value: i32 = 0;
  from_remainder: i32 = 0;
  /** Energy of the last step and the one before, and the steps ended since power-up. */
  last: i32 = 0;
  before: i32 = 0;
  ended: i32 = 0;
}

/** Starts a step at the present value of the register. */
export function beginDemand(s: DemandSteps, r: Register): void {
  s.from_value = r.value;
  s.from_remainder = r.remainder;
}

function larger(a: i32, b: i32): i32 {
  return a > b ? a : b;
}

/** Ends a step; `tenth` parts of the register's remainder are a tenth of a watt hour. */
export function endDemandStep(d: Demand, s: DemandSteps, r: Register, tenth: i32): void {
  const energy: i32 =
    (r.value - s.from_value) * 10 + ((r.remainder / tenth) | 0) - ((s.from_remainder / tenth) | 0);
  beginDemand(s, r);
  s.ended = s.ended < STEPS * 2 ? s.ended + 1 : STEPS + 1;
  if (s.ended >= STEPS) {
    // Tenths of a watt hour in a quarter of an hour: 0.4 W each.
    const watts: i32 = (((energy + s.last + s.before) * 2) / 5) | 0;
    d.sliding_w = watts;
    d.sliding_max_w = larger(d.sliding_max_w, watts);
    if (s.ended % STEPS == 0) {
      d.block_w = watts;
      d.block_max_w = larger(d.block_max_w, watts);
    }
  }
  s.before = s.last;
  s.last = energy;
}

/** Demand reset: clears the maxima and leaves the energy. */
export function clearDemand(d: Demand): void {
  d.block_max_w = 0;
  d.sliding_max_w = 0;
}
