/** Resolves the names of conditions. */
import { existsSync } from "node:fs";
import { libraryFiles } from "@bptm/lab/scenario/library";
import { near } from "@bptm/text/near";
import { InputError } from "../terminal/output";

/** H-1 and h-01 are H-01. */
function normal(name: string): string | undefined {
  const parts = /^([a-z]+)-?(\d+)$/i.exec(name);
  if (parts?.[1] === undefined || parts[2] === undefined) return undefined;
  return `${parts[1].toUpperCase()}-${parts[2].replace(/^0+/, "").padStart(2, "0")}`;
}

/** The files of the names: numbers of the library, files, or `all`. */
export function filesOf(names: readonly string[]): string[] {
  const library = libraryFiles();
  return names.flatMap((name) => {
    if (name === "all") return library.map(({ file }) => file);
    const id = normal(name);
    const found = library.find((one) => one.id === id);
    if (found !== undefined) return found.file;
    if (existsSync(name) || /[./\\]/.test(name)) return name;
    const known = library.map((one) => one.id);
    const sentence = `there is no condition "${name}" and no such file; ${near(name, known)}.`;
    throw new InputError("E-RUN-01", sentence);
  });
}
