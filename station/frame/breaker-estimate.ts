/**
 * When the 30 A breaker of the generator path would trip: a thermal model of it, fed with measured
 * currents. d(heat)/dt = ((I/30)^2 - heat) / 100 s, trip at 1.7; the figures are those of a
 * thermal-magnetic breaker within the limits of UL 489, and engineering judgement for any one make.
 * The breaker itself is not sensed, so this is an estimate and moves nothing.
 */

/** Rating of the generator's path. */
export const RATING_AMPS = 30;
const TAU_S = 100;
const TRIP_HEAT = 1.7;

/** Heat of both legs, carried from one measurement to the next. */
export class BreakerEstimate {
  readonly #heat: [number, number] = [0, 0];

  /** Lets so many seconds pass with steady currents. */
  pass(seconds: number, amps: readonly [number, number]): void {
    const rest = Math.exp(-seconds / TAU_S);
    for (const leg of [0, 1] as const) {
      const load = (amps[leg] / RATING_AMPS) ** 2;
      this.#heat[leg] = load + (this.#heat[leg] - load) * rest;
    }
  }

  /** Seconds until it would trip if the currents stay; null when it would not. */
  tripsIn(amps: readonly [number, number]): number | null {
    const times = ([0, 1] as const).flatMap((leg) => {
      const load = (amps[leg] / RATING_AMPS) ** 2;
      if (load <= TRIP_HEAT) return [];
      const gone = (load - this.#heat[leg]) / (load - TRIP_HEAT);
      return [gone <= 1 ? 0 : TAU_S * Math.log(gone)];
    });
    return times.length === 0 ? null : Math.round(Math.min(...times));
  }
}
