// Generated from the classes of core by `npm run generate`; do not edit.

import { Meter } from "./meter";
import { copySettings } from "./lists/copies";
import { latchOf } from "./lists/latches";
import { settingsError } from "./lists/settings";
import { Stored } from "./storage/store";
import { Settings } from "./lists/settings";
import { Registers } from "./metering/registers";

/** First word of the image: the format in which the place of a word is its field's id. */
export const IMAGE_FORMAT: i32 = 0x42505401;
export const IMAGE_WORDS_USED: i32 = 182;
/** Place in the image of an earlier record while it is read. */
const HALF: i32 = 256;

function saveStored(image: Int32Array, s: Stored): void {
  image[1] = s.version_counter;
  image[2] = s.boots;
  image[3] = s.short_boots;
  image[4] = s.event_sequence;
  image[5] = s.latches;
  image[6] = s.house_sources;
  image[7] = s.lock_open;
  image[8] = s.intent;
  image[9] = s.tries_utility_open;
  image[10] = s.tries_utility_close;
  image[11] = s.tries_generator_open;
  image[12] = s.tries_generator_close;
  image[13] = s.sequences;
  image[14] = s.sequences_ticks;
  image[15] = s.transfers;
  image[16] = s.transfers_ticks;
  image[178] = s.generator_failed;
  image[17] = s.backoff;
  image[18] = s.backoff_ticks;
  image[19] = s.suspect;
  image[20] = s.suspect_ticks;
  image[21] = s.suspect_failures;
  image[22] = s.suspect_failures_ticks;
  image[23] = s.overload_retries;
  image[24] = s.overload_wait_ticks;
  image[25] = s.back_voltage;
  image[179] = s.normal_mv;
  image[26] = s.minute_ticks;
}

function loadStored(image: Int32Array, s: Stored): void {
  s.version_counter = image[1] as i32;
  s.boots = image[2] as i32;
  s.short_boots = image[3] as i32;
  s.event_sequence = image[4] as i32;
  s.latches = image[5] as i32;
  s.house_sources = image[6] as i32;
  s.lock_open = image[7] as i32;
  s.intent = image[8] as i32;
  s.tries_utility_open = image[9] as i32;
  s.tries_utility_close = image[10] as i32;
  s.tries_generator_open = image[11] as i32;
  s.tries_generator_close = image[12] as i32;
  s.sequences = image[13] as i32;
  s.sequences_ticks = image[14] as i32;
  s.transfers = image[15] as i32;
  s.transfers_ticks = image[16] as i32;
  s.generator_failed = image[178] as i32;
  s.backoff = image[17] as i32;
  s.backoff_ticks = image[18] as i32;
  s.suspect = image[19] as i32;
  s.suspect_ticks = image[20] as i32;
  s.suspect_failures = image[21] as i32;
  s.suspect_failures_ticks = image[22] as i32;
  s.overload_retries = image[23] as i32;
  s.overload_wait_ticks = image[24] as i32;
  s.back_voltage = image[25] as i32;
  s.normal_mv = image[179] as i32;
  s.minute_ticks = image[26] as i32;
}

function saveSettings(image: Int32Array, s: Settings): void {
  image[27] = s.utility_drop_permille;
  image[28] = s.utility_drop_delay_ms;
  image[29] = s.utility_lost_permille;
  image[30] = s.utility_lost_delay_ms;
  image[31] = s.utility_over_permille;
  image[32] = s.utility_over_delay_ms;
  image[33] = s.utility_over_fast_permille;
  image[34] = s.utility_over_fast_delay_ms;
  image[35] = s.utility_return_min_permille;
  image[36] = s.utility_return_max_permille;
  image[37] = s.utility_wide_min_permille;
  image[38] = s.utility_wide_max_permille;
  image[39] = s.utility_wide_s;
  image[40] = s.utility_hz_min_mhz;
  image[41] = s.utility_hz_max_mhz;
  image[42] = s.utility_hz_rate_max_mhz_per_s;
  image[43] = s.utility_hz_drop_mhz;
  image[44] = s.utility_distortion_max_permille;
  image[45] = s.imbalance_warn_permille;
  image[46] = s.imbalance_trip_permille;
  image[47] = s.imbalance_trip_delay_ms;
  image[48] = s.leg_angle_max_degrees;
  image[49] = s.restore_s;
  image[50] = s.restore_dark_s;
  image[51] = s.backoff_window_s;
  image[52] = s.backoff_max_s;
  image[53] = s.suspect_hold_s;
  image[54] = s.isolate_on_outage;
  image[55] = s.isolate_after_ms;
  image[56] = s.generator_accept_min_permille;
  image[57] = s.generator_accept_max_permille;
  image[58] = s.generator_hz_min_mhz;
  image[59] = s.generator_hz_max_mhz;
  image[176] = s.generator_hz_no_load_mhz;
  image[60] = s.generator_hz_rate_max_mhz_per_s;
  image[61] = s.generator_distortion_max_permille;
  image[62] = s.generator_stable_s;
  image[177] = s.generator_class;
  image[63] = s.generator_drop_permille;
  image[64] = s.generator_drop_hz_mhz;
  image[65] = s.generator_drop_delay_ms;
  image[66] = s.generator_lost_permille;
  image[67] = s.generator_lost_delay_ms;
  image[68] = s.generator_dip_ignore_s;
  image[69] = s.generator_over_permille;
  image[70] = s.generator_over_fast_permille;
  image[71] = s.generator_over_hz_mhz;
  image[72] = s.generator_over_hz_fast_mhz;
  image[73] = s.generator_imbalance_permille;
  image[74] = s.generator_imbalance_fast_permille;
  image[75] = s.overload_a;
  image[76] = s.overload_retry_s;
  image[77] = s.dead_time_ms;
  image[78] = s.back_voltage_clear_s;
  image[79] = s.back_voltage_alarm_s;
  image[80] = s.transfers_per_hour;
  image[81] = s.jaw_warn_degree;
  image[82] = s.jaw_trip_degree;
  image[180] = s.restore_rough_s;
  image[181] = s.utility_accept_microgrid;
}

function loadSettings(image: Int32Array, s: Settings): void {
  s.utility_drop_permille = image[27] as i32;
  s.utility_drop_delay_ms = image[28] as i32;
  s.utility_lost_permille = image[29] as i32;
  s.utility_lost_delay_ms = image[30] as i32;
  s.utility_over_permille = image[31] as i32;
  s.utility_over_delay_ms = image[32] as i32;
  s.utility_over_fast_permille = image[33] as i32;
  s.utility_over_fast_delay_ms = image[34] as i32;
  s.utility_return_min_permille = image[35] as i32;
  s.utility_return_max_permille = image[36] as i32;
  s.utility_wide_min_permille = image[37] as i32;
  s.utility_wide_max_permille = image[38] as i32;
  s.utility_wide_s = image[39] as i32;
  s.utility_hz_min_mhz = image[40] as i32;
  s.utility_hz_max_mhz = image[41] as i32;
  s.utility_hz_rate_max_mhz_per_s = image[42] as i32;
  s.utility_hz_drop_mhz = image[43] as i32;
  s.utility_distortion_max_permille = image[44] as i32;
  s.imbalance_warn_permille = image[45] as i32;
  s.imbalance_trip_permille = image[46] as i32;
  s.imbalance_trip_delay_ms = image[47] as i32;
  s.leg_angle_max_degrees = image[48] as i32;
  s.restore_s = image[49] as i32;
  s.restore_dark_s = image[50] as i32;
  s.backoff_window_s = image[51] as i32;
  s.backoff_max_s = image[52] as i32;
  s.suspect_hold_s = image[53] as i32;
  s.isolate_on_outage = image[54] as i32;
  s.isolate_after_ms = image[55] as i32;
  s.generator_accept_min_permille = image[56] as i32;
  s.generator_accept_max_permille = image[57] as i32;
  s.generator_hz_min_mhz = image[58] as i32;
  s.generator_hz_max_mhz = image[59] as i32;
  s.generator_hz_no_load_mhz = image[176] as i32;
  s.generator_hz_rate_max_mhz_per_s = image[60] as i32;
  s.generator_distortion_max_permille = image[61] as i32;
  s.generator_stable_s = image[62] as i32;
  s.generator_class = image[177] as i32;
  s.generator_drop_permille = image[63] as i32;
  s.generator_drop_hz_mhz = image[64] as i32;
  s.generator_drop_delay_ms = image[65] as i32;
  s.generator_lost_permille = image[66] as i32;
  s.generator_lost_delay_ms = image[67] as i32;
  s.generator_dip_ignore_s = image[68] as i32;
  s.generator_over_permille = image[69] as i32;
  s.generator_over_fast_permille = image[70] as i32;
  s.generator_over_hz_mhz = image[71] as i32;
  s.generator_over_hz_fast_mhz = image[72] as i32;
  s.generator_imbalance_permille = image[73] as i32;
  s.generator_imbalance_fast_permille = image[74] as i32;
  s.overload_a = image[75] as i32;
  s.overload_retry_s = image[76] as i32;
  s.dead_time_ms = image[77] as i32;
  s.back_voltage_clear_s = image[78] as i32;
  s.back_voltage_alarm_s = image[79] as i32;
  s.transfers_per_hour = image[80] as i32;
  s.jaw_warn_degree = image[81] as i32;
  s.jaw_trip_degree = image[82] as i32;
  s.restore_rough_s = image[180] as i32;
  s.utility_accept_microgrid = image[181] as i32;
}

function saveRegisters(image: Int32Array, s: Registers): void {
  image[83] = s.utility.wh_delivered.value;
  image[84] = s.utility.wh_delivered.remainder;
  image[85] = s.utility.wh_received.value;
  image[86] = s.utility.wh_received.remainder;
  image[87] = s.utility.varh_delivered.value;
  image[88] = s.utility.varh_delivered.remainder;
  image[89] = s.utility.varh_received.value;
  image[90] = s.utility.varh_received.remainder;
  image[91] = s.utility.vah.value;
  image[92] = s.utility.vah.remainder;
  image[93] = s.utility.demand.block_w;
  image[94] = s.utility.demand.block_max_w;
  image[95] = s.utility.demand.sliding_w;
  image[96] = s.utility.demand.sliding_max_w;
  image[97] = s.utility.seconds.value;
  image[98] = s.utility.seconds.remainder;
  image[99] = s.utility.transfers;
  image[100] = s.generator.wh_delivered.value;
  image[101] = s.generator.wh_delivered.remainder;
  image[102] = s.generator.wh_received.value;
  image[103] = s.generator.wh_received.remainder;
  image[104] = s.generator.varh_delivered.value;
  image[105] = s.generator.varh_delivered.remainder;
  image[106] = s.generator.varh_received.value;
  image[107] = s.generator.varh_received.remainder;
  image[108] = s.generator.vah.value;
  image[109] = s.generator.vah.remainder;
  image[110] = s.generator.demand.block_w;
  image[111] = s.generator.demand.block_max_w;
  image[112] = s.generator.demand.sliding_w;
  image[113] = s.generator.demand.sliding_max_w;
  image[114] = s.generator.seconds.value;
  image[115] = s.generator.seconds.remainder;
  image[116] = s.generator.transfers;
  image[117] = s.unreferenced.value;
  image[118] = s.unreferenced.remainder;
  image[119] = s.powered.value;
  image[120] = s.powered.remainder;
  image[121] = s.unconnected.value;
  image[122] = s.unconnected.remainder;
  image[123] = s.last_source;
  image[124] = s.outages;
  image[125] = s.outage_open;
  image[126] = s.outage_log[0] as i32;
  image[127] = s.outage_log[1] as i32;
  image[128] = s.outage_log[2] as i32;
  image[129] = s.outage_log[3] as i32;
  image[130] = s.outage_log[4] as i32;
  image[131] = s.outage_log[5] as i32;
  image[132] = s.outage_log[6] as i32;
  image[133] = s.outage_log[7] as i32;
  image[134] = s.outage_log[8] as i32;
  image[135] = s.outage_log[9] as i32;
  image[136] = s.outage_log[10] as i32;
  image[137] = s.outage_log[11] as i32;
  image[138] = s.outage_log[12] as i32;
  image[139] = s.outage_log[13] as i32;
  image[140] = s.outage_log[14] as i32;
  image[141] = s.outage_log[15] as i32;
  image[142] = s.outage_log[16] as i32;
  image[143] = s.outage_log[17] as i32;
  image[144] = s.outage_log[18] as i32;
  image[145] = s.outage_log[19] as i32;
  image[146] = s.outage_log[20] as i32;
  image[147] = s.outage_log[21] as i32;
  image[148] = s.outage_log[22] as i32;
  image[149] = s.outage_log[23] as i32;
  image[150] = s.outage_log[24] as i32;
  image[151] = s.outage_log[25] as i32;
  image[152] = s.outage_log[26] as i32;
  image[153] = s.outage_log[27] as i32;
  image[154] = s.outage_log[28] as i32;
  image[155] = s.outage_log[29] as i32;
  image[156] = s.outage_log[30] as i32;
  image[157] = s.outage_log[31] as i32;
  image[158] = s.outage_log[32] as i32;
  image[159] = s.outage_log[33] as i32;
  image[160] = s.outage_log[34] as i32;
  image[161] = s.outage_log[35] as i32;
  image[162] = s.outage_log[36] as i32;
  image[163] = s.outage_log[37] as i32;
  image[164] = s.outage_log[38] as i32;
  image[165] = s.outage_log[39] as i32;
  image[166] = s.outage_log[40] as i32;
  image[167] = s.outage_log[41] as i32;
  image[168] = s.outage_log[42] as i32;
  image[169] = s.outage_log[43] as i32;
  image[170] = s.outage_log[44] as i32;
  image[171] = s.outage_log[45] as i32;
  image[172] = s.outage_log[46] as i32;
  image[173] = s.outage_log[47] as i32;
  image[174] = s.demand_resets;
  image[175] = s.writes;
}

export function loadRegisters(image: Int32Array, s: Registers): void {
  s.utility.wh_delivered.value = image[83] as i32;
  s.utility.wh_delivered.remainder = image[84] as i32;
  s.utility.wh_received.value = image[85] as i32;
  s.utility.wh_received.remainder = image[86] as i32;
  s.utility.varh_delivered.value = image[87] as i32;
  s.utility.varh_delivered.remainder = image[88] as i32;
  s.utility.varh_received.value = image[89] as i32;
  s.utility.varh_received.remainder = image[90] as i32;
  s.utility.vah.value = image[91] as i32;
  s.utility.vah.remainder = image[92] as i32;
  s.utility.demand.block_w = image[93] as i32;
  s.utility.demand.block_max_w = image[94] as i32;
  s.utility.demand.sliding_w = image[95] as i32;
  s.utility.demand.sliding_max_w = image[96] as i32;
  s.utility.seconds.value = image[97] as i32;
  s.utility.seconds.remainder = image[98] as i32;
  s.utility.transfers = image[99] as i32;
  s.generator.wh_delivered.value = image[100] as i32;
  s.generator.wh_delivered.remainder = image[101] as i32;
  s.generator.wh_received.value = image[102] as i32;
  s.generator.wh_received.remainder = image[103] as i32;
  s.generator.varh_delivered.value = image[104] as i32;
  s.generator.varh_delivered.remainder = image[105] as i32;
  s.generator.varh_received.value = image[106] as i32;
  s.generator.varh_received.remainder = image[107] as i32;
  s.generator.vah.value = image[108] as i32;
  s.generator.vah.remainder = image[109] as i32;
  s.generator.demand.block_w = image[110] as i32;
  s.generator.demand.block_max_w = image[111] as i32;
  s.generator.demand.sliding_w = image[112] as i32;
  s.generator.demand.sliding_max_w = image[113] as i32;
  s.generator.seconds.value = image[114] as i32;
  s.generator.seconds.remainder = image[115] as i32;
  s.generator.transfers = image[116] as i32;
  s.unreferenced.value = image[117] as i32;
  s.unreferenced.remainder = image[118] as i32;
  s.powered.value = image[119] as i32;
  s.powered.remainder = image[120] as i32;
  s.unconnected.value = image[121] as i32;
  s.unconnected.remainder = image[122] as i32;
  s.last_source = image[123] as i32;
  s.outages = image[124] as i32;
  s.outage_open = image[125] as i32;
  s.outage_log[0] = image[126] as i32;
  s.outage_log[1] = image[127] as i32;
  s.outage_log[2] = image[128] as i32;
  s.outage_log[3] = image[129] as i32;
  s.outage_log[4] = image[130] as i32;
  s.outage_log[5] = image[131] as i32;
  s.outage_log[6] = image[132] as i32;
  s.outage_log[7] = image[133] as i32;
  s.outage_log[8] = image[134] as i32;
  s.outage_log[9] = image[135] as i32;
  s.outage_log[10] = image[136] as i32;
  s.outage_log[11] = image[137] as i32;
  s.outage_log[12] = image[138] as i32;
  s.outage_log[13] = image[139] as i32;
  s.outage_log[14] = image[140] as i32;
  s.outage_log[15] = image[141] as i32;
  s.outage_log[16] = image[142] as i32;
  s.outage_log[17] = image[143] as i32;
  s.outage_log[18] = image[144] as i32;
  s.outage_log[19] = image[145] as i32;
  s.outage_log[20] = image[146] as i32;
  s.outage_log[21] = image[147] as i32;
  s.outage_log[22] = image[148] as i32;
  s.outage_log[23] = image[149] as i32;
  s.outage_log[24] = image[150] as i32;
  s.outage_log[25] = image[151] as i32;
  s.outage_log[26] = image[152] as i32;
  s.outage_log[27] = image[153] as i32;
  s.outage_log[28] = image[154] as i32;
  s.outage_log[29] = image[155] as i32;
  s.outage_log[30] = image[156] as i32;
  s.outage_log[31] = image[157] as i32;
  s.outage_log[32] = image[158] as i32;
  s.outage_log[33] = image[159] as i32;
  s.outage_log[34] = image[160] as i32;
  s.outage_log[35] = image[161] as i32;
  s.outage_log[36] = image[162] as i32;
  s.outage_log[37] = image[163] as i32;
  s.outage_log[38] = image[164] as i32;
  s.outage_log[39] = image[165] as i32;
  s.outage_log[40] = image[166] as i32;
  s.outage_log[41] = image[167] as i32;
  s.outage_log[42] = image[168] as i32;
  s.outage_log[43] = image[169] as i32;
  s.outage_log[44] = image[170] as i32;
  s.outage_log[45] = image[171] as i32;
  s.outage_log[46] = image[172] as i32;
  s.outage_log[47] = image[173] as i32;
  s.demand_resets = image[174] as i32;
  s.writes = image[175] as i32;
}

/** Writes what a meter keeps into the image. */
export function saveImage(image: Int32Array, m: Meter): void {
  image[0] = IMAGE_FORMAT;
  saveStored(image, m.control.stored);
  saveSettings(image, m.control.settings);
  saveRegisters(image, m.registers);
}

/** Reads it back into the meter. */
export function loadImage(image: Int32Array, m: Meter): void {
  loadStored(image, m.control.stored);
  loadSettings(image, m.control.settings);
  loadRegisters(image, m.registers);
}

/** Puts one setting, by its number from 1, back to the blank's. */
function resetSetting(s: Settings, blank: Settings, index: i32): void {
  if (index === 1) s.utility_drop_permille = blank.utility_drop_permille;
  if (index === 2) s.utility_drop_delay_ms = blank.utility_drop_delay_ms;
  if (index === 3) s.utility_lost_permille = blank.utility_lost_permille;
  if (index === 4) s.utility_lost_delay_ms = blank.utility_lost_delay_ms;
  if (index === 5) s.utility_over_permille = blank.utility_over_permille;
  if (index === 6) s.utility_over_delay_ms = blank.utility_over_delay_ms;
  if (index === 7) s.utility_over_fast_permille = blank.utility_over_fast_permille;
  if (index === 8) s.utility_over_fast_delay_ms = blank.utility_over_fast_delay_ms;
  if (index === 9) s.utility_return_min_permille = blank.utility_return_min_permille;
  if (index === 10) s.utility_return_max_permille = blank.utility_return_max_permille;
  if (index === 11) s.utility_wide_min_permille = blank.utility_wide_min_permille;
  if (index === 12) s.utility_wide_max_permille = blank.utility_wide_max_permille;
  if (index === 13) s.utility_wide_s = blank.utility_wide_s;
  if (index === 14) s.utility_hz_min_mhz = blank.utility_hz_min_mhz;
  if (index === 15) s.utility_hz_max_mhz = blank.utility_hz_max_mhz;
  if (index === 16) s.utility_hz_rate_max_mhz_per_s = blank.utility_hz_rate_max_mhz_per_s;
  if (index === 17) s.utility_hz_drop_mhz = blank.utility_hz_drop_mhz;
  if (index === 18) s.utility_distortion_max_permille = blank.utility_distortion_max_permille;
  if (index === 19) s.imbalance_warn_permille = blank.imbalance_warn_permille;
  if (index === 20) s.imbalance_trip_permille = blank.imbalance_trip_permille;
  if (index === 21) s.imbalance_trip_delay_ms = blank.imbalance_trip_delay_ms;
  if (index === 22) s.leg_angle_max_degrees = blank.leg_angle_max_degrees;
  if (index === 23) s.restore_s = blank.restore_s;
  if (index === 24) s.restore_dark_s = blank.restore_dark_s;
  if (index === 25) s.backoff_window_s = blank.backoff_window_s;
  if (index === 26) s.backoff_max_s = blank.backoff_max_s;
  if (index === 27) s.suspect_hold_s = blank.suspect_hold_s;
  if (index === 28) s.isolate_on_outage = blank.isolate_on_outage;
  if (index === 29) s.isolate_after_ms = blank.isolate_after_ms;
  if (index === 30) s.generator_accept_min_permille = blank.generator_accept_min_permille;
  if (index === 31) s.generator_accept_max_permille = blank.generator_accept_max_permille;
  if (index === 32) s.generator_hz_min_mhz = blank.generator_hz_min_mhz;
  if (index === 33) s.generator_hz_max_mhz = blank.generator_hz_max_mhz;
  if (index === 34) s.generator_hz_no_load_mhz = blank.generator_hz_no_load_mhz;
  if (index === 35) s.generator_hz_rate_max_mhz_per_s = blank.generator_hz_rate_max_mhz_per_s;
  if (index === 36) s.generator_distortion_max_permille = blank.generator_distortion_max_permille;
  if (index === 37) s.generator_stable_s = blank.generator_stable_s;
  if (index === 38) s.generator_class = blank.generator_class;
  if (index === 39) s.generator_drop_permille = blank.generator_drop_permille;
  if (index === 40) s.generator_drop_hz_mhz = blank.generator_drop_hz_mhz;
  if (index === 41) s.generator_drop_delay_ms = blank.generator_drop_delay_ms;
  if (index === 42) s.generator_lost_permille = blank.generator_lost_permille;
  if (index === 43) s.generator_lost_delay_ms = blank.generator_lost_delay_ms;
  if (index === 44) s.generator_dip_ignore_s = blank.generator_dip_ignore_s;
  if (index === 45) s.generator_over_permille = blank.generator_over_permille;
  if (index === 46) s.generator_over_fast_permille = blank.generator_over_fast_permille;
  if (index === 47) s.generator_over_hz_mhz = blank.generator_over_hz_mhz;
  if (index === 48) s.generator_over_hz_fast_mhz = blank.generator_over_hz_fast_mhz;
  if (index === 49) s.generator_imbalance_permille = blank.generator_imbalance_permille;
  if (index === 50) s.generator_imbalance_fast_permille = blank.generator_imbalance_fast_permille;
  if (index === 51) s.overload_a = blank.overload_a;
  if (index === 52) s.overload_retry_s = blank.overload_retry_s;
  if (index === 53) s.dead_time_ms = blank.dead_time_ms;
  if (index === 54) s.back_voltage_clear_s = blank.back_voltage_clear_s;
  if (index === 55) s.back_voltage_alarm_s = blank.back_voltage_alarm_s;
  if (index === 56) s.transfers_per_hour = blank.transfers_per_hour;
  if (index === 57) s.jaw_warn_degree = blank.jaw_warn_degree;
  if (index === 58) s.jaw_trip_degree = blank.jaw_trip_degree;
  if (index === 59) s.restore_rough_s = blank.restore_rough_s;
  if (index === 60) s.utility_accept_microgrid = blank.utility_accept_microgrid;
}

/**
 * Puts every setting that the present limits refuse back to the blank's. Returns the number,
 * from 1, of the first; 0 when there was none.
 */
export function mendSettings(s: Settings, blank: Settings): i32 {
  const first: i32 = settingsError(s);
  for (let k: i32 = 0; k < 60; k++) {
    const bad: i32 = settingsError(s);
    if (bad === 0) return first;
    resetSetting(s, blank, bad);
  }
  if (settingsError(s) !== 0) copySettings(s, blank);
  return first;
}

/** Takes words of the earlier record over, from their place in it to their place here. */
function place(image: Int32Array, from: i32, to: i32, count: i32): void {
  for (let k: i32 = 0; k < count; k++) image[to + k] = image[HALF + from + k] as i32;
}

/** Takes a record without ids over; false when it is none. */
function placeEarlier(image: Int32Array, version: i32, words: i32): boolean {
  if (words === 89 && version === 281944543) {
    place(image, 1, 1, 4);
    place(image, 6, 7, 17);
    place(image, 23, 25, 1);
    place(image, 26, 26, 1);
    place(image, 31, 83, 1);
    place(image, 32, 100, 1);
    place(image, 33, 27, 56);
    image[5] = latchOf(image[HALF + 5] as i32);
    return true;
  }
  if (words === 180 && (version === 41041542 || version === 579804771)) {
    place(image, 1, 1, 4);
    place(image, 6, 7, 17);
    place(image, 23, 25, 1);
    place(image, 26, 26, 1);
    place(image, 31, 27, 149);
    image[5] = latchOf(image[HALF + 5] as i32);
    return true;
  }
  if (words === 174 && version === 537182747) {
    place(image, 1, 1, 4);
    place(image, 6, 7, 17);
    place(image, 23, 25, 151);
    image[5] = latchOf(image[HALF + 5] as i32);
    return true;
  }
  if (words === 175 && version === 581824576) {
    place(image, 1, 1, 23);
    place(image, 24, 25, 151);
    return true;
  }
  if (words === 176 && version === 753375724) {
    place(image, 1, 1, 175);
    return true;
  }
  return false;
}

/** How a record that was found in the store relates to this release. */
export const enum ImageAge {
  Present = 0,
  /** Of an earlier release; the image now has the present format. */
  Earlier = 1,
  /** Of a later release: it must not be overwritten. */
  Later = 2,
  Unknown = 3,
}

/**
 * Brings a record of `words` words, with a good check sum, into the present format. What it
 * does not have yet starts from the meter's blank.
 */
export function upgradeImage(image: Int32Array, words: i32, m: Meter): i32 {
  const version: i32 = image[0] as i32;
  const present: boolean = version === IMAGE_FORMAT;
  if (present && words === IMAGE_WORDS_USED) return ImageAge.Present;
  const later: boolean = version > IMAGE_FORMAT && version <= (IMAGE_FORMAT | 0xff);
  if (later || (present && words > IMAGE_WORDS_USED)) return ImageAge.Later;
  if (words > HALF || words < 2) return ImageAge.Unknown;
  for (let k: i32 = 0; k < words; k++) image[HALF + k] = image[k] as i32;
  image[0] = IMAGE_FORMAT;
  saveStored(image, m.blank.control.stored);
  saveSettings(image, m.blank.control.settings);
  saveRegisters(image, m.blank.registers);
  if (present) {
    place(image, 1, 1, words - 1);
    return ImageAge.Earlier;
  }
  return placeEarlier(image, version, words) ? ImageAge.Earlier : ImageAge.Unknown;
}
