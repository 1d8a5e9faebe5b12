/**
 * Everything that is made from the sources, in the order of making. The build makes all of it; the
 * command and the tests make only what is older than its sources.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const SOURCE = /(?<!\.test|\.d)\.(ts|tsx|css|html|yaml)$/;

/** A file of the project, as an absolute path. */
export const path = (name) => fileURLToPath(new URL(name, root));

const compile = async (part, options) => (await import("./wasm.mjs")).compile(part, options);

async function panel() {
  const { build } = await import("vite");
  await build({ configFile: path("panel/vite.config.ts"), logLevel: "warn" });
}

export const PARTS = [
  {
    product: "build/bptm.wasm",
    entry: "lab/wasm.ts",
    rooms: ["core", "twin", "lab"],
    make: (part) => compile(part, { layout: "build/bptm.layout.json", simd: true }),
  },
  {
    // For tests: an index out of range traps here instead of reading its neighbour.
    product: "build/bptm.checked.wasm",
    entry: "lab/wasm.ts",
    rooms: ["core", "twin", "lab"],
    make: (part) => compile(part, { checked: true, simd: true }),
  },
  {
    product: "build/core.wasm",
    entry: "core/wasm.ts",
    rooms: ["core"],
    make: (part) => compile(part, { layout: "build/core.layout.json" }),
  },
  {
    // The proof's surroundings with the meter's own figures ...
    product: "build/proof.wasm",
    entry: "proof/wasm.ts",
    rooms: ["core", "proof"],
    make: (part) => compile(part, { layout: "build/proof.layout.json" }),
  },
  {
    // ... and core and surroundings with figures small enough to visit every state.
    product: "build/proof.small.wasm",
    entry: "proof/wasm.ts",
    rooms: ["core", "proof"],
    make: (part) => compile(part, { figures: "proof/small.yaml" }),
  },
  {
    product: "cli/dist/bptm.js",
    entry: "cli/main.ts",
    rooms: ["core", "twin", "lab", "proof", "c12", "station", "cli"],
    make: async () => (await import("../cli/build.mjs")).bundle(),
  },
  {
    product: "panel/dist/index.html",
    entry: "panel/index.html",
    rooms: ["lab", "station", "panel"],
    make: panel,
  },
];

const age = (name) => (existsSync(path(name)) ? statSync(path(name)).mtimeMs : 0);

function newest(room) {
  const sources = existsSync(path(room)) ? readdirSync(path(room)) : [];
  return Math.max(0, ...sources.filter((f) => SOURCE.test(f)).map((f) => age(`${room}/${f}`)));
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
