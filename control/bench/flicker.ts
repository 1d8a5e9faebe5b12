/** A grid that switches off and on until the grid is set again. */
import type { Bench } from "@bptm/lab/run/bench";

/** Each period starts with a dead feeder, like a recloser on a line that trees touch. */
const PERIOD_MS = 12_000;
const DEAD_MS = 2000;

/** Switches the feeder of one bench off and on. */
export class Flicker {
  readonly #bench: Bench;
  readonly #begin_ms: number;

  constructor(bench: Bench) {
    this.#bench = bench;
    this.#begin_ms = bench.time_ms;
    this.update();
  }

  /** Call after each slice. */
  update(): void {
    const dead = (this.#bench.time_ms - this.#begin_ms) % PERIOD_MS < DEAD_MS;
    this.#bench.world.home.utility.energized = dead ? 0 : 1;
  }
}
