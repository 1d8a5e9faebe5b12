/**
 * How far the grid is trusted, and how often things may be tried: suspicion, back-off, counts.
 * All counts live in the store and fade in powered time only; switching the power clears none.
 */
import { Reason } from "../lists/codes";
import { Connected, Control } from "./control";
import { restoreSeconds } from "./decide";
import { Event } from "../lists/events";
import { latch, markDirty } from "./latches";
import { Latch } from "../lists/latches";
import { raise } from "../storage/raise";
import { TICK_HZ, countDown } from "../hardware/units";

const BACKOFF_MAX: i32 = 4;
/** A grid that looks healthy within ten seconds of being unloaded failed because of the load. */
const UNLOAD_TICKS: i32 = 10 * TICK_HZ;
const HOUR_TICKS: i32 = 3600 * TICK_HZ;
const DAY_TICKS: i32 = 86400 * TICK_HZ;
/** An attempt that failed is forgotten after ten minutes. */
export const FADE_TICKS: i32 = 600 * TICK_HZ;
/** Thirty seconds on the generator, or on the grid, make an attempt a success. */
const STEADY_TICKS: i32 = 30 * TICK_HZ;
export const MINUTE_TICKS: i32 = 60 * TICK_HZ;

/** The grid has just dropped out: flicker, if it had only just come back. */
export function utilityDropped(c: Control): void {
  const t = c.transfer;
  const window: i32 = c.settings.backoff_window_s * TICK_HZ;
  const returned: boolean =
    t.connected == Connected.Utility && t.came_from_generator != 0 && t.connected_ticks < window;
  const timing: boolean = t.connected == Connected.Generator;
  if (returned || timing) {
    if (c.stored.backoff < BACKOFF_MAX) c.stored.backoff = c.stored.backoff + 1;
    c.stored.backoff_ticks = window;
    markDirty(c);
    raise(c.raised, Event.Backoff, restoreSeconds(c), 0);
  }
  const reason: i32 = c.utility.dropped_for;
  // What a load can cause; a grid that is simply gone is not to blame for coming back.
  const by_load: boolean =
    reason == Reason.LegImbalance ||
    reason == Reason.Undervoltage ||
    reason == Reason.Overvoltage ||
    reason == Reason.LegLost ||
    reason == Reason.LegAngle;
  if (t.connected == Connected.Utility && by_load) {
    t.unload_reason = reason;
    t.unload_ticks = UNLOAD_TICKS;
  }
}

function followUnloading(c: Control): void {
  const t = c.transfer;
  // The observation begins when the service switch has opened.
  if (t.unload_reason == 0 || t.connected == Connected.Utility) return;
  t.unload_ticks = countDown(t.unload_ticks);
  if (c.utility.good_ticks >= TICK_HZ) {
    c.stored.suspect = t.unload_reason;
    c.stored.suspect_ticks = c.settings.suspect_hold_s * TICK_HZ;
    c.stored.suspect_failures = c.stored.suspect_failures + 1;
    c.stored.suspect_failures_ticks = DAY_TICKS;
    markDirty(c);
    raise(c.raised, Event.UtilitySuspect, t.unload_reason, c.settings.suspect_hold_s);
    if (c.stored.suspect_failures >= 2) latch(c, Latch.SuspectLatched);
    t.unload_reason = 0;
  } else if (t.unload_ticks == 0) t.unload_reason = 0;
}

/** A grid that has carried the load for long enough is trusted again. */
function followSuspicion(c: Control): void {
  const s = c.stored;
  const t = c.transfer;
  t.watch_ticks = countDown(t.watch_ticks);
  // Time counts for a suspicious grid only while it is good.
  if (s.suspect_ticks > 0 && c.utility.ok != 0) s.suspect_ticks = s.suspect_ticks - 1;
  const stood: boolean =
    t.connected == Connected.Utility && t.connected_ticks > STEADY_TICKS && c.utility.ok != 0;
  if (s.suspect != 0 && stood) {
    s.suspect = 0;
    s.suspect_ticks = 0;
    markDirty(c);
  }
  s.suspect_failures_ticks = countDown(s.suspect_failures_ticks);
  if (s.suspect_failures_ticks == 0) s.suspect_failures = 0;
}

function fadeAttempts(c: Control): void {
  const s = c.stored;
  const t = c.transfer;
  const steady: boolean = t.connected != Connected.None && t.connected_ticks == STEADY_TICKS;
  if (steady && s.sequences > 0) {
    s.sequences = 0;
    markDirty(c);
  }
  if (s.sequences == 0 && s.overload_retries == 0) s.sequences_ticks = 0;
  else s.sequences_ticks = s.sequences_ticks + 1;
  if (s.sequences_ticks >= FADE_TICKS) {
    s.sequences_ticks = 0;
    if (s.sequences > 0) s.sequences = s.sequences - 1;
    if (s.overload_retries > 0) s.overload_retries = s.overload_retries - 1;
    markDirty(c);
  }
}

/** Ticks after which one transfer is forgotten, so that an hour forgets `transfers_per_hour`. */
export function transferFadeTicks(c: Control): i32 {
  return (HOUR_TICKS / c.settings.transfers_per_hour) | 0;
}

function fadeTransfers(c: Control): void {
  const s = c.stored;
  s.transfers_ticks = s.transfers > 0 ? s.transfers_ticks + 1 : 0;
  if (s.transfers_ticks >= transferFadeTicks(c)) {
    s.transfers_ticks = 0;
    s.transfers = s.transfers - 1;
  }
  if (s.backoff > 0 && c.utility.ok != 0) {
    s.backoff_ticks = countDown(s.backoff_ticks);
    if (s.backoff_ticks == 0) {
      s.backoff = s.backoff - 1;
      s.backoff_ticks = c.settings.backoff_window_s * TICK_HZ;
      markDirty(c);
    }
  }
}

/** Once a minute the running counts are written, so that a power cut loses a minute at most. */
function countMinutes(c: Control): void {
  const s = c.stored;
  s.minute_ticks = s.minute_ticks + 1;
  if (s.minute_ticks < MINUTE_TICKS) return;
  s.minute_ticks = 0;
  if (s.short_boots > 0) s.short_boots = 0;
  markDirty(c);
}

/** One tick of suspicion, back-off and counts. */
export function remember(c: Control): void {
  followUnloading(c);
  followSuspicion(c);
  fadeAttempts(c);
  fadeTransfers(c);
  countMinutes(c);
}
