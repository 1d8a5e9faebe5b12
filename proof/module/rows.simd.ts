/**
 * Numbers the distinct values of a set of fields in the module's memory. Four adjacent fields at a
 * time are packed into as many bits as any value so far has needed, so most take none.
 * AssemblyScript only.
 */
import { SlotTable, WordTable, allocate } from "./words.simd";

/** A chunk is four adjacent fields. Byte offsets of the parts of its record. */
const ADDRESS: usize = 0;
/** Its first bit in the packed vector. */
const SHIFT: usize = 4;
/** Larger values are stored as this one; the smallest integer where a field is not kept. */
const CAP: usize = 16;
/** All ones where a field is kept. */
const KEPT: usize = 32;
/** Minimum and maximum value so far. */
const LEAST: usize = 48;
const MOST: usize = 64;
/** Mask of the bits of a value, relative to the minimum. */
const INSIDE: usize = 80;
const CHUNK_BYTES: usize = 96;
const VECTORS_MAX: i32 = 32;
const WORD_BITS: i32 = 32;

function largest(v: v128): i32 {
  const a = max(<u32>i32x4.extract_lane(v, 0), <u32>i32x4.extract_lane(v, 1));
  return <i32>max(a, max(<u32>i32x4.extract_lane(v, 2), <u32>i32x4.extract_lane(v, 3)));
}

/** The position of each chunk's bits in a row. */
class Packing {
  chunks: usize;
  /** End of the chunks of each vector. */
  ends: usize = allocate((<usize>VECTORS_MAX) << 2);
  vectors: i32 = 1;

  constructor(readonly end: usize) {
    this.chunks = allocate(end);
    store<usize>(this.ends, this.chunks + end);
  }

  /** Packs the fields into `row`; false when a value does not fit. */
  pack(row: usize): boolean {
    let at = this.chunks;
    let over = i32x4.splat(0);
    for (let v: i32 = 0; v < this.vectors; v++) {
      const end = load<usize>(this.ends + ((<usize>v) << 2));
      let bits = i32x4.splat(0);
      for (; at < end; at += CHUNK_BYTES) {
        const capped = i32x4.min_s(v128.load(load<usize>(at, ADDRESS)), v128.load(at, CAP));
        const value = i32x4.sub(capped, v128.load(at, LEAST));
        over = v128.or(over, v128.andnot(value, v128.load(at, INSIDE)));
        bits = v128.or(bits, i32x4.shl(value, load<i32>(at, SHIFT)));
      }
      v128.store(row + ((<usize>v) << 4), bits);
    }
    return !v128.any_true(over);
  }

  /** Unpacks a row into the fields. */
  unpack(rows: WordTable, number: i32): void {
    let at = this.chunks;
    for (let v: i32 = 0; v < this.vectors; v++) {
      const end = load<usize>(this.ends + ((<usize>v) << 2));
      const bits = v128.load(rows.at((number * this.vectors + v) << 2));
      for (; at < end; at += CHUNK_BYTES) {
        const value = v128.and(i32x4.shr_u(bits, load<i32>(at, SHIFT)), v128.load(at, INSIDE));
        const here = load<usize>(at, ADDRESS);
        const sum = i32x4.add(value, v128.load(at, LEAST));
        v128.store(here, v128.bitselect(sum, v128.load(here), v128.load(at, KEPT)));
      }
    }
  }

  /** Copies `from`, and widens it so that the current values fit. */
  widen(from: Packing, first: boolean): void {
    memory.copy(this.chunks, from.chunks, this.end);
    this.vectors = 0;
    let shift: i32 = 0;
    const end = this.chunks + this.end;
    for (let at = this.chunks; at < end; at += CHUNK_BYTES) {
      const bits = this.widenChunk(at, first);
      if (shift + bits > WORD_BITS) {
        this.endVector(at);
        shift = 0;
      }
      // A shift by 32 equals a shift by 0; without bits no shift is needed.
      store<i32>(at, bits == 0 ? 0 : shift, SHIFT);
      shift += bits;
    }
    this.endVector(end);
  }

  private endVector(at: usize): void {
    store<usize>(this.ends + ((<usize>this.vectors) << 2), at);
    this.vectors++;
  }

  /** Widens a chunk so that the current values fit; returns its number of bits. */
  private widenChunk(at: usize, first: boolean): i32 {
    const value = i32x4.min_s(v128.load(load<usize>(at, ADDRESS)), v128.load(at, CAP));
    const least = first ? value : i32x4.min_s(value, v128.load(at, LEAST));
    const most = first ? value : i32x4.max_s(value, v128.load(at, MOST));
    v128.store(at, least, LEAST);
    v128.store(at, most, MOST);
    const bits: i32 = WORD_BITS - clz(largest(i32x4.sub(most, least)));
    const mask: i32 = bits == WORD_BITS ? -1 : (1 << bits) - 1;
    v128.store(at, i32x4.splat(mask), INSIDE);
    return bits;
  }
}

/** Hash of a row. */
function hashOf(row: usize, vectors: i32): i32 {
  let hash: u64 = 0;
  for (let end = row + ((<usize>vectors) << 4); row < end; row += 16) {
    hash = (hash ^ load<u64>(row)) * 0x1b873593cc9e2d;
    hash = (hash ^ (hash >> 32) ^ load<u64>(row, 8)) * 0x165667b19e3779;
    hash ^= hash >> 29;
  }
  return <i32>(hash ^ (hash >> 32));
}

export class RowTable {
  count: i32 = 0;
  private packing: Packing;
  private spare: Packing;
  private readonly row: usize = allocate((<usize>VECTORS_MAX) << 4);
  private readonly chunks: i32;
  /** Copies of the chunks: of `snapshotMemory`, and temporary. */
  private readonly snapshot: usize;
  private readonly scratch: usize;
  private rows: WordTable = new WordTable();
  private slots: SlotTable = new SlotTable();

  constructor(chunks: i32) {
    this.chunks = chunks;
    this.snapshot = allocate((<usize>chunks) << 4);
    this.scratch = allocate((<usize>chunks) << 4);
    this.packing = new Packing(<usize>chunks * CHUNK_BYTES);
    this.spare = new Packing(<usize>chunks * CHUNK_BYTES);
  }

  /** Address of the chunk records; the host writes address, caps and kept fields. */
  table(): usize {
    return this.packing.chunks;
  }

  /** The number of the row in memory. */
  save(): i32 {
    if (this.count == 0 || !this.packing.pack(this.row)) this.widen();
    const vectors = this.packing.vectors;
    const hash = hashOf(this.row, vectors);
    let slot = this.slots.probe(hash, hash);
    for (;;) {
      const number = this.slots.number(slot) - 1;
      if (number < 0) break;
      if (this.same(number, vectors)) return number;
      slot = this.slots.probe(slot + 1, hash);
    }
    const number = this.count++;
    this.append(number);
    this.slots.set(slot, hash, number + 1);
    if (this.slots.isFull(this.count)) this.rehash(2 * (this.slots.mask + 1));
    return number;
  }

  /** Writes a row to memory; fields that are not kept stay unchanged. */
  load(number: i32): void {
    this.packing.unpack(this.rows, number);
  }

  /** Copies the chunks in memory, for `restore`. */
  snapshotMemory(): void {
    this.copyOut(this.snapshot);
  }

  restore(): void {
    this.copyIn(this.snapshot);
  }

  /** The value of one field of a row. */
  field(number: i32, chunk: i32, lane: i32): i32 {
    const packing = this.packing;
    const at = packing.chunks + <usize>chunk * CHUNK_BYTES;
    let v: i32 = 0;
    while (load<usize>(packing.ends + ((<usize>v) << 2)) <= at) v++;
    const inside = load<i32>(at + ((<usize>lane) << 2), INSIDE);
    const bits = this.rows.get(((number * packing.vectors + v) << 2) + lane);
    return ((bits >>> load<i32>(at, SHIFT)) & inside) + load<i32>(at + ((<usize>lane) << 2), LEAST);
  }

  private copyOut(to: usize): void {
    const chunks = this.packing.chunks;
    for (let k: usize = 0; k < <usize>this.chunks; k++) {
      v128.store(to + (k << 4), v128.load(load<usize>(chunks + k * CHUNK_BYTES, ADDRESS)));
    }
  }

  private copyIn(from: usize): void {
    const chunks = this.packing.chunks;
    for (let k: usize = 0; k < <usize>this.chunks; k++) {
      v128.store(load<usize>(chunks + k * CHUNK_BYTES, ADDRESS), v128.load(from + (k << 4)));
    }
  }

  private same(number: i32, vectors: i32): boolean {
    let differ = i32x4.splat(0);
    for (let v: i32 = 0; v < vectors; v++) {
      const here = v128.load(this.rows.at((number * vectors + v) << 2));
      differ = v128.or(differ, v128.xor(here, v128.load(this.row + ((<usize>v) << 4))));
    }
    return !v128.any_true(differ);
  }

  private append(number: i32): void {
    const vectors = this.packing.vectors;
    this.rows.growTo(((number + 1) * vectors) << 2);
    for (let v: i32 = 0; v < vectors; v++) {
      const to = this.rows.at((number * vectors + v) << 2);
      v128.store(to, v128.load(this.row + ((<usize>v) << 4)));
    }
  }

  /** Resizes the slot table and inserts every row again. */
  private rehash(length: i32): void {
    this.slots.clear(length);
    const vectors = this.packing.vectors;
    for (let number: i32 = 0; number < this.count; number++) {
      for (let v: i32 = 0; v < vectors; v++) {
        const from = this.rows.at((number * vectors + v) << 2);
        v128.store(this.row + ((<usize>v) << 4), v128.load(from));
      }
      this.slots.put(hashOf(this.row, vectors), number + 1);
    }
  }

  /** Repacks every row with more bits after a value did not fit; numbers stay the same. */
  private widen(): void {
    const old = this.packing;
    const next = this.spare;
    const before = this.rows;
    next.widen(old, this.count == 0);
    this.packing = next;
    this.spare = old;
    this.rows = new WordTable();
    this.copyOut(this.scratch);
    for (let number: i32 = 0; number < this.count; number++) {
      old.unpack(before, number);
      next.pack(this.row);
      this.append(number);
    }
    before.release();
    this.copyIn(this.scratch);
    this.rehash(this.slots.mask + 1);
    next.pack(this.row);
  }
}

export function makeRowTable(chunks: i32): RowTable {
  return new RowTable(chunks);
}

export function tableOf(r: RowTable): usize {
  return r.table();
}

export function saveRow(r: RowTable): i32 {
  return r.save();
}

export function loadRow(r: RowTable, number: i32): void {
  r.load(number);
}

export function fieldOf(r: RowTable, number: i32, chunk: i32, lane: i32): i32 {
  return r.field(number, chunk, lane);
}

export function rowsOf(r: RowTable): i32 {
  return r.count;
}
