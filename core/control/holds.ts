/**
 * How long the holds last that end by themselves: each is read from the timer that ends it. A
 * count of the meter comes from here, so it ends when the hold does.
 */
import { Reason } from "../lists/codes";
import { Control } from "./control";
import { SEQUENCES_MAX } from "../hardware/hardware";
import { TICK_HZ } from "../hardware/units";
import { overloadWaitSeconds } from "./overload";
import { rateWaitTicks, transferFadeTicks } from "./latches";
import { FADE_TICKS, MINUTE_TICKS } from "./trust";

/** Ticks until the hold named by a `Reason` ends by itself; 0 = no timer ends it. */
export function holdTicks(c: Control, reason: i32): i32 {
  const s = c.stored;
  if (reason == Reason.Overload) return s.overload_wait_ticks;
  if (reason == Reason.TransfersPerHour) return rateWaitTicks(c);
  if (reason == Reason.TooManyAttempts) {
    return FADE_TICKS * (s.sequences - SEQUENCES_MAX + 1) - s.sequences_ticks;
  }
  if (reason == Reason.ShortBoots) return MINUTE_TICKS - s.minute_ticks;
  return 0;
}

/** The whole length of that hold in seconds; 0 = no timer ends it. */
export function holdSeconds(c: Control, reason: i32): i32 {
  if (reason == Reason.Overload) return overloadWaitSeconds(c);
  if (reason == Reason.TransfersPerHour) return (transferFadeTicks(c) / TICK_HZ) | 0;
  if (reason == Reason.TooManyAttempts) return (FADE_TICKS / TICK_HZ) | 0;
  if (reason == Reason.ShortBoots) return (MINUTE_TICKS / TICK_HZ) | 0;
  return 0;
}
