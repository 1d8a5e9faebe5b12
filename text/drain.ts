/** Reads events from the meter's ring before they are overwritten, also across power cuts. */
import { Event } from "@bptm/core/lists/events";
import type { Log } from "@bptm/core/storage/log";
import { EVENTS } from "./texts";
import type { EventText } from "./texts";

/** An event raised by the meter. */
export interface MeterEvent {
  /** Milliseconds from the start of the run. */
  readonly time_ms: number;
  readonly sequence: number;
  readonly code: number;
  readonly id: string;
  readonly severity: EventText["severity"];
  readonly a: number;
  readonly b: number;
}

const RING = 64;
const FIELDS = 5;
const BY_CODE = new Map(EVENTS.map((event) => [event.code, event]));

/** Reads one meter's ring. Call it at least every ten ticks: a tick raises up to six events. */
export class Drain {
  private last: number;
  private boots: number;

  constructor(log: Log, boots: number) {
    this.last = log.sequence;
    this.boots = boots;
  }

  /** Returns the events since the last call; `boots` is the world's count of power-ups. */
  take(log: Log, boots: number, time_ms: number): MeterEvent[] {
    const booted = boots !== this.boots;
    this.boots = boots;
    if (!booted && log.sequence === this.last) return [];
    const first = booted ? this.firstAfterBoot(log) : this.last + 1;
    this.last = log.sequence;
    const events: MeterEvent[] = [];
    for (let sequence = first; sequence <= log.sequence; sequence++) {
      events.push(read(log, sequence, time_ms));
    }
    return events;
  }

  /**
   * Events after the last write to the store are lost with the power, so sequence numbers may go
   * back. A boot starts with `PowerUp`, or with `StoreBad` or
   * `StoreLater` just before it.
   */
  private firstAfterBoot(log: Log): number {
    let first = log.sequence + 1;
    while (first > 1 && log.sequence - first < RING - 1) {
      const { sequence, tick, code } = entry(log, first - 1);
      if (sequence !== first - 1 || tick > 1) break;
      first--;
      if (code !== Event.PowerUp) continue;
      const before = entry(log, first - 1);
      const store = before.code === Event.StoreBad || before.code === Event.StoreLater;
      if (store && before.tick <= 1) first--;
      break;
    }
    return first;
  }
}

interface RingEntry {
  readonly sequence: number;
  readonly tick: number;
  readonly code: number;
  readonly a: number;
  readonly b: number;
}

function entry(log: Log, number: number): RingEntry {
  const at = (number & (RING - 1)) * FIELDS;
  const [sequence = 0, tick = 0, code = 0, a = 0, b = 0] = log.entries.subarray(at, at + FIELDS);
  return { sequence, tick, code, a, b };
}

function read(log: Log, number: number, time_ms: number): MeterEvent {
  const { sequence, code, a, b } = entry(log, number);
  const text = BY_CODE.get(code);
  const id = text?.id ?? `Event${code}`;
  return { time_ms, sequence, code, id, severity: text?.severity ?? "info", a, b };
}
