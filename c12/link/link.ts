/**
 * One end of the data link: it splits messages into packets, waits for the acknowledgement of each
 * before sending the next, and repeats a packet when the acknowledgement is lost. It has no clock:
 * `elapsed` passes the time.
 */
import { ACKNOWLEDGE, AGAIN, MOST_DATA, OVERHEAD, PacketFinder, encodePacket } from "./frame";
import type { FrameEvent, Packet } from "./frame";

/** Timeouts, and the number of retries. */
export interface LinkTimes {
  /** Between two octets of a packet. */
  readonly character_ms: number;
  /** For the answer to a packet. */
  readonly response_ms: number;
  /** Without any packet, until the session ends. */
  readonly traffic_ms: number;
  /** Repetitions of a packet after the first transmission. */
  readonly retries: number;
}

/** Those of C12.18, until others are negotiated. */
const STANDARD_TIMES: LinkTimes = {
  character_ms: 500,
  response_ms: 2000,
  traffic_ms: 6000,
  retries: 3,
};

/** Those of C12.21, for modems and networks. */
const REMOTE_TIMES: LinkTimes = {
  character_ms: 1000,
  response_ms: 4000,
  traffic_ms: 30_000,
  retries: 3,
};

/** Limits of packets and messages. */
export interface LinkSizes {
  /** Octets of a packet, with its overhead of 8. */
  readonly packet: number;
  /** Packets of a message. */
  readonly packets: number;
}

export const STANDARD_SIZES: LinkSizes = { packet: 64, packets: 1 };

/** Upper limit of a message: the longest write, 65 535 octets, and its header. */
const MAX_MESSAGE = 65_535 + 32;

/** Octets of data in one packet of this size. */
function dataPerPacket(sizes: LinkSizes): number {
  return Math.min(sizes.packet - OVERHEAD, MOST_DATA);
}

/** Maximum message length for these sizes. */
export function messageLimit(sizes: LinkSizes): number {
  return Math.min(dataPerPacket(sizes) * sizes.packets, MAX_MESSAGE);
}

/**
 * What the link reports. `sent` and `lost` concern the message being sent; `repeated` is a message
 * of one packet that arrived again.
 */
export type LinkEvent =
  | { readonly kind: "out"; readonly octets: Uint8Array }
  | { readonly kind: "message" | "repeated"; readonly octets: Uint8Array }
  | { readonly kind: "sent" }
  | { readonly kind: "lost" };

interface OutgoingMessage {
  readonly packets: readonly Uint8Array[];
  at: number;
  retries: number;
  waited_ms: number;
}

interface PartialMessage {
  readonly parts: Uint8Array[];
  size: number;
  /** Sequence of the next packet. */
  next: number;
}

const out = (...octets: number[]): LinkEvent => ({ kind: "out", octets: Uint8Array.of(...octets) });

export class Link {
  times: LinkTimes = STANDARD_TIMES;
  sizes: LinkSizes = STANDARD_SIZES;
  private readonly finder = new PacketFinder();
  /** Since the last octet. */
  private silent_ms = 0;
  /** Since the last good packet or its acknowledgement. */
  private idle_ms = 0;
  /** Toggle bit of the last packet sent: the first one has 0. */
  private toggle = true;
  private sending: OutgoingMessage | undefined;
  private gathering: PartialMessage | undefined;
  /** Identity of the last packet accepted. */
  private peer_identity = 0;
  /** The last packet accepted: the same one again is a repetition. */
  private taken: { readonly toggle: boolean; readonly crc: number } | undefined;
  private turned = false;

  /**
   * `identity` goes into each packet sent; without it, the identity of the last packet accepted.
   */
  constructor(private readonly identity?: number) {}

  /** The other end changes its toggle bit, as it should: what looks like a repetition is one. */
  get turns(): boolean {
    return this.turned;
  }

  /** Nothing is in progress, and no good packet has arrived for this long. */
  idleFor(ms: number): boolean {
    return this.sending === undefined && this.idle_ms >= ms;
  }

  /** Restarts the traffic timeout, and extends it this once. */
  extend(ms: number): void {
    this.idle_ms = -ms;
  }

  /** Drops what was in progress. A client that starts again need not know our last toggle. */
  reset(): void {
    this.times = STANDARD_TIMES;
    this.sizes = STANDARD_SIZES;
    this.sending = undefined;
    this.gathering = undefined;
    this.taken = undefined;
    this.idle_ms = 0;
  }

  /** Sends a message that fits `messageLimit`; one at a time. */
  send(message: Uint8Array): LinkEvent[] {
    const step = dataPerPacket(this.sizes);
    const identity = this.identity ?? this.peer_identity;
    const count = Math.max(1, Math.ceil(message.length / step));
    const packets = Array.from({ length: count }, (_, index) => {
      this.toggle = !this.toggle;
      return encodePacket({
        identity,
        multiple: count > 1,
        first: count > 1 && index === 0,
        toggle: this.toggle,
        format: 0,
        sequence: count - 1 - index,
        data: message.subarray(index * step, (index + 1) * step),
      });
    });
    this.sending = { packets, at: 0, retries: 0, waited_ms: 0 };
    return this.transmit();
  }

  receive(octets: Uint8Array): LinkEvent[] {
    this.silent_ms = 0;
    return this.finder.feed(octets).flatMap((event) => this.take(event));
  }

  elapsed(ms: number): LinkEvent[] {
    const events: LinkEvent[] = [];
    this.silent_ms += ms;
    this.idle_ms += ms;
    if (this.finder.unsettled && this.silent_ms >= this.times.character_ms) {
      events.push(...this.finder.silence().flatMap((event) => this.take(event)));
    }
    const { sending } = this;
    if (sending === undefined) return events;
    sending.waited_ms += ms;
    if (sending.waited_ms >= this.times.response_ms) events.push(...this.again());
    return events;
  }

  private transmit(): LinkEvent[] {
    const { sending } = this;
    const octets = sending?.packets[sending.at];
    if (sending === undefined || octets === undefined) return [];
    sending.waited_ms = 0;
    return [{ kind: "out", octets }];
  }

  private again(): LinkEvent[] {
    const { sending } = this;
    if (sending === undefined) return [];
    sending.retries++;
    if (sending.retries <= this.times.retries) return this.transmit();
    this.sending = undefined;
    return [{ kind: "lost" }];
  }

  private take(event: FrameEvent): LinkEvent[] {
    if (event.kind === "packet") return this.packet(event.packet, event.crc);
    if (event.kind === "damaged") return [out(AGAIN)];
    return event.kind === "again" ? this.again() : this.acknowledged();
  }

  private acknowledged(): LinkEvent[] {
    const { sending } = this;
    if (sending === undefined) return [];
    this.idle_ms = 0;
    sending.at++;
    sending.retries = 0;
    if (sending.at < sending.packets.length) return this.transmit();
    this.sending = undefined;
    return [{ kind: "sent" }];
  }

  private packet(packet: Packet, crc: number): LinkEvent[] {
    const { taken } = this;
    if (taken?.toggle === packet.toggle && taken.crc === crc) {
      this.idle_ms = 0;
      const repeated: LinkEvent = { kind: "repeated", octets: packet.data };
      return packet.multiple ? [out(ACKNOWLEDGE)] : [out(ACKNOWLEDGE), repeated];
    }
    const gathering = this.gathered(packet);
    // Packets that never complete a message do not count as traffic, or a session would never end.
    if (gathering === undefined) return [out(AGAIN)];
    this.idle_ms = 0;
    // A client that addresses a device speaks C12.21; C12.18 has one device and no address.
    if (taken === undefined && packet.identity !== 0) this.times = REMOTE_TIMES;
    this.peer_identity = packet.identity;
    this.turned ||= taken !== undefined && taken.toggle !== packet.toggle;
    this.taken = { toggle: packet.toggle, crc };
    const events = [...this.overtaken(), out(ACKNOWLEDGE)];
    this.gathering = gathering;
    if (packet.sequence > 0) return events;
    this.gathering = undefined;
    const message = gathering.parts.length === 1 ? packet.data : joined(gathering);
    return [...events, { kind: "message", octets: message }];
  }

  /** A client that sends a new packet has our last one, or does not want the rest. */
  private overtaken(): LinkEvent[] {
    const { sending } = this;
    if (sending === undefined) return [];
    this.sending = undefined;
    return sending.at === sending.packets.length - 1 ? [{ kind: "sent" }] : [];
  }

  /** The message so far with this packet; undefined when it does not belong there. */
  private gathered(packet: Packet): PartialMessage | undefined {
    const { data, sequence, multiple, first } = packet;
    const next = sequence - 1;
    if (!multiple) return sequence === 0 ? { parts: [data], size: data.length, next } : undefined;
    if (first) return { parts: [data], size: data.length, next };
    const before = this.gathering;
    if (before === undefined || before.next !== sequence) return undefined;
    const size = before.size + data.length;
    if (size > MAX_MESSAGE) return undefined;
    before.parts.push(data);
    return { parts: before.parts, size, next };
  }
}

function joined({ parts, size }: PartialMessage): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
