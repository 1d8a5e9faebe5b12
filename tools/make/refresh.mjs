/**
 * Runs once before all tests: builds what is older than its sources, and makes a folder for
 * temporary files that is removed when the tests have ended.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { make, stale } from "./parts.mjs";

export async function setup() {
  await make(stale());
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(join(tmpdir(), "bptm-tests-"));
  process.env.TMPDIR = folder;
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true });
  };
}
