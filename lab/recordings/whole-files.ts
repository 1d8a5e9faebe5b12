/** Writes the files of a recording completely or not at all, and says so as a recording does. */
import * as whole from "@bptm/runtime/whole-files";
import { RecordingError } from "./recording-error";

function refused(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof whole.WriteError)) throw error;
    const sentence = `it cannot be written (${error.why}); name another path.`;
    throw new RecordingError("E-REC-11", error.file, sentence);
  }
}

/** Throws when the path is not writable, so that a long run does not fail at its end. */
export function checkWritable(file: string): void {
  refused(() => whole.checkWritable(file));
}

export function writeWholeFiles(files: readonly whole.WholeFile[]): void {
  refused(() => whole.writeWholeFiles(files));
}
