/** Moves a set of fields between the module's memory and rows that can be interned. */
import { Intern } from "./intern";
import type { Bench } from "./stage";

/** A field of a row, and where it stops counting. */
export interface Kept {
  readonly path: string;
  /** Larger values are kept as this one: nobody can tell them apart. */
  readonly cap: number;
}

export class Codec {
  readonly words: Intern;
  private readonly row: Int32Array;
  private readonly at: Int32Array;
  private readonly cap: Int32Array;

  constructor(
    private readonly bench: Bench,
    readonly kept: readonly Kept[],
  ) {
    this.words = new Intern(kept.length);
    this.row = new Int32Array(kept.length);
    this.at = Int32Array.from(kept, ({ path }) => bench.at(path));
    this.cap = Int32Array.from(kept, ({ cap }) => cap);
  }

  /** The number of what stands in memory now. */
  save(): number {
    const { memory } = this.bench;
    for (let k = 0; k < this.row.length; k++) {
      const value = memory[this.at[k] as number] as number;
      const cap = this.cap[k] as number;
      this.row[k] = value > cap ? cap : value;
    }
    return this.words.number(this.row);
  }

  /** Puts row `number` into memory. */
  load(number: number): void {
    const { memory } = this.bench;
    const from = number * this.row.length;
    const { rows } = this.words;
    for (let k = 0; k < this.row.length; k++)
      memory[this.at[k] as number] = rows[from + k] as number;
  }

  /** One field of a row. */
  field(number: number, path: string): number {
    const column = this.kept.findIndex((one) => one.path === path);
    return this.words.rows[number * this.kept.length + column] as number;
  }
}
