/**
 * The two-pole 30 A thermal-magnetic breaker of the generator path; both legs trip together.
 * Model: d(theta)/dt = ((I/30)^2 - theta)/tau with tau 100 s, trip at 1.7, instantaneous at 300 A,
 * reset blocked until theta < 1.0 (engineering judgement, inside the usual bands of such breakers).
 * Limits: UL 489 for 30 A and less, 135 % within one hour, 200 % within two minutes.
 */
import { nearZero } from "../meter/switch";

const BREAKER_AMPERES: f64 = 30.0;
const BREAKER_TAU_S: f64 = 100.0;
const TRIP_HEAT: f64 = 1.7;
export const RESET_HEAT: f64 = 1.0;
/** Magnetic trip: crest of 300 A RMS. */
const TRIP_PEAK_AMPERES: f64 = 424.26;

/**
 * State of the breaker. Its handle is `Generator.breaker`: setting it to 1 resets a cool breaker.
 */
export class Breaker {
  /** Heat of each leg; 1 is the steady state at 30 A. */
  heat_1: f64 = 0;
  heat_2: f64 = 0;
  /** 1 from a trip until the reset. */
  tripped: i32 = 0;
  /** Number of trips so far. */
  trips: i32 = 0;
  /** Truth: 1 while the leg conducts, its arc included. */
  conducting_1: i32 = 1;
  conducting_2: i32 = 1;
  /** Sums of squared amperes since the last heat step. */
  square_1: f64 = 0;
  square_2: f64 = 0;
  /** Currents at the sample before, in amperes. */
  last_1: f64 = 0;
  last_2: f64 = 0;
  /** Samples since the contacts parted, while an arc still burns. */
  arc_samples: i32 = 0;
}

const SAMPLES_PER_STEP: f64 = 20.0;
const STEP_S: f64 = SAMPLES_PER_STEP / 4800.0;
/** An arc lasts at most this many samples (10 ms). */
const ARC_SAMPLES: i32 = 48;

/** One sample: adds heat, trips magnetically, ends arcs. Returns the handle. */
export function breakerSample(b: Breaker, handle: i32, amperes_1: f64, amperes_2: f64): i32 {
  const square_1: f64 = amperes_1 * amperes_1;
  const square_2: f64 = amperes_2 * amperes_2;
  b.square_1 = b.square_1 + square_1;
  b.square_2 = b.square_2 + square_2;
  const limit: f64 = TRIP_PEAK_AMPERES * TRIP_PEAK_AMPERES;
  let closed: i32 = handle;
  if (closed !== 0 && (square_1 > limit || square_2 > limit)) closed = trip(b);
  if (closed !== 0 && b.tripped === 0) {
    b.conducting_1 = 1;
    b.conducting_2 = 1;
    b.arc_samples = 0;
  } else if ((b.conducting_1 | b.conducting_2) !== 0) {
    b.arc_samples = b.arc_samples + 1;
    const over: boolean = b.arc_samples > ARC_SAMPLES;
    if (over || nearZero(amperes_1, b.last_1)) b.conducting_1 = 0;
    if (over || nearZero(amperes_2, b.last_2)) b.conducting_2 = 0;
  }
  b.last_1 = amperes_1;
  b.last_2 = amperes_2;
  return closed;
}

function trip(b: Breaker): i32 {
  b.tripped = 1;
  b.trips = b.trips + 1;
  return 0;
}

/** Every 20 samples: heat of both legs. Returns the handle: 0 after a trip or a failed reset. */
export function breakerHeat(b: Breaker, handle: i32): i32 {
  const scale: f64 = 1.0 / (SAMPLES_PER_STEP * BREAKER_AMPERES * BREAKER_AMPERES);
  const part: f64 = STEP_S / BREAKER_TAU_S;
  b.heat_1 = b.heat_1 + (b.square_1 * scale - b.heat_1) * part;
  b.heat_2 = b.heat_2 + (b.square_2 * scale - b.heat_2) * part;
  b.square_1 = 0;
  b.square_2 = 0;
  if (b.heat_1 < 1.0e-12) b.heat_1 = 0;
  if (b.heat_2 < 1.0e-12) b.heat_2 = 0;
  if (handle === 0) return 0;
  const hottest: f64 = b.heat_1 > b.heat_2 ? b.heat_1 : b.heat_2;
  if (hottest >= TRIP_HEAT) return trip(b);
  if (b.tripped !== 0) {
    if (hottest >= RESET_HEAT) return 0;
    b.tripped = 0;
  }
  return 1;
}

/** Seconds until a cold breaker trips at a steady current; `limit_s` when it would take longer. */
export function secondsToTrip(amperes: f64, limit_s: f64): f64 {
  if (amperes >= TRIP_PEAK_AMPERES / 1.4142135623730951) return 0;
  const load: f64 = (amperes / BREAKER_AMPERES) * (amperes / BREAKER_AMPERES);
  const step_s: f64 = 0.05;
  let heat: f64 = 0;
  let time_s: f64 = 0;
  while (time_s < limit_s) {
    heat += (load - heat) * (step_s / BREAKER_TAU_S);
    time_s += step_s;
    if (heat >= TRIP_HEAT) return time_s;
  }
  return limit_s;
}
