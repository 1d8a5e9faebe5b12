/** The contrast of the colour tokens, computed from the style sheet in both themes. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const CSS = readFileSync(new URL("style-tokens.css", import.meta.url), "utf8");
const PAIR = /--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g;
const tokens = new Map([...CSS.matchAll(PAIR)].map(([, name, ...colours]) => [name, colours]));

function luminance(colour: string): number {
  const part = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

function contrast(front: string, back: string, theme: number): number {
  const [a, b] = [front, back].map((name) => luminance(tokens.get(name)?.[theme] ?? ""));
  const [high, low] = [Math.max(a ?? 0, b ?? 0), Math.min(a ?? 0, b ?? 0)];
  return (high + 0.05) / (low + 0.05);
}

const SURFACES = ["paper", "sheet", "sunken"];
const TEXTS = ["ink", "ink-2", "ink-3", "utility", "generator", "alarm"];
const LINES = ["hair-strong", "dead", "focus"];

describe.each([
  { theme: "light", index: 0 },
  { theme: "dark", index: 1 },
])("the $theme theme", ({ index }) => {
  it("has all its colours", () => {
    expect(tokens.size).toBeGreaterThan(18);
  });

  it.each(TEXTS)("reads %s on every surface", (text) => {
    for (const surface of SURFACES) {
      expect(contrast(text, surface, index)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(text, "alarm-tint", index)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(LINES)("shows %s on sheet and sunken", (line) => {
    expect(contrast(line, "sheet", index)).toBeGreaterThanOrEqual(3);
    expect(contrast(line, "sunken", index)).toBeGreaterThanOrEqual(3);
  });

  it("reads the display", () => {
    expect(contrast("lcd-ink", "lcd", index)).toBeGreaterThanOrEqual(4.5);
  });
});
