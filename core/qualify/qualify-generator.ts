/**
 * Is the generator good? Accepted after an unbroken stay inside its band with both legs opposite,
 * an undistorted and steady voltage, and a neutral that has passed the burden test; left by stages.
 */
import { Reason } from "../lists/codes";
import { GENERATOR_MILLIOHM, causeOf } from "./cause";
import { LIVE_LINE_MV } from "../hardware/hardware";
import { followLoad, hertzRecoveryMs, overFastMs, peakMhz, peakPermille } from "./ride-through";
import { Settings } from "../lists/settings";
import {
  FeedSeen,
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
import { TICK_HZ, UNKNOWN, ticksOfMs } from "../hardware/units";

/** Deviation of the voltage from its slow mean that two machines in parallel would show. */
const UNSTEADY_PERMILLE: i32 = 50;
/** A cord whose neutral is interrupted this long, and that feeds nothing, is no longer there. */
const CORD_LOST_MS: i32 = 100;
/** While a load is picked up, a dip to this is nothing (engineering judgement). */
const PICKUP_DIP_PERMILLE: i32 = 650;
const PICKUP_DIP_MHZ: i32 = 51000;

/** From this load on, a sixth of the path's 30 A, a governor must have settled into the band. */
const LOADED_MA: i32 = 5000;

/**
 * Highest frequency to accept. A governor droops, by up to 8 % in class G1 (ISO 8528-5:2013), so a
 * set that is right under load turns faster without.
 */
function hzMaxMhz(s: Settings, loaded: boolean): i32 {
  const higher: boolean = !loaded && s.generator_hz_no_load_mhz > s.generator_hz_max_mhz;
  return higher ? s.generator_hz_no_load_mhz : s.generator_hz_max_mhz;
}

function frequencyFlaw(v: SourceView, s: Settings, hz_max_mhz: i32): i32 {
  if (v.frequency_mhz < s.generator_hz_min_mhz) return Reason.FrequencyLow;
  return v.frequency_mhz > hz_max_mhz ? Reason.FrequencyHigh : Reason.None;
}

/** What keeps this generator from being accepted now. */
function flaw(v: SourceView, s: Settings, cord_neutral: i32, hz_max_mhz: i32): i32 {
  if (v.pilots != 3) return Reason.SensorLost;
  // Legs in phase show no line voltage at all; the larger leg shows that something is there.
  if (v.line_mv < LIVE_LINE_MV && v.leg_max_mv < legMv(250)) return Reason.NoVoltage;
  if (v.ghost != 0) return Reason.Ghost;
  if (v.neutral_valid == 0 || cord_neutral == 0) {
    // Far from 60 Hz the test of the neutral shows nothing: the hertz are what is wrong.
    const hertz: i32 = cord_neutral == 0 ? Reason.None : frequencyFlaw(v, s, hz_max_mhz);
    return hertz != 0 ? hertz : Reason.NeutralNotValid;
  }
  if (!opposite(v.leg_cosine_permille, s.leg_angle_max_degrees)) {
    return v.leg_min_mv < legMv(250) ? Reason.LegLost : Reason.LegAngle;
  }
  if (imbalancePermille(v) > s.generator_imbalance_permille) return Reason.LegImbalance;
  if (v.leg_min_mv < legMv(s.generator_accept_min_permille)) return Reason.Undervoltage;
  if (v.leg_max_mv > legMv(s.generator_accept_max_permille)) return Reason.Overvoltage;
  if (v.line_mv < lineMv(s.generator_accept_min_permille)) return Reason.Undervoltage;
  if (v.line_mv > lineMv(s.generator_accept_max_permille)) return Reason.Overvoltage;
  const hertz: i32 = frequencyFlaw(v, s, hz_max_mhz);
  if (hertz != 0) return hertz;
  if (v.rate_mhz_per_s == UNKNOWN) return Reason.Settling;
  if (v.rate_mhz_per_s > s.generator_hz_rate_max_mhz_per_s) return Reason.FrequencyRuns;
  if (v.unsteady_permille > UNSTEADY_PERMILLE) return Reason.Unsteady;
  if (v.distortion_permille > s.generator_distortion_max_permille) return Reason.Distorted;
  return Reason.None;
}

function fastAbove(v: SourceView, permille: i32): boolean {
  return v.fast_line_mv > lineMv(permille) || v.fast_leg_max_mv > legMv(permille);
}

function runTimers(q: Qualification, v: SourceView, s: Settings, picking_up: boolean): void {
  const drop: i32 = picking_up ? PICKUP_DIP_PERMILLE : s.generator_drop_permille;
  const drop_mhz: i32 = picking_up ? PICKUP_DIP_MHZ : s.generator_drop_hz_mhz;
  const low: boolean = v.line_mv < lineMv(drop) || v.leg_min_mv < legMv(drop);
  q.under_ticks = timer(q.under_ticks, low);
  q.lost_ticks = timer(
    q.lost_ticks,
    v.line_mv < lineMv(s.generator_lost_permille) ||
      v.leg_min_mv < legMv(s.generator_lost_permille),
  );
  const spared: boolean = q.spared_ticks > 0;
  q.over_ticks = timer(
    q.over_ticks,
    !spared &&
      (v.line_mv > lineMv(s.generator_over_permille) ||
        v.leg_max_mv > legMv(s.generator_over_permille)),
  );
  q.over_fast_ticks = timer(
    q.over_fast_ticks,
    !spared && fastAbove(v, s.generator_over_fast_permille),
  );
  q.over_peak_ticks = timer(q.over_peak_ticks, fastAbove(v, peakPermille(s)));
  // What still rings after a collapse has a frequency, but it is not the generator's.
  const turns: boolean = v.fast_line_mv > lineMv(s.generator_lost_permille);
  q.frequency_ticks = timer(q.frequency_ticks, turns && v.frequency_mhz < drop_mhz);
  q.frequency_high_ticks = timer(
    q.frequency_high_ticks,
    turns && v.frequency_mhz > s.generator_over_hz_mhz,
  );
  q.frequency_peak_ticks = timer(q.frequency_peak_ticks, turns && v.frequency_mhz > peakMhz(s));
  q.frequency_fast_ticks = timer(
    q.frequency_fast_ticks,
    turns && v.fast_frequency_mhz > s.generator_over_hz_fast_mhz,
  );
  q.imbalance_ticks = timer(
    q.imbalance_ticks,
    imbalancePermille(v) > s.generator_imbalance_permille,
  );
  q.imbalance_fast_ticks = timer(
    q.imbalance_fast_ticks,
    fastImbalancePermille(v) > s.generator_imbalance_fast_permille,
  );
}

function timedOut(q: Qualification, s: Settings, feed: FeedSeen): i32 {
  if (feed.from_house != 0) return Reason.SourceInHouse;
  if (q.cord_ticks > ticksOfMs(CORD_LOST_MS)) return Reason.NeutralNotValid;
  if (q.over_peak_ticks > ticksOfMs(160)) return Reason.Overvoltage;
  if (q.over_fast_ticks > ticksOfMs(overFastMs(s))) return Reason.Overvoltage;
  if (q.frequency_fast_ticks > ticksOfMs(100)) {
    // An engine that runs away raises both; the voltage is what harms.
    return q.over_fast_ticks > 0 ? Reason.Overvoltage : Reason.FrequencyHigh;
  }
  if (q.imbalance_fast_ticks > ticksOfMs(200)) return Reason.LegImbalance;
  if (q.lost_ticks > ticksOfMs(s.generator_lost_delay_ms)) return Reason.Lost;
  if (q.over_ticks > TICK_HZ) return Reason.Overvoltage;
  if (q.frequency_peak_ticks > TICK_HZ) return Reason.FrequencyHigh;
  if (q.frequency_high_ticks > ticksOfMs(hertzRecoveryMs(s))) return Reason.FrequencyHigh;
  if (q.imbalance_ticks > TICK_HZ) return Reason.LegImbalance;
  if (q.under_ticks > ticksOfMs(s.generator_drop_delay_ms)) return Reason.Undervoltage;
  if (q.frequency_ticks > ticksOfMs(s.generator_drop_delay_ms)) return Reason.FrequencyLow;
  return Reason.None;
}

/**
 * One tick of judging the generator. `connected`: the house is on it, so dips are judged by the
 * dropout stages; `picking_up`: within `generator_dip_ignore_s` of the transfer; `stable_s`: how
 * long it must be good. A source in the house that keeps the wires alive is no generator.
 */
export function qualifyGenerator(
  q: Qualification,
  v: SourceView,
  s: Settings,
  cord_neutral: i32,
  feed: FeedSeen,
  stable_s: i32,
  connected: boolean,
  picking_up: boolean,
): void {
  const live: boolean = v.line_mv > LIVE_LINE_MV || v.leg_max_mv > legMv(250);
  q.live_ticks = timer(q.live_ticks, live);
  q.dead_ticks = timer(q.dead_ticks, !live);
  const foreign: boolean = connected && feed.from_house != 0;
  const hz_max_mhz: i32 = hzMaxMhz(s, connected && feed.load_ma > LOADED_MA);
  const seen: i32 = foreign ? Reason.SourceInHouse : flaw(v, s, cord_neutral, hz_max_mhz);
  const hindrance: i32 = causeOf(v, seen, GENERATOR_MILLIOHM);
  q.good_ticks = stay(q.good_ticks, hindrance == Reason.None);
  followLoad(q, feed.load_ma, s);
  runTimers(q, v, s, picking_up);
  q.cord_ticks = timer(q.cord_ticks, connected && cord_neutral == 0 && feed.shown == 0);
  if (q.ok != 0) {
    // A connected generator may leave the band of acceptance without dropping out: say so.
    q.reason = hindrance;
    const drop: i32 = connected ? causeOf(v, timedOut(q, s, feed), GENERATOR_MILLIOHM) : hindrance;
    if (drop != 0) {
      q.ok = 0;
      q.dropped_for = drop;
      q.reason = drop;
    }
  } else if (q.good_ticks >= stable_s * TICK_HZ) {
    q.ok = 1;
    q.reason = Reason.None;
    clearTimers(q);
  } else {
    q.reason = hindrance != 0 ? hindrance : Reason.Settling;
  }
}
