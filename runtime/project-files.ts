/**
 * Finds the project's files from the sources and from the bundle, which are in different folders.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

function rootOf(folder: string): string {
  if (existsSync(join(folder, "lab/conditions"))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error("The project's files are missing: run `npm ci`.");
  return rootOf(above);
}

/** Absolute path of a project file or folder, given relative to the root with slashes. */
export function projectPath(name: string): string {
  return join(rootOf(dirname(fileURLToPath(import.meta.url))), name);
}

/** The file of a worker, as it was bundled from `<name>.ts`. */
export function bundledWorker(name: string): string {
  return projectPath(`cli/dist/${name}.js`);
}
