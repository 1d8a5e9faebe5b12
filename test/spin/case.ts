/**
 * What differs from campaign to campaign in plain.ts: which fields are kept in how many bits, what
 * the sources may do, which faults there are. case-text.ts writes the lines for a campaign, and
 * module.ts compiles them in the place of these declarations.
 */
import { ProofStage } from "@bptm/proof/module/proof-stage";

/** Words of a packed core, and of a packed plant. */
export declare const CORE_WORDS: i32;
export declare const PLANT_WORDS: i32;
/** Values of grid, generator, house and stimulus. */
export declare const SCENERY_COUNTS: i32;
export declare const DEAD_TIME_MS: i32;
/** Of the explored core. */
export declare const DEAD_TIME_TICKS: i32;
/** 1 when power may be cut. */
export declare const CUTS: i32;
/** Values of all choices that let a fault of pole, driver or reserve act. */
export declare const FAULT_ACTS: i32;

export declare function packCore(x: ProofStage, to: Int32Array, at: i32): void;
export declare function unpackCore(x: ProofStage, from: Int32Array, at: i32): void;
export declare function packPlant(x: ProofStage, to: Int32Array, at: i32): void;
export declare function unpackPlant(x: ProofStage, from: Int32Array, at: i32): void;
/** Whether two packed cores, `a` at 0 and `b` at `at`, have stored something else. */
export declare function storeDiffers(a: Int32Array, b: Int32Array, at: i32): boolean;
/** Faults of the home, and where its poles stand at first. */
export declare function begin(x: ProofStage): void;
/** The settings that the store holds at a start, and those that are explored. */
export declare function setUsual(x: ProofStage): void;
export declare function setExplored(x: ProofStage): void;
/** Puts the values of this number into the scene; of that, the acting faults into the choice. */
export declare function setScenery(x: ProofStage, number: i32): void;
export declare function setActing(x: ProofStage, number: i32): void;
