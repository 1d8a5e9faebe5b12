import { mkdirSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkWritable, writeWholeFiles } from "./whole-files";

const folder = (): string => mkdtempSync(join(tmpdir(), "bptm-"));
const text = (words: string): Uint8Array[] => [Buffer.from(words)];

function* broken(): Generator<Uint8Array> {
  yield Buffer.from("half");
  throw new Error("no more");
}

test("files appear when all of them are complete", () => {
  const here = folder();
  const [a, b] = [join(here, "a"), join(here, "b")];
  writeWholeFiles([
    { file: a, pieces: [...text("one"), ...text(" two")] },
    { file: b, pieces: text("three") },
  ]);
  expect(readFileSync(a, "utf8")).toBe("one two");
  expect(readdirSync(here).toSorted()).toEqual(["a", "b"]);
});

test("one failure leaves no file at all", () => {
  const here = folder();
  const files = [
    { file: join(here, "a"), pieces: text("one") },
    { file: join(here, "b"), pieces: broken() },
  ];
  expect(() => writeWholeFiles(files)).toThrow(/^E-REC-11: .*b: it cannot be written/);
  expect(readdirSync(here)).toEqual([]);
});

test("a path that is not writable is refused at once", () => {
  const here = folder();
  mkdirSync(join(here, "taken"));
  expect(() => checkWritable(join(here, "taken"))).toThrow(/E-REC-11: .*\(EISDIR\)/);
  expect(() => checkWritable(join(here, "none", "a"))).toThrow(/E-REC-11: .*\(ENOENT\)/);
});
