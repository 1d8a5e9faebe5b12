/** Response codes and baud rate codes of ANSI C12.18, one octet each. */

/** The result of a request. */
export const enum ResponseCode {
  Ok = 0x00,
  /** The request makes no sense. */
  Err = 0x01,
  /** Service not supported. */
  Sns = 0x02,
  /** Insufficient security clearance. */
  Isc = 0x03,
  /** Operation not possible. */
  Onp = 0x04,
  /** Inappropriate action requested. */
  Iar = 0x05,
  /** Device busy. */
  Bsy = 0x06,
  /** Data not ready. */
  Dnr = 0x07,
  /** Data locked. */
  Dlk = 0x08,
  /** Renegotiate request. */
  Rno = 0x09,
  /** Invalid service sequence state. */
  Isss = 0x0a,
}

/** Response codes in words, by code. */
export const RESPONSE_WORDS: readonly string[] = [
  "ok",
  "the meter finds an error in the request",
  "the meter does not support this service",
  "the session lacks the security clearance",
  "the operation is not possible",
  "the action is inappropriate",
  "the meter is busy",
  "the data are not ready",
  "the data are locked",
  "the meter wants to negotiate anew",
  "the service does not fit the state of the session",
];

/** Baud rates by code; 0 = set outside the protocol. */
const BAUDS: readonly number[] = [
  0, 300, 600, 1200, 2400, 4800, 9600, 14_400, 19_200, 28_800, 57_600, 38_400, 115_200, 128_000,
  256_000,
];

/** Bits per second of a code; undefined for an unknown code. */
export function baudOf(code: number): number | undefined {
  return BAUDS[code];
}

/** Code of a rate; undefined where C12.18 has none. */
export function codeOfBaud(baud: number): number | undefined {
  const code = BAUDS.indexOf(baud);
  return code < 1 ? undefined : code;
}

/** Code of 9600 baud, the rate at which every session begins. */
export const STANDARD_BAUD = 6;
