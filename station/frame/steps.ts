/** Which sequence is in force, and how far it is. */
import { Advice, Doing, Next, Why } from "@bptm/core/lists/codes";
import { Connected, Goal } from "@bptm/core/control/control";
import type { Meter } from "@bptm/core/meter";
import { PulseResult } from "@bptm/core/interlock/pulse";
import { Coil } from "@bptm/core/hardware/signals";
import { TICK_HZ, ticksOfMs } from "@bptm/core/hardware/units";
import type { Step } from "../wire/api";
import * as plans from "./plans";
import type { Plan } from "./plans";
import { sayReason } from "@bptm/text/say";

/** A plan with its current step; null on a quiet day, when all of it lies ahead. */
function walk(plan: Plan, at: number | null, percent: number | null = null): Step[] {
  return plan.map(([title, note], index) => {
    if (at === null || index > at) return { title, note, state: "next", percent: null };
    if (index < at) return { title, note, state: "done", percent: null };
    return { title, note, state: "current", percent };
  });
}

const percentOf = (part: number, whole: number): number =>
  whole <= 0 ? 100 : Math.max(0, Math.min(100, Math.round((part / whole) * 100)));

/** Coil that is driven or watched at this moment; 0 for none. */
function movingCoil(meter: Meter): number {
  const { pulse } = meter.control;
  return pulse.result === PulseResult.Running ? pulse.coil : 0;
}

/** Share of the dead time that has passed. */
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

/** A transfer whose goal is set: opening, dark, closing. */
function underWay(meter: Meter, plan: Plan, close: number): Step[] {
  const coil = movingCoil(meter);
  if (coil === close) return walk(plan, 3);
  const connected = meter.control.transfer.connected !== Connected.None;
  if (connected || coil !== 0) return walk(plan, 1);
  return walk(plan, 2, deadTimePercent(meter));
}

function lockedOut(meter: Meter): Step[] {
  const { explanation: x, control } = meter;
  if (x.next === Next.RetryLater) {
    return walk(plans.retryAfterOverload(meter, x.left_s), 0, wait(meter).percent);
  }
  if (x.next !== Next.WaitForDeadHouse) return walk(plans.waitForOrder(sayReason(x.a)), 0);
  const dead = control.evidence.out_dead_ticks;
  if (dead === 0) return walk(plans.killTheInnerSource(meter, "the house is still live"), 0, 0);
  const clear = control.settings.back_voltage_clear_s * TICK_HZ;
  return walk(plans.killTheInnerSource(meter, "the house is dead"), 1, percentOf(dead, clear));
}

/** Connected or not: what is awaited, from the explanation. */
function waiting(meter: Meter): Step[] {
  const { explanation: x, control } = meter;
  if (x.why === Why.UtilityReturning || x.why === Why.Suspect) {
    const { note, percent } = wait(meter);
    return walk(plans.toUtility(meter, note), 0, percent);
  }
  if (x.why === Why.GeneratorSettling) {
    const { note, percent } = wait(meter);
    return walk(plans.toGenerator(meter, note), 0, percent);
  }
  if (x.why === Why.GeneratorFailed) {
    return walk(plans.mendTheGenerator(meter, sayReason(x.a)), 0);
  }
  if (x.why === Why.Refused && x.next === Next.WaitForClear) {
    return walk(plans.waitForOrder(sayReason(x.a)), 0);
  }
  if (control.transfer.connected === Connected.Generator) {
    return walk(
      plans.toUtility(meter, `for ${control.settings.restore_s} s once it is back`),
      null,
    );
  }
  return walk(plans.startAGenerator(meter), 1);
}

/** Four or five steps of the sequence in force; only a current one is filled. */
export function stepsOf(meter: Meter): Step[] {
  const { explanation: x, control } = meter;
  const goal = control.transfer.goal;
  const coil = movingCoil(meter);
  if (x.doing === Doing.Starting) return walk(plans.STARTING, 0);
  if (x.doing === Doing.Judging) return walk(plans.JUDGING, coil === Coil.UtilityOpen ? 0 : 1);
  if (x.doing === Doing.LockedOut || x.advice === Advice.FindInnerSource) return lockedOut(meter);
  if (x.doing === Doing.HeldOpen) return walk(plans.waitForOrder("an order keeps U open"), 0);
  if (goal === Goal.Utility || coil === Coil.UtilityClose) {
    return underWay(meter, plans.toUtility(meter, "done"), Coil.UtilityClose);
  }
  if (goal === Goal.Generator || coil === Coil.GeneratorClose) {
    return underWay(meter, plans.toGenerator(meter, "done"), Coil.GeneratorClose);
  }
  if (x.why === Why.Inhibited) return walk(plans.waitForOrder(sayReason(x.a)), 0);
  if (control.transfer.connected === Connected.Utility && x.why === Why.UtilityGood) {
    return walk(plans.ifTheGridFails(meter), null);
  }
  return waiting(meter);
}

/** Steps of a meter without power: what to do, nothing of it under way. */
export const UNPOWERED_STEPS: readonly Step[] = walk(plans.UNPOWERED, null);
