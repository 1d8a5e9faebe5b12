/**
 * Moves a set of fields between the module's memory and rows that can be interned. Most fields
 * never leave the value that they start with: a row holds only those that once did.
 */
import { Intern } from "./intern";
import type { Bench } from "./stage";

/** A field of a row, and where it stops counting. */
export interface Kept {
  readonly path: string;
  /** Larger values are kept as this one: nobody can tell them apart. */
  readonly cap: number;
}

const UNCAPPED = 0x7fffffff;
/** Fields that are kept as they are. */
export const uncapped = (paths: readonly string[]): Kept[] =>
  paths.map((path) => ({ path, cap: UNCAPPED }));

export class Codec {
  words: Intern = new Intern(0);
  private moving: Kept[] = [];
  private still: Kept[];
  /** Address of each moving field. */
  private at = new Int32Array(0);
  /** Words in the module's memory: tables of the moving and the still fields, and one row. */
  private readonly moving_table: number;
  private readonly still_table: number;
  private row: Int32Array;
  private readonly row_at: number;
  private begun = false;

  constructor(
    private readonly bench: Bench,
    readonly kept: readonly Kept[],
  ) {
    this.still = [...kept];
    this.moving_table = bench.reserve(2 * kept.length);
    this.still_table = bench.reserve(3 * kept.length);
    this.row_at = bench.reserve(kept.length);
    this.row = bench.memory.subarray(this.row_at, this.row_at);
  }

  /** The number of what stands in memory now. */
  save(): number {
    if (!this.begun) this.begin();
    const { bench } = this;
    for (;;) {
      const moved = bench.firstMoved(this.still_table, this.still.length);
      if (moved < 0) break;
      this.setMoving(moved);
    }
    const hash = bench.gather(this.moving_table, this.moving.length, this.row_at);
    return this.words.number(this.row, hash);
  }

  /** Puts row `number` into memory. The still fields are there already. */
  load(number: number): void {
    const { memory } = this.bench;
    const { at } = this;
    const { rows } = this.words;
    const from = number * at.length;
    for (let k = 0; k < at.length; k++) memory[at[k] as number] = rows[from + k] as number;
  }

  /** One field of a row. */
  field(number: number, path: string): number {
    const column = this.moving.findIndex((one) => one.path === path);
    if (column >= 0) return this.words.rows[number * this.moving.length + column] as number;
    const still = this.still.findIndex((one) => one.path === path);
    return this.bench.memory[this.still_table + 3 * still + 2] as number;
  }

  /** Where a field stands in each row; -1 while it has never moved. */
  column(path: string): number {
    return this.moving.findIndex((one) => one.path === path);
  }

  private begin(): void {
    this.begun = true;
    const { memory } = this.bench;
    const values = this.still.map(({ path, cap }) => Math.min(this.bench.get(path), cap));
    memory.set(this.stillTable(values), this.still_table);
  }

  private stillTable(values: readonly number[]): number[] {
    return this.still.flatMap(({ path, cap }, k) => [4 * this.bench.at(path), cap, values[k] ?? 0]);
  }

  /** A still field has moved: every row gets a column more, with the value that it had so far. */
  private setMoving(at: number): void {
    const { memory } = this.bench;
    const values = this.still.map((_, k) => memory[this.still_table + 3 * k + 2] as number);
    const before = values[at] ?? 0;
    this.moving.push(...this.still.splice(at, 1));
    values.splice(at, 1);
    memory.set(this.stillTable(values), this.still_table);
    const table = this.moving.flatMap(({ path, cap }) => [4 * this.bench.at(path), cap]);
    memory.set(table, this.moving_table);
    this.at = Int32Array.from(this.moving, ({ path }) => this.bench.at(path));
    this.row = memory.subarray(this.row_at, this.row_at + this.moving.length);
    this.renumber(before);
  }

  /** The old rows, each with `before` at its end, keep their numbers. */
  private renumber(before: number): void {
    const { memory } = this.bench;
    const kept = this.at.map((word) => memory[word] as number);
    const old = this.words;
    this.words = new Intern(this.moving.length);
    for (let number = 0; number < old.count; number++) {
      for (let k = 0; k < old.width; k++) {
        memory[this.at[k] as number] = old.rows[number * old.width + k] as number;
      }
      memory[this.at[old.width] as number] = before;
      const hash = this.bench.gather(this.moving_table, this.moving.length, this.row_at);
      this.words.number(this.row, hash);
    }
    for (const [k, word] of this.at.entries()) memory[word] = kept[k] as number;
  }
}
