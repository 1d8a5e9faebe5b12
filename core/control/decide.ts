/** Which source the house should be on, from sources, evidence and lock-outs; moves nothing. */
import { Reason } from "../lists/codes";
import { Connected, Control, FollowStage, Goal } from "./control";
import { BOOT_TICKS } from "../hardware/hardware";
import { blocksGenerator, blocksUtility, hasLatch } from "./latches";
import { OPENS_GENERATOR } from "../lists/latches";
import { Position } from "./position";
import { Settings } from "../lists/settings";
import { TICK_HZ, ticksOfMs } from "../hardware/units";

/** A grid that comes back after a lost generator must have been good for a second. */
export const AT_ONCE_TICKS: i32 = TICK_HZ;
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

/** Ticks for which the grid has been good, the wider band included when it was held for long. */
export function utilityGoodTicks(c: Control): i32 {
  const wide: i32 = c.utility.wide_ticks - c.settings.utility_wide_s * TICK_HZ;
  return wide > c.utility.good_ticks ? wide : c.utility.good_ticks;
}

/** Seconds for which the grid must be good before a dark house goes to it. */
export function darkSeconds(c: Control): i32 {
  if (c.transfer.generator_lost != 0) return 1;
  // A suspicious grid is waited for only while a generator could do better.
  if (c.stored.suspect != 0 && c.generator.ok != 0) return restoreSeconds(c);
  return c.settings.restore_dark_s;
}

/** Whether suspicion lets the house return to the grid. */
export function mayReturnSuspect(c: Control): boolean {
  if (c.stored.suspect == 0 || c.stored.suspect_ticks == 0) return true;
  // Back to a brown-out when nothing else is there, never to a suspected open neutral.
  return c.stored.suspect == Reason.Undervoltage && c.generator.ok == 0;
}

function utilityReadyDark(c: Control): boolean {
  if (blocksUtility(c) != 0 || !mayReturnSuspect(c)) return false;
  if (c.utility.ok != 0) {
    const needed: i32 = c.transfer.generator_lost != 0 ? AT_ONCE_TICKS : darkSeconds(c) * TICK_HZ;
    return utilityGoodTicks(c) >= needed;
  }
  const alone: boolean = c.generator.ok == 0 && c.generator.good_ticks == 0;
  return alone && c.utility.poor_ticks >= POOR_TICKS && c.stored.suspect != Reason.LegImbalance;
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
    const ready: boolean = utilityGoodTicks(c) >= AT_ONCE_TICKS && blocksUtility(c) == 0;
    return ready && mayReturnSuspect(c) ? Goal.Utility : Goal.Dark;
  }
  if (c.stored.overload_wait_ticks > 0) return Goal.Dark;
  if (c.utility.ok == 0 || blocksUtility(c) != 0) return Goal.Stay;
  if (c.stored.suspect != 0 && c.stored.suspect_ticks > 0) return Goal.Stay;
  return utilityGoodTicks(c) >= restoreSeconds(c) * TICK_HZ ? Goal.Utility : Goal.Stay;
}

/** Both open, or not known: the grid wins when both are good. */
function onNothing(c: Control): i32 {
  if (c.transfer.judge_ticks > 0) return Goal.Dark;
  if (utilityReadyDark(c)) return Goal.Utility;
  const coming: boolean = c.utility.ok != 0 && blocksUtility(c) == 0 && c.stored.suspect_ticks == 0;
  if (coming) return Goal.Dark;
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
