/**
 * Everything that is made from the sources, in the order of making. The build makes all of it; the
 * command and the tests make only what is older than its sources.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { path } from "../project/paths.mjs";

const SOURCE = /(?<!\.test|\.d)\.(ts|tsx|mjs|css|html|yaml)$/;
/** What lies in a room and is made, or installed. */
const MADE = /(^|\/)(dist|node_modules)\//;

/** Whoever changes how something is compiled wants it compiled anew. */
const COMPILER = "tools/make";

const compile = async (part, options) => (await import("./wasm.mjs")).compile(part, options);

async function panel() {
  const { build } = await import("vite");
  await build({ configFile: path("panel/vite.config.ts"), logLevel: "warn" });
}

export const PARTS = [
  {
    product: "build/bptm.wasm",
    entry: "lab/world/wasm.ts",
    rooms: ["core", "twin", "lab", COMPILER],
    make: (part) => compile(part, { layout: "build/bptm.layout.json", simd: true }),
  },
  {
    // For tests: an index out of range traps here instead of reading its neighbour.
    product: "build/bptm.checked.wasm",
    entry: "lab/world/wasm.ts",
    rooms: ["core", "twin", "lab", COMPILER],
    make: (part) => compile(part, { checked: true, simd: true }),
  },
  {
    product: "build/core.wasm",
    entry: "core/wasm.ts",
    rooms: ["core", COMPILER],
    make: (part) => compile(part, { layout: "build/core.layout.json" }),
  },
  {
    // The proof's surroundings with the meter's own figures ...
    product: "build/proof.wasm",
    entry: "proof/module/wasm.ts",
    rooms: ["core", "proof", COMPILER],
    make: (part) => compile(part, { layout: "build/proof.layout.json" }),
  },
  {
    // ... and core and surroundings with figures small enough to visit every state.
    product: "build/proof.small.wasm",
    entry: "proof/module/wasm.ts",
    rooms: ["core", "proof", COMPILER],
    make: (part) => compile(part, { figures: "proof/model/small.yaml" }),
  },
  {
    product: "cli/dist/bptm.js",
    entry: "cli/main.ts",
    rooms: ["runtime", "core", "text", "twin", "lab", "proof", "c12", "station", "cli"],
    make: async () => (await import("../../cli/build.mjs")).bundle(),
  },
  {
    product: "panel/dist/index.html",
    entry: "panel/index.html",
    rooms: ["text", "station", "panel"],
    make: panel,
  },
];

const age = (name) => (existsSync(path(name)) ? statSync(path(name)).mtimeMs : 0);

function newest(room) {
  const entries = existsSync(path(room)) ? readdirSync(path(room), { recursive: true }) : [];
  const sources = entries.filter((name) => SOURCE.test(name) && !MADE.test(name));
  return Math.max(0, ...sources.map((name) => age(`${room}/${name}`)));
}

/** Those of some parts that are older than a source of theirs, or not made yet. */
export function stale(parts = PARTS) {
  const ages = new Map();
  for (const room of parts.flatMap((part) => part.rooms)) {
    if (!ages.has(room)) ages.set(room, newest(room));
  }
  return parts.filter(
    ({ entry, product, rooms }) =>
      existsSync(path(entry)) && age(product) < Math.max(...rooms.map((room) => ages.get(room))),
  );
}

/** Without its development dependencies an installation runs what was built before. */
export const canBuild = () => existsSync(path("node_modules/rolldown"));

/** Makes the given parts one after the other. */
export async function make(parts) {
  // In order, not at once: each of them keeps a core busy, and the order decides what is printed.
  for (const part of parts) await part.make(part);
}
