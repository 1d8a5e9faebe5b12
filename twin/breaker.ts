/**
 * The two-pole 30 A thermal-magnetic breaker of the generator path; both legs trip together.
 * Model: d(theta)/dt = ((I/30)^2 - theta)/tau with tau 100 s, trip at 1.7, instantaneous at 300 A,
 * reset blocked until theta < 1.0 (domain.md 5.2). Limits: UL 489 for 30 A and less, 135 % within
 * one hour, 200 % within two minutes.
 */

export const BREAKER_AMPERES: f64 = 30.0;
export const BREAKER_TAU_S: f64 = 100.0;
export const TRIP_HEAT: f64 = 1.7;
export const RESET_HEAT: f64 = 1.0;
/** Magnetic trip: crest of 300 A RMS. */
export const TRIP_PEAK_AMPERES: f64 = 424.26;

/** State of the breaker. Its handle is `Generator.breaker`: setting that to 1 resets it, if cool. */
export class Breaker {
  /** Heat of each leg; 1 is the steady state at 30 A. */
  heat_1: f64 = 0;
  heat_2: f64 = 0;
  /** 1 after a trip, until it was reset. */
  tripped: i32 = 0;
  /** Trips since the start. */
  trips: i32 = 0;
  /** Truth: 1 while the leg conducts, its arc included. */
  conducting_1: i32 = 1;
  conducting_2: i32 = 1;
  /** Sums of squared amperes since the last heat step. */
  square_1: f64 = 0;
  square_2: f64 = 0;
}
