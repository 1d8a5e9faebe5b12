/** The whole loop for tools/bench.mjs: build/bptm.wasm, one world that stands on the utility. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TableSupply } from "@bptm/twin/tables";
import type { NetworkView } from "@bptm/twin/tables";

const HZ = 4800;
/** Samples of one call: 20 control ticks. */
const BLOCK = 400;
const SECONDS = 20;

/** Class name -> [field, offset, type], as tools/wasm.mjs writes it. */
type Layout = Record<string, readonly (readonly [string, number, string])[]>;

interface LoopModule {
  readonly memory: WebAssembly.Memory;
  create(seed: number): number;
  /** Returns how many samples were done: fewer when the network wants a table. */
  advance(world: number, samples: number): number;
}

/** The address of a field of the object at `pointer`. */
function addressOf(layout: Layout, name: string, pointer: number, field: string): number {
  const found = layout[name]?.find(([one]) => one === field);
  if (found === undefined) throw new Error(`build/bptm.layout.json has no ${name}.${field}.`);
  return pointer + found[1];
}

/** The network of a world, read and written in the module's memory. */
export function networkView(buffer: ArrayBuffer, layout: Layout, world: number): NetworkView {
  const words = new Int32Array(buffer);
  const follow = (name: string, pointer: number, field: string): number =>
    words[addressOf(layout, name, pointer, field) >> 2] as number;
  const network = follow("Home", follow("World", world, "home"), "network");
  // A typed array's header: buffer, start of its data, length in bytes.
  const header = (field: string): [number, number] => {
    const at = follow("Network", network, field) >> 2;
    return [words[at + 1] as number, words[at + 2] as number];
  };
  const floats = (field: string): Float64Array => {
    const [start, bytes] = header(field);
    return new Float64Array(buffer, start, bytes / 8);
  };
  const [keys, keyBytes] = header("slot_keys");
  const wanted = addressOf(layout, "Network", network, "wanted") >> 2;
  const next = addressOf(layout, "Network", network, "slot_next") >> 2;
  return {
    parameters: floats("parameters"),
    slots: floats("slots"),
    slot_keys: new Int32Array(buffer, keys, keyBytes / 4),
    get wanted() {
      return words[wanted] as number;
    },
    set wanted(value) {
      words[wanted] = value;
    },
    get slot_next() {
      return words[next] as number;
    },
    set slot_next(value) {
      words[next] = value;
    },
  };
}

/** Runs of the whole loop: seconds of computing per simulated second. */
export async function loopRun(folder: string): Promise<() => number> {
  const layout = JSON.parse(readFileSync(join(folder, "bptm.layout.json"), "utf8")) as Layout;
  const made = await WebAssembly.instantiate(readFileSync(join(folder, "bptm.wasm")), {});
  const module = made.instance.exports as unknown as LoopModule;
  const world = module.create(1);
  const network = networkView(module.memory.buffer, layout, world);
  const supply = new TableSupply();
  return () => {
    const start = performance.now();
    let left = SECONDS * HZ;
    while (left > 0) {
      const done = module.advance(world, Math.min(left, BLOCK));
      left -= done;
      if (!supply.supply(network) && done === 0) throw new Error("The loop stands still.");
    }
    return (performance.now() - start) / 1000 / SECONDS;
  };
}
