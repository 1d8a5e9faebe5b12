import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { path as absolute } from "../project/paths.mjs";
import { moduleOf, modulesOf, textFiles } from "../project/sources";
import type { Module, TextFile } from "../project/sources";
import * as tidy from "./tidy";

const files = textFiles();
const modules = modulesOf(files);
// The examples of what is wrong stand in this file, so the rules about words leave it out.
const prose = files.filter(({ path }) => !/^tools\/tidy\/tidy(\.test)?\.ts$/.test(path));

const text = (path: string, content: string): TextFile => ({ path, text: content });
const long = (lines: number): string => "x();\n".repeat(lines);

/** A rule about one module: it holds for all of them, and it can fail. */
function rule(name: string, check: (module: Module) => string[], path: string, bad: string): void {
  test(name, () => {
    expect(check(moduleOf(path, bad))).toHaveLength(1);
    expect(modules.flatMap(check)).toEqual([]);
  });
}

/** A rule about any text file. */
function wording(
  name: string,
  check: (file: TextFile) => string[],
  path: string,
  bad: string,
): void {
  test(name, () => {
    expect(check(text(path, bad))).toHaveLength(1);
    expect(prose.flatMap(check)).toEqual([]);
  });
}

test("the rules look at the whole project", () => {
  expect(files.length).toBeGreaterThan(60);
  expect(modules.length).toBeGreaterThan(30);
});

describe("portable rooms", () => {
  rule("only exact mathematics", tidy.onlyExactMath, "twin/a.ts", "export const a = Math.sin(1);");
  rule("no powers", tidy.onlyExactMath, "core/a.ts", "export const a = 2 ** 3;");
  rule("no clock", tidy.nothingFromOutside, "core/a.ts", "export const a = new Date();");
  rule("no printing", tidy.nothingFromOutside, "twin/a.ts", "console.log(1);");

  test("what is exact, and what tests use, passes", () => {
    const exact = "export const a = Math.floor(Math.sqrt(Math.abs(-2)));";
    expect(tidy.onlyExactMath(moduleOf("core/a.ts", exact))).toEqual([]);
    expect(tidy.onlyExactMath(moduleOf("core/a.test.ts", "Math.sin(1);"))).toEqual([]);
    expect(tidy.nothingFromOutside(moduleOf("core/a.ts", "a.process = b.Date;"))).toEqual([]);
  });
});

describe("sizes", () => {
  rule("short files", tidy.shortFile, "lab/a.ts", long(501));
  rule("short functions", tidy.shortFunctions, "lab/a.ts", `function a() {\n${long(69)}}`);
  rule("short lines", tidy.shortLines, "lab/a.ts", `// ${"x".repeat(98)}`);

  test("a group of tests may be long, a test may not", () => {
    const group = `describe("a", () => {\n${long(99)}});`;
    expect(tidy.shortFunctions(moduleOf("lab/a.test.ts", group))).toEqual([]);
    const one = group.replace("describe", "test");
    expect(tidy.shortFunctions(moduleOf("lab/a.test.ts", one))).toHaveLength(1);
  });
});

describe("language", () => {
  rule("no any", tidy.noAny, "lab/a.ts", "export let a: any;");
  rule("no default exports", tidy.noDefaultExport, "lab/a.ts", "export default 1;");
  rule("no skipped test without a reason", tidy.noQuietSkips, "lab/a.test.ts", "\ntest.skip('');");
  rule("no only", tidy.noQuietSkips, "lab/a.test.ts", "// why\ntest.only('');");
  wording("no silenced types", tidy.noSilencing, "lab/a.ts", "// @ts-ignore");

  test("a skip with a reason passes", () => {
    const reasoned = "// The board is not there yet.\ntest.skip('a');";
    expect(tidy.noQuietSkips(moduleOf("lab/a.test.ts", reasoned))).toEqual([]);
  });
});

describe("text", () => {
  wording("no control characters", tidy.noControlCharacters, "a.md", "a\r\n");
  wording("one first heading", tidy.oneHeading, "a.md", "# A\n\n# B\n");
  wording("nothing left to do", tidy.noLeftovers, "a.ts", "// TODO later");
  wording("no place of writing", tidy.noLeftovers, "a.ts", 'read("../shared/x");');

  test("a comment in a code block is no heading", () => {
    expect(tidy.oneHeading(text("a.md", "# A\n\n```sh\n# run\n```\n"))).toEqual([]);
  });
});

describe("links of a page", () => {
  const exists = (path: string): boolean => path === "docs/a.md";
  const page = (link: string): TextFile => text("docs/how-to/b.md", `# B\n\nSee [a](${link}).\n`);

  test("every relative link leads to a file", () => {
    expect(
      files.flatMap((file) => tidy.linksResolve(file, (to) => existsSync(absolute(to)))),
    ).toEqual([]);
  });

  test.each(["../c.md", "a.md", "../../a.md", "../c.md#part"])("%s leads nowhere", (link) => {
    expect(tidy.linksResolve(page(link), exists)).toEqual([
      `docs/how-to/b.md: the link ${link.replace(/#.*/, "")} leads nowhere`,
    ]);
  });

  test.each(["../a.md", "../a.md#part", "#part", "https://example.org/c.md"])(
    "%s is fine",
    (link) => {
      expect(tidy.linksResolve(page(link), exists)).toEqual([]);
    },
  );

  test("what looks like a link in a code block is none", () => {
    expect(tidy.linksResolve(text("a.md", "```\n[a](b.md)\n```\n"), exists)).toEqual([]);
  });
});

describe("dead code", () => {
  test("every module is imported, a test, or a known entry", () => {
    const alone = [moduleOf("lab/a.ts", ""), moduleOf("lab/a.test.ts", "")];
    expect(tidy.deadFiles(alone)).toEqual(["lab/a.ts: nothing imports it"]);
    const used = moduleOf("cli/main.ts", 'import { a } from "@bptm/lab/a";');
    expect(tidy.deadFiles([...alone, used])).toEqual([]);
    expect(tidy.deadFiles(modules)).toEqual([]);
  });

  test("every exported name is mentioned by another file", () => {
    const a = moduleOf("lab/a.ts", "export const one = 1;\nexport function two() {}");
    const b = moduleOf("lab/b.ts", 'import { one } from "./a";');
    expect(tidy.deadExports([a, b])).toEqual(["lab/a.ts: no other file mentions two"]);
    expect(tidy.deadExports(modules)).toEqual([]);
  });
});
