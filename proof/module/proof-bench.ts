/**
 * The explored module: the controlling half, compiled from the meter's sources with the constants
 * of small.yaml, its environment and the monitor. Every field is accessible by its path.
 */
import type { ClassLayout } from "@bptm/runtime/class-layout";
import { existsSync, readFileSync } from "node:fs";
import { projectPath } from "@bptm/runtime/project-files";
import type { ListKind } from "./search-lists";

/** Thrown when a module of the build is missing or outdated. */
export class ModuleNotBuilt extends Error {
  readonly code = "E-PROVE-01";
  constructor(name: string) {
    super(`E-PROVE-01: build/${name} is missing or outdated; run \`npm run build\`.`);
  }
}

/** Reads a file of build/. */
export function readBuilt(name: string): Uint8Array<ArrayBuffer> {
  const found = projectPath(`build/${name}`);
  if (!existsSync(found)) throw new ModuleNotBuilt(name);
  return new Uint8Array(readFileSync(found));
}

export function readLayout(name: string): ClassLayout {
  return JSON.parse(new TextDecoder().decode(readBuilt(name))) as ClassLayout;
}

/** Exports of proof/module/wasm.ts. */
interface ProofExports {
  readonly memory: WebAssembly.Memory;
  create(): number;
  optionsOf(stage: number, choice: number): number;
  readSensors(stage: number): void;
  updateMonitor(stage: number, most: number): void;
  react(stage: number): void;
  judgeCoils(stage: number, before: number, coils: number, dead_time_ms: number): number;
  drive(stage: number, coils: number, enables: number): number;
  losePower(stage: number, at_rest: number): void;
  reserve(bytes: number): number;
  startExplored(stage: number, table: number, count: number, store_state: number): void;
  bytesInUse(): number;
  isOutOfMemory(): number;
  makeRowTable(chunks: number): number;
  tableOf(rows: number): number;
  saveRow(rows: number): number;
  loadRow(rows: number, number: number): void;
  fieldOf(rows: number, number: number, chunk: number, lane: number): number;
  rowsOf(rows: number): number;
  makeCoreTables(
    stage: number,
    cores: number,
    sensed: number,
    plants: number,
    settings: number,
    settings_count: number,
  ): number;
  reactionOf(numbers: number, core: number, sensed: number): number;
  startOf(numbers: number, core: number, store_state: number): number;
  runsOf(numbers: number): number;
  makeSearch(
    numbers: number,
    core: number,
    plant: number,
    has_cuts: number,
    store_states: number,
    dead_time_ms: number,
  ): number;
  advance(search: number): ListKind;
  release(search: number): void;
  requestedList(search: number): number;
  ordersOf(search: number): number;
  beginList(search: number): number;
  append(search: number, word: number): void;
  supplyList(search: number, kind: ListKind, list: number): void;
  statesOf(search: number): number;
  stateWord(search: number, state: number, word: number): number;
  findState(search: number, core: number, plant: number): number;
  depthOf(search: number): number;
  transitionsOf(search: number): number;
  brokenBy(search: number, invariant: number, depth: number): number;
}

function isCalls(value: object): value is ProofExports {
  return ["memory", "create", "readSensors", "react", "advance"].every((name) => name in value);
}

/**
 * Settings of the explored core: the shortest with which every timer still runs. They are below the
 * limits for orders, so they are written after the start.
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
  restore_rough_s: 1,
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
 * Dead time of the explored core, where a tick is a second. The sequence alone takes three ticks
 * between proof and close, so a shorter dead time would never delay a close.
 */
const DEAD_TIME_TICKS = 4;
export const DEAD_TIME_MS: number = DEAD_TIME_TICKS * 1000;

/** An instance of the explored module. Addresses of fields are indices of words in `memory`. */
export class ProofBench {
  readonly fields: ReadonlyMap<string, number>;
  readonly calls: ProofExports;
  readonly stage: number;
  /** Table of the settings above: address, explored value and default of each. */
  readonly settings: { readonly table: number; readonly count: number };
  private words: Int32Array;

  constructor(module: Uint8Array<ArrayBuffer> = readBuilt("proof.small.wasm")) {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module));
    if (!isCalls(exports)) throw new ModuleNotBuilt("proof.small.wasm");
    this.calls = exports;
    this.stage = exports.create();
    this.words = new Int32Array(exports.memory.buffer);
    this.fields = this.collect(readLayout("proof.layout.json"));
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => {
      const at = this.at(`meter.control.settings.${name}`);
      return [4 * at, value, this.memory[at] as number];
    });
    const table = exports.reserve(4 * settings.length);
    this.memory.set(settings, table >> 2);
    this.settings = { table, count: settings.length / 3 };
    this.start(1);
  }

  /** The module's memory; a new array after it has grown. */
  get memory(): Int32Array {
    if (this.words.length === 0) this.words = new Int32Array(this.calls.memory.buffer);
    return this.words;
  }

  /** Index of a field, such as "plant.u.pole1.conducts". */
  at(path: string): number {
    const found = this.fields.get(path);
    if (found === undefined) throw new ModuleNotBuilt("proof.layout.json");
    return found;
  }

  /** Paths of all fields that start with `prefix`. */
  under(prefix: string): string[] {
    return [...this.fields.keys()].filter((path) => path.startsWith(prefix));
  }

  get(path: string): number {
    return this.memory[this.at(path)] as number;
  }

  set(path: string, value: number): void {
    this.memory[this.at(path)] = value;
  }

  /** The number of values of a choice (`RangedChoice` in proof-stage.ts). */
  options(choice: number): number {
    return this.calls.optionsOf(this.stage, choice);
  }

  readSensors(): void {
    this.calls.readSensors(this.stage);
  }

  updateMonitor(): void {
    this.calls.updateMonitor(this.stage, DEAD_TIME_TICKS);
  }

  react(): void {
    this.calls.react(this.stage);
  }

  judge(before: number, coils: number): number {
    return this.calls.judgeCoils(this.stage, before, coils, DEAD_TIME_MS);
  }

  drive(coils: number, enables: number): number {
    return this.calls.drive(this.stage, coils, enables);
  }

  losePower(at_rest: boolean): void {
    this.calls.losePower(this.stage, at_rest ? 1 : 0);
  }

  /** Starts the controlling half; `store_state` is a `StoreState`. */
  start(store_state: number): void {
    // With settings outside their limits in its store, the core would lock itself out.
    const { table, count } = this.settings;
    this.calls.startExplored(this.stage, table, count, store_state);
  }

  private collect(layout: ClassLayout): Map<string, number> {
    const fields = new Map<string, number>();
    const walk = (name: string, address: number, prefix: string): void => {
      for (const [field, offset, type] of layout[name] ?? []) {
        const at = (address + offset) >> 2;
        if (type === "i32") fields.set(prefix + field, at);
        else if (type in layout) walk(type, this.memory[at] as number, `${prefix}${field}.`);
      }
    };
    walk("ProofStage", this.stage, "");
    return fields;
  }
}
