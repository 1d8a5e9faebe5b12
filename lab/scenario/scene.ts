/** What stimuli act on, and the steps of an action over time. */
import type { NamedHouse } from "@bptm/twin/house/homes";
import type { Values } from "./values";
import type { World } from "../world/world";

/** What a step may change. */
export interface StimulusContext {
  readonly world: World;
  readonly house: NamedHouse;
  /** An order that the meter has not answered yet. */
  pending_order: PendingOrder | undefined;
  /** Adds a remark to the log of the run. */
  note(text: string): void;
}

/** An unanswered order. */
export interface PendingOrder {
  readonly order: number;
  readonly answers: number;
  readonly name: string;
}

/** One step of a stimulus, `after_s` seconds after its start. */
export interface StimulusStep {
  readonly after_s: number;
  readonly run: (scene: StimulusContext) => void;
}

/** A single immediate step. */
export const now = (run: (scene: StimulusContext) => void): StimulusStep[] => [{ after_s: 0, run }];

/** `begin` now and `end` after `for_s`, repeated `times` times. */
export function lasting(
  values: Values,
  begin: (scene: StimulusContext) => void,
  end: (scene: StimulusContext) => void,
): StimulusStep[] {
  const { for_s = 1, times = 1, every_s = for_s * 2 } = values;
  return Array.from({ length: times }, (_, at) => [
    { after_s: at * every_s, run: begin },
    { after_s: at * every_s + for_s, run: end },
  ]).flat();
}
