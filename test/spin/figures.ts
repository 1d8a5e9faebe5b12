/** What the compiled steps and the model must agree on. */

/** Choices that depend on the plant: four pairs, two currents, a lie. */
export const ASKED: i32 = 7;
/** Sets of the four poles, a bit each. */
export const POLES: i32 = 16;
/** Instead of such a set: the power is back before a moving pole has come to rest. */
export const SOON: i32 = 16;
/** Ways in which the power may go; see `Power` in plain.ts. */
export const POWERS: i32 = 5;
/** Where the power stands in the work between two choices, and where its packed words begin. */
export const WORK_POWER: i32 = 4;
export const WORK_NEXT: i32 = 8;
