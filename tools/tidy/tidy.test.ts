import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { path } from "../project/paths.mjs";
import { MODULE, TEXT, moduleOf, modulesOf, textFiles } from "../project/sources";
import type { Module, TextFile } from "../project/sources";
import * as tidy from "./tidy";

const files = textFiles();
const modules = modulesOf(files);
// The examples of what is wrong stand in this file, so the rules about words leave it out.
const prose = files.filter((file) => !/^tools\/tidy\/tidy(\.test)?\.ts$/.test(file.path));

const text = (name: string, content: string): TextFile => ({ path: name, text: content });
const long = (lines: number): string => "x();\n".repeat(lines);

/** A rule about one module: it holds for all of them, and it can fail. */
function rule(name: string, check: (module: Module) => string[], file: string, bad: string): void {
  test(name, () => {
    expect(check(moduleOf(file, bad))).toHaveLength(1);
    expect(modules.flatMap(check)).toEqual([]);
  });
}

/** A rule about any text file. */
function wording(
  name: string,
  check: (file: TextFile) => string[],
  file: string,
  bad: string,
): void {
  test(name, () => {
    expect(check(text(file, bad))).toHaveLength(1);
    expect(prose.flatMap(check)).toEqual([]);
  });
}

test("the rules look at the whole project", () => {
  const { status, stdout } = spawnSync("git", ["ls-files"], { cwd: path("."), encoding: "utf8" });
  expect(status).toBe(0);
  const listed = stdout.split("\n").filter((name) => TEXT.test(name) && existsSync(path(name)));
  const seen = new Set(files.map((file) => file.path));
  expect(listed.filter((name) => !seen.has(name))).toEqual(["package-lock.json"]);
  expect(modules.length).toBe(files.filter((file) => MODULE.test(file.path)).length);
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
  const exists = (to: string): boolean => to === "docs/a.md";
  const page = (link: string): TextFile => text("docs/how-to/b.md", `# B\n\nSee [a](${link}).\n`);

  test("every relative link leads to a file", () => {
    expect(files.flatMap((file) => tidy.linksResolve(file, (to) => existsSync(path(to))))).toEqual(
      [],
    );
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

test("the page of errors has every code", () => {
  const source = text("lab/a.ts", 'throw new InputError("E-LAB-77", "no")');
  expect(tidy.codesListed([source], "E-LAB-76")).toEqual(["E-LAB-77"]);
  const page = files.find(({ path }) => path === "docs/reference/errors.md")?.text ?? "";
  expect(tidy.codesListed(files, page)).toEqual([]);
});
