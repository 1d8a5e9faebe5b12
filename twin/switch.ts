/**
 * A two-pole latching switch: U (200 A) or G (30 A).
 * Operate time at most 20 ms, pulse at least 50 ms, contact resistance at most 2 milliohm: meter
 * latching relays (domain.md 5.3, LOC). Bounce 1 to 3 ms and an arc of at most 10 ms, until the next
 * zero of the current: engineering judgement. A half pulse can leave one pole open and one closed.
 */
import { Random, between } from "./random";

/** Position at which the main contact touches; 0 is fully open, 1 fully closed. */
export const TOUCH: f64 = 0.85;
/** Highest position that the interlock leaves to a pole while the same pole of the other is past it. */
export const INTERLOCK_FREE: f64 = 0.3;
/** A welded pole stays where its contact still touches. */
const WELD_REST: f64 = 0.9;
/** Below this position the normally closed contact is made. */
const SAYS_OPEN_BELOW: f64 = 0.1;
const SAMPLE_S: f64 = 1.0 / 4800.0;
/** An arc lasts at most this many samples (10 ms). */
const ARC_SAMPLES: i32 = 48;
/** A current below this, in amperes, does not feed an arc. */
const ARC_AMPERES: f64 = 0.4;

/** What a contact or driver does: as it should, or stuck. */
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
  /** Fault: travel time in percent of a healthy one (100); 250 is slower than any pulse allows. */
  travel_percent: f64 = 100;
  /** Faults of the contact pair, values of `Stuck`: normally open and normally closed contact. */
  normally_open: i32 = 0;
  normally_closed: i32 = 0;
  /** Time of a whole stroke in seconds, drawn for each stroke from 12 to 20 ms. */
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
  /** Samples that the arc burns, 0 is none. */
  arc_samples: i32 = 0;
  /** Current at the sample before, in amperes. */
  last_amperes: f64 = 0;
  /** Milliohms of the closed contact beyond a good one's 1: heats the jaws (hot socket). */
  extra_milliohm: f64 = 0;
}

/** Both poles, the drivers and what counts them. */
export class Switch {
  pole_1: Pole = new Pole();
  pole_2: Pole = new Pole();
  /** Faults of drivers and of the series enable, values of `Stuck`. */
  open_driver: i32 = 0;
  close_driver: i32 = 0;
  enable_driver: i32 = 0;
  /** Fault: 1 while the coil is broken: its driver works, nothing flows. */
  coil_broken: i32 = 0;
  /** State: the drivers' outcome, 1 while the coil carries current. */
  open_coil: i32 = 0;
  close_coil: i32 = 0;
  /** Strokes completed, of both poles together. */
  strokes: i32 = 0;
}
