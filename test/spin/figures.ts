/** Figures that the compiled steps and the model share. */

/** Choices that depend on the plant: four pairs, two currents, a lie. */
export const ASKED: i32 = 7;
/** Number of sets of the four poles, one bit each. */
export const POLES: i32 = 16;
/** Instead of such a set: the power returns before a moving pole has come to rest. */
export const SOON: i32 = 16;
/** Number of values of `Power` in plain.ts. */
export const POWERS: i32 = 5;
/** Index of the power in the work between two choices, and of its packed words. */
export const WORK_POWER: i32 = 4;
export const WORK_NEXT: i32 = 8;
