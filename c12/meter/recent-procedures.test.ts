import { expect, test } from "vitest";
import { RecentProcedures } from "./recent-procedures";

test("the same octets are a repetition for a minute, but only of the same user", () => {
  let now_ms = 0;
  const recent = new RecentProcedures<string>(() => now_ms);
  recent.add(1, Uint8Array.of(9, 0, 7, 1), "reset");
  expect(recent.find(1, Uint8Array.of(9, 0, 7, 1))).toBe("reset");
  expect(recent.find(2, Uint8Array.of(9, 0, 7, 1))).toBeUndefined();
  expect(recent.find(1, Uint8Array.of(9, 0, 8, 1))).toBeUndefined();
  now_ms = 60_000;
  expect(recent.find(1, Uint8Array.of(9, 0, 7, 1))).toBe("reset");
  now_ms = 60_001;
  expect(recent.find(1, Uint8Array.of(9, 0, 7, 1))).toBeUndefined();
});

test("a flood displaces nothing: the list is full until its minute is over", () => {
  let now_ms = 0;
  const recent = new RecentProcedures<number>(() => now_ms);
  let n = 0;
  for (; !recent.full; n++) recent.add(1, Uint8Array.of(n & 255, n >> 8), n);
  expect(n).toBeGreaterThan(1000);
  for (const one of [0, n - 1])
    expect(recent.find(1, Uint8Array.of(one & 255, one >> 8))).toBe(one);
  now_ms = 60_001;
  expect(recent.find(1, Uint8Array.of(0, 0))).toBeUndefined();
  expect(recent.full).toBe(false);
});
