// Generated from the classes of core by `npm run generate`; do not edit.

import { FeedSeen, Qualification, SourceView } from "./source";

export function copyQualification(to: Qualification, from: Qualification): void {
  to.ok = from.ok;
  to.reason = from.reason;
  to.dropped_for = from.dropped_for;
  to.good_ticks = from.good_ticks;
  to.bad_ticks = from.bad_ticks;
  to.wide_ticks = from.wide_ticks;
  to.wide_bad_ticks = from.wide_bad_ticks;
  to.poor_ticks = from.poor_ticks;
  to.rough_ticks = from.rough_ticks;
  to.poor_now = from.poor_now;
  to.rough_now = from.rough_now;
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
  to.cord_ticks = from.cord_ticks;
  to.over_peak_ticks = from.over_peak_ticks;
  to.frequency_peak_ticks = from.frequency_peak_ticks;
  to.load_mean_ma = from.load_mean_ma;
  to.spared_ticks = from.spared_ticks;
  to.flicker_ticks = from.flicker_ticks;
  to.gap_depth = from.gap_depth;
  to.sag_min_mv = from.sag_min_mv;
  to.sag_ticks = from.sag_ticks;
}

export function copySourceView(to: SourceView, from: SourceView): void {
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
  to.low_leg_ma = from.low_leg_ma;
  to.high_leg_ma = from.high_leg_ma;
  to.short_ticks = from.short_ticks;
  to.ghost = from.ghost;
  to.neutral_valid = from.neutral_valid;
}

export function copyFeedSeen(to: FeedSeen, from: FeedSeen): void {
  to.shown = from.shown;
  to.from_house = from.from_house;
  to.opposed = from.opposed;
  to.load_ma = from.load_ma;
}
