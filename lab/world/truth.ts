/**
 * The true state as the judge sees it: one-cycle RMS voltages, how long line out has been dead or
 * live, and how long each switch has truly been proven open. Reads the twin only, never what the
 * core believes. Portable.
 */
import { TRAVEL_MAX_TICKS } from "@bptm/core/hardware/hardware";
import { Home } from "@bptm/twin/home/home";
import { Branch, Volts } from "@bptm/twin/network/network";
import { COIL_NEEDS_V } from "@bptm/twin/meter/supply";
import { Switch } from "@bptm/twin/meter/switch";

/** Half a cycle of 60 Hz; a window is two of them. */
const HALF_SAMPLES: i32 = 40;
/** Dead: 10 V per leg and 20 V line to line, plus 10 % for the accuracy of the meter's channels. */
const DEAD_LEG_SQUARE: f64 = 11.0 * 11.0;
const DEAD_LINE_SQUARE: f64 = 22.0 * 22.0;
/** Live: the peak of 15 V or 30 V RMS was exceeded within the last 12 ms. */
const LIVE_LEG_PEAK: f64 = 21.2;
const LIVE_LINE_PEAK: f64 = 42.4;
export const LIVE_HOLD_SAMPLES: i32 = 58;
/** A pulse is full after 80 ms; a pole that opens by the time of a proof has travelled in time. */
const FULL_PULSE_SAMPLES: i32 = 384;
const TRAVEL_SAMPLES: i32 = (TRAVEL_MAX_TICKS + 1) * 20;
/** Below this position a pole's contact pair may show open. */
const OPEN_POSITION: f64 = 0.1;
/** A pole that carries more than this (about 1.5 A RMS) is not open. */
const CARRIES_AMPERES: f64 = 1.5;

/** Mean squares at one measuring point over one cycle, refreshed every half cycle. */
export class VoltageTruth {
  sum_1: f64 = 0;
  sum_2: f64 = 0;
  sum_line: f64 = 0;
  half_1: f64 = 0;
  half_2: f64 = 0;
  half_line: f64 = 0;
  /** Mean squares in V^2. */
  square_1: f64 = 0;
  square_2: f64 = 0;
  square_line: f64 = 0;
}

/** True state of one switch. */
export class SwitchTruth {
  /** Samples of the current open pulse that were driven with enough energy. */
  pulse_samples: i32 = 0;
  /** Samples since a full open pulse of this boot ended; 0 without one. */
  settled_samples: i32 = 0;
  /** Samples of uninterrupted true proof that the switch is open; 0 without proof. */
  proven_samples: i32 = 0;
  /** 1 while both poles are open and carry no current. */
  open: i32 = 0;
  /** 1 while both poles conduct. */
  closed: i32 = 0;
}

/** The judge's record of the true state. */
export class Truth {
  half: i32 = 0;
  utility: VoltageTruth = new VoltageTruth();
  out: VoltageTruth = new VoltageTruth();
  inlet: VoltageTruth = new VoltageTruth();
  u: SwitchTruth = new SwitchTruth();
  g: SwitchTruth = new SwitchTruth();
  /** Samples that line out has been dead by one-cycle RMS. */
  out_dead_samples: i32 = 0;
  /** Samples that line out has been live without interruption, by instantaneous voltage. */
  out_live_samples: i32 = 0;
  live_hold: i32 = 0;
  /** Samples that the utility has been good beyond doubt. */
  grid_good_samples: i32 = 0;
  /** Watts from the house to the utility, averaged over about a cycle. */
  export_watts: f64 = 0;
  /** Samples since the logic started. */
  boot_samples: i32 = 0;
  boots: i32 = 0;
}

function add(p: VoltageTruth, leg_1: f64, leg_2: f64): void {
  const line: f64 = leg_1 - leg_2;
  p.sum_1 = p.sum_1 + leg_1 * leg_1;
  p.sum_2 = p.sum_2 + leg_2 * leg_2;
  p.sum_line = p.sum_line + line * line;
}

function endHalf(p: VoltageTruth): void {
  const share: f64 = 1.0 / 80.0;
  p.square_1 = (p.half_1 + p.sum_1) * share;
  p.square_2 = (p.half_2 + p.sum_2) * share;
  p.square_line = (p.half_line + p.sum_line) * share;
  p.half_1 = p.sum_1;
  p.half_2 = p.sum_2;
  p.half_line = p.sum_line;
  p.sum_1 = 0;
  p.sum_2 = 0;
  p.sum_line = 0;
}

/** Whether a measuring point is dead by its one-cycle RMS. */
export function isDead(p: VoltageTruth): boolean {
  return (
    p.square_1 <= DEAD_LEG_SQUARE &&
    p.square_2 <= DEAD_LEG_SQUARE &&
    p.square_line <= DEAD_LINE_SQUARE
  );
}

function within(square: f64, low: f64, high: f64): boolean {
  return square >= low * low && square <= high * high;
}

/** Good beyond doubt: well inside every band and without any disturbance, not close to a limit. */
function gridGood(home: Home, p: VoltageTruth): boolean {
  const u = home.utility;
  if (u.energized === 0 || u.connected_1 === 0 || u.connected_2 === 0) return false;
  if (u.neutral_connected === 0 || u.leg2_sign !== -1 || u.neighbour_level !== 0.0) return false;
  if (u.now_hz < 59.7 || u.now_hz > 60.3 || u.wander_hz > 0.1) return false;
  if (u.third > 0.05 || u.fifth > 0.05) return false;
  if (!within(p.square_1, 114.0, 125.0) || !within(p.square_2, 114.0, 125.0)) return false;
  return within(p.square_line, 228.0, 250.0);
}

/** A count of consecutive samples that stops at the top. */
export function count(samples: i32, on: boolean): i32 {
  return on ? (samples < 0x3fffffff ? samples + 1 : samples) : 0;
}

function followSwitch(s: SwitchTruth, sw: Switch, amperes: f64, strong: boolean): void {
  const pole_1 = sw.pole_1;
  const pole_2 = sw.pole_2;
  const apart: boolean = pole_1.position <= OPEN_POSITION && pole_2.position <= OPEN_POSITION;
  const conducts: boolean = (pole_1.conducting | pole_2.conducting) !== 0;
  const carries: boolean = amperes > CARRIES_AMPERES || amperes < -CARRIES_AMPERES;
  s.open = apart && !conducts && !carries ? 1 : 0;
  s.closed = (pole_1.conducting & pole_2.conducting) !== 0 ? 1 : 0;
  if (sw.close_coil !== 0) {
    s.pulse_samples = 0;
    s.settled_samples = 0;
  } else if (sw.open_coil !== 0 && strong) {
    s.pulse_samples = count(s.pulse_samples, true);
  } else if (sw.open_coil === 0) {
    if (s.pulse_samples >= FULL_PULSE_SAMPLES && s.settled_samples === 0) s.settled_samples = 1;
    s.pulse_samples = 0;
  }
  if (s.settled_samples > 0) s.settled_samples = count(s.settled_samples, true);
  if (s.settled_samples <= TRAVEL_SAMPLES) {
    s.proven_samples = 0;
  } else if (s.open === 0) {
    s.settled_samples = 0;
    s.proven_samples = 0;
  } else s.proven_samples = count(s.proven_samples, true);
}

function largest(a: f64, b: f64): f64 {
  const x: f64 = a < 0.0 ? -a : a;
  const y: f64 = b < 0.0 ? -b : b;
  return x > y ? x : y;
}

/** Whether two legs are live at this instant, by the peaks of what counts as live. */
export function isLive(leg_1: f64, leg_2: f64): boolean {
  return largest(leg_1, leg_2) > LIVE_LEG_PEAK || largest(leg_1 - leg_2, 0.0) > LIVE_LINE_PEAK;
}

function clearProof(s: SwitchTruth): void {
  s.pulse_samples = 0;
  s.settled_samples = 0;
  s.proven_samples = 0;
}

/** One step of the low-pass filter of exported watts. */
export function exportAfter(filtered: f64, watts: f64): f64 {
  return filtered + (watts - filtered) * (1.0 / 160.0);
}

/** Updates the true state by one sample. */
export function updateTruth(t: Truth, home: Home): void {
  const y = home.network.y;
  const x = home.network.x;
  const out_1: f64 = y[Volts.House1] as f64;
  const out_2: f64 = y[Volts.House2] as f64;
  const line_1: f64 = y[Volts.Utility1] as f64;
  const line_2: f64 = y[Volts.Utility2] as f64;
  add(t.out, out_1, out_2);
  add(t.utility, line_1, line_2);
  add(t.inlet, y[Volts.Generator1] as f64, y[Volts.Generator2] as f64);
  t.half = t.half + 1;
  if (t.half === HALF_SAMPLES) {
    t.half = 0;
    endHalf(t.out);
    endHalf(t.utility);
    endHalf(t.inlet);
  }
  t.out_dead_samples = count(t.out_dead_samples, isDead(t.out));
  const peak: boolean = isLive(out_1, out_2);
  t.live_hold = peak ? LIVE_HOLD_SAMPLES : t.live_hold > 0 ? t.live_hold - 1 : 0;
  t.out_live_samples = count(t.out_live_samples, t.live_hold > 0);
  t.grid_good_samples = count(t.grid_good_samples, gridGood(home, t.utility));
  const amperes_1: f64 = x[Branch.Utility1] as f64;
  const amperes_2: f64 = x[Branch.Utility2] as f64;
  const watts: f64 = -(line_1 * amperes_1 + line_2 * amperes_2);
  t.export_watts = exportAfter(t.export_watts, watts);
  if (t.boots !== home.supply.boots) {
    t.boots = home.supply.boots;
    t.boot_samples = 0;
    clearProof(t.u);
    clearProof(t.g);
  }
  if (home.supply.alive === 0) {
    clearProof(t.u);
    clearProof(t.g);
  } else t.boot_samples = count(t.boot_samples, true);
  const strong: boolean = home.supply.coil_v >= COIL_NEEDS_V - 0.01;
  followSwitch(t.u, home.switch_u, largest(amperes_1, amperes_2), strong);
  const cord: f64 = largest(x[Branch.Generator1] as f64, x[Branch.Generator2] as f64);
  followSwitch(t.g, home.switch_g, cord, strong);
}
