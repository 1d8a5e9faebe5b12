// Generated from core/*.ts by `npm run generate`; do not edit.

import { Stored } from "@bptm/core/store";
import { Settings } from "@bptm/core/settings";

/** First word of the image: another list of fields gives another number. */
export const IMAGE_VERSION: i32 = 281944543;
export const IMAGE_WORDS_USED: i32 = 89;

function saveStored(image: Int32Array, s: Stored): void {
  image[1] = s.version_counter;
  image[2] = s.boots;
  image[3] = s.short_boots;
  image[4] = s.event_sequence;
  image[5] = s.lockout;
  image[6] = s.lock_open;
  image[7] = s.intent;
  image[8] = s.tries_utility_open;
  image[9] = s.tries_utility_close;
  image[10] = s.tries_generator_open;
  image[11] = s.tries_generator_close;
  image[12] = s.sequences;
  image[13] = s.sequences_ticks;
  image[14] = s.transfers;
  image[15] = s.transfers_ticks;
  image[16] = s.backoff;
  image[17] = s.backoff_ticks;
  image[18] = s.suspect;
  image[19] = s.suspect_ticks;
  image[20] = s.suspect_failures;
  image[21] = s.suspect_failures_ticks;
  image[22] = s.overload_retries;
  image[23] = s.back_voltage;
  image[24] = s.finding;
  image[25] = s.minutes;
  image[26] = s.minute_ticks;
  image[27] = s.utility_opened_minute;
  image[28] = s.utility_closed_minute;
  image[29] = s.generator_opened_minute;
  image[30] = s.generator_closed_minute;
  image[31] = s.utility_wh;
  image[32] = s.generator_wh;
}

function loadStored(image: Int32Array, s: Stored): void {
  s.version_counter = image[1] as i32;
  s.boots = image[2] as i32;
  s.short_boots = image[3] as i32;
  s.event_sequence = image[4] as i32;
  s.lockout = image[5] as i32;
  s.lock_open = image[6] as i32;
  s.intent = image[7] as i32;
  s.tries_utility_open = image[8] as i32;
  s.tries_utility_close = image[9] as i32;
  s.tries_generator_open = image[10] as i32;
  s.tries_generator_close = image[11] as i32;
  s.sequences = image[12] as i32;
  s.sequences_ticks = image[13] as i32;
  s.transfers = image[14] as i32;
  s.transfers_ticks = image[15] as i32;
  s.backoff = image[16] as i32;
  s.backoff_ticks = image[17] as i32;
  s.suspect = image[18] as i32;
  s.suspect_ticks = image[19] as i32;
  s.suspect_failures = image[20] as i32;
  s.suspect_failures_ticks = image[21] as i32;
  s.overload_retries = image[22] as i32;
  s.back_voltage = image[23] as i32;
  s.finding = image[24] as i32;
  s.minutes = image[25] as i32;
  s.minute_ticks = image[26] as i32;
  s.utility_opened_minute = image[27] as i32;
  s.utility_closed_minute = image[28] as i32;
  s.generator_opened_minute = image[29] as i32;
  s.generator_closed_minute = image[30] as i32;
  s.utility_wh = image[31] as i32;
  s.generator_wh = image[32] as i32;
}

function saveSettings(image: Int32Array, s: Settings): void {
  image[33] = s.utility_drop_permille;
  image[34] = s.utility_drop_delay_ms;
  image[35] = s.utility_lost_permille;
  image[36] = s.utility_lost_delay_ms;
  image[37] = s.utility_over_permille;
  image[38] = s.utility_over_delay_ms;
  image[39] = s.utility_over_fast_permille;
  image[40] = s.utility_over_fast_delay_ms;
  image[41] = s.utility_return_min_permille;
  image[42] = s.utility_return_max_permille;
  image[43] = s.utility_wide_min_permille;
  image[44] = s.utility_wide_max_permille;
  image[45] = s.utility_wide_s;
  image[46] = s.utility_hz_min_mhz;
  image[47] = s.utility_hz_max_mhz;
  image[48] = s.utility_hz_rate_max_mhz_per_s;
  image[49] = s.utility_hz_drop_mhz;
  image[50] = s.utility_distortion_max_permille;
  image[51] = s.imbalance_warn_permille;
  image[52] = s.imbalance_trip_permille;
  image[53] = s.imbalance_trip_delay_ms;
  image[54] = s.leg_angle_max_degrees;
  image[55] = s.restore_s;
  image[56] = s.restore_dark_s;
  image[57] = s.backoff_window_s;
  image[58] = s.backoff_max_s;
  image[59] = s.suspect_hold_s;
  image[60] = s.isolate_on_outage;
  image[61] = s.isolate_after_ms;
  image[62] = s.generator_accept_min_permille;
  image[63] = s.generator_accept_max_permille;
  image[64] = s.generator_hz_min_mhz;
  image[65] = s.generator_hz_max_mhz;
  image[66] = s.generator_hz_rate_max_mhz_per_s;
  image[67] = s.generator_distortion_max_permille;
  image[68] = s.generator_stable_s;
  image[69] = s.generator_drop_permille;
  image[70] = s.generator_drop_hz_mhz;
  image[71] = s.generator_drop_delay_ms;
  image[72] = s.generator_lost_permille;
  image[73] = s.generator_lost_delay_ms;
  image[74] = s.generator_dip_ignore_s;
  image[75] = s.generator_over_permille;
  image[76] = s.generator_over_fast_permille;
  image[77] = s.generator_over_hz_mhz;
  image[78] = s.generator_over_hz_fast_mhz;
  image[79] = s.generator_imbalance_permille;
  image[80] = s.generator_imbalance_fast_permille;
  image[81] = s.overload_a;
  image[82] = s.overload_retry_s;
  image[83] = s.dead_time_ms;
  image[84] = s.back_voltage_clear_s;
  image[85] = s.back_voltage_alarm_s;
  image[86] = s.transfers_per_hour;
  image[87] = s.jaw_warn_degree;
  image[88] = s.jaw_trip_degree;
}

function loadSettings(image: Int32Array, s: Settings): void {
  s.utility_drop_permille = image[33] as i32;
  s.utility_drop_delay_ms = image[34] as i32;
  s.utility_lost_permille = image[35] as i32;
  s.utility_lost_delay_ms = image[36] as i32;
  s.utility_over_permille = image[37] as i32;
  s.utility_over_delay_ms = image[38] as i32;
  s.utility_over_fast_permille = image[39] as i32;
  s.utility_over_fast_delay_ms = image[40] as i32;
  s.utility_return_min_permille = image[41] as i32;
  s.utility_return_max_permille = image[42] as i32;
  s.utility_wide_min_permille = image[43] as i32;
  s.utility_wide_max_permille = image[44] as i32;
  s.utility_wide_s = image[45] as i32;
  s.utility_hz_min_mhz = image[46] as i32;
  s.utility_hz_max_mhz = image[47] as i32;
  s.utility_hz_rate_max_mhz_per_s = image[48] as i32;
  s.utility_hz_drop_mhz = image[49] as i32;
  s.utility_distortion_max_permille = image[50] as i32;
  s.imbalance_warn_permille = image[51] as i32;
  s.imbalance_trip_permille = image[52] as i32;
  s.imbalance_trip_delay_ms = image[53] as i32;
  s.leg_angle_max_degrees = image[54] as i32;
  s.restore_s = image[55] as i32;
  s.restore_dark_s = image[56] as i32;
  s.backoff_window_s = image[57] as i32;
  s.backoff_max_s = image[58] as i32;
  s.suspect_hold_s = image[59] as i32;
  s.isolate_on_outage = image[60] as i32;
  s.isolate_after_ms = image[61] as i32;
  s.generator_accept_min_permille = image[62] as i32;
  s.generator_accept_max_permille = image[63] as i32;
  s.generator_hz_min_mhz = image[64] as i32;
  s.generator_hz_max_mhz = image[65] as i32;
  s.generator_hz_rate_max_mhz_per_s = image[66] as i32;
  s.generator_distortion_max_permille = image[67] as i32;
  s.generator_stable_s = image[68] as i32;
  s.generator_drop_permille = image[69] as i32;
  s.generator_drop_hz_mhz = image[70] as i32;
  s.generator_drop_delay_ms = image[71] as i32;
  s.generator_lost_permille = image[72] as i32;
  s.generator_lost_delay_ms = image[73] as i32;
  s.generator_dip_ignore_s = image[74] as i32;
  s.generator_over_permille = image[75] as i32;
  s.generator_over_fast_permille = image[76] as i32;
  s.generator_over_hz_mhz = image[77] as i32;
  s.generator_over_hz_fast_mhz = image[78] as i32;
  s.generator_imbalance_permille = image[79] as i32;
  s.generator_imbalance_fast_permille = image[80] as i32;
  s.overload_a = image[81] as i32;
  s.overload_retry_s = image[82] as i32;
  s.dead_time_ms = image[83] as i32;
  s.back_voltage_clear_s = image[84] as i32;
  s.back_voltage_alarm_s = image[85] as i32;
  s.transfers_per_hour = image[86] as i32;
  s.jaw_warn_degree = image[87] as i32;
  s.jaw_trip_degree = image[88] as i32;
}

/** Writes both records into the image. */
export function saveImage(image: Int32Array, stored: Stored, settings: Settings): void {
  image[0] = IMAGE_VERSION;
  saveStored(image, stored);
  saveSettings(image, settings);
}

/** Reads both records back from the image. */
export function loadImage(image: Int32Array, stored: Stored, settings: Settings): void {
  loadStored(image, stored);
  loadSettings(image, settings);
}
