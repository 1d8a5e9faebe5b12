/** Gives equal rows of words the same small number, and keeps the rows. */

/** First sizes; both double when they are full. */
const ROWS = 1 << 10;
const SLOTS = 1 << 12;

/** Mixes a row into 32 bits (the finalizer of MurmurHash3, word by word). */
function hashOf(row: Int32Array, from: number, width: number): number {
  let hash = 0x9747b28c;
  for (let at = from; at < from + width; at++) {
    hash = Math.imul(hash ^ (row[at] as number), 0x85ebca6b);
    hash = (hash ^ (hash >>> 13)) | 0;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export class Intern {
  /** How many different rows there are. */
  count = 0;
  /** Row `n` begins at `n * width`. */
  rows: Int32Array;
  private slots = new Int32Array(SLOTS);

  /** `width`: words of a row. */
  constructor(readonly width: number) {
    this.rows = new Int32Array(width * ROWS);
  }

  /** The number of `row`, a new one when it was not seen before. */
  number(row: Int32Array): number {
    const mask = this.slots.length - 1;
    let slot = hashOf(row, 0, this.width) & mask;
    for (;;) {
      const found = this.slots[slot] as number;
      if (found === 0) break;
      if (this.same(found - 1, row)) return found - 1;
      slot = (slot + 1) & mask;
    }
    if ((this.count + 1) * this.width > this.rows.length) {
      const rows = new Int32Array(this.rows.length * 2);
      rows.set(this.rows);
      this.rows = rows;
    }
    this.rows.set(row, this.count * this.width);
    this.slots[slot] = ++this.count;
    if (this.count * 2 > this.slots.length) this.spread();
    return this.count - 1;
  }

  /** Bytes in use. */
  get bytes(): number {
    return this.rows.byteLength + this.slots.byteLength;
  }

  private same(number: number, row: Int32Array): boolean {
    const from = number * this.width;
    for (let k = 0; k < this.width; k++) if (this.rows[from + k] !== row[k]) return false;
    return true;
  }

  private spread(): void {
    const slots = new Int32Array(this.slots.length * 2);
    for (let number = 0; number < this.count; number++) {
      let slot = hashOf(this.rows, number * this.width, this.width) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
    this.slots = slots;
  }
}
