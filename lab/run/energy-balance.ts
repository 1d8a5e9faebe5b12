/**
 * Checks that the registers of a run add up: utility plus generator must equal the energy that the
 * house took, within the accuracy class and corrected for the Form 2S error that the twin computes.
 */
import { UTILITY_TENTH } from "@bptm/core/metering/metering";
import type { Register, Registers } from "@bptm/core/metering/registers";
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import { CLASS } from "./accuracy-limits";
import type { EnergyFigures } from "./result";
import type { Simulation } from "./simulation";

/** Allowance for an incomplete window of twelve cycles at each power-up and at the end. */
const EDGE_S = 0.3;
const UTILITY_WH = 10 * UTILITY_TENTH;
/** Register remainder per watt hour; the generator's current has steps of a quarter the size. */
export const WATT_HOUR: Readonly<Record<"utility" | "generator", number>> = {
  utility: UTILITY_WH,
  generator: 4 * UTILITY_WH,
};

const exact = ({ value, remainder }: Register, whole: number): number => value + remainder / whole;

/** Net watt hours of utility, generator, and generator without a neutral reference. */
export function netOf({ utility, generator, unreferenced }: Registers): readonly number[] {
  return [
    exact(utility.wh_delivered, WATT_HOUR.utility) - exact(utility.wh_received, WATT_HOUR.utility),
    exact(generator.wh_delivered, WATT_HOUR.generator) -
      exact(generator.wh_received, WATT_HOUR.generator),
    exact(unreferenced, WATT_HOUR.generator),
  ];
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Tracks the registers across power cuts, after which they may restart from an older copy. */
export class EnergyBalance {
  private readonly counted = [0, 0, 0];
  private before: readonly number[] = [0, 0, 0];
  private boots = 0;

  constructor(private readonly simulation: Simulation) {}

  /** Call after each tick. */
  tick(): void {
    const { world } = this.simulation;
    if (world.home.supply.alive === 0) return;
    const now = netOf(world.meter.registers);
    if (world.boots === this.boots) {
      for (const [at, value] of now.entries()) {
        this.counted[at] = (this.counted[at] ?? 0) + value - (this.before[at] ?? 0);
      }
    }
    this.boots = world.boots;
    this.before = now;
  }

  /** The energy figures of the run so far. */
  get energy(): EnergyFigures {
    const { energy_truth: t, boots } = this.simulation.world;
    const wh = (watt_samples: number): number => watt_samples / SAMPLE_HZ / 3600;
    const [utility_wh = 0, generator_wh = 0, unreferenced = 0] = this.counted;
    const house_wh = wh(t.house);
    const method_wh = wh(t.utility_form_2s - t.utility);
    const difference_wh = utility_wh + generator_wh - method_wh - house_wh;
    const edges_wh = (EDGE_S * t.most_watts * (boots + 1)) / 3600;
    // Without a neutral some of the generator was metered by the Form 2S rule as well.
    const by_rule = unreferenced > 0 ? Math.abs(wh(t.generator_form_2s - t.generator)) : 0;
    const class_wh = (wh(t.through) * CLASS.percent) / 100;
    const allowed_wh = class_wh + edges_wh + wh(t.idle) + by_rule;
    const held = Math.abs(difference_wh) <= allowed_wh;
    const beyond = t.beyond > 0 ? "a current exceeded the converter's range" : "";
    const why = t.faulty > 0 ? "a sensor was faulty" : beyond;
    return {
      utility_wh: rounded(utility_wh),
      generator_wh: rounded(generator_wh),
      house_wh: rounded(house_wh),
      method_wh: rounded(method_wh),
      difference_wh: rounded(difference_wh),
      allowed_wh: rounded(allowed_wh),
      balance: why !== "" ? "not judged" : held ? "holds" : "broken",
      why,
    };
  }
}
