/** What stimuli act on, and how an action is spread over time. */
import type { HOUSES } from "@bptm/twin/house/homes";
import type { Values } from "./values";
import type { World } from "../world/world";

/** A house by its name, with its loads. */
export type NamedHouse = (typeof HOUSES)[number];

/** What a step may touch. */
export interface Scene {
  readonly world: World;
  readonly house: NamedHouse;
  /** An order that the meter has been given and has not answered yet. */
  asked: Asked | undefined;
  /** Says something that belongs into the record of the run. */
  note(text: string): void;
}

/** An order under way. */
export interface Asked {
  readonly order: number;
  readonly answers: number;
  readonly name: string;
}

/** One thing done to the scene, so many seconds after its stimulus. */
export interface Step {
  readonly after_s: number;
  readonly run: (scene: Scene) => void;
}

/** A step at once. */
export const now = (run: (scene: Scene) => void): Step[] => [{ after_s: 0, run }];

/** `begin` now and `end` after `for_s`, so many times. */
export function lasting(
  values: Values,
  begin: (scene: Scene) => void,
  end: (scene: Scene) => void,
): Step[] {
  const { for_s = 1, times = 1, every_s = for_s * 2 } = values;
  return Array.from({ length: times }, (_, at) => [
    { after_s: at * every_s, run: begin },
    { after_s: at * every_s + for_s, run: end },
  ]).flat();
}
