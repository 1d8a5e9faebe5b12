/** Entry points of the fused module: twin, meter and judge in one memory, driven by host.ts. */
import { fastForward as fastForwardWorld } from "./fast-forward";
import { World, advance as advanceWorld, createWorld } from "./world";

/** Creates the world of this instance; the host's mirror starts at its address. */
export function create(seed: i32): World {
  return createWorld(seed);
}

/** Advances by up to `samples`; returns how many, fewer when the network needs a table. */
export function advance(world: World, samples: i32): i32 {
  return advanceWorld(world, samples);
}

/** Fast-forwards a quiescent home by up to `samples`; returns how many were skipped. */
export function fastForward(world: World, samples: i32): i32 {
  return fastForwardWorld(world, samples);
}
