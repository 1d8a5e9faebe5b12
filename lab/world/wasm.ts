/** Entry of the fused module: twin, meter and judge in one memory, driven by host.ts. */
import { leap as leapWorld } from "./leap";
import { World, advance as advanceWorld, createWorld } from "./world";

/** Makes the one world of this instance; its address is where the host's mirror begins. */
export function create(seed: i32): World {
  return createWorld(seed);
}

/** Advances at most so many samples; gives how many, fewer when the network wants a table. */
export function advance(world: World, samples: i32): i32 {
  return advanceWorld(world, samples);
}

/** Leaps over at most so many samples of a home at rest; gives how many. */
export function leap(world: World, samples: i32): i32 {
  return leapWorld(world, samples);
}
