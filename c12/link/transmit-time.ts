/**
 * How long octets take to leave over a serial line. No answer can arrive before that, so timeouts
 * start only then.
 */
import { baudOf } from "./codes";

/** Start bit, eight data bits, stop bit. */
const BITS = 10;

export class TransmitTime {
  private left_ms = 0;

  /** `baud`: code of the rate; undefined on a line without one. */
  constructor(private baud: number | undefined) {}

  rate(baud: number): void {
    if (this.baud !== undefined) this.baud = baud;
  }

  /** This many octets begin to leave. */
  sends(octets: number): void {
    const rate = this.baud === undefined ? undefined : baudOf(this.baud);
    if (rate !== undefined && rate > 0) this.left_ms += (octets * BITS * 1000) / rate;
  }

  /** The part of a time that remains for waiting. */
  after(ms: number): number {
    const spent_ms = Math.min(this.left_ms, ms);
    this.left_ms -= spent_ms;
    return ms - spent_ms;
  }
}
