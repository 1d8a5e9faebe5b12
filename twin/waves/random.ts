/**
 * The twin's only source of randomness: a 32-bit xorshift, so that a seed determines every bit of a
 * run.
 * Source of the shifts 13, 17, 5: Marsaglia, "Xorshift RNGs", Journal of Statistical Software
 * 8(14), 2003.
 */

/** State of the generator; never zero. */
export class Random {
  state: i32 = 0x2545f491;
}

/** Starts the sequence of a seed; neighbouring seeds give unrelated sequences. */
export function seedRandom(random: Random, seed: i32): void {
  random.state = (seed ^ 0x5bd1e995) | 0;
  if (random.state === 0) random.state = 0x2545f491;
  for (let i: i32 = 0; i < 16; i++) nextRandom(random);
}

/** The next 32 bits. */
export function nextRandom(random: Random): i32 {
  let x: i32 = random.state;
  x = x ^ (x << 13);
  x = x ^ (x >>> 17);
  x = x ^ (x << 5);
  random.state = x;
  return x;
}

/** A number in [0, 1) with 24 bits. */
export function uniform(random: Random): f64 {
  const bits: i32 = (nextRandom(random) >>> 8) as i32;
  return (bits as f64) * (1.0 / 16777216.0);
}

/** A number in [low, high). */
export function between(random: Random, low: f64, high: f64): f64 {
  return low + (high - low) * uniform(random);
}
