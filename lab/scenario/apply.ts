/**
 * Turns an action into steps, each with its delay: a temporary or repeated action has a step for
 * each start and each end.
 */
import { clockSteps } from "./apply-clock";
import { orderSteps } from "./apply-orders";
import { generatorSteps, insideSteps, loadSteps, utilitySteps } from "./apply-sources";
import { faultSteps } from "./fault-kind";
import { FAULTS, isFaultPart } from "./faults";
import type { FaultPart } from "./faults";
import { subjectOf } from "./stimulus";
import type { Action, Actions, Subject } from "./stimulus";
import type { Values } from "./values";
import type { StimulusStep } from "./scene";

type StepBuilder<S extends Subject> = (action: Actions[S], values: Values) => StimulusStep[];

/** Builders for subjects without faults: sources, people, time, orders. */
const STEP_BUILDERS: { [S in Exclude<Subject, FaultPart>]: StepBuilder<S> } = {
  utility: utilitySteps,
  generator: generatorSteps,
  load: loadSteps,
  inside: insideSteps,
  clock: clockSteps,
  order: orderSteps,
};

function build(subject: Subject, action: string, values: Values): StimulusStep[] {
  if (isFaultPart(subject)) return faultSteps(FAULTS[subject], action, values);
  // The table pairs each subject with the builder of its own actions.
  const make = STEP_BUILDERS[subject] as (action: string, values: Values) => StimulusStep[];
  return make(action, values);
}

/** The steps of an action, sorted by delay. */
export function stepsOf(action: Action): StimulusStep[] {
  const subject = subjectOf(action);
  if (subject === undefined) throw new RangeError("A stimulus names no subject.");
  return build(subject, String(action[subject]), action).toSorted((a, b) => a.after_s - b.after_s);
}
