import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { byPath, follow } from "../project/graph";
import { modulesOf, textFiles } from "../project/sources";
import { PARTS, stale } from "./parts.mjs";

const LONG_AGO = 1000;
const BUILT = 2000;
const LATER = 3000;

/** A folder with a product and its sources, each written at a different second. */
function folder(files: Readonly<Record<string, number>>): string {
  const made = mkdtempSync(join(tmpdir(), "bptm-parts-"));
  const all: Record<string, number> = {
    "room/entry.ts": LONG_AGO,
    "tool.json": LONG_AGO,
    ...files,
  };
  for (const [name, second] of Object.entries(all)) {
    mkdirSync(join(made, name, ".."), { recursive: true });
    writeFileSync(join(made, name), "");
    utimesSync(join(made, name), second, second);
  }
  return made;
}

function isStale(files: Readonly<Record<string, number>>): boolean {
  const made = folder(files);
  const at = (name: string): string => join(made, name);
  const part = {
    product: at("built.wasm"),
    entry: at("room/entry.ts"),
    from: [at("room"), at("tool.json")],
    make: () => Promise.resolve(),
  };
  return stale([part]).length === 1;
}

describe("a product is made anew when it is older than what it is made from", () => {
  test.each<[string, Readonly<Record<string, number>>, boolean]>([
    ["nothing is newer", { "built.wasm": BUILT }, false],
    ["it is missing", {}, true],
    ["a source is newer", { "built.wasm": BUILT, "room/a.ts": LATER }, true],
    ["a nested source is newer", { "built.wasm": BUILT, "room/a/b/c.tsx": LATER }, true],
    ["a tool of the room is newer", { "built.wasm": BUILT, "room/a/build.mjs": LATER }, true],
    ["a script of a page is newer", { "built.wasm": BUILT, "room/a/page.js": LATER }, true],
    ["figures are newer", { "built.wasm": BUILT, "room/a/small.yaml": LATER }, true],
    ["a version is newer", { "built.wasm": BUILT, "tool.json": LATER }, true],
    ["a test is newer", { "built.wasm": BUILT, "room/a/b.test.ts": LATER }, false],
    ["a page is newer", { "built.wasm": BUILT, "room/README.md": LATER }, false],
    ["a product within is newer", { "built.wasm": BUILT, "room/dist/a.js": LATER }, false],
    ["a package is newer", { "built.wasm": BUILT, "room/node_modules/a.ts": LATER }, false],
  ])("%s", (_, files, expected) => {
    expect(isStale(files)).toBe(expected);
  });

  test("a part without its entry file is not built", () => {
    const part = { product: "none", entry: "none.ts", from: ["core"], make: PARTS[0]!.make };
    expect(stale([part])).toEqual([]);
  });
});

describe("each part names all that it is made from", () => {
  const all = byPath(modulesOf(textFiles()));
  const workers = [...all.values()].filter(({ path }) => /(^|\/|-)worker\.ts$/.test(path));
  const starts = (entry: string): string[] => {
    if (entry === "panel/index.html") return ["panel/main.tsx", "panel/vite.config.ts"];
    const others = ["cli/build.mjs", ...workers.map(({ path }) => path)];
    return entry === "cli/main.ts" ? [entry, ...others] : [entry];
  };

  test.each(PARTS.map(({ product, entry, from }) => [product, entry, from] as const))(
    "%s",
    (_, entry, from) => {
      const files = starts(entry).flatMap((start) => [...follow(all, start)]);
      expect(files.length).toBeGreaterThan(starts(entry).length);
      const within = (file: string): boolean => from.some((one) => file.startsWith(`${one}/`));
      expect(files.filter((file) => !within(file))).toEqual([]);
      expect(from).toContain("package-lock.json");
      expect(from.includes("tools/make")).toBe(entry.endsWith("wasm.ts"));
    },
  );
});
