import { mkdirSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkPlace, writeWholeFiles } from "./whole-files";

const folder = (): string => mkdtempSync(join(tmpdir(), "bptm-"));
const text = (words: string): Uint8Array[] => [Buffer.from(words)];

function* broken(): Generator<Uint8Array> {
  yield Buffer.from("half");
  throw new Error("no more");
}

test("files are there when all of them are whole", () => {
  const here = folder();
  const [a, b] = [join(here, "a"), join(here, "b")];
  writeWholeFiles([
    { file: a, pieces: [...text("one"), ...text(" two")] },
    { file: b, pieces: text("three") },
  ]);
  expect(readFileSync(a, "utf8")).toBe("one two");
  expect(readdirSync(here).toSorted()).toEqual(["a", "b"]);
});

test("one that fails leaves none of them, and nothing else", () => {
  const here = folder();
  const files = [
    { file: join(here, "a"), pieces: text("one") },
    { file: join(here, "b"), pieces: broken() },
  ];
  expect(() => writeWholeFiles(files)).toThrow(/^E-REC-11: .*b: it cannot be written/);
  expect(readdirSync(here)).toEqual([]);
});

test("a place that is none is refused at once", () => {
  const here = folder();
  mkdirSync(join(here, "taken"));
  expect(() => checkPlace(join(here, "taken"))).toThrow(/E-REC-11: .*\(EISDIR\)/);
  expect(() => checkPlace(join(here, "none", "a"))).toThrow(/E-REC-11: .*\(ENOENT\)/);
});
