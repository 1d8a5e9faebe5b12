/** Runs the plain search of wasm.ts. */
import { exportsOf } from "@bptm/runtime/module-exports";
import type { Counts } from "./run";

interface Exports {
  create(): number;
  visited(bits: number): number;
  run(world: number, visited: number): void;
  found(world: number, visited: number, what: number): number;
  readonly memory: WebAssembly.Memory;
}

interface PlainRun extends Counts {
  readonly cpu_s: number;
  readonly wall_s: number;
  readonly bytes: number;
  readonly depth: number;
}

/** `module`: compiled by plain-module.mjs for a case; `states`: the number that must fit. */
export function runPlain(module: Uint8Array<ArrayBuffer>, states: number): PlainRun {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module));
  const made = exportsOf<Exports>(instance);
  const world = made.create();
  const visited = made.visited(Math.ceil(Math.log2(states + 1)));
  const cpu = process.cpuUsage();
  const start = performance.now();
  made.run(world, visited);
  const wall_s = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const found = (what: number): number => made.found(world, visited, what);
  return {
    states: found(0),
    depth: found(1),
    broken: found(2),
    core_runs: found(3),
    starts: found(4),
    moves: found(5),
    transitions: found(6),
    cpu_s: (user + system) / 1e6,
    wall_s,
    bytes: made.memory.buffer.byteLength,
  };
}
