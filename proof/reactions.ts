/** What the core made of each reading in each of its states: it is never run twice for the same. */

const FIRST = 1 << 14;

function hashOf(core: number, sensed: number): number {
  let hash = Math.imul(core + 1, 0x9e3779b1) ^ Math.imul(sensed + 1, 0xc2b2ae35);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x7feb352d);
  return (hash ^ (hash >>> 15)) >>> 0;
}

export class Reactions {
  count = 0;
  /** Core word, sensed word (0 = free slot, else one more), next core word, orders. */
  private table = new Int32Array(FIRST * 4);

  /** Slot of a pair: where its answer stands or will stand. */
  slot(core: number, sensed: number): number {
    const mask = this.table.length / 4 - 1;
    let slot = hashOf(core, sensed) & mask;
    for (;;) {
      const seen = this.table[slot * 4 + 1] as number;
      if (seen === 0) return slot;
      if (seen === sensed + 1 && this.table[slot * 4] === core) return slot;
      slot = (slot + 1) & mask;
    }
  }

  known(slot: number): boolean {
    return this.table[slot * 4 + 1] !== 0;
  }

  next(slot: number): number {
    return this.table[slot * 4 + 2] as number;
  }

  /** Coils, and enables from bit 4 on. */
  orders(slot: number): number {
    return this.table[slot * 4 + 3] as number;
  }

  /** Makes room for one more, before its slot is looked for. */
  makeRoom(): void {
    if (this.count * 8 > this.table.length) this.spread();
  }

  /** Notes an answer in the free slot that `slot` gave. */
  note(slot: number, core: number, sensed: number, next: number, orders: number): void {
    this.table[slot * 4] = core;
    this.table[slot * 4 + 1] = sensed + 1;
    this.table[slot * 4 + 2] = next;
    this.table[slot * 4 + 3] = orders;
    this.count++;
  }

  get bytes(): number {
    return this.table.byteLength;
  }

  private spread(): void {
    const old = this.table;
    this.table = new Int32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 4) {
      if (old[at + 1] === 0) continue;
      const slot = this.slot(old[at] as number, (old[at + 1] as number) - 1);
      this.table.set(old.subarray(at, at + 4), slot * 4);
    }
  }
}
