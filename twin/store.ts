/**
 * The meter's non-volatile store: two banks written in turn, each with a sequence and a check sum,
 * so that a write torn by a power cut leaves the older bank whole. A write takes 20 ms:
 * engineering judgement, a page of EEPROM or FRAM with its driver.
 */

/** Words of one image, the most that core's stored record may take. */
export const IMAGE_WORDS: i32 = 512;
/** Words ahead of the image: sequence, length, check sum. */
export const BANK_HEADER: i32 = 3;
/** Samples that one write takes (20 ms). */
export const WRITE_SAMPLES: i32 = 96;

/** Two banks and the write under way. */
export class Store {
  /** Bank: sequence (> 0), number of words, check sum, then the words. */
  bank_0: Int32Array = new Int32Array(515);
  bank_1: Int32Array = new Int32Array(515);
  /** What is being written; filled by `beginWrite`. */
  image: Int32Array = new Int32Array(512);
  /** Words of the write under way. */
  words: i32 = 0;
  /** Samples since the write began; -1 while none is under way. */
  write_sample: i32 = -1;
  /** Bank that the write under way goes to. */
  write_bank: i32 = 0;
  /** Sequence of the last write begun. */
  sequence: i32 = 0;
  /** Fault: 1 while the store accepts no write (the bank stays as it is). */
  write_protected: i32 = 0;
  /** Fault: 1 while each read returns nothing. */
  unreadable: i32 = 0;
  /** Completed and torn writes since the start. */
  writes: i32 = 0;
  torn: i32 = 0;
}
