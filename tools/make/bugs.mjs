/**
 * Makes the modules with a deliberate bug of proof/examples/bugs/: one for the exploration and
 * one for the lab. They are made when the examples run, not at install.
 */
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { make, stale } from "./parts.mjs";
import { path } from "../project/paths.mjs";

const FOLDER = "proof/examples/bugs";

/** Names below build/ of a bug's modules. */
export const bugModules = (name) => ({
  small: `bugs/${name}.small.wasm`,
  twin: `bugs/${name}.twin.wasm`,
});

const patched = async (part, options) => (await import("./wasm.mjs")).compile(part, options);

function partsOf({ name, patches }) {
  const { small, twin } = bugModules(name);
  return [
    {
      product: `build/${small}`,
      entry: "proof/module/wasm.ts",
      from: ["core", "proof", FOLDER],
      make: (part) => patched(part, { figures: "proof/model/small.yaml", patches }),
    },
    {
      product: `build/${twin}`,
      entry: "lab/world/wasm.ts",
      from: ["core", "twin", "lab", FOLDER],
      make: (part) => patched(part, { simd: true, patches }),
    },
  ];
}

/** Makes the modules of all bugs that are missing or older than their sources. */
export async function makeBugs() {
  const files = readdirSync(path(FOLDER)).filter((name) => name.endsWith(".yaml"));
  const bugs = files.map((name) => parse(readFileSync(path(`${FOLDER}/${name}`), "utf8")));
  await make(stale(bugs.flatMap(partsOf)));
}
