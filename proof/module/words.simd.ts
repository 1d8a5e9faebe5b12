/**
 * Memory of the explorer: tables of words that grow without moving, made of blocks that go from one
 * table to the next. AssemblyScript only.
 */

const BLOCK_WORDS_LOG2: i32 = 12;
const BLOCK_WORDS: i32 = 1 << BLOCK_WORDS_LOG2;
const BLOCK_BYTES: usize = (<usize>BLOCK_WORDS) << 2;
const DIRECTORY_FIRST: i32 = 32;

/** Blocks that nobody uses: each begins with the address of the next. */
let unused: usize = 0;
let unused_count: i32 = 0;
/** Four bytes each: the proof reads this module, and knows whole numbers only. */
let taken_words: i32 = 0;
/** 1 while memory is asked for: a trap then says that there is none. */
let asking: i32 = 0;

/** Bytes of all tables in use. */
export function bytesInUse(): f64 {
  return 4.0 * <f64>(taken_words - unused_count * BLOCK_WORDS);
}

/** 1 when the module has trapped because there was no memory left. */
export function isOutOfMemory(): i32 {
  return asking;
}

/** Bytes that are never given back, in the place of whole vectors. */
export function take(bytes: usize): usize {
  asking = 1;
  const at = heap.alloc(bytes);
  asking = 0;
  taken_words += <i32>((bytes + 3) >> 2);
  memory.fill(at, 0, bytes);
  return at;
}

function takeBlock(): usize {
  if (unused == 0) return take(BLOCK_BYTES);
  unused_count--;
  const block = unused;
  unused = load<usize>(block);
  memory.fill(block, 0, BLOCK_BYTES);
  return block;
}

/** A table of words, all zero at first. */
export class Words {
  /** There is room for so many. */
  length: i32 = 0;
  private blocks: i32 = 0;
  private most: i32 = 0;
  private directory: usize = 0;

  /** Address of a word for which there is room; four that begin at a fourth lie together. */
  at(index: i32): usize {
    const block = load<usize>(this.directory + ((<usize>(index >> BLOCK_WORDS_LOG2)) << 2));
    return block + ((<usize>(index & (BLOCK_WORDS - 1))) << 2);
  }

  get(index: i32): i32 {
    return load<i32>(this.at(index));
  }

  set(index: i32, value: i32): void {
    store<i32>(this.at(index), value);
  }

  /** Makes room for so many words. */
  reach(length: i32): void {
    while (this.length < length) {
      if (this.blocks == this.most) this.enlarge();
      store<usize>(this.directory + ((<usize>this.blocks) << 2), takeBlock());
      this.blocks++;
      this.length += BLOCK_WORDS;
    }
  }

  /** Gives all blocks back. */
  release(): void {
    for (let k: i32 = 0; k < this.blocks; k++) {
      const block = load<usize>(this.directory + ((<usize>k) << 2));
      store<usize>(block, unused);
      unused = block;
      unused_count++;
    }
    this.blocks = 0;
    this.length = 0;
  }

  private enlarge(): void {
    const most: i32 = this.most == 0 ? DIRECTORY_FIRST : 2 * this.most;
    const directory = take((<usize>most) << 2);
    memory.copy(directory, this.directory, (<usize>this.most) << 2);
    this.directory = directory;
    this.most = most;
  }
}

/**
 * Numbers from 1 on, found by their hash. A place holds a number and, above it, as much of the hash
 * as there is room for, so that few are looked at in vain; 0 is a free place.
 */
export class Slots {
  mask: i32 = 0;
  private words: Words = new Words();

  constructor() {
    this.clear(BLOCK_WORDS);
  }

  /** So many places, all free; a power of two. */
  clear(length: i32): void {
    this.words.release();
    this.words.reach(length);
    this.mask = length - 1;
  }

  release(): void {
    this.words.release();
  }

  /** Whether one more number wants more places. */
  isFull(count: i32): boolean {
    return <i64>count * 3 > <i64>this.mask * 2;
  }

  /** The first place from `slot` on that is free or may hold what is looked for. */
  likely(slot: i32, hash: i32): i32 {
    const mask = this.mask;
    let at = slot & mask;
    for (;;) {
      const entry = this.words.get(at);
      if (entry == 0 || ((entry ^ hash) & ~mask) == 0) break;
      at = (at + 1) & mask;
    }
    return at;
  }

  /** The number in a place, or 0. */
  number(slot: i32): i32 {
    return this.words.get(slot) & this.mask;
  }

  set(slot: i32, hash: i32, number: i32): void {
    this.words.set(slot, (hash & ~this.mask) | number);
  }

  /** Puts a number into the first free place of its hash. */
  put(hash: i32, number: i32): void {
    let slot = hash & this.mask;
    while (this.words.get(slot) != 0) slot = (slot + 1) & this.mask;
    this.set(slot, hash, number);
  }
}
