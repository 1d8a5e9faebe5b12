/**
 * What the meter does, why, and what comes next in how many seconds. Everything is read from the
 * predicates and timers that decide: an explanation has no rule of its own for what will happen.
 */
import { Advice, Doing, Next, Reason, Why } from "../lists/codes";
import { Connected, Control, Goal } from "../control/control";
import { BOOT_TICKS, LINE_OUT_DEAD_TICKS } from "../hardware/hardware";
import { blocksGenerator, blocksUtility, inhibited } from "../control/latches";
import { FORBIDS_GENERATOR, FORBIDS_UTILITY, OPENS_GENERATOR } from "../lists/latches";
import { gravest, latchOf } from "../lists/latches";
import { Explanation, count, say, sayBlock } from "./explanation";
import { generatorIs, generatorSettles, utilityIs, utilityReturns } from "./sources";
import { NEVER } from "../control/decide";
import { generatorTicks, suspected, utilityTicks } from "./prospect";
import { PulseResult } from "../interlock/pulse";
import { Coil } from "../hardware/signals";
import { TICK_HZ, secondsOfTicks, ticksOfMs } from "../hardware/units";

/** A house that stays live for longer than motors coast has a source of its own. */
const COASTING_TICKS: i32 = 4 * TICK_HZ;
/** While the customer turns loads on again. */
const FIRST_LOADS_TICKS: i32 = 60 * TICK_HZ;
const ANY_LATCH: i32 = -1;

/** An order holds this switch open. */
function heldOpen(x: Explanation): void {
  x.doing = Doing.HeldOpen;
  say(x, Why.Order, 0, Next.WaitForOrder);
}

/** Nothing can take over from, or feed, this house: what blocks, and what ends that. */
function blocked(c: Control, x: Explanation, block: i32, forbids: i32): void {
  if (block == Reason.LockOpen) {
    heldOpen(x);
    return;
  }
  x.doing = Doing.LockedOut;
  sayBlock(c, x, Why.LockOut, block, forbids);
}

function onGoodUtility(c: Control, x: Explanation): void {
  const present: i32 = inhibited(c);
  const block: i32 = present != 0 ? present : gravest(c.stored.latches);
  if (block != 0) sayBlock(c, x, Why.Inhibited, block, ANY_LATCH);
  else utilityIs(c, x, Next.Nothing);
  // A generator side that follows the house is fed by it.
  const runs: boolean = c.generator.live_ticks > TICK_HZ && c.readings.generator_follows == 0;
  if (runs && x.advice == Advice.None) x.advice = Advice.StopGenerator;
}

/** The service switch is closed, but the grid is not accepted: whether a generator takes over. */
function onBadUtility(c: Control, x: Explanation): void {
  if (c.utility.live_ticks == 0) x.doing = Doing.GridOut;
  const block: i32 = blocksGenerator(c);
  const open_neutral: boolean =
    c.utility.live_ticks > 0 &&
    (c.utility.dropped_for == Reason.LegImbalance || c.utility.reason == Reason.LegImbalance);
  if (c.utility.reason == Reason.Settling) utilityIs(c, x, Next.Nothing);
  else if (c.stored.lock_open != 0) heldOpen(x);
  else if (c.transfer.refusal == Reason.ReserveLow) {
    sayBlock(c, x, Why.Refused, Reason.ReserveLow, 0);
  } else if (block != 0) sayBlock(c, x, Why.GeneratorBlocked, block, FORBIDS_GENERATOR);
  else if (generatorTicks(c) != NEVER) generatorSettles(c, x);
  else if (c.generator.live_ticks > TICK_HZ) generatorIs(c, x, Next.WaitForSource);
  else {
    utilityIs(c, x, Next.WaitForGenerator);
    if (x.advice == Advice.None) x.advice = Advice.StartGenerator;
  }
  if (open_neutral) x.advice = Advice.NeutralAtPanel;
  else if (c.utility.reason == Reason.ShortCircuit) x.advice = Advice.FindShort;
}

function onUtility(c: Control, x: Explanation): void {
  x.doing = Doing.OnUtility;
  if (c.utility.ok != 0) onGoodUtility(c, x);
  else onBadUtility(c, x);
}

/** Why the house leaves the generator although the grid does not take it; 0 = it does not. */
function leavesGenerator(c: Control): i32 {
  const opening: i32 = gravest(c.stored.latches & OPENS_GENERATOR);
  if (opening != 0) return opening;
  if (c.stored.lock_open == 2) return Reason.LockOpen;
  if (c.transfer.jaw_hot != 0) return Reason.JawHot;
  return c.stored.overload_wait_ticks > 0 ? Reason.Overload : Reason.None;
}

function onGenerator(c: Control, x: Explanation): void {
  x.doing = Doing.OnGenerator;
  const leaves: i32 = leavesGenerator(c);
  const block: i32 = blocksUtility(c);
  if (leaves != 0) blocked(c, x, leaves, FORBIDS_GENERATOR);
  else if (utilityTicks(c) != NEVER) utilityReturns(c, x);
  else if (c.generator.ok == 0 && block != 0) blocked(c, x, block, FORBIDS_UTILITY);
  else if (c.generator.ok == 0) generatorIs(c, x, Next.WaitForSource);
  else if (c.utility.ok != 0 && block != 0) {
    sayBlock(c, x, Why.UtilityBlocked, block, FORBIDS_UTILITY);
    x.b = c.view_u.line_mv;
  } else generatorIs(c, x, Next.Nothing);
  if (x.advice != Advice.None || c.generator.ok == 0) return;
  if (c.transfer.overload_warned != 0) x.advice = Advice.ShedLoad;
  else if (c.transfer.connected_ticks < FIRST_LOADS_TICKS) x.advice = Advice.OneAtATime;
}

/** Line out is not dead: what keeps it so, and that the switch waits for it. */
function waitForDeadHouse(c: Control, x: Explanation, reason: i32, total_s: i32): void {
  say(x, Why.Refused, reason, Next.WaitForDeadHouse);
  count(x, total_s * TICK_HZ - c.evidence.out_dead_ticks, total_s);
  if (reason == Reason.LineOutLive) return;
  x.doing = Doing.LockedOut;
  x.why = Why.LockOut;
  x.advice = Advice.FindInnerSource;
}

/** The sequence has a goal, and a switch waits to close. */
function waiting(c: Control, x: Explanation): void {
  const t = c.transfer;
  const e = c.evidence;
  const utility: boolean = t.goal == Goal.Utility;
  const other = utility ? e.generator : e.utility;
  x.doing = utility ? Doing.ClosingUtility : Doing.ClosingGenerator;
  const dead_time: i32 = ticksOfMs(c.settings.dead_time_ms);
  let left: i32 = dead_time - other.proven_ticks;
  if (LINE_OUT_DEAD_TICKS - e.out_dead_ticks > left) left = LINE_OUT_DEAD_TICKS - e.out_dead_ticks;
  const blind: boolean = c.readings.out_pilots == 0 && e.out_dead_ticks == 0;
  if (blind && (t.refusal == Reason.LineOutLive || t.refusal == Reason.BackVoltage)) {
    sayBlock(c, x, Why.Refused, Reason.SensorLost, 0);
  } else if (
    t.refusal == Reason.BackVoltage ||
    (e.back_voltage_long != 0 && e.out_live_ticks > 0)
  ) {
    const live: boolean = e.out_live_ticks > 0;
    const reason: i32 = live ? Reason.SourceInHouse : Reason.BackVoltage;
    waitForDeadHouse(c, x, reason, c.settings.back_voltage_clear_s);
  } else if (t.refusal == Reason.LineOutLive && e.out_dead_ticks == 0) {
    const inside: boolean = e.out_live_ticks > 0 && t.dark_ticks > COASTING_TICKS;
    waitForDeadHouse(c, x, inside ? Reason.SourceInHouse : Reason.LineOutLive, 1);
  } else if (timed(t.refusal)) {
    say(x, Why.Refused, Reason.DeadTime, Next.CloseSoon);
    count(x, left, secondsOfTicks(dead_time));
  } else sayBlock(c, x, Why.Refused, t.refusal, 0);
}

/** A refusal that a running timer ends, or none at all. */
function timed(refusal: i32): boolean {
  return refusal == Reason.None || refusal == Reason.DeadTime || refusal == Reason.LineOutLive;
}

/** Neither source will be taken while everything stays as it is. */
function dark(c: Control, x: Explanation): void {
  const no_generator: i32 = blocksGenerator(c);
  const no_utility: i32 = blocksUtility(c);
  if (latchOf(no_generator) != 0) {
    const both: boolean = latchOf(no_utility) != 0;
    if (both) blocked(c, x, gravest(c.stored.latches), ANY_LATCH);
    else blocked(c, x, no_generator, FORBIDS_GENERATOR);
  } else if (no_generator == Reason.LockOpen) heldOpen(x);
  else if (no_generator != 0) {
    const why: i32 = no_generator == no_utility ? Why.Refused : Why.GeneratorBlocked;
    sayBlock(c, x, why, no_generator, 0);
  } else if (c.generator.live_ticks > TICK_HZ) generatorIs(c, x, Next.WaitForSource);
  else startGenerator(c, x, no_utility);
}

/** Only a generator that is not there yet could feed this house. */
function startGenerator(c: Control, x: Explanation, no_utility: i32): void {
  if (no_utility != 0) {
    blocked(c, x, no_utility, FORBIDS_UTILITY);
    x.next = Next.WaitForGenerator;
  } else if (c.utility.live_ticks > TICK_HZ) utilityIs(c, x, Next.WaitForGenerator);
  else say(x, Why.NoSource, 0, Next.WaitForSource);
  x.advice = Advice.StartGenerator;
}

function onNothing(c: Control, x: Explanation): void {
  x.doing = Doing.Dark;
  if (c.transfer.judge_ticks > 0) {
    x.doing = Doing.Judging;
    say(x, Why.Backfeed, 0, Next.Nothing);
    return;
  }
  if (c.transfer.goal == Goal.Utility || c.transfer.goal == Goal.Generator) {
    waiting(c, x);
    return;
  }
  const to_utility: i32 = utilityTicks(c);
  const to_generator: i32 = generatorTicks(c);
  // A grid under suspicion gives way to a generator that is sooner (decide.ts).
  const later: boolean = suspected(c) && to_generator < to_utility;
  if (to_utility != NEVER && !later) utilityReturns(c, x);
  else if (to_generator != NEVER) generatorSettles(c, x);
  else dark(c, x);
}

/** A running pulse: the switch that moves, and the source that it moves towards. */
function moving(c: Control, x: Explanation): void {
  const coil: i32 = c.pulse.coil;
  if (coil == Coil.UtilityOpen) x.doing = Doing.OpeningUtility;
  else if (coil == Coil.GeneratorOpen) x.doing = Doing.OpeningGenerator;
  else x.doing = coil == Coil.UtilityClose ? Doing.ClosingUtility : Doing.ClosingGenerator;
  if (c.transfer.goal == Goal.Generator) generatorIs(c, x, Next.CloseSoon);
  else if (c.transfer.goal == Goal.Utility) utilityIs(c, x, Next.CloseSoon);
  else return;
  // This sentence names no latch.
  x.also = c.stored.latches;
  x.advice = Advice.None;
  const opens: boolean = coil == Coil.UtilityOpen || coil == Coil.GeneratorOpen;
  const total_s: i32 = secondsOfTicks(ticksOfMs(c.settings.dead_time_ms));
  count(x, opens ? total_s * TICK_HZ : 0, total_s);
}

/** Explains the state of this tick in `x`. */
export function explain(c: Control, x: Explanation): void {
  x.advice = Advice.None;
  x.also = c.stored.latches;
  if (c.evidence.boot_ticks < BOOT_TICKS) {
    x.doing = Doing.Starting;
    say(x, Why.Boot, 0, Next.DecideSoon);
    count(x, BOOT_TICKS - c.evidence.boot_ticks, 1);
    return;
  }
  if (c.transfer.connected == Connected.Utility) onUtility(c, x);
  else if (c.transfer.connected == Connected.Generator) onGenerator(c, x);
  else onNothing(c, x);
  if (c.pulse.result == PulseResult.Running) moving(c, x);
}
