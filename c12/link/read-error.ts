/** What can go wrong when a meter is read. */
import type { ResponseCode } from "./codes";

/**
 * A meter that cannot be read as asked. The message is one sentence.
 *
 * - E-C12-01 nobody can be reached at the address
 * - E-C12-02 a request was not acknowledged, or not answered; the meter may have done it
 * - E-C12-03 the line was closed
 * - E-C12-04 an answer has not the form that it must have
 * - E-C12-05 the meter refused a request
 * - E-C12-06 a request or a table is too long for what was agreed
 * - E-C12-07 an answer to a procedure is missing, or of another procedure
 * - E-C12-08 a serial port cannot be opened
 * - E-C12-09 a serial port does not take the rate that was agreed on
 */
export class ReadError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
    /** What the meter answered, when it refused. */
    readonly response?: ResponseCode,
  ) {
    super(`${code}: ${sentence}`);
  }
}
