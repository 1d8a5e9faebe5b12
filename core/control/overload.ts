/**
 * Overload of the generator: when its switch opens, and for how long it then stays open. Evidence
 * of another source in the house is judged in feed.ts; what is left here is too much load.
 */
import { Reason } from "../lists/codes";
import { Connected, Control } from "./control";
import { SEQUENCES_MAX } from "../hardware/hardware";
import { markDirty } from "./latches";
import { Event } from "../lists/events";
import { raise } from "../storage/raise";
import { TICK_HZ, countDown } from "../hardware/units";

/** More than `overload_a` for five seconds opens the generator switch: motors start sooner. */
const OVERLOAD_TICKS: i32 = 5 * TICK_HZ;
/** A breakdown within ten seconds of the transfer is caused by the load. */
const PICKUP_TICKS: i32 = 10 * TICK_HZ;
/** 80 % of 30 A: the continuous load of a branch circuit by NEC 210.20(A). */
const OVERLOAD_WARN_MA: i32 = 24000;
const WARN_AGAIN_TICKS: i32 = 60 * TICK_HZ;
/** The wait after the third overload, as long as one attempt takes to be forgotten (trust.ts). */
const LONG_WAIT_S: i32 = 600;

/**
 * Seconds for which the generator switch stays open after the last overload: `overload_retry_s`
 * after the first, two and a half times that after the second, then ten minutes before each try.
 * Engineering judgement: two tries while somebody turns loads off, then few enough for motors.
 */
export function overloadWaitSeconds(c: Control): i32 {
  const retries: i32 = c.stored.overload_retries;
  const first: i32 = c.settings.overload_retry_s;
  if (retries < 2) return first;
  const second: i32 = (5 * first) >> 1;
  return retries < SEQUENCES_MAX || second > LONG_WAIT_S ? second : LONG_WAIT_S;
}

function largerCurrent(c: Control): i32 {
  const one: i32 = c.generator_current1_ma;
  const two: i32 = c.generator_current2_ma;
  return one > two ? one : two;
}

function waitAfterOverload(c: Control): void {
  raise(c.raised, Event.Overload, c.generator_current1_ma, c.generator_current2_ma);
  if (c.stored.overload_retries < SEQUENCES_MAX) {
    c.stored.overload_retries = c.stored.overload_retries + 1;
  }
  c.stored.overload_wait_ticks = overloadWaitSeconds(c) * TICK_HZ;
  markDirty(c);
}

/** A generator that breaks down under a short circuit or too large a current, or at the pick-up. */
export function generatorBrokeDown(c: Control): void {
  const picked_up: boolean = c.transfer.connected_ticks < PICKUP_TICKS;
  const short: boolean = c.generator.dropped_for == Reason.ShortCircuit;
  if (short || picked_up || largerCurrent(c) > c.settings.overload_a * 1000) waitAfterOverload(c);
}

/**
 * How fast an overload runs out, in ticks a tick: at twice the limit the time falls with the
 * square of the current, as a breaker's wire heats (engineering judgement: 5 s to twice the
 * limit, 1.25 s at four times, 0.4 s at seven times).
 */
function hurry(current_ma: i32, limit_ma: i32): i32 {
  const halves: i32 = ((2 * current_ma) / limit_ma) | 0;
  return halves <= 4 ? 1 : (halves * halves) >> 4;
}

/** Warns above 80 % of the path's rating, and opens the generator switch on an overload. */
export function watchOverload(c: Control): void {
  const t = c.transfer;
  c.stored.overload_wait_ticks = countDown(c.stored.overload_wait_ticks);
  const larger: i32 = largerCurrent(c);
  const on: boolean = t.connected == Connected.Generator;
  t.overload_warned = on ? countDown(t.overload_warned) : 0;
  if (on && larger > OVERLOAD_WARN_MA && t.overload_warned == 0) {
    t.overload_warned = WARN_AGAIN_TICKS;
    raise(c.raised, Event.OverloadWarning, c.generator_current1_ma, c.generator_current2_ma);
  }
  const limit_ma: i32 = c.settings.overload_a * 1000;
  const over: boolean = on && larger > limit_ma;
  t.overload_ticks = over ? t.overload_ticks + hurry(larger, limit_ma) : 0;
  if (t.overload_ticks < OVERLOAD_TICKS) return;
  t.overload_ticks = 0;
  waitAfterOverload(c);
}
