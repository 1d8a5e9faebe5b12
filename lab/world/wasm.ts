/** Entry of the fused module: twin, meter and judge in one memory, driven by host.ts. */
import { fastForward as fastForwardWorld } from "./fast-forward";
import { World, advance as advanceWorld, createWorld } from "./world";

/** Makes the one world of this instance; its address is where the host's mirror begins. */
export function create(seed: i32): World {
  return createWorld(seed);
}

/** Advances at most so many samples; gives how many, fewer when the network wants a table. */
export function advance(world: World, samples: i32): i32 {
  return advanceWorld(world, samples);
}

/** Fast-forwards over at most so many samples of a home at rest; gives how many. */
export function fastForward(world: World, samples: i32): i32 {
  return fastForwardWorld(world, samples);
}
