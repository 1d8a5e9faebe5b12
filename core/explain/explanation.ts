/** What the meter says of itself, as codes and numbers, and the two functions that write it. */
import { Advice, Doing, Next, Reason, Why } from "../lists/codes";
import { Control } from "../control/control";
import { holdSeconds, holdTicks } from "../control/holds";
import { deadHouseSeconds } from "../control/latches";
import { CLEARED_BY_DEAD_HOUSE, latchOf } from "../lists/latches";
import { TICK_HZ, secondsOfTicks } from "../hardware/units";

export class Explanation {
  doing: i32 = Doing.Starting;
  why: i32 = Why.Boot;
  next: i32 = Next.DecideSoon;
  advice: i32 = Advice.None;
  /** Numbers of the `why` text. */
  a: i32 = 0;
  b: i32 = 0;
  /**
   * Seconds left until `next`, and the length of the wait; 0 = no wait. While a wait lasts, at
   * least one second is left.
   */
  left_s: i32 = 0;
  total_s: i32 = 0;
  /** Latches that stand and are not named by `why`: bits of `Latch`. */
  also: i32 = 0;
}

/** Why, with its number, and what comes next, without a count. */
export function say(x: Explanation, why: i32, a: i32, next: i32): void {
  x.why = why;
  x.a = a;
  x.b = 0;
  x.next = next;
  x.left_s = 0;
  x.total_s = 0;
}

/** Counts what comes next: the ticks of the timer that decides, of a wait of `total_s`. */
export function count(x: Explanation, ticks: i32, total_s: i32): void {
  const left: i32 = secondsOfTicks(ticks);
  x.left_s = left < 1 ? 1 : left;
  x.total_s = total_s < x.left_s ? x.left_s : total_s;
}

/** Which latches forbid (a mask of latches.ts), and how they are cleared. */
function sayLatch(c: Control, x: Explanation, forbids: i32): void {
  const standing: i32 = c.stored.latches & forbids;
  x.next = Next.WaitForOrder;
  x.advice = Advice.CallUtility;
  if ((standing & ~CLEARED_BY_DEAD_HOUSE) != 0) return;
  const clear: i32 = deadHouseSeconds(c);
  x.next = Next.WaitForDeadHouse;
  x.advice = Advice.FindInnerSource;
  count(x, clear * TICK_HZ - c.evidence.out_dead_ticks, clear);
}

/**
 * Says what blocks (a `Reason` of `blocksUtility` or `blocksGenerator`, whose latches are
 * `forbids`) and how that ends. Of several latches the gravest is named, and the order that one
 * of them needs.
 */
export function sayBlock(c: Control, x: Explanation, why: i32, block: i32, forbids: i32): void {
  say(x, why, block, Next.WaitForClear);
  x.also = x.also & ~latchOf(block);
  // A reserve charges by itself.
  x.advice = block == Reason.ReserveLow ? Advice.None : Advice.CallUtility;
  if (latchOf(block) != 0) sayLatch(c, x, forbids);
  else if (block == Reason.LockOpen) x.next = Next.WaitForOrder;
  const ticks: i32 = holdTicks(c, block);
  if (ticks <= 0) return;
  const overload: boolean = block == Reason.Overload;
  x.next = overload ? Next.RetryLater : Next.HoldEnds;
  const short: boolean = overload && c.generator.dropped_for == Reason.ShortCircuit;
  x.advice = short ? Advice.FindShort : overload ? Advice.ShedLoad : Advice.None;
  count(x, ticks, holdSeconds(c, block));
}
