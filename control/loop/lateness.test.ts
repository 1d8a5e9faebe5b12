import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Lateness } from "./lateness";

test("figures bound the sorted values from above, by one bucket at most", () => {
  const late = fc.array(fc.double({ min: 0, max: 499, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(late, (values) => {
      const lateness = new Lateness(5);
      for (const value of values) lateness.add(value);
      const sorted = values.toSorted((a, b) => a - b);
      const at = (share: number): number =>
        sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
      const figures = lateness.figures();
      expect(figures?.ticks).toBe(values.length);
      expect(figures?.worst_ms).toBe(sorted.at(-1));
      expect(figures?.median_ms).toBeGreaterThanOrEqual(at(0.5));
      expect(figures?.median_ms).toBeLessThanOrEqual(at(0.5) + 0.051);
      const within = values.filter((value) => value < 5).length / values.length;
      expect(figures?.within_one_tick).toBeCloseTo(within, 12);
    }),
  );
});

test("nothing is said before the first tick, nor after it was cleared", () => {
  const lateness = new Lateness(5);
  expect(lateness.figures()).toBeUndefined();
  lateness.add(1);
  lateness.clear();
  expect(lateness.figures()).toBeUndefined();
});
