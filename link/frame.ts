/**
 * Frames of the link. Each has a header of 16 octets and a payload, least significant octet first:
 *
 *     0   2  0xB5 0x4D
 *     2   1  version of the link
 *     3   1  kind of the message (messages.ts)
 *     4   4  length of the payload
 *     8   4  CRC-32 of octets 0 to 7
 *     12  4  CRC-32 of the payload
 *
 * The header has a check sum of its own, so that a wrong length is never waited for. CRC-32 is that
 * of ISO/IEC 8802-3. The same frames travel over a socket and over a serial line, which may lose,
 * change or add octets.
 */
import { crc32 } from "node:zlib";

/** Version of frames and messages. A peer with another one is refused, and told so. */
export const LINK_VERSION = 1;
/** The longest payload: the waveforms of a transfer take about 200 kB. */
export const PAYLOAD_MAX: number = 2 ** 20;

const HEADER = 16;
const MARK_1 = 0xb5;
const MARK_2 = 0x4d;
const SUMMED = 8;

/** A frame that arrived whole. */
interface LinkFrame {
  readonly version: number;
  readonly kind: number;
  readonly payload: Buffer;
}

/** The octets of a frame. */
export function frame(kind: number, payload: Uint8Array): Buffer {
  if (payload.length > PAYLOAD_MAX) {
    throw new RangeError(`a payload of ${payload.length} octets is longer than ${PAYLOAD_MAX}`);
  }
  const octets = Buffer.alloc(HEADER + payload.length);
  octets[0] = MARK_1;
  octets[1] = MARK_2;
  octets[2] = LINK_VERSION;
  octets[3] = kind;
  octets.writeUInt32LE(payload.length, 4);
  octets.writeUInt32LE(crc32(octets.subarray(0, SUMMED)), 8);
  octets.writeUInt32LE(crc32(payload), 12);
  octets.set(payload, HEADER);
  return octets;
}

/** Takes octets in pieces of any size and returns the whole frames among them. */
export class FrameReader {
  #held: Buffer = Buffer.alloc(0);
  /** Octets that belonged to no frame, since the start. */
  skipped = 0;
  /** Frames whose payload did not match its check sum, since the start. */
  damaged = 0;

  /** Returns the frames that `octets` complete. */
  take(octets: Uint8Array): LinkFrame[] {
    this.#held =
      this.#held.length === 0 ? Buffer.from(octets) : Buffer.concat([this.#held, octets]);
    const frames: LinkFrame[] = [];
    let at = 0;
    for (;;) {
      at = this.#nextHeader(at);
      const length = this.#lengthAt(at);
      if (length === undefined || this.#held.length < at + HEADER + length) break;
      const payload = this.#held.subarray(at + HEADER, at + HEADER + length);
      if (crc32(payload) === this.#held.readUInt32LE(at + 12)) {
        const version = this.#held.readUInt8(at + 2);
        frames.push({ version, kind: this.#held.readUInt8(at + 3), payload: Buffer.from(payload) });
        at += HEADER + length;
      } else {
        this.damaged += 1;
        this.skipped += 1;
        at += 1;
      }
    }
    this.#held = this.#held.subarray(at);
    return frames;
  }

  /** The first place from `at` where a frame begins, or may begin once more octets arrive. */
  #nextHeader(at: number): number {
    for (let place = at; ; place += 1) {
      if (this.#mayBegin(place)) return place;
      this.skipped += 1;
    }
  }

  #mayBegin(at: number): boolean {
    const held = this.#held;
    if (at >= held.length) return true;
    if (held[at] !== MARK_1 || (at + 1 < held.length && held[at + 1] !== MARK_2)) return false;
    if (at + HEADER > held.length) return true;
    const sum = crc32(held.subarray(at, at + SUMMED));
    return sum === held.readUInt32LE(at + 8) && held.readUInt32LE(at + 4) <= PAYLOAD_MAX;
  }

  /** Undefined while the header is incomplete. */
  #lengthAt(at: number): number | undefined {
    if (at + HEADER > this.#held.length) return undefined;
    return this.#held.readUInt32LE(at + 4);
  }
}
