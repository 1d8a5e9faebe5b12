/** Prepares the simulation of a condition: its initial state and its scheduled stimuli. */
import { placeSwitches } from "@bptm/twin/home/home";
import { slotOf } from "@bptm/twin/house/homes";
import type { Engine } from "../host/host";
import type { Condition } from "../scenario/condition";
import { Simulation } from "./simulation";

/** Choices that override the condition. */
export interface SimulationChoice {
  readonly seed?: number | undefined;
  readonly engine?: Engine | undefined;
  /** Another module of build/ than the lab's own; see `openHost`. */
  readonly module?: string | undefined;
}

/** Returns the simulation of a condition before its first sample. */
export function prepareSimulation(condition: Condition, choice: SimulationChoice = {}): Simulation {
  const { home, generator, settings, timeline } = condition;
  const { seed = condition.seed, engine, module } = choice;
  const simulation = new Simulation({
    seed,
    house: home.house,
    generator,
    engine,
    module,
    settings,
    latches: home.latches,
  });
  if (home.loads_on !== undefined) {
    const slots = home.loads_on.map((name) => 1 << slotOf(simulation.house, name));
    simulation.world.home.house.on = slots.reduce((all, bit) => all | bit, 0);
  }
  if (home.switches !== undefined) {
    const [u, g] = home.switches.map((one) => (one === "closed" ? 1 : 0));
    placeSwitches(simulation.world.home, u ?? 1, g ?? 0);
  }
  for (const stimulus of timeline) simulation.plan(stimulus);
  return simulation;
}
