/** Writes files whole or not at all. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { InputError } from "./output";

const besides = (file: string): string => `${file}.${process.pid}.part`;

function refuse(file: string, error: unknown): never {
  rmSync(besides(file), { force: true });
  const why = error instanceof Error && "code" in error ? String(error.code) : "unknown cause";
  throw new InputError("E-LAB-01", `${file} cannot be written (${why}); name another place.`);
}

/** Fails now if the file could not be written later: a long run should not end with that. */
export function tryWrite(file: string): void {
  try {
    writeFileSync(besides(file), "");
    rmSync(besides(file));
  } catch (error) {
    refuse(file, error);
  }
}

/** Writes beside the file first, so that nothing half-written is ever left under its name. */
export function writeWhole(file: string, text: string): void {
  try {
    writeFileSync(besides(file), text);
    renameSync(besides(file), file);
  } catch (error) {
    refuse(file, error);
  }
}
