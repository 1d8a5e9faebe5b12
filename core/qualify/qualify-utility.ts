/**
 * Is the grid good? Functions 27, 59, 81, 60 and leg angle (IEEE C37.2) with fast and slow stages;
 * bands of return by ANSI C84.1. A good grid stays good between dropout and return band. Good time
 * is an account (`credit`), so that a grid is judged by its quality and not by its last dip.
 */
import { Reason } from "../lists/codes";
import { UTILITY_MILLIOHM, causeOf } from "./cause";
import { LIVE_LINE_MV } from "../hardware/hardware";
import { Settings } from "../lists/settings";
import {
  LEAK,
  Qualification,
  SourceView,
  clearTimers,
  credit,
  fastImbalancePermille,
  imbalancePermille,
  leak,
  legMv,
  lineMv,
  opposite,
  timer,
} from "./source";
import {
  TICK_HZ,
  UNKNOWN,
  countDown,
  countUp,
  larger,
  smaller,
  ticksOfMs,
} from "../hardware/units";

/** Time within the return band after which the grid is `ok`. */
const ACCEPT_TICKS: i32 = TICK_HZ;
/** Delays of the frequency dropout, and of the imbalance dropout while a grid is watched. */
const FREQUENCY_DROP_MS: i32 = 5000;
const SUSPECT_IMBALANCE_MS: i32 = 200;
/** A leg below 65 % of 120 V is lost while the other is above 85 %. */
const LEG_LOST_PERMILLE: i32 = 650;

/**
 * Frequencies of a utility's temporary microgrid: diesel sets that feed a substation wander further
 * than the grid, and less than a portable generator (engineering judgement; a connected house stays
 * to 58.5 Hz).
 */
const ISLAND_MIN_MHZ: i32 = 59000;
const ISLAND_MAX_MHZ: i32 = 61000;
const ISLAND_RATE_MAX_MHZ_PER_S: i32 = 500;
/** A dark house may go to a grid whose voltage is this far inside the dropout (20 per mille). */
const INSIDE_DROPOUT_PERMILLE: i32 = 20;

/** The voltage that a feeder always has may differ from the mean of what was learned by 2 %. */
const NORMAL_LINE_MV: i32 = 4800;
const NORMAL_LEG_MV: i32 = 3600;

/**
 * Time that each dip below the dropout (or rise above it) adds to the account of flicker, and once
 * more when the voltage is lost, and the sum at which the grid counts as failed. A gap each second
 * makes a house unusable in 6 s, one in 3 s in 30 s; a dip in 3 s never does (engineering
 * judgement, after the leaky sum of the flickermeter, IEC 61000-4-15).
 */
const FLICKER_GAP_TICKS: i32 = 3 * TICK_HZ;
const FLICKER_TRIP_TICKS: i32 = 28 * TICK_HZ;
/** A gap is over when the voltage is back above this. */
const GAP_OVER_PERMILLE: i32 = 900;

function inBand(v: SourceView, low: i32, high: i32): boolean {
  if (v.line_mv < lineMv(low) || v.line_mv > lineMv(high)) return false;
  return v.leg_min_mv >= legMv(low) && v.leg_max_mv <= legMv(high);
}

/** What is wrong with the frequency: of the grid, or `island`: of a temporary microgrid. */
function frequencyFlaw(v: SourceView, s: Settings, island: boolean): i32 {
  const low: i32 = island ? ISLAND_MIN_MHZ : s.utility_hz_min_mhz;
  const high: i32 = island ? ISLAND_MAX_MHZ : s.utility_hz_max_mhz;
  const rate: i32 = island ? ISLAND_RATE_MAX_MHZ_PER_S : s.utility_hz_rate_max_mhz_per_s;
  if (v.frequency_mhz == 0) return Reason.Settling;
  if (v.frequency_mhz < low) return Reason.FrequencyLow;
  if (v.frequency_mhz > high) return Reason.FrequencyHigh;
  if (v.rate_mhz_per_s == UNKNOWN) return Reason.Settling;
  return v.rate_mhz_per_s > rate ? Reason.FrequencyRuns : Reason.None;
}

/** Why this grid cannot be accepted, apart from the level of its voltage. */
function flaw(v: SourceView, s: Settings, island: boolean): i32 {
  if (v.pilots != 3) return Reason.SensorLost;
  if (v.line_mv < LIVE_LINE_MV) return Reason.NoVoltage;
  if (v.ghost != 0) return Reason.Ghost;
  const hertz: i32 = frequencyFlaw(v, s, island);
  if (hertz != 0) return hertz;
  if (v.neutral_valid != 0) {
    if (imbalancePermille(v) > s.imbalance_trip_permille) return Reason.LegImbalance;
    if (!opposite(v.leg_cosine_permille, s.leg_angle_max_degrees)) return Reason.LegAngle;
  }
  if (v.distortion_permille > s.utility_distortion_max_permille) return Reason.Distorted;
  return Reason.None;
}

/**
 * The band of return, widened to within 2 % of the feeder's own normal voltage, yet never nearer
 * than 2 % to the dropout nor above the wide band.
 */
function inReturnBand(v: SourceView, s: Settings, normal_mv: i32): boolean {
  const least: i32 = s.utility_drop_permille + INSIDE_DROPOUT_PERMILLE;
  const most: i32 = s.utility_wide_max_permille;
  const half: i32 = normal_mv >> 1;
  const low: i32 = larger(lineMv(least), normal_mv - NORMAL_LINE_MV);
  const high: i32 = smaller(lineMv(most), normal_mv + NORMAL_LINE_MV);
  const leg_low: i32 = larger(legMv(least), half - NORMAL_LEG_MV);
  const leg_high: i32 = smaller(legMv(most), half + NORMAL_LEG_MV);
  return (
    v.line_mv >= smaller(low, lineMv(s.utility_return_min_permille)) &&
    v.line_mv <= larger(high, lineMv(s.utility_return_max_permille)) &&
    v.leg_min_mv >= smaller(leg_low, legMv(s.utility_return_min_permille)) &&
    v.leg_max_mv <= larger(leg_high, legMv(s.utility_return_max_permille))
  );
}

function voltageFlaw(v: SourceView, s: Settings, normal_mv: i32): i32 {
  if (inReturnBand(v, s, normal_mv)) return 0;
  if (inBand(v, s.utility_wide_min_permille, s.utility_wide_max_permille)) return Reason.WideBand;
  if (v.leg_min_mv < legMv(LEG_LOST_PERMILLE) && v.leg_max_mv > legMv(850)) return Reason.LegLost;
  return v.leg_max_mv > legMv(s.utility_wide_max_permille)
    ? Reason.Overvoltage
    : Reason.Undervoltage;
}

/** Adds each gap of the line voltage to the account of flicker, which time pays off. */
function followFlicker(q: Qualification, v: SourceView, s: Settings): void {
  const high: boolean = v.line_mv > lineMv(s.utility_over_permille);
  const low: boolean = v.line_mv < lineMv(s.utility_drop_permille);
  const depth: i32 = v.line_mv < lineMv(s.utility_lost_permille) ? 2 : high || low ? 1 : 0;
  q.flicker_ticks = countDown(q.flicker_ticks);
  if (depth > q.gap_depth) {
    q.flicker_ticks = q.flicker_ticks + (depth - q.gap_depth) * FLICKER_GAP_TICKS;
    q.gap_depth = depth;
  } else if (inBand(v, GAP_OVER_PERMILLE, s.utility_over_permille)) q.gap_depth = 0;
  const most: i32 = FLICKER_TRIP_TICKS + 2 * FLICKER_GAP_TICKS;
  if (q.flicker_ticks > most) q.flicker_ticks = most;
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
  q.imbalance_ticks = leak(
    q.imbalance_ticks,
    imbalance > s.imbalance_trip_permille,
    ticksOfMs(s.imbalance_trip_delay_ms),
  );
  followFlicker(q, v, s);
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
function timedOut(q: Qualification, v: SourceView, s: Settings, watched: boolean): i32 {
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
  if (q.imbalance_ticks > LEAK * ticksOfMs(s.imbalance_trip_delay_ms)) return Reason.LegImbalance;
  if (q.under_ticks > ticksOfMs(s.utility_drop_delay_ms)) return Reason.Undervoltage;
  if (q.frequency_ticks > ticksOfMs(FREQUENCY_DROP_MS)) return Reason.FrequencyLow;
  if (q.frequency_high_ticks > ticksOfMs(FREQUENCY_DROP_MS)) return Reason.FrequencyHigh;
  if (q.angle_ticks > ticksOfMs(s.imbalance_trip_delay_ms)) return Reason.LegAngle;
  if (q.flicker_ticks > FLICKER_TRIP_TICKS) return Reason.Unsteady;
  return Reason.None;
}

/**
 * Why this grid is not well now; 0 = it is well, that is inside the band in which it may return.
 * The one predicate behind the wait for the return, `Qualification.reason` and all that is said.
 * `normal_mv`: the feeder's own normal voltage, line to line.
 */
export function utilityFlaw(v: SourceView, s: Settings, normal_mv: i32): i32 {
  const hindrance: i32 = flaw(v, s, false);
  const flawed: i32 = hindrance != 0 ? hindrance : voltageFlaw(v, s, normal_mv);
  return causeOf(v, flawed, UTILITY_MILLIOHM);
}

/** Whether the voltage alone is well: what shows at once when a load is taken off. */
export function utilityVoltageWell(v: SourceView, s: Settings, normal_mv: i32): boolean {
  return voltageFlaw(v, s, normal_mv) == 0 && !unequal(v, s);
}

/** Whether the voltage is one at which a connected house stays; the normal is learned from it. */
export function utilityRidesThrough(v: SourceView, s: Settings): boolean {
  return inBand(v, s.utility_drop_permille, s.utility_over_permille) && !unequal(v, s);
}

/** Poor, yet better than darkness: a brown-out, never an open neutral or an overvoltage. */
function poor(v: SourceView, s: Settings): boolean {
  if (flaw(v, s, false) != Reason.None) return false;
  return inBand(v, s.utility_lost_permille, s.utility_wide_max_permille);
}

/** Poor in hertz or high in volts: a dark house takes it after a longer time. */
function rough(v: SourceView, s: Settings): boolean {
  if (flaw(v, s, true) != Reason.None) return false;
  const most: i32 = s.utility_over_permille - INSIDE_DROPOUT_PERMILLE;
  return inBand(v, s.utility_lost_permille, most);
}

/** The wider band: in volts, and where the settings say so in hertz. */
function wide(v: SourceView, s: Settings, flawed: i32): boolean {
  if (flawed == 0 || flawed == Reason.WideBand) return true;
  if (s.utility_accept_microgrid == 0 || flaw(v, s, true) != Reason.None) return false;
  return inBand(v, s.utility_wide_min_permille, s.utility_wide_max_permille);
}

/** The accounts of good time; a dropout function that has timed out, `drop`, closes them. */
function countGood(q: Qualification, v: SourceView, s: Settings, flawed: i32, drop: i32): void {
  q.bad_ticks = timer(q.bad_ticks, flawed != 0);
  q.good_ticks = drop != 0 ? 0 : credit(q.good_ticks, q.bad_ticks);
  q.wide_bad_ticks = timer(q.wide_bad_ticks, !wide(v, s, flawed));
  q.wide_ticks = drop != 0 ? 0 : credit(q.wide_ticks, q.wide_bad_ticks);
  q.poor_now = poor(v, s) ? 1 : 0;
  q.poor_ticks = credit(q.poor_ticks, 1 - q.poor_now);
  q.rough_now = rough(v, s) ? 1 : 0;
  q.rough_ticks = credit(q.rough_ticks, 1 - q.rough_now);
}

/** One tick of judging the grid; `watched`: a suspected grid is back. */
export function qualifyUtility(
  q: Qualification,
  v: SourceView,
  s: Settings,
  watched: boolean,
  normal_mv: i32,
): void {
  const live: boolean = v.line_mv > LIVE_LINE_MV;
  q.live_ticks = timer(q.live_ticks, live);
  q.dead_ticks = timer(q.dead_ticks, !live);
  runTimers(q, v, s);
  const drop: i32 = causeOf(v, timedOut(q, v, s, watched), UTILITY_MILLIOHM);
  const flawed: i32 = utilityFlaw(v, s, normal_mv);
  countGood(q, v, s, flawed, drop);
  if (q.ok != 0) {
    // A connected grid may leave the band of return without dropping out: say so.
    q.reason = drop != 0 ? drop : flawed;
    if (drop != 0) {
      q.ok = 0;
      q.dropped_for = drop;
    }
    return;
  }
  const flickers: boolean = q.dropped_for == Reason.Unsteady && q.flicker_ticks > 0;
  const held: boolean = q.good_ticks >= ACCEPT_TICKS || q.wide_ticks >= s.utility_wide_s * TICK_HZ;
  if (held && !flickers) {
    q.ok = 1;
    // Its account may be full in a bad tick, or that of the wider band.
    q.reason = flawed;
    clearTimers(q);
  } else q.reason = flawed != 0 ? flawed : flickers ? Reason.Unsteady : Reason.Settling;
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
