/** The colour of a state. */
import { Doing } from "@bptm/core/lists/codes";
import { Connected } from "@bptm/core/control/control";
import type { Meter } from "@bptm/core/meter";
import type { Tone } from "../wire/api";

/** Alarm where the meter cannot recover by itself; otherwise the source that feeds the house. */
export function toneOf(meter: Meter): Tone {
  const { doing } = meter.explanation;
  const { connected } = meter.control.transfer;
  if (doing === Doing.LockedOut || doing === Doing.Judging) return "alarm";
  // A closed switch on a dead grid feeds nothing.
  if (meter.control.evidence.out_dead_ticks > 0) return "dark";
  if (connected === Connected.Utility) return "utility";
  if (connected === Connected.Generator) return "generator";
  return "dark";
}
