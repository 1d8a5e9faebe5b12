/** A meter's end of a line: the link and a session. It has no clock: `elapsed` passes the time. */
import { STANDARD_BAUD } from "./codes";
import { Link, messageLimit } from "./link";
import type { LinkEvent } from "./link";
import type { Device } from "./device";
import type { LockOut } from "./passwords";
import { Session } from "./session";
import type { Change } from "./session";

export class LinkServer {
  private readonly link = new Link();
  private readonly session: Session;
  /** What the present answer changes once it has been acknowledged. */
  private change: Change | undefined;
  private wait_ms: number | undefined;

  /**
   * `lock` is shared by all lines of a meter; `bauds` are the codes of this line's rates; `rate` is
   * called when another rate begins.
   */
  constructor(
    device: Device,
    lock: LockOut,
    bauds: readonly number[],
    private readonly rate: (baud: number) => void = () => undefined,
  ) {
    this.session = new Session(device, lock, bauds);
  }

  /** No session has begun, or it is over. */
  get idle(): boolean {
    return this.session.idle;
  }

  /** Takes received octets; returns the octets to send. */
  receive(octets: Uint8Array): Uint8Array[] {
    return this.work(this.link.receive(octets));
  }

  /** Takes the time that has passed; returns the octets to send. */
  elapsed(ms: number): Uint8Array[] {
    const out = this.work(this.link.elapsed(ms));
    if (this.link.idleFor(this.link.times.traffic_ms)) this.end();
    return out;
  }

  private end(): void {
    this.session.reset();
    this.begin();
    this.change = undefined;
  }

  /** Resets packets, times and rate. */
  private begin(): void {
    this.link.reset();
    this.rate(STANDARD_BAUD);
  }

  private work(events: readonly LinkEvent[]): Uint8Array[] {
    return events.flatMap((event) => {
      if (event.kind === "out") return [event.octets];
      if (event.kind === "lost") {
        this.end();
        return [];
      }
      if (event.kind === "message") return this.answer(event.octets);
      if (event.kind === "sent") this.apply();
      // A repeated request was answered when it first arrived.
      return [];
    });
  }

  private answer(message: Uint8Array): Uint8Array[] {
    const answer = this.session.answer(message, messageLimit(this.link.sizes));
    this.change = answer.change;
    this.wait_ms = answer.wait_ms;
    return this.work(this.link.send(answer.octets));
  }

  private apply(): void {
    const { change, wait_ms } = this;
    // A wait starts when its answer ends, and replaces the usual traffic timeout.
    if (wait_ms !== undefined) this.link.extend(Math.max(0, wait_ms - this.link.times.traffic_ms));
    this.wait_ms = undefined;
    this.change = undefined;
    if (change === undefined) return;
    if (change === "standard") this.begin();
    else if ("sizes" in change) {
      this.link.sizes = change.sizes;
      this.rate(change.baud);
    } else this.link.times = change.times;
  }
}
