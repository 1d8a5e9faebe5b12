import { transform } from "rolldown/utils";
import { describe, expect, test } from "vitest";
import { NUMBER_BASE, choose, withMutants } from "./mutant-source";
import { keyOf, mutantsOf } from "./mutants";

const FILE = "core/a.ts";
const TEXT = `
const LIMIT: i32 = 2 * SCALE;
function more(box): void { box.n = box.n + 1; }
function twice(box): void { box.n = box.n * 2; }
export function f(a: i32, b: i32): i32 {
  let sum: i32 = a + b;
  const box = { n: a };
  more(box);
  twice(box);
  sum = sum + box.n;
  if (a < b && sum != 3) return 7;
  else if (sum > LIMIT) sum = 0;
  else sum = sum - 5;
  if (b == 1) sum = sum + 4;
  return sum;
}
`;

const changes = (text: string): string[] =>
  mutantsOf(FILE, text).map(({ before, after }) => `${before} -> ${after}`);

const inFunction = (line: string): string[] => changes(`function f(a: i32): void { ${line} }`);

describe("what is tried", () => {
  test("each comparison, and its right side by one, but never the same mistake twice", () => {
    expect(inFunction("return a < 9;")).toEqual(["a < 9 -> a <= 9", "9 -> 8", "9 -> 90"]);
    expect(inFunction("return a <= 9;")).toEqual(["a <= 9 -> a < 9", "9 -> 10", "9 -> 90"]);
    expect(inFunction("return a == 9;")).toEqual(["a == 9 -> a != 9"]);
  });

  test("each connective, with either side left out", () => {
    expect(inFunction("return x && y;")).toEqual([
      "x && y -> x || y",
      "x && y -> x",
      "x && y -> y",
    ]);
  });

  test("each condition, true and false, and negated where it is no comparison", () => {
    expect(inFunction("if (a > 0) b();")).toContain("a > 0 -> true");
    expect(inFunction("if (ok(a)) b();")).toEqual([
      "ok(a) -> !(ok(a))",
      "ok(a) -> true",
      "ok(a) -> false",
    ]);
    const answer = "function g(a: i32): boolean { return ok(a); }";
    expect(changes(answer)).toContain("ok(a) -> false");
  });

  test("sums, numbers and named constants, but not the numbers that are names", () => {
    expect(inFunction("return a + b;")).toEqual(["a + b -> a - b"]);
    expect(inFunction("g(5);")).toEqual(["g(5); -> ;", "5 -> 6", "5 -> 4", "5 -> 50"]);
    expect(inFunction("return LIMIT;")).toEqual([
      "LIMIT -> (LIMIT + 1)",
      "LIMIT -> (LIMIT - 1)",
      "LIMIT -> (LIMIT * 10)",
      "LIMIT -> ((LIMIT / 100) | 0)",
    ]);
    expect(inFunction("g(250);")).toEqual(expect.arrayContaining(["250 -> 2500", "250 -> 2"]));
    expect(changes("enum A { B = 3 }")).toEqual([]);
    expect(inFunction("return a | 0;")).toEqual([]);
  });

  test("values of the other side, but no targets", () => {
    expect(inFunction("return c.utility.ok;")).toEqual(["c.utility.ok -> c.generator.ok"]);
    expect(inFunction("return c.view_g.line_mv;")).toEqual([
      "c.view_g.line_mv -> c.view_u.line_mv",
    ]);
    expect(inFunction("return Coil.GeneratorOpen;")).toEqual([
      "Coil.GeneratorOpen -> Coil.UtilityOpen",
    ]);
    expect(inFunction("r.utility_current = a;")).toEqual(["r.utility_current = a; -> ;"]);
    expect(inFunction("return c.utility.poor_ticks;")).toEqual([]);
  });

  test("a call after what follows it", () => {
    expect(inFunction("f(); g();")).toEqual(["f(); g(); -> g(); f();", "f(); -> ;", "g(); -> ;"]);
    expect(inFunction("a = 1; g(); const b = 1;")).not.toContain("g(); -> ");
  });

  test("statements are deleted, but not where a false condition does the same", () => {
    expect(inFunction("a = b; return;")).toEqual(["a = b; -> ;"]);
    expect(inFunction("if (ok()) a = b;")).not.toContain("a = b; -> ;");
    expect(inFunction("if (ok()) a = b; else c = b;")).toContain("a = b; -> ;");
  });
});

test("a verdict stays when another function changes, and not when its own does", () => {
  const keys = (text: string): string[] => mutantsOf(FILE, text).map((one) => keyOf(one, text));
  const own = (text: string): string[] => keys(text).slice(-20);
  expect(new Set(keys(TEXT)).size).toBe(keys(TEXT).length);
  expect(own(TEXT.replace("box.n * 2", "box.n * 2 + 300"))).toEqual(own(TEXT));
  const before = new Set(keys(TEXT));
  expect(own(TEXT.replace("return sum;", "return sum + 1;")).some((key) => before.has(key))).toBe(
    false,
  );
});

/** The function of TEXT as JavaScript; mutants are applied to the text or selected by number. */
async function compiled(text: string): Promise<(number: number, a: number, b: number) => number> {
  const plain = text.replace(/^import .*$/m, "").replace("export ", "");
  const { code } = await transform("a.ts", `const SCALE = 3;\n${plain}`);
  // eslint-disable-next-line no-new-func
  const make = new Function("mutant", `${code}\nreturn f;`) as (
    mutant: number,
  ) => (a: number, b: number) => number;
  return (number, a, b) => make(NUMBER_BASE + number)(a, b);
}

test("the text with all mutants behaves as each of them does, or as the source", async () => {
  const mutants = mutantsOf(FILE, TEXT).map((one, at) => ({ ...one, number: at + 1 }));
  expect(mutants.length).toBeGreaterThan(25);
  const all = await compiled(withMutants(FILE, TEXT, mutants));
  const differing = new Set<number>();
  const inputs = [0, 1, 2, 3, 6, 7].flatMap((a) => [0, 1, 2, 4, 5].map((b) => [a, b] as const));
  const original = await compiled(TEXT);
  for (const { number, start, end, after } of mutants) {
    // One after the other: each has a text of its own.
    const one = await compiled(TEXT.slice(0, start) + after + TEXT.slice(end));
    for (const [a, b] of inputs) {
      expect(all(number, a, b), `mutant ${number} of ${a}, ${b}`).toBe(one(0, a, b));
      expect(all(0, a, b)).toBe(original(0, a, b));
      if (one(0, a, b) !== original(0, a, b)) differing.add(number);
    }
  }
  expect(differing.size).toBeGreaterThan(20);
});

test("a mutant is chosen by five bytes of the module, which occur once", () => {
  const module = Uint8Array.from([9, 0x41, 0x80, 0x80, 0x80, 0x80, 0x01, 0x0b, 9]);
  expect([...choose(module, 0)]).toEqual([...module]);
  expect([...choose(module, 300)]).toEqual([9, 0x41, 0xac, 0x82, 0x80, 0x80, 0x01, 0x0b, 9]);
  expect(() => choose(Uint8Array.from([1, 2]), 1)).toThrow(/0 times/);
});
