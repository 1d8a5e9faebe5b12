import { describe, expect, test } from "vitest";
import { moduleOf, modulesOf, textFiles } from "../project/sources";
import type { Module } from "../project/sources";
import { COMPILED, compiled, portableFiles } from "./portable";
import { nothingFromOutside, onlyExactMath } from "./tidy";

const modules = modulesOf(textFiles());
const files = portableFiles(modules);

/** Files of a folder that are neither tests nor written for tests. */
const inFolder = (folder: string): string[] =>
  modules.flatMap(({ path, test: aside }) => (path.startsWith(folder) && !aside ? [path] : []));

test("only exact mathematics in what is compiled", () => {
  expect(modules.flatMap((one) => onlyExactMath(one, files))).toEqual([]);
});

test("nothing from outside in what is compiled", () => {
  expect(modules.flatMap((one) => nothingFromOutside(one, files))).toEqual([]);
});

describe("what is compiled", () => {
  const brought = compiled(modules);
  const by = (entry: string): ReadonlySet<string> => brought.get(entry) ?? new Set();

  test("lies in core, lab, proof and their measurements", () => {
    const entries = modules.filter(({ path }) => path.endsWith("/wasm.ts"));
    expect(COMPILED).toEqual(expect.arrayContaining(entries.map(({ path }) => path)));
    for (const entry of COMPILED) expect(by(entry).has(entry)).toBe(true);
  });

  test("is the whole core, but for the host's view of the stored image", () => {
    const core = inFolder("core/").filter((path) => path !== "core/image.ts");
    expect([...by("core/wasm.ts")].toSorted()).toEqual(core.toSorted());
  });

  test("is the judge and all of the lab's world, with core and twin", () => {
    const world = by("lab/world/wasm.ts");
    const lab = [...world].filter((path) => path.startsWith("lab/"));
    expect(lab.toSorted()).toEqual(inFolder("lab/world/").toSorted());
    expect(lab).toContain("lab/world/judge.ts");
    expect([...world]).toEqual(expect.arrayContaining(["core/meter.ts", "twin/home/home.ts"]));
    expect([...world].filter((path) => !/^(core|twin|lab)\//.test(path))).toEqual([]);
  });

  test("is the proof's model and search", () => {
    const proof = [...by("proof/module/wasm.ts")].filter((path) => !path.startsWith("core/"));
    expect(proof).toContain("proof/model/plant.ts");
    expect(proof).toContain("proof/module/search.simd.ts");
    expect(proof.filter((path) => !/^proof\/(model|module)\//.test(path))).toEqual([]);
    const simd = inFolder("proof/module/").filter((path) => path.endsWith(".simd.ts"));
    expect(proof).toEqual(expect.arrayContaining(simd));
  });

  test("counts the lines for vectors in", () => {
    expect(files.has("twin/network/network-lines.simd.ts")).toBe(true);
  });
});

describe("the rules can fail", () => {
  const both = (path: string, text: string): string[] => {
    const entry = moduleOf("lab/world/wasm.ts", 'export { a } from "./a";');
    const made: Module[] = [entry, moduleOf(path, text)];
    const portable = portableFiles(made);
    return made.flatMap((one) => [
      ...onlyExactMath(one, portable),
      ...nothingFromOutside(one, portable),
    ]);
  };

  test.each([
    ["lab/world/a.ts", "export const a = Math.sin(1);"],
    ["lab/world/a.ts", "export const a = 2 ** 3;"],
    ["lab/world/a.ts", "export const a = new Date();"],
    ["lab/world/a.ts", "console.log(1);"],
    ["lab/world/a.ts", 'import { a } from "node:fs";'],
    ["core/alone.ts", "export const a = Math.cos(1);"],
    ["twin/alone.ts", "export const a = performance;"],
  ])("%s is refused: %s", (path, text) => {
    expect(both(path, text)).toHaveLength(1);
  });

  test.each([
    ["lab/world/a.ts", "export const a = Math.floor(Math.sqrt(Math.abs(-2)));"],
    ["lab/world/a.ts", "a.process = b.Date;"],
    ["core/a.test.ts", "Math.sin(1);"],
    ["lab/world/b.ts", "console.log(Math.sin(1));"],
  ])("%s is fine: %s", (path, text) => {
    expect(both(path, text)).toEqual([]);
  });
});
