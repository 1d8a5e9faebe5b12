// Generated from core/lists/latches.yaml by `npm run generate`; do not edit.

import { Reason } from "./codes";

/** The latches, gravest first: each a bit of the stored set. */
export const enum Latch {
  /**
   * Utility line in follows line out for 12 ms while the generator switch closes onto a dead
   * utility line.
   */
  UtilityFedBack = 1,
  /**
   * Line out stays live with both switches open after a suspected back-feed or after two
   * sources out of step were parted; more than 100 W flow into the generator for 1 s; or the
   * burdens show that the house keeps the generator's wires alive.
   */
  SourceInHouse = 2,
  /** Line out becomes live during a close pulse while the other switch is still proven open. */
  LineOutCameAlive = 4,
  /**
   * The neutral of the grid fails under load (legs unequal or not opposite) and the voltage is
   * well within 200 ms of the opening, for the second such failure in 24 hours. A brown-out or
   * a swell never sets it.
   */
  SuspectLatched = 512,
  /**
   * The generator line still follows line out after both switches were opened in turn
   * (invariant 6).
   */
  GeneratorFollows = 8,
  /** Two open pulses in a row do not open the generator switch. */
  GeneratorStuckClosed = 16,
  /** Two open pulses in a row do not open the service switch. */
  UtilityStuckClosed = 32,
  /** Two close pulses in a row do not close the service switch. */
  UtilityStuckOpen = 64,
  /** Two close pulses in a row do not close the generator switch. */
  GeneratorStuckOpen = 128,
  /** At power-up the stored settings cannot be read or do not pass their check. */
  StoreBad = 256,
}

/** Latches that keep the service switch from closing. */
export const FORBIDS_UTILITY: i32 = 863;

/** Latches that keep the generator switch from closing. */
export const FORBIDS_GENERATOR: i32 = 447;

/** Latches that open the generator switch. */
export const OPENS_GENERATOR: i32 = 3;

/** Latches that a dead house clears. */
export const CLEARED_BY_DEAD_HOUSE: i32 = 6;

/** The gravest latch of a set, as a `Reason`; `Reason.None` for an empty set. */
export function gravest(latches: i32): i32 {
  if ((latches & Latch.UtilityFedBack) !== 0) return Reason.UtilityFedBack;
  if ((latches & Latch.SourceInHouse) !== 0) return Reason.SourceInHouse;
  if ((latches & Latch.LineOutCameAlive) !== 0) return Reason.LineOutCameAlive;
  if ((latches & Latch.SuspectLatched) !== 0) return Reason.SuspectLatched;
  if ((latches & Latch.GeneratorFollows) !== 0) return Reason.GeneratorFollows;
  if ((latches & Latch.GeneratorStuckClosed) !== 0) return Reason.GeneratorStuckClosed;
  if ((latches & Latch.UtilityStuckClosed) !== 0) return Reason.UtilityStuckClosed;
  if ((latches & Latch.UtilityStuckOpen) !== 0) return Reason.UtilityStuckOpen;
  if ((latches & Latch.GeneratorStuckOpen) !== 0) return Reason.GeneratorStuckOpen;
  if ((latches & Latch.StoreBad) !== 0) return Reason.StoreBad;
  return Reason.None;
}

/** The latch that a `Reason` names; 0 = none. */
export function latchOf(reason: i32): i32 {
  if (reason === Reason.UtilityFedBack) return Latch.UtilityFedBack;
  if (reason === Reason.SourceInHouse) return Latch.SourceInHouse;
  if (reason === Reason.LineOutCameAlive) return Latch.LineOutCameAlive;
  if (reason === Reason.SuspectLatched) return Latch.SuspectLatched;
  if (reason === Reason.GeneratorFollows) return Latch.GeneratorFollows;
  if (reason === Reason.GeneratorStuckClosed) return Latch.GeneratorStuckClosed;
  if (reason === Reason.UtilityStuckClosed) return Latch.UtilityStuckClosed;
  if (reason === Reason.UtilityStuckOpen) return Latch.UtilityStuckOpen;
  if (reason === Reason.GeneratorStuckOpen) return Latch.GeneratorStuckOpen;
  if (reason === Reason.StoreBad) return Latch.StoreBad;
  return 0;
}
