/**
 * The transition relation of the compiled controlling half: for each field of a meter, its value
 * after a tick or a start as a term over the fields before. Derived from the module itself; nothing
 * is written by hand.
 */
import { execute } from "./execute";
import type { ExecutionResult, ArithmeticStep } from "./execute";
import { ModuleNotBuilt, readBuilt, readLayout } from "../module/proof-bench";
import type { ClassLayout } from "@bptm/runtime/class-layout";
import { constant, variable } from "./term";
import type { Term } from "./term";
import { WasmModule } from "./wasm-module";

/** Objects of a meter that the controlling half and its explanation read and write. */
const PARTS = ["control", "outputs", "request", "proposed", "kept", "kept_settings", "explanation"];

interface CoreExports {
  readonly memory: WebAssembly.Memory;
  create(): number;
  control(root: number): void;
  startControl(root: number, store_state: number): void;
  explain(root: number): void;
}

function isExports(value: object): value is CoreExports {
  return ["memory", "create", "control", "startControl"].every((name) => name in value);
}

/** The fields after a run of the controlling half or of its explanation. */
export interface NextState {
  /** Path of each field -> its term afterwards. */
  readonly fields: ReadonlyMap<string, Term>;
  /** The condition under which the compiled code traps; only divisions can. */
  readonly trap: Term;
  /** Additions, subtractions and multiplications, each with its path condition. */
  readonly steps: readonly ArithmeticStep[];
}

/** The term of a field before a run; undefined for a variable with the field's path as name. */
type FieldBefore = (path: string) => Term | undefined;

export class SymbolicMeter {
  /** Path of each field -> its address. */
  readonly addresses: ReadonlyMap<string, number>;
  readonly paths: readonly string[];
  /** The same code, for runs on numbers. */
  readonly exports: CoreExports;
  /** The object that `create` returned: the first argument of the exported functions. */
  readonly root: number;
  private readonly module: WasmModule;
  private readonly image: Int32Array;
  private readonly slots: ReadonlyMap<number, number>;

  /** `made` is the class of the object that the module's `create` returns. */
  constructor(bytes: Uint8Array<ArrayBuffer>, layout: ClassLayout, made: "Meter" | "ProofStage") {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    if (!isExports(exports)) throw new ModuleNotBuilt("core.wasm");
    this.exports = exports;
    this.module = new WasmModule(bytes);
    this.root = exports.create();
    this.image = new Int32Array(exports.memory.buffer.slice(0));
    this.addresses = this.collect(layout, made);
    this.paths = [...this.addresses.keys()];
    this.slots = new Map([...this.addresses.values()].map((address, slot) => [address, slot]));
  }

  /** Runs an exported function; `args` are its arguments after the first. */
  run(
    exported: "control" | "startControl" | "explain",
    before: FieldBefore = () => undefined,
    args: readonly Term[] = [],
  ): NextState {
    const words = this.paths.map((path) => before(path) ?? variable(path));
    const memory = {
      slotAt: (address: number) => this.slots.get(address),
      wordAt: (address: number) => this.image[address >> 2] as number,
    };
    const all = [constant(this.root), ...args];
    const end: ExecutionResult = execute(this.module, memory, exported, words, all);
    const fields = new Map(this.paths.map((path, slot) => [path, end.words[slot] as Term]));
    return { fields, trap: end.trap, steps: end.steps };
  }

  private collect(layout: ClassLayout, made: string): Map<string, number> {
    const found = new Map<string, number>();
    const walk = (name: string, at: number, prefix: string): void => {
      for (const [field, offset, type] of layout[name] ?? []) {
        if (type === "i32") found.set(prefix + field, at + offset);
        else walk(type, this.pointer(at + offset), `${prefix}${field}.`);
      }
    };
    const meter =
      made === "Meter" ? this.root : this.pointerIn(layout, "ProofStage", this.root, "meter");
    for (const part of PARTS) {
      const type = layout["Meter"]?.find(([field]) => field === part)?.[2] ?? "";
      walk(type, this.pointerIn(layout, "Meter", meter, part), `${part}.`);
    }
    return found;
  }

  private pointer(address: number): number {
    return this.image[address >> 2] as number;
  }

  private pointerIn(layout: ClassLayout, name: string, at: number, field: string): number {
    const found = layout[name]?.find(([one]) => one === field);
    if (found === undefined) throw new ModuleNotBuilt(`layout of ${name}`);
    return this.pointer(at + found[1]);
  }
}

/** The shipped core. */
export function openCore(): SymbolicMeter {
  return new SymbolicMeter(readBuilt("core.wasm"), readLayout("core.layout.json"), "Meter");
}
