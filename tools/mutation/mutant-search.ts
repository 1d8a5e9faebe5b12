/**
 * Searches for values that break a claim, by changing values that satisfy the assumptions. It finds
 * most of what a solver finds, a hundred times as fast, and proves nothing.
 */
import { evaluator, variablesOf } from "@bptm/proof/symbolic/evaluate";
import type { Term } from "@bptm/proof/symbolic/term";

export type Model = ReadonlyMap<string, number>;

const TRIES = 4000;
const CHANGES_MAX = 3;
const POOL_MAX = 5000;
/** The values that counters are compared with, and their neighbours. */
const VALUES = [0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 15, 48, 239, 240, 720, 10_000, 30_000];

export class ModelSearch {
  private readonly pool: Model[];
  private state = 1;

  /** `seeds` satisfy the assumptions. */
  constructor(seeds: readonly Model[]) {
    this.pool = [...seeds];
  }

  private below(limit: number): number {
    // Lehmer's generator, modulus 2^31 - 1.
    this.state = (this.state * 48271) % 0x7fffffff;
    return this.state % limit;
  }

  private changed(model: Model, names: readonly string[]): Model {
    const changed = new Map(model);
    for (let left = 1 + this.below(CHANGES_MAX); left > 0; left--) {
      const name = names[this.below(names.length)] as string;
      changed.set(name, VALUES[this.below(VALUES.length)] as number);
    }
    return changed;
  }

  /** Values that satisfy all assumptions and one of the terms, and the index of that term. */
  find(assumed: readonly Term[], terms: readonly Term[]): { model: Model; at: number } | undefined {
    const all = [...assumed, ...terms];
    const names = variablesOf(all);
    const values = evaluator(all);
    for (let left = TRIES; left > 0 && this.pool.length > 0; left--) {
      const model = this.changed(this.pool[this.below(this.pool.length)] as Model, names);
      const truths = values((name) => model.get(name) ?? 0);
      if (truths.subarray(0, assumed.length).includes(0)) continue;
      const at = truths.subarray(assumed.length).indexOf(1);
      if (at >= 0) return { model, at };
      // A full pool is slowly replaced.
      const place = this.pool.length < POOL_MAX ? this.pool.length : this.below(POOL_MAX);
      this.pool[place] = model;
    }
    return undefined;
  }
}
