/**
 * True energy of one home, summed in every sample while the meter has power: of both sources as
 * they come in, of the house as it takes it, and what the Form 2S rule would make of each source.
 * Only the home is read. Portable.
 */
import { Home } from "@bptm/twin/home/home";
import { Branch, Volts } from "@bptm/twin/network/network";

/** Below this mean, watts, the meter may count nothing: 4.8 W of each source. */
const IDLE_WATTS: f64 = 10.0;
/** Beyond so many amperes the converter of the path of the utility or the generator is full. */
const UTILITY_MOST: f64 = 1000.0;
const GENERATOR_MOST: f64 = 250.0;

/** Sums in watts times samples; positive towards the house. */
export class EnergyTruth {
  utility: f64 = 0;
  generator: f64 = 0;
  house: f64 = 0;
  utility_form_2s: f64 = 0;
  generator_form_2s: f64 = 0;
  /** What went through either source, whichever way, by a mean over about four cycles. */
  through: f64 = 0;
  mean_watts: f64 = 0;
  /** Largest mean so far. */
  most_watts: f64 = 0;
  /** What went through while that was next to nothing. */
  idle: f64 = 0;
  /** Samples in which a current was beyond the converter, or a channel had a fault. */
  beyond: i32 = 0;
  faulty: i32 = 0;
}

function outside(amperes: f64, most: f64): boolean {
  return amperes > most || amperes < -most;
}

/** One sample. */
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
