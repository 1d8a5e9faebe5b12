/** Entry of the explored module: a meter in its environment, and the search of its states. */
/** Allocates bytes for tables that the host fills. */
export function reserve(bytes: usize): usize {
  return heap.alloc(bytes);
}

export { ProofStage, create, drive, judgeCoils, readSensors, losePower } from "./proof-stage";
export { meterOf, optionsOf, react, startControl, updateMonitor } from "./proof-stage";
export { fieldOf, loadRow, makeRowTable, rowsOf, saveRow, tableOf } from "./rows.simd";
export {
  advance,
  supplyList,
  append,
  requestedList,
  beginList,
  brokenBy,
  depthOf,
} from "./search.simd";
export {
  findState,
  makeCoreTables,
  makeSearch,
  ordersOf,
  reactionOf,
  release,
} from "./search.simd";
export { runsOf, startExplored, startOf, stateWord, statesOf, transitionsOf } from "./search.simd";
export { bytesInUse, isOutOfMemory } from "./words.simd";
