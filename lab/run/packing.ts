/**
 * Encodes integers as compact text: differences in groups of seven bits per byte, with a count for
 * repeated differences. lab/report/unpack.js decodes it.
 */

/** Low bits first; the eighth bit means that more follow. */
function writeNumber(bytes: number[], number: number): void {
  let left = number;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  bytes.push(left);
}

/** 0 marks a repetition; differences start at 1, with alternating signs. */
const codeOf = (difference: number): number =>
  difference < 0 ? -2 * difference : 2 * difference + 1;

/** Packs integers of up to 2^50 as base64 text. */
export function packed(values: readonly number[]): string {
  const bytes: number[] = [];
  let before = 0;
  let difference = 0;
  let repeated = 0;
  const flush = (): void => {
    if (repeated > 1) writeNumber(bytes, 0);
    if (repeated > 0) writeNumber(bytes, repeated > 1 ? repeated : codeOf(difference));
    repeated = 0;
  };
  for (const value of values) {
    if (value - before === difference) repeated += 1;
    else {
      flush();
      difference = value - before;
      writeNumber(bytes, codeOf(difference));
    }
    before = value;
  }
  flush();
  return Buffer.from(bytes).toString("base64");
}
