import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { complaints, mistakesSection, withMistake } from "./mistakes";
import type { Detections, Mistake } from "./mistakes";
import { path } from "../project/paths.mjs";

const text = (name: string): string => readFileSync(path(name), "utf8");
const MISTAKES = parse(text("proof/prove/mistakes.yaml")) as Mistake[];
const FOUND = JSON.parse(text("proof/prove/mistakes.json")) as Detections;

const ONE: Mistake = {
  kind: "unit",
  mistake: "Ten times",
  file: "core/a.ts",
  find: "f(a, 1);\n  g();",
  replace: "f(a, 10);",
};
const REASON = { ...ONE, reason: "Nothing calls it." };

test("a mistake replaces its text, whatever the white space, and only where it stands once", () => {
  expect(withMistake("a; f(a, 1); g(); b;", ONE)).toBe("a; f(a, 10); b;");
  expect(() => withMistake("f(a, 1);", ONE)).toThrow(/stands 0 times in core\/a\.ts/);
  expect(() => withMistake("f(a, 1); g(); f(a, 1); g();", ONE)).toThrow(/stands 2 times/);
});

test("complaints name what is not judged, what survives, and what has a reason for nothing", () => {
  expect(complaints([ONE], {})).toEqual([expect.stringContaining("not judged")]);
  expect(complaints([ONE], { "Ten times": "" })).toEqual([expect.stringContaining("write one")]);
  expect(complaints([REASON], { "Ten times": "" })).toEqual([]);
  expect(complaints([REASON], { "Ten times": "a test" })).toEqual([
    expect.stringContaining("take its reason away"),
  ]);
});

test("the section tells how many are detected, and by what", () => {
  const section = mistakesSection([ONE], { "Ten times": "a test" }).join("\n");
  expect(section).toContain("1 are detected; 0 change nothing and have a reason; 0\nare");
  expect(section).toContain("| Ten times | a.ts | a test |");
});

test("each mistake stands in the present sources, and is judged", () => {
  for (const one of MISTAKES) {
    expect(withMistake(text(one.file), one), one.mistake).not.toBe(text(one.file));
  }
  expect(new Set(MISTAKES.map(({ mistake }) => mistake)).size).toBe(MISTAKES.length);
  expect(complaints(MISTAKES, FOUND)).toEqual([]);
});
