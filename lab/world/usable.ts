/**
 * Which source a house could use now, in truth: true volts, hertz, legs and neutral against the
 * settings that the meter holds, with a margin inside every limit, so that no accuracy of a channel
 * decides. Reads the twin and the settings, never what the core believes. Portable.
 */
import { Settings } from "@bptm/core/lists/settings";
import { Home } from "@bptm/twin/home/home";
import { Wiring } from "@bptm/twin/sources/generator";
import { VoltageTruth } from "./truth";

/** Margins inside the limits: volts per mille of nominal, millihertz, and shares of a limit. */
const MARGIN_PERMILLE: i32 = 10;
const MARGIN_MHZ: i32 = 100;
const RATE_SHARE: f64 = 0.3;
const DISTORTION_SHARE: f64 = 0.6;
/** Frequencies of a temporary microgrid as in the core, which allows it to change by 0.5 Hz/s. */
const ISLAND_MIN_MHZ: i32 = 59000;
const ISLAND_MAX_MHZ: i32 = 61000;
const ISLAND_RATE_HZ_PER_S: f64 = 0.3;
const TWO_PI: f64 = 6.283185307179586;
/** A second of half cycles: the time constant of the slow mean of the generator's frequency. */
const HALVES_PER_S: f64 = 120.0;

function volts(permille: i32, nominal: f64): f64 {
  return (permille as f64) * 0.001 * nominal;
}

/** Whether legs and line are between two levels, in per mille of 120 V and 240 V. */
export function isBetween(p: VoltageTruth, low: i32, high: i32): boolean {
  const leg_low: f64 = volts(low, 120.0);
  const leg_high: f64 = volts(high, 120.0);
  if (p.square_1 < leg_low * leg_low || p.square_1 > leg_high * leg_high) return false;
  if (p.square_2 < leg_low * leg_low || p.square_2 > leg_high * leg_high) return false;
  return p.square_line >= 4.0 * leg_low * leg_low && p.square_line <= 4.0 * leg_high * leg_high;
}

function hzBetween(hz: f64, low_mhz: i32, high_mhz: i32): boolean {
  const mhz: f64 = hz * 1000.0;
  return mhz >= ((low_mhz + MARGIN_MHZ) as f64) && mhz <= ((high_mhz - MARGIN_MHZ) as f64);
}

function isDistorted(third: f64, fifth: f64, most_permille: i32): boolean {
  const most: f64 = (most_permille as f64) * 0.001 * DISTORTION_SHARE;
  return third * third + fifth * fifth > most * most;
}

/** The grid has all its wires, in phase as they should be, and nothing foreign on them. */
function isWhole(home: Home, s: Settings): boolean {
  const u = home.utility;
  if (u.energized === 0 || u.connected_1 === 0 || u.connected_2 === 0) return false;
  if (u.neutral_connected === 0 || u.leg2_sign !== -1 || u.neighbour_level !== 0.0) return false;
  return !isDistorted(u.third, u.fifth, s.utility_distortion_max_permille);
}

/** The grid's frequency is between two limits, and changes by less than a rate. */
function isSteady(home: Home, low_mhz: i32, high_mhz: i32, rate: f64): boolean {
  const u = home.utility;
  if (!hzBetween(u.now_hz, low_mhz, high_mhz)) return false;
  if (u.wander_hz > 0.0 && u.wander_hz * TWO_PI > rate * u.wander_period_s) return false;
  return u.now_hz === u.hz || u.hz_slew_per_s <= rate;
}

function isSteadyGrid(home: Home, s: Settings): boolean {
  const rate: f64 = (s.utility_hz_rate_max_mhz_per_s as f64) * 0.001 * RATE_SHARE;
  return isSteady(home, s.utility_hz_min_mhz, s.utility_hz_max_mhz, rate);
}

/** A utility's temporary microgrid wanders further; figures as in the core. */
function isSteadyIsland(home: Home): boolean {
  return isSteady(home, ISLAND_MIN_MHZ, ISLAND_MAX_MHZ, ISLAND_RATE_HZ_PER_S);
}

/** The grid is inside the band of its return, and nothing disturbs it. */
export function isUtilityUsable(home: Home, p: VoltageTruth, s: Settings): boolean {
  if (!isWhole(home, s) || !isSteadyGrid(home, s)) return false;
  const low: i32 = s.utility_return_min_permille + MARGIN_PERMILLE;
  return isBetween(p, low, s.utility_return_max_permille - MARGIN_PERMILLE);
}

/** The grid is inside the wider band, or a microgrid is where the settings accept one. */
export function isUtilityWide(home: Home, p: VoltageTruth, s: Settings): boolean {
  const island: boolean = s.utility_accept_microgrid !== 0 && isSteadyIsland(home);
  if (!isWhole(home, s) || !(island || isSteadyGrid(home, s))) return false;
  const low: i32 = s.utility_wide_min_permille + MARGIN_PERMILLE;
  return isBetween(p, low, s.utility_wide_max_permille - MARGIN_PERMILLE);
}

/** The legs are alike: what is low or high is the grid, not its neutral. */
function areLegsAlike(p: VoltageTruth, s: Settings): boolean {
  const one: f64 = Math.sqrt(p.square_1);
  const two: f64 = Math.sqrt(p.square_2);
  const most: f64 = volts(s.imbalance_trip_permille, 120.0) * 0.5;
  return one - two < most && two - one < most;
}

/** The grid is browned out, yet better than darkness. */
export function isUtilityPoor(home: Home, p: VoltageTruth, s: Settings): boolean {
  if (!isWhole(home, s) || !isSteadyGrid(home, s) || !areLegsAlike(p, s)) return false;
  const low: i32 = s.utility_lost_permille + MARGIN_PERMILLE;
  return isBetween(p, low, s.utility_wide_max_permille - MARGIN_PERMILLE);
}

/** High in volts or a microgrid: a dark house takes it after a longer time. */
export function isUtilityRough(home: Home, p: VoltageTruth, s: Settings): boolean {
  if (!isWhole(home, s) || !isSteadyIsland(home) || !areLegsAlike(p, s)) return false;
  const low: i32 = s.utility_lost_permille + MARGIN_PERMILLE;
  return isBetween(p, low, s.utility_over_permille - 3 * MARGIN_PERMILLE);
}

/** The grid is far enough outside its bands that the meter must leave it. */
export function isUtilityBad(p: VoltageTruth, s: Settings): boolean {
  const low: i32 = s.utility_drop_permille - 3 * MARGIN_PERMILLE;
  return !isBetween(p, low, s.utility_over_permille + 3 * MARGIN_PERMILLE);
}

/** Slow mean of the generator's frequency, to see whether it is steady. */
export class Steadiness {
  hz: f64 = 0;
}

/** The generator is inside its band, steady, and wired as it should be. Every half cycle. */
export function isGeneratorUsable(
  steady: Steadiness,
  home: Home,
  p: VoltageTruth,
  s: Settings,
): boolean {
  const g = home.generator;
  const hz: f64 = g.rpm * (1.0 / 60.0);
  steady.hz = steady.hz + (hz - steady.hz) * (1.0 / HALVES_PER_S);
  if (g.plugged === 0 || g.outlet_plugged === 0 || g.joined === 0) return false;
  if (g.wiring !== Wiring.Right || g.cord_neutral === 0 || g.single_voltage !== 0) return false;
  if (g.cord_arcing !== 0.0 || g.second_hz !== 0.0 || g.running === 0) return false;
  const off: f64 = hz - steady.hz;
  const rate: f64 = (s.generator_hz_rate_max_mhz_per_s as f64) * 0.001 * RATE_SHARE;
  if (off > rate || off < -rate) return false;
  if (!hzBetween(hz, s.generator_hz_min_mhz, s.generator_hz_max_mhz)) return false;
  if (isDistorted(g.third, g.fifth, s.generator_distortion_max_permille)) return false;
  const low: i32 = s.generator_accept_min_permille + MARGIN_PERMILLE;
  return isBetween(p, low, s.generator_accept_max_permille - MARGIN_PERMILLE);
}
