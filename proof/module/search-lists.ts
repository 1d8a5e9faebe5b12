/** The lists that the inner loop of the explorer (search.simd.ts) requests from its host. */
export const enum ListKind {
  /** No list is missing: all states of this depth are visited. */
  None = 0,
  /** The views of a plant word; its moves and cuts, by `listIndex`. */
  Views = 1,
  Moves = 2,
  Cuts = 3,
}

/** Index of a list of moves or cuts: plant word, whether line out is live, and coils. */
export function listIndex(plant: i32, live: i32, coils: i32): i32 {
  return (2 * plant + live) * 16 + coils;
}

export function plantOfList(index: i32): i32 {
  return index >> 5;
}

export function isListLive(index: i32): boolean {
  return ((index >> 4) & 1) == 1;
}
