/**
 * What is wrong with a recording, in one sentence: what, where, and the mend.
 *
 * - E-REC-01 the file cannot be read, or is no recording by its name
 * - E-REC-02 its companion is missing, or there are two that it might be
 * - E-REC-03 the configuration ends too early, or a line is not what must stand there
 * - E-REC-04 something that must be a number is none
 * - E-REC-05 its counts contradict its lines
 * - E-REC-06 the data are cut short, or are more than the configuration says
 * - E-REC-07 a record of the data is broken
 * - E-REC-08 the samples have no usable time
 * - E-REC-09 the data are in a format that COMTRADE does not have
 * - E-REC-10 a .cff lacks a section, or a section is cut short
 * - E-REC-11 a recording cannot be written
 * - E-REC-12 a mapping names what is not there, or is none
 * - E-REC-13 no channel can be mapped by itself
 * - E-REC-14 a run or a replay that is asked for would hold nothing
 */
export class RecordingError extends Error {
  constructor(
    readonly code: string,
    where: string,
    sentence: string,
  ) {
    super(`${code}: ${where}: ${sentence}`);
  }
}

/** Why the system refused a file, in a word. */
export function causeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown cause";
}
