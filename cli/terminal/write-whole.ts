/** Writes a file of the command completely or not at all, and refuses as the command does. */
import { WriteError, checkWritable, writeWholeFiles } from "@bptm/runtime/whole-files";
import { InputError } from "./output";

function refused(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    const sentence = `${error.file} cannot be written (${error.why}); name another place.`;
    throw new InputError("E-LAB-01", sentence);
  }
}

/** Fails now if the file cannot be written later: a long run must not end with that. */
export function tryWrite(file: string): void {
  refused(() => checkWritable(file));
}

export function writeWhole(file: string, text: string): void {
  refused(() => writeWholeFiles([{ file, pieces: [Buffer.from(text)] }]));
}
