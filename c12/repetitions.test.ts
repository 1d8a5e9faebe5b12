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

test("of a flood the newest are known", () => {
  const lately = new Repetitions<number>(() => 0);
  for (let n = 0; n < 1000; n++) lately.add(1, Uint8Array.of(n & 255, n >> 8), n);
  expect(lately.find(1, Uint8Array.of(999 & 255, 999 >> 8))).toBe(999);
  expect(lately.find(1, Uint8Array.of(5, 0))).toBeUndefined();
});
