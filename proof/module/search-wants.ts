/** What the inner loop of the explorer (search.simd.ts) wants of its host. */
export const enum Wants {
  /** Nothing: all states of this depth are visited. */
  Nothing = 0,
  /** A list by its number: views of a plant word, or its moves or cuts by `listIndex`. */
  Views = 1,
  Moves = 2,
  Cuts = 3,
}

/** Which list of moves or cuts it is: by plant word, whether line out is live, and coils. */
export function listIndex(plant: i32, live: i32, coils: i32): i32 {
  return (2 * plant + live) * 16 + coils;
}

export function plantOfList(index: i32): i32 {
  return index >> 5;
}

export function isListLive(index: i32): boolean {
  return ((index >> 4) & 1) == 1;
}
