#!/usr/bin/env node
// Runs the bundle; makes what is older than its sources first.
import { canBuild, make, stale } from "../tools/parts.mjs";

async function refresh() {
  try {
    await make(stale());
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

if (canBuild()) await refresh();
await import(new URL("dist/bptm.js", import.meta.url).href);
