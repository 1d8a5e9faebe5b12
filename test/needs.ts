/** Tests that need a program which npm does not bring say so aloud when it is not there. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe } from "vitest";

function isInstalled(binary: string): boolean {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.some((folder) => existsSync(join(folder, binary)));
}

/**
 * A `describe` for tests that run `binary`, which is part of a Debian package. Where it is missing
 * they are skipped and say so; with BPTM_REQUIRE_ALL=1 it must not be missing.
 */
export function needs(
  binary: string,
  debianPackage: string,
): typeof describe | typeof describe.skip {
  if (isInstalled(binary)) return describe;
  const missing = `needs Debian package ${debianPackage}`;
  if (process.env["BPTM_REQUIRE_ALL"] === "1") throw new Error(`A test ${missing}.`);
  console.warn(`SKIPPED: ${missing}`);
  // Not quiet: the line above is printed, and with BPTM_REQUIRE_ALL this is not reached.
  return describe.skip;
}

/**
 * A `describe` for tests that read a file which is not part of the project; its path stands in the
 * environment variable `name`. Without the variable they are skipped and say so.
 */
export function needsFile(name: string, what: string): typeof describe | typeof describe.skip {
  const file = process.env[name];
  if (file === undefined || file === "") {
    console.warn(`SKIPPED: needs ${what} at the path in ${name}`);
    // Not quiet: the line above is printed.
    return describe.skip;
  }
  if (!existsSync(file)) throw new Error(`${name} names ${file}, which is not there.`);
  return describe;
}
