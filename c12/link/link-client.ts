/** A reader's end of a line: one request at a time. Without a clock: `elapsed` tells time. */
import { Link } from "./link";
import type { LinkEvent, LinkSizes, LinkTimes } from "./link";

/** Why there is no answer. The meter may have done the request in each case. */
export type Silence =
  /** No packet of the request was acknowledged, however often it was sent. */
  | "no acknowledgement"
  /** The request arrived, and no answer came. */
  | "no answer";

/** What to send, and how a request ended if it did. */
export interface ClientStep {
  readonly out: readonly Uint8Array[];
  readonly answer?: Uint8Array;
  readonly silence?: Silence;
}

export class LinkClient {
  private readonly link: Link;
  private waiting = false;
  /** The packet of the answer before, which came again after the request had arrived. */
  private again: Uint8Array | undefined;

  /** `identity` names the device on a line of C12.21; 0 on a line of C12.18. */
  constructor(identity: number) {
    this.link = new Link(identity);
  }

  get sizes(): LinkSizes {
    return this.link.sizes;
  }

  /** After a negotiation, with its answer. */
  agree(sizes: LinkSizes): void {
    this.link.sizes = sizes;
  }

  /** After a timing setup, with its answer. */
  pace(times: LinkTimes): void {
    this.link.times = times;
  }

  /** Sends a request that fits `messageLimit(sizes)`, when the one before has ended. */
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
    // Some meters never turn their toggle bit: what looks like a repetition is then the answer, as
    // nothing else comes.
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
