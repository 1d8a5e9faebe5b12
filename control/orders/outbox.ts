/**
 * Events of the core until the station has kept them for good. They are sent again after each new
 * connection. The outbox is bounded: a station that stays away for long loses the oldest, and the
 * gap in their numbers tells it how many.
 */
import type { LinkedEvent } from "@bptm/link/messages";

/** Half a megabyte; a stormy day has a few hundred. */
const KEPT_MAX = 8192;

export class Outbox {
  #kept: LinkedEvent[] = [];
  #number = 0;

  /** Numbers an event and keeps it. */
  add(event: Omit<LinkedEvent, "number">): LinkedEvent {
    this.#number += 1;
    const numbered = { number: this.#number, ...event };
    this.#kept.push(numbered);
    if (this.#kept.length > KEPT_MAX) this.#kept.shift();
    return numbered;
  }

  /** Everything up to this number is kept elsewhere. */
  taken(number: number): void {
    const first = this.#kept.findIndex((event) => event.number > number);
    this.#kept = first < 0 ? [] : this.#kept.slice(first);
  }

  /** What is not known to be kept, oldest first. */
  get kept(): readonly LinkedEvent[] {
    return this.#kept;
  }
}
