/** Energy of each source, kept apart: what the generator gave is never the utility's. */
import { Estimate } from "./estimate";
import { Stored } from "./store";
import { TICK_HZ } from "./units";

/** Watt ticks of one watt hour. */
const WATT_TICKS: i32 = 3600 * TICK_HZ;

export class Energy {
  /** Watt ticks not yet a watt hour. */
  utility_rest: i32 = 0;
  generator_rest: i32 = 0;
}

/** One tick of counting; power below 5 W is noise, and power towards the grid is not delivered. */
export function countEnergy(n: Energy, e: Estimate, s: Stored): void {
  const utility_w: i32 = e.utility.power1_w + e.utility.power2_w;
  const generator_w: i32 = e.generator.power1_w + e.generator.power2_w;
  if (utility_w >= 5) n.utility_rest = n.utility_rest + utility_w;
  if (generator_w >= 5) n.generator_rest = n.generator_rest + generator_w;
  if (n.utility_rest >= WATT_TICKS) {
    n.utility_rest = n.utility_rest - WATT_TICKS;
    s.utility_wh = s.utility_wh + 1;
  }
  if (n.generator_rest >= WATT_TICKS) {
    n.generator_rest = n.generator_rest - WATT_TICKS;
    s.generator_wh = s.generator_wh + 1;
  }
}
