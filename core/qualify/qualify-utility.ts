/**
 * Is the grid good? Functions 27, 59, 81, 60 and leg angle (IEEE C37.2) with fast and slow stages;
 * bands of return by ANSI C84.1. A good grid stays good between dropout and return band.
 */
import { Reason } from "../lists/codes";
import { LIVE_LINE_MV } from "../hardware/hardware";
import { Settings } from "../lists/settings";
import {
  Qualification,
  SourceView,
  clearTimers,
  fastImbalancePermille,
  imbalancePermille,
  legMv,
  lineMv,
  opposite,
  stay,
  timer,
} from "./source";
import { TICK_HZ, UNKNOWN, countUp, ticksOfMs } from "../hardware/units";

/** Time within the return band after which the grid is `ok`. */
const ACCEPT_TICKS: i32 = TICK_HZ;
/** Delays of the frequency dropout, and of the imbalance dropout while a grid is watched. */
const FREQUENCY_DROP_MS: i32 = 5000;
const SUSPECT_IMBALANCE_MS: i32 = 200;
/** A leg below 65 % of 120 V is lost while the other is above 85 %. */
const LEG_LOST_PERMILLE: i32 = 650;

function inBand(v: SourceView, low: i32, high: i32): boolean {
  if (v.line_mv < lineMv(low) || v.line_mv > lineMv(high)) return false;
  return v.leg_min_mv >= legMv(low) && v.leg_max_mv <= legMv(high);
}

/** Why this grid cannot be accepted, apart from the level of its voltage. */
function flaw(v: SourceView, s: Settings): i32 {
  if (v.pilots != 3) return Reason.SensorLost;
  if (v.line_mv < LIVE_LINE_MV) return Reason.NoVoltage;
  if (v.ghost != 0) return Reason.Ghost;
  if (v.frequency_mhz == 0) return Reason.Settling;
  if (v.frequency_mhz < s.utility_hz_min_mhz) return Reason.FrequencyLow;
  if (v.frequency_mhz > s.utility_hz_max_mhz) return Reason.FrequencyHigh;
  if (v.rate_mhz_per_s == UNKNOWN) return Reason.Settling;
  if (v.rate_mhz_per_s > s.utility_hz_rate_max_mhz_per_s) return Reason.FrequencyRuns;
  if (v.neutral_valid != 0) {
    if (imbalancePermille(v) > s.imbalance_trip_permille) return Reason.LegImbalance;
    if (!opposite(v.leg_cosine_permille, s.leg_angle_max_degrees)) return Reason.LegAngle;
  }
  if (v.distortion_permille > s.utility_distortion_max_permille) return Reason.Distorted;
  return Reason.None;
}

function voltageFlaw(v: SourceView, s: Settings): i32 {
  if (inBand(v, s.utility_return_min_permille, s.utility_return_max_permille)) return 0;
  if (inBand(v, s.utility_wide_min_permille, s.utility_wide_max_permille)) return Reason.WideBand;
  if (v.leg_min_mv < legMv(LEG_LOST_PERMILLE) && v.leg_max_mv > legMv(850)) return Reason.LegLost;
  return v.leg_max_mv > legMv(s.utility_wide_max_permille)
    ? Reason.Overvoltage
    : Reason.Undervoltage;
}

function runTimers(q: Qualification, v: SourceView, s: Settings): void {
  const low_mv: i32 = v.leg_min_mv;
  q.under_ticks = timer(
    q.under_ticks,
    v.line_mv < lineMv(s.utility_drop_permille) || low_mv < legMv(s.utility_drop_permille),
  );
  q.lost_ticks = timer(
    q.lost_ticks,
    v.line_mv < lineMv(s.utility_lost_permille) || low_mv < legMv(s.utility_lost_permille),
  );
  q.over_ticks = timer(
    q.over_ticks,
    v.line_mv > lineMv(s.utility_over_permille) || v.leg_max_mv > legMv(s.utility_over_permille),
  );
  q.over_fast_ticks = timer(
    q.over_fast_ticks,
    v.fast_line_mv > lineMv(s.utility_over_fast_permille) ||
      v.fast_leg_max_mv > legMv(s.utility_over_fast_permille),
  );
  const off_mhz: i32 = v.frequency_mhz - 60000;
  const oscillates: boolean = v.frequency_mhz != 0 && v.line_mv > LIVE_LINE_MV;
  q.frequency_ticks = timer(q.frequency_ticks, oscillates && off_mhz < -s.utility_hz_drop_mhz);
  q.frequency_high_ticks = timer(
    q.frequency_high_ticks,
    oscillates && off_mhz > s.utility_hz_drop_mhz,
  );
  const imbalance: i32 = imbalancePermille(v);
  q.imbalance_warn_ticks = timer(q.imbalance_warn_ticks, imbalance > s.imbalance_warn_permille);
  q.imbalance_ticks = timer(q.imbalance_ticks, imbalance > s.imbalance_trip_permille);
  q.imbalance_fast_ticks = timer(
    q.imbalance_fast_ticks,
    fastImbalancePermille(v) > s.imbalance_trip_permille,
  );
  q.angle_ticks = timer(
    q.angle_ticks,
    v.neutral_valid != 0 &&
      v.leg_cosine_permille != UNKNOWN &&
      !opposite(v.leg_cosine_permille, s.leg_angle_max_degrees),
  );
}

/** An open neutral lifts one leg and lowers the other: that is not an overvoltage of the grid. */
function unequal(v: SourceView, s: Settings): boolean {
  return fastImbalancePermille(v) > s.imbalance_trip_permille;
}

/** The first function that has timed out, or none. `watched`: a suspected grid is back. */
function dropout(q: Qualification, v: SourceView, s: Settings, watched: boolean): i32 {
  if (q.over_fast_ticks > ticksOfMs(s.utility_over_fast_delay_ms)) {
    return unequal(v, s) ? Reason.LegImbalance : Reason.Overvoltage;
  }
  if (watched && q.imbalance_fast_ticks > ticksOfMs(SUSPECT_IMBALANCE_MS)) {
    return Reason.LegImbalance;
  }
  if (q.lost_ticks > ticksOfMs(s.utility_lost_delay_ms)) {
    return v.leg_max_mv > legMv(850) ? Reason.LegLost : Reason.Lost;
  }
  if (q.over_ticks > ticksOfMs(s.utility_over_delay_ms)) {
    return unequal(v, s) ? Reason.LegImbalance : Reason.Overvoltage;
  }
  if (q.imbalance_ticks > ticksOfMs(s.imbalance_trip_delay_ms)) return Reason.LegImbalance;
  if (q.under_ticks > ticksOfMs(s.utility_drop_delay_ms)) return Reason.Undervoltage;
  if (q.frequency_ticks > ticksOfMs(FREQUENCY_DROP_MS)) return Reason.FrequencyLow;
  if (q.frequency_high_ticks > ticksOfMs(FREQUENCY_DROP_MS)) return Reason.FrequencyHigh;
  if (q.angle_ticks > ticksOfMs(s.imbalance_trip_delay_ms)) return Reason.LegAngle;
  return Reason.None;
}

/**
 * Why this grid is not well now; 0 = it is well, that is inside the band in which it may return.
 * The one predicate behind the wait for the return, `Qualification.reason` and all that is said.
 */
export function utilityFlaw(v: SourceView, s: Settings): i32 {
  const hindrance: i32 = flaw(v, s);
  return hindrance != 0 ? hindrance : voltageFlaw(v, s);
}

/** Poor, yet better than darkness: a brown-out, never an open neutral or an overvoltage. */
function poor(v: SourceView, s: Settings): boolean {
  if (flaw(v, s) != Reason.None) return false;
  return inBand(v, s.utility_lost_permille, s.utility_wide_max_permille);
}

/** One tick of judging the grid. */
export function qualifyUtility(
  q: Qualification,
  v: SourceView,
  s: Settings,
  watched: boolean,
): void {
  const live: boolean = v.line_mv > LIVE_LINE_MV;
  q.live_ticks = timer(q.live_ticks, live);
  q.dead_ticks = timer(q.dead_ticks, !live);
  const flawed: i32 = utilityFlaw(v, s);
  q.good_ticks = stay(q.good_ticks, flawed == 0);
  q.wide_ticks = stay(q.wide_ticks, flawed == 0 || flawed == Reason.WideBand);
  q.poor_ticks = stay(q.poor_ticks, poor(v, s));
  runTimers(q, v, s);
  if (q.ok != 0) {
    // A connected grid may leave the band of return without dropping out: say so.
    q.reason = flawed;
    const drop: i32 = dropout(q, v, s, watched);
    if (drop != 0) {
      q.ok = 0;
      q.dropped_for = drop;
      q.reason = drop;
    }
  } else if (q.good_ticks >= ACCEPT_TICKS || q.wide_ticks >= s.utility_wide_s * TICK_HZ) {
    q.ok = 1;
    q.reason = Reason.None;
    clearTimers(q);
  } else {
    q.reason = flawed != 0 ? flawed : Reason.Settling;
  }
}

/** Follows sags of a connected grid: 1 when one has just ended; see `sag_min_mv`, `sag_ticks`. */
export function followSag(q: Qualification, v: SourceView, s: Settings): i32 {
  const down: boolean = v.line_mv < lineMv(900) && v.line_mv > lineMv(100);
  if (down) {
    if (q.sag_ticks == 0 || v.line_mv < q.sag_min_mv) q.sag_min_mv = v.line_mv;
    q.sag_ticks = countUp(q.sag_ticks);
    return 0;
  }
  const ended: boolean = q.sag_ticks > 2 && q.ok != 0 && v.line_mv >= lineMv(900);
  if (!ended || q.sag_ticks > ticksOfMs(s.utility_drop_delay_ms)) {
    q.sag_ticks = 0;
    return 0;
  }
  return 1;
}
