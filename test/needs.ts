/** Reports tests that are skipped because a program outside npm is missing. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe } from "vitest";

function isInstalled(binary: string): boolean {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.some((folder) => existsSync(join(folder, binary)));
}

/**
 * A `describe` for tests that run `binary` of a Debian package. Where it is missing they are
 * skipped with a message; with BPTM_REQUIRE_ALL=1 that is an error.
 */
export function needs(
  binary: string,
  debianPackage: string,
): typeof describe | typeof describe.skip {
  if (isInstalled(binary)) return describe;
  const missing = `needs Debian package ${debianPackage}`;
  if (process.env["BPTM_REQUIRE_ALL"] === "1") throw new Error(`A test ${missing}.`);
  console.warn(`SKIPPED: ${missing}`);
  // Not silent: the line above is printed, and with BPTM_REQUIRE_ALL this is not reached.
  return describe.skip;
}

/**
 * A `describe` for tests that read a file outside the project, whose path is in the environment
 * variable `name`. Without the variable they are skipped with a message.
 */
export function needsFile(name: string, what: string): typeof describe | typeof describe.skip {
  const file = process.env[name];
  if (file === undefined || file === "") {
    console.warn(`SKIPPED: needs ${what} at the path in ${name}`);
    // Not silent: the line above is printed.
    return describe.skip;
  }
  if (!existsSync(file)) throw new Error(`${name} names ${file}, which does not exist.`);
  return describe;
}
