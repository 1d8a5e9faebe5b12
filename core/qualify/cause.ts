/**
 * Why a voltage is bad, from voltages and currents: the source itself or its neutral, an uneven
 * load, or a short circuit in the house. An open neutral makes the legs diverge without a current
 * in the neutral that would explain it; a short circuit shows as an impedance that no load has.
 */
import { Reason } from "../lists/codes";
import { SourceView } from "./source";
import { TICK_HZ, countDown } from "../hardware/units";

/** Legs that differ by less than 10 % of 120 V have not diverged. */
const DIVERGED_MV: i32 = 12000;
/**
 * Most that a healthy source puts between its legs for each ampere of the neutral: a leg and twice
 * the neutral. A long drop from a small transformer has 0.4 ohm, an alternator of 3 kW on its cord
 * 1.5 ohm; an open neutral has the 25 ohm of a ground rod or more (NEC 250.53; engineering
 * judgement).
 */
export const UTILITY_MILLIOHM: i32 = 700;
export const GENERATOR_MILLIOHM: i32 = 4000;
/**
 * A leg of a house on less than 0.5 ohm is a short circuit: 240 A at 120 V, more than a service of
 * 200 A carries, and more than a motor of 5 hp draws as it starts (function 21 of IEEE C37.2;
 * engineering judgement). Smaller currents show nothing.
 */
const SHORT_MILLIOHM: i32 = 500;
const SHORT_MIN_MA: i32 = 20000;
/** What a short circuit did to the voltage shows for a second after it has cleared. */
const SHORT_AFTER_TICKS: i32 = TICK_HZ;

/** Whether a leg feeds a short circuit now; currents are positive towards the house. */
function shorted(v: SourceView): boolean {
  if (v.low_leg_ma < SHORT_MIN_MA) return false;
  const most_mv: i32 = (((v.low_leg_ma / 1000) | 0) * SHORT_MILLIOHM) | 0;
  return v.leg_min_mv < most_mv;
}

/** Once a tick, when the view is new: remembers a short circuit for a second. */
export function followShort(v: SourceView): void {
  v.short_ticks = shorted(v) ? SHORT_AFTER_TICKS : countDown(v.short_ticks);
}

/** Whether the current in the neutral explains by how much the legs differ. */
function explained(v: SourceView, milliohm: i32): boolean {
  const neutral_a: i32 = ((v.low_leg_ma - v.high_leg_ma) / 1000) | 0;
  return v.leg_max_mv - v.leg_min_mv <= ((neutral_a * milliohm) | 0);
}

/** Flaws of a voltage that a short circuit can cause. */
function byShort(reason: i32): boolean {
  return (
    reason == Reason.Undervoltage ||
    reason == Reason.Lost ||
    reason == Reason.LegImbalance ||
    reason == Reason.LegAngle ||
    reason == Reason.LegLost ||
    reason == Reason.Distorted ||
    reason == Reason.Unsteady
  );
}

/**
 * The cause behind `reason`, which the voltages show. `milliohm`: of the source. Without a proof of
 * the contrary, unequal legs mean a bad neutral: that is the danger.
 */
export function causeOf(v: SourceView, reason: i32, milliohm: i32): i32 {
  if (!byShort(reason)) return reason;
  const diverged: boolean = v.leg_max_mv - v.leg_min_mv > DIVERGED_MV;
  const by_load: boolean = explained(v, milliohm);
  if (diverged && !by_load) return reason;
  if (v.short_ticks > 0) return Reason.ShortCircuit;
  return diverged && by_load && reason == Reason.LegImbalance ? Reason.UnevenLoad : reason;
}
