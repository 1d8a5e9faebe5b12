/** Writes files whole or not at all: nothing half-written is ever left under their names. */
import { accessSync, closeSync, constants, openSync, renameSync, rmSync, statSync } from "node:fs";
import { writeSync } from "node:fs";
import { dirname } from "node:path";
import { RecordingError, causeOf } from "./recording-error";

/** One file, piece by piece. */
export interface WholeFile {
  readonly file: string;
  readonly pieces: Iterable<Uint8Array>;
}

function refused(file: string, error: unknown): RecordingError {
  const sentence = `it cannot be written (${causeOf(error)}); name another place.`;
  return new RecordingError("E-REC-11", file, sentence);
}

/** Refuses a place where nothing can be written, before anybody waits for what to write. */
export function checkPlace(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
      throw Object.assign(new Error("a folder"), { code: "EISDIR" });
    }
  } catch (error) {
    throw refused(file, error);
  }
}

function writePieces(file: string, pieces: Iterable<Uint8Array>): void {
  const handle = openSync(file, "w");
  try {
    for (const piece of pieces) {
      for (let at = 0; at < piece.length;) at += writeSync(handle, piece, at);
    }
  } finally {
    closeSync(handle);
  }
}

/** Writes all of them beside their names, and puts them there only when every one is whole. */
export function writeWholeFiles(files: readonly WholeFile[]): void {
  const beside = (file: string): string => `${file}.${process.pid}.part`;
  const moved: string[] = [];
  let now = "";
  try {
    for (const { file, pieces } of files) {
      now = file;
      checkPlace(file);
      writePieces(beside(file), pieces);
    }
    for (const { file } of files) {
      now = file;
      renameSync(beside(file), file);
      moved.push(file);
    }
  } catch (error) {
    // Half of a pair is worse than none.
    for (const file of moved) rmSync(file, { force: true });
    for (const { file } of files) rmSync(beside(file), { force: true });
    throw error instanceof RecordingError ? error : refused(now, error);
  }
}
