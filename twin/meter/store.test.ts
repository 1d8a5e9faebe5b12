import { expect, test } from "vitest";
import {
  Store,
  WRITE_SAMPLES,
  beginWrite,
  corrupt,
  newestBank,
  readStore,
  storeSample,
} from "./store";

/** Writes an image of `words` words that all hold `value`; cut after `samples`. */
function write(store: Store, value: number, samples = WRITE_SAMPLES, words = 200): void {
  store.image.fill(value);
  expect(beginWrite(store, words)).toBe(true);
  expect(beginWrite(store, words)).toBe(false);
  for (let n = 0; n < samples; n++) storeSample(store, 1);
  if (samples < WRITE_SAMPLES) storeSample(store, 0);
}

const read = (store: Store): number | undefined => (readStore(store) > 0 ? store.image[0] : -1);

test("an empty store has no image, a written one the newest", () => {
  const store = new Store();
  expect(read(store)).toBe(-1);
  write(store, 11);
  expect(read(store)).toBe(11);
  write(store, 22);
  expect(read(store)).toBe(22);
  expect(store.writes).toBe(2);
});

test("a write torn at any sample leaves the older image", () => {
  for (let cut = 0; cut < WRITE_SAMPLES; cut++) {
    const store = new Store();
    write(store, 11);
    write(store, 22);
    write(store, 33, cut);
    expect(read(store)).toBe(22);
    expect(store.torn).toBe(1);
    write(store, 44);
    expect(read(store)).toBe(44);
  }
});

test("a corrupt bank is not believed, wherever the bit flipped", () => {
  for (const word of [0, 1, 2, 3, 100, 202]) {
    const store = new Store();
    write(store, 11);
    write(store, 22);
    const newest = newestBank(store);
    corrupt(store, newest, word, word === 0 ? -0x80000000 : 1 << 9);
    expect(read(store)).toBe(11);
    corrupt(store, 1 - newest, 2, 4);
    expect(read(store)).toBe(-1);
  }
});

test("a protected store keeps its image, an unreadable one gives none", () => {
  const store = new Store();
  write(store, 11);
  store.write_protected = 1;
  write(store, 22);
  expect(read(store)).toBe(11);
  store.unreadable = 1;
  expect(read(store)).toBe(-1);
});
