/**
 * The environment of the core as terms: the same functions that the explorer runs (plant.ts,
 * scene.ts, monitor.ts), compiled with the true constants and read from the module.
 */
import { execute } from "./execute";
import { ModuleNotBuilt, readBuilt, readLayout } from "../module/proof-bench";
import type { ClassLayout } from "@bptm/runtime/class-layout";
import { constant } from "./term";
import type { Term } from "./term";
import { WasmModule } from "./wasm-module";

const PARTS = ["plant", "choice", "scene", "sensed", "monitor"];

/** Fields by path, such as "plant.u.pole1.conducts". */
export type StageTerms = ReadonlyMap<string, Term>;

interface StageExports {
  readonly memory: WebAssembly.Memory;
  create(): number;
}

function isExports(value: object): value is StageExports {
  return "memory" in value && "create" in value;
}

export class SymbolicStage {
  readonly paths: readonly string[];
  /** Path of each field -> its address. */
  readonly addresses: ReadonlyMap<string, number>;
  /** The memory of the same code, for runs on numbers. */
  readonly memory: WebAssembly.Memory;
  private readonly exports: StageExports;
  private readonly module: WasmModule;
  private readonly root: number;
  private readonly image: Int32Array;
  private readonly slots: ReadonlyMap<number, number>;

  constructor() {
    const bytes = readBuilt("proof.wasm");
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    if (!isExports(exports)) throw new ModuleNotBuilt("proof.wasm");
    this.module = new WasmModule(bytes);
    this.root = exports.create();
    this.image = new Int32Array(exports.memory.buffer.slice(0));
    const found = this.collect(readLayout("proof.layout.json"));
    this.addresses = found;
    this.exports = exports;
    this.memory = exports.memory;
    this.paths = [...found.keys()];
    this.slots = new Map([...found.values()].map((address, slot) => [address, slot]));
  }

  /** Runs an exported function; returns the fields afterwards and the function's result. */
  run(
    exported: string,
    before: StageTerms,
    args: readonly Term[] = [],
  ): { fields: StageTerms; result: Term } {
    const words = this.paths.map((path) => {
      const word = before.get(path);
      if (word === undefined) throw new Error(`no term for ${path}`);
      return word;
    });
    const memory = {
      slotAt: (address: number) => this.slots.get(address),
      wordAt: (address: number) => this.image[address >> 2] as number,
    };
    const all = [constant(this.root), ...args];
    const end = execute(this.module, memory, exported, words, all);
    const fields = new Map(this.paths.map((path, slot) => [path, end.words[slot] as Term]));
    return { fields, result: end.results[0] ?? constant(0) };
  }

  /** Runs an exported function on the numbers in memory; returns its result, 0 for none. */
  call(exported: string, args: readonly number[]): number {
    const run: unknown = Reflect.get(this.exports, exported);
    if (typeof run !== "function") throw new ModuleNotBuilt("proof.wasm");
    const result: unknown = run(this.root, ...args);
    return typeof result === "number" ? result : 0;
  }

  private collect(layout: ClassLayout): Map<string, number> {
    const found = new Map<string, number>();
    const walk = (name: string, at: number, prefix: string): void => {
      for (const [field, offset, type] of layout[name] ?? []) {
        if (type === "i32") found.set(prefix + field, at + offset);
        else walk(type, this.image[(at + offset) >> 2] as number, `${prefix}${field}.`);
      }
    };
    for (const [field, offset, type] of layout["ProofStage"] ?? []) {
      if (!PARTS.includes(field)) continue;
      walk(type, this.image[(this.root + offset) >> 2] as number, `${field}.`);
    }
    return found;
  }
}
