/** What the meter does, why, and what comes next in how many seconds, as codes and numbers. */
import { Advice, Doing, Next, Reason, Why } from "../lists/codes";
import { Connected, Control, Goal } from "../control/control";
import { darkSeconds, restoreSeconds, utilityGoodTicks } from "../control/decide";
import { BOOT_TICKS, LINE_OUT_DEAD_TICKS } from "../hardware/hardware";
import { blocksGenerator, deadHouseSeconds, inhibited } from "../control/latches";
import { CLEARED_BY_DEAD_HOUSE, gravest } from "../lists/latches";
import { overloadWaitSeconds } from "../control/overload";
import { PulseResult } from "../interlock/pulse";
import { Coil } from "../hardware/signals";
import { TICK_HZ, secondsOfTicks, ticksOfMs } from "../hardware/units";

export class Explanation {
  doing: i32 = Doing.Starting;
  why: i32 = Why.Boot;
  next: i32 = Next.DecideSoon;
  advice: i32 = Advice.None;
  /** Numbers of the `why` text. */
  a: i32 = 0;
  b: i32 = 0;
  /** Seconds left until `next`, and the length of the wait; 0 = no wait. */
  left_s: i32 = 0;
  total_s: i32 = 0;
}

function say(x: Explanation, why: i32, a: i32, next: i32, left_s: i32, total_s: i32): void {
  x.why = why;
  x.a = a;
  x.next = next;
  x.left_s = left_s;
  x.total_s = total_s;
}

function adviceFor(reason: i32): i32 {
  if (reason == Reason.LegAngle || reason == Reason.LegLost) return Advice.CheckCord;
  if (reason == Reason.NeutralNotValid || reason == Reason.LegImbalance) return Advice.CheckCord;
  if (reason == Reason.NoVoltage || reason == Reason.Settling) return Advice.None;
  return Advice.CheckGenerator;
}

/** The grid is good again: how long the house still waits before it returns. */
function returning(c: Control, x: Explanation, seconds: i32): void {
  const left: i32 = secondsOfTicks(seconds * TICK_HZ - utilityGoodTicks(c));
  say(x, Why.UtilityReturning, c.view_u.line_mv, Next.ReturnToUtility, left, seconds);
}

function settling(c: Control, x: Explanation): void {
  const total: i32 = c.settings.generator_stable_s;
  const left: i32 = secondsOfTicks(total * TICK_HZ - c.generator.good_ticks);
  say(x, Why.GeneratorSettling, c.view_g.line_mv, Next.TransferToGenerator, left, total);
  x.advice = Advice.OneAtATime;
}

function onUtility(c: Control, x: Explanation): void {
  x.doing = Doing.OnUtility;
  const inhibition: i32 = inhibited(c) != 0 ? inhibited(c) : gravest(c.stored.latches);
  if (c.utility.ok != 0) {
    // No longer good, but not yet an outage.
    if (c.utility.under_ticks > 0) {
      const reason: i32 = c.utility.lost_ticks > 0 ? Reason.Lost : Reason.Undervoltage;
      say(x, Why.UtilityFailed, reason, Next.Nothing, 0, 0);
    } else if (inhibition != 0) say(x, Why.Inhibited, inhibition, Next.WaitForClear, 0, 0);
    else say(x, Why.UtilityGood, c.view_u.line_mv, Next.Nothing, 0, 0);
    if (c.generator.live_ticks > 0) x.advice = Advice.StopGenerator;
    return;
  }
  // The service switch is still closed, but the grid is not good.
  if (c.utility.live_ticks == 0) x.doing = Doing.GridOut;
  if (c.utility.dropped_for == Reason.LegImbalance) x.advice = Advice.NeutralAtPanel;
  const starting: boolean = c.utility.dropped_for == Reason.None && c.utility.live_ticks > 0;
  if (starting) say(x, Why.UtilityGood, c.view_u.line_mv, Next.Nothing, 0, 0);
  else if (c.generator.good_ticks > 0) settling(c, x);
  else if (c.generator.live_ticks > TICK_HZ) {
    say(x, Why.GeneratorFailed, c.generator.reason, Next.WaitForSource, 0, 0);
    x.advice = adviceFor(c.generator.reason);
  } else say(x, Why.UtilityFailed, c.utility.reason, Next.WaitForGenerator, 0, 0);
}

function onGenerator(c: Control, x: Explanation): void {
  x.doing = Doing.OnGenerator;
  if (c.stored.latches != 0 && c.generator.ok == 0) {
    lockedOut(c, x);
    return;
  }
  if (c.utility.good_ticks > 0 || c.utility.ok != 0) {
    returning(c, x, restoreSeconds(c));
    if (c.stored.suspect != 0 && c.stored.suspect_ticks > 0) {
      const left: i32 = secondsOfTicks(c.stored.suspect_ticks);
      say(x, Why.Suspect, c.stored.suspect, Next.ReturnToUtility, left, restoreSeconds(c));
    }
    return;
  }
  say(x, Why.GeneratorGood, c.view_g.line_mv, Next.Nothing, 0, 0);
  if (c.transfer.overload_warned != 0) x.advice = Advice.ShedLoad;
}

/** The sequence has a goal, and a switch waits to close. */
function waiting(c: Control, x: Explanation): void {
  const t = c.transfer;
  const utility: boolean = t.goal == Goal.Utility;
  const other = utility ? c.evidence.generator : c.evidence.utility;
  const dead: i32 = c.evidence.out_dead_ticks;
  x.doing = utility ? Doing.ClosingUtility : Doing.ClosingGenerator;
  const total: i32 = secondsOfTicks(ticksOfMs(c.settings.dead_time_ms));
  if (t.refusal == Reason.LineOutLive && dead == 0 && t.dark_ticks > 4 * TICK_HZ) {
    x.doing = Doing.LockedOut;
    say(x, Why.LockOut, Reason.SourceInHouse, Next.WaitForDeadHouse, 1, 1);
    if (c.evidence.back_voltage_long != 0) x.left_s = c.settings.back_voltage_clear_s;
    x.advice = Advice.FindInnerSource;
  } else if (t.refusal == Reason.BackVoltage) {
    const clear: i32 = c.settings.back_voltage_clear_s;
    x.doing = Doing.LockedOut;
    const left: i32 = secondsOfTicks(clear * TICK_HZ - dead);
    say(x, Why.LockOut, Reason.BackVoltage, Next.WaitForDeadHouse, left, clear);
    x.advice = Advice.FindInnerSource;
  } else {
    let left: i32 = ticksOfMs(c.settings.dead_time_ms) - other.proven_ticks;
    if (LINE_OUT_DEAD_TICKS - dead > left) left = LINE_OUT_DEAD_TICKS - dead;
    const why: i32 = t.refusal == Reason.None ? Reason.DeadTime : t.refusal;
    say(x, Why.Refused, why, Next.CloseSoon, secondsOfTicks(left), total);
  }
}

function onNothing(c: Control, x: Explanation): void {
  const t = c.transfer;
  x.doing = Doing.Dark;
  const block: i32 = blocksGenerator(c);
  if (t.judge_ticks > 0) {
    x.doing = Doing.Judging;
    say(x, Why.Backfeed, 0, Next.Nothing, 0, 0);
  } else if (c.stored.lock_open != 0 && t.goal == Goal.Dark && c.generator.ok == 0) {
    x.doing = Doing.HeldOpen;
    say(x, Why.Order, 0, Next.WaitForOrder, 0, 0);
  } else if (t.goal == Goal.Utility || t.goal == Goal.Generator) waiting(c, x);
  else if (c.stored.latches != 0) lockedOut(c, x);
  else if (c.utility.good_ticks > 0) returning(c, x, darkSeconds(c));
  else if (c.stored.overload_wait_ticks > 0) {
    const left: i32 = secondsOfTicks(c.stored.overload_wait_ticks);
    say(x, Why.LockOut, Reason.Overload, Next.RetryLater, left, overloadWaitSeconds(c));
    x.advice = Advice.ShedLoad;
  } else if (block != 0 && c.generator.ok != 0) {
    say(x, Why.Refused, block, Next.WaitForClear, 0, 0);
  } else if (c.generator.good_ticks > 0) settling(c, x);
  else if (c.generator.live_ticks > TICK_HZ) {
    say(x, Why.GeneratorFailed, c.generator.reason, Next.WaitForSource, 0, 0);
    x.advice = adviceFor(c.generator.reason);
  } else if (c.utility.live_ticks > TICK_HZ) {
    say(x, Why.UtilityFailed, c.utility.reason, Next.WaitForGenerator, 0, 0);
  } else say(x, Why.NoSource, 0, Next.WaitForSource, 0, 0);
}

function lockedOut(c: Control, x: Explanation): void {
  const l: i32 = gravest(c.stored.latches);
  x.doing = Doing.LockedOut;
  if ((c.stored.latches & ~CLEARED_BY_DEAD_HOUSE) == 0) {
    const clear: i32 = deadHouseSeconds(c);
    const left: i32 = secondsOfTicks(clear * TICK_HZ - c.evidence.out_dead_ticks);
    say(x, Why.LockOut, l, Next.WaitForDeadHouse, left, clear);
    x.advice = Advice.FindInnerSource;
  } else {
    say(x, Why.LockOut, l, Next.WaitForOrder, 0, 0);
    x.advice = Advice.CallUtility;
  }
}

/** A running pulse explains more than the state around it. */
function moving(c: Control, x: Explanation): void {
  const coil: i32 = c.pulse.coil;
  if (coil == Coil.UtilityOpen || coil == Coil.GeneratorOpen) {
    x.doing = coil == Coil.UtilityOpen ? Doing.OpeningUtility : Doing.OpeningGenerator;
    const dead_s: i32 = secondsOfTicks(ticksOfMs(c.settings.dead_time_ms));
    if (c.transfer.goal == Goal.Generator) {
      say(x, Why.GeneratorGood, c.view_g.line_mv, Next.CloseSoon, dead_s, dead_s);
    } else if (c.transfer.goal == Goal.Utility) {
      say(x, Why.UtilityGood, c.view_u.line_mv, Next.CloseSoon, dead_s, dead_s);
    }
  } else if (coil == Coil.UtilityClose) x.doing = Doing.ClosingUtility;
  else x.doing = Doing.ClosingGenerator;
}

/** Explains the state of this tick in `x`. */
export function explain(c: Control, x: Explanation): void {
  x.advice = Advice.None;
  x.b = 0;
  if (c.evidence.boot_ticks < BOOT_TICKS) {
    x.doing = Doing.Starting;
    const left: i32 = secondsOfTicks(BOOT_TICKS - c.evidence.boot_ticks);
    say(x, Why.Boot, 0, Next.DecideSoon, left, 1);
    return;
  }
  if (c.transfer.connected == Connected.Utility) onUtility(c, x);
  else if (c.transfer.connected == Connected.Generator) onGenerator(c, x);
  else onNothing(c, x);
  if (c.pulse.result == PulseResult.Running) moving(c, x);
}
