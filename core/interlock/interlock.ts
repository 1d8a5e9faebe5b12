/**
 * The last function before the coils and the only one that can energize one. It trusts nothing
 * that was decided before it: only the evidence and the readings of this very tick.
 *
 * An open pulse always passes. A close pulse starts only when everything below holds, and goes on
 * only while the other switch stays proven open and line out does not come alive by itself.
 */
import { Reason } from "../lists/codes";
import { Evidence, Readings, lineOutLive, reserveSuffices } from "./evidence";

import { BOOT_TICKS, LINE_OUT_DEAD_TICKS } from "../hardware/hardware";
import { CONTACTS_OPEN, Coil, Enable, Outputs } from "../hardware/signals";
import { TICK_HZ, ticksOfMs } from "../hardware/units";

/**
 * May a pulse that closes the utility switch (`utility` = 1) or the generator switch (0) start
 * now? `Reason.None`, or why not, in the order in which a person would fix it.
 */
export function refusal(
  e: Evidence,
  r: Readings,
  dead_time_ms: i32,
  back_voltage_clear_s: i32,
  lock_open: i32,
  contradiction: i32,
  utility: i32,
): i32 {
  if (e.boot_ticks < BOOT_TICKS) return Reason.Booting;
  if (utility != 0 ? lock_open != 0 : lock_open == 2) return Reason.LockOpen;
  const other = utility != 0 ? e.generator : e.utility;
  if (other.proven_ticks == 0) return Reason.OtherNotProvenOpen;
  if (contradiction != 0) return Reason.Contradiction;
  if (e.out_live_ticks > 0) return Reason.LineOutLive;
  if (other.proven_ticks < ticksOfMs(dead_time_ms)) return Reason.DeadTime;
  if (e.out_dead_ticks < LINE_OUT_DEAD_TICKS) return Reason.LineOutLive;
  if (e.back_voltage_long != 0) {
    if (e.out_dead_ticks < back_voltage_clear_s * TICK_HZ) return Reason.BackVoltage;
  }
  if (utility == 0 && r.neutral_valid == 0) return Reason.NeutralNotValid;
  return reserveSuffices(e, r) ? Reason.None : Reason.ReserveLow;
}

/** Why a close pulse that has begun must not go on; `Reason.None`: it may. */
function lost(e: Evidence, r: Readings, lock_open: i32, utility: i32): i32 {
  if (utility != 0 ? lock_open != 0 : lock_open == 2) return Reason.LockOpen;
  const other = utility != 0 ? e.generator : e.utility;
  if (other.proven_ticks == 0) return Reason.OtherNotProvenOpen;
  // Until its own contacts begin to move, a voltage on line out has another cause.
  const contacts: i32 = utility != 0 ? r.utility_contacts : r.generator_contacts;
  return contacts == CONTACTS_OPEN && lineOutLive(r) ? Reason.LineOutLive : Reason.None;
}

/**
 * Writes the coils and enables. `wanted` is one bit of `Coil` or 0; `o` still holds the coils of
 * the last tick, so that a pulse that has begun is known. Returns the `Reason` for
 * which a wanted coil is refused; 0 when none is.
 */
export function interlock(
  e: Evidence,
  r: Readings,
  dead_time_ms: i32,
  back_voltage_clear_s: i32,
  lock_open: i32,
  contradiction: i32,
  wanted: i32,
  o: Outputs,
): i32 {
  const before: i32 = o.coils;
  o.coils = 0;
  o.enables = 0;
  if (wanted == Coil.UtilityOpen || wanted == Coil.GeneratorOpen) {
    o.coils = wanted;
    return 0;
  }
  if (wanted != Coil.UtilityClose && wanted != Coil.GeneratorClose) return 0;
  const utility: i32 = wanted == Coil.UtilityClose ? 1 : 0;
  const refused: i32 =
    before == wanted
      ? lost(e, r, lock_open, utility)
      : refusal(e, r, dead_time_ms, back_voltage_clear_s, lock_open, contradiction, utility);
  if (refused != Reason.None) return refused;
  o.coils = wanted;
  o.enables = utility != 0 ? Enable.UtilityClose : Enable.GeneratorClose;
  return 0;
}
