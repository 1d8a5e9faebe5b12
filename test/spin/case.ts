/**
 * The parts of plain.ts that depend on the campaign: the fields of a state with their bits, the
 * behaviour of the sources, the faults. case-text.ts writes these lines for a campaign, and
 * tools/bench/plain-module.mjs compiles them in place of these declarations.
 */
import { ProofStage } from "@bptm/proof/module/proof-stage";

/** Words of a packed core, and of a packed plant. */
export declare const CORE_WORDS: i32;
export declare const PLANT_WORDS: i32;
/** Values of grid, generator, house and stimulus. */
export declare const SCENERY_COUNTS: i32;
export declare const DEAD_TIME_MS: i32;
/** Times of the explored core. */
export declare const DEAD_TIME_TICKS: i32;
/** 1 when power may be cut. */
export declare const CUTS: i32;
/** Values of all choices that let a fault of pole, driver or reserve act. */
export declare const FAULT_ACTS: i32;

export declare function packCore(x: ProofStage, to: Int32Array, at: i32): void;
export declare function unpackCore(x: ProofStage, from: Int32Array, at: i32): void;
export declare function packPlant(x: ProofStage, to: Int32Array, at: i32): void;
export declare function unpackPlant(x: ProofStage, from: Int32Array, at: i32): void;
/** Whether two packed cores, `a` at 0 and `b` at `at`, differ in the store. */
export declare function storeDiffers(a: Int32Array, b: Int32Array, at: i32): boolean;
/** Sets the faults of the home and the initial positions of its poles. */
export declare function begin(x: ProofStage): void;
/** Set the settings in the store at a start, and those that are explored. */
export declare function setUsual(x: ProofStage): void;
export declare function setExplored(x: ProofStage): void;
/** Set the scene, and the acting faults of the choice, to the values with this number. */
export declare function setScenery(x: ProofStage, number: i32): void;
export declare function setActing(x: ProofStage, number: i32): void;
