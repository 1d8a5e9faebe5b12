/** Random numbers from a seed, for randomly generated conditions. */
import { Random, seedRandom, uniform } from "@bptm/twin/waves/random";

export class RandomSource {
  private readonly random = new Random();

  constructor(seed: number) {
    seedRandom(this.random, seed);
  }

  chance(share: number): boolean {
    return uniform(this.random) < share;
  }

  /** A number from `low` to `high`, rounded to `digits` decimals. */
  between(low: number, high: number, digits = 0): number {
    const scale = 10 ** digits;
    return Math.round((low + (high - low) * uniform(this.random)) * scale) / scale;
  }

  one<T>(list: readonly T[]): T {
    const found = list[Math.floor(uniform(this.random) * list.length)];
    if (found === undefined) throw new RangeError("The list to choose from is empty.");
    return found;
  }
}
