import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dividePair, meanOfPair, root16 } from "./wide";

test("dividePair is floor division of the wide sum", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 13 - 1 }),
      fc.integer({ min: 0, max: 2 ** 24 - 1 }),
      fc.integer({ min: 64, max: 255 }),
      (hi, lo, divisor) => {
        const exact = Math.floor((hi * 2 ** 24 + lo) / divisor);
        fc.pre(exact < 2 ** 31);
        expect(dividePair(hi, lo, divisor)).toBe(exact);
      },
    ),
  );
});

test("root16 is the root to a sixteenth, from any guess", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 30 - 1 }),
      fc.integer({ min: 0, max: 2 ** 20 }),
      (value, guess) => {
        const exact = 16 * Math.sqrt(value);
        expect(Math.abs(root16(value, guess) - exact)).toBeLessThanOrEqual(value < 64 ? 6 : 1.5);
        expect(root16(value, guess)).toBe(root16(value, 0));
      },
    ),
  );
});

test("meanOfPair keeps the sign of a power", () => {
  const sum = -1200 * 1024 * 80;
  expect(meanOfPair(Math.floor(sum / 2 ** 24), sum & 0xffffff, 80)).toBe(-1200);
});
