/** Selects the plan in effect, and its current step. */
import { Advice, Doing, Next, Why } from "@bptm/core/lists/codes";
import { Connected, Goal } from "@bptm/core/control/control";
import type { Meter } from "@bptm/core/meter";
import { PulseResult } from "@bptm/core/interlock/pulse";
import { Coil } from "@bptm/core/hardware/signals";
import { TICK_HZ, ticksOfMs } from "@bptm/core/hardware/units";
import type { StepLine } from "../wire/api";
import * as plans from "./plans";
import type { StepPlan } from "./plans";
import { sayReason } from "@bptm/text/say";

/** A plan with its current step; null when the whole plan is in the future. */
function stepsAt(plan: StepPlan, at: number | null, percent: number | null = null): StepLine[] {
  return plan.map(([title, note], index) => {
    if (at === null || index > at) return { title, note, state: "next", percent: null };
    if (index < at) return { title, note, state: "done", percent: null };
    return { title, note, state: "current", percent };
  });
}

const percentOf = (part: number, whole: number): number =>
  whole <= 0 ? 100 : Math.max(0, Math.min(100, Math.round((part / whole) * 100)));

/** The coil being driven or watched; 0 for none. */
function movingCoil(meter: Meter): number {
  const { pulse } = meter.control;
  return pulse.result === PulseResult.Running ? pulse.coil : 0;
}

/** Elapsed part of the dead time. */
function deadTimePercent(meter: Meter): number {
  const { evidence, settings, transfer } = meter.control;
  const other = transfer.goal === Goal.Utility ? evidence.generator : evidence.utility;
  return percentOf(other.proven_ticks, ticksOfMs(settings.dead_time_ms));
}

/** "41 of 60 s" of the explanation's wait. */
function wait(meter: Meter): { note: string; percent: number } {
  const { left_s, total_s } = meter.explanation;
  const done = Math.max(0, total_s - left_s);
  return { note: `${done} of ${total_s} s`, percent: percentOf(done, total_s) };
}

/** A transfer in progress: opening, dead time, closing. */
function inProgress(meter: Meter, plan: StepPlan, close: number): StepLine[] {
  const coil = movingCoil(meter);
  if (coil === close) return stepsAt(plan, 3);
  const connected = meter.control.transfer.connected !== Connected.None;
  if (connected || coil !== 0) return stepsAt(plan, 1);
  return stepsAt(plan, 2, deadTimePercent(meter));
}

function lockedOut(meter: Meter): StepLine[] {
  const { explanation: x, control } = meter;
  if (x.next === Next.RetryLater) {
    return stepsAt(plans.retryAfterOverload(meter, x.left_s), 0, wait(meter).percent);
  }
  if (x.next !== Next.WaitForDeadHouse) return stepsAt(plans.waitForOrder(sayReason(x.a)), 0);
  const dead = control.evidence.out_dead_ticks;
  if (dead === 0) return stepsAt(plans.stopTheHouseSource(meter, "the house is still live"), 0, 0);
  const clear = x.total_s * TICK_HZ;
  return stepsAt(plans.stopTheHouseSource(meter, "the house is dead"), 1, percentOf(dead, clear));
}

/** What is awaited, connected or not, by the explanation. */
function waiting(meter: Meter): StepLine[] {
  const { explanation: x, control } = meter;
  if (x.why === Why.UtilityReturning || x.why === Why.Suspect) {
    const { note, percent } = wait(meter);
    return stepsAt(plans.toUtility(meter, note), 0, percent);
  }
  if (x.why === Why.GeneratorSettling) {
    const { note, percent } = wait(meter);
    return stepsAt(plans.toGenerator(meter, note), 0, percent);
  }
  if (x.why === Why.GeneratorFailed) {
    return stepsAt(plans.fixTheGenerator(meter, sayReason(x.a)), 0);
  }
  if (x.why === Why.Refused && x.next === Next.WaitForClear) {
    return stepsAt(plans.waitForOrder(sayReason(x.a)), 0);
  }
  if (control.transfer.connected === Connected.Generator) {
    return stepsAt(
      plans.toUtility(meter, `for ${control.settings.restore_s} s once it is back`),
      null,
    );
  }
  return stepsAt(plans.startAGenerator(meter), 1);
}

/** Four or five steps of the plan in effect; only a current step has a percentage. */
export function stepsOf(meter: Meter): StepLine[] {
  const { explanation: x, control } = meter;
  const goal = control.transfer.goal;
  const coil = movingCoil(meter);
  if (x.doing === Doing.Starting) return stepsAt(plans.STARTING, 0);
  if (x.doing === Doing.Judging)
    return stepsAt(plans.FINDING_BACKFEED, coil === Coil.UtilityOpen ? 0 : 1);
  if (x.doing === Doing.LockedOut || x.advice === Advice.FindInnerSource) return lockedOut(meter);
  if (x.doing === Doing.HeldOpen) return stepsAt(plans.waitForOrder("an order keeps U open"), 0);
  if (goal === Goal.Utility || coil === Coil.UtilityClose) {
    return inProgress(meter, plans.toUtility(meter, "done"), Coil.UtilityClose);
  }
  if (goal === Goal.Generator || coil === Coil.GeneratorClose) {
    return inProgress(meter, plans.toGenerator(meter, "done"), Coil.GeneratorClose);
  }
  if (x.why === Why.Inhibited) return stepsAt(plans.waitForOrder(sayReason(x.a)), 0);
  if (control.transfer.connected === Connected.Utility && x.why === Why.UtilityGood) {
    return stepsAt(plans.ifTheGridFails(meter), null);
  }
  return waiting(meter);
}

/** Steps of a meter without power: what to do, none of it in progress. */
export const UNPOWERED_STEPS: readonly StepLine[] = stepsAt(plans.UNPOWERED, null);
