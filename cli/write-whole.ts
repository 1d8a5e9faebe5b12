/** Writes a file whole or not at all. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { InputError } from "./output";

/** Writes beside the file first, so that nothing half-written is ever left under its name. */
export function writeWhole(file: string, text: string): void {
  const beside = `${file}.${process.pid}.part`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    const why = error instanceof Error && "code" in error ? String(error.code) : "unknown cause";
    throw new InputError("E-LAB-01", `${file} cannot be written (${why}); name another place.`);
  }
}
