import { expect, test } from "vitest";
import { mirror } from "./mirror";
import type { ClassLayout } from "@bptm/runtime/class-layout";

interface Inner {
  volts: number;
  readonly counts: Int32Array;
}

interface Outer {
  count: number;
  readonly inner: Inner;
}

const LAYOUT: ClassLayout = {
  Outer: [
    ["count", 0, "i32"],
    ["inner", 4, "Inner"],
  ],
  Inner: [
    ["volts", 0, "f64"],
    ["counts", 8, "Int32Array"],
  ],
};

/** Outer at 8, Inner at 16, the header of its array at 32, the array's two numbers at 48. */
function memory(): { buffer: ArrayBuffer; outer: Outer; words: Int32Array; reals: Float64Array } {
  const buffer = new ArrayBuffer(64);
  const words = new Int32Array(buffer);
  words.set([7, 16], 2);
  words.set([32], 6);
  words.set([48, 48, 8], 8);
  words.set([40, 41], 12);
  const outer = mirror<Outer>(buffer, LAYOUT, "Outer", 8);
  return { buffer, outer, words, reals: new Float64Array(buffer) };
}

test("fields read and write the memory, including children and arrays", () => {
  const { outer, words, reals } = memory();
  expect([outer.count, ...outer.inner.counts]).toEqual([7, 40, 41]);
  outer.count = 9;
  outer.inner.volts = 1.5;
  outer.inner.counts[1] = 12;
  expect([words[2], reals[2], words[13]]).toEqual([9, 1.5, 12]);
  words[12] = 50;
  expect(outer.inner.counts[0]).toBe(50);
});

test("a child object is created on first access, and only once", () => {
  const { outer } = memory();
  expect(Object.keys(outer)).toEqual(["count", "inner"]);
  expect(Object.getOwnPropertyDescriptor(outer, "inner")?.get).toBeDefined();
  const { inner } = outer;
  expect(outer.inner).toBe(inner);
  expect(outer.inner.counts).toBe(inner.counts);
  expect(Object.getOwnPropertyDescriptor(outer, "inner")?.value).toBe(inner);
  expect(Object.keys(outer)).toEqual(["count", "inner"]);
});
