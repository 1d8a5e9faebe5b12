/** The shipped core alone in its own module, for samples that do not come from the twin. */
import { readFileSync } from "node:fs";
import type { Meter } from "@bptm/core/meter";
import { built } from "./host";
import { mirror } from "./mirror";
import type { ClassLayout } from "@bptm/runtime/class-layout";

interface MeterModuleExports {
  readonly memory: WebAssembly.Memory;
  create(): number;
  start(meter: number, store_state: number): void;
  sample(meter: number): void;
  tick(meter: number): void;
}

function isExports(value: object): value is MeterModuleExports {
  return ["memory", "create", "start", "sample", "tick"].every((name) => name in value);
}

/** One meter without surroundings. */
export interface CoreHost {
  readonly meter: Meter;
  /** Powers the meter up with the given state of its store. */
  start(store_state: number): void;
  /** Processes one sample set, or runs one tick. */
  sample(): void;
  tick(): void;
}

/** Opens a core in its own memory. */
export function openCore(): CoreHost {
  const { exports } = new WebAssembly.Instance(
    new WebAssembly.Module(readFileSync(built("core.wasm"))),
  );
  if (!isExports(exports)) {
    throw new TypeError("build/core.wasm is not the core's module: run `npm run build`.");
  }
  const layout = JSON.parse(readFileSync(built("core.layout.json"), "utf8")) as ClassLayout;
  const at = exports.create();
  return {
    meter: mirror<Meter>(exports.memory.buffer, layout, "Meter", at),
    start: (store_state) => exports.start(at, store_state),
    sample: () => exports.sample(at),
    tick: () => exports.tick(at),
  };
}
