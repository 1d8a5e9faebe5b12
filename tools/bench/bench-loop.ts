/**
 * The whole loop for tools/bench/bench.mjs: build/bptm.wasm with all its parts busy. The standard
 * house is on its generator during a brownout of the utility: both sources are energized at the
 * meter's jaws, electronics draw their peaks, and the well pump runs, rests and starts again.
 */
import { openHost } from "@bptm/lab/host/host";
import type { Host } from "@bptm/lab/host/host";
import { loadUnit, unitNamed } from "@bptm/twin/sources/generators";
import { HOUSES, loadHouse, slotOf } from "@bptm/twin/house/homes";
import { switchLoad } from "@bptm/twin/house/house";

const HZ = 4800;
/** A run: the pump runs in the first part of it and rests in the second. */
const RUNS_S = 16;
const RESTS_S = 4;
/** The judge's name for a house on its generator, and the time that the transfer may take. */
const ON_GENERATOR = 2;
const TRANSFER_MOST_S = 180;

const HOUSE = HOUSES.find(({ name }) => name === "standard");

function pump(host: Host, on: 0 | 1): void {
  if (HOUSE !== undefined) switchLoad(host.world.home.house, slotOf(HOUSE, "well pump"), on);
}

/** The standard house after its transfer to the generator. */
export function houseOnGenerator(): Host {
  const host = openHost(1);
  const { home, judge } = host.world;
  if (HOUSE !== undefined) loadHouse(home.house, HOUSE);
  loadUnit(home.generator, unitNamed("open-frame-7500"));
  host.advance(5 * HZ);
  home.utility.level_1 = 0.7;
  home.utility.level_2 = 0.7;
  home.generator.plugged = 1;
  home.generator.running = 1;
  for (let second = 0; judge.connected !== ON_GENERATOR; second++) {
    if (second === TRANSFER_MOST_S)
      throw new Error("The meter does not transfer to the generator.");
    host.advance(HZ);
  }
  return host;
}

/** Runs of the whole loop: seconds of computing per simulated second. */
export function loopRun(): () => number {
  const host = houseOnGenerator();
  return () => {
    const start = performance.now();
    pump(host, 1);
    host.advance(RUNS_S * HZ);
    pump(host, 0);
    host.advance(RESTS_S * HZ);
    return (performance.now() - start) / 1000 / (RUNS_S + RESTS_S);
  };
}
