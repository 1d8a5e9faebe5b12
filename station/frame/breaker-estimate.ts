/**
 * Estimates when the 30 A breaker of the generator path would trip, with a thermal model fed by
 * measured currents: d(heat)/dt = ((I/30)^2 - heat) / 100 s, trip at 1.7. The figures are those of
 * a thermal-magnetic breaker within the limits of UL 489, and engineering judgement for any one
 * make. The breaker itself is not sensed, so this is an estimate and controls nothing.
 */

/** Rating of the generator path. */
export const RATING_AMPS = 30;
const TAU_S = 100;
const TRIP_HEAT = 1.7;

/** Heat of both legs, updated with each measurement. */
export class BreakerEstimate {
  readonly #heat: [number, number] = [0, 0];

  /** Advances the model by this time with constant currents. */
  advance(seconds: number, amps: readonly [number, number]): void {
    const rest = Math.exp(-seconds / TAU_S);
    for (const leg of [0, 1] as const) {
      const load = (amps[leg] / RATING_AMPS) ** 2;
      this.#heat[leg] = load + (this.#heat[leg] - load) * rest;
    }
  }

  /** Seconds until it would trip at constant currents; null when it would not. */
  tripsIn(amps: readonly [number, number]): number | null {
    const times = ([0, 1] as const).flatMap((leg) => {
      const load = (amps[leg] / RATING_AMPS) ** 2;
      if (load <= TRIP_HEAT) return [];
      const remaining = (load - this.#heat[leg]) / (load - TRIP_HEAT);
      return [remaining <= 1 ? 0 : TAU_S * Math.log(remaining)];
    });
    return times.length === 0 ? null : Math.round(Math.min(...times));
  }
}
