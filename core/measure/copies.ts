// Generated from the classes of core by `npm run generate`; do not edit.

import { BurdenTest, Neutral } from "./neutral";
import { Estimate, MeasuringPoint } from "./estimate";
import { FeedTest, Probe } from "./feed";
import { MeterSums } from "./meter-sums";
import { Power } from "./power";
import { Sense } from "./sense";
import { copyArray } from "../hardware/arrays";

export function copySense(to: Sense, from: Sense): void {
  to.now = from.now;
  copyArray(to.offset, from.offset, 10);
  copyArray(to.clean, from.clean, 10);
  copyArray(to.lows, from.lows, 30);
  copyArray(to.highs, from.highs, 30);
  copyArray(to.history, from.history, 192);
  copyArray(to.line_history, from.line_history, 48);
  copyArray(to.line_sum, from.line_sum, 3);
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

export function copyMeasuringPoint(to: MeasuringPoint, from: MeasuringPoint): void {
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
  to.power1_deciwatt = from.power1_deciwatt;
  to.power2_deciwatt = from.power2_deciwatt;
  to.fast_power_w = from.fast_power_w;
  to.fast_reactive_var = from.fast_reactive_var;
  to.boundaries = from.boundaries;
  to.periods = from.periods;
  to.frequency_times16 = from.frequency_times16;
  to.frequency_half_s_ago = from.frequency_half_s_ago;
  to.frequency_one_s_ago = from.frequency_one_s_ago;
  to.rate_timer = from.rate_timer;
  to.oscillating_ticks = from.oscillating_ticks;
}

export function copyEstimate(to: Estimate, from: Estimate): void {
  copyMeasuringPoint(to.utility, from.utility);
  copyMeasuringPoint(to.generator, from.generator);
  copyMeasuringPoint(to.out, from.out);
  copyArray(to.tick_low, from.tick_low, 60);
  copyArray(to.tick_high, from.tick_high, 60);
  to.slot = from.slot;
  copyArray(to.guess, from.guess, 60);
  to.pilot_turn = from.pilot_turn;
  copyArray(to.pilot_misses, from.pilot_misses, 6);
  copyArray(to.pilot_real, from.pilot_real, 6);
  copyArray(to.pilot_imaginary, from.pilot_imaginary, 6);
}

export function copyBurdenTest(to: BurdenTest, from: BurdenTest): void {
  to.armed = from.armed;
  to.before_leg_mv = from.before_leg_mv;
  to.before_other_mv = from.before_other_mv;
  to.before_line_mv = from.before_line_mv;
  to.leg1_passed_ago = from.leg1_passed_ago;
  to.leg2_passed_ago = from.leg2_passed_ago;
  to.failed_ago = from.failed_ago;
  to.collapsed = from.collapsed;
  to.ghost = from.ghost;
  to.state = from.state;
}

export function copyNeutral(to: Neutral, from: Neutral): void {
  to.round = from.round;
  copyBurdenTest(to.utility, from.utility);
  copyBurdenTest(to.generator, from.generator);
  to.reference = from.reference;
  to.between = from.between;
}

export function copyProbe(to: Probe, from: Probe): void {
  to.before_deciwatt = from.before_deciwatt;
  to.during_deciwatt = from.during_deciwatt;
}

export function copyFeedTest(to: FeedTest, from: FeedTest): void {
  copyProbe(to.leg1, from.leg1);
  copyProbe(to.leg2, from.leg2);
  copyProbe(to.out, from.out);
  to.from_house1 = from.from_house1;
  to.from_house2 = from.from_house2;
  to.out_answered = from.out_answered;
  to.out_silent = from.out_silent;
  to.shown_ago = from.shown_ago;
  to.house_ago = from.house_ago;
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
