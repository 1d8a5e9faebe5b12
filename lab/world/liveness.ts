/**
 * Invariant 13: no dark house beside a usable source. While a source is usable in truth (usable.ts)
 * and nothing forbids it, the house must be on it within a bound:
 *
 * - utility: `restore_dark_s`, the dead time and 7 s (15 s with the defaults);
 * - generator, while the grid is bad: `generator_stable_s`, the dead time and 12 s (30 s). A house
 *   that is still on a bad grid has the delays of the dropout stages in addition;
 *
 * What forbids is listed in core/lists/latches.yaml and core/lists/holds.yaml, each with its way
 * out. It is derived from the true history of this run, so that a latch or a hold without a true
 * cause excuses nothing. Judged every half cycle of powered time. Portable.
 */
import { Settings } from "@bptm/core/lists/settings";
import { Home } from "@bptm/twin/home/home";
import { hasLostCapacity, isFaulty, lacksEnergy } from "./hardware-truth";
import { FlickerTruth, followFlicker, returnSeconds } from "./flicker-truth";
import { Wait, follow, isOver } from "./good-time";
import { CoilWatch } from "./pulses";
import { Truth } from "./truth";
import { Steadiness, isBetween, isGeneratorUsable, isUtilityBad } from "./usable";
import { isUtilityPoor, isUtilityRough, isUtilityUsable, isUtilityWide } from "./usable";

/** Half cycles of a second. */
const SECOND: i32 = 120;
const COUNT_MAX: i32 = 0x3fffffff;
/** Bounds beyond the settings, in seconds. */
const UTILITY_MORE_S: i32 = 7;
const GENERATOR_MORE_S: i32 = 12;
/** A browned-out grid is better than darkness after so long. */
const POOR_S: i32 = 5;
/** Delays of a dropout that no setting shortens: 5 s for frequency, 10 s for imbalance. */
const DROPOUT_MORE_S: i32 = 10;
/** Wait after the third source in the house, and tolerance of every hold. */
const HOUR_S: i32 = 3600;
const TOLERANCE_S: i32 = 10;
const SEQUENCES_MOST: i32 = 3;
const FADE_S: i32 = 600;
/** A reserve that was too weak is weighed again in a dark house. */
const WEIGHED_AGAIN_S: i32 = 60;
const STEADY_HALVES: i32 = 30 * SECOND;
/** More starts than this make short boots a hold, until two minutes of one boot have passed. */
const BOOTS_MOST: i32 = 8;
const SHORT_BOOT_SAMPLES: i32 = 120 * 4800;
/** Legs this far apart while U carries the house may make the grid suspect, for 10 s. */
const UNEQUAL_VOLTS: f64 = 12.0;
const UNEQUAL_HALVES: i32 = 10 * SECOND;
/** A grid that is good so soon after it was unloaded may have failed by the load. */
const UNLOADED_HALVES: i32 = 11 * SECOND;
/** A further doubt doubles the wait, up to two hours. */
const DOUBTS_MOST: i32 = 4;
const DOUBT_MOST_S: i32 = 7200;
/** Wires that come alive this soon after a close of G cannot be told from a welded pole of U. */
const WIRES_SAMPLES: i32 = 1440;
const LIVE_LINE_SQUARE: f64 = 900.0;
const JAW_MARGIN_K: f64 = 6.0;

/** The house waits for this source; the first number of a violation of invariant 13. */
export const enum Awaited {
  None = 0,
  Utility = 1,
  Generator = 2,
}

/** True history of a run, as far as it may forbid a source. Counts are half cycles. */
export class Liveness {
  /** Of a dark house, for a good, a browned-out and a rough grid. */
  good_wait: Wait = new Wait();
  poor_wait: Wait = new Wait();
  rough_wait: Wait = new Wait();
  /** Of a house on the generator, for a good grid and for one in the wider band. */
  return_wait: Wait = new Wait();
  wide_wait: Wait = new Wait();
  flicker: FlickerTruth = new FlickerTruth();
  generator_waits: i32 = 0;
  steady: Steadiness = new Steadiness();
  /** 1 after a fault of the hardware, or with latches at the start, until an order clears. */
  uninspected: i32 = 0;
  /** Changed words of the store that were seen. */
  corruptions: i32 = 0;
  /** 1 while the wires of the grid are live. */
  wires_live: i32 = 0;
  /** Sources in the house that fed while it was off the grid, up to three, and the wait left. */
  inner: i32 = 0;
  inner_feeds: i32 = 0;
  inner_left: i32 = 0;
  /** Wait left after an overload or breakdown of the generator. */
  overload_left: i32 = 0;
  /** Closes of G that have not become a steady connection, and time until one fades. */
  tries: i32 = 0;
  tries_left: i32 = 0;
  connected: i32 = 0;
  closes: i32 = 0;
  /** Time left in which an opening of U makes the grid suspect; how often, and the wait left. */
  unequal_left: i32 = 0;
  u_closed: i32 = 0;
  suspects: i32 = 0;
  suspect_left: i32 = 0;
  /** Time left in which a grid that the house left, with legs far apart or not, may recover. */
  unloaded_left: i32 = 0;
  unequal: i32 = 0;
  /** Time left until a reserve that was weak is known to be whole again. */
  weak_left: i32 = 0;
  doubts: i32 = 0;
  doubted_left: i32 = 0;
}

function left(halves: i32): i32 {
  return halves > 0 ? halves - 1 : 0;
}

/** The longer of a wait that runs and a new one. */
function atLeast(halves: i32, seconds: i32): i32 {
  const wanted: i32 = (seconds + TOLERANCE_S) * SECOND;
  return halves > wanted ? halves : wanted;
}

/**
 * An authenticated order to clear was accepted: a person has looked. Only the latch of a second
 * suspicion ends with it; the meter may have seen only one, which ends with its time.
 */
export function inspected(l: Liveness): void {
  l.uninspected = 0;
  l.inner = 0;
  l.tries = 0;
  l.overload_left = 0;
  if (l.suspects >= 2) l.suspects = 0;
}

function followInner(l: Liveness, home: Home, t: Truth, s: Settings): void {
  const feeds: boolean = home.house.inner.feeding !== 0 && t.u.closed === 0;
  if (feeds && l.inner_feeds === 0 && l.inner < SEQUENCES_MOST) l.inner = l.inner + 1;
  l.inner_feeds = feeds ? 1 : 0;
  const short_s: i32 = l.inner < 2 ? 2 * s.back_voltage_clear_s : FADE_S;
  const wait_s: i32 = l.inner >= SEQUENCES_MOST ? HOUR_S : short_s;
  // The generator must then be good for twice as long.
  if (feeds) l.inner_left = (wait_s + s.generator_stable_s + TOLERANCE_S) * SECOND;
  else if (t.out_dead_samples > 0) l.inner_left = left(l.inner_left);
}

/** A generator that carries the house and is overloaded, or leaves its band. */
function followGenerator(l: Liveness, home: Home, t: Truth, s: Settings, g_closes: i32): void {
  if (g_closes > l.closes) {
    l.tries = l.tries + g_closes - l.closes;
    l.tries_left = (FADE_S + TOLERANCE_S) * SECOND;
  }
  l.closes = g_closes;
  l.tries_left = left(l.tries_left);
  if (l.tries_left === 0 && l.tries > 0) {
    l.tries = l.tries - 1;
    l.tries_left = (FADE_S + TOLERANCE_S) * SECOND;
  }
  l.connected = (t.u.closed | t.g.closed) !== 0 && t.out_dead_samples === 0 ? l.connected + 1 : 0;
  if (l.connected > STEADY_HALVES) l.tries = 0;
  l.overload_left = left(l.overload_left);
  if (t.g.closed === 0) return;
  const most: f64 = (s.overload_a as f64) * 0.9;
  const over: boolean = home.generator.amperes_square > most * most;
  const low: i32 = s.generator_drop_permille + 50;
  const leaves: boolean = !isBetween(t.inlet, low, s.generator_over_permille - 30);
  // A generator that failed waits for an overload's longest time, or for the rate limit.
  const rate_s: i32 = (HOUR_S / s.transfers_per_hour) | 0;
  const retry_s: i32 = (5 * s.overload_retry_s) >> 1;
  const again_s: i32 = rate_s > retry_s ? rate_s : retry_s;
  if (over || leaves)
    l.overload_left = atLeast(l.overload_left, again_s > FADE_S ? again_s : FADE_S);
}

/**
 * A grid that was not usable as U opened, and is so soon after, may have failed by the load. It is
 * doubted: a return waits. With legs far apart it is suspect: a dark house waits as well.
 */
function followSuspicion(l: Liveness, t: Truth, s: Settings, usable: boolean): void {
  const one: f64 = Math.sqrt(t.utility.square_1);
  const two: f64 = Math.sqrt(t.utility.square_2);
  const apart: f64 = one > two ? one - two : two - one;
  l.unequal_left = left(l.unequal_left);
  l.unloaded_left = left(l.unloaded_left);
  l.doubted_left = left(l.doubted_left);
  if (usable) l.suspect_left = left(l.suspect_left);
  if (t.u.closed !== 0 && apart > UNEQUAL_VOLTS) l.unequal_left = UNEQUAL_HALVES;
  if (l.u_closed !== 0 && t.u.closed === 0 && !usable) {
    l.unloaded_left = UNLOADED_HALVES;
    l.unequal = l.unequal_left > 0 ? 1 : 0;
  }
  l.u_closed = t.u.closed;
  // An open neutral shows no more once the legs are unloaded.
  const low: i32 = s.utility_return_min_permille;
  const looks: boolean = usable || isBetween(t.utility, low, s.utility_return_max_permille);
  if (l.unloaded_left > 0 && looks) doubt(l, s);
}

function doubt(l: Liveness, s: Settings): void {
  l.unloaded_left = 0;
  if (l.doubts < DOUBTS_MOST) l.doubts = l.doubts + 1;
  const wait_s: i32 = s.suspect_hold_s << (l.doubts - 1);
  l.doubted_left = atLeast(0, wait_s < DOUBT_MOST_S ? wait_s : DOUBT_MOST_S);
  if (l.unequal === 0) return;
  l.suspects = l.suspects + 1;
  l.suspect_left = atLeast(l.suspect_left, s.suspect_hold_s);
}

/** A reserve that has lost capacity, and then until the meter has weighed it again. */
function followReserve(l: Liveness, home: Home): void {
  l.weak_left = hasLostCapacity(home) ? atLeast(0, WEIGHED_AGAIN_S) : left(l.weak_left);
}

/** Whether a fault, a person or a danger keeps the house off every source. */
function isForbidden(l: Liveness, home: Home, t: Truth, s: Settings, lock_open: i32): boolean {
  if (lock_open === 2 || l.uninspected !== 0 || l.inner_left > 0) return true;
  if (home.house.short_circuit !== 0 || lacksEnergy(home) || l.weak_left > 0) return true;
  if (t.boots > BOOTS_MOST && t.boot_samples < SHORT_BOOT_SAMPLES) return true;
  return home.supply.jaw_celsius > (s.jaw_trip_degree as f64) - JAW_MARGIN_K;
}

/** Wires of the grid that come alive with a close of G latch until a person has looked. */
function followWires(l: Liveness, t: Truth, since_close: i32): void {
  const live: boolean = t.utility.square_line > LIVE_LINE_SQUARE;
  if (live && l.wires_live === 0 && since_close < WIRES_SAMPLES) l.uninspected = 1;
  l.wires_live = live ? 1 : 0;
}

function waits(halves: i32, on: boolean): i32 {
  return on ? (halves < COUNT_MAX ? halves + 1 : halves) : 0;
}

/** Seconds within which a house is on a grid that must be good for so long. */
function utilityBound(seconds: i32, s: Settings): i32 {
  return seconds + ((s.dead_time_ms / 1000) | 0) + UTILITY_MORE_S;
}

/** Seconds within which a house without a grid is on a usable generator. */
function generatorBound(s: Settings, dark: boolean): i32 {
  const bound: i32 = s.generator_stable_s + ((s.dead_time_ms / 1000) | 0) + GENERATOR_MORE_S;
  return dark ? bound : bound + ((s.utility_drop_delay_ms / 1000) | 0) + DROPOUT_MORE_S;
}

/** Whether a dark house has been without a grid for too long that it could use. */
function isGridMissed(l: Liveness, home: Home, t: Truth, s: Settings, awaits: boolean): boolean {
  const grid: boolean = isUtilityUsable(home, t.utility, s);
  const alone: boolean = awaits && t.inlet.square_line < LIVE_LINE_SQUARE && l.suspects === 0;
  // A brown-out is one long gap, and better than darkness all the same.
  follow(l.good_wait, awaits && l.flicker.gaps_left === 0, grid);
  follow(l.poor_wait, alone, isUtilityPoor(home, t.utility, s));
  follow(l.rough_wait, alone, isUtilityRough(home, t.utility, s));
  return (
    isOver(l.good_wait, utilityBound(s.restore_dark_s, s)) ||
    isOver(l.poor_wait, utilityBound(POOR_S, s)) ||
    isOver(l.rough_wait, utilityBound(s.restore_rough_s, s))
  );
}

/** Whether a house has stayed on the generator for too long beside a grid that it could use. */
function isReturnMissed(l: Liveness, home: Home, t: Truth, s: Settings, awaits: boolean): boolean {
  const even: boolean = awaits && l.flicker.gaps_left === 0;
  follow(l.return_wait, even, isUtilityUsable(home, t.utility, s));
  follow(l.wide_wait, even, isUtilityWide(home, t.utility, s));
  const seconds: i32 = returnSeconds(l.flicker, s);
  const wide_s: i32 = seconds > s.utility_wide_s ? seconds : s.utility_wide_s;
  return (
    isOver(l.return_wait, utilityBound(seconds, s)) || isOver(l.wide_wait, utilityBound(wide_s, s))
  );
}

/**
 * Judges one half cycle; returns the source that the house has now been without for too long.
 * `lock_open`: the order in force; `g_close`: the pulses that close G.
 */
export function judgeLiveness(
  l: Liveness,
  home: Home,
  t: Truth,
  s: Settings,
  lock_open: i32,
  g_close: CoilWatch,
): i32 {
  if (isFaulty(home) || home.store.corruptions > l.corruptions) l.uninspected = 1;
  l.corruptions = home.store.corruptions;
  if (home.supply.alive === 0) {
    isGridMissed(l, home, t, s, false);
    isReturnMissed(l, home, t, s, false);
    l.generator_waits = 0;
    return Awaited.None;
  }
  const grid: boolean = isUtilityUsable(home, t.utility, s);
  const generator: boolean = isGeneratorUsable(l.steady, home, t.inlet, s);
  followReserve(l, home);
  followInner(l, home, t, s);
  followGenerator(l, home, t, s, g_close.number);
  followWires(l, t, g_close.since_on);
  followSuspicion(l, t, s, grid);
  followFlicker(l.flicker, t, s, grid);
  const may: boolean = !isForbidden(l, home, t, s, lock_open);
  const dark: boolean = t.out_dead_samples > 0;
  const trusted: boolean = l.suspect_left === 0 && l.suspects < 2;
  const offered: boolean = may && lock_open === 0 && trusted;
  const missed: boolean = isGridMissed(l, home, t, s, offered && dark);
  // A house on the generator also waits while the transfers of the hour are used up.
  const rare: boolean = 2 * g_close.number < s.transfers_per_hour;
  const certain: boolean = offered && rare && l.doubted_left === 0;
  const stays: boolean = certain && !dark && t.g.closed !== 0;
  const late: boolean = isReturnMissed(l, home, t, s, stays);
  const rested: boolean = l.overload_left === 0 && l.tries < SEQUENCES_MOST;
  const poor: boolean = dark || (t.u.closed !== 0 && rare);
  const needs: boolean = poor && isUtilityBad(t.utility, s);
  l.generator_waits = waits(l.generator_waits, may && needs && generator && rested);
  if (missed || late) return Awaited.Utility;
  return l.generator_waits === generatorBound(s, dark) * SECOND ? Awaited.Generator : Awaited.None;
}
