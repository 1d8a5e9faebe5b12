/**
 * A two-pole latching switch: U (200 A) or G (30 A). Travel, contacts, arc and interlock are those
 * of the contract with the hardware; bounce of 1 to 3 ms is engineering judgement. A half pulse can
 * leave one pole open and one closed.
 */
import {
  ARC_MAX_MS,
  ARC_MIN_MA,
  CONTACT_OPEN_PERMILLE,
  CONTACT_TOUCH_PERMILLE,
  INTERLOCK_FREE_PERMILLE,
  POLE_TRAVEL_MIN_MS,
  POLE_TRAVEL_TYPICAL_MS,
} from "@bptm/core/hardware/contract";
import { Random, between } from "../waves/random";

/** Position at which the main contact touches; 0 is fully open, 1 fully closed. */
export const TOUCH: f64 = (CONTACT_TOUCH_PERMILLE as f64) * 0.001;
/**
 * Highest position that the interlock leaves to both poles of a switch while either pole of the
 * other, a welded one too, is past it: the bar is ganged.
 */
export const INTERLOCK_FREE: f64 = (INTERLOCK_FREE_PERMILLE as f64) * 0.001;
/** A welded pole stays where its contact still touches. */
const WELD_REST: f64 = 0.9;
/** Below this position the normally closed contact is made. */
const SAYS_OPEN_BELOW: f64 = (CONTACT_OPEN_PERMILLE as f64) * 0.001;
const SAMPLE_S: f64 = 1.0 / 4800.0;
/** An arc lasts at most this many samples. */
const ARC_SAMPLES: i32 = ((ARC_MAX_MS * 24) / 5) | 0;
/** A current below this, in amperes, does not feed an arc. */
const ARC_AMPERES: f64 = (ARC_MIN_MA as f64) * 0.001;
/** A full stroke takes between these times, in seconds. */
const TRAVEL_MIN_S: f64 = (POLE_TRAVEL_MIN_MS as f64) * 0.001;
const TRAVEL_MOST_S: f64 = (POLE_TRAVEL_TYPICAL_MS as f64) * 0.001;

/** What a contact or driver does: it works, or it is stuck. */
export const enum Stuck {
  Follows = 0,
  /** Stuck made, stuck on. */
  On = 1,
  /** Stuck unmade, stuck off. */
  Off = 2,
}

/** One pole: moving contact, main contact and its antivalent pair. */
export class Pole {
  /** 0 fully open to 1 fully closed; the main contact touches from `TOUCH` on. */
  position: f64 = 0;
  /** Truth: 1 while the pole conducts, bounce, arc and weld included. */
  conducting: i32 = 0;
  /** Fault: 1 welds the main contact as soon as it touches. */
  welded: i32 = 0;
  /** Fault: 1 holds the moving contact where it is. */
  jammed: i32 = 0;
  /** Fault: travel time in percent of a healthy pole's (100); 900 is too slow for any pulse. */
  travel_percent: f64 = 100;
  /** Faults of the contact pair, values of `Stuck`: normally open and normally closed contact. */
  normally_open: i32 = 0;
  normally_closed: i32 = 0;
  /** Time of a full stroke in seconds, drawn for each stroke. */
  travel_s: f64 = 0.016;
  /** Share of the stroke after which the latch completes it without a coil, drawn per stroke. */
  point_of_no_return: f64 = 0.6;
  /** Direction of the latch's force: -1 open, +1 closed. */
  latch: i32 = -1;
  /** Direction of the coil's force at the last sample: -1, 0, +1. */
  drive: i32 = 0;
  /** Bounce: samples since the contact touched (-1 is none) and the bounce's length in samples. */
  bounce_sample: i32 = -1;
  bounce_samples: i32 = 0;
  /** Samples for which the arc has burned; 0 is no arc. */
  arc_samples: i32 = 0;
  /** Current one sample ago, in amperes. */
  last_amperes: f64 = 0;
}

/** Both poles, and the coils with their drivers. */
export class Switch {
  pole_1: Pole = new Pole();
  pole_2: Pole = new Pole();
  /** Faults of drivers and of the series enable, values of `Stuck`. */
  open_driver: i32 = 0;
  close_driver: i32 = 0;
  enable_driver: i32 = 0;
  /** Fault: 1 while the coil is open: its driver works, but no current flows. */
  coil_broken: i32 = 0;
  /** State: 1 while the coil carries current. */
  open_coil: i32 = 0;
  close_coil: i32 = 0;
  /** 1 while nothing moves; checked again every 20 samples. */
  resting: i32 = 0;
}

/** Puts a pole at rest, open (0) or closed (1). */
export function placePole(pole: Pole, closed: i32): void {
  pole.position = closed !== 0 ? 1.0 : 0.0;
  pole.latch = closed !== 0 ? 1 : -1;
  pole.conducting = closed;
  pole.arc_samples = 0;
  pole.bounce_sample = -1;
  pole.drive = 0;
}

/** Puts both poles at rest. */
export function placeSwitch(sw: Switch, closed: i32): void {
  placePole(sw.pole_1, closed);
  placePole(sw.pole_2, closed);
}

/** Fault of a pole's contact pair: 1 always says open, 2 always says closed, 0 is none. */
export function lie(pole: Pole, says: i32): void {
  pole.normally_open = says === 0 ? Stuck.Follows : says === 1 ? Stuck.Off : Stuck.On;
  pole.normally_closed = says === 0 ? Stuck.Follows : says === 1 ? Stuck.On : Stuck.Off;
}

function stuck(fault: i32, value: i32): i32 {
  return fault === Stuck.Follows ? value : fault === Stuck.On ? 1 : 0;
}

/** Any fault of the coil's circuit, 0 for none. */
function driverFaults(sw: Switch): i32 {
  return sw.open_driver | sw.close_driver | sw.enable_driver | sw.coil_broken;
}

/**
 * Drivers: bit 0 of `coils` orders the open coil, bit 1 the close coil, which needs bit 0 of
 * `enable` and no `block` in series. A driver fault overrides the order.
 */
export function driveCoils(sw: Switch, coils: i32, enable: i32, block: i32): void {
  if ((coils & 3) === 0 && driverFaults(sw) === 0) {
    sw.open_coil = 0;
    sw.close_coil = 0;
    return;
  }
  const whole: i32 = sw.coil_broken === 0 ? 1 : 0;
  sw.open_coil = stuck(sw.open_driver, coils & 1) & whole;
  const driven: i32 =
    stuck(sw.close_driver, (coils >> 1) & 1) & stuck(sw.enable_driver, enable & 1);
  sw.close_coil = block === 0 ? driven & whole : 0;
}

/** Bits of `Contact` that both pairs show. During travel neither contact of a pair is made. */
export function contacts(sw: Switch): i32 {
  return pair(sw.pole_1) | (pair(sw.pole_2) << 2);
}

function pair(pole: Pole): i32 {
  const made: i32 = stuck(pole.normally_open, pole.position >= TOUCH ? 1 : 0);
  const broken: i32 = stuck(pole.normally_closed, pole.position <= SAYS_OPEN_BELOW ? 1 : 0);
  return made | (broken << 1);
}

/** Where the interlock, when whole, stops both poles of a switch whose opponent is `other`. */
export function ceilingOf(other: Switch, whole: i32): f64 {
  const free: boolean =
    other.pole_1.position <= INTERLOCK_FREE && other.pole_2.position <= INTERLOCK_FREE;
  return whole === 0 || free ? 1.0 : INTERLOCK_FREE;
}

/** One sample of a pole. `force`: -1, 0 or +1 of the coil; `amperes` through it at this instant. */
export function poleSample(
  pole: Pole,
  force: i32,
  ceiling: f64,
  amperes: f64,
  random: Random,
): void {
  if (force === 0 && atRest(pole)) {
    pole.last_amperes = amperes;
    return;
  }
  if (force !== 0 && force !== pole.drive) {
    pole.travel_s = between(random, TRAVEL_MIN_S, TRAVEL_MOST_S);
    pole.point_of_no_return = between(random, 0.5, 0.7);
  }
  pole.drive = force;
  const touched: i32 = pole.position >= TOUCH ? 1 : 0;
  move(pole, force !== 0 ? force : pole.latch, ceiling);
  const touches: i32 = pole.position >= TOUCH ? 1 : 0;
  if (touches !== 0 && touched === 0) {
    pole.bounce_sample = 0;
    pole.bounce_samples = Math.floor(between(random, 5.0, 15.0)) as i32;
  }
  conduct(pole, touches, amperes);
  pole.last_amperes = amperes;
}

/** Whether a pole is where its latch holds it, without bounce or arc. */
export function atRest(pole: Pole): boolean {
  if (pole.drive !== 0 || pole.arc_samples !== 0 || pole.bounce_sample >= 0) return false;
  return pole.position === (pole.latch > 0 ? 1.0 : 0.0);
}

/** Moves the pole, unless it is jammed, welded or stopped by the interlock. */
function move(pole: Pole, force: i32, ceiling: f64): void {
  if (pole.jammed !== 0) return;
  const stroke: f64 = SAMPLE_S / (pole.travel_s * pole.travel_percent * 0.01);
  let next: f64 = pole.position + (force > 0 ? stroke : -stroke);
  if (force > 0) {
    if (next > ceiling) next = pole.position > ceiling ? pole.position : ceiling;
    if (next > 1.0) next = 1.0;
    if (pole.drive > 0 && next >= pole.point_of_no_return) pole.latch = 1;
  } else {
    if (pole.welded !== 0 && pole.position >= TOUCH && next < WELD_REST) {
      next = pole.position < WELD_REST ? pole.position : WELD_REST;
    }
    if (next < 0.0) next = 0.0;
    if (pole.drive < 0 && next <= 1.0 - pole.point_of_no_return) pole.latch = -1;
  }
  pole.position = next;
}

/** Whether the pole conducts: metal, bounce, and the arc until the current's next zero. */
function conduct(pole: Pole, touches: i32, amperes: f64): void {
  let metal: i32 = touches;
  if (touches === 0) {
    pole.bounce_sample = -1;
  } else if (pole.bounce_sample >= 0) {
    const at: i32 = pole.bounce_sample;
    if (pole.welded === 0 && at * 5 >= pole.bounce_samples && at * 5 < pole.bounce_samples * 3) {
      metal = 0;
    }
    pole.bounce_sample = at + 1 >= pole.bounce_samples ? -1 : at + 1;
  }
  if (metal !== 0) {
    pole.conducting = 1;
    pole.arc_samples = 0;
  } else if (pole.conducting !== 0) {
    pole.arc_samples = pole.arc_samples + 1;
    if (arcEnds(pole, amperes)) {
      pole.conducting = 0;
      pole.arc_samples = 0;
    }
  }
}

/**
 * An arc ends at the zero of its current: the sample nearest to it, or after 10 ms at the latest.
 */
function arcEnds(pole: Pole, amperes: f64): boolean {
  if (pole.arc_samples > ARC_SAMPLES) return true;
  return nearZero(amperes, pole.last_amperes);
}

/** Whether a current is at its zero: too small for an arc, past zero, or nearest to it. */
export function nearZero(amperes: f64, last: f64): boolean {
  if (amperes < ARC_AMPERES && amperes > -ARC_AMPERES) return true;
  if (amperes * last <= 0.0) return true;
  const next: f64 = 2.0 * amperes - last;
  if (amperes * next > 0.0) return false;
  return amperes > 0.0 ? amperes <= -next : -amperes <= next;
}
