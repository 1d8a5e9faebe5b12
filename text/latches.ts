/** The latches of a stored set, gravest first, with what each forbids and how it is cleared. */
import { LATCHES } from "./latch-list";
import type { LatchText } from "./latch-list";

/** The gravest latch of a set, or "none". */
export function gravestIn(bits: number): string {
  return latchesIn(bits)[0]?.id ?? "none";
}

/** The latches whose bits are set in the core's `stored.latches`. */
export function latchesIn(bits: number): LatchText[] {
  return LATCHES.filter(({ bit }) => (bits & (1 << bit)) !== 0);
}
