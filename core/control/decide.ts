/** Which source the house should be on, from sources, evidence and lock-outs; moves nothing. */
import { Connected, Control, FollowStage, Goal } from "./control";
import { BOOT_TICKS } from "../hardware/hardware";
import { blocksGenerator, blocksUtility, hasLatch, neutralSuspect, rateWaitTicks } from "./latches";
import { OPENS_GENERATOR } from "../lists/latches";
import { Position } from "./position";
import { Settings } from "../lists/settings";
import { TICK_HZ, larger, smaller, ticksOfMs } from "../hardware/units";

/** A grid that comes back after a lost generator must have been good for a second. */
export const AT_ONCE_S: i32 = 1;
/** Ticks of a wait that does not end while everything stays as it is. */
export const NEVER: i32 = 0x7fffffff;
/** A dark house waits so long for a good grid before it goes to a good generator instead. */
const SOON_S: i32 = 15;
/** A browned-out grid is better than darkness after five seconds. */
export const POOR_TICKS: i32 = 5 * TICK_HZ;

/** Seconds for which the grid must be good before a house on the generator goes back. */
export function restoreSeconds(c: Control): i32 {
  const s: Settings = c.settings;
  let seconds: i32 = s.restore_s;
  if (c.stored.backoff > 0) {
    seconds = s.restore_s << (c.stored.backoff > 4 ? 4 : c.stored.backoff);
    if (seconds > s.backoff_max_s) seconds = s.backoff_max_s;
  }
  const held: i32 = ((c.stored.suspect_ticks + TICK_HZ - 1) / TICK_HZ) | 0;
  if (c.stored.suspect != 0 && held > seconds) seconds = held;
  return seconds;
}

function bandTicks(seconds: i32, good_ticks: i32, bad_ticks: i32): i32 {
  if (good_ticks == 0) return NEVER;
  return larger(larger(seconds * TICK_HZ - good_ticks, bad_ticks), 0);
}

/**
 * Ticks for which the grid must still be good, when a house goes to it after `seconds` in the band
 * of return or the longer time in the wider band; NEVER while it is in neither. The one timer
 * behind the return and its count; it does not end during a bad spell.
 */
export function utilityWaitTicks(c: Control, seconds: i32): i32 {
  const good: i32 = bandTicks(seconds, c.utility.good_ticks, c.utility.bad_ticks);
  const wide_s: i32 = larger(seconds, c.settings.utility_wide_s);
  return smaller(good, bandTicks(wide_s, c.utility.wide_ticks, c.utility.wide_bad_ticks));
}

/** Length of that wait in seconds: by the band that ends it first. */
export function utilityWaitSeconds(c: Control, seconds: i32): i32 {
  const good: i32 = bandTicks(seconds, c.utility.good_ticks, c.utility.bad_ticks);
  return utilityWaitTicks(c, seconds) < good ? larger(seconds, c.settings.utility_wide_s) : seconds;
}

/** Ticks until a house on a good generator returns to a grid that stays good. */
export function returnTicks(c: Control): i32 {
  const good: i32 = utilityWaitTicks(c, restoreSeconds(c));
  const held: i32 = c.stored.suspect != 0 ? c.stored.suspect_ticks : 0;
  return larger(larger(good, held), rateWaitTicks(c));
}

/** Seconds for which the grid must be good before a dark house goes to it. */
export function darkSeconds(c: Control): i32 {
  if (c.transfer.generator_lost != 0) return AT_ONCE_S;
  // A suspicious grid is waited for only while a generator could do better.
  if (c.stored.suspect != 0 && c.generator.ok != 0) return restoreSeconds(c);
  return c.settings.restore_dark_s;
}

function accountTicks(ticks: i32, needed: i32): i32 {
  return ticks == 0 ? NEVER : larger(needed - ticks, 0);
}

/**
 * Ticks until a dark house takes a poor or rough grid because nothing better is there, from these
 * two accounts; NEVER while it does not. The one timer behind that close and its count.
 */
export function poorWaitTicks(c: Control, poor_ticks: i32, rough_ticks: i32): i32 {
  const alone: boolean = c.generator.ok == 0 && c.generator.good_ticks == 0;
  if (!alone || neutralSuspect(c)) return NEVER;
  const rough: i32 = accountTicks(rough_ticks, c.settings.restore_rough_s * TICK_HZ);
  return smaller(accountTicks(poor_ticks, POOR_TICKS), rough);
}

function utilityReadyDark(c: Control): boolean {
  if (blocksUtility(c) != 0) return false;
  if (c.utility.ok != 0 && utilityWaitTicks(c, darkSeconds(c)) == 0) return true;
  return poorWaitTicks(c, c.utility.poor_ticks, c.utility.rough_ticks) == 0;
}

function onUtility(c: Control): i32 {
  if (c.stored.lock_open != 0) return Goal.Dark;
  const t = c.transfer;
  if (t.follow_stage == FollowStage.OpenUtility) return Goal.Dark;
  if (c.utility.ok == 0 && c.generator.ok != 0 && blocksGenerator(c) == 0) return Goal.Generator;
  const isolate: boolean =
    c.settings.isolate_on_outage != 0 &&
    c.utility.dead_ticks >= ticksOfMs(c.settings.isolate_after_ms);
  return isolate ? Goal.Dark : Goal.Stay;
}

function onGenerator(c: Control): i32 {
  if (c.stored.lock_open == 2 || c.transfer.jaw_hot != 0) return Goal.Dark;
  if (hasLatch(c, OPENS_GENERATOR)) return Goal.Dark;
  if (c.generator.ok == 0) {
    const ready: boolean = utilityWaitTicks(c, AT_ONCE_S) == 0 && blocksUtility(c) == 0;
    return ready ? Goal.Utility : Goal.Dark;
  }
  if (c.stored.overload_wait_ticks > 0) return Goal.Dark;
  if (c.utility.ok == 0 || blocksUtility(c) != 0) return Goal.Stay;
  return returnTicks(c) == 0 ? Goal.Utility : Goal.Stay;
}

/** Both open, or not known: the grid wins when both are good. */
function onNothing(c: Control): i32 {
  if (c.transfer.judge_ticks > 0) return Goal.Dark;
  if (utilityReadyDark(c)) return Goal.Utility;
  const ready_s: i32 = darkSeconds(c);
  const soon: boolean = utilityWaitTicks(c, ready_s) <= larger(ready_s, SOON_S) * TICK_HZ;
  if (c.utility.ok != 0 && blocksUtility(c) == 0 && soon) return Goal.Dark;
  if (c.generator.ok != 0 && blocksGenerator(c) == 0) return Goal.Generator;
  return Goal.Dark;
}

/**
 * What the house is connected to by contacts, or, when a contact says otherwise, by voltages: one
 * bad contact must not black out a house that is being fed. A coil that is driven explains any
 * voltage.
 */
export function connectedTo(c: Control): i32 {
  const u: i32 = c.position_u.position;
  const g: i32 = c.position_g.position;
  const r = c.readings;
  const steady: boolean = c.evidence.out_live_ticks > 0 && c.pulse.coil == 0;
  if (g != Position.Closed) {
    if (u == Position.Closed) return Connected.Utility;
    const feeds: boolean = steady && r.utility_follows != 0 && c.utility.live_ticks > 0;
    if (feeds && (u != Position.Open || r.utility_current != 0)) return Connected.Utility;
  }
  if (u != Position.Closed) {
    if (g == Position.Closed) return Connected.Generator;
    const feeds: boolean = steady && r.generator_follows != 0 && c.generator.live_ticks > 0;
    if (feeds && (g != Position.Open || r.generator_current != 0)) return Connected.Generator;
  }
  return Connected.None;
}

/** The goal of this tick. */
export function decide(c: Control): i32 {
  if (c.evidence.boot_ticks < BOOT_TICKS) return Goal.Stay;
  if (c.transfer.connected == Connected.Utility) return onUtility(c);
  if (c.transfer.connected == Connected.Generator) return onGenerator(c);
  return onNothing(c);
}
