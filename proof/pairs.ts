/** The states that were visited, in that order: pairs of a core word and a plant word. */

const FIRST = 1 << 12;

function doubled(old: Int32Array): Int32Array {
  const next = new Int32Array(old.length * 2);
  next.set(old);
  return next;
}

/** Spreads a pair over 32 bits. */
function hashOf(core: number, plant: number): number {
  let hash = Math.imul(core, 0x9e3779b1) ^ Math.imul(plant + 1, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

export class Pairs {
  count = 0;
  core: Int32Array = new Int32Array(FIRST);
  plant: Int32Array = new Int32Array(FIRST);
  /** The state from which each was first reached; -1 for the first. */
  parent: Int32Array = new Int32Array(FIRST);
  private slots = new Int32Array(FIRST * 2);

  /** Adds a pair; false when it was there already. */
  add(core: number, plant: number, parent: number): boolean {
    const mask = this.slots.length - 1;
    let slot = hashOf(core, plant) & mask;
    for (;;) {
      const found = (this.slots[slot] as number) - 1;
      if (found < 0) break;
      if (this.core[found] === core && this.plant[found] === plant) return false;
      slot = (slot + 1) & mask;
    }
    this.append(core, plant, parent);
    this.slots[slot] = this.count;
    if (this.count * 5 > this.slots.length * 3) this.spread();
    return true;
  }

  /** The number of a pair; -1 when it was never reached. */
  find(core: number, plant: number): number {
    const mask = this.slots.length - 1;
    let slot = hashOf(core, plant) & mask;
    for (;;) {
      const found = (this.slots[slot] as number) - 1;
      if (found < 0) return -1;
      if (this.core[found] === core && this.plant[found] === plant) return found;
      slot = (slot + 1) & mask;
    }
  }

  /** Bytes in use. */
  get bytes(): number {
    return this.slots.byteLength + 3 * this.core.byteLength;
  }

  private append(core: number, plant: number, parent: number): void {
    if (this.count === this.core.length) {
      this.core = doubled(this.core);
      this.plant = doubled(this.plant);
      this.parent = doubled(this.parent);
    }
    this.core[this.count] = core;
    this.plant[this.count] = plant;
    this.parent[this.count] = parent;
    this.count++;
  }

  private spread(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let state = 0; state < this.count; state++) {
      let slot = hashOf(this.core[state] as number, this.plant[state] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = state + 1;
    }
    this.slots = slots;
  }
}
