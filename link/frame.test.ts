import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FrameReader, LINK_VERSION, PAYLOAD_MAX, frame } from "./frame";

const payload = fc.uint8Array({ maxLength: 300 });
const message = fc.record({ kind: fc.nat(255), payload });

/** Cuts octets into pieces of the given lengths, and a last one. */
function pieces(octets: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const cut: Uint8Array[] = [];
  let at = 0;
  for (const length of lengths) {
    cut.push(octets.subarray(at, at + length));
    at += length;
  }
  return [...cut, octets.subarray(at)];
}

test("frames arrive whole, however the octets are cut", () => {
  const messages = fc.array(message, { maxLength: 8 });
  const lengths = fc.array(fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(messages, lengths, (sent, cuts) => {
      const reader = new FrameReader();
      const octets = Buffer.concat(sent.map((one) => frame(one.kind, one.payload)));
      const got = pieces(octets, cuts).flatMap((piece) => reader.take(piece));
      expect(got.map(({ kind, payload: p }) => [kind, [...p]])).toEqual(
        sent.map(({ kind, payload: p }) => [kind, [...p]]),
      );
      expect([reader.skipped, reader.damaged]).toEqual([0, 0]);
    }),
  );
});

test("a frame after garbage arrives", () => {
  fc.assert(
    fc.property(payload, message, (garbage, { kind, payload: sent }) => {
      const reader = new FrameReader();
      reader.take(garbage);
      // A header that garbage began is given up within the next two frames.
      const got = [1, 2].flatMap(() => reader.take(frame(kind, sent)));
      expect(got.at(-1)).toEqual({ version: LINK_VERSION, kind, payload: Buffer.from(sent) });
    }),
  );
});

test("no changed octet is taken for a frame", () => {
  const change = fc.record({ at: fc.nat(), mask: fc.integer({ min: 1, max: 255 }) });
  fc.assert(
    fc.property(message, change, ({ kind, payload: sent }, { at, mask }) => {
      const octets = frame(kind, sent);
      const place = at % octets.length;
      octets[place] = octets.readUInt8(place) ^ mask;
      expect(new FrameReader().take(octets)).toEqual([]);
    }),
  );
});

test("a length that is too long is refused, not waited for", () => {
  expect(() => frame(1, new Uint8Array(PAYLOAD_MAX + 1))).toThrow(RangeError);
  const reader = new FrameReader();
  const lying = frame(1, new Uint8Array(4));
  lying.writeUInt32LE(PAYLOAD_MAX, 4);
  expect(reader.take(Buffer.concat([lying, frame(2, new Uint8Array(1))]))).toHaveLength(1);
});
