/**
 * The journal, newest first: the meter's events, and the station's audit of the requests made to
 * it. The journal numbers its own lines, because a power cut may set back the meter's count. Its
 * wall clock is the start of the station plus simulated time.
 */
import type { MeterEvent } from "@bptm/text/drain";
import { plain, sayEvent } from "@bptm/text/say";
import type { EventLine, Severity } from "../wire/api";

const KEPT = 2000;

/** The journal of one station. */
export class Journal {
  readonly #start_ms: number;
  #lines: EventLine[] = [];
  #sequence = 0;

  /** `start_ms`: wall clock at simulated time 0. */
  constructor(start_ms: number) {
    this.#start_ms = start_ms;
  }

  /** Newest first. */
  get lines(): readonly EventLine[] {
    return this.#lines;
  }

  /** Wall clock at a simulated time, in milliseconds since 1970. */
  wall_ms(time_ms: number): number {
    return this.#start_ms + time_ms;
  }

  /** The same as ISO 8601. */
  at(time_ms: number): string {
    return new Date(this.wall_ms(time_ms)).toISOString();
  }

  /** Adds events of the meter, oldest first; `offset_ms` is when their run began. */
  addEvents(events: readonly MeterEvent[], offset_ms: number): void {
    for (const event of events) {
      this.add(event.time_ms + offset_ms, event.id, event.severity, plain(sayEvent(event)));
    }
  }

  add(time_ms: number, id: string, severity: Severity, sentence: string): void {
    this.#sequence += 1;
    const line = { at: this.at(time_ms), time_ms, id, severity, sentence };
    this.#lines.unshift({ sequence: this.#sequence, ...line });
    if (this.#lines.length > KEPT) this.#lines.length = KEPT;
  }
}
