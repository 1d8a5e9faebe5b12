import { expect, test } from "vitest";
import { Repetitions } from "./repetitions";

test("the same octets of the same user are known for a minute, those of others are not", () => {
  let now_ms = 0;
  const lately = new Repetitions<string>(() => now_ms);
  lately.add(1, Uint8Array.of(9, 0, 7, 1), "reset");
  expect(lately.find(1, Uint8Array.of(9, 0, 7, 1))).toBe("reset");
  expect(lately.find(2, Uint8Array.of(9, 0, 7, 1))).toBeUndefined();
  expect(lately.find(1, Uint8Array.of(9, 0, 8, 1))).toBeUndefined();
  now_ms = 60_000;
  expect(lately.find(1, Uint8Array.of(9, 0, 7, 1))).toBe("reset");
  now_ms = 60_001;
  expect(lately.find(1, Uint8Array.of(9, 0, 7, 1))).toBeUndefined();
});

test("a flood drives nothing out: there is no more room until its minute is over", () => {
  let now_ms = 0;
  const lately = new Repetitions<number>(() => now_ms);
  let n = 0;
  for (; !lately.full; n++) lately.add(1, Uint8Array.of(n & 255, n >> 8), n);
  expect(n).toBeGreaterThan(1000);
  for (const one of [0, n - 1])
    expect(lately.find(1, Uint8Array.of(one & 255, one >> 8))).toBe(one);
  now_ms = 60_001;
  expect(lately.find(1, Uint8Array.of(0, 0))).toBeUndefined();
  expect(lately.full).toBe(false);
});
