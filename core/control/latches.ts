/**
 * The latches: a stored set, in which each latch acts on its own. `core/lists/latches.yaml` defines
 * how each is set, what it forbids and how it is cleared. Holds are different: they follow from
 * present evidence or counts, and end without an order.
 */
import { Reason } from "../lists/codes";
import { Connected, Control } from "./control";
import { Event } from "../lists/events";
import { reserveTooWeak } from "../interlock/evidence";
import { SEQUENCES_MAX, SHORT_BOOTS_MAX, STRAY_CURRENT_TICKS } from "../hardware/hardware";
import { CLEARED_BY_DEAD_HOUSE, FORBIDS_GENERATOR, FORBIDS_UTILITY } from "../lists/latches";
import { Latch, gravest } from "../lists/latches";
import { ofNeutral } from "../qualify/source";
import { raise } from "../storage/raise";
import { TICK_HZ } from "../hardware/units";

const HOUR_TICKS: i32 = 3600 * TICK_HZ;
/**
 * Waits after a source in the house has latched for the second time, and for the third: it will not
 * go away soon. Inverters rejoin 300 s after a voltage returns (IEEE 1547-2018, 4.10).
 */
const HOUSE_SOURCE_AGAIN_S: i32 = 600;
const HOUSE_SOURCE_HOLD_S: i32 = 3600;

/** Marks the stored record as changed, so that it is written. */
export function markDirty(c: Control): void {
  c.stored.version_counter = (c.stored.version_counter + 1) & 0x3fffffff;
}

/** Whether any latch of `bits` is set. */
export function hasLatch(c: Control, bits: i32): boolean {
  return (c.stored.latches & bits) != 0;
}

/** Sets one latch, stores it and reports it; does nothing if it is already set. */
export function latch(c: Control, bit: i32): void {
  if (hasLatch(c, bit)) return;
  c.stored.latches = c.stored.latches | bit;
  const house: boolean = (bit & CLEARED_BY_DEAD_HOUSE) != 0;
  if (house && c.stored.house_sources < SEQUENCES_MAX) {
    c.stored.house_sources = c.stored.house_sources + 1;
  }
  markDirty(c);
  raise(c.raised, Event.LockedOut, gravest(bit), c.stored.latches);
}

/**
 * Seconds of a dead house that clear the latches of a source in the house: at first as long as a
 * back voltage without a latch. A source that fed the house while the generator or the grid did may
 * follow it, and is dead as long as the house is: it asks for twice as long.
 */
export function deadHouseSeconds(c: Control): i32 {
  const times: i32 = c.stored.house_sources;
  if (times >= SEQUENCES_MAX) return HOUSE_SOURCE_HOLD_S;
  if (times >= 2) return HOUSE_SOURCE_AGAIN_S;
  return c.settings.back_voltage_clear_s << (hasLatch(c, Latch.SourceInHouse) ? 1 : 0);
}

/** Clears the counts that led to these latches, and no others. */
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

/** Clears the set latches of `bits`, and reports the gravest of them and all that it cleared. */
export function clearLatches(c: Control, bits: i32): void {
  const cleared: i32 = c.stored.latches & bits;
  if (cleared == 0) return;
  c.stored.latches = c.stored.latches & ~cleared;
  clearCounts(c, cleared);
  markDirty(c);
  raise(c.raised, Event.LockoutCleared, gravest(cleared), cleared);
}

/**
 * Clears every latch and the counts of attempts and retries, on an authenticated order: a person
 * has inspected the meter.
 */
export function clearByOrder(c: Control): void {
  clearLatches(c, c.stored.latches);
  markDirty(c);
  c.stored.house_sources = 0;
  c.stored.sequences = 0;
  c.stored.overload_retries = 0;
  c.stored.overload_wait_ticks = 0;
}

/** Whether the last weighing shows that the coil reserve cannot carry a transfer. */
export function hasWeakReserve(c: Control): boolean {
  return reserveTooWeak(c.evidence, c.transfer.connected != Connected.None);
}

/** Why no transfer may start at all, by present evidence; 0 = it may. */
export function inhibited(c: Control): i32 {
  if (c.position_u.contradiction != 0 || c.position_g.contradiction != 0) {
    return Reason.Contradiction;
  }
  // With a broken driver the coil current no longer shows which coil was driven.
  if (c.evidence.stray_current_ticks >= STRAY_CURRENT_TICKS) return Reason.DriverBroken;
  if (hasWeakReserve(c)) return Reason.ReserveWeak;
  if (c.transfer.jaw_hot != 0) return Reason.JawHot;
  if (c.stored.short_boots > SHORT_BOOTS_MAX) return Reason.ShortBoots;
  return Reason.None;
}

/** Why the house may not go to the generator; 0 = it may. */
export function blocksGenerator(c: Control): i32 {
  const latched: i32 = gravest(c.stored.latches & FORBIDS_GENERATOR);
  if (latched != 0) return latched;
  if (c.stored.lock_open == 2) return Reason.LockOpen;
  const inhibition: i32 = inhibited(c);
  if (inhibition != 0) return inhibition;
  if (c.stored.overload_wait_ticks > 0) return Reason.Overload;
  // A generator that fails again and again backs off; a grid that does never limits it.
  if (c.stored.generator_failed != 0 && rateWaitTicks(c) > 0) return Reason.TransfersPerHour;
  if (c.stored.sequences >= SEQUENCES_MAX) return Reason.TooManyAttempts;
  return Reason.None;
}

/** Whether the grid's neutral is suspected: the only suspicion that is a danger. */
export function neutralSuspect(c: Control): boolean {
  return ofNeutral(c.stored.suspect);
}

/**
 * Why the house may not go to a grid that failed under load; 0 = it may. While the time of the
 * suspicion runs: never back to a suspected open neutral, but back to a brown-out when there is no
 * good generator.
 */
export function distrusts(c: Control): i32 {
  if (c.stored.suspect == 0 || c.stored.suspect_ticks == 0) return Reason.None;
  return neutralSuspect(c) || c.generator.ok != 0 ? c.stored.suspect : Reason.None;
}

/** Ticks after which one transfer is forgotten, so that an hour forgets `transfers_per_hour`. */
export function transferFadeTicks(c: Control): i32 {
  return (HOUR_TICKS / c.settings.transfers_per_hour) | 0;
}

/**
 * Ticks until the rate limit allows a transfer again, at most an hour's share. It delays the return
 * from a good generator, which is optional, and a generator that failed the house before.
 */
export function rateWaitTicks(c: Control): i32 {
  const over: i32 = c.stored.transfers - c.settings.transfers_per_hour;
  return over < 0 ? 0 : transferFadeTicks(c) * (over + 1) - c.stored.transfers_ticks;
}

/** Why the house may not go to the grid, suspicion apart; 0 = it may. */
export function forbidsUtility(c: Control): i32 {
  const latched: i32 = gravest(c.stored.latches & FORBIDS_UTILITY);
  if (latched != 0) return latched;
  if (c.stored.lock_open != 0) return Reason.LockOpen;
  return inhibited(c);
}

/**
 * Why the house may not go to the grid; 0 = it may. No rate limit and no count of attempts is
 * checked here: neither may block the way back from a dead generator.
 */
export function blocksUtility(c: Control): i32 {
  const forbids: i32 = forbidsUtility(c);
  return forbids != 0 ? forbids : distrusts(c);
}
