/**
 * Makes happen what a stimulus says. An action becomes one or more steps, each with its delay:
 * what lasts for a while or comes again has a step for each beginning and each end.
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
import type { Step } from "./scene";

type Maker<S extends Subject> = (action: Actions[S], values: Values) => Step[];

/** What is no fault of a part: sources, people, time, orders. */
const MAKERS: { [S in Exclude<Subject, FaultPart>]: Maker<S> } = {
  utility: utilitySteps,
  generator: generatorSteps,
  load: loadSteps,
  inside: insideSteps,
  clock: clockSteps,
  order: orderSteps,
};

function made(subject: Subject, action: string, values: Values): Step[] {
  if (isFaultPart(subject)) return faultSteps(FAULTS[subject], action, values);
  // The table pairs each subject with the maker of its own actions.
  const make = MAKERS[subject] as (action: string, values: Values) => Step[];
  return make(action, values);
}

/** The steps of an action, in the order of their delays. */
export function stepsOf(action: Action): Step[] {
  const subject = subjectOf(action);
  if (subject === undefined) throw new RangeError("A stimulus names no subject.");
  return made(subject, String(action[subject]), action).toSorted((a, b) => a.after_s - b.after_s);
}
