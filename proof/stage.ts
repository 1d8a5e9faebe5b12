/**
 * The explored module in memory: the controlling half, compiled from the meter's own sources with
 * the figures of small.yaml, its surroundings and the witness, with every field by its name.
 */
import { existsSync, readFileSync } from "node:fs";

/** Class -> its fields: name, offset in bytes, type. */
export type Layout = Readonly<Record<string, readonly (readonly [string, number, string])[]>>;

/** Thrown when a module that the build makes is not there, or is not what it should be. */
export class NotBuilt extends Error {
  readonly code = "E-PROVE-01";
  constructor(name: string) {
    super(`E-PROVE-01: build/${name} is missing or old: run \`npm run build\`.`);
  }
}

/** Reads a file of build/, seen from the sources (proof/) and from the bundle (cli/dist/). */
export function readBuilt(name: string): Uint8Array<ArrayBuffer> {
  const places = ["../build/", "../../build/"].map((at) => new URL(at + name, import.meta.url));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new NotBuilt(name);
  return new Uint8Array(readFileSync(found));
}

export function readLayout(name: string): Layout {
  return JSON.parse(new TextDecoder().decode(readBuilt(name))) as Layout;
}

/** What proof/wasm.ts exports; see there. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  create(): number;
  optionsOf(stage: number, asked: number): number;
  lookAround(stage: number): void;
  watch(stage: number, most: number): void;
  react(stage: number): void;
  judgeCoils(stage: number, before: number, coils: number, dead_time_ms: number): number;
  drive(stage: number, coils: number, enables: number): number;
  losePower(stage: number, at_rest: number): void;
  startControl(stage: number, store_state: number): void;
  reserve(bytes: number): number;
  gather(table: number, count: number, row: number): number;
  firstMoved(table: number, count: number): number;
}

function isExports(value: object): value is Exports {
  return ["memory", "create", "lookAround", "react", "losePower"].every((name) => name in value);
}

/**
 * Settings for the explored core: the shortest that still let every timer run. They are below the
 * limits that an order has to keep, so they are written after the start instead of by an order.
 */
const SETTINGS: Readonly<Record<string, number>> = {
  utility_drop_delay_ms: 0,
  utility_lost_delay_ms: 0,
  utility_over_delay_ms: 0,
  utility_over_fast_delay_ms: 0,
  imbalance_trip_delay_ms: 0,
  utility_wide_s: 1,
  restore_s: 1,
  restore_dark_s: 1,
  backoff_window_s: 0,
  backoff_max_s: 1,
  suspect_hold_s: 1,
  isolate_after_ms: 0,
  generator_stable_s: 1,
  generator_drop_delay_ms: 0,
  generator_lost_delay_ms: 0,
  generator_dip_ignore_s: 0,
  overload_retry_s: 1,
  dead_time_ms: 4000,
  back_voltage_clear_s: 1,
  back_voltage_alarm_s: 2,
  transfers_per_hour: 4,
};

/**
 * Ticks of the dead time in the explored core: one is a second there. The sequence alone lets three
 * pass between proof and close; a shorter dead time would never be what holds it up.
 */
const DEAD_TIME_TICKS = 4;

/** One meter on the bench. All addresses are indices of 32-bit words in `memory`. */
export class Bench {
  readonly memory: Int32Array;
  readonly fields: ReadonlyMap<string, number>;
  private readonly exports: Exports;
  private readonly stage: number;
  /** Word, explored value and default of each setting that differs. */
  private readonly settings: readonly (readonly [number, number, number])[];

  constructor(module: Uint8Array<ArrayBuffer> = readBuilt("proof.small.wasm")) {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module));
    if (!isExports(exports)) throw new NotBuilt("proof.small.wasm");
    this.exports = exports;
    this.stage = exports.create();
    this.memory = new Int32Array(exports.memory.buffer);
    this.fields = this.collect(readLayout("proof.layout.json"));
    this.settings = Object.entries(SETTINGS).map(([name, value]) => {
      const at = this.at(`meter.control.settings.${name}`);
      return [at, value, this.memory[at] as number];
    });
    this.start(1);
  }

  /** Word of a field, such as "plant.u.pole1.conducts". */
  at(path: string): number {
    const found = this.fields.get(path);
    if (found === undefined) throw new NotBuilt("proof.layout.json");
    return found;
  }

  /** Fields whose path begins so. */
  under(prefix: string): string[] {
    return [...this.fields.keys()].filter((path) => path.startsWith(prefix));
  }

  get(path: string): number {
    return this.memory[this.at(path)] as number;
  }

  set(path: string, value: number): void {
    this.memory[this.at(path)] = value;
  }

  /** Memory for `words` words; its index. */
  reserve(words: number): number {
    return this.exports.reserve(words * 4) >> 2;
  }

  /** See wasm.ts; `table` and `row` are indices of words. */
  gather(table: number, count: number, row: number): number {
    return this.exports.gather(table * 4, count, row * 4);
  }

  firstMoved(table: number, count: number): number {
    return this.exports.firstMoved(table * 4, count);
  }

  /** How many values the choice of this number has (`Asked` in wasm.ts). */
  options(asked: number): number {
    return this.exports.optionsOf(this.stage, asked);
  }

  lookAround(): void {
    this.exports.lookAround(this.stage);
  }

  watch(): void {
    this.exports.watch(this.stage, DEAD_TIME_TICKS);
  }

  react(): void {
    this.exports.react(this.stage);
  }

  judge(before: number, coils: number): number {
    return this.exports.judgeCoils(this.stage, before, coils, DEAD_TIME_TICKS * 1000);
  }

  drive(coils: number, enables: number): number {
    return this.exports.drive(this.stage, coils, enables);
  }

  losePower(at_rest: boolean): void {
    this.exports.losePower(this.stage, at_rest ? 1 : 0);
  }

  /** Starts the controlling half; `store_state` is a `StoreState`. */
  start(store_state: number): void {
    // A core that finds settings outside their limits in its store locks itself out.
    for (const [at, , usual] of this.settings) this.memory[at] = usual;
    this.exports.startControl(this.stage, store_state);
    for (const [at, value] of this.settings) this.memory[at] = value;
  }

  private collect(layout: Layout): Map<string, number> {
    const fields = new Map<string, number>();
    const walk = (name: string, address: number, prefix: string): void => {
      for (const [field, offset, type] of layout[name] ?? []) {
        const at = (address + offset) >> 2;
        if (type === "i32") fields.set(prefix + field, at);
        else if (type in layout) walk(type, this.memory[at] as number, `${prefix}${field}.`);
      }
    };
    walk("Stage", this.stage, "");
    return fields;
  }
}
