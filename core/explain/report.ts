/** Reports each change once as an event. Reads the whole state and changes only `Reported`. */
import { Reason } from "../lists/codes";
import { Connected, Control, Reported } from "../control/control";
import { darkSeconds, restoreSeconds } from "../control/decide";
import { Event } from "../lists/events";
import { RESERVE_TO_CLOSE_MV } from "../hardware/hardware";
import { hasWeakReserve } from "../control/latches";
import { NeutralState } from "../measure/neutral";
import { Position } from "../control/position";
import { raise } from "../storage/raise";
import { imbalancePermille } from "../qualify/source";
import { TICK_HZ, countUp, ticksOfMs } from "../hardware/units";

/** Whether a new reason has held for a second, so that it is worth an event. */
function held(c: Control, reported: Reported, reason: i32): boolean {
  if (reason == reported.utility_reason || reason != reported.utility_candidate) {
    reported.utility_candidate = reason;
    reported.utility_since = c.evidence.boot_ticks;
    return false;
  }
  return c.evidence.boot_ticks - reported.utility_since >= TICK_HZ;
}

function reportUtility(c: Control, reported: Reported): void {
  const q = c.utility;
  const v = c.view_u;
  if (q.ok != reported.utility_ok) {
    if (q.ok == 0) {
      raise(c.raised, Event.UtilityLost, q.dropped_for, v.line_mv);
      if (q.dropped_for == Reason.LegImbalance) {
        raise(c.raised, Event.OpenNeutral, v.leg_min_mv, v.leg_max_mv);
      }
    } else if (c.transfer.connected == Connected.Utility) {
      raise(c.raised, Event.UtilityGood, v.line_mv, v.frequency_mhz);
    } else {
      const on: boolean = c.transfer.connected == Connected.Generator;
      raise(c.raised, Event.UtilityBack, v.line_mv, on ? restoreSeconds(c) : darkSeconds(c));
    }
    reported.utility_ok = q.ok;
    reported.utility_reason = q.reason;
  } else if (q.ok == 0 && q.live_ticks > 2 * TICK_HZ && held(c, reported, q.reason)) {
    reported.utility_reason = q.reason;
    const settling: boolean = q.reason == Reason.Settling || q.reason == Reason.NoVoltage;
    if (!settling) raise(c.raised, Event.UtilityRejected, q.reason, v.line_mv);
  }
  reportAbnormal(c, reported);
}

/** Motors that coast after an outage turn for a second or two: that is no source. */
const ABNORMAL_TICKS: i32 = 2 * TICK_HZ;

/** Another source on the grid's wires: a strange frequency that lasts. */
function reportAbnormal(c: Control, reported: Reported): void {
  const q = c.utility;
  const strange: boolean =
    q.reason == Reason.FrequencyLow ||
    q.reason == Reason.FrequencyHigh ||
    q.reason == Reason.FrequencyRuns;
  const counts: boolean = q.ok == 0 && strange && q.live_ticks > 2 * TICK_HZ;
  reported.utility_abnormal_ticks = counts ? countUp(reported.utility_abnormal_ticks) : 0;
  if (reported.utility_abnormal_ticks >= ABNORMAL_TICKS && reported.utility_abnormal == 0) {
    raise(c.raised, Event.AbnormalLineSource, c.view_u.frequency_mhz, c.view_u.line_mv);
    reported.utility_abnormal = 1;
  }
  if (q.live_ticks == 0) reported.utility_abnormal = 0;
}

function reportLegs(c: Control, reported: Reported): void {
  const v = c.view_u;
  const warn: i32 = c.utility.imbalance_warn_ticks > TICK_HZ ? 1 : 0;
  if (warn != 0 && reported.imbalance == 0) {
    raise(c.raised, Event.ImbalanceWarning, v.leg_min_mv, v.leg_max_mv);
  }
  if (warn != 0 || imbalancePermille(v) < c.settings.imbalance_warn_permille) {
    reported.imbalance = warn;
  }
  const swell: i32 =
    c.utility.over_ticks > ticksOfMs(c.settings.utility_over_delay_ms) &&
    c.transfer.connected == Connected.Utility
      ? 1
      : 0;
  if (swell != 0 && reported.swell == 0) raise(c.raised, Event.UtilitySwell, v.line_mv, 0);
  reported.swell = swell;
}

function reportGenerator(c: Control, reported: Reported): void {
  const q = c.generator;
  const v = c.view_g;
  const live: i32 =
    q.live_ticks > TICK_HZ ? 1 : q.dead_ticks > TICK_HZ ? 0 : reported.generator_live;
  if (live != reported.generator_live) {
    reported.generator_live = live;
    reported.generator_reason = Reason.None;
    if (live != 0) raise(c.raised, Event.GeneratorSeen, v.line_mv, v.frequency_mhz);
    else raise(c.raised, Event.GeneratorGone, 0, 0);
  }
  if (q.ok != reported.generator_ok) {
    reported.generator_ok = q.ok;
    reported.generator_reason = q.reason;
    if (q.ok != 0) raise(c.raised, Event.GeneratorAccepted, v.line_mv, v.frequency_mhz);
    else if (c.transfer.connected == Connected.Generator || c.transfer.generator_lost != 0) {
      raise(c.raised, Event.GeneratorLost, q.dropped_for, v.line_mv);
    }
    return;
  }
  if (q.ok != 0 || q.live_ticks < 8 * TICK_HZ || q.reason == reported.generator_reason) return;
  if (q.reason != reported.generator_candidate) {
    reported.generator_candidate = q.reason;
    reported.generator_since = c.evidence.boot_ticks;
  }
  if (c.evidence.boot_ticks - reported.generator_since < TICK_HZ) return;
  reported.generator_reason = q.reason;
  const flaw: boolean = q.reason != Reason.Settling && q.reason != Reason.NoVoltage;
  if (flaw) raise(c.raised, Event.GeneratorRejected, q.reason, v.line_mv);
}

function reportSwitches(c: Control, reported: Reported): void {
  const u: i32 = c.position_u.contradiction;
  const g: i32 = c.position_g.contradiction;
  if (u != reported.contradiction_u) {
    raise(c.raised, u != 0 ? Event.Contradiction : Event.ContradictionGone, 1, 0);
    reported.contradiction_u = u;
  }
  if (g != reported.contradiction_g) {
    raise(c.raised, g != 0 ? Event.Contradiction : Event.ContradictionGone, 2, 0);
    reported.contradiction_g = g;
  }
  const split_u: i32 = c.position_u.position == Position.Split ? 1 : 0;
  const split_g: i32 = c.position_g.position == Position.Split ? 1 : 0;
  if (split_u != 0 && reported.split_u == 0) raise(c.raised, Event.SplitPoles, 1, 0);
  if (split_g != 0 && reported.split_g == 0) raise(c.raised, Event.SplitPoles, 2, 0);
  reported.split_u = split_u;
  reported.split_g = split_g;
}

function reportBackVoltage(c: Control, reported: Reported): void {
  const ticks: i32 = c.evidence.back_voltage_ticks;
  const mv: i32 = c.readings.out_line_mv;
  // Motors coast for about a second: that is not worth an event.
  if (ticks == 2 * TICK_HZ) {
    raise(c.raised, Event.BackVoltage, mv, 0);
    reported.back_voltage = 1;
  }
  if (ticks == c.settings.back_voltage_alarm_s * TICK_HZ) {
    raise(c.raised, Event.BackVoltageAlarm, c.settings.back_voltage_alarm_s, mv);
  }
  if (reported.back_voltage != 0 && c.evidence.out_dead_ticks > TICK_HZ) {
    raise(c.raised, Event.BackVoltageGone, 0, 0);
    reported.back_voltage = 0;
  }
}

/** `pilots`: six bits, two for each place; `reference`: a `NeutralState`. */
function reportSensors(c: Control, reported: Reported, pilots: i32, reference: i32): void {
  if (c.evidence.boot_ticks < TICK_HZ / 2) return;
  const lost: i32 = reported.pilots & ~pilots;
  const back: i32 = pilots & ~reported.pilots;
  if (lost != 0) raise(c.raised, Event.SensorLost, placeOf(lost), 0);
  if (back != 0) raise(c.raised, Event.SensorBack, placeOf(back), 0);
  reported.pilots = pilots;
  if (reference == reported.neutral || reference == NeutralState.NotTested) return;
  const lost_now: boolean = reference == NeutralState.Lost;
  const first: boolean = reported.neutral == NeutralState.NotTested;
  reported.neutral = reference;
  if (lost_now) raise(c.raised, Event.NeutralLost, 0, 0);
  else if (!first) raise(c.raised, Event.NeutralValid, 0, 0);
}

/** The place of the lowest pilot bit: 1 utility, 2 generator, 3 line out. */
function placeOf(bits: i32): i32 {
  if ((bits & 3) != 0) return 1;
  return (bits & 12) != 0 ? 2 : 3;
}

/** Capacity that the last weighing shows; the fall of a whole reserve has a tenth of tolerance. */
function capacityPercent(c: Control): i32 {
  return (90909 / c.evidence.reserve_sag_permille) | 0;
}

function reportWaiting(c: Control, reported: Reported): void {
  const refusal: i32 = c.transfer.refusal;
  const worth: boolean = refusal == Reason.LineOutLive || refusal >= Reason.BackVoltage;
  if (worth && refusal != reported.refusal && c.transfer.dark_ticks > 5 * TICK_HZ) {
    raise(c.raised, Event.CloseRefused, refusal, 0);
    reported.refusal = refusal;
  }
  if (c.transfer.connected != Connected.None) reported.refusal = Reason.None;
  const low: boolean = c.readings.coil_reserve_mv < RESERVE_TO_CLOSE_MV - 1000;
  if (low && reported.reserve_low == 0 && c.evidence.boot_ticks > 10 * TICK_HZ) {
    raise(c.raised, Event.ReserveLow, c.readings.coil_reserve_mv, 0);
    reported.reserve_low = 1;
  }
  if (c.readings.coil_reserve_mv >= RESERVE_TO_CLOSE_MV) reported.reserve_low = 0;
  const weak: i32 = hasWeakReserve(c) ? 1 : 0;
  if (weak != reported.reserve_weak) {
    const event: i32 = weak != 0 ? Event.ReserveWeak : Event.ReserveRecovered;
    raise(c.raised, event, capacityPercent(c), 0);
    reported.reserve_weak = weak;
  }
  const drift: i32 = c.clock_permille > 5 ? 1 : 0;
  if (drift != 0 && reported.clock == 0) raise(c.raised, Event.ClockDrift, c.clock_permille, 0);
  reported.clock = drift;
}

/** Raises the events of this tick; `pilots` and `reference` as in `reportSensors`. */
export function report(c: Control, pilots: i32, reference: i32): void {
  const reported = c.reported;
  reportUtility(c, reported);
  reportLegs(c, reported);
  reportGenerator(c, reported);
  reportSwitches(c, reported);
  reportBackVoltage(c, reported);
  reportSensors(c, reported, pilots, reference);
  reportWaiting(c, reported);
}
