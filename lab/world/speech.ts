/**
 * Compares every sentence of the meter, its seconds and its advice with the true state and with
 * what then happens. Reads the twin, and of the meter only what it says, its settings and the
 * latches that it has stored. Once a tick. Portable.
 */
import { Advice, Doing, Next, Reason, Why } from "@bptm/core/lists/codes";
import { latchOf } from "@bptm/core/lists/latches";
import { Settings } from "@bptm/core/lists/settings";
import { Explanation } from "@bptm/core/explain/explanation";
import { Light, Outputs } from "@bptm/core/hardware/signals";
import { Meter } from "@bptm/core/meter";
import { ChannelFault } from "@bptm/twin/meter/sensors";
import { Home } from "@bptm/twin/home/home";
import { Said, endsInAWait, judgeWait } from "./waits";
import { Truth, VoltageTruth } from "./truth";

/** What a false sentence claims; claims.ts numbers the lights and positions before these. */
export const enum Speech {
  None = 0,
  UtilityWell = 6,
  GeneratorWell = 7,
  Presence = 8,
  Volts = 9,
  Doing = 10,
  Latch = 11,
  CountAtZero = 12,
  CountRises = 13,
  Promise = 14,
  Advice = 15,
  HouseSource = 16,
  Light = 17,
  Sensor = 18,
}
/** One more than the largest claim. */
const CLAIMS: i32 = 19;
/** Numbers noted of the first violation of each claim; see `note`. */
export const NOTED: i32 = 16;

/** Evidence may be a second old; a source may take three to be found and judged. */
const LATE_TICKS: i32 = 240;
const FOUND_TICKS: i32 = 720;
/** A grid that is good beyond doubt for this long must not be called unusable. */
const ACCEPTED_SAMPLES: i32 = 8 * 4800;
/** A judgement over time: gaps of the last half minute make a grid unsteady. */
const STEADY_SAMPLES: i32 = 36 * 4800;
/** A source is dead below 30 V line to line or 15 V on a leg, there above 100 V or 50 V. */
const DEAD_SQUARE: f64 = 900.0;
const THERE_SQUARE: f64 = 10000.0;
/** Error allowed of a band's limits and of volts that are said (channel accuracy and noise). */
const BAND_ERROR: f64 = 0.015;
const VOLTS_ERROR: f64 = 0.04;
const HZ_ERROR_MHZ: f64 = 150.0;
/** The legs of a whole neutral differ by less. */
const LEGS_DIFFER_V: f64 = 6.0;

/** What was said, for how long each claim has been false, and the first of each. */
export class Speaking {
  said: Said = new Said();
  /** Ticks for which each claim has been false, its violations, and the first of them. */
  wrong: Int32Array = new Int32Array(19);
  count: Int32Array = new Int32Array(19);
  first: Int32Array = new Int32Array(304);
  /** 1 once a source in the house has fed it, or could have. */
  inside: i32 = 0;
  /** 1 since the legs of the grid were far apart, until the grid is well again. */
  apart: i32 = 0;
}

/** The codes of a reason in a sentence; 0 when it names none. */
function reasonIn(x: Explanation): i32 {
  const why: i32 = x.why;
  if (why === Why.UtilityPoor || why === Why.GeneratorPoor) return x.b;
  const named: boolean =
    why === Why.UtilityFailed ||
    why === Why.GeneratorFailed ||
    why === Why.Refused ||
    why === Why.LockOut ||
    why === Why.Inhibited ||
    why === Why.Suspect ||
    why === Why.UtilityBlocked ||
    why === Why.GeneratorBlocked;
  return named ? x.a : 0;
}

/** Line-to-line millivolts that a sentence states of the grid (1) or the generator (2), or none. */
function voltsOf(why: i32): i32 {
  if (why === Why.UtilityGood || why === Why.UtilityReturning || why === Why.UtilityPoor) return 1;
  if (why === Why.UtilityChecked) return 1;
  if (why === Why.GeneratorGood || why === Why.GeneratorSettling) return 2;
  return why === Why.GeneratorPoor || why === Why.GeneratorChecked ? 2 : 0;
}

function within(p: VoltageTruth, low_permille: i32, high_permille: i32): boolean {
  const low: f64 = (low_permille as f64) * 0.001 * 120.0 * (1.0 - BAND_ERROR);
  const high: f64 = (high_permille as f64) * 0.001 * 120.0 * (1.0 + BAND_ERROR);
  if (p.square_1 < low * low || p.square_2 < low * low) return false;
  if (p.square_1 > high * high || p.square_2 > high * high) return false;
  return p.square_line >= 4.0 * low * low && p.square_line <= 4.0 * high * high;
}

function hertzWithin(hz: f64, low_mhz: i32, high_mhz: i32): boolean {
  const mhz: f64 = hz * 1000.0;
  return mhz > (low_mhz as f64) - HZ_ERROR_MHZ && mhz < (high_mhz as f64) + HZ_ERROR_MHZ;
}

/** Whether a channel, a burden or the reference lies: no software can then tell the volts. */
function lies(home: Home): boolean {
  const sensors = home.sensors;
  if (sensors.neutral_reference === 0) return true;
  if ((sensors.burdens_dead | sensors.burdens_stuck) !== 0) return true;
  if (sensors.faults === 0) return false;
  for (let channel: i32 = 0; channel < 10; channel++) {
    const fault: i32 = sensors.fault[channel] as i32;
    if (fault !== ChannelFault.None && fault !== ChannelFault.OpenLead) return true;
  }
  return false;
}

/** A grid that is off does not set the hertz of its wires: what else feeds them does. */
function utilityIsWell(home: Home, p: VoltageTruth, s: Settings): boolean {
  const u = home.utility;
  const feeds: boolean = u.energized !== 0 && (u.connected_1 | u.connected_2) !== 0;
  const low: i32 = s.utility_hz_min_mhz;
  if (feeds && !hertzWithin(u.now_hz, low, s.utility_hz_max_mhz)) return false;
  return within(p, s.utility_return_min_permille, s.utility_return_max_permille);
}

function generatorIsWell(home: Home, p: VoltageTruth, s: Settings): boolean {
  const hz: f64 = home.generator.rpm * (1.0 / 60.0);
  // Without a load the governor may turn faster.
  const no_load: i32 = s.generator_hz_no_load_mhz;
  const most: i32 = no_load > s.generator_hz_max_mhz ? no_load : s.generator_hz_max_mhz;
  if (!hertzWithin(hz, s.generator_hz_min_mhz, most)) return false;
  return within(p, s.generator_accept_min_permille, s.generator_accept_max_permille);
}

function wellIsFalse(x: Explanation, home: Home, t: Truth, s: Settings, which: i32): boolean {
  if (lies(home)) return false;
  if (which === Speech.UtilityWell) {
    const said: boolean = x.why === Why.UtilityGood || x.why === Why.UtilityReturning;
    return said && !utilityIsWell(home, t.utility, s);
  }
  const said: boolean = x.why === Why.GeneratorGood || x.why === Why.GeneratorSettling;
  return said && !generatorIsWell(home, t.inlet, s);
}

/** Line to line, or twice the larger leg: legs in phase show no line voltage at all. */
function levelSquare(p: VoltageTruth): f64 {
  const leg: f64 = p.square_1 > p.square_2 ? p.square_1 : p.square_2;
  return 4.0 * leg > p.square_line ? 4.0 * leg : p.square_line;
}

/** A grid has been good for so long that what is said of it does not hold. */
function isBeyondDoubt(x: Explanation, t: Truth): boolean {
  const flickered: boolean = reasonIn(x) === Reason.Unsteady;
  return t.grid_good_samples > (flickered ? STEADY_SAMPLES : ACCEPTED_SAMPLES);
}

/** A source is said to be gone that is there, or to be there that is gone. */
function presenceIsFalse(x: Explanation, home: Home, t: Truth): boolean {
  if (lies(home)) return false;
  const grid: boolean = levelSquare(t.utility) > THERE_SQUARE;
  const set: boolean = levelSquare(t.inlet) > THERE_SQUARE;
  const gone: boolean = x.a === Reason.NoVoltage || x.a === Reason.Lost;
  if (x.why === Why.NoSource) return grid || set;
  if (x.why === Why.UtilityFailed && gone && grid) return true;
  if (x.why === Why.GeneratorFailed && gone && set) return true;
  const apart: boolean = x.a === Reason.SensorLost || x.a === Reason.Ghost;
  if (x.why === Why.UtilityFailed && !apart && isBeyondDoubt(x, t)) return true;
  if (x.next === Next.WaitForGenerator && set) return true;
  const volts: i32 = voltsOf(x.why);
  if (volts === 1 && levelSquare(t.utility) < DEAD_SQUARE) return true;
  return volts === 2 && levelSquare(t.inlet) < DEAD_SQUARE;
}

function voltsAreFalse(x: Explanation, home: Home, t: Truth): boolean {
  const which: i32 = voltsOf(x.why);
  if (which === 0 || lies(home)) return false;
  const said: f64 = (x.a as f64) * 0.001;
  const truth: f64 = Math.sqrt(which === 1 ? t.utility.square_line : t.inlet.square_line);
  const off: f64 = said > truth ? said - truth : truth - said;
  return off > 3.0 + VOLTS_ERROR * truth;
}

/** The connection that is said against the poles; `hidden`: no software can see this switch. */
function doingIsFalse(x: Explanation, home: Home, t: Truth, hidden: boolean): boolean {
  if (hidden) return false;
  const live: boolean = t.out_live_samples > 0;
  if (x.doing === Doing.OnUtility) return (home.conducting_u1 | home.conducting_u2) === 0;
  if (x.doing === Doing.OnGenerator) return (home.conducting_g1 | home.conducting_g2) === 0;
  if (x.doing === Doing.GridOut) return t.utility.square_line > THERE_SQUARE;
  if (x.doing !== Doing.Dark && x.doing !== Doing.HeldOpen) return false;
  return live && (t.u.closed !== 0 || t.g.closed !== 0);
}

/** A latch that stands and that no part of the sentence names. */
function latchIsUnnamed(x: Explanation, latches: i32): boolean {
  if (latches === 0 || x.doing === Doing.Starting) return false;
  return (latches & ~(x.also | latchOf(reasonIn(x)))) !== 0;
}

function saysHouseSource(x: Explanation): boolean {
  const reason: i32 = reasonIn(x);
  if (reason === Reason.SourceInHouse || reason === Reason.BackVoltage) return true;
  return x.advice === Advice.FindInnerSource;
}

/** Legs that were apart may hide an open neutral while their loads are alike. */
function followLegs(s: Speaking, home: Home, p: VoltageTruth, settings: Settings): void {
  const off: f64 = Math.sqrt(p.square_1) - Math.sqrt(p.square_2);
  if (off >= LEGS_DIFFER_V || off <= -LEGS_DIFFER_V) s.apart = 1;
  else if (utilityIsWell(home, p, settings)) s.apart = 0;
}

function adviceIsFalse(x: Explanation, home: Home, t: Truth, s: Settings, apart: i32): boolean {
  const dark: boolean = t.out_dead_samples > 0;
  const on_good_grid: boolean = t.u.closed !== 0 && isBeyondDoubt(x, t);
  const on_set: boolean = t.g.closed !== 0 && t.out_live_samples > 0;
  if (x.advice === Advice.OneAtATime) return dark;
  if (x.advice === Advice.StartGenerator) return on_good_grid || on_set;
  if (x.advice === Advice.LoadsOffFirst) return on_good_grid;
  if (x.advice === Advice.StopGenerator) return dark || levelSquare(t.inlet) < DEAD_SQUARE;
  if (lies(home)) return false;
  if (x.advice === Advice.ProtectAppliances) return dark || utilityIsWell(home, t.utility, s);
  if (x.advice !== Advice.NeutralAtPanel) return false;
  return home.utility.neutral_connected !== 0 && apart === 0;
}

/** The lights against the sentence beside them. */
function lightIsFalse(x: Explanation, o: Outputs): boolean {
  const gone: boolean = x.a === Reason.NoVoltage || x.a === Reason.Lost;
  const no_grid: boolean = x.why === Why.NoSource || (x.why === Why.UtilityFailed && gone);
  const available: i32 = o.light_utility_available;
  if (no_grid && (available === Light.On || available === Light.BlinkSlow)) return true;
  if (x.why === Why.UtilityGood && available === Light.Off) return true;
  const unfed: boolean = x.doing === Doing.Dark || x.doing === Doing.HeldOpen;
  const on_u: boolean = o.light_utility_on === Light.On;
  const on_g: boolean = o.light_generator_on === Light.On;
  if (on_u && (unfed || x.doing === Doing.OnGenerator)) return true;
  return on_g && (unfed || x.doing === Doing.OnUtility || x.doing === Doing.GridOut);
}

/** A source in the house has been there since the start of the run. */
function followInside(s: Speaking, home: Home): void {
  const inner = home.house.inner;
  if ((inner.dryer_running | inner.solar_on | inner.battery_on) !== 0) s.inside = 1;
}

/** Notes what was said and what was true when a claim was first found false. */
function note(s: Speaking, claim: i32, x: Explanation, t: Truth): void {
  s.count[claim] = (s.count[claim] as i32) + 1;
  if ((s.count[claim] as i32) > 1) return;
  const at: i32 = claim * NOTED;
  const first = s.first;
  first[at] = x.doing;
  first[at + 1] = x.why;
  first[at + 2] = x.next;
  first[at + 3] = x.advice;
  first[at + 4] = x.a;
  first[at + 5] = x.b;
  first[at + 6] = x.left_s;
  first[at + 7] = x.total_s;
  first[at + 8] = x.also;
  first[at + 9] = Math.sqrt(t.utility.square_1) as i32;
  first[at + 10] = Math.sqrt(t.utility.square_2) as i32;
  first[at + 11] = Math.sqrt(t.inlet.square_1) as i32;
  first[at + 12] = Math.sqrt(t.inlet.square_2) as i32;
  first[at + 13] = Math.sqrt(t.out.square_line) as i32;
  first[at + 14] = t.u.closed | (t.g.closed << 1);
}

/** Ticks for which a claim may be false. */
function allowed(claim: i32): i32 {
  if (claim === Speech.CountRises || claim === Speech.Promise) return 1;
  return claim === Speech.Presence || claim === Speech.Advice ? FOUND_TICKS : LATE_TICKS;
}

function isFalse(
  claim: i32,
  s: Speaking,
  home: Home,
  t: Truth,
  meter: Meter,
  hidden: boolean,
): boolean {
  const x = meter.explanation;
  const settings = meter.control.settings;
  if (claim === Speech.UtilityWell || claim === Speech.GeneratorWell) {
    return wellIsFalse(x, home, t, settings, claim);
  }
  if (claim === Speech.Presence) return presenceIsFalse(x, home, t);
  if (claim === Speech.Volts) return voltsAreFalse(x, home, t);
  if (claim === Speech.Doing) return doingIsFalse(x, home, t, hidden);
  if (claim === Speech.Latch) return latchIsUnnamed(x, meter.control.stored.latches);
  if (claim === Speech.CountAtZero) return endsInAWait(x.next) && x.left_s <= 0;
  if (claim === Speech.CountRises) return s.said.rises !== 0;
  if (claim === Speech.Promise) return s.said.overdue !== 0;
  if (claim === Speech.Advice) return adviceIsFalse(x, home, t, settings, s.apart);
  if (claim === Speech.HouseSource) return saysHouseSource(x) && s.inside === 0;
  if (claim === Speech.Light) return lightIsFalse(x, meter.outputs);
  return reasonIn(x) === Reason.SensorLost && home.sensors.faults === 0;
}

/** Judges one tick; returns the claim that has now been false for too long, or None. */
export function judgeSpeech(s: Speaking, home: Home, t: Truth, meter: Meter, hidden: boolean): i32 {
  if (home.supply.alive === 0) {
    for (let claim: i32 = 0; claim < CLAIMS; claim++) s.wrong[claim] = 0;
    s.said.why = 0;
    followInside(s, home);
    return Speech.None;
  }
  const x = meter.explanation;
  followInside(s, home);
  followLegs(s, home, t.utility, meter.settings);
  judgeWait(s.said, x, reasonIn(x), t.out_dead_samples > 0);
  let found: i32 = Speech.None;
  for (let claim: i32 = Speech.UtilityWell; claim < CLAIMS; claim++) {
    const wrong: boolean = isFalse(claim, s, home, t, meter, hidden);
    s.wrong[claim] = wrong ? (s.wrong[claim] as i32) + 1 : 0;
    if ((s.wrong[claim] as i32) !== allowed(claim)) continue;
    note(s, claim, x, t);
    if (found === Speech.None) found = claim;
  }
  return found;
}
