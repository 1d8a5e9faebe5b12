/**
 * The world as the host sees it: one tree of objects, either in the memory of the WebAssembly
 * module or in plain TypeScript. With the module, each field is a getter and a setter on its memory
 * at the offset in build/bptm.layout.json; typed arrays are views.
 */
import { existsSync, readFileSync } from "node:fs";
import { projectPath } from "@bptm/runtime/project-files";
import { TableSupply } from "@bptm/twin/network/tables";
import { fastForward } from "../world/fast-forward";
import { mirror } from "./mirror";
import type { ClassLayout } from "@bptm/runtime/class-layout";
import { advance, createWorld } from "../world/world";
import type { World } from "../world/world";

/** Engine that computes the samples. Both are bit-identical. */
export type Engine = "wasm" | "typescript";

/** A running world. */
export interface Host {
  readonly engine: Engine;
  readonly world: World;
  /** Advances by a number of samples; supplies the network's tables on demand. */
  advance(samples: number): void;
  /**
   * Fast-forwards a quiescent home by up to `samples` and returns how many; 0 when it is not
   * quiescent. The result is bit-identical to `advance`, provided that the world was not changed
   * from outside during the last 1 200 samples.
   */
  fastForward(samples: number): number;
}

/** Thrown when a file of the build is missing. */
class BuildFileMissing extends Error {}

/** The path of a file of build/. */
export function built(name: string): string {
  const found = projectPath(`build/${name}`);
  if (!existsSync(found))
    throw new BuildFileMissing(`build/${name} is missing: run \`npm run build\`.`);
  return found;
}

interface WorldExports {
  readonly memory: WebAssembly.Memory;
  create(seed: number): number;
  advance(world: number, samples: number): number;
  fastForward(world: number, samples: number): number;
}

function isExports(value: object): value is WorldExports {
  return ["memory", "create", "advance", "fastForward"].every((name) => name in value);
}

const modules = new Map<string, WebAssembly.Module>();

function compiled(name: string): WebAssembly.Module {
  const known = modules.get(name);
  if (known !== undefined) return known;
  const module = new WebAssembly.Module(readFileSync(built(name)));
  modules.set(name, module);
  return module;
}

let layout: ClassLayout | undefined;

/** Offset and type of each field of each class in the module's memory. */
export function worldLayout(): ClassLayout {
  layout ??= JSON.parse(readFileSync(built("bptm.layout.json"), "utf8")) as ClassLayout;
  return layout;
}

/** Tables are the same for every world, so all worlds share them. */
const tables = new TableSupply();

/** Calls `some` until all samples are done, and supplies a table each time it stops early. */
function drive(world: World, some: (samples: number) => number): (samples: number) => void {
  return (samples) => {
    let left = samples;
    while (left > 0) {
      const done = some(left);
      left -= done;
      if (left > 0 && !tables.supply(world.home.network) && done === 0) {
        throw new Error("The world does not advance although the network needs no table.");
      }
    }
  };
}

function openModule(seed: number, name: string): Host {
  const { exports } = new WebAssembly.Instance(compiled(name));
  if (!isExports(exports)) {
    throw new BuildFileMissing(`build/${name} is not the lab's module: run \`npm run build\`.`);
  }
  const at = exports.create(seed);
  const world = mirror<World>(exports.memory.buffer, worldLayout(), "World", at);
  return {
    engine: "wasm",
    world,
    advance: drive(world, (n) => exports.advance(at, n)),
    fastForward: (n) => exports.fastForward(at, n),
  };
}

/**
 * Opens a world before its first sample. `module` names another file of build/: the lab's module
 * with a deliberate bug in its core.
 */
export function openHost(seed: number, engine: Engine = "wasm", module = "bptm.wasm"): Host {
  if (engine === "wasm") return openModule(seed, module);
  const world = createWorld(seed);
  return {
    engine,
    world,
    advance: drive(world, (n) => advance(world, n)),
    fastForward: (n) => fastForward(world, n),
  };
}
