/** Characters of a seven-segment display, as polygons. */

const SEGMENTS: Readonly<Record<string, string>> = {
  "0": "abcdef",
  "1": "bc",
  "2": "abged",
  "3": "abgcd",
  "4": "fgbc",
  "5": "afgcd",
  "6": "afgedc",
  "7": "abc",
  "8": "abcdefg",
  "9": "abcdfg",
  "-": "g",
  _: "d",
  A: "abcefg",
  B: "cdefg",
  C: "adef",
  D: "bcdeg",
  E: "adefg",
  F: "aefg",
  G: "acdef",
  H: "bcefg",
  I: "ef",
  J: "bcd",
  L: "def",
  N: "ceg",
  O: "cdeg",
  P: "abefg",
  R: "eg",
  S: "afgcd",
  T: "defg",
  U: "bcdef",
  Y: "bcdfg",
};

interface Segment {
  readonly points: string;
  readonly lit: boolean;
}

/** One digit of the display: a character and whether a point follows it. */
export interface DigitCell {
  readonly character: string;
  readonly point: boolean;
}

/** Fits a text into this many digits, right-aligned; a point takes no digit. */
export function cells(text: string, places: number): DigitCell[] {
  const found: { character: string; point: boolean }[] = [];
  for (const character of text.replace("−", "-").toUpperCase()) {
    const last = found.at(-1);
    if (character === "." && last) last.point = true;
    else if (character !== ",") found.push({ character, point: false });
  }
  const shown = found.slice(-places);
  while (shown.length < places) shown.unshift({ character: " ", point: false });
  return shown;
}

/** The seven segments of a character in a box; `bar` is their thickness. */
export function segments(character: string, width: number, height: number, bar: number): Segment[] {
  const gap = 0.9;
  const middle = height / 2;
  const near = bar * 0.5 + gap;
  const far = bar + gap;
  const shapes: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
    a: [
      [near, 0],
      [width - near, 0],
      [width - far, bar],
      [far, bar],
    ],
    b: [
      [width, near],
      [width, middle - gap],
      [width - bar / 2, middle - gap / 5],
      [width - bar, middle - near],
      [width - bar, far],
    ],
    c: [
      [width, middle + gap],
      [width, height - near],
      [width - bar, height - far],
      [width - bar, middle + near],
      [width - bar / 2, middle + gap / 5],
    ],
    d: [
      [near, height],
      [width - near, height],
      [width - far, height - bar],
      [far, height - bar],
    ],
    e: [
      [0, middle + gap],
      [0, height - near],
      [bar, height - far],
      [bar, middle + near],
      [bar / 2, middle + gap / 5],
    ],
    f: [
      [0, near],
      [0, middle - gap],
      [bar / 2, middle - gap / 5],
      [bar, middle - near],
      [bar, far],
    ],
    g: [
      [bar * 0.7 + gap, middle],
      [far, middle - bar / 2],
      [width - far, middle - bar / 2],
      [width - bar * 0.7 - gap, middle],
      [width - far, middle + bar / 2],
      [far, middle + bar / 2],
    ],
  };
  const on = SEGMENTS[character.toUpperCase()] ?? "";
  return Object.entries(shapes).map(([name, corners]) => ({
    points: corners.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "),
    lit: on.includes(name),
  }));
}
