/** Finds a condition of the library without reading the others. */
import { near } from "@bptm/text/near";
import type { Condition } from "./condition";
import { readCondition } from "./condition-file";
import { libraryFiles } from "./library";

/** The condition with this id, or a sentence that names the nearest. */
export function conditionNamed(id: string): Condition | string {
  const files = libraryFiles();
  const found = files.find((one) => one.id === id.toUpperCase());
  if (found !== undefined) return readCondition(found.file);
  const ids = files.map((one) => one.id);
  return `There is no condition "${id}": ${near(id, ids)}.`;
}
