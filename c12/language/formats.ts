/**
 * How a meter encodes its tables: byte order, texts, times and numbers. Table 0 defines it for all
 * other tables, so one description reads any meter.
 */

/** How times of day are encoded (`TM_FORMAT`). */
export type TimeFormat = 0 | 1 | 2 | 3 | 4;

/** The formats of all tables, from table 0. */
export interface Formats {
  /** True: the most significant octet of a number comes first. */
  readonly msb_first: boolean;
  /** 1 = 7-bit ISO 646, 2 = ISO 8859-1, 3 = UTF-8. */
  readonly char_format: number;
  readonly tm_format: TimeFormat;
  /** Identifiers are BCD digits, not text. */
  readonly id_is_bcd: boolean;
  /** Signed integers: 0 two's complement, 1 one's complement, 2 sign and magnitude. */
  readonly int_format: number;
  /** Codes 0 to 13 of the number formats `NI_FMAT1` and `NI_FMAT2`. */
  readonly ni_format1: number;
  readonly ni_format2: number;
}

/** This meter's formats: least octet first, ASCII, times in fields, INT48 sums, INT32 demands. */
export const OWN_FORMATS: Formats = {
  msb_first: false,
  char_format: 1,
  tm_format: 2,
  id_is_bcd: false,
  int_format: 0,
  ni_format1: 10,
  ni_format2: 8,
};

/**
 * A table that cannot be encoded or decoded as described. The message is one sentence.
 *
 * - E-TBL-01 a value does not fit its field
 * - E-TBL-02 octets are missing
 * - E-TBL-03 a format outside the standard, or a number too large to be exact
 * - E-TBL-04 a table that another one depends on has not been read
 */
export class TableError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(`${code}: ${sentence}`);
  }
}
