/** The attack on an assumption: from random waves, and from the strongest found so far. */
import { deceives, effective } from "./attacks";
import type { WaveAssumption } from "./attacks";
import { GENES, waveOf } from "./waves";
import type { Wave } from "./waves";

interface Attacked {
  readonly id: string;
  readonly waves: number;
  /** Effective value of the strongest wave that deceives, and the wave. */
  readonly worst: number;
  readonly wave: Wave;
  readonly stands: boolean;
}

/** xorshift32, between 0 and 1. */
function seededPart(seed: number): () => number {
  let x = seed | 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}

/** Halvings of the largest amplitude until one deceives, and bisections above that one. */
const HALVINGS = 9;
const STEPS = 5;
/** Half of the waves vary the worst one, by at most this much in each gene. */
const VARIED = 0.5;
const STEP = 0.2;

/** The strongest effective value at which a wave still deceives; 0 if it never does. */
function strongest(assumption: WaveAssumption, wave: Wave): number {
  let low = assumption.amplitude_max;
  // From the top, because a stronger wave may deceive where a weaker one does not.
  for (let halved = 0; halved < HALVINGS && !deceives(assumption, wave, low); halved++) low /= 2;
  let high = 2 * low;
  if (high > assumption.amplitude_max) return low * effective(wave);
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (deceives(assumption, wave, middle)) low = middle;
    else high = middle;
  }
  return low * effective(wave);
}

/** Tries so many waves, and reports the worst. */
export function attack(assumption: WaveAssumption, waves: number, seed: number): Attacked {
  const draw = seededPart(seed);
  let best: readonly number[] = [];
  let worst = -1;
  for (let tried = 0; tried < waves; tried++) {
    const vary = best.length > 0 && draw() < VARIED;
    const genes = Array.from({ length: GENES }, (_, at) => {
      const old = (best[at] ?? 0) + (draw() - 1 / 2) * 2 * STEP;
      return vary ? Math.min(1, Math.max(0, old)) : draw();
    });
    const found = strongest(assumption, waveOf(genes, assumption.split));
    if (found <= worst) continue;
    [worst, best] = [found, genes];
  }
  const wave = waveOf(best, assumption.split);
  return { id: assumption.id, waves, worst, wave, stands: worst <= assumption.most };
}
