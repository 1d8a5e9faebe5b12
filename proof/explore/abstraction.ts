/**
 * The abstraction of the core's state: which fields the explorer keeps, and the value at which it
 * caps each counter. A test checks it: it runs one core with random values in the dropped fields
 * and counters beyond their caps, tick by tick, next to an unchanged one.
 */
import type { KeptField } from "./codec";
import type { ProofBench } from "../module/proof-bench";

/** Inputs of a tick, reports and registers: no coil ever depends on them. */
const DROPPED = [
  /^meter\.control\.(reported|raised|readings|view_u|view_g|feed|settings)\./,
  /^meter\.control\.(cord_neutral|jaw_temperature_decidegree|export_w|store_state)$/,
  /^meter\.control\.(generator_w|generator_current[12]_ma|clock_permille)$/,
  /\.(version_counter|boots|event_sequence|\w+_wh|minute_ticks)$/,
  /\.(sag_\w+|last_dark_ticks|order_ticks|overload_warned|jaw_warned|imbalance_warn_ticks)$/,
  /\.(reason|dropped_for|came_from_generator|pole1|pole2|poor_now|rough_now)$/,
  // Rough seconds and gaps are shortened to none (proof/model/small.yaml).
  /\.(gap_depth|flicker_ticks|normal_mv)$/,
];

/** Field, or the end of its path, and the value above which it makes no difference. */
const CAPS: Readonly<Record<string, number>> = {
  boot_ticks: 4,
  "evidence.utility.pulse_ticks": 2,
  "evidence.generator.pulse_ticks": 2,
  settled_ticks: 2,
  proven_ticks: 4,
  out_dead_ticks: 1,
  out_live_ticks: 1,
  out_indeterminate_ticks: 0,
  back_voltage_ticks: 3,
  stray_current_ticks: 1,
  candidate_ticks: 1,
  unclear_ticks: 3,
  lie_ticks: 1,
  live_ticks: 1,
  dead_ticks: 1,
  under_ticks: 1,
  lost_ticks: 1,
  over_ticks: 1,
  over_fast_ticks: 1,
  frequency_ticks: 2,
  frequency_high_ticks: 2,
  frequency_fast_ticks: 2,
  frequency_peak_ticks: 2,
  over_peak_ticks: 1,
  imbalance_ticks: 1,
  imbalance_fast_ticks: 1,
  angle_ticks: 1,
  bad_ticks: 1,
  wide_bad_ticks: 1,
  "utility.good_ticks": 2,
  "generator.good_ticks": 1,
  wide_ticks: 2,
  poor_ticks: 2,
  rough_ticks: 2,
  connected_ticks: 2,
  dark_ticks: 0,
  backfeed_ticks: 1,
  follow_ticks: 2,
  independent_ticks: 1,
  supply_lost_ticks: 2,
  wires_live_ticks: 2,
  reverse_ticks: 3,
  opposed_ticks: 2,
  cord_ticks: 2,
  overload_ticks: 3,
  closed_ticks: 1,
  "pulse.ticks": 5,
  reserve_weighed_ticks: 3,
  short_boots: 3,
  tries_utility_open: 2,
  tries_utility_close: 2,
  tries_generator_open: 2,
  tries_generator_close: 2,
};
const UNCAPPED = 0x7fffffff;

function capOf(path: string): number {
  const found = Object.entries(CAPS).find(([end]) => path.endsWith(`.${end}`));
  return found === undefined ? UNCAPPED : found[1];
}

/** The fields of the core that make up its state. */
export function keptFields(bench: ProofBench): KeptField[] {
  const state = bench
    .under("meter.control.")
    .filter((path) => !DROPPED.some((no) => no.test(path)));
  return [...state, "meter.outputs.coils"].map((path) => ({ path, cap: capOf(path) }));
}
