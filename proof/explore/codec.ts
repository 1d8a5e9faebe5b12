/**
 * Numbers the distinct values of a set of fields in the module's memory. The module does the work
 * (rows.simd.ts): it reads four adjacent fields at a time and packs each into as few bits as its
 * values need.
 */
import type { ProofBench } from "../module/proof-bench";

/** A field of a row and its cap. */
export interface KeptField {
  readonly path: string;
  /** Larger values are stored as this one: they make no difference. */
  readonly cap: number;
}

const UNCAPPED = 0x7fffffff;
/** Fields that are stored without a cap. */
export const uncapped = (paths: readonly string[]): KeptField[] =>
  paths.map((path) => ({ path, cap: UNCAPPED }));

/** Words of a chunk's record in the module's table, and the offsets of its parts. */
const CHUNK_WORDS = 24;
const CAP = 4;
const KEPT = 8;
const LANES = 4;
/** The cap of a field that is not kept: it makes every value the same. */
const NOT_KEPT = -0x80000000;

export class Codec {
  /** Address of the module's row table. */
  readonly rows: number;
  /** Chunks that hold kept fields: index of the first word, divided by 4. */
  private readonly chunks: readonly number[];

  constructor(
    private readonly bench: ProofBench,
    readonly kept: readonly KeptField[],
  ) {
    const chunks = new Set(kept.map(({ path }) => this.bench.at(path) >> 2));
    this.chunks = [...chunks].toSorted((a, b) => a - b);
    this.rows = bench.calls.makeRowTable(this.chunks.length);
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

  /** How many distinct rows there are. */
  get count(): number {
    return this.bench.calls.rowsOf(this.rows);
  }

  /** The number of the row that is in memory now. */
  save(): number {
    return this.bench.calls.saveRow(this.rows);
  }

  /** Writes row `number` to memory. */
  load(number: number): void {
    this.bench.calls.loadRow(this.rows, number);
  }

  /** One field of a row. */
  field(number: number, path: string): number {
    const at = this.bench.at(path);
    const chunk = this.chunks.indexOf(at >> 2);
    return this.bench.calls.fieldOf(this.rows, number, chunk, at % LANES);
  }

  /** Index of a field's lane in the first part of its chunk's record. */
  private place(path: string): number {
    const at = this.bench.at(path);
    return this.chunks.indexOf(at >> 2) * CHUNK_WORDS + (at % LANES);
  }
}
