/** The library of conditions: the files of lab/conditions. */
import { readdirSync } from "node:fs";
import { projectPath } from "@bptm/runtime/project-files";
import { readCondition } from "./condition-file";
import type { Condition } from "./condition";

const numberOf = (file: string): number => Number(/\d+/.exec(file)?.[0] ?? 0);

const inOrder = (a: string, b: string): number =>
  a.slice(0, 1).localeCompare(b.slice(0, 1)) || numberOf(a) - numberOf(b);

/** Every file of the library, sorted by letter and number. */
export function libraryFiles(): { readonly id: string; readonly file: string }[] {
  const at = projectPath("lab/conditions/");
  return readdirSync(at)
    .filter((file) => file.endsWith(".yaml"))
    .toSorted(inOrder)
    .map((file) => ({ id: file.replace(/\.yaml$/, "").toUpperCase(), file: at + file }));
}

/** Every condition of the library. */
export function library(): Condition[] {
  return libraryFiles().map(({ file }) => readCondition(file));
}
