/**
 * Sees that a thread stands still, by a count that it raises with each turn. One look without a
 * turn proves nothing: a machine that slept wakes both at once, in any order.
 */

const LOOKS = 2;

export class Watchdog {
  #before = 0;
  #still = 0;

  /** Call at each look. A thread that has not had its first turn yet starts. */
  hangs(turns: number): boolean {
    this.#still = turns === this.#before && turns !== 0 ? this.#still + 1 : 0;
    this.#before = turns;
    return this.#still >= LOOKS;
  }
}
