import { expect, test } from "vitest";
import { Watchdog } from "./watchdog";

const looks = (...turns: readonly number[]): boolean[] => {
  const watchdog = new Watchdog();
  return turns.map((count) => watchdog.hangs(count));
};

test("a thread that stands still for two looks hangs", () => {
  expect(looks(5, 9, 9, 9)).toEqual([false, false, false, true]);
});

test("a machine that slept, and a thread that starts, do not", () => {
  expect(looks(5, 5, 8, 8, 11)).toEqual([false, false, false, false, false]);
  expect(looks(0, 0, 0, 0)).toEqual([false, false, false, false]);
});
