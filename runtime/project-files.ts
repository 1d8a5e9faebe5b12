/**
 * Finds the project's files from the sources and from the bundle, which lie in different folders.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

function rootOf(folder: string): string {
  if (existsSync(join(folder, "lab/conditions"))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error("The files that belong to bptm are missing: run `npm ci`.");
  return rootOf(above);
}

/** The absolute path of a file or folder of the project, named from the root with slashes. */
export function projectPath(name: string): string {
  return join(rootOf(dirname(fileURLToPath(import.meta.url))), name);
}
