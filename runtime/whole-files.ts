/** Writes files completely or not at all; a partial file never appears under its final name. */
import {
  accessSync,
  closeSync,
  constants,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

/** A file, given in pieces. */
export interface WholeFile {
  readonly file: string;
  readonly pieces: Iterable<Uint8Array>;
}

/** A file that cannot be written, with the system's code for it: "ENOENT". */
export class WriteError extends Error {
  constructor(
    readonly file: string,
    readonly why: string,
  ) {
    super(`${file} cannot be written (${why}).`);
  }
}

function writeError(file: string, error: unknown): WriteError {
  if (error instanceof WriteError) return error;
  const why = error instanceof Error && "code" in error ? String(error.code) : "unknown cause";
  return new WriteError(file, why);
}

/** Throws when the path is not writable, so that a long run does not fail at its end. */
export function checkWritable(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw writeError(file, error);
  }
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder) throw new WriteError(file, "EISDIR");
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
    throw writeError(now, error);
  }
}
