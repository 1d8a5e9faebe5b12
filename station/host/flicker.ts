/** A grid that comes and goes until the knob is turned again. */
import type { Bench } from "@bptm/lab/run/bench";

/** In each period the feeder is dead at first: a recloser on a line that trees touch. */
const PERIOD_MS = 12_000;
const DEAD_MS = 2000;

/** Lets the feeder of one bench come and go. */
export class Flicker {
  readonly #bench: Bench;
  readonly #begin_ms: number;

  constructor(bench: Bench) {
    this.#bench = bench;
    this.#begin_ms = bench.time_ms;
    this.look();
  }

  /** Call after each slice. */
  look(): void {
    const dead = (this.#bench.time_ms - this.#begin_ms) % PERIOD_MS < DEAD_MS;
    this.#bench.world.home.utility.energized = dead ? 0 : 1;
  }
}
