/** One pulse at a time: drive, then watch until the contacts confirm it or the time is over. */
import { CONTACTS_CLOSED, Coil } from "../hardware/signals";
import { BOUNCE_TICKS, PULSE_TICKS, VERIFY_TICKS } from "../hardware/hardware";
import { Evidence, Readings } from "./evidence";

export const enum PulseResult {
  None = 0,
  Running = 1,
  Confirmed = 2,
  Failed = 3,
  /** Aborted by the interlock. */
  Aborted = 4,
}

export class Pulse {
  /** Bit of `Coil`; 0 = none. */
  coil: i32 = 0;
  ticks: i32 = 0;
  closed_ticks: i32 = 0;
  result: i32 = PulseResult.None;
  /** Why the interlock ended it early (a `Reason`). */
  refused: i32 = 0;
}

export function startPulse(p: Pulse, coil: i32): void {
  p.coil = coil;
  p.ticks = 0;
  p.closed_ticks = 0;
  p.result = PulseResult.Running;
  p.refused = 0;
}

/** The coil that this pulse wants driven in this tick. */
export function wantedCoil(p: Pulse): i32 {
  return p.result == PulseResult.Running && p.ticks < PULSE_TICKS ? p.coil : 0;
}

/** One tick of the pulse, after the interlock; `refused` is the `Reason` that it returned. */
export function watchPulse(p: Pulse, e: Evidence, r: Readings, refused: i32): void {
  if (p.result != PulseResult.Running) return;
  if (refused != 0) {
    p.result = PulseResult.Aborted;
    p.refused = refused;
    return;
  }
  p.ticks = p.ticks + 1;
  if (p.ticks <= PULSE_TICKS) return;
  let confirmed: boolean = false;
  if (p.coil == Coil.UtilityOpen) confirmed = e.utility.proven_ticks > 0;
  else if (p.coil == Coil.GeneratorOpen) confirmed = e.generator.proven_ticks > 0;
  else {
    const contacts: i32 = p.coil == Coil.UtilityClose ? r.utility_contacts : r.generator_contacts;
    p.closed_ticks = contacts == CONTACTS_CLOSED ? p.closed_ticks + 1 : 0;
    confirmed = p.closed_ticks >= BOUNCE_TICKS;
  }
  if (confirmed) p.result = PulseResult.Confirmed;
  else if (p.ticks >= VERIFY_TICKS) p.result = PulseResult.Failed;
}
