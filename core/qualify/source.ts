/** What qualification says of one source, and the timers behind it. */
import { Reason } from "../lists/codes";
import { TICKS_MAX, TICK_HZ, countDown, countUp } from "../hardware/units";

export class Qualification {
  /** 1 from acceptance until a dropout function has timed out. */
  ok: i32 = 0;
  /** Why it is not `ok`, or would not be accepted now although it is; a `Reason`. */
  reason: i32 = Reason.NoVoltage;
  /** Why it last dropped out; kept until it is accepted again. */
  dropped_for: i32 = 0;
  /**
   * Good time: of the generator without a break, of the grid as an account (`credit`) of the ticks
   * inside the band in which it may return, and `bad_ticks` of the bad spell that is running.
   */
  good_ticks: i32 = 0;
  bad_ticks: i32 = 0;
  /** The same for the wider band (utility only). */
  wide_ticks: i32 = 0;
  wide_bad_ticks: i32 = 0;
  /** Accounts of two states that are poor, yet better than darkness (utility only). */
  poor_ticks: i32 = 0;
  rough_ticks: i32 = 0;
  /** 1 while those accounts of a poor and of a rough grid rise; else they fall. */
  poor_now: i32 = 0;
  rough_now: i32 = 0;
  /** Ticks for which there has been a voltage, and none. */
  live_ticks: i32 = 0;
  dead_ticks: i32 = 0;
  /** Ticks for which each dropout function has been picked up. */
  under_ticks: i32 = 0;
  lost_ticks: i32 = 0;
  over_ticks: i32 = 0;
  over_fast_ticks: i32 = 0;
  frequency_ticks: i32 = 0;
  frequency_high_ticks: i32 = 0;
  frequency_fast_ticks: i32 = 0;
  /** The grid's forgets slowly (`leak`) and counts in a quarter of a tick. */
  imbalance_ticks: i32 = 0;
  imbalance_fast_ticks: i32 = 0;
  imbalance_warn_ticks: i32 = 0;
  angle_ticks: i32 = 0;
  /** Ticks without continuity of the cord while nothing shows that it feeds (generator only). */
  cord_ticks: i32 = 0;
  /** The same for transients beyond the generator's class (generator only). */
  over_peak_ticks: i32 = 0;
  frequency_peak_ticks: i32 = 0;
  /** Generator: mean of the larger current of a leg, and ticks left of what its fall excuses. */
  load_mean_ma: i32 = 0;
  spared_ticks: i32 = 0;
  /** Account of the gaps of the voltage; in one, 1 = low or high, 2 = lost (utility only). */
  flicker_ticks: i32 = 0;
  gap_depth: i32 = 0;
  /** Lowest line voltage of the sag that is going on; 0 = none. */
  sag_min_mv: i32 = 0;
  sag_ticks: i32 = 0;
}

/** Every dropout function drops back. */
export function clearTimers(s: Qualification): void {
  s.under_ticks = 0;
  s.lost_ticks = 0;
  s.over_ticks = 0;
  s.over_fast_ticks = 0;
  s.frequency_ticks = 0;
  s.frequency_high_ticks = 0;
  s.frequency_fast_ticks = 0;
  s.imbalance_ticks = 0;
  s.imbalance_fast_ticks = 0;
  s.imbalance_warn_ticks = 0;
  s.angle_ticks = 0;
  s.cord_ticks = 0;
  s.over_peak_ticks = 0;
  s.frequency_peak_ticks = 0;
  s.flicker_ticks = 0;
}

/** A function's timer: runs while it is picked up, else zero. */
export function timer(ticks: i32, picked_up: boolean): i32 {
  return picked_up ? countUp(ticks) : 0;
}

/** A timer for bands with a slope: falls at once, never beyond `TICKS_MAX`. */
export function stay(ticks: i32, inside: boolean): i32 {
  return inside ? (ticks < TICKS_MAX ? ticks + 1 : ticks) : 0;
}

/** What a bad tick takes off good time, and the longest spell that is forgiven: 2 s. */
const BAD_COST: i32 = 10;
const SPELL_MAX_TICKS: i32 = 2 * TICK_HZ;

/**
 * An account of good time that forgives short bad spells: a good tick adds one, a bad tick takes
 * off ten, and a spell of more than 2 s closes it. So at most a part in 11 of the time on the whole
 * is bad, and a spell of 60 ms costs 0.6 s instead of the whole wait (engineering judgement).
 * `bad_ticks`: length of the spell that is running, 0 = none.
 */
export function credit(good_ticks: i32, bad_ticks: i32): i32 {
  if (bad_ticks == 0) return countUp(good_ticks);
  if (bad_ticks > SPELL_MAX_TICKS || good_ticks < BAD_COST) return 0;
  return good_ticks - BAD_COST;
}

/** How many ticks a leaking timer needs to forget one. */
export const LEAK: i32 = 4;

/**
 * A timer that forgets slowly: in quarters of a tick, four up while picked up, one down while not,
 * and never far above `delay_ticks`. Something that comes and goes for more than a fifth of the
 * time so times out as well as something that stays.
 */
export function leak(quarters: i32, picked_up: boolean, delay_ticks: i32): i32 {
  if (!picked_up) return countDown(quarters);
  const most: i32 = LEAK * delay_ticks + 1;
  return quarters + LEAK < most ? quarters + LEAK : most;
}

/** One measuring point as qualification reads it; voltages in millivolts. */
export class SourceView {
  line_mv: i32 = 0;
  /** Smaller and larger leg; both half the line voltage while the neutral is not valid. */
  leg_min_mv: i32 = 0;
  leg_max_mv: i32 = 0;
  fast_line_mv: i32 = 0;
  fast_leg_max_mv: i32 = 0;
  fast_leg_min_mv: i32 = 0;
  frequency_mhz: i32 = 0;
  fast_frequency_mhz: i32 = 0;
  /** Magnitude; UNKNOWN until it has been measured. */
  rate_mhz_per_s: i32 = 0;
  leg_cosine_permille: i32 = 0;
  distortion_permille: i32 = 0;
  /** Deviation of the line voltage from its slow mean, per mille. */
  unsteady_permille: i32 = 0;
  pilots: i32 = 0;
  /**
   * Current of the leg with the lower voltage, and of the other; of one cycle like the voltages,
   * positive towards the house.
   */
  low_leg_ma: i32 = 0;
  high_leg_ma: i32 = 0;
  /** Ticks for which a short circuit in the house still explains a bad voltage; see cause.ts. */
  short_ticks: i32 = 0;
  /** 1 while the burden test says that the voltage has no power behind it. */
  ghost: i32 = 0;
  /** 1 while the neutral has passed its test on this side; per-leg values count only then. */
  neutral_valid: i32 = 0;
}

/** What shows which source feeds the generator path; see core/measure/feed.ts. */
export class FeedSeen {
  /** 1 while the generator is shown to feed the house. */
  shown: i32 = 0;
  /** 1 while burdens show that the house keeps the generator's wires alive. */
  from_house: i32 = 0;
  /** 1 while only a second source beside the generator explains its current. */
  opposed: i32 = 0;
  /** Larger current of a leg. */
  load_ma: i32 = 0;
}

/** Difference of the legs over 120 V, per mille. */
export function imbalancePermille(v: SourceView): i32 {
  return v.neutral_valid != 0 ? ((v.leg_max_mv - v.leg_min_mv) / 120) | 0 : 0;
}

/** The same by the fast values. */
export function fastImbalancePermille(v: SourceView): i32 {
  return v.neutral_valid != 0 ? ((v.fast_leg_max_mv - v.fast_leg_min_mv) / 120) | 0 : 0;
}

/** Whether a flaw is that of a bad neutral, which endangers what is connected. */
export function ofNeutral(reason: i32): boolean {
  return reason == Reason.LegImbalance || reason == Reason.LegAngle;
}

/** Millivolts of so many per mille of 240 V. */
export function lineMv(permille: i32): i32 {
  return permille * 240;
}

/** Millivolts of so many per mille of 120 V. */
export function legMv(permille: i32): i32 {
  return permille * 120;
}

/** Legs are within `degrees` of opposite: by the cosine of the remaining angle, per mille. */
export function opposite(cosine_permille: i32, degrees: i32): boolean {
  // cos(180 - d) = -(1 - d^2/2 + d^4/24), d in radians; below 30 degrees the rest is under 1e-6.
  const d: i32 = ((degrees * 1745) / 100) | 0;
  const square: i32 = ((d * d) / 1000) | 0;
  const fourth: i32 = ((square * square) / 1000) | 0;
  return cosine_permille <= -(1000 - (square >> 1) + ((fourth / 24) | 0));
}
