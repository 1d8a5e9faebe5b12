/** Writes files completely or not at all; a partial file never appears under its final name. */
import { accessSync, closeSync, constants, openSync, renameSync, rmSync, statSync } from "node:fs";
import { writeSync } from "node:fs";
import { dirname } from "node:path";
import { RecordingError, causeOf } from "./recording-error";

/** A file, given in pieces. */
export interface WholeFile {
  readonly file: string;
  readonly pieces: Iterable<Uint8Array>;
}

function writeError(file: string, error: unknown): RecordingError {
  const sentence = `it cannot be written (${causeOf(error)}); name another path.`;
  return new RecordingError("E-REC-11", file, sentence);
}

/** Throws when the path is not writable, so that a long run does not fail at its end. */
export function checkWritable(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
      throw Object.assign(new Error("a folder"), { code: "EISDIR" });
    }
  } catch (error) {
    throw writeError(file, error);
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

/** Writes all files under temporary names, and renames them when every one is complete. */
export function writeWholeFiles(files: readonly WholeFile[]): void {
  const beside = (file: string): string => `${file}.${process.pid}.part`;
  const moved: string[] = [];
  let now = "";
  try {
    for (const { file, pieces } of files) {
      now = file;
      checkWritable(file);
      writePieces(beside(file), pieces);
    }
    for (const { file } of files) {
      now = file;
      renameSync(beside(file), file);
      moved.push(file);
    }
  } catch (error) {
    // One file of a pair alone is useless.
    for (const file of moved) rmSync(file, { force: true });
    for (const { file } of files) rmSync(beside(file), { force: true });
    throw error instanceof RecordingError ? error : writeError(now, error);
  }
}
