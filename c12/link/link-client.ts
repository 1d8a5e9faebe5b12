/** A reader's end of a line: one request at a time. It has no clock: `elapsed` passes the time. */
import { Link } from "./link";
import type { LinkEvent, LinkSizes, LinkTimes } from "./link";

/** Why there is no answer. In each case the meter may have done the request. */
export type NoReply =
  /** No packet of the request was acknowledged, in any attempt. */
  | "no acknowledgement"
  /** The request was acknowledged, but no answer came. */
  | "no answer";

/** What to send, and how the request ended if it did. */
export interface ClientStep {
  readonly out: readonly Uint8Array[];
  readonly answer?: Uint8Array;
  readonly silence?: NoReply;
}

export class LinkClient {
  private readonly link: Link;
  private waiting = false;
  /** The packet of the previous answer, received again after the request had arrived. */
  private again: Uint8Array | undefined;

  /** `identity` names the device on a C12.21 line; 0 on a C12.18 line. */
  constructor(identity: number) {
    this.link = new Link(identity);
  }

  get sizes(): LinkSizes {
    return this.link.sizes;
  }

  /** Call after a negotiation, with its answer. */
  agree(sizes: LinkSizes): void {
    this.link.sizes = sizes;
  }

  /** Call after a timing setup, with its answer. */
  pace(times: LinkTimes): void {
    this.link.times = times;
  }

  /** Sends a request that fits `messageLimit(sizes)`, once the previous one has ended. */
  request(message: Uint8Array): ClientStep {
    this.waiting = true;
    this.again = undefined;
    return this.work(this.link.send(message));
  }

  receive(octets: Uint8Array): ClientStep {
    return this.work(this.link.receive(octets));
  }

  elapsed(ms: number): ClientStep {
    const step = this.work(this.link.elapsed(ms));
    // The meter may repeat the packets of its answer for as long as we would.
    const { response_ms, retries } = this.link.times;
    if (!this.waiting || !this.link.idleFor(response_ms)) return step;
    if (this.again === undefined && !this.link.idleFor(response_ms * (retries + 1))) return step;
    this.waiting = false;
    // Some meters never change their toggle bit: when nothing else arrives, what looks like a
    // repetition is the answer.
    if (this.again !== undefined) return { ...step, answer: this.again };
    return { ...step, silence: "no answer" };
  }

  private work(events: readonly LinkEvent[]): ClientStep {
    const out = events.flatMap((event) => (event.kind === "out" ? [event.octets] : []));
    if (!this.waiting) return { out };
    for (const event of events) {
      if (event.kind === "out" || event.kind === "sent") continue;
      if (event.kind === "repeated") {
        if (this.link.idleFor(0) && !this.link.turns) this.again = event.octets;
        continue;
      }
      this.waiting = false;
      if (event.kind === "lost") return { out, silence: "no acknowledgement" };
      return { out, answer: event.octets };
    }
    return { out };
  }
}
