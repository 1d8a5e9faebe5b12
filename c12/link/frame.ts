/**
 * Packets of the data link of ANSI C12.18 and C12.21:
 *
 *     EE identity control sequence length(2, high octet first) data CRC(2, low octet first)
 *
 * Identity is 0 in C12.18 and names the device in C12.21. Between packets, 06 acknowledges a packet
 * and 15 requests its repetition.
 */
import { crc16 } from "./crc";

export const ACKNOWLEDGE = 0x06;
export const AGAIN = 0x15;
const START = 0xee;
const HEADER = 6;
/** Octets of a packet that are not data. */
export const OVERHEAD: number = HEADER + 2;
/** Maximum data length of a packet, by the standard. */
export const MOST_DATA = 8183;

const MULTIPLE = 0x80;
const FIRST = 0x40;
const TOGGLE = 0x20;
const FORMAT = 0x03;

export interface Packet {
  readonly identity: number;
  /** Part of a message of several packets. */
  readonly multiple: boolean;
  /** First packet of several. */
  readonly first: boolean;
  /** Changes with each new packet, and stays the same in a repetition. */
  readonly toggle: boolean;
  /** 0 in C12.18 and C12.21; 1 in C12.22. */
  readonly format: number;
  /** Packets of the message still to come. */
  readonly sequence: number;
  readonly data: Uint8Array;
}

/** Octets of a packet on the wire. */
export function encodePacket(packet: Packet): Uint8Array {
  const { identity, multiple, first, toggle, format, sequence, data } = packet;
  const octets = new Uint8Array(data.length + OVERHEAD);
  const flags = (multiple ? MULTIPLE : 0) | (first ? FIRST : 0) | (toggle ? TOGGLE : 0);
  octets.set([START, identity, flags | format, sequence, data.length >>> 8, data.length & 0xff]);
  octets.set(data, HEADER);
  const crc = crc16(octets, 0, HEADER + data.length);
  octets.set([crc & 0xff, crc >>> 8], HEADER + data.length);
  return octets;
}

/** What was received. `damaged` calls for a repetition. */
export type FrameEvent =
  | { readonly kind: "acknowledge" | "again" | "damaged" }
  | { readonly kind: "packet"; readonly packet: Packet; readonly crc: number };

/**
 * Failed CRC checks in a row after which the held octets are dropped. It bounds the work that each
 * octet can cause.
 */
const MAX_FAILED_CHECKS = 64;

/**
 * Finds packets in octets that arrive in pieces of any size. After garbage it searches the octets
 * it already holds for the next start, so that it finds a complete packet at any position. It
 * requests one repetition for everything received so far, not one for each false start: an extra
 * repetition brings an extra acknowledgement, which the sender takes for that of its next packet.
 * For the same reason it ignores 06 and 15 within garbage.
 */
export class PacketFinder {
  private readonly held = new Uint8Array(MOST_DATA + OVERHEAD);
  private end = 0;
  /** Octets before this index arrived before a repetition was requested. */
  private requested_to = 0;
  private failed_checks = 0;
  /** False within garbage. */
  private clean = true;

  /** A packet is incomplete, or garbage arrived: `silence` settles it. */
  get unsettled(): boolean {
    return this.end > 0 || !this.clean;
  }

  feed(octets: Uint8Array): FrameEvent[] {
    const events: FrameEvent[] = [];
    for (let at = 0; at < octets.length;) {
      const piece = octets.subarray(at, at + this.held.length - this.end);
      this.held.set(piece, this.end);
      this.end += piece.length;
      at += piece.length;
      this.search(events);
    }
    // A damaged packet needs no repetition when the packet after it has already arrived.
    const last = events.findLastIndex(({ kind }) => kind === "packet");
    return events.filter(({ kind }, index) => kind !== "damaged" || index > last);
  }

  /** Nothing arrived within the character timeout: what is incomplete stays incomplete. */
  silence(): FrameEvent[] {
    const events: FrameEvent[] = [];
    const request = this.end > 0 && this.requested_to <= 0;
    this.requested_to = this.end;
    while (this.end > 0) {
      this.drop(1);
      this.clean = false;
      this.search(events);
    }
    if (request && events.length === 0) events.push({ kind: "damaged" });
    this.settle();
    return events;
  }

  private settle(): void {
    this.requested_to = 0;
    this.failed_checks = 0;
    this.clean = true;
  }

  private drop(count: number): void {
    if (count === 0) return;
    this.held.copyWithin(0, count, this.end);
    this.end -= count;
    this.requested_to -= count;
  }

  private search(events: FrameEvent[]): void {
    let at = 0;
    while (at < this.end) {
      const octet = this.held[at];
      if (octet !== START) {
        if (this.clean && octet === ACKNOWLEDGE) events.push({ kind: "acknowledge" });
        else if (this.clean && octet === AGAIN) events.push({ kind: "again" });
        else this.clean = false;
        at++;
        continue;
      }
      const size = this.sizeAt(at);
      if (size === undefined || size > this.end - at) {
        if (size !== Infinity) break;
        at = this.fail(events, at);
        continue;
      }
      const crc = crc16(this.held, at, at + size - 2);
      if (crc === ((this.held[at + size - 1] ?? 0) << 8) + (this.held[at + size - 2] ?? 0)) {
        events.push({ kind: "packet", packet: this.packetAt(at, size), crc });
        this.settle();
        at += size;
      } else {
        this.failed_checks++;
        const next = this.fail(events, at);
        at = this.failed_checks > MAX_FAILED_CHECKS ? this.end : next;
      }
    }
    this.drop(at);
  }

  /** Octets of the packet that begins there; Infinity when the length is above the maximum. */
  private sizeAt(at: number): number | undefined {
    if (this.end - at < HEADER) return undefined;
    const length = ((this.held[at + 4] ?? 0) << 8) + (this.held[at + 5] ?? 0);
    return length > MOST_DATA ? Infinity : length + OVERHEAD;
  }

  private packetAt(at: number, size: number): Packet {
    const [, identity = 0, control = 0, sequence = 0] = this.held.subarray(at, at + HEADER);
    return {
      identity,
      multiple: (control & MULTIPLE) !== 0,
      first: (control & FIRST) !== 0,
      toggle: (control & TOGGLE) !== 0,
      format: control & FORMAT,
      sequence,
      data: this.held.slice(at + HEADER, at + size - 2),
    };
  }

  /** No packet begins there; returns where to continue. */
  private fail(events: FrameEvent[], at: number): number {
    if (at >= this.requested_to) {
      events.push({ kind: "damaged" });
      this.requested_to = this.end;
    }
    this.clean = false;
    return at + 1;
  }
}
