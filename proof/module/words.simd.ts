/**
 * Memory of the explorer: tables of words that grow without moving. They consist of blocks, which
 * later tables reuse. AssemblyScript only.
 */

const BLOCK_WORDS_LOG2: i32 = 12;
const BLOCK_WORDS: i32 = 1 << BLOCK_WORDS_LOG2;
const BLOCK_BYTES: usize = (<usize>BLOCK_WORDS) << 2;
const DIRECTORY_FIRST: i32 = 32;

/** Linked list of free blocks: each begins with the address of the next. */
let free_blocks: usize = 0;
let free_count: i32 = 0;
/** Counted in words, because the proof reads this module and supports only i32. */
let allocated_words: i32 = 0;
/** 1 during an allocation: a trap then means out of memory. */
let allocating: i32 = 0;

/** Bytes of all tables in use. */
export function bytesInUse(): f64 {
  return 4.0 * <f64>(allocated_words - free_count * BLOCK_WORDS);
}

/** 1 when the module trapped because it was out of memory. */
export function isOutOfMemory(): i32 {
  return allocating;
}

/** Allocates zeroed bytes that are never freed. */
export function allocate(bytes: usize): usize {
  allocating = 1;
  const at = heap.alloc(bytes);
  allocating = 0;
  allocated_words += <i32>((bytes + 3) >> 2);
  memory.fill(at, 0, bytes);
  return at;
}

function allocateBlock(): usize {
  if (free_blocks == 0) return allocate(BLOCK_BYTES);
  free_count--;
  const block = free_blocks;
  free_blocks = load<usize>(block);
  memory.fill(block, 0, BLOCK_BYTES);
  return block;
}

/** A growing table of words, initially zero. */
export class WordTable {
  /** Words for which there is room. */
  length: i32 = 0;
  private blocks: i32 = 0;
  private capacity: i32 = 0;
  private directory: usize = 0;

  /** Address of a word; four words whose first index is a multiple of four are adjacent. */
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

  /** Makes room for `length` words. */
  growTo(length: i32): void {
    while (this.length < length) {
      if (this.blocks == this.capacity) this.enlargeDirectory();
      store<usize>(this.directory + ((<usize>this.blocks) << 2), allocateBlock());
      this.blocks++;
      this.length += BLOCK_WORDS;
    }
  }

  /** Frees all blocks. */
  release(): void {
    for (let k: i32 = 0; k < this.blocks; k++) {
      const block = load<usize>(this.directory + ((<usize>k) << 2));
      store<usize>(block, free_blocks);
      free_blocks = block;
      free_count++;
    }
    this.blocks = 0;
    this.length = 0;
  }

  private enlargeDirectory(): void {
    const capacity: i32 = this.capacity == 0 ? DIRECTORY_FIRST : 2 * this.capacity;
    const directory = allocate((<usize>capacity) << 2);
    memory.copy(directory, this.directory, (<usize>this.capacity) << 2);
    this.directory = directory;
    this.capacity = capacity;
  }
}

/**
 * A hash table of numbers from 1 up, with linear probing. A slot holds a number and, in the
 * remaining high bits, a part of the hash, so that few comparisons fail; 0 is a free slot.
 */
export class SlotTable {
  mask: i32 = 0;
  private words: WordTable = new WordTable();

  constructor() {
    this.clear(BLOCK_WORDS);
  }

  /** Resizes to `length` free slots; a power of two. */
  clear(length: i32): void {
    this.words.release();
    this.words.growTo(length);
    this.mask = length - 1;
  }

  release(): void {
    this.words.release();
  }

  /** Whether the table must grow before the next number. */
  isFull(count: i32): boolean {
    return <i64>count * 3 > <i64>this.mask * 2;
  }

  /** The first slot from `slot` that is free or whose hash bits match. */
  probe(slot: i32, hash: i32): i32 {
    const mask = this.mask;
    let at = slot & mask;
    for (;;) {
      const entry = this.words.get(at);
      if (entry == 0 || ((entry ^ hash) & ~mask) == 0) break;
      at = (at + 1) & mask;
    }
    return at;
  }

  /** The number in a slot, or 0. */
  number(slot: i32): i32 {
    return this.words.get(slot) & this.mask;
  }

  set(slot: i32, hash: i32, number: i32): void {
    this.words.set(slot, (hash & ~this.mask) | number);
  }

  /** Inserts a number into the first free slot for its hash. */
  put(hash: i32, number: i32): void {
    let slot = hash & this.mask;
    while (this.words.get(slot) != 0) slot = (slot + 1) & this.mask;
    this.set(slot, hash, number);
  }
}
