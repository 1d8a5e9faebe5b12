/**
 * An error about a recording, in one sentence: what is wrong, where, and the fix.
 *
 * - E-REC-01 the file cannot be read, or its name is not that of a recording
 * - E-REC-02 the companion file is missing or ambiguous
 * - E-REC-03 the configuration ends too early, or a line is invalid
 * - E-REC-04 a field that must be a number is not
 * - E-REC-05 the counts of the configuration contradict its lines
 * - E-REC-06 the data are truncated, or longer than the configuration states
 * - E-REC-07 a record of the data is invalid
 * - E-REC-08 the samples have no usable time
 * - E-REC-09 the data are in a format that COMTRADE does not have
 * - E-REC-10 a .cff lacks a section, or a section is truncated
 * - E-REC-11 a recording cannot be written
 * - E-REC-12 a mapping is invalid or names something that does not exist
 * - E-REC-13 no channel can be mapped automatically
 * - E-REC-14 the requested recording or replay is empty, or too long
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

/** The system's error code for a failed file operation. */
export function causeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown cause";
}
