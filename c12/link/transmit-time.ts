/**
 * How long octets need to leave over a serial line. No answer can come before that, so no time of
 * waiting for one passes.
 */
import { baudOf } from "./codes";

/** Start bit, eight of data, stop bit. */
const BITS = 10;

export class TransmitTime {
  private left_ms = 0;

  /** `baud`: code of the rate; nothing on a line that takes no time. */
  constructor(private baud: number | undefined) {}

  rate(baud: number): void {
    if (this.baud !== undefined) this.baud = baud;
  }

  /** So many octets begin to leave. */
  sends(octets: number): void {
    const rate = this.baud === undefined ? undefined : baudOf(this.baud);
    if (rate !== undefined && rate > 0) this.left_ms += (octets * BITS * 1000) / rate;
  }

  /** What is left of a time for waiting. */
  after(ms: number): number {
    const spent_ms = Math.min(this.left_ms, ms);
    this.left_ms -= spent_ms;
    return ms - spent_ms;
  }
}
