#!/usr/bin/env node
// Runs the bundle; rebuilds first what is older than its sources.
import { existsSync } from "node:fs";
import { canBuild, make, stale } from "../tools/make/parts.mjs";

const bundle = new URL("dist/bptm.js", import.meta.url);

async function refresh() {
  if (canBuild()) await make(stale());
  if (!existsSync(bundle)) throw new Error("The command is not built yet: run `npm ci`.");
}

try {
  await refresh();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import(bundle.href);
