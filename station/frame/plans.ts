/** The step-by-step plans that a person may see: titles and notes only. */
import type { Meter } from "@bptm/core/meter";

/** Title and note of one step. */
type PlannedStep = readonly [title: string, note: string];

/** Steps in order. */
export type StepPlan = readonly PlannedStep[];

const seconds = (milliseconds: number): string => `${Number((milliseconds / 1000).toFixed(1))} s`;

/** The house moves to the grid; `steady`: how long the grid must be good, or has been. */
export function toUtility(meter: Meter, steady: string): StepPlan {
  const plan: StepPlan = [
    ["Grid steady", steady],
    ["Generator off", "G opens, proven"],
    ["House dark", `about ${seconds(meter.control.settings.dead_time_ms)}`],
    ["Grid on", "U closes, verified"],
  ];
  const runs = meter.control.generator.live_ticks > 0;
  return runs ? [...plan, ["Stop the generator", "whenever you like"]] : plan;
}

/** The house moves to the generator. */
export function toGenerator(meter: Meter, steady: string): StepPlan {
  return [
    ["Generator steady", steady],
    ["Grid off", "U opens, proven"],
    ["House dark", `about ${seconds(meter.control.settings.dead_time_ms)}`],
    ["Generator on", "G closes, verified"],
    ["Turn loads on", "one at a time, motors first"],
  ];
}

/** On a quiet grid: what to do if it fails. */
export function ifTheGridFails(meter: Meter): StepPlan {
  const { settings } = meter.control;
  return [
    ["If the grid fails", `wait ${seconds(settings.utility_drop_delay_ms)}, it may come back`],
    ["Turn off big loads", "keep below 30 A per leg"],
    ["Start the generator", "outdoors, then plug in"],
    ["Meter checks it", `steady for ${settings.generator_stable_s} s`],
    ["House on the generator", "by itself"],
  ];
}

/** The grid has failed and there is no other source. */
export function startAGenerator(meter: Meter): StepPlan {
  return [
    ["Turn off big loads", "keep below 30 A per leg"],
    ["Start the generator", "outdoors, then plug in"],
    ["Meter checks it", `steady for ${meter.control.settings.generator_stable_s} s`],
    ["House on the generator", "by itself"],
  ];
}

/** A generator is connected, but not accepted for this reason. */
export function fixTheGenerator(meter: Meter, reason: string): StepPlan {
  return [
    ["Generator not accepted", reason],
    ["Generator steady", `for ${meter.control.settings.generator_stable_s} s without a break`],
    ["Grid off", "U opens, proven"],
    ["Generator on", "G closes, verified"],
  ];
}

/** Something in the house feeds it: it must be dead for so many seconds. */
export function stopTheHouseSource(meter: Meter, dead_s: number, live: boolean): StepPlan {
  const { settings } = meter.control;
  return [
    ["Switch that source off", live ? "the house is still live" : "the house is dead"],
    ["House dead", `${dead_s} s without a break`],
    ["Grid checked again", `steady for ${settings.restore_dark_s} s`],
    ["Grid on", "U closes, verified"],
  ];
}

/** Something that no order clears: the meter watches until it is over. */
export function waitForClear(cause: string): StepPlan {
  return [
    ["Find the cause", cause],
    ["Call the utility", "name that cause"],
    ["Sources checked again", "as soon as it is over"],
    ["House connected", "by itself"],
  ];
}

/** A hold that a timer ends. */
export function waitForHold(cause: string, waited: string): StepPlan {
  return [
    ["Transfers are held", cause],
    ["Wait", waited],
    ["Sources checked again", "as soon as it is over"],
    ["House connected", "by itself"],
  ];
}

/** A lock-out or an order to stay open that only another order clears. */
export function waitForOrder(cause: string): StepPlan {
  return [
    ["Find the cause", cause],
    ["Cleared by an order", "authenticated, from the utility"],
    ["Sources checked again", "from the start"],
    ["House connected", "by itself"],
  ];
}

/** Overload: the next try. */
export function retryAfterOverload(meter: Meter): StepPlan {
  return [
    ["Turn loads off", "keep below 30 A per leg"],
    ["Wait", `${meter.explanation.left_s} s`],
    ["Generator on", "one more try"],
    ["Turn loads on", `below ${meter.control.settings.overload_a} A, one at a time`],
  ];
}

/** The meter has just powered up. */
export const STARTING: StepPlan = [
  ["Meter starts", "nothing moves"],
  ["Switches checked", "contacts and voltages"],
  ["Sources checked", "grid first, then generator"],
  ["First decision", "within 2 s"],
];

/** A suspected back-feed is located. */
export const FINDING_BACKFEED: StepPlan = [
  ["Grid off", "U opens, proven"],
  ["Both sides compared", "which one stays live"],
  ["If it was the grid", "it is checked and connected"],
  ["If it was the house", "its source must be found"],
];

/** Without power there is no countdown and no display. */
export const UNPOWERED: StepPlan = [
  ["Turn off big loads", "keep below 30 A per leg"],
  ["Plug the generator in", "outdoors, away from windows"],
  ["Start it", "its power wakes the meter"],
  ["Meter checks it", "steady for 15 s"],
  ["House on the generator", "by itself"],
];
