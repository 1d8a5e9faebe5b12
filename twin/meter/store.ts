/**
 * The meter's non-volatile store: two banks written in turn, each with a sequence and a check sum,
 * so that a write torn by a power cut leaves the older bank intact.
 */
import { STORE_WRITE_MS } from "@bptm/core/hardware/contract";

/** Words of one image: the most that the core's stored record may take. */
const IMAGE_WORDS: i32 = 512;
/** Words before the image: sequence, length, check sum. */
const BANK_HEADER: i32 = 3;
/** Samples that one write takes. */
export const WRITE_SAMPLES: i32 = ((STORE_WRITE_MS * 24) / 5) | 0;

/** Two banks and the current write. */
export class Store {
  /** Bank: sequence (> 0), number of words, check sum, then the words. */
  bank_0: Int32Array = new Int32Array(515);
  bank_1: Int32Array = new Int32Array(515);
  /** What is being written; filled by `beginWrite`. */
  image: Int32Array = new Int32Array(512);
  /** Words of the current write. */
  words: i32 = 0;
  /** Samples since the write began; -1 while there is none. */
  write_sample: i32 = -1;
  /** Bank of the current write. */
  write_bank: i32 = 0;
  /** Sequence of the last write that began. */
  sequence: i32 = 0;
  /** Fault: 1 while the store accepts no write (the bank stays as it is). */
  write_protected: i32 = 0;
  /** Fault: 1 while each read returns nothing. */
  unreadable: i32 = 0;
  /** Words that a fault has changed since the start. */
  corruptions: i32 = 0;
  /** Completed and torn writes since the start. */
  writes: i32 = 0;
  torn: i32 = 0;
}

/** Check sum of a bank's words: Fletcher's two sums modulo 65 521, cheap and order-sensitive. */
function checkSum(bank: Int32Array, words: i32): i32 {
  let a: i32 = 1;
  let b: i32 = 0;
  for (let i: i32 = 0; i < words; i++) {
    const word: i32 = bank[BANK_HEADER + i] as i32;
    a = (a + (word & 0xffff)) % 65521;
    b = (b + a) % 65521;
    a = (a + ((word >>> 16) & 0xffff)) % 65521;
    b = (b + a) % 65521;
  }
  return (b << 16) | a;
}

/** Whether a bank holds a complete image. */
function bankWhole(bank: Int32Array): boolean {
  const words: i32 = bank[1] as i32;
  if ((bank[0] as i32) <= 0 || words <= 0 || words > IMAGE_WORDS) return false;
  return (bank[2] as i32) === checkSum(bank, words);
}

/** Number of the bank with the newest complete image, or -1. */
export function newestBank(store: Store): i32 {
  if (store.unreadable !== 0) return -1;
  const whole_0: boolean = bankWhole(store.bank_0);
  const whole_1: boolean = bankWhole(store.bank_1);
  if (whole_0 && whole_1) return (store.bank_1[0] as i32) > (store.bank_0[0] as i32) ? 1 : 0;
  return whole_0 ? 0 : whole_1 ? 1 : -1;
}

/** Reads the newest complete image into `store.image`; returns its words, 0 for none. */
export function readStore(store: Store): i32 {
  const newest: i32 = newestBank(store);
  if (newest < 0) return 0;
  const bank: Int32Array = newest === 0 ? store.bank_0 : store.bank_1;
  const words: i32 = bank[1] as i32;
  for (let i: i32 = 0; i < words; i++) store.image[i] = bank[BANK_HEADER + i] as i32;
  store.sequence = bank[0] as i32;
  return words;
}

/** Begins to write the first `words` words of `store.image`; false while another write runs. */
export function beginWrite(store: Store, words: i32): boolean {
  if (store.write_sample >= 0) return false;
  store.words = words;
  store.write_bank = newestBank(store) === 0 ? 1 : 0;
  store.sequence = store.sequence + 1;
  store.write_sample = 0;
  return true;
}

/** One sample of the current write; a power cut leaves the bank torn. */
export function storeSample(store: Store, alive: i32): void {
  const at: i32 = store.write_sample;
  if (at < 0) return;
  if (alive === 0) {
    store.write_sample = -1;
    store.torn = store.torn + 1;
    return;
  }
  const bank: Int32Array = store.write_bank === 0 ? store.bank_0 : store.bank_1;
  const writes: boolean = store.write_protected === 0;
  if (at === 0 && writes) bank[0] = 0;
  const from: i32 = ((store.words * at) / WRITE_SAMPLES) | 0;
  const to: i32 = ((store.words * (at + 1)) / WRITE_SAMPLES) | 0;
  if (writes) {
    for (let i: i32 = from; i < to; i++) bank[BANK_HEADER + i] = store.image[i] as i32;
  }
  store.write_sample = at + 1;
  if (at + 1 < WRITE_SAMPLES) return;
  store.write_sample = -1;
  store.writes = store.writes + 1;
  if (!writes) return;
  bank[1] = store.words;
  bank[2] = checkSum(bank, store.words);
  bank[0] = store.sequence;
}

/**
 * Another release wrote this bank: gives the image that format (its first word) and length, and a
 * check sum that fits.
 */
export function restamp(store: Store, bank: i32, format: i32, words: i32): void {
  const place: Int32Array = bank === 0 ? store.bank_0 : store.bank_1;
  place[BANK_HEADER] = format;
  place[1] = words;
  place[2] = checkSum(place, words);
}

/** Fault: flips bits of one word of a bank (0 or 1), which may be in the header. */
export function corrupt(store: Store, bank: i32, word: i32, mask: i32): void {
  const place: Int32Array = bank === 0 ? store.bank_0 : store.bank_1;
  place[word] = (place[word] as i32) ^ mask;
  store.corruptions = store.corruptions + 1;
}
