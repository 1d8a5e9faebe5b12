// Generated from core/*.ts by `npm run generate`; do not edit.

import { Control } from "./control";
import { Demand } from "./registers";
import { DemandSteps } from "./demand";
import { Estimate } from "./estimate";
import { Evidence } from "./evidence";
import { Ledger } from "./registers";
import { MeterSums } from "./meter-sums";
import { Metering } from "./metering";
import { Neutral } from "./neutral";
import { OpenProof } from "./evidence";
import { OutageWatch } from "./outages";
import { Outputs } from "./signals";
import { Place } from "./estimate";
import { Power } from "./power";
import { Pulse } from "./pulse";
import { Raised } from "./raise";
import { Readings } from "./evidence";
import { Register } from "./registers";
import { Registers } from "./registers";
import { Saving } from "./metering";
import { Sense } from "./sense";
import { Settings } from "./settings";
import { Side } from "./neutral";
import { Source } from "./source";
import { Stored } from "./store";
import { SwitchPosition } from "./position";
import { TestPulse } from "./metering";
import { Told } from "./control";
import { Transfer } from "./control";
import { View } from "./source";

function copyArray(to: Int32Array, from: Int32Array, length: i32): void {
  for (let k: i32 = 0; k < length; k++) to[k] = from[k] as i32;
}

export function copySettings(to: Settings, from: Settings): void {
  to.utility_drop_permille = from.utility_drop_permille;
  to.utility_drop_delay_ms = from.utility_drop_delay_ms;
  to.utility_lost_permille = from.utility_lost_permille;
  to.utility_lost_delay_ms = from.utility_lost_delay_ms;
  to.utility_over_permille = from.utility_over_permille;
  to.utility_over_delay_ms = from.utility_over_delay_ms;
  to.utility_over_fast_permille = from.utility_over_fast_permille;
  to.utility_over_fast_delay_ms = from.utility_over_fast_delay_ms;
  to.utility_return_min_permille = from.utility_return_min_permille;
  to.utility_return_max_permille = from.utility_return_max_permille;
  to.utility_wide_min_permille = from.utility_wide_min_permille;
  to.utility_wide_max_permille = from.utility_wide_max_permille;
  to.utility_wide_s = from.utility_wide_s;
  to.utility_hz_min_mhz = from.utility_hz_min_mhz;
  to.utility_hz_max_mhz = from.utility_hz_max_mhz;
  to.utility_hz_rate_max_mhz_per_s = from.utility_hz_rate_max_mhz_per_s;
  to.utility_hz_drop_mhz = from.utility_hz_drop_mhz;
  to.utility_distortion_max_permille = from.utility_distortion_max_permille;
  to.imbalance_warn_permille = from.imbalance_warn_permille;
  to.imbalance_trip_permille = from.imbalance_trip_permille;
  to.imbalance_trip_delay_ms = from.imbalance_trip_delay_ms;
  to.leg_angle_max_degrees = from.leg_angle_max_degrees;
  to.restore_s = from.restore_s;
  to.restore_dark_s = from.restore_dark_s;
  to.backoff_window_s = from.backoff_window_s;
  to.backoff_max_s = from.backoff_max_s;
  to.suspect_hold_s = from.suspect_hold_s;
  to.isolate_on_outage = from.isolate_on_outage;
  to.isolate_after_ms = from.isolate_after_ms;
  to.generator_accept_min_permille = from.generator_accept_min_permille;
  to.generator_accept_max_permille = from.generator_accept_max_permille;
  to.generator_hz_min_mhz = from.generator_hz_min_mhz;
  to.generator_hz_max_mhz = from.generator_hz_max_mhz;
  to.generator_hz_rate_max_mhz_per_s = from.generator_hz_rate_max_mhz_per_s;
  to.generator_distortion_max_permille = from.generator_distortion_max_permille;
  to.generator_stable_s = from.generator_stable_s;
  to.generator_drop_permille = from.generator_drop_permille;
  to.generator_drop_hz_mhz = from.generator_drop_hz_mhz;
  to.generator_drop_delay_ms = from.generator_drop_delay_ms;
  to.generator_lost_permille = from.generator_lost_permille;
  to.generator_lost_delay_ms = from.generator_lost_delay_ms;
  to.generator_dip_ignore_s = from.generator_dip_ignore_s;
  to.generator_over_permille = from.generator_over_permille;
  to.generator_over_fast_permille = from.generator_over_fast_permille;
  to.generator_over_hz_mhz = from.generator_over_hz_mhz;
  to.generator_over_hz_fast_mhz = from.generator_over_hz_fast_mhz;
  to.generator_imbalance_permille = from.generator_imbalance_permille;
  to.generator_imbalance_fast_permille = from.generator_imbalance_fast_permille;
  to.overload_a = from.overload_a;
  to.overload_retry_s = from.overload_retry_s;
  to.dead_time_ms = from.dead_time_ms;
  to.back_voltage_clear_s = from.back_voltage_clear_s;
  to.back_voltage_alarm_s = from.back_voltage_alarm_s;
  to.transfers_per_hour = from.transfers_per_hour;
  to.jaw_warn_degree = from.jaw_warn_degree;
  to.jaw_trip_degree = from.jaw_trip_degree;
}

export function copyStored(to: Stored, from: Stored): void {
  to.version_counter = from.version_counter;
  to.boots = from.boots;
  to.short_boots = from.short_boots;
  to.event_sequence = from.event_sequence;
  to.lockout = from.lockout;
  to.lock_open = from.lock_open;
  to.intent = from.intent;
  to.tries_utility_open = from.tries_utility_open;
  to.tries_utility_close = from.tries_utility_close;
  to.tries_generator_open = from.tries_generator_open;
  to.tries_generator_close = from.tries_generator_close;
  to.sequences = from.sequences;
  to.sequences_ticks = from.sequences_ticks;
  to.transfers = from.transfers;
  to.transfers_ticks = from.transfers_ticks;
  to.backoff = from.backoff;
  to.backoff_ticks = from.backoff_ticks;
  to.suspect = from.suspect;
  to.suspect_ticks = from.suspect_ticks;
  to.suspect_failures = from.suspect_failures;
  to.suspect_failures_ticks = from.suspect_failures_ticks;
  to.overload_retries = from.overload_retries;
  to.back_voltage = from.back_voltage;
  to.finding = from.finding;
  to.minutes = from.minutes;
  to.minute_ticks = from.minute_ticks;
  to.utility_opened_minute = from.utility_opened_minute;
  to.utility_closed_minute = from.utility_closed_minute;
  to.generator_opened_minute = from.generator_opened_minute;
  to.generator_closed_minute = from.generator_closed_minute;
}

export function copyReadings(to: Readings, from: Readings): void {
  to.utility_contacts = from.utility_contacts;
  to.generator_contacts = from.generator_contacts;
  to.utility_current = from.utility_current;
  to.generator_current = from.generator_current;
  to.utility_across = from.utility_across;
  to.generator_across = from.generator_across;
  to.utility_follows = from.utility_follows;
  to.generator_follows = from.generator_follows;
  to.utility_leg_follows = from.utility_leg_follows;
  to.out_leg_mv = from.out_leg_mv;
  to.out_line_mv = from.out_line_mv;
  to.out_to_utility_mv = from.out_to_utility_mv;
  to.out_pilots = from.out_pilots;
  to.neutral_valid = from.neutral_valid;
  to.coil_reserve_mv = from.coil_reserve_mv;
  to.logic_reserve_mv = from.logic_reserve_mv;
  to.coil_current_ma = from.coil_current_ma;
  to.supplied = from.supplied;
}

export function copyOpenProof(to: OpenProof, from: OpenProof): void {
  to.pulse_ticks = from.pulse_ticks;
  to.settled_ticks = from.settled_ticks;
  to.proven_ticks = from.proven_ticks;
}

export function copyEvidence(to: Evidence, from: Evidence): void {
  to.boot_ticks = from.boot_ticks;
  copyOpenProof(to.utility, from.utility);
  copyOpenProof(to.generator, from.generator);
  to.out_dead_ticks = from.out_dead_ticks;
  to.out_live_ticks = from.out_live_ticks;
  to.out_between_ticks = from.out_between_ticks;
  to.back_voltage_ticks = from.back_voltage_ticks;
  to.back_voltage_long = from.back_voltage_long;
  to.reserve_before_mv = from.reserve_before_mv;
  to.reserve_pulse_ticks = from.reserve_pulse_ticks;
  to.stray_current_ticks = from.stray_current_ticks;
  to.reserve_sag_permille = from.reserve_sag_permille;
}

export function copySwitchPosition(to: SwitchPosition, from: SwitchPosition): void {
  to.position = from.position;
  to.candidate = from.candidate;
  to.candidate_ticks = from.candidate_ticks;
  to.unclear_ticks = from.unclear_ticks;
  to.lie_ticks = from.lie_ticks;
  to.contradiction = from.contradiction;
  to.pole1 = from.pole1;
  to.pole2 = from.pole2;
}

export function copySource(to: Source, from: Source): void {
  to.ok = from.ok;
  to.reason = from.reason;
  to.dropped_for = from.dropped_for;
  to.good_ticks = from.good_ticks;
  to.wide_ticks = from.wide_ticks;
  to.poor_ticks = from.poor_ticks;
  to.live_ticks = from.live_ticks;
  to.dead_ticks = from.dead_ticks;
  to.under_ticks = from.under_ticks;
  to.lost_ticks = from.lost_ticks;
  to.over_ticks = from.over_ticks;
  to.over_fast_ticks = from.over_fast_ticks;
  to.frequency_ticks = from.frequency_ticks;
  to.frequency_high_ticks = from.frequency_high_ticks;
  to.frequency_fast_ticks = from.frequency_fast_ticks;
  to.imbalance_ticks = from.imbalance_ticks;
  to.imbalance_fast_ticks = from.imbalance_fast_ticks;
  to.imbalance_warn_ticks = from.imbalance_warn_ticks;
  to.angle_ticks = from.angle_ticks;
  to.sag_min_mv = from.sag_min_mv;
  to.sag_ticks = from.sag_ticks;
}

export function copyView(to: View, from: View): void {
  to.line_mv = from.line_mv;
  to.leg_min_mv = from.leg_min_mv;
  to.leg_max_mv = from.leg_max_mv;
  to.fast_line_mv = from.fast_line_mv;
  to.fast_leg_max_mv = from.fast_leg_max_mv;
  to.fast_leg_min_mv = from.fast_leg_min_mv;
  to.frequency_mhz = from.frequency_mhz;
  to.fast_frequency_mhz = from.fast_frequency_mhz;
  to.rate_mhz_per_s = from.rate_mhz_per_s;
  to.leg_cosine_permille = from.leg_cosine_permille;
  to.distortion_permille = from.distortion_permille;
  to.unsteady_permille = from.unsteady_permille;
  to.pilots = from.pilots;
  to.ghost = from.ghost;
  to.neutral_valid = from.neutral_valid;
}

export function copyPulse(to: Pulse, from: Pulse): void {
  to.coil = from.coil;
  to.ticks = from.ticks;
  to.closed_ticks = from.closed_ticks;
  to.result = from.result;
}

export function copyTransfer(to: Transfer, from: Transfer): void {
  to.connected = from.connected;
  to.connected_ticks = from.connected_ticks;
  to.dark_ticks = from.dark_ticks;
  to.last_dark_ticks = from.last_dark_ticks;
  to.goal = from.goal;
  to.refusal = from.refusal;
  to.generator_lost = from.generator_lost;
  to.came_from_generator = from.came_from_generator;
  to.order_ticks = from.order_ticks;
  to.judge_ticks = from.judge_ticks;
  to.backfeed_ticks = from.backfeed_ticks;
  to.watch_ticks = from.watch_ticks;
  to.unload_ticks = from.unload_ticks;
  to.unload_reason = from.unload_reason;
  to.supply_lost_ticks = from.supply_lost_ticks;
  to.follow_ticks = from.follow_ticks;
  to.follow_stage = from.follow_stage;
  to.independent_ticks = from.independent_ticks;
  to.wires_watch_ticks = from.wires_watch_ticks;
  to.wires_live_ticks = from.wires_live_ticks;
  to.reverse_ticks = from.reverse_ticks;
  to.overload_ticks = from.overload_ticks;
  to.overload_warned = from.overload_warned;
  to.overload_wait_ticks = from.overload_wait_ticks;
  to.jaw_hot = from.jaw_hot;
  to.jaw_warned = from.jaw_warned;
}

export function copyTold(to: Told, from: Told): void {
  to.utility_ok = from.utility_ok;
  to.utility_reason = from.utility_reason;
  to.utility_candidate = from.utility_candidate;
  to.utility_since = from.utility_since;
  to.utility_abnormal = from.utility_abnormal;
  to.generator_ok = from.generator_ok;
  to.generator_reason = from.generator_reason;
  to.generator_candidate = from.generator_candidate;
  to.generator_since = from.generator_since;
  to.generator_live = from.generator_live;
  to.back_voltage = from.back_voltage;
  to.contradiction_u = from.contradiction_u;
  to.contradiction_g = from.contradiction_g;
  to.split_u = from.split_u;
  to.split_g = from.split_g;
  to.pilots = from.pilots;
  to.neutral = from.neutral;
  to.reserve_low = from.reserve_low;
  to.refusal = from.refusal;
  to.imbalance = from.imbalance;
  to.swell = from.swell;
  to.clock = from.clock;
}

export function copyRaised(to: Raised, from: Raised): void {
  to.count = from.count;
  to.lost = from.lost;
  to.code1 = from.code1;
  to.a1 = from.a1;
  to.b1 = from.b1;
  to.code2 = from.code2;
  to.a2 = from.a2;
  to.b2 = from.b2;
  to.code3 = from.code3;
  to.a3 = from.a3;
  to.b3 = from.b3;
  to.code4 = from.code4;
  to.a4 = from.a4;
  to.b4 = from.b4;
  to.code5 = from.code5;
  to.a5 = from.a5;
  to.b5 = from.b5;
  to.code6 = from.code6;
  to.a6 = from.a6;
  to.b6 = from.b6;
}

export function copyControl(to: Control, from: Control): void {
  copySettings(to.settings, from.settings);
  copyStored(to.stored, from.stored);
  copyReadings(to.readings, from.readings);
  copyEvidence(to.evidence, from.evidence);
  copySwitchPosition(to.position_u, from.position_u);
  copySwitchPosition(to.position_g, from.position_g);
  copySource(to.utility, from.utility);
  copySource(to.generator, from.generator);
  copyView(to.view_u, from.view_u);
  copyView(to.view_g, from.view_g);
  copyPulse(to.pulse, from.pulse);
  copyTransfer(to.transfer, from.transfer);
  copyTold(to.told, from.told);
  copyRaised(to.raised, from.raised);
  to.cord_neutral = from.cord_neutral;
  to.jaw_temperature_decidegree = from.jaw_temperature_decidegree;
  to.export_w = from.export_w;
  to.generator_w = from.generator_w;
  to.generator_current1_ma = from.generator_current1_ma;
  to.generator_current2_ma = from.generator_current2_ma;
  to.store_state = from.store_state;
  to.clock_permille = from.clock_permille;
}

export function copySense(to: Sense, from: Sense): void {
  to.now = from.now;
  copyArray(to.offset, from.offset, 10);
  copyArray(to.clean, from.clean, 10);
  copyArray(to.lows, from.lows, 30);
  copyArray(to.highs, from.highs, 30);
  copyArray(to.history, from.history, 192);
  copyArray(to.line_history, from.line_history, 48);
  copyArray(to.line_sum, from.line_sum, 3);
  copyArray(to.line_sum_before, from.line_sum_before, 3);
  copyArray(to.armed, from.armed, 3);
  copyArray(to.rising_at, from.rising_at, 3);
  copyArray(to.falling_at, from.falling_at, 3);
  copyArray(to.period, from.period, 3);
  copyArray(to.periods, from.periods, 3);
  copyArray(to.since_boundary, from.since_boundary, 3);
  copyArray(to.half_last, from.half_last, 3);
  copyArray(to.half_before, from.half_before, 3);
  copyArray(to.boundaries, from.boundaries, 3);
  copyArray(to.mark_low, from.mark_low, 90);
  copyArray(to.mark_high, from.mark_high, 90);
}

export function copyPlace(to: Place, from: Place): void {
  to.leg1_mv = from.leg1_mv;
  to.leg2_mv = from.leg2_mv;
  to.line_mv = from.line_mv;
  to.fast_leg1_mv = from.fast_leg1_mv;
  to.fast_leg2_mv = from.fast_leg2_mv;
  to.fast_line_mv = from.fast_line_mv;
  to.frequency_mhz = from.frequency_mhz;
  to.fast_frequency_mhz = from.fast_frequency_mhz;
  to.rate_mhz_per_s = from.rate_mhz_per_s;
  to.leg_cosine_permille = from.leg_cosine_permille;
  to.residual_mv = from.residual_mv;
  to.distortion_permille = from.distortion_permille;
  to.distortion_ppm = from.distortion_ppm;
  to.slow_line_mv = from.slow_line_mv;
  to.pilots = from.pilots;
  to.across1_mv = from.across1_mv;
  to.across2_mv = from.across2_mv;
  to.fast_across1 = from.fast_across1;
  to.fast_across2 = from.fast_across2;
  to.current1_ma = from.current1_ma;
  to.current2_ma = from.current2_ma;
  to.fast_current = from.fast_current;
  to.power1_w = from.power1_w;
  to.power2_w = from.power2_w;
  to.boundaries = from.boundaries;
  to.periods = from.periods;
  to.frequency_times16 = from.frequency_times16;
  to.frequency_half_s_ago = from.frequency_half_s_ago;
  to.frequency_one_s_ago = from.frequency_one_s_ago;
  to.rate_timer = from.rate_timer;
  to.oscillating_ticks = from.oscillating_ticks;
}

export function copyEstimate(to: Estimate, from: Estimate): void {
  copyPlace(to.utility, from.utility);
  copyPlace(to.generator, from.generator);
  copyPlace(to.out, from.out);
  copyArray(to.tick_low, from.tick_low, 60);
  copyArray(to.tick_high, from.tick_high, 60);
  to.slot = from.slot;
  copyArray(to.guess, from.guess, 60);
  to.pilot_turn = from.pilot_turn;
  copyArray(to.pilot_misses, from.pilot_misses, 6);
  copyArray(to.pilot_real, from.pilot_real, 6);
  copyArray(to.pilot_imaginary, from.pilot_imaginary, 6);
}

export function copySide(to: Side, from: Side): void {
  to.armed = from.armed;
  to.before_leg_mv = from.before_leg_mv;
  to.before_other_mv = from.before_other_mv;
  to.before_line_mv = from.before_line_mv;
  to.leg1_passed_ago = from.leg1_passed_ago;
  to.leg2_passed_ago = from.leg2_passed_ago;
  to.failed_ago = from.failed_ago;
  to.ghost = from.ghost;
  to.state = from.state;
}

export function copyNeutral(to: Neutral, from: Neutral): void {
  to.round = from.round;
  copySide(to.utility, from.utility);
  copySide(to.generator, from.generator);
  to.reference = from.reference;
  to.between = from.between;
}

export function copyMeterSums(to: MeterSums, from: MeterSums): void {
  copyArray(to.lows, from.lows, 4);
  copyArray(to.highs, from.highs, 4);
  copyArray(to.mark, from.mark, 4);
  copyArray(to.plain, from.plain, 8);
  copyArray(to.plain_mark, from.plain_mark, 8);
  copyArray(to.boundaries, from.boundaries, 2);
  copyArray(to.mark_at, from.mark_at, 2);
  to.unreferenced = from.unreferenced;
}

export function copyPower(to: Power, from: Power): void {
  to.deciwatts = from.deciwatts;
  to.decivars = from.decivars;
  to.decivoltamperes = from.decivoltamperes;
  to.factor_permille = from.factor_permille;
  to.real = from.real;
  to.reactive = from.reactive;
  to.apparent = from.apparent;
  to.ticks = from.ticks;
  to.from_real = from.from_real;
  to.from_delayed = from.from_delayed;
  to.from_sample = from.from_sample;
  to.from_boundary = from.from_boundary;
  copyArray(to.from_plain, from.from_plain, 4);
  to.apparent_sum = from.apparent_sum;
  to.ticks_sum = from.ticks_sum;
}

export function copyRegister(to: Register, from: Register): void {
  to.value = from.value;
  to.rest = from.rest;
}

export function copyTestPulse(to: TestPulse, from: TestPulse): void {
  copyRegister(to.pulses, from.pulses);
  to.owed = from.owed;
  to.step = from.step;
}

export function copyDemandSteps(to: DemandSteps, from: DemandSteps): void {
  to.from_value = from.from_value;
  to.from_rest = from.from_rest;
  to.last = from.last;
  to.before = from.before;
  to.ended = from.ended;
}

export function copyOutageWatch(to: OutageWatch, from: OutageWatch): void {
  to.low_ticks = from.low_ticks;
  to.good_ticks = from.good_ticks;
  to.lowest_mv = from.lowest_mv;
}

export function copySaving(to: Saving, from: Saving): void {
  to.counter = from.counter;
  to.ticks = from.ticks;
  to.version_before = from.version_before;
  to.left = from.left;
  to.refill_ticks = from.refill_ticks;
  to.unsupplied_ticks = from.unsupplied_ticks;
}

export function copyDemand(to: Demand, from: Demand): void {
  to.block_w = from.block_w;
  to.block_max_w = from.block_max_w;
  to.sliding_w = from.sliding_w;
  to.sliding_max_w = from.sliding_max_w;
}

export function copyLedger(to: Ledger, from: Ledger): void {
  copyRegister(to.wh_delivered, from.wh_delivered);
  copyRegister(to.wh_received, from.wh_received);
  copyRegister(to.varh_delivered, from.varh_delivered);
  copyRegister(to.varh_received, from.varh_received);
  copyRegister(to.vah, from.vah);
  copyDemand(to.demand, from.demand);
  copyRegister(to.seconds, from.seconds);
  to.transfers = from.transfers;
}

export function copyRegisters(to: Registers, from: Registers): void {
  copyLedger(to.utility, from.utility);
  copyLedger(to.generator, from.generator);
  copyRegister(to.unreferenced, from.unreferenced);
  copyRegister(to.powered, from.powered);
  copyRegister(to.unconnected, from.unconnected);
  to.last_source = from.last_source;
  to.outages = from.outages;
  to.outage_open = from.outage_open;
  copyArray(to.outage_log, from.outage_log, 48);
  to.demand_resets = from.demand_resets;
  to.writes = from.writes;
}

export function copyMetering(to: Metering, from: Metering): void {
  copyMeterSums(to.sums, from.sums);
  copyPower(to.utility, from.utility);
  copyPower(to.generator, from.generator);
  copyTestPulse(to.utility_pulse, from.utility_pulse);
  copyTestPulse(to.generator_pulse, from.generator_pulse);
  copyDemandSteps(to.utility_demand, from.utility_demand);
  copyDemandSteps(to.generator_demand, from.generator_demand);
  to.demand_ticks = from.demand_ticks;
  copyOutageWatch(to.outage, from.outage);
  copySaving(to.saving, from.saving);
  copyRegisters(to.published, from.published);
  to.reset_demand = from.reset_demand;
}

export function copyOutputs(to: Outputs, from: Outputs): void {
  to.coils = from.coils;
  to.enables = from.enables;
  to.burdens = from.burdens;
  to.light_utility_available = from.light_utility_available;
  to.light_utility_on = from.light_utility_on;
  to.light_generator_on = from.light_generator_on;
}
