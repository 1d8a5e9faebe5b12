/** CRC-16/X.25, as HDLC and C12.18 use it: polynomial 1021 reflected, from FFFF, inverted. */

const TABLE: Uint16Array = Uint16Array.from({ length: 256 }, (_, octet) => {
  let value = octet;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x8408 : value >>> 1;
  return value;
});

/** CRC of octets `from` up to, not including, `to`. */
export function crc16(octets: Uint8Array, from = 0, to: number = octets.length): number {
  let value = 0xffff;
  for (let at = from; at < to; at++) {
    value = (value >>> 8) ^ (TABLE[(value ^ (octets[at] ?? 0)) & 0xff] ?? 0);
  }
  return value ^ 0xffff;
}
