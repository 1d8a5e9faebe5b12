/**
 * How far the grid is trusted, and how often things may be tried: suspicion, back-off, counts.
 * All counts live in the store and fade in powered time only; switching the power clears none.
 */
import { Reason } from "../lists/codes";
import { Connected, Control } from "./control";
import { restoreSeconds } from "./decide";
import { Event } from "../lists/events";
import { latch, markDirty, neutralSuspect, transferFadeTicks } from "./latches";
import { Latch } from "../lists/latches";
import { utilityRidesThrough, utilityVoltageWell } from "../qualify/qualify-utility";
import { raise } from "../storage/raise";
import { TICK_HZ, countDown, larger, smaller } from "../hardware/units";

const BACKOFF_MAX: i32 = 4;
/** A grid that looks healthy within ten seconds of being unloaded may have failed by the load. */
const UNLOAD_TICKS: i32 = 10 * TICK_HZ;
/**
 * It failed by the load when its voltage is well within 200 ms of the opening: a sag from the
 * street ends at a time of its own (engineering judgement; a one-cycle value needs 25 ms).
 */
const IN_STEP_TICKS: i32 = 48;
/** A brown-out that repeats under load is distrusted for twice as long each time, up to 2 h. */
const SUSPECT_MAX_S: i32 = 7200;
const SUSPECT_DOUBLINGS_MAX: i32 = 3;
/** Change of the learned normal voltage in a second of powered time under load. */
const NORMAL_LEARN_MV: i32 = 50;
/** Hard limits of the learned normal voltage: 85 % and 110 % of 240 V. */
const NORMAL_MIN_MV: i32 = 204000;
const NORMAL_MAX_MV: i32 = 264000;
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
  // What a load can cause. A grid that is simply gone is not to blame for coming back, and no load
  // raises the voltage: an open neutral, which does on one leg, is a leg imbalance. A short circuit
  // in the house says nothing of the grid.
  const by_load: boolean =
    reason == Reason.LegImbalance ||
    reason == Reason.UnevenLoad ||
    reason == Reason.Undervoltage ||
    reason == Reason.LegLost ||
    reason == Reason.LegAngle;
  if (t.connected == Connected.Utility && by_load) {
    t.unload_reason = reason;
    t.unload_ticks = UNLOAD_TICKS;
  }
}

/** Distrusts the grid for a time; a failure that was counted doubles it, up to two hours. */
function distrust(c: Control, reason: i32, doublings: i32): void {
  const s = c.stored;
  const longest_s: i32 = larger(SUSPECT_MAX_S, c.settings.suspect_hold_s);
  const held_s: i32 = smaller(c.settings.suspect_hold_s << doublings, longest_s);
  s.suspect = reason;
  s.suspect_ticks = held_s * TICK_HZ;
  markDirty(c);
  raise(c.raised, Event.UtilitySuspect, reason, held_s);
}

/** The load caused it: the failure counts, and an open neutral latches the second time. */
function failedByLoad(c: Control, reason: i32): void {
  const s = c.stored;
  if (s.suspect_failures <= SUSPECT_DOUBLINGS_MAX) s.suspect_failures = s.suspect_failures + 1;
  s.suspect_failures_ticks = DAY_TICKS;
  distrust(c, reason, s.suspect_failures - 1);
  if (s.suspect_failures >= 2 && neutralSuspect(c)) latch(c, Latch.SuspectLatched);
}

/**
 * Sees how the grid recovers once the house is off it. In step with the opening: the load did it.
 * Within ten seconds: that is not shown, so the grid is distrusted once and nothing is counted.
 */
function followUnloading(c: Control): void {
  const t = c.transfer;
  // The observation begins when the service switch has opened.
  if (t.unload_reason == 0 || t.connected == Connected.Utility) return;
  t.unload_ticks = countDown(t.unload_ticks);
  const in_step: boolean = UNLOAD_TICKS - t.unload_ticks <= IN_STEP_TICKS;
  if (in_step && utilityVoltageWell(c.view_u, c.settings, c.stored.normal_mv)) {
    failedByLoad(c, t.unload_reason);
    t.unload_reason = 0;
  } else if (c.utility.good_ticks >= TICK_HZ) {
    distrust(c, t.unload_reason, 0);
    t.unload_reason = 0;
  } else if (t.unload_ticks == 0) t.unload_reason = 0;
}

/** Learns what voltage this feeder normally has, while it feeds the house under load. */
function learnNormal(c: Control): void {
  const s = c.stored;
  const feeds: boolean =
    c.transfer.connected == Connected.Utility && c.readings.utility_current != 0;
  if (!feeds || s.minute_ticks % TICK_HZ != 0) return;
  if (!utilityRidesThrough(c.view_u, c.settings)) return;
  const off_mv: i32 = c.view_u.line_mv - s.normal_mv;
  const step_mv: i32 = larger(-NORMAL_LEARN_MV, smaller(NORMAL_LEARN_MV, off_mv));
  s.normal_mv = larger(NORMAL_MIN_MV, smaller(NORMAL_MAX_MV, s.normal_mv + step_mv));
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
  learnNormal(c);
  fadeAttempts(c);
  fadeTransfers(c);
  countMinutes(c);
}
