/**
 * How late ticks began, as a histogram: counts in buckets of 0.05 ms up to 500 ms. It takes a fixed
 * amount of memory, however long it runs.
 */

const BUCKET_MS = 0.05;
const BUCKETS = 10_000;

/** Figures of one histogram. */
export interface LatenessFigures {
  readonly ticks: number;
  /** Upper bounds of the buckets that hold the median, 99 and 99.9 % of the ticks. */
  readonly median_ms: number;
  readonly p99_ms: number;
  readonly p999_ms: number;
  readonly worst_ms: number;
  /** Share of ticks that began less than one tick late. */
  readonly within_one_tick: number;
}

export class Lateness {
  readonly #buckets = new Float64Array(BUCKETS);
  readonly #tick_ms: number;
  #ticks = 0;
  #late = 0;
  #worst_ms = 0;

  constructor(tick_ms: number) {
    this.#tick_ms = tick_ms;
  }

  add(late_ms: number): void {
    const bucket = Math.min(BUCKETS - 1, Math.max(0, Math.floor(late_ms / BUCKET_MS)));
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.#ticks += 1;
    if (late_ms >= this.#tick_ms) this.#late += 1;
    if (late_ms > this.#worst_ms) this.#worst_ms = late_ms;
  }

  /** Undefined before the first tick. */
  figures(): LatenessFigures | undefined {
    if (this.#ticks === 0) return undefined;
    return {
      ticks: this.#ticks,
      median_ms: this.#below(0.5),
      p99_ms: this.#below(0.99),
      p999_ms: this.#below(0.999),
      worst_ms: this.#worst_ms,
      within_one_tick: 1 - this.#late / this.#ticks,
    };
  }

  clear(): void {
    this.#buckets.fill(0);
    this.#ticks = 0;
    this.#late = 0;
    this.#worst_ms = 0;
  }

  #below(share: number): number {
    let seen = 0;
    for (const [bucket, count] of this.#buckets.entries()) {
      seen += count;
      if (seen >= share * this.#ticks) return Math.round((bucket + 1) * BUCKET_MS * 100) / 100;
    }
    return this.#worst_ms;
  }
}
