/** Octets on their way in and out of a table. */
import { TableError } from "./formats";

/** Takes a table's octets in their order, and keeps those of one window. */
export class Writer {
  /** Offset in the table of what comes next. */
  at = 0;
  readonly octets: Uint8Array;
  /** End of an element that lies wholly in the window. */
  private inside_to = 0;

  /** Keeps `length` octets from offset `from`. */
  constructor(
    readonly from: number,
    length: number,
  ) {
    this.octets = new Uint8Array(length);
  }

  get to(): number {
    return this.from + this.octets.length;
  }

  /** What comes next is part of an element that is wanted whole: its size does not matter. */
  get inside(): boolean {
    return this.at < this.inside_to;
  }

  /** Nothing of the next element, of `size` octets, is wanted. */
  misses(size: number): boolean {
    if (this.at >= this.from && this.at + size <= this.to) this.inside_to = this.at + size;
    return this.at + size <= this.from || this.at >= this.to;
  }

  skip(size: number): void {
    this.at += size;
  }

  put(octets: ArrayLike<number>): void {
    const start = this.at - this.from;
    for (let n = Math.max(0, -start); n < octets.length && start + n < this.octets.length; n++) {
      this.octets[start + n] = octets[n] ?? 0;
    }
    this.at += octets.length;
  }
}

/** Gives a table's octets in their order. */
export class Reader {
  at = 0;

  constructor(readonly octets: Uint8Array) {}

  get left(): number {
    return this.octets.length - this.at;
  }

  take(size: number): Uint8Array {
    if (size > this.left) {
      const where = `after ${this.at} of its ${this.octets.length} octets`;
      throw new TableError("E-TBL-02", `The table ends too early, ${where}: read it whole.`);
    }
    this.at += size;
    return this.octets.subarray(this.at - size, this.at);
  }
}
