// Generated from core/lists/settings.yaml by `npm run generate`; do not edit.

/** Every setting with its default. The order is that of the table. */
export class Settings {
  /**
   * 750 to 900 per mille. Below this the grid counts as browned out; owners of early units
   * could not leave a brown-out at all.
   */
  utility_drop_permille: i32 = 850;
  /** 1000 to 60000 ms. Rides through sags and the first shots of a recloser. */
  utility_drop_delay_ms: i32 = 5000;
  /** 300 to 700 per mille. Below this the grid counts as lost after a short delay. */
  utility_lost_permille: i32 = 500;
  /** 200 to 5000 ms. Longer than a fault that a fuse clears. */
  utility_lost_delay_ms: i32 = 500;
  /** 1100 to 1200 per mille. Appliances suffer above this. */
  utility_over_permille: i32 = 1150;
  /** 160 to 5000 ms. Longer than a swell that the appliances' own protection rides through. */
  utility_over_delay_ms: i32 = 1000;
  /** 1150 to 1300 per mille. Second, fast stage. */
  utility_over_fast_permille: i32 = 1200;
  /** 50 to 1000 ms. Second, fast stage. */
  utility_over_fast_delay_ms: i32 = 160;
  /**
   * 875 to 950 per mille. Lower edge of the band in which the grid may return, 220 V and 110 V.
   */
  utility_return_min_permille: i32 = 917;
  /**
   * 1050 to 1100 per mille. Upper edge, 254 V and 127 V; 105 % would reject a legal 126/252 V
   * service.
   */
  utility_return_max_permille: i32 = 1058;
  /**
   * 875 to 917 per mille. A grid that stays in this wider band for `utility_wide_s` returns
   * too.
   */
  utility_wide_min_permille: i32 = 900;
  /** 1058 to 1120 per mille. Upper edge of the wider band. */
  utility_wide_max_permille: i32 = 1100;
  /** 300 to 3600 s. How long the grid must hold the wider band. */
  utility_wide_s: i32 = 600;
  /** 59300 to 59700 mHz. A neighbour's backfed generator is outside this almost always. */
  utility_hz_min_mhz: i32 = 59500;
  /** 60100 to 60700 mHz. A neighbour's backfed generator is outside this almost always. */
  utility_hz_max_mhz: i32 = 60500;
  /** 50 to 500 mHz/s. The grid's frequency does not drift; a small engine's does. */
  utility_hz_rate_max_mhz_per_s: i32 = 100;
  /**
   * 1000 to 3000 mHz. A connected grid this far from 60 Hz for five seconds counts as failed.
   */
  utility_hz_drop_mhz: i32 = 1500;
  /**
   * 80 to 200 per mille. A ferroresonant or broken line is more distorted than any healthy one.
   */
  utility_distortion_max_permille: i32 = 120;
  /** 50 to 120 per mille. Legs this far apart for a second are worth a warning. */
  imbalance_warn_permille: i32 = 100;
  /** 120 to 250 per mille. Legs this far apart mean an open or bad neutral. */
  imbalance_trip_permille: i32 = 150;
  /** 1000 to 10000 ms. Longer than the start of a large one-leg motor. */
  imbalance_trip_delay_ms: i32 = 5000;
  /**
   * 5 to 30 degrees. Legs of a split phase are opposite; two legs in phase overload the
   * neutral.
   */
  leg_angle_max_degrees: i32 = 15;
  /** 15 to 300 s. How long the grid must be good before the house leaves a good generator. */
  restore_s: i32 = 60;
  /** 3 to 300 s. How long the grid must be good before a dark house returns to it. */
  restore_dark_s: i32 = 5;
  /**
   * 60 to 3600 s. A grid that fails again this soon after it returned must be good for twice as
   * long the next time.
   */
  backoff_window_s: i32 = 600;
  /** 300 to 3600 s. The longest wait that flicker can cause. */
  backoff_max_s: i32 = 900;
  /**
   * 300 to 7200 s. How long a grid that failed under load, but looks healthy without it, is not
   * trusted.
   */
  suspect_hold_s: i32 = 900;
  /**
   * 0 to 1 0 or 1. Opens the service switch when the grid goes dead, so that no house can feed
   * it. Each outage longer than `isolate_after_ms` then lasts up to `restore_dark_s` and 2 s
   * longer for the house, and a meter that then fails leaves it dark.
   */
  isolate_on_outage: i32 = 0;
  /**
   * 200 to 600 ms. How long the grid must be dead before the switch opens; the reserve of the
   * logic lasts about a second.
   */
  isolate_after_ms: i32 = 400;
  /** 850 to 950 per mille. Lower edge of a good generator's voltage. */
  generator_accept_min_permille: i32 = 900;
  /** 1050 to 1120 per mille. Upper edge of a good generator's voltage. */
  generator_accept_max_permille: i32 = 1100;
  /** 55000 to 58500 mHz. Lower edge of a good generator's frequency. */
  generator_hz_min_mhz: i32 = 57000;
  /** 61500 to 64000 mHz. Upper edge of a good generator's frequency. */
  generator_hz_max_mhz: i32 = 63000;
  /**
   * 61500 to 65000 mHz. Upper edge below 5 A, when it is above `generator_hz_max_mhz`; a
   * governor set for full load turns faster without.
   */
  generator_hz_no_load_mhz: i32 = 64000;
  /** 300 to 3000 mHz/s. A cold engine hunts; it is accepted when it has settled. */
  generator_hz_rate_max_mhz_per_s: i32 = 1000;
  /**
   * 80 to 300 per mille. Brushless units of this class measure 4 to 9 %; worse than this harms
   * electronics.
   */
  generator_distortion_max_permille: i32 = 180;
  /**
   * 5 to 300 s. How long a generator must be good without a break before the house may use it.
   */
  generator_stable_s: i32 = 15;
  /**
   * 1 to 3 1, 2 or 3. How far and how long the generator may stray when its load changes; cheap
   * sets are class 1.
   */
  generator_class: i32 = 1;
  /** 650 to 850 per mille. Below this for four seconds the house leaves the generator. */
  generator_drop_permille: i32 = 750;
  /** 48000 to 56000 mHz. Below this for four seconds the house leaves the generator. */
  generator_drop_hz_mhz: i32 = 52000;
  /** 1000 to 10000 ms. Rides through the start of a motor. */
  generator_drop_delay_ms: i32 = 4000;
  /** 300 to 600 per mille. Below this the generator counts as lost. */
  generator_lost_permille: i32 = 500;
  /** 100 to 2000 ms. Longer than the deepest dip of a motor start. */
  generator_lost_delay_ms: i32 = 500;
  /** 0 to 15 s. After the transfer a dip to 65 % and 51 Hz is the load being picked up. */
  generator_dip_ignore_s: i32 = 4;
  /**
   * 1120 to 1200 per mille. Above this for a second the house leaves the generator, unless a
   * load was just thrown off.
   */
  generator_over_permille: i32 = 1150;
  /**
   * 1150 to 1300 per mille. Above this for 0.5 s (class 3 0.16 s) the house leaves the
   * generator, unless a load was just thrown off.
   */
  generator_over_fast_permille: i32 = 1200;
  /**
   * 64000 to 68000 mHz. Above this for the time in which the generator's class recovers (10, 5
   * or 3 s) the house leaves it.
   */
  generator_over_hz_mhz: i32 = 66000;
  /**
   * 68000 to 75000 mHz. A runaway governor; above this for 0.1 s the house leaves the
   * generator.
   */
  generator_over_hz_fast_mhz: i32 = 70000;
  /**
   * 100 to 250 per mille. Difference of the legs over 120 V; above it for a second the house
   * leaves the generator.
   */
  generator_imbalance_permille: i32 = 150;
  /**
   * 200 to 400 per mille. Above it for 0.2 s the house leaves the generator (open neutral in
   * the cord).
   */
  generator_imbalance_fast_permille: i32 = 250;
  /**
   * 30 to 40 A. More than this on a leg for five seconds opens the generator switch before the
   * breaker trips.
   */
  overload_a: i32 = 36;
  /**
   * 30 to 600 s. Time to turn loads off before the first retry; 2.5 times this before the
   * second, then ten minutes each.
   */
  overload_retry_s: i32 = 60;
  /**
   * 1000 to 10000 ms. Motors coast down and arcs go out before the other source is connected.
   */
  dead_time_ms: i32 = 3000;
  /**
   * 10 to 120 s. How long a source inside the house must be gone before the grid is connected
   * again.
   */
  back_voltage_clear_s: i32 = 10;
  /**
   * 10 to 600 s. A house that stays live this long while both switches are open is reported as
   * an alarm.
   */
  back_voltage_alarm_s: i32 = 60;
  /**
   * 4 to 60 count. Limits contact wear. It delays the return from a good generator and a
   * generator that has failed the house, never the way out of an outage.
   */
  transfers_per_hour: i32 = 20;
  /** 60 to 100 degree Celsius. A jaw this hot is a bad contact in the socket. */
  jaw_warn_degree: i32 = 85;
  /**
   * 90 to 130 degree Celsius. On the generator the switch opens; on the grid it is an urgent
   * alarm only.
   */
  jaw_trip_degree: i32 = 105;
  /**
   * 30 to 600 s. How long a grid with high voltage, or with hertz of a temporary microgrid (59
   * to 61 Hz, 0.5 Hz/s), must hold before a dark house goes to it.
   */
  restore_rough_s: i32 = 60;
  /**
   * 0 to 1 0 or 1. A house on a good generator also returns to a grid with hertz of a temporary
   * microgrid, after `utility_wide_s` in the wider band.
   */
  utility_accept_microgrid: i32 = 0;
}

function firstError1(s: Settings): i32 {
  if (s.utility_drop_permille < 750 || s.utility_drop_permille > 900) return 1;
  if (s.utility_drop_delay_ms < 1000 || s.utility_drop_delay_ms > 60000) return 2;
  if (s.utility_lost_permille < 300 || s.utility_lost_permille > 700) return 3;
  if (s.utility_lost_delay_ms < 200 || s.utility_lost_delay_ms > 5000) return 4;
  if (s.utility_over_permille < 1100 || s.utility_over_permille > 1200) return 5;
  if (s.utility_over_delay_ms < 160 || s.utility_over_delay_ms > 5000) return 6;
  if (s.utility_over_fast_permille < 1150 || s.utility_over_fast_permille > 1300) return 7;
  if (s.utility_over_fast_delay_ms < 50 || s.utility_over_fast_delay_ms > 1000) return 8;
  if (s.utility_return_min_permille < 875 || s.utility_return_min_permille > 950) return 9;
  if (s.utility_return_max_permille < 1050 || s.utility_return_max_permille > 1100) return 10;
  if (s.utility_wide_min_permille < 875 || s.utility_wide_min_permille > 917) return 11;
  if (s.utility_wide_max_permille < 1058 || s.utility_wide_max_permille > 1120) return 12;
  if (s.utility_wide_s < 300 || s.utility_wide_s > 3600) return 13;
  if (s.utility_hz_min_mhz < 59300 || s.utility_hz_min_mhz > 59700) return 14;
  if (s.utility_hz_max_mhz < 60100 || s.utility_hz_max_mhz > 60700) return 15;
  if (s.utility_hz_rate_max_mhz_per_s < 50 || s.utility_hz_rate_max_mhz_per_s > 500) return 16;
  if (s.utility_hz_drop_mhz < 1000 || s.utility_hz_drop_mhz > 3000) return 17;
  if (s.utility_distortion_max_permille < 80 || s.utility_distortion_max_permille > 200) return 18;
  if (s.imbalance_warn_permille < 50 || s.imbalance_warn_permille > 120) return 19;
  if (s.imbalance_trip_permille < 120 || s.imbalance_trip_permille > 250) return 20;
  if (s.imbalance_trip_delay_ms < 1000 || s.imbalance_trip_delay_ms > 10000) return 21;
  if (s.leg_angle_max_degrees < 5 || s.leg_angle_max_degrees > 30) return 22;
  if (s.restore_s < 15 || s.restore_s > 300) return 23;
  if (s.restore_dark_s < 3 || s.restore_dark_s > 300) return 24;
  if (s.backoff_window_s < 60 || s.backoff_window_s > 3600) return 25;
  if (s.backoff_max_s < 300 || s.backoff_max_s > 3600) return 26;
  if (s.suspect_hold_s < 300 || s.suspect_hold_s > 7200) return 27;
  if (s.isolate_on_outage < 0 || s.isolate_on_outage > 1) return 28;
  if (s.isolate_after_ms < 200 || s.isolate_after_ms > 600) return 29;
  if (s.generator_accept_min_permille < 850 || s.generator_accept_min_permille > 950) return 30;
  return 0;
}

function firstError2(s: Settings): i32 {
  if (s.generator_accept_max_permille < 1050 || s.generator_accept_max_permille > 1120) return 31;
  if (s.generator_hz_min_mhz < 55000 || s.generator_hz_min_mhz > 58500) return 32;
  if (s.generator_hz_max_mhz < 61500 || s.generator_hz_max_mhz > 64000) return 33;
  if (s.generator_hz_no_load_mhz < 61500 || s.generator_hz_no_load_mhz > 65000) return 34;
  if (s.generator_hz_rate_max_mhz_per_s < 300 || s.generator_hz_rate_max_mhz_per_s > 3000)
    return 35;
  if (s.generator_distortion_max_permille < 80 || s.generator_distortion_max_permille > 300)
    return 36;
  if (s.generator_stable_s < 5 || s.generator_stable_s > 300) return 37;
  if (s.generator_class < 1 || s.generator_class > 3) return 38;
  if (s.generator_drop_permille < 650 || s.generator_drop_permille > 850) return 39;
  if (s.generator_drop_hz_mhz < 48000 || s.generator_drop_hz_mhz > 56000) return 40;
  if (s.generator_drop_delay_ms < 1000 || s.generator_drop_delay_ms > 10000) return 41;
  if (s.generator_lost_permille < 300 || s.generator_lost_permille > 600) return 42;
  if (s.generator_lost_delay_ms < 100 || s.generator_lost_delay_ms > 2000) return 43;
  if (s.generator_dip_ignore_s < 0 || s.generator_dip_ignore_s > 15) return 44;
  if (s.generator_over_permille < 1120 || s.generator_over_permille > 1200) return 45;
  if (s.generator_over_fast_permille < 1150 || s.generator_over_fast_permille > 1300) return 46;
  if (s.generator_over_hz_mhz < 64000 || s.generator_over_hz_mhz > 68000) return 47;
  if (s.generator_over_hz_fast_mhz < 68000 || s.generator_over_hz_fast_mhz > 75000) return 48;
  if (s.generator_imbalance_permille < 100 || s.generator_imbalance_permille > 250) return 49;
  if (s.generator_imbalance_fast_permille < 200 || s.generator_imbalance_fast_permille > 400)
    return 50;
  if (s.overload_a < 30 || s.overload_a > 40) return 51;
  if (s.overload_retry_s < 30 || s.overload_retry_s > 600) return 52;
  if (s.dead_time_ms < 1000 || s.dead_time_ms > 10000) return 53;
  if (s.back_voltage_clear_s < 10 || s.back_voltage_clear_s > 120) return 54;
  if (s.back_voltage_alarm_s < 10 || s.back_voltage_alarm_s > 600) return 55;
  if (s.transfers_per_hour < 4 || s.transfers_per_hour > 60) return 56;
  if (s.jaw_warn_degree < 60 || s.jaw_warn_degree > 100) return 57;
  if (s.jaw_trip_degree < 90 || s.jaw_trip_degree > 130) return 58;
  if (s.restore_rough_s < 30 || s.restore_rough_s > 600) return 59;
  if (s.utility_accept_microgrid < 0 || s.utility_accept_microgrid > 1) return 60;
  return 0;
}

function firstDifference1(a: Settings, b: Settings): i32 {
  if (a.utility_drop_permille !== b.utility_drop_permille) return 1;
  if (a.utility_drop_delay_ms !== b.utility_drop_delay_ms) return 2;
  if (a.utility_lost_permille !== b.utility_lost_permille) return 3;
  if (a.utility_lost_delay_ms !== b.utility_lost_delay_ms) return 4;
  if (a.utility_over_permille !== b.utility_over_permille) return 5;
  if (a.utility_over_delay_ms !== b.utility_over_delay_ms) return 6;
  if (a.utility_over_fast_permille !== b.utility_over_fast_permille) return 7;
  if (a.utility_over_fast_delay_ms !== b.utility_over_fast_delay_ms) return 8;
  if (a.utility_return_min_permille !== b.utility_return_min_permille) return 9;
  if (a.utility_return_max_permille !== b.utility_return_max_permille) return 10;
  if (a.utility_wide_min_permille !== b.utility_wide_min_permille) return 11;
  if (a.utility_wide_max_permille !== b.utility_wide_max_permille) return 12;
  if (a.utility_wide_s !== b.utility_wide_s) return 13;
  if (a.utility_hz_min_mhz !== b.utility_hz_min_mhz) return 14;
  if (a.utility_hz_max_mhz !== b.utility_hz_max_mhz) return 15;
  if (a.utility_hz_rate_max_mhz_per_s !== b.utility_hz_rate_max_mhz_per_s) return 16;
  if (a.utility_hz_drop_mhz !== b.utility_hz_drop_mhz) return 17;
  if (a.utility_distortion_max_permille !== b.utility_distortion_max_permille) return 18;
  if (a.imbalance_warn_permille !== b.imbalance_warn_permille) return 19;
  if (a.imbalance_trip_permille !== b.imbalance_trip_permille) return 20;
  if (a.imbalance_trip_delay_ms !== b.imbalance_trip_delay_ms) return 21;
  if (a.leg_angle_max_degrees !== b.leg_angle_max_degrees) return 22;
  if (a.restore_s !== b.restore_s) return 23;
  if (a.restore_dark_s !== b.restore_dark_s) return 24;
  if (a.backoff_window_s !== b.backoff_window_s) return 25;
  if (a.backoff_max_s !== b.backoff_max_s) return 26;
  if (a.suspect_hold_s !== b.suspect_hold_s) return 27;
  if (a.isolate_on_outage !== b.isolate_on_outage) return 28;
  if (a.isolate_after_ms !== b.isolate_after_ms) return 29;
  if (a.generator_accept_min_permille !== b.generator_accept_min_permille) return 30;
  return 0;
}

function firstDifference2(a: Settings, b: Settings): i32 {
  if (a.generator_accept_max_permille !== b.generator_accept_max_permille) return 31;
  if (a.generator_hz_min_mhz !== b.generator_hz_min_mhz) return 32;
  if (a.generator_hz_max_mhz !== b.generator_hz_max_mhz) return 33;
  if (a.generator_hz_no_load_mhz !== b.generator_hz_no_load_mhz) return 34;
  if (a.generator_hz_rate_max_mhz_per_s !== b.generator_hz_rate_max_mhz_per_s) return 35;
  if (a.generator_distortion_max_permille !== b.generator_distortion_max_permille) return 36;
  if (a.generator_stable_s !== b.generator_stable_s) return 37;
  if (a.generator_class !== b.generator_class) return 38;
  if (a.generator_drop_permille !== b.generator_drop_permille) return 39;
  if (a.generator_drop_hz_mhz !== b.generator_drop_hz_mhz) return 40;
  if (a.generator_drop_delay_ms !== b.generator_drop_delay_ms) return 41;
  if (a.generator_lost_permille !== b.generator_lost_permille) return 42;
  if (a.generator_lost_delay_ms !== b.generator_lost_delay_ms) return 43;
  if (a.generator_dip_ignore_s !== b.generator_dip_ignore_s) return 44;
  if (a.generator_over_permille !== b.generator_over_permille) return 45;
  if (a.generator_over_fast_permille !== b.generator_over_fast_permille) return 46;
  if (a.generator_over_hz_mhz !== b.generator_over_hz_mhz) return 47;
  if (a.generator_over_hz_fast_mhz !== b.generator_over_hz_fast_mhz) return 48;
  if (a.generator_imbalance_permille !== b.generator_imbalance_permille) return 49;
  if (a.generator_imbalance_fast_permille !== b.generator_imbalance_fast_permille) return 50;
  if (a.overload_a !== b.overload_a) return 51;
  if (a.overload_retry_s !== b.overload_retry_s) return 52;
  if (a.dead_time_ms !== b.dead_time_ms) return 53;
  if (a.back_voltage_clear_s !== b.back_voltage_clear_s) return 54;
  if (a.back_voltage_alarm_s !== b.back_voltage_alarm_s) return 55;
  if (a.transfers_per_hour !== b.transfers_per_hour) return 56;
  if (a.jaw_warn_degree !== b.jaw_warn_degree) return 57;
  if (a.jaw_trip_degree !== b.jaw_trip_degree) return 58;
  if (a.restore_rough_s !== b.restore_rough_s) return 59;
  if (a.utility_accept_microgrid !== b.utility_accept_microgrid) return 60;
  return 0;
}

/** 0 when both are equal; else the number, from 1, of the first setting that differs. */
export function settingsDifference(a: Settings, b: Settings): i32 {
  const different1: i32 = firstDifference1(a, b);
  if (different1 !== 0) return different1;
  const different2: i32 = firstDifference2(a, b);
  if (different2 !== 0) return different2;
  return 0;
}

/** 0 when every setting is inside its hard limits; else the number, from 1, of the first. */
export function settingsError(s: Settings): i32 {
  const error1: i32 = firstError1(s);
  if (error1 !== 0) return error1;
  const error2: i32 = firstError2(s);
  if (error2 !== 0) return error2;
  return 0;
}

/** 0 when the settings fit each other; else the number, from 1, of one that is too low. */
export function settingsConflict(s: Settings): i32 {
  if (s.utility_drop_permille - s.utility_lost_permille < 50) return 1;
  if (s.utility_drop_delay_ms - s.utility_lost_delay_ms < 0) return 2;
  if (s.utility_over_permille - s.utility_wide_max_permille < 20) return 5;
  if (s.utility_over_delay_ms - s.utility_over_fast_delay_ms < 0) return 6;
  if (s.utility_over_fast_permille - s.utility_over_permille < 0) return 7;
  if (s.utility_return_min_permille - s.utility_drop_permille < 20) return 9;
  if (s.utility_wide_min_permille - s.utility_drop_permille < 20) return 11;
  if (s.utility_wide_max_permille - s.utility_return_max_permille < 0) return 12;
  if (s.utility_hz_max_mhz - s.utility_hz_min_mhz < 400) return 15;
  if (s.imbalance_trip_permille - s.imbalance_warn_permille < 10) return 20;
  if (s.restore_s - s.restore_dark_s < 0) return 23;
  if (s.generator_accept_min_permille - s.generator_drop_permille < 20) return 30;
  if (s.generator_hz_min_mhz - s.generator_drop_hz_mhz < 1000) return 32;
  if (s.generator_drop_permille - s.generator_lost_permille < 50) return 39;
  if (s.generator_drop_delay_ms - s.generator_lost_delay_ms < 0) return 41;
  if (s.generator_over_permille - s.generator_accept_max_permille < 10) return 45;
  if (s.generator_over_fast_permille - s.generator_over_permille < 0) return 46;
  if (s.generator_over_hz_fast_mhz - s.generator_over_hz_mhz < 0) return 48;
  if (s.generator_imbalance_fast_permille - s.generator_imbalance_permille < 0) return 50;
  if (s.jaw_trip_degree - s.jaw_warn_degree < 5) return 58;
  return 0;
}

/** The one check of a set: its first setting outside its limits or in conflict, or 0. */
export function settingsFault(s: Settings): i32 {
  const outside: i32 = settingsError(s);
  return outside !== 0 ? outside : settingsConflict(s);
}

/** Puts the first pair in conflict back to `safe`; the number of its lower one, or 0. */
export function resetConflict(s: Settings, safe: Settings): i32 {
  if (s.utility_drop_permille - s.utility_lost_permille < 50) {
    s.utility_drop_permille = safe.utility_drop_permille;
    s.utility_lost_permille = safe.utility_lost_permille;
    return 3;
  }
  if (s.utility_drop_delay_ms - s.utility_lost_delay_ms < 0) {
    s.utility_drop_delay_ms = safe.utility_drop_delay_ms;
    s.utility_lost_delay_ms = safe.utility_lost_delay_ms;
    return 4;
  }
  if (s.utility_over_permille - s.utility_wide_max_permille < 20) {
    s.utility_over_permille = safe.utility_over_permille;
    s.utility_wide_max_permille = safe.utility_wide_max_permille;
    return 12;
  }
  if (s.utility_over_delay_ms - s.utility_over_fast_delay_ms < 0) {
    s.utility_over_delay_ms = safe.utility_over_delay_ms;
    s.utility_over_fast_delay_ms = safe.utility_over_fast_delay_ms;
    return 8;
  }
  if (s.utility_over_fast_permille - s.utility_over_permille < 0) {
    s.utility_over_fast_permille = safe.utility_over_fast_permille;
    s.utility_over_permille = safe.utility_over_permille;
    return 5;
  }
  if (s.utility_return_min_permille - s.utility_drop_permille < 20) {
    s.utility_return_min_permille = safe.utility_return_min_permille;
    s.utility_drop_permille = safe.utility_drop_permille;
    return 1;
  }
  if (s.utility_wide_min_permille - s.utility_drop_permille < 20) {
    s.utility_wide_min_permille = safe.utility_wide_min_permille;
    s.utility_drop_permille = safe.utility_drop_permille;
    return 1;
  }
  if (s.utility_wide_max_permille - s.utility_return_max_permille < 0) {
    s.utility_wide_max_permille = safe.utility_wide_max_permille;
    s.utility_return_max_permille = safe.utility_return_max_permille;
    return 10;
  }
  if (s.utility_hz_max_mhz - s.utility_hz_min_mhz < 400) {
    s.utility_hz_max_mhz = safe.utility_hz_max_mhz;
    s.utility_hz_min_mhz = safe.utility_hz_min_mhz;
    return 14;
  }
  if (s.imbalance_trip_permille - s.imbalance_warn_permille < 10) {
    s.imbalance_trip_permille = safe.imbalance_trip_permille;
    s.imbalance_warn_permille = safe.imbalance_warn_permille;
    return 19;
  }
  if (s.restore_s - s.restore_dark_s < 0) {
    s.restore_s = safe.restore_s;
    s.restore_dark_s = safe.restore_dark_s;
    return 24;
  }
  if (s.generator_accept_min_permille - s.generator_drop_permille < 20) {
    s.generator_accept_min_permille = safe.generator_accept_min_permille;
    s.generator_drop_permille = safe.generator_drop_permille;
    return 39;
  }
  if (s.generator_hz_min_mhz - s.generator_drop_hz_mhz < 1000) {
    s.generator_hz_min_mhz = safe.generator_hz_min_mhz;
    s.generator_drop_hz_mhz = safe.generator_drop_hz_mhz;
    return 40;
  }
  if (s.generator_drop_permille - s.generator_lost_permille < 50) {
    s.generator_drop_permille = safe.generator_drop_permille;
    s.generator_lost_permille = safe.generator_lost_permille;
    return 42;
  }
  if (s.generator_drop_delay_ms - s.generator_lost_delay_ms < 0) {
    s.generator_drop_delay_ms = safe.generator_drop_delay_ms;
    s.generator_lost_delay_ms = safe.generator_lost_delay_ms;
    return 43;
  }
  if (s.generator_over_permille - s.generator_accept_max_permille < 10) {
    s.generator_over_permille = safe.generator_over_permille;
    s.generator_accept_max_permille = safe.generator_accept_max_permille;
    return 31;
  }
  if (s.generator_over_fast_permille - s.generator_over_permille < 0) {
    s.generator_over_fast_permille = safe.generator_over_fast_permille;
    s.generator_over_permille = safe.generator_over_permille;
    return 45;
  }
  if (s.generator_over_hz_fast_mhz - s.generator_over_hz_mhz < 0) {
    s.generator_over_hz_fast_mhz = safe.generator_over_hz_fast_mhz;
    s.generator_over_hz_mhz = safe.generator_over_hz_mhz;
    return 47;
  }
  if (s.generator_imbalance_fast_permille - s.generator_imbalance_permille < 0) {
    s.generator_imbalance_fast_permille = safe.generator_imbalance_fast_permille;
    s.generator_imbalance_permille = safe.generator_imbalance_permille;
    return 49;
  }
  if (s.jaw_trip_degree - s.jaw_warn_degree < 5) {
    s.jaw_trip_degree = safe.jaw_trip_degree;
    s.jaw_warn_degree = safe.jaw_warn_degree;
    return 57;
  }
  return 0;
}
