/**
 * The latches: a stored set, in which each acts for itself. `core/lists/latches.yaml` says how each
 * comes about, what it forbids and how it is cleared. Holds are different: they follow from present
 * evidence or counts, and end by themselves.
 */
import { Reason } from "../lists/codes";
import { Control } from "./control";
import { Event } from "../lists/events";
import { SEQUENCES_MAX, SHORT_BOOTS_MAX, STRAY_CURRENT_TICKS } from "../hardware/hardware";
import { CLEARED_BY_DEAD_HOUSE, FORBIDS_GENERATOR, FORBIDS_UTILITY } from "../lists/latches";
import { Latch, gravest } from "../lists/latches";
import { raise } from "../storage/raise";

/** A source in the house that latched so often does not go away by itself: wait for an hour. */
const HOUSE_SOURCE_HOLD_S: i32 = 3600;

/** The stored record must be written. */
export function markDirty(c: Control): void {
  c.stored.version_counter = (c.stored.version_counter + 1) & 0x3fffffff;
}

/** Whether any latch of `bits` stands. */
export function stands(c: Control, bits: i32): boolean {
  return (c.stored.latches & bits) != 0;
}

/** Sets one latch, stores it and reports it; one that already stands is left as it is. */
export function latch(c: Control, bit: i32): void {
  if (stands(c, bit)) return;
  c.stored.latches = c.stored.latches | bit;
  if ((bit & CLEARED_BY_DEAD_HOUSE) != 0) c.stored.house_sources = c.stored.house_sources + 1;
  markDirty(c);
  raise(c.raised, Event.LockedOut, gravest(bit), c.stored.latches);
}

/** Seconds of a dead house that clear what a source in it has latched. */
export function deadHouseSeconds(c: Control): i32 {
  const again: boolean = c.stored.house_sources >= SEQUENCES_MAX;
  return again ? HOUSE_SOURCE_HOLD_S : c.settings.back_voltage_clear_s;
}

/** The counts that led to a latch go with it, and no others. */
function clearCounts(c: Control, bits: i32): void {
  const s = c.stored;
  if ((bits & Latch.UtilityStuckClosed) != 0) s.tries_utility_open = 0;
  if ((bits & Latch.UtilityStuckOpen) != 0) s.tries_utility_close = 0;
  if ((bits & Latch.GeneratorStuckClosed) != 0) s.tries_generator_open = 0;
  if ((bits & Latch.GeneratorStuckOpen) != 0) s.tries_generator_close = 0;
  if ((bits & Latch.SuspectLatched) != 0) {
    s.suspect = 0;
    s.suspect_ticks = 0;
    s.suspect_failures = 0;
  }
}

/** Clears those latches of `bits` that stand, and reports the gravest of them and the set. */
export function clearLatches(c: Control, bits: i32): void {
  const cleared: i32 = c.stored.latches & bits;
  if (cleared == 0) return;
  c.stored.latches = c.stored.latches & ~cleared;
  clearCounts(c, cleared);
  markDirty(c);
  raise(c.raised, Event.LockoutCleared, gravest(cleared), cleared);
}

/**
 * An authenticated order clears every latch that stands, and the attempts and retries that were
 * counted: somebody has looked at the meter.
 */
export function clearByOrder(c: Control): void {
  clearLatches(c, c.stored.latches);
  c.stored.house_sources = 0;
  c.stored.sequences = 0;
  c.stored.overload_retries = 0;
}

/** Why no transfer may start at all, from evidence of this moment; 0 = none. */
export function inhibited(c: Control): i32 {
  if (c.position_u.contradiction != 0 || c.position_g.contradiction != 0) {
    return Reason.Contradiction;
  }
  // With such a driver the coil current no longer shows which coil was driven.
  if (c.evidence.stray_current_ticks >= STRAY_CURRENT_TICKS) return Reason.DriverBroken;
  if (c.transfer.jaw_hot != 0) return Reason.JawHot;
  if (c.stored.short_boots > SHORT_BOOTS_MAX) return Reason.ShortBoots;
  return Reason.None;
}

/** Why the house may not be put on the generator; 0 = it may. */
export function blocksGenerator(c: Control): i32 {
  const latched: i32 = gravest(c.stored.latches & FORBIDS_GENERATOR);
  if (latched != 0) return latched;
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
 * attempts stands here: the way back from a dead generator is never blocked by them.
 */
export function blocksUtility(c: Control): i32 {
  const latched: i32 = gravest(c.stored.latches & FORBIDS_UTILITY);
  if (latched != 0) return latched;
  if (c.stored.lock_open != 0) return Reason.LockOpen;
  return inhibited(c);
}
