import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { packed } from "./packing";

// The decoder as the page carries it.
const source = readFileSync(new URL("../report/unpack.js", import.meta.url));
const { unpacked } = (await import(`data:text/javascript;base64,${source.toString("base64")}`)) as {
  readonly unpacked: (text: string) => number[];
};

test("the page decodes any packed numbers", () => {
  const whole = fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.integer(),
    fc.maxSafeInteger().map((value) => Math.floor(value / 16)),
  );
  const run = fc
    .tuple(whole, fc.integer({ min: 0, max: 300 }))
    .map(([value, times]) => Array.from({ length: times }, () => value));
  const values = fc
    .array(
      fc.oneof(
        whole.map((value) => [value]),
        run,
      ),
    )
    .map((all) => all.flat());
  fc.assert(
    fc.property(values, (some) => {
      expect(unpacked(packed(some))).toEqual(some);
    }),
  );
});

test("constant or evenly rising numbers take a few bytes", () => {
  expect(packed([])).toBe("");
  expect(packed(Array.from({ length: 10_000 }, () => 0))).toHaveLength(4);
  const rising = Array.from({ length: 10_000 }, (_, at) => 1_000_000 + at);
  expect(packed(rising).length).toBeLessThanOrEqual(12);
  expect(unpacked(packed(rising))).toEqual(rising);
});
