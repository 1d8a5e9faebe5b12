/** The plan that the explanation names, and its current step. */
import { Doing, Next, Why } from "@bptm/core/lists/codes";
import type { Meter } from "@bptm/core/meter";
import { PulseResult } from "@bptm/core/interlock/pulse";
import { Coil } from "@bptm/core/hardware/signals";
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

/** "41 of 60 s" of the explanation's wait. */
function wait(meter: Meter): { note: string; percent: number } {
  const { left_s, total_s } = meter.explanation;
  const done = Math.max(0, total_s - left_s);
  return { note: `${done} of ${total_s} s`, percent: percentOf(done, total_s) };
}

/** A transfer in progress: opening, dead time, closing. */
function inProgress(meter: Meter): StepLine[] {
  const { doing } = meter.explanation;
  const to_utility = doing === Doing.ClosingUtility || doing === Doing.OpeningGenerator;
  const plan = to_utility ? plans.toUtility(meter, "done") : plans.toGenerator(meter, "done");
  const coil = movingCoil(meter);
  if (coil === Coil.UtilityClose || coil === Coil.GeneratorClose) return stepsAt(plan, 3);
  if (coil !== 0) return stepsAt(plan, 1);
  return stepsAt(plan, 2, wait(meter).percent);
}

/** The house must be dead first: its source is still on, or the time of absence runs. */
function deadHouse(meter: Meter): StepLine[] {
  const { left_s, total_s } = meter.explanation;
  const live = left_s === total_s && meter.control.evidence.out_dead_ticks === 0;
  const plan = plans.stopTheHouseSource(meter, total_s, live);
  return live ? stepsAt(plan, 0, 0) : stepsAt(plan, 1, wait(meter).percent);
}

/** What is said to block, in words. */
function cause({ explanation: x }: Meter): string {
  return x.why === Why.Order ? "an order keeps the switch open" : sayReason(x.a);
}

/** Nothing is awaited: what would happen next, all of it in the future. */
function quiet(meter: Meter): StepLine[] {
  const { doing } = meter.explanation;
  if (doing !== Doing.OnGenerator) return stepsAt(plans.ifTheGridFails(meter), null);
  const { restore_s } = meter.control.settings;
  return stepsAt(plans.toUtility(meter, `for ${restore_s} s once it is back`), null);
}

/** The plan for each ending of the sentence. */
const PLANS: Record<number, (meter: Meter) => StepLine[]> = {
  [Next.DecideSoon]: () => stepsAt(plans.STARTING, 0),
  [Next.Nothing]: quiet,
  [Next.CloseSoon]: inProgress,
  [Next.ReturnToUtility]: (meter) => {
    const { note, percent } = wait(meter);
    return stepsAt(plans.toUtility(meter, note), 0, percent);
  },
  [Next.TransferToGenerator]: (meter) => {
    const { note, percent } = wait(meter);
    return stepsAt(plans.toGenerator(meter, note), 0, percent);
  },
  [Next.RetryLater]: (meter) => stepsAt(plans.retryAfterOverload(meter), 0, wait(meter).percent),
  [Next.HoldEnds]: (meter) =>
    stepsAt(plans.waitForHold(cause(meter), wait(meter).note), 1, wait(meter).percent),
  [Next.WaitForDeadHouse]: deadHouse,
  [Next.WaitForOrder]: (meter) => stepsAt(plans.waitForOrder(cause(meter)), 0),
  [Next.WaitForClear]: (meter) => stepsAt(plans.waitForClear(cause(meter)), 0),
  [Next.WaitForGenerator]: (meter) => stepsAt(plans.startAGenerator(meter), 0),
  [Next.WaitForSource]: (meter) =>
    meter.explanation.why === Why.GeneratorFailed
      ? stepsAt(plans.fixTheGenerator(meter, cause(meter)), 0)
      : stepsAt(plans.startAGenerator(meter), 0),
};

/** Four or five steps of the plan in effect; only a current step has a percentage. */
export function stepsOf(meter: Meter): StepLine[] {
  const { doing, next } = meter.explanation;
  if (doing === Doing.Judging) {
    return stepsAt(plans.FINDING_BACKFEED, movingCoil(meter) === Coil.UtilityOpen ? 0 : 1);
  }
  return (PLANS[next] ?? quiet)(meter);
}

/** Steps of a meter without power: what to do, none of it in progress. */
export const UNPOWERED_STEPS: readonly StepLine[] = stepsAt(plans.UNPOWERED, null);
