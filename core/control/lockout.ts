/**
 * Lock-outs and what each of them blocks. An order clears a stored lock-out; evidence clears two of
 * them as well (`watchClearing` in watch.ts).
 */
import { Reason } from "../lists/codes";
import { Control } from "./control";
import { Event } from "../lists/events";
import { SEQUENCES_MAX, SHORT_BOOTS_MAX, STRAY_CURRENT_TICKS } from "../hardware/hardware";
import { raise } from "../storage/raise";

/** Stores a lock-out and reports it, unless one is already stored: the first one stays. */
export function lockOut(c: Control, reason: i32): void {
  if (c.stored.lockout != 0) return;
  c.stored.lockout = reason;
  markDirty(c);
  raise(c.raised, Event.LockedOut, reason, 0);
}

/** The stored record must be written. */
export function markDirty(c: Control): void {
  c.stored.version_counter = (c.stored.version_counter + 1) & 0x3fffffff;
}

/** Clears the stored lock-out and the counts that led to it. */
export function clearLockout(c: Control): void {
  const reason: i32 = c.stored.lockout;
  c.stored.lockout = 0;
  c.stored.tries_utility_open = 0;
  c.stored.tries_utility_close = 0;
  c.stored.tries_generator_open = 0;
  c.stored.tries_generator_close = 0;
  c.stored.sequences = 0;
  c.stored.suspect = 0;
  c.stored.suspect_ticks = 0;
  c.stored.suspect_failures = 0;
  c.stored.overload_retries = 0;
  markDirty(c);
  raise(c.raised, Event.LockoutCleared, reason, 0);
}

/** Why no transfer may start at all, from evidence of this moment; 0 = none. */
export function inhibited(c: Control): i32 {
  if (c.position_u.contradiction != 0 || c.position_g.contradiction != 0) {
    return Reason.Contradiction;
  }
  // With a driver stuck on, the coil current no longer shows which coil was driven.
  if (c.evidence.stray_current_ticks >= STRAY_CURRENT_TICKS) return Reason.DriverBroken;
  if (c.transfer.jaw_hot != 0) return Reason.JawHot;
  if (c.stored.short_boots > SHORT_BOOTS_MAX) return Reason.ShortBoots;
  return Reason.None;
}

/** Why the house may not be put on the generator; 0 = it may. */
export function blocksGenerator(c: Control): i32 {
  const l: i32 = c.stored.lockout;
  if (l != 0 && l != Reason.UtilityStuckOpen && l != Reason.SuspectLatched) return l;
  if (c.stored.lock_open == 2) return Reason.LockOpen;
  const inhibition: i32 = inhibited(c);
  if (inhibition != 0) return inhibition;
  if (c.stored.transfers >= c.settings.transfers_per_hour) return Reason.TransfersPerHour;
  if (c.stored.sequences >= SEQUENCES_MAX) return Reason.TooManyAttempts;
  if (c.transfer.overload_wait_ticks > 0 || c.stored.overload_retries > 1) return Reason.Overload;
  return Reason.None;
}

/**
 * Why the house may not be put on the grid; 0 = it may. Neither a rate limit nor a count of
 * attempts applies here: the way back from a dead generator is never blocked by them.
 */
export function blocksUtility(c: Control): i32 {
  const l: i32 = c.stored.lockout;
  if (l != 0 && l != Reason.GeneratorStuckOpen && l != Reason.UtilityStuckClosed) return l;
  if (c.stored.lock_open != 0) return Reason.LockOpen;
  return inhibited(c);
}
