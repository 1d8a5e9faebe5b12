/** The ring of events that the host reads: the last 64, each with sequence, tick, code, a, b. */
import { Raised } from "./raise";

/** Fields of one entry. */
const LOG_FIELDS: i32 = 5;

export class Log {
  /** `(sequence & 63) * 5`: sequence, tick since power-up, code, a, b. */
  entries: Int32Array = new Int32Array(320);
  /** Sequence number of the newest event; survives power cuts through the store. */
  sequence: i32 = 0;
}

function write(log: Log, tick: i32, code: i32, a: i32, b: i32): void {
  log.sequence = (log.sequence + 1) & 0x3fffffff;
  const at: i32 = ((log.sequence & 63) * LOG_FIELDS) | 0;
  log.entries[at] = log.sequence;
  log.entries[at + 1] = tick;
  log.entries[at + 2] = code;
  log.entries[at + 3] = a;
  log.entries[at + 4] = b;
}

/** Moves what was raised in this tick into the ring. */
export function collect(log: Log, r: Raised, tick: i32): void {
  if (r.count == 0) return;
  if (r.count >= 1) write(log, tick, r.code1, r.a1, r.b1);
  if (r.count >= 2) write(log, tick, r.code2, r.a2, r.b2);
  if (r.count >= 3) write(log, tick, r.code3, r.a3, r.b3);
  if (r.count >= 4) write(log, tick, r.code4, r.a4, r.b4);
  if (r.count >= 5) write(log, tick, r.code5, r.a5, r.b5);
  if (r.count >= 6) write(log, tick, r.code6, r.a6, r.b6);
  r.count = 0;
}
