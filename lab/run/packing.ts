/**
 * Whole numbers as text, small where they hardly change: each difference to the number before, in
 * seven bits a byte, and one count for a difference that repeats. lab/report/unpack.js reads it.
 */

/** Lower bits first; the eighth bit says that more follow. */
function writeNumber(bytes: number[], number: number): void {
  let left = number;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  bytes.push(left);
}

/** 0 is kept for repetition; differences take the numbers from 1 on, signs by turns. */
const codeOf = (difference: number): number =>
  difference < 0 ? -2 * difference : 2 * difference + 1;

/** Packs whole numbers of up to 2^50; the text is base64. */
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
