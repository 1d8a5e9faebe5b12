/** Gives equal rows of words the same small number, and keeps the rows. */

/** First sizes; both double when they are full. */
const ROWS = 1 << 10;
const SLOTS = 1 << 12;

export class Intern {
  /** How many different rows there are. */
  count = 0;
  /** Row `n` begins at `n * width`. */
  rows: Int32Array;
  private slots = new Int32Array(SLOTS);

  private hashes = new Int32Array(ROWS);

  /** `width`: words of a row. */
  constructor(readonly width: number) {
    this.rows = new Int32Array(Math.max(1, width) * ROWS);
  }

  /** The number of `row`, a new one when it was not seen before. `hash` spreads rows. */
  number(row: Int32Array, hash: number): number {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const found = (this.slots[slot] as number) - 1;
      if (found < 0) break;
      if (this.hashes[found] === hash && this.same(found, row)) return found;
      slot = (slot + 1) & mask;
    }
    if (this.count === this.hashes.length) this.lengthen();
    const from = this.count * this.width;
    for (let k = 0; k < this.width; k++) this.rows[from + k] = row[k] as number;
    this.hashes[this.count] = hash;
    this.slots[slot] = ++this.count;
    if (this.count * 2 > this.slots.length) this.spread();
    return this.count - 1;
  }

  /** Bytes in use. */
  get bytes(): number {
    return this.rows.byteLength + this.hashes.byteLength + this.slots.byteLength;
  }

  private same(number: number, row: Int32Array): boolean {
    const from = number * this.width;
    for (let k = 0; k < this.width; k++) if (this.rows[from + k] !== row[k]) return false;
    return true;
  }

  private lengthen(): void {
    const rows = new Int32Array(this.rows.length * 2);
    rows.set(this.rows);
    this.rows = rows;
    const hashes = new Int32Array(this.hashes.length * 2);
    hashes.set(this.hashes);
    this.hashes = hashes;
  }

  private spread(): void {
    const slots = new Int32Array(this.slots.length * 2);
    for (let number = 0; number < this.count; number++) {
      let slot = (this.hashes[number] as number) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
    this.slots = slots;
  }
}
