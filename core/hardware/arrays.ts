/** Arrays of fixed length, in the subset that the firmware compiles too. */

/** Copies the first `length` words of one array into another. */
export function copyArray(to: Int32Array, from: Int32Array, length: i32): void {
  for (let k: i32 = 0; k < length; k++) to[k] = from[k] as i32;
}
