/**
 * The core by itself for tools/bench/bench.mjs, with and without metering: the cost of twelve
 * cycles, four sums and all registers, relative to the rest of a sample and a tick.
 */
import { exportsOf } from "@bptm/runtime/module-exports";
import { readFileSync } from "node:fs";
import type { Meter } from "@bptm/core/meter";
import { SAMPLES_PER_TICK, TICK_HZ } from "@bptm/core/hardware/units";
import { built } from "@bptm/lab/host/host";
import { mirror } from "@bptm/lab/host/mirror";
import type { ClassLayout } from "@bptm/runtime/class-layout";

/** Metering may take at most as much time as the rest. */
export const METERING_LEAST = 0.5;

const SECONDS = 60;
/** A quarter of a cycle each: a wave of 60 Hz with a lagging load. */
const QUARTERS = [
  [5400, -5400, 0, 0, 5400, -5400, 900, -900, 3, 3],
  [5400, -5400, 0, 0, 5400, -5400, 640, -640, -2, 3],
  [-5400, 5400, 0, 0, -5400, 5400, -900, 900, 2, -3],
  [-5400, 5400, 0, 0, -5400, 5400, -640, 640, -3, -3],
] as const;

interface CoreModule {
  readonly memory: WebAssembly.Memory;
  create(): number;
  start(meter: number, store_state: number): void;
  sample(meter: number): void;
  tick(meter: number): void;
}

/** Runs of a core: seconds of computing per simulated second, and the meter that ran. */
export function coreRun(bytes: Uint8Array<ArrayBuffer>): {
  readonly seconds: () => number;
  readonly meter: Meter;
} {
  const layout = JSON.parse(readFileSync(built("core.layout.json"), "utf8")) as ClassLayout;
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const core = exportsOf<CoreModule>(instance);
  const at = core.create();
  const meter = mirror<Meter>(core.memory.buffer, layout, "Meter", at);
  core.start(at, 1);
  const { samples } = meter.inputs;
  const seconds = (): number => {
    const start = performance.now();
    for (let tick = 0; tick < SECONDS * TICK_HZ; tick++) {
      samples.set(QUARTERS[tick & 3] ?? []);
      for (let k = 0; k < SAMPLES_PER_TICK; k++) core.sample(at);
      core.tick(at);
    }
    return (performance.now() - start) / 1000 / SECONDS;
  };
  return { seconds, meter };
}
