/**
 * Numbers what stands in a set of fields of the module's memory. The module does the work
 * (rows.simd.ts): it takes fields four at a time, as they lie, and gives each no more bits than its
 * values need.
 */
import type { Bench } from "../module/stage";

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

/** Words of a chunk's record in the module's table, and where its parts begin in it. */
const CHUNK_WORDS = 24;
const CAP = 4;
const KEPT = 8;
const LANES = 4;
/** The cap of a field that is not kept: it seems never to move. */
const NOT_KEPT = -0x80000000;

export class Codec {
  /** The module's `Rows`. */
  readonly rows: number;
  /** Chunks that hold kept fields: words of their beginnings, in fours. */
  private readonly chunks: readonly number[];

  constructor(
    private readonly bench: Bench,
    readonly kept: readonly Kept[],
  ) {
    const chunks = new Set(kept.map(({ path }) => this.bench.at(path) >> 2));
    this.chunks = [...chunks].toSorted((a, b) => a - b);
    this.rows = bench.calls.makeRows(this.chunks.length);
    const table = bench.calls.tableOf(this.rows) >> 2;
    const { memory } = bench;
    for (const [at, chunk] of this.chunks.entries()) {
      const from = table + at * CHUNK_WORDS;
      memory[from] = 4 * LANES * chunk;
      memory.fill(NOT_KEPT, from + CAP, from + CAP + LANES);
    }
    for (const { path, cap } of kept) {
      const at = table + this.place(path);
      memory[at + CAP] = cap;
      memory[at + KEPT] = -1;
    }
  }

  /** How many different rows there are. */
  get count(): number {
    return this.bench.calls.rowsOf(this.rows);
  }

  /** The number of what stands in memory now. */
  save(): number {
    return this.bench.calls.saveRow(this.rows);
  }

  /** Puts row `number` into memory. */
  load(number: number): void {
    this.bench.calls.loadRow(this.rows, number);
  }

  /** One field of a row. */
  field(number: number, path: string): number {
    const at = this.bench.at(path);
    const chunk = this.chunks.indexOf(at >> 2);
    return this.bench.calls.fieldOf(this.rows, number, chunk, at % LANES);
  }

  /** Where a field's word of the first part of its record lies in the table. */
  private place(path: string): number {
    const at = this.bench.at(path);
    return this.chunks.indexOf(at >> 2) * CHUNK_WORDS + (at % LANES);
  }
}
