/** A meter's end of a line: the link and a session. It has no clock: `elapsed` passes the time. */
import { STANDARD_BAUD } from "./codes";
import { Link, messageLimit } from "./link";
import type { LinkEvent } from "./link";
import type { Device } from "./device";
import type { LockOut } from "./passwords";
import { Session } from "./session";
import type { Change, SessionAnswer } from "./session";

/** An answer waits at most this long for the core, far less than a client waits. */
const HELD_MS = 500;

export class LinkServer {
  private readonly link = new Link();
  private readonly session: Session;
  /** What the present answer changes once it has been acknowledged. */
  private change: Change | undefined;
  private wait_ms: number | undefined;
  /** An answer that waits for what its request started, and the time it may still wait. */
  private held: { readonly answer: SessionAnswer; left_ms: number } | undefined;

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
    const out = [...this.settled(ms), ...this.work(this.link.elapsed(ms))];
    if (this.link.idleFor(this.link.times.traffic_ms)) this.end();
    return out;
  }

  private end(): void {
    this.session.reset();
    this.begin();
    this.change = undefined;
    this.held = undefined;
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
    if (answer.settling?.() === true) {
      this.held = { answer, left_ms: HELD_MS };
      return [];
    }
    return this.reply(answer);
  }

  /** The held answer, once its request is carried out or has taken too long. */
  private settled(ms: number): Uint8Array[] {
    if (this.held === undefined) return [];
    const { answer } = this.held;
    this.held.left_ms -= ms;
    if (this.held.left_ms > 0 && answer.settling?.() === true) return [];
    this.held = undefined;
    return this.reply(answer);
  }

  private reply(answer: SessionAnswer): Uint8Array[] {
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
