import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { libraryFiles } from "./scenario/library";
import { schemaFiles } from "./schema";

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

test.each([...schemaFiles()])("%s is what the source says", (name, text) => {
  expect(existsSync(path(name))).toBe(true);
  expect(readFileSync(path(name), "utf8") === text, "run `npm run generate`").toBe(true);
});

test("every condition of the library names the schema for editors", () => {
  for (const { file } of libraryFiles()) {
    const [first] = readFileSync(file, "utf8").split("\n");
    expect(first).toBe("# yaml-language-server: $schema=../condition.schema.json");
  }
});
