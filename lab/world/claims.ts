/**
 * Compares what the meter shows (lights that are on, published positions) with the true state; what
 * it says is judged in speech.ts. A claim may lag by a second, as evidence may; a blinking light
 * claims nothing, and a position with a contradiction counts as unknown. Portable.
 */
import { Meter } from "@bptm/core/meter";
import { Position, SwitchPosition } from "@bptm/core/control/position";
import { Light } from "@bptm/core/hardware/signals";
import { SAMPLES_PER_TICK } from "@bptm/core/hardware/units";
import { Home } from "@bptm/twin/home/home";
import { Pole, Switch } from "@bptm/twin/meter/switch";
import { Speaking, judgeSpeech } from "./speech";
import { SwitchTruth, Truth } from "./truth";

const LATE_SAMPLES: i32 = 4800;
/** Below 100 V line to line the grid is not available. */
const AVAILABLE_SQUARE: f64 = 10000.0;
/** Dead line to line: 22 V. */
const DEAD_SQUARE: f64 = 484.0;

/** Subject of a claim; the first number of a violation of invariant 8. */
const enum ClaimKind {
  None = 0,
  UtilityAvailable = 1,
  UtilityOn = 2,
  GeneratorOn = 3,
  PositionU = 4,
  PositionG = 5,
}

/** How many samples each claim has been false. */
export class Claims {
  /** What is said, besides the lights and positions below. */
  speaking: Speaking = new Speaking();
  /** Samples since the last tick that was judged. */
  phase: i32 = 0;
  available: i32 = 0;
  utility_on: i32 = 0;
  generator_on: i32 = 0;
  position_u: i32 = 0;
  position_g: i32 = 0;
  /** The claimed position of the claim that was found false; 0 for a light. */
  detail: i32 = 0;
}

function countWhile(samples: i32, wrong: boolean): i32 {
  return wrong ? samples + 1 : 0;
}

/**
 * With both sides dead only the contacts show the position of a switch, so no software can detect
 * a faulty contact then.
 */
function isUndetectable(sw: Switch, side_square: f64, out_square: f64): boolean {
  if (side_square > DEAD_SQUARE || out_square > DEAD_SQUARE) return false;
  return hasContactFault(sw.pole_1) || hasContactFault(sw.pole_2);
}

function hasContactFault(pole: Pole): boolean {
  return (pole.normally_open | pole.normally_closed) !== 0;
}

function positionIsFalse(p: SwitchPosition, s: SwitchTruth, conducting: i32): boolean {
  if (p.contradiction !== 0) return false;
  if (p.position === Position.Open) return conducting !== 0;
  return p.position === Position.Closed && s.closed === 0;
}

/** The samples between two ticks say nothing new. */
function judgeSaid(c: Claims, home: Home, t: Truth, meter: Meter): i32 {
  c.phase = (c.phase + 1) % SAMPLES_PER_TICK;
  if (c.phase !== 0) return ClaimKind.None;
  const out: f64 = t.out.square_line;
  const hidden: boolean =
    isUndetectable(home.switch_u, t.utility.square_line, out) ||
    isUndetectable(home.switch_g, t.inlet.square_line, out);
  return judgeSpeech(c.speaking, home, t, meter, hidden);
}

/** Judges one sample; returns the claim that has now been false for too long, or None. */
export function judgeClaims(c: Claims, home: Home, t: Truth, meter: Meter): i32 {
  const shown: i32 = judgeShown(c, home, t, meter);
  const said: i32 = judgeSaid(c, home, t, meter);
  return shown !== ClaimKind.None ? shown : said;
}

/** Lights that are on, and published positions. */
function judgeShown(c: Claims, home: Home, t: Truth, meter: Meter): i32 {
  if (home.supply.alive === 0) {
    c.available = 0;
    c.utility_on = 0;
    c.generator_on = 0;
    c.position_u = 0;
    c.position_g = 0;
    return ClaimKind.None;
  }
  const o = meter.outputs;
  const live: boolean = t.out_live_samples > 0;
  const dead_grid: boolean = t.utility.square_line < AVAILABLE_SQUARE;
  const says_available: boolean = o.light_utility_available === Light.On;
  const says_utility: boolean = o.light_utility_on === Light.On;
  const says_generator: boolean = o.light_generator_on === Light.On;
  c.available = countWhile(c.available, says_available && dead_grid);
  c.utility_on = countWhile(c.utility_on, says_utility && (t.u.closed === 0 || !live));
  c.generator_on = countWhile(c.generator_on, says_generator && (t.g.closed === 0 || !live));
  const p = meter.control.position_u;
  const q = meter.control.position_g;
  const u: i32 = home.conducting_u1 | home.conducting_u2;
  const g: i32 = home.conducting_g1 | home.conducting_g2;
  const out: f64 = t.out.square_line;
  const hidden_u: boolean = isUndetectable(home.switch_u, t.utility.square_line, out);
  const hidden_g: boolean = isUndetectable(home.switch_g, home.supply.generator_square, out);
  c.position_u = countWhile(c.position_u, !hidden_u && positionIsFalse(p, t.u, u));
  c.position_g = countWhile(c.position_g, !hidden_g && positionIsFalse(q, t.g, g));
  c.detail = 0;
  if (c.available === LATE_SAMPLES) return ClaimKind.UtilityAvailable;
  if (c.utility_on === LATE_SAMPLES) return ClaimKind.UtilityOn;
  if (c.generator_on === LATE_SAMPLES) return ClaimKind.GeneratorOn;
  if (c.position_u === LATE_SAMPLES) {
    c.detail = p.position;
    return ClaimKind.PositionU;
  }
  if (c.position_g === LATE_SAMPLES) {
    c.detail = q.position;
    return ClaimKind.PositionG;
  }
  return ClaimKind.None;
}
