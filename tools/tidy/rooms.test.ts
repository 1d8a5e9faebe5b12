import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { path as absolute } from "../project/paths.mjs";
import { moduleOf, modulesOf, textFiles } from "../project/sources";
import type { Import, Module } from "../project/sources";
import { target } from "./tidy";

/** What each room may know, ground floor first. */
const BELOW: Record<string, readonly string[]> = {
  runtime: [],
  core: [],
  text: ["core"],
  twin: ["core"],
  lab: ["runtime", "core", "text", "twin"],
  proof: ["runtime", "core"],
  c12: ["runtime", "core", "text"],
  station: ["runtime", "core", "text", "twin", "lab", "c12"],
  panel: ["text/texts", "station/wire/api"],
  cli: ["runtime", "core", "text", "twin", "lab", "proof", "c12", "station"],
};
/** Rooms that run anywhere: not even Node's own modules. */
const PORTABLE = ["core", "twin", "panel"];

function packages(file: string, key: "dependencies" | "devDependencies"): string[] {
  const read: unknown = JSON.parse(readFileSync(absolute(file), "utf8"));
  return Object.keys((read as Record<string, Record<string, string>>)[key] ?? {});
}

const OWN = Object.fromEntries(
  Object.keys(BELOW).map((room) => [room, packages(`${room}/package.json`, "dependencies")]),
);
const TOOLS = packages("package.json", "devDependencies");

const roomOf = (path: string): string => path.slice(0, path.indexOf("/"));

/** A module of the project: "core/tick", and whether the importing room may know it. */
function mayKnow(room: string, to: string): boolean {
  return roomOf(to) === room || (BELOW[room] ?? []).some((one) => `${to}/`.startsWith(`${one}/`));
}

function mayUse(room: string, test: boolean, name: string): boolean {
  if (name.startsWith("node:")) return test || !PORTABLE.includes(room);
  const named = (one: string): boolean => name === one || name.startsWith(`${one}/`);
  return (OWN[room] ?? []).some(named) || (test && TOOLS.some(named));
}

function wrong({ path, test }: Module, { from, typeOnly }: Import): string | undefined {
  const room = roomOf(path);
  const to = target(path, from);
  if (to === undefined) {
    return mayUse(room, test, from) ? undefined : `${path} uses ${from}, which ${room} may not`;
  }
  if (from.startsWith(".") && roomOf(to) !== room) return `${path} leaves its room by ${from}`;
  if (!mayKnow(room, to)) return `${path} imports ${from}, which is not below ${room}`;
  // The panel runs apart from the station: it may know the station's words, not its code.
  if (room === "panel" && to.startsWith("station/") && !typeOnly) return `${path} runs ${from}`;
  return undefined;
}

const problems = (module: Module): string[] =>
  module.imports.flatMap((one) => wrong(module, one) ?? []);

const modules = modulesOf(textFiles()).filter(
  ({ path }) => roomOf(path) in BELOW && /\.tsx?$/.test(path) && !path.endsWith(".config.ts"),
);

test("a room imports only rooms below it, and the packages that it names", () => {
  expect(modules.flatMap(problems)).toEqual([]);
});

test("the rule looked at every room", () => {
  expect(new Set(modules.map(({ path }) => roomOf(path)))).toEqual(new Set(Object.keys(BELOW)));
  expect(modules.length).toBeGreaterThan(40);
  expect(modules.flatMap(({ imports }) => imports).length).toBeGreaterThan(80);
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
  expect(problems(moduleOf(path, text))).toHaveLength(1);
});

test.each([
  ["core/a.ts", 'import { a } from "./b";'],
  ["core/a.test.ts", 'import { test } from "vitest"; import { b } from "node:fs";'],
  ["lab/parts/a.ts", 'import { a } from "../b"; import { parse } from "yaml";'],
  ["panel/a.tsx", 'import type { Frame } from "@bptm/station/wire/api";'],
  ["panel/a.tsx", 'import { EVENTS } from "@bptm/text/texts"; import { h } from "preact/hooks";'],
])("%s is fine: %s", (path, text) => {
  expect(problems(moduleOf(path, text))).toEqual([]);
});
