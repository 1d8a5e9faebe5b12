import { expect, test } from "vitest";
import { near } from "./near";

const NAMES = ["open-frame-7500", "open-frame-9500", "battery-6000"];

test.each([
  ["open-frame-7600", "did you mean open-frame-7500 or open-frame-9500"],
  ["BATTERY", "did you mean battery-6000"],
  ["zzz", "there are open-frame-7500, open-frame-9500, battery-6000"],
  ["", "there are open-frame-7500, open-frame-9500, battery-6000"],
])("%s: %s", (word, said) => {
  expect(near(word, NAMES)).toBe(said);
});
