/** Errors of reading a meter. */
import type { ResponseCode } from "./codes";

/**
 * A meter that cannot be read as requested. The message is one sentence.
 *
 * - E-C12-01 no meter answers at the address
 * - E-C12-02 a request was not acknowledged, or not answered; the meter may have done it
 * - E-C12-03 the connection was closed
 * - E-C12-04 an answer is malformed
 * - E-C12-05 the meter refused a request
 * - E-C12-06 a request or a table is longer than the negotiated limit
 * - E-C12-07 the answer to a procedure is missing, or belongs to another procedure
 * - E-C12-08 a serial port cannot be opened
 * - E-C12-09 a serial port does not accept the negotiated rate
 */
export class ReadError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
    /** The meter's response code, when it refused. */
    readonly response?: ResponseCode,
  ) {
    super(`${code}: ${sentence}`);
  }
}
