/** Builds all products: tables, WebAssembly, command, panel. Runs at every install. */
import { existsSync } from "node:fs";
import { canBuild, make, PARTS } from "./parts.mjs";
import { path } from "../project/paths.mjs";

function ready(part) {
  if (existsSync(path(part.entry))) return true;
  console.log(`${part.product}: skipped, there is no ${part.entry} yet`);
  return false;
}

async function build() {
  const start = performance.now();
  const { generate } = await import("../generate/generate.mjs");
  await generate();
  await make(PARTS.filter(ready));
  console.log(`built in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

if (!canBuild()) {
  console.log("The development dependencies are absent, so nothing was built.");
} else {
  await build().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
