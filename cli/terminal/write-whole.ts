/** Writes a file completely or not at all; a failure is an error of the command. */
import { WriteError, checkWritable, writeWholeFiles } from "@bptm/runtime/whole-files";
import { InputError } from "./output";

function orRefuse(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    const sentence = `${error.file} cannot be written (${error.why}); choose another file.`;
    throw new InputError("E-LAB-01", sentence);
  }
}

/** Fails now if the file cannot be written later, so that a long run does not fail at its end. */
export function tryWrite(file: string): void {
  orRefuse(() => checkWritable(file));
}

export function writeWhole(file: string, text: string): void {
  orRefuse(() => writeWholeFiles([{ file, pieces: [Buffer.from(text)] }]));
}
