import { UNKNOWN } from "@bptm/core/hardware/units";
import { describe, expect, test } from "vitest";
import { plain, runsOf, sayAdvice, sayEvent, sayExplanation } from "./say";
import { EVENTS, SENTENCES, SETTINGS } from "./texts";

describe("formats", () => {
  test.each([
    ["{a:mv} V", 239_912, "239.9 V"],
    ["{a:mhz} Hz", 59_998, "60.00 Hz"],
    ["{a:ms} s", 3083, "3.08 s"],
    ["{a:ma} A", 36_500, "36.5 A"],
    ["{a:w} W", -120, "-120 W"],
    ["{a:decidegree} degrees", 1053, "105.3 degrees"],
    ["{a:reason}", 9, "its legs are not opposite"],
    ["{a:coil}", 4, "that opens the generator switch"],
    ["{a:switch}", 1, "service switch"],
    ["{a:place}", 3, "house"],
    ["{a:setting}", 1, SETTINGS[0]?.name ?? "none"],
    ["{a:setting}", 9999, "number 9999"],
    ["{a} times", 7, "7 times"],
    ["{a:mv} V", UNKNOWN, "unknown V"],
    ["{b} times", 7, "unknown times"],
  ])("%s of %d is %s", (text, a, said) => {
    expect(plain(runsOf(text, { a }))).toBe(said);
  });

  test("only strong parts are separate runs", () => {
    expect(runsOf("**Grid is back** at {a:mv} V.", { a: 240_000 })).toEqual([
      { text: "Grid is back", strong: true },
      { text: " at 240.0 V." },
    ]);
    expect(runsOf("plain", {})).toEqual([{ text: "plain" }]);
  });

  test("every placeholder of every text is filled", () => {
    const numbers = { a: 1, b: 2, left: 3, total: 4, done: 1 };
    const texts = [
      ...EVENTS.map(({ sentence }) => sentence),
      ...Object.values(SENTENCES).flatMap((list) => list.map(({ text }) => text)),
    ];
    expect(texts.length).toBeGreaterThan(100);
    for (const text of texts) {
      const said = plain(runsOf(text, numbers));
      expect(said).not.toMatch(/[{}*]|undefined|unknown/);
    }
  });
});

test("an explanation is a sentence with its seconds", () => {
  const x = {
    doing: 3,
    why: 3,
    next: 2,
    advice: 0,
    a: 239_100,
    b: 0,
    left_s: 19,
    total_s: 60,
    also: 0,
  };
  expect(plain(sayExplanation(x))).toBe(
    "On generator. The grid is back at 239.1 V and has been steady for 41 of 60 s; " +
      "the house returns to it in 19 s.",
  );
  expect(sayAdvice(x)).toBeUndefined();
  expect(sayAdvice({ advice: 2 })).toContain("30 A");
});

test("the latches that stand besides are named at the end", () => {
  const x = { doing: 3, why: 4, next: 1, advice: 0, a: 239_100, b: 0, left_s: 0, total_s: 0 };
  expect(plain(sayExplanation({ ...x, also: 64 + 128 }))).toBe(
    "On generator. The generator is well at 239.1 V. Also locked out: " +
      "the service switch does not close; the generator switch does not close.",
  );
});

test("an unknown event is named by its number", () => {
  expect(plain(sayEvent({ code: 9999, a: 0, b: 0 }))).toBe("Event 9999.");
});
