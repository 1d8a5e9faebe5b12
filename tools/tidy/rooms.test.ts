import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { arrows, between } from "../generate/rooms.mjs";
import { path as absolute } from "../project/paths.mjs";
import { target } from "../project/graph";
import { BESIDE, ROOMS, parseReadme, readmeOf } from "../project/rooms.mjs";
import { moduleOf, modulesOf, textFiles } from "../project/sources";
import { betweenRooms, betweenSubRooms, circles, crowded, roomOf, subRoomOf } from "./rooms";

const MOST_SOURCES = 20;

const HOUSE: readonly string[] = [...Object.keys(ROOMS), ...BESIDE];
const modules = modulesOf(textFiles());
const sources = modules.filter(({ path }) => roomOf(path) in ROOMS && /\.tsx?$/.test(path));
const rowsOf = (room: string): string[] => readmeOf(room).rows.map(({ name }) => name);
const ROWS = new Map(HOUSE.map((room) => [room, rowsOf(room)]));

/** Git's own list of the project's files: what the rules must have looked at. */
function listed(): string[] {
  const { status, stdout } = spawnSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard"],
    { cwd: absolute("."), encoding: "utf8" },
  );
  expect(status, "git lists the files of the project").toBe(0);
  return stdout.split("\n").filter((path) => path !== "" && existsSync(absolute(path)));
}

const files = listed();
const folders = (paths: readonly string[]): Set<string> =>
  new Set(paths.map((path) => `${roomOf(path)}/${subRoomOf(path)}`));

test("a room imports only rooms below it, and the packages that it names", () => {
  expect(sources.flatMap(betweenRooms)).toEqual([]);
});

test("a file imports only sub-rooms above its own", () => {
  const wrong = modules.flatMap((one) => betweenSubRooms(one, ROWS.get(roomOf(one.path)) ?? []));
  expect(wrong).toEqual([]);
});

test("no file imports itself by way of others", () => {
  expect(circles(modules)).toEqual([]);
});

test("no folder is crowded", () => {
  expect(crowded(modules, MOST_SOURCES)).toEqual([]);
});

describe("what the rules looked at", () => {
  test("every module that git lists, and no other", () => {
    const paths = files.filter((path) => /(?<!\.d)\.(tsx?|mjs|js)$/.test(path));
    expect(modules.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
  });

  test("every import that stands in a module's text", () => {
    for (const { path, text, imports } of modules) {
      const code = text.replace(/`(\\.|[^`\\])*`/gs, "``");
      const lines = code.match(/^(import|export|\})(.* from)? "[^"]+";/gm) ?? [];
      const seen = imports.filter(({ dynamic }) => !dynamic);
      expect(seen.length, path).toBe(lines.length);
    }
  });

  test("every room: a workspace, a folder with a package, and what is beside them", () => {
    const { workspaces } = JSON.parse(readFileSync(absolute("package.json"), "utf8")) as {
      workspaces: string[];
    };
    expect(workspaces).toEqual(Object.keys(ROOMS));
    const packages = files.filter((path) => /^[\w-]+\/package\.json$/.test(path)).map(roomOf);
    expect(packages.toSorted()).toEqual(Object.keys(ROOMS).toSorted());
    const inRooms = modules.filter(({ path }) => path.includes("/"));
    expect(new Set(inRooms.map(({ path }) => roomOf(path)))).toEqual(new Set(HOUSE));
  });

  test.each(HOUSE)("every sub-room of %s that lies on disk has a row, and the reverse", (room) => {
    const inside = files.filter((path) => roomOf(path) === room).map(subRoomOf);
    const found = new Set(inside.filter((name) => name !== ""));
    expect(new Set(ROWS.get(room))).toEqual(found);
    expect(ROWS.get(room)?.length).toBe(found.size);
    expect(readmeOf(room).about).toMatch(/^[A-Z].*\.$/);
    for (const { sentence } of readmeOf(room).rows) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test("modules of every sub-room that holds code", () => {
    const code = files.filter((path) => /(?<!\.d)\.(tsx?|mjs|js)$/.test(path));
    expect(folders(modules.map(({ path }) => path))).toEqual(folders(code));
  });

  test("every import that a room is allowed, for none is allowed in vain", () => {
    const taken = (room: string, part: string): boolean =>
      sources.some(
        ({ path, test: aside, imports }) =>
          roomOf(path) === room &&
          !aside &&
          imports.some(({ from }) => `${target(path, from)}/`.startsWith(`${part}/`)),
      );
    const allowed = Object.entries(ROOMS).flatMap(([room, parts]) =>
      (parts as readonly string[]).map((part) => [room, part] as const),
    );
    expect(allowed.filter(([room, part]) => !taken(room, part))).toEqual([]);
  });
});

test.each([
  ["core/a.ts", 'import { a } from "@bptm/twin/a";'],
  ["core/a.ts", 'import { a } from "node:fs";'],
  ["core/a.ts", 'export { a } from "../twin/a";'],
  ["twin/a.ts", 'const a = await import("@bptm/lab/a");'],
  ["lab/a.ts", 'import { Hono } from "hono";'],
  ["panel/a.tsx", 'import { a } from "@bptm/station/wire/api";'],
  ["panel/a.tsx", 'import { a } from "@bptm/lab/runner";'],
  ["lab/a.ts", 'import { a } from "yaml-of-another";'],
])("%s is refused: %s", (path, text) => {
  expect(betweenRooms(moduleOf(path, text))).toHaveLength(1);
});

test.each([
  ["core/a.ts", 'import { a } from "./b";'],
  ["core/a.test.ts", 'import { test } from "vitest"; import { b } from "node:fs";'],
  ["lab/parts/a.ts", 'import { a } from "../b"; import { parse } from "yaml";'],
  ["panel/a.tsx", 'import type { Frame } from "@bptm/station/wire/api";'],
  ["panel/a.tsx", 'import { h } from "preact/hooks"; import { a } from "./base/a";'],
])("%s is fine: %s", (path, text) => {
  expect(betweenRooms(moduleOf(path, text))).toEqual([]);
});

describe("the rules of sub-rooms can fail", () => {
  const ROWS_OF_LAB = ["world", "run"];

  test.each([
    ["lab/world/a.ts", 'import { b } from "../run/b";'],
    ["lab/world/a.ts", 'import type { B } from "@bptm/lab/run/b";'],
    ["lab/run/a.ts", 'import { b } from "../schema";'],
    ["lab/world/a.ts", 'import { b } from "../unlisted/b";'],
  ])("%s is refused: %s", (path, text) => {
    expect(betweenSubRooms(moduleOf(path, text), ROWS_OF_LAB)).toHaveLength(1);
  });

  test.each([
    ["lab/run/a.ts", 'import { b } from "../world/b"; import { c } from "@bptm/twin/run/c";'],
    ["lab/world/a.test.ts", 'import { b } from "../run/b";'],
    ["lab/a.ts", 'import { b } from "./run/b";'],
  ])("%s is fine: %s", (path, text) => {
    expect(betweenSubRooms(moduleOf(path, text), ROWS_OF_LAB)).toEqual([]);
  });

  test("a circle of any length is named", () => {
    const a = moduleOf("lab/a.ts", 'import { b } from "./b";');
    const b = moduleOf("lab/b.ts", 'import type { C } from "@bptm/lab/c";');
    const c = moduleOf("lab/c.ts", 'export { a } from "./a";');
    expect(circles([a, b])).toEqual([]);
    expect(circles([a, b, c])).toEqual(["lab/a.ts -> lab/b.ts -> lab/c.ts -> lab/a.ts"]);
  });

  test("a crowded folder is named; tests in it do not count", () => {
    const some = ["a.ts", "b.ts", "c.test.ts"].map((name) => moduleOf(`lab/${name}`, ""));
    expect(crowded(some, 2)).toEqual([]);
    expect(crowded(some, 1)).toEqual(["lab: 2 sources, at most 1; make sub-rooms of it"]);
  });
});

describe("the picture of the rooms", () => {
  test("leaves out arrows that others imply", () => {
    expect(arrows({ a: [], b: ["a"], c: ["a", "b/front"] })).toEqual([
      ["b", "a"],
      ["c", "b"],
    ]);
  });

  test("stands between its marks, and says so when one is lost", () => {
    expect(between("x<!-- rooms -->old<!-- /rooms -->y", "new")).toBe("xnewy");
    expect(() => between("x<!-- rooms -->", "new")).toThrow("put both marks back");
  });

  test("takes a room's sentence and rows from its README", () => {
    const text = "# A\n\nOne\nsentence.\n\n| sub-room | what |\n| --- | --- |\n| `b` | Some. |\n";
    expect(parseReadme(text)).toEqual({
      about: "One sentence.",
      rows: [{ name: "b", sentence: "Some." }],
    });
  });
});
