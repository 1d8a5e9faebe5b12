/** Entry of the explored module: a meter in its surroundings, and the search through its states. */
/** Bytes for tables and rows that the host fills. */
export function reserve(bytes: usize): usize {
  return heap.alloc(bytes);
}

export { Stage, create, drive, judgeCoils, lookAround, losePower } from "./surrounded-meter";
export { meterOf, optionsOf, react, startControl, watch } from "./surrounded-meter";
export { fieldOf, loadRow, makeRows, rowsOf, saveRow, tableOf } from "./rows.simd";
export { advance, answer, append, askedOf, beginList, brokenBy, depthOf } from "./search.simd";
export { findState, makeNumbers, makeSearch, ordersOf, reactionOf, release } from "./search.simd";
export { runsOf, startExplored, startOf, stateWord, statesOf, transitionsOf } from "./search.simd";
export { bytesInUse, isOutOfMemory } from "./words.simd";
