/** Chance, drawn from one seed: what a campaign throws for its conditions. */
import { Random, seedRandom, uniform } from "@bptm/twin/waves/random";

export class Dice {
  private readonly random = new Random();

  constructor(seed: number) {
    seedRandom(this.random, seed);
  }

  chance(share: number): boolean {
    return uniform(this.random) < share;
  }

  /** A number from `low` to `high`, with so many digits after the point. */
  between(low: number, high: number, digits = 0): number {
    const scale = 10 ** digits;
    return Math.round((low + (high - low) * uniform(this.random)) * scale) / scale;
  }

  one<T>(list: readonly T[]): T {
    const found = list[Math.floor(uniform(this.random) * list.length)];
    if (found === undefined) throw new RangeError("nothing to draw from");
    return found;
  }
}
