/** Tables by which any reader knows a meter: what it is, what it has, and how it writes numbers. */

/** Bits of the standard's sets. */
function set(size: number, items: readonly number[]): Uint8Array {
  const octets = new Uint8Array(size);
  for (const item of items) octets[item >> 3] = (octets[item >> 3] ?? 0) | (1 << (item & 7));
  return octets;
}

const text = (words: string, length: number): Uint8Array =>
  Buffer.from(words.padEnd(length), "latin1");

/** Texts in ISO 646; times in fields; parts by offset; INT48 and INT32; identifiers as text. */
const FORMATS = [0x02, 0x0a, 0x8a];
const DEVICE_CLASS = [0, 0, 0, 0];
const ELECTRIC = 2;
/** Default set, octets of parameters and of answers of procedures, version and revision. */
const LIMITS = [0, 32, 32, 2, 0];
/** Octets of the sets of tables and procedures; manufacturer's status; pending tables. */
const SETS = [1, 1, 3, 1, 1, 0];

export const GENERAL_CONFIGURATION: Uint8Array = Buffer.concat([
  Uint8Array.of(...FORMATS, ...DEVICE_CLASS, ELECTRIC, ...LIMITS, ...SETS),
  set(1, [0, 1, 3, 5, 7]),
  set(1, [0]),
  set(3, [9, 21]),
  set(1, [3]),
  set(1, [7]),
  set(1, [0]),
]);

export const MANUFACTURER: Uint8Array = Buffer.concat([
  text("BPTM", 4),
  text("TWIN", 8),
  Uint8Array.of(1, 0, 1, 0),
  text("2S-000042", 16),
]);

/** Metering, and nothing to report. */
export const MODE_STATUS: Uint8Array = Uint8Array.of(1, 0, 0, 0, 0);

export const DEVICE_IDENTIFICATION: Uint8Array = text("HOUSE-0042", 20);
