import { expect, test } from "vitest";
import { Random, between, nextRandom, seedRandom } from "./random";

test("the same seed gives the same sequence, another seed another one", () => {
  const draw = (seed: number): number[] => {
    const random = new Random();
    seedRandom(random, seed);
    return Array.from({ length: 20 }, () => nextRandom(random));
  };
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  expect(new Set(draw(0)).size).toBe(20);
  expect(new Set(draw(0x5bd1e995)).size).toBe(20);
});

test("numbers spread evenly between their bounds", () => {
  const random = new Random();
  seedRandom(random, 3);
  const values = Array.from({ length: 20_000 }, () => between(random, 12, 20));
  expect(Math.min(...values)).toBeGreaterThanOrEqual(12);
  expect(Math.max(...values)).toBeLessThan(20);
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(16, 1);
});
