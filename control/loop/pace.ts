/**
 * Keeps simulated time in step with the wall clock. It never drifts: the samples due are always
 * counted from one anchor, in whole samples. A host that slept, or is too slow, gets no burst: a
 * lag beyond a short limit is dropped.
 */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";

/** The most simulated time, at real speed, that is caught up after a delay. */
const CATCH_UP_MS = 250;

/** How far simulated time should be. */
export class Pace {
  #speed: number;
  #paused = false;
  /** Wall clock and samples at which the present speed began. */
  #anchor_ms: number;
  #anchor_samples = 0;

  constructor(speed: number, now_ms: number) {
    this.#speed = speed;
    this.#anchor_ms = now_ms;
  }

  get speed(): number {
    return this.#speed;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Changes the speed from here on. */
  setSpeed(speed: number, now_ms: number, done_samples: number): void {
    this.#speed = speed;
    this.#anchor(now_ms, done_samples);
  }

  setPaused(paused: boolean, now_ms: number, done_samples: number): void {
    this.#paused = paused;
    this.#anchor(now_ms, done_samples);
  }

  /** Samples due now, beyond those already done. */
  due(now_ms: number, done_samples: number): number {
    if (this.#paused) return 0;
    const per_ms = (SAMPLE_HZ / 1000) * this.#speed;
    const passed_ms = Math.max(0, now_ms - this.#anchor_ms);
    const due = Math.floor(this.#anchor_samples + passed_ms * per_ms) - done_samples;
    const most = Math.ceil(CATCH_UP_MS * per_ms);
    if (due <= most) return Math.max(0, due);
    this.#anchor(now_ms, done_samples + most);
    return most;
  }

  /** The time at which a sample is due; meaningless while paused. */
  dueAt(sample: number): number {
    const per_ms = (SAMPLE_HZ / 1000) * this.#speed;
    return this.#anchor_ms + (sample - this.#anchor_samples) / per_ms;
  }

  #anchor(now_ms: number, samples: number): void {
    this.#anchor_ms = now_ms;
    this.#anchor_samples = samples;
  }
}
