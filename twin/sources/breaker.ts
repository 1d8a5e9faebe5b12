/**
 * Inverse-time circuit breakers of one or two poles; all poles trip together. Each pole has a heat:
 * d(heat)/dt = ((I / rated)^2 - heat) / tau; it trips at `trip_heat`, and at once at the magnet's
 * current. Heat outlasts the current: a warm breaker trips sooner, a hot one does not reset.
 *
 * UL 489, 7.1.2 (NEMA AB 1) asks of every breaker at 25 degrees: hold 100 %; trip at 135 % within
 * an hour (two above 50 A); trip at 200 % within 2 min up to 30 A, 4 up to 50, 6 up to 100, 8 up to
 * 150, 10 up to 225. NEMA AB 4, table 3, at 300 %: 50, 80, 140, 200 and 230 s. Hydraulic-magnetic
 * breakers, whose coil draws a core through oil, hold 100 % and must trip at 125 % (Carling C
 * series, medium delay). Where a breaker lies between holding and those limits differs from piece
 * to piece: `band`. Time constants and the magnet's tenfold current: engineering judgement.
 */
import { nearZero } from "../meter/switch";

/** How a breaker senses an overload. */
export const enum BreakerClass {
  /** Bimetal and magnet: panels, and outlets of most sets. */
  ThermalMagnetic = 0,
  /** Bimetal alone: push-buttons of small sets. */
  Thermal = 1,
  /** Coil with a core in oil: no memory of heat, resets after seconds. */
  HydraulicMagnetic = 2,
}

/** The time-current curve of a breaker in the middle of its band. */
export class BreakerCurve {
  rated_a: f64 = 30;
  tau_s: f64 = 100;
  /** Time constant after a trip: a bimetal cools as it heats, a core falls back. */
  release_s: f64 = 100;
  /** 1 is the steady state at the rated current. */
  trip_heat: f64 = 1.7;
  /** A tripped breaker closes again below this heat. */
  reset_heat: f64 = 1;
  /** Crest in amperes from which it trips at once; 0 without a magnet. */
  magnetic_crest_a: f64 = 424.26;
}

const SQRT2: f64 = 1.4142135623730951;
/** The magnet's current over the rating. */
const MAGNETIC: f64 = 10.0;
/** What the band adds to, or takes from, time constant and trip heat. */
const BAND_TAU: f64 = 0.3;
const BAND_HEAT: f64 = 0.05;

/** Time constant of a bimetal: larger frames are slower, as UL 489's limits are. */
function bimetalTau(amperes: f64): f64 {
  if (amperes <= 30.0) return 100.0;
  if (amperes <= 50.0) return 200.0;
  if (amperes <= 100.0) return 300.0;
  return amperes <= 150.0 ? 400.0 : 500.0;
}

/** Sets the curve for a class (`BreakerClass`) and a rating in amperes. */
export function setCurve(curve: BreakerCurve, sensing: i32, amperes: f64): void {
  const oil: boolean = sensing === BreakerClass.HydraulicMagnetic;
  curve.rated_a = amperes;
  curve.tau_s = oil ? 20.0 : bimetalTau(amperes);
  curve.release_s = oil ? 2.0 : curve.tau_s;
  curve.trip_heat = oil ? 1.35 : 1.7;
  curve.reset_heat = 1.0;
  curve.magnetic_crest_a = sensing === BreakerClass.Thermal ? 0.0 : SQRT2 * MAGNETIC * amperes;
}

/** State of a breaker. Its handle is its owner's: setting it to 1 resets a cool breaker. */
export class Breaker {
  /** Place in the band: -1 is the quickest piece, 1 the slowest. */
  band: f64 = 0;
  /** Heat of each pole; 1 is the steady state at the rated current. */
  heat_1: f64 = 0;
  heat_2: f64 = 0;
  /** 1 from a trip until the reset. */
  tripped: i32 = 0;
  /** Number of trips so far. */
  trips: i32 = 0;
  /** Truth: 1 while the pole conducts, its arc included. */
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
export function breakerSample(
  b: Breaker,
  curve: BreakerCurve,
  handle: i32,
  amperes_1: f64,
  amperes_2: f64,
): i32 {
  const square_1: f64 = amperes_1 * amperes_1;
  const square_2: f64 = amperes_2 * amperes_2;
  b.square_1 = b.square_1 + square_1;
  b.square_2 = b.square_2 + square_2;
  const limit: f64 = curve.magnetic_crest_a * curve.magnetic_crest_a;
  let closed: i32 = handle;
  const magnet: boolean = limit > 0.0 && (square_1 > limit || square_2 > limit);
  if (closed !== 0 && magnet) closed = trip(b);
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

/** Every 20 samples: heat of the poles. Returns the handle: 0 after a trip or a failed reset. */
export function breakerHeat(b: Breaker, curve: BreakerCurve, handle: i32): i32 {
  const scale: f64 = 1.0 / (SAMPLES_PER_STEP * curve.rated_a * curve.rated_a);
  const tau_s: f64 = handle !== 0 ? curve.tau_s * (1.0 + BAND_TAU * b.band) : curve.release_s;
  const part: f64 = STEP_S / tau_s;
  b.heat_1 = b.heat_1 + (b.square_1 * scale - b.heat_1) * part;
  b.heat_2 = b.heat_2 + (b.square_2 * scale - b.heat_2) * part;
  b.square_1 = 0;
  b.square_2 = 0;
  if (b.heat_1 < 1.0e-12) b.heat_1 = 0;
  if (b.heat_2 < 1.0e-12) b.heat_2 = 0;
  if (handle === 0) return 0;
  const hottest: f64 = b.heat_1 > b.heat_2 ? b.heat_1 : b.heat_2;
  if (hottest >= tripHeat(b, curve)) return trip(b);
  if (b.tripped !== 0) {
    if (hottest >= curve.reset_heat) return 0;
    b.tripped = 0;
  }
  return 1;
}

function tripHeat(b: Breaker, curve: BreakerCurve): f64 {
  return curve.trip_heat * (1.0 + BAND_HEAT * b.band);
}

/** Seconds until a cold breaker trips at a steady current; `limit_s` when it would take longer. */
export function secondsToTrip(b: Breaker, curve: BreakerCurve, amperes: f64, limit_s: f64): f64 {
  const crest: f64 = SQRT2 * amperes;
  if (curve.magnetic_crest_a > 0.0 && crest >= curve.magnetic_crest_a) return 0.0;
  const load: f64 = (amperes / curve.rated_a) * (amperes / curve.rated_a);
  const tau_s: f64 = curve.tau_s * (1.0 + BAND_TAU * b.band);
  const trip_heat: f64 = tripHeat(b, curve);
  const step_s: f64 = 0.01;
  let heat: f64 = 0;
  let time_s: f64 = 0;
  while (time_s < limit_s) {
    heat += (load - heat) * (step_s / tau_s);
    time_s += step_s;
    if (heat >= trip_heat) return time_s;
  }
  return limit_s;
}
