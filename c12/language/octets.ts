/** Reads and writes the octets of a table. */
import { TableError } from "./formats";

/** Takes the octets of a table in order, and keeps those of one window. */
export class OctetWriter {
  /** Offset in the table of the next octet. */
  at = 0;
  readonly octets: Uint8Array;
  /** End of an element that lies completely in the window. */
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

  /**
   * The next octets belong to an element that lies completely in the window, so its size is not
   * needed.
   */
  get inside(): boolean {
    return this.at < this.inside_to;
  }

  /** None of the next `size` octets lie in the window. */
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

/** Returns the octets of a table in order. */
export class OctetReader {
  at = 0;

  constructor(readonly octets: Uint8Array) {}

  get left(): number {
    return this.octets.length - this.at;
  }

  take(size: number): Uint8Array {
    if (size > this.left) {
      const where = `after ${this.at} of its ${this.octets.length} octets`;
      throw new TableError("E-TBL-02", `The table ends too early, ${where}: read the whole table.`);
    }
    this.at += size;
    return this.octets.subarray(this.at - size, this.at);
  }
}
