/**
 * How to get there: one pulse after the other, each ordered only when the last is over. Each tick
 * starts from the present state, so a restart at any moment needs no special case.
 */
import { Reason } from "../lists/codes";
import { Connected, Control, Goal } from "./control";
import { NEVER, darkSeconds, utilityWaitTicks } from "./decide";
import { Event } from "../lists/events";
import { BOOT_TICKS, PULSES_MAX, RESERVE_TO_OPEN_MV } from "../hardware/hardware";
import { reserveSuffices } from "../interlock/evidence";
import { refusal } from "../interlock/interlock";
import { blocksUtility, hasLatch, hasWeakReserve, latch, markDirty } from "./latches";
import { Latch } from "../lists/latches";
import { Position } from "./position";
import { PulseResult, startPulse } from "../interlock/pulse";
import { raise } from "../storage/raise";
import { Coil } from "../hardware/signals";
import { TICK_HZ } from "../hardware/units";

/** How long a grid that returns from suspicion is watched closely. */
const SUSPECT_WATCH_TICKS: i32 = 10 * TICK_HZ;

/**
 * A reserve that was weighed within an hour needs no weighing before a transfer; one that is too
 * weak is weighed again every ten minutes, since frost passes, and every minute while the house is
 * dark. Engineering judgement.
 */
const WEIGHED_TICKS: i32 = 3600 * TICK_HZ;
const WEIGH_AGAIN_TICKS: i32 = 600 * TICK_HZ;
const WEIGH_DARK_TICKS: i32 = 60 * TICK_HZ;
/** Ten seconds after a start the reserve is charged. */
const CHARGED_TICKS: i32 = 10 * TICK_HZ;

/** Milliseconds of so many ticks. */
export function msOfTicks(ticks: i32): i32 {
  return ticks > 480000 ? 2000000 : ((ticks * 25) / 6) | 0;
}

function triesOf(c: Control, coil: i32): i32 {
  if (coil == Coil.UtilityOpen) return c.stored.tries_utility_open;
  if (coil == Coil.UtilityClose) return c.stored.tries_utility_close;
  if (coil == Coil.GeneratorOpen) return c.stored.tries_generator_open;
  return c.stored.tries_generator_close;
}

function setTries(c: Control, coil: i32, tries: i32): void {
  if (coil == Coil.UtilityOpen) c.stored.tries_utility_open = tries;
  else if (coil == Coil.UtilityClose) c.stored.tries_utility_close = tries;
  else if (coil == Coil.GeneratorOpen) c.stored.tries_generator_open = tries;
  else c.stored.tries_generator_close = tries;
}

/** At power-up: a pulse that the power cut ended counts as one that did not move its switch. */
export function interrupted(c: Control): void {
  const coil: i32 = c.stored.intent;
  if (coil == 0) return;
  c.stored.intent = 0;
  setTries(c, coil, triesOf(c, coil) + 1);
}

function stuckLatch(coil: i32): i32 {
  if (coil == Coil.UtilityOpen) return Latch.UtilityStuckClosed;
  if (coil == Coil.UtilityClose) return Latch.UtilityStuckOpen;
  if (coil == Coil.GeneratorOpen) return Latch.GeneratorStuckClosed;
  return Latch.GeneratorStuckOpen;
}

/** Orders a pulse, with its intent in the store first; false when its tries are used up. */
export function order(c: Control, coil: i32): boolean {
  if (triesOf(c, coil) >= PULSES_MAX) {
    latch(c, stuckLatch(coil));
    return false;
  }
  if (c.readings.coil_reserve_mv < RESERVE_TO_OPEN_MV) {
    c.transfer.refusal = Reason.ReserveLow;
    return false;
  }
  if (triesOf(c, coil) > 0) raise(c.raised, Event.PulseRetry, coil, 0);
  c.stored.intent = coil;
  markDirty(c);
  c.transfer.order_ticks = 0;
  c.transfer.weighs = 0;
  startPulse(c.pulse, coil);
  return true;
}

/**
 * Weighs the reserve by a pulse that opens an open switch, which moves nothing; false while that is
 * not possible. Only a working charger makes the fall of its voltage tell.
 */
function weigh(c: Control): boolean {
  if (c.readings.supplied == 0 || c.evidence.boot_ticks < BOOT_TICKS) return false;
  // A contact alone does not show a switch open: the house may be fed through it.
  const fed: i32 = c.transfer.connected;
  const generator: boolean = c.position_g.position == Position.Open && fed != Connected.Generator;
  const utility: boolean = c.position_u.position == Position.Open && fed != Connected.Utility;
  if (!generator && !utility) return false;
  if (!order(c, generator ? Coil.GeneratorOpen : Coil.UtilityOpen)) return false;
  c.transfer.weighs = 1;
  return true;
}

function needsWeighing(c: Control): boolean {
  const ticks: i32 = c.evidence.reserve_weighed_ticks;
  return ticks == 0 || ticks > WEIGHED_TICKS;
}

/**
 * Whether a switch that feeds the house may open for a transfer: only when the reserve is known to
 * close the other one. Orders the pulse that weighs it if need be.
 */
function mayLeave(c: Control): boolean {
  if (needsWeighing(c) && weigh(c)) return false;
  if (reserveSuffices(c.evidence, c.readings)) return true;
  c.transfer.refusal = Reason.ReserveLow;
  return false;
}

function noteOpened(c: Control, coil: i32): void {
  const ms: i32 = msOfTicks(c.transfer.order_ticks);
  const event: i32 = coil == Coil.UtilityOpen ? Event.UtilityOpened : Event.GeneratorOpened;
  raise(c.raised, event, ms, 0);
}

function noteClosed(c: Control, coil: i32): void {
  const t = c.transfer;
  const ms: i32 = msOfTicks(t.last_dark_ticks);
  // Never beyond the limit, so that what the limit delays waits an hour's share at most.
  if (c.stored.transfers < c.settings.transfers_per_hour) {
    c.stored.transfers = c.stored.transfers + 1;
  }
  if (coil == Coil.UtilityClose) {
    if (c.stored.suspect != 0) t.watch_ticks = SUSPECT_WATCH_TICKS;
    t.generator_lost = 0;
    raise(c.raised, Event.UtilityClosed, ms, 0);
  } else {
    raise(c.raised, Event.GeneratorClosed, ms, 0);
  }
}

/** Records the result of a pulse that has just ended; false when there is none. */
function bookPulse(c: Control): boolean {
  const result: i32 = c.pulse.result;
  if (result == PulseResult.None || result == PulseResult.Running) return false;
  const coil: i32 = c.pulse.coil;
  c.pulse.result = PulseResult.None;
  c.pulse.coil = 0;
  c.stored.intent = 0;
  if (result == PulseResult.Confirmed) {
    setTries(c, coil, 0);
    if (coil == Coil.UtilityClose || coil == Coil.GeneratorClose) noteClosed(c, coil);
    else if (c.transfer.weighs == 0) noteOpened(c, coil);
  } else {
    setTries(c, coil, triesOf(c, coil) + 1);
    if (result == PulseResult.Aborted) aborted(c, coil);
  }
  c.transfer.weighs = 0;
  markDirty(c);
  return true;
}

/** The interlock aborted a close: whatever moved is opened again first. */
function aborted(c: Control, coil: i32): void {
  const live: boolean = c.pulse.refused == Reason.LineOutLive;
  raise(c.raised, Event.CloseAborted, live ? Reason.LineOutCameAlive : c.pulse.refused, 0);
  const open: i32 = coil == Coil.UtilityClose ? Coil.UtilityOpen : Coil.GeneratorOpen;
  order(c, open);
  if (live) latch(c, Latch.LineOutCameAlive);
}

function openUtility(c: Control): void {
  order(c, Coil.UtilityOpen);
}

function openGenerator(c: Control): void {
  order(c, Coil.GeneratorOpen);
}

function closeWhenPermitted(c: Control, coil: i32): void {
  const utility: i32 = coil == Coil.UtilityClose ? 1 : 0;
  const contradiction: i32 = c.position_u.contradiction | c.position_g.contradiction;
  const why: i32 = refusal(
    c.evidence,
    c.readings,
    c.settings.dead_time_ms,
    c.settings.back_voltage_clear_s,
    c.stored.lock_open,
    contradiction,
    utility,
  );
  c.transfer.refusal = why;
  if (why != Reason.None) return;
  if (utility == 0) {
    c.stored.sequences = c.stored.sequences + 1;
    c.stored.sequences_ticks = 0;
  }
  order(c, coil);
}

function towardsGenerator(c: Control): void {
  if (c.evidence.utility.proven_ticks == 0) {
    if (c.position_u.position != Position.Closed || mayLeave(c)) openUtility(c);
  } else if (c.position_g.position == Position.Closed) return;
  else if (c.position_g.position != Position.Open) openGenerator(c);
  else closeWhenPermitted(c, Coil.GeneratorClose);
}

function towardsUtility(c: Control): void {
  if (c.evidence.generator.proven_ticks == 0) {
    const lost: boolean = c.position_g.position != Position.Closed || c.generator.ok == 0;
    if (lost || mayLeave(c)) openGenerator(c);
  } else if (c.position_u.position == Position.Closed) return;
  else if (c.position_u.position != Position.Open) openUtility(c);
  else closeWhenPermitted(c, Coil.UtilityClose);
}

/** Without trusted settings a house stays on the grid, unless a person has ordered U open. */
function untrustedOnUtility(c: Control): boolean {
  const on_utility: boolean = c.transfer.connected == Connected.Utility;
  return hasLatch(c, Latch.StoreBad) && on_utility && c.stored.lock_open == 0;
}

/** A dark house waits for a grid that is good, and nothing forbids the way back. */
function awaitsUtility(c: Control): boolean {
  return utilityWaitTicks(c, darkSeconds(c)) != NEVER && blocksUtility(c) == 0;
}

/**
 * Opens what is not open. A pole known to be welded is not pulsed again. While the grid is waited
 * for, G is proven open, so that its dead time runs within that wait and not after it.
 */
function towardsDark(c: Control): void {
  if (c.position_g.position != Position.Open && !hasLatch(c, Latch.GeneratorStuckClosed)) {
    openGenerator(c);
  } else if (c.position_u.position != Position.Open && !hasLatch(c, Latch.UtilityStuckClosed)) {
    if (untrustedOnUtility(c)) return;
    openUtility(c);
  } else if (c.evidence.generator.proven_ticks == 0 && awaitsUtility(c)) {
    if (!hasLatch(c, Latch.GeneratorStuckClosed)) openGenerator(c);
  }
}

/** One tick of the sequence; does nothing while a pulse runs. */
export function pursue(c: Control): void {
  const t = c.transfer;
  t.order_ticks = t.order_ticks + 1;
  // The next order waits for the next tick, which sees what the pulse has changed.
  if (bookPulse(c) || c.pulse.result == PulseResult.Running) return;
  t.refusal = Reason.None;
  if (t.goal == Goal.Generator) towardsGenerator(c);
  else if (t.goal == Goal.Utility) towardsUtility(c);
  else if (t.goal == Goal.Dark) towardsDark(c);
  if (c.pulse.result != PulseResult.None) return;
  // A generator that is being checked leaves time to weigh, so that the transfer need not wait.
  const checked: boolean =
    t.connected == Connected.Utility && c.utility.ok == 0 && c.generator.good_ticks > TICK_HZ;
  const charged: boolean =
    c.evidence.boot_ticks > CHARGED_TICKS && reserveSuffices(c.evidence, c.readings);
  const ahead: boolean = checked && charged;
  const again: i32 = c.evidence.out_dead_ticks > 0 ? WEIGH_DARK_TICKS : WEIGH_AGAIN_TICKS;
  if (ahead && needsWeighing(c)) weigh(c);
  else if (hasWeakReserve(c) && c.evidence.reserve_weighed_ticks > again) weigh(c);
}
