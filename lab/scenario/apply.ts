/**
 * Makes happen what a stimulus says. An action becomes one or more steps, each with its delay:
 * what lasts for a while or comes again has a step for each beginning and each end.
 */
import { clockSteps } from "./apply-clock";
import { contactSteps, deviceSteps, faultSteps } from "./apply-faults";
import { orderSteps } from "./apply-orders";
import { generatorSteps, insideSteps, loadSteps, utilitySteps } from "./apply-sources";
import { subjectOf } from "./stimulus";
import type { Action, Actions, Subject } from "./stimulus";
import type { Values } from "./values";
import type { Step } from "./scene";

type Maker<S extends Subject> = (action: Actions[S], values: Values) => Step[];

const MAKERS: { [S in Subject]: Maker<S> } = {
  utility: utilitySteps,
  generator: generatorSteps,
  load: loadSteps,
  inside: insideSteps,
  pole: faultSteps,
  contact: contactSteps,
  driver: deviceSteps.driver,
  interlock: deviceSteps.interlock,
  block: deviceSteps.block,
  reserve: deviceSteps.reserve,
  sensor: deviceSteps.sensor,
  neutral: deviceSteps.neutral,
  supply: deviceSteps.supply,
  store: deviceSteps.store,
  socket: deviceSteps.socket,
  inlet: deviceSteps.inlet,
  clock: clockSteps,
  order: orderSteps,
};

/** The steps of an action, in the order of their delays. */
export function stepsOf(action: Action): Step[] {
  const subject = subjectOf(action);
  if (subject === undefined) throw new RangeError("A stimulus names no subject.");
  // The table pairs each subject with the maker of its own actions.
  const make = MAKERS[subject] as (action: string, values: Values) => Step[];
  return make(String(action[subject]), action).toSorted((a, b) => a.after_s - b.after_s);
}
