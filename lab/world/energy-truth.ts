/**
 * True energy of one home, summed in every sample while the meter has power: what both sources
 * deliver, what the house takes, and what the Form 2S rule measures of each source. Reads the twin
 * only, never the meter. Portable.
 */
import { Home } from "@bptm/twin/home/home";
import { Branch, Volts } from "@bptm/twin/network/network";

/** Below this mean power the meter may register nothing (4.8 W per source). */
const IDLE_WATTS: f64 = 10.0;
/** Full scale in amperes of the converter in the utility path and in the generator path. */
const UTILITY_MOST: f64 = 1000.0;
const GENERATOR_MOST: f64 = 250.0;

/** Sums in watts times samples; positive towards the house. */
export class EnergyTruth {
  utility: f64 = 0;
  generator: f64 = 0;
  house: f64 = 0;
  utility_form_2s: f64 = 0;
  generator_form_2s: f64 = 0;
  /** Energy through either source in either direction, from a mean over about four cycles. */
  through: f64 = 0;
  mean_watts: f64 = 0;
  /** Largest mean so far. */
  most_watts: f64 = 0;
  /** Part of `through` that was below IDLE_WATTS. */
  idle: f64 = 0;
  /** Samples in which a current exceeded the converter's range, or a channel was faulty. */
  beyond: i32 = 0;
  faulty: i32 = 0;
}

function outside(amperes: f64, most: f64): boolean {
  return amperes > most || amperes < -most;
}

/** Adds one sample. */
export function sumEnergy(t: EnergyTruth, home: Home): void {
  const y = home.network.y;
  const x = home.network.x;
  const u1: f64 = x[Branch.Utility1] as f64;
  const u2: f64 = x[Branch.Utility2] as f64;
  const g1: f64 = x[Branch.Generator1] as f64;
  const g2: f64 = x[Branch.Generator2] as f64;
  const line_1: f64 = y[Volts.Utility1] as f64;
  const line_2: f64 = y[Volts.Utility2] as f64;
  const inlet_1: f64 = y[Volts.Generator1] as f64;
  const inlet_2: f64 = y[Volts.Generator2] as f64;
  const utility: f64 = line_1 * u1 + line_2 * u2;
  const generator: f64 = inlet_1 * g1 + inlet_2 * g2;
  t.utility = t.utility + utility;
  t.generator = t.generator + generator;
  t.utility_form_2s = t.utility_form_2s + (line_1 - line_2) * (u1 - u2) * 0.5;
  t.generator_form_2s = t.generator_form_2s + (inlet_1 - inlet_2) * (g1 - g2) * 0.5;
  const out_1: f64 = y[Volts.House1] as f64;
  const out_2: f64 = y[Volts.House2] as f64;
  t.house = t.house + out_1 * (u1 + g1) + out_2 * (u2 + g2);
  t.mean_watts = t.mean_watts + (utility + generator - t.mean_watts) * (1.0 / 320.0);
  const mean: f64 = t.mean_watts < 0.0 ? -t.mean_watts : t.mean_watts;
  t.through = t.through + mean;
  if (mean > t.most_watts) t.most_watts = mean;
  if (mean < IDLE_WATTS) t.idle = t.idle + mean;
  if (outside(u1, UTILITY_MOST) || outside(u2, UTILITY_MOST)) t.beyond = t.beyond + 1;
  if (outside(g1, GENERATOR_MOST) || outside(g2, GENERATOR_MOST)) t.beyond = t.beyond + 1;
  if (home.sensors.faults !== 0) t.faulty = t.faulty + 1;
}
