/** Rules about who imports whom: between rooms, between their sub-rooms, and between files. */
import { readFileSync } from "node:fs";
import { path as absolute } from "../project/paths.mjs";
import { byPath, find, target } from "../project/graph";
import { ROOMS } from "../project/rooms.mjs";
import type { Import, Module } from "../project/sources";

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = ROOMS;
/** Rooms that run anywhere: not even Node's own modules. */
const PORTABLE = ["core", "twin", "panel"];

function packages(file: string, key: "dependencies" | "devDependencies"): string[] {
  const read: unknown = JSON.parse(readFileSync(absolute(file), "utf8"));
  return Object.keys((read as Record<string, Record<string, string>>)[key] ?? {});
}

const OWN = Object.fromEntries(
  Object.keys(ROOMS).map((room) => [room, packages(`${room}/package.json`, "dependencies")]),
);
const TOOLS = packages("package.json", "devDependencies");

export const roomOf = (path: string): string => path.slice(0, path.indexOf("/"));

/** The sub-room of a file; nothing at its room's top. */
export const subRoomOf = (path: string): string => {
  const [, sub, file] = path.split("/");
  return file === undefined ? "" : (sub ?? "");
};

const within = (path: string, part: string): boolean => `${path}/`.startsWith(`${part}/`);

/** What may stand in any file of a room whatever the room is for: tests and settings of tools. */
const isAside = ({ path, test }: Module): boolean => test || path.endsWith(".config.ts");

function mayUse(room: string, module: Module, name: string): boolean {
  const aside = isAside(module);
  if (name.startsWith("node:")) return aside || !PORTABLE.includes(room);
  const named = (one: string): boolean => within(name, one);
  return (OWN[room] ?? []).some(named) || (aside && TOOLS.some(named));
}

function wrongBetweenRooms(module: Module, { from, typeOnly }: Import): string | undefined {
  const { path } = module;
  const room = roomOf(path);
  const to = target(path, from);
  if (to === undefined) {
    return mayUse(room, module, from) ? undefined : `${path} uses ${from}, which ${room} may not`;
  }
  if (from.startsWith(".") && roomOf(to) !== room) return `${path} leaves its room by ${from}`;
  const allowed = roomOf(to) === room || MAY_IMPORT[room]?.some((part) => within(to, part));
  if (allowed !== true) return `${path} imports ${from}, which is not below ${room}`;
  // The panel runs apart from the station: it may know the station's words, not its code.
  if (room === "panel" && to.startsWith("station/") && !typeOnly) return `${path} runs ${from}`;
  return undefined;
}

/** A room imports only rooms below it, and the packages that it names. */
export const betweenRooms = (module: Module): string[] =>
  module.imports.flatMap((one) => wrongBetweenRooms(module, one) ?? []);

/**
 * A file imports only sub-rooms above its own row of the README; the files at a room's top import
 * any, and none imports them. A test stands outside: it may import all of its room.
 */
export function betweenSubRooms(module: Module, rows: readonly string[]): string[] {
  const room = roomOf(module.path);
  const own = subRoomOf(module.path);
  if (module.test || own === "") return [];
  return module.imports.flatMap(({ from }) => {
    const to = target(module.path, from);
    if (to === undefined || roomOf(to) !== room || subRoomOf(to) === own) return [];
    if (subRoomOf(to) === "") return [`${module.path} imports ${from}, the front door of ${room}`];
    const [row, own_row] = [rows.indexOf(subRoomOf(to)), rows.indexOf(own)];
    return row >= 0 && row < own_row
      ? []
      : [`${module.path} imports ${from}, which is not above ${own} in the README`];
  });
}

/** Circles of imports, each as the files on the way round. */
export function circles(modules: readonly Module[]): string[] {
  const all = byPath(modules);
  const done = new Set<Module>();
  const found: string[] = [];
  const visit = (module: Module, way: readonly Module[]): void => {
    if (way.includes(module)) {
      const round = [...way.slice(way.indexOf(module)), module];
      found.push(round.map(({ path }) => path).join(" -> "));
    }
    if (done.has(module)) return;
    done.add(module);
    for (const { from } of module.imports) {
      const next = find(all, module.path, from);
      if (next !== undefined) visit(next, [...way, module]);
    }
  };
  for (const module of modules) visit(module, []);
  return found;
}

/** A folder with more files than a reader can say in one sentence. */
export function crowded(modules: readonly Module[], most: number): string[] {
  const counts = new Map<string, number>();
  for (const { path, test, generated } of modules) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!generated && !(test && path.includes(".test."))) {
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count > most)
    .map(([folder, count]) => `${folder}: ${count} sources, at most ${most}; make sub-rooms of it`);
}
