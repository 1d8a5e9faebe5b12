/**
 * Waveforms with which an attack tries to deceive the measuring half: any shape of a few harmonics,
 * swollen and pulsed, at any frequency that a generator can run at.
 */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";

/** A shape; its amplitude is 1 and is chosen apart. */
export interface Wave {
  readonly hz: number;
  /** The legs are opposite at every instant, as those of a centre-tapped winding are. */
  readonly split: boolean;
  /** Otherwise the angle of leg 2 against leg 1, in degrees. */
  readonly angle_degrees: number;
  /** Order, share of the fundamental, and phase in turns of each harmonic. */
  readonly harmonics: readonly (readonly [number, number, number])[];
  /** Depth and frequency of a slow swell. */
  readonly swell: number;
  readonly swell_hz: number;
  /** Share of each half cycle for which a dimmer conducts. */
  readonly conducts: number;
}

/** A wave is drawn from so many numbers between 0 and 1; small changes make similar waves. */
export const GENES = 11;

const ORDERS = [2, 3, 5, 7] as const;
const between = (part: number, low: number, high: number): number => low + part * (high - low);

export function waveOf(genes: readonly number[], split: boolean): Wave {
  const gene = (at: number): number => genes[at] ?? 0;
  return {
    hz: between(gene(0), 40, 75),
    split,
    angle_degrees: split ? 180 : between(gene(1), 90, 180),
    harmonics: ORDERS.map((order, at) => [order, gene(2 + at) ** 2, gene((3 + at) % GENES)]),
    swell: gene(6),
    swell_hz: between(gene(7), 4, 20),
    // Most waves are whole; a dimmer cuts the others.
    conducts: gene(8) < 0.6 ? 1 : between(gene(9), 0.1, 1),
  };
}

/** The value of one leg, 1 or 2, at a sample. */
export function valueAt(wave: Wave, sample: number, leg: 1 | 2): number {
  if (wave.split && leg === 2) return -valueAt(wave, sample, 1);
  const seconds = sample / SAMPLE_HZ;
  const turns = wave.hz * seconds + (leg === 1 ? 0 : wave.angle_degrees / 360);
  if ((2 * turns) % 1 < 1 - wave.conducts) return 0;
  const swell = 1 - (wave.swell * (1 + Math.sin(2 * Math.PI * wave.swell_hz * seconds))) / 2;
  let sum = Math.sin(2 * Math.PI * turns);
  for (const [order, share, phase] of wave.harmonics) {
    sum += share * Math.sin(2 * Math.PI * (order * turns + phase));
  }
  return swell * sum;
}
