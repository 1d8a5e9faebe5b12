/**
 * Everything that is built from the sources, in build order. The build makes all of it; the command
 * and the tests make only what is older than its sources.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { path } from "../project/paths.mjs";

const SOURCE = /(?<!\.test|\.d)\.(ts|tsx|mjs|js|css|html|yaml)$/;
/** Files in a room that are built or installed. */
const MADE = /(^|\/)(dist|node_modules)\//;

/** A change to one of these files means that everything is compiled again. */
const COMPILER = "tools/make";
/** Contains the versions of the compilers and of the bundled packages. */
const VERSIONS = "package-lock.json";

const compile = async (part, options) => (await import("./wasm.mjs")).compile(part, options);

async function panel() {
  const { build } = await import("vite");
  await build({ configFile: path("panel/vite.config.ts"), logLevel: "warn" });
}

export const PARTS = [
  {
    product: "build/bptm.wasm",
    entry: "lab/world/wasm.ts",
    from: ["core", "twin", "lab", COMPILER, VERSIONS],
    make: (part) => compile(part, { layout: "build/bptm.layout.json", simd: true }),
  },
  {
    // For tests: an index out of range traps here, instead of reading other memory.
    product: "build/bptm.checked.wasm",
    entry: "lab/world/wasm.ts",
    from: ["core", "twin", "lab", COMPILER, VERSIONS],
    make: (part) => compile(part, { checked: true, simd: true }),
  },
  {
    product: "build/core.wasm",
    entry: "core/wasm.ts",
    from: ["core", COMPILER, VERSIONS],
    make: (part) => compile(part, { layout: "build/core.layout.json" }),
  },
  {
    // The environment of the proof with the meter's true constants ...
    product: "build/proof.wasm",
    entry: "proof/module/wasm.ts",
    from: ["core", "proof", COMPILER, VERSIONS],
    make: (part) => compile(part, { layout: "build/proof.layout.json" }),
  },
  {
    // ... and core and environment with constants small enough to visit every state.
    product: "build/proof.small.wasm",
    entry: "proof/module/wasm.ts",
    from: ["core", "proof", COMPILER, VERSIONS],
    make: (part) => compile(part, { figures: "proof/model/small.yaml" }),
  },
  {
    product: "cli/dist/bptm.js",
    entry: "cli/main.ts",
    from: [
      "runtime",
      "core",
      "text",
      "twin",
      "lab",
      "proof",
      "c12",
      "link",
      "control",
      "station",
      "cli",
      VERSIONS,
    ],
    make: async () => (await import("../../cli/build.mjs")).bundle(),
  },
  {
    product: "panel/dist/index.html",
    entry: "panel/index.html",
    from: ["runtime", "text", "link", "station", "panel", VERSIONS],
    make: panel,
  },
];

const age = (name) => (existsSync(path(name)) ? statSync(path(name)).mtimeMs : 0);

/** Time of the newest change in a folder, or of a file. */
function newest(place) {
  if (!existsSync(path(place))) return 0;
  if (!statSync(path(place)).isDirectory()) return age(place);
  const sources = readdirSync(path(place), { recursive: true }).filter(
    (name) => SOURCE.test(name) && !MADE.test(name),
  );
  return Math.max(0, ...sources.map((name) => age(`${place}/${name}`)));
}

/** The parts that are not built yet or are older than one of their sources. */
export function stale(parts = PARTS) {
  const ages = new Map();
  for (const place of parts.flatMap(({ from }) => from)) {
    if (!ages.has(place)) ages.set(place, newest(place));
  }
  return parts.filter(
    ({ entry, product, from }) =>
      existsSync(path(entry)) && age(product) < Math.max(...from.map((place) => ages.get(place))),
  );
}

/** An installation without its development dependencies runs the existing build. */
export const canBuild = () => existsSync(path("node_modules/rolldown"));

/** Makes the given parts one after the other. */
export async function make(parts) {
  // One after the other: each uses a whole processor core, and the output stays in order.
  for (const part of parts) await part.make(part);
}
