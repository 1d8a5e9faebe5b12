import * as fc from "fast-check";
import { expect, test } from "vitest";
import { crc16 } from "./crc";
import { MOST_DATA, PacketFinder, encodePacket } from "./frame";
import type { FrameEvent, Packet } from "./frame";

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString("hex");
const octets = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

const PLAIN = { identity: 0, multiple: false, first: false, toggle: false, format: 0, sequence: 0 };
const packetOf = (data: Uint8Array): Packet => ({ ...PLAIN, data });

const somePacket: fc.Arbitrary<Packet> = fc.record({
  identity: fc.nat(255),
  multiple: fc.boolean(),
  first: fc.boolean(),
  toggle: fc.boolean(),
  format: fc.nat(3),
  sequence: fc.nat(255),
  data: fc.uint8Array({ maxLength: 100 }),
});

/** Feeds octets in pieces of these lengths, over and over. */
function feed(finder: PacketFinder, all: Uint8Array, pieces: readonly number[]): FrameEvent[] {
  const events: FrameEvent[] = [];
  for (let at = 0, n = 0; at < all.length; n++) {
    const length = pieces[n % pieces.length] ?? 1;
    events.push(...finder.feed(all.subarray(at, at + length)));
    at += length;
  }
  return events;
}

const packets = (events: readonly FrameEvent[]): Packet[] =>
  events.flatMap((event) => (event.kind === "packet" ? [event.packet] : []));
const kinds = (events: readonly FrameEvent[]): string[] => events.map(({ kind }) => kind);

test("the CRC is CRC-16/X.25", () => {
  expect(crc16(Buffer.from("123456789"))).toBe(0x906e);
});

test("identify is encoded as in the standard", () => {
  expect(hex(encodePacket(packetOf(octets("20"))))).toBe("ee0000000001201310");
});

test("packets are found complete, in pieces of any size", () => {
  const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(somePacket), pieces, (sent, lengths) => {
      const all = Buffer.concat(sent.map((packet) => encodePacket(packet)));
      const events = feed(new PacketFinder(), all, lengths);
      expect(packets(events)).toEqual(sent);
      expect(events.length).toBe(sent.length);
    }),
  );
});

test("a packet of the maximum length is found, and a longer one is not", () => {
  const whole = encodePacket(packetOf(new Uint8Array(MOST_DATA).fill(0xee)));
  expect(packets(feed(new PacketFinder(), whole, [1]))[0]?.data.length).toBe(MOST_DATA);
  const long = encodePacket(packetOf(new Uint8Array(MOST_DATA + 1)));
  expect(kinds(feed(new PacketFinder(), long, [999]))).toEqual(["damaged"]);
});

test("a packet is found within garbage, at the latest after silence", () => {
  // Of more beginnings in a row it loses some on purpose, to bound its work.
  const garbage = fc.array(fc.oneof(fc.nat(255), fc.constant(0xee)), { maxLength: 60 });
  fc.assert(
    fc.property(garbage, somePacket, fc.integer({ min: 1, max: 50 }), (before, packet, length) => {
      const finder = new PacketFinder();
      const all = Buffer.concat([Uint8Array.from(before), encodePacket(packet)]);
      const events = [...feed(finder, all, [length]), ...finder.silence()];
      expect(packets(events)).toContainEqual(packet);
      expect(finder.unsettled).toBe(false);
    }),
  );
});

test("an acknowledgement counts between packets, not within garbage", () => {
  const finder = new PacketFinder();
  expect(kinds(finder.feed(octets("0615")))).toEqual(["acknowledge", "again"]);
  expect(kinds(finder.feed(octets("7706150606")))).toEqual([]);
  expect(finder.silence()).toEqual([]);
  expect(kinds(finder.feed(octets("06")))).toEqual(["acknowledge"]);
});

test("a repetition of a damaged packet is requested once, whatever it contains", () => {
  const data = Uint8Array.from({ length: 50 }, (_, n) => (n % 7 === 0 ? 0xee : n === 20 ? 6 : 0));
  const good = encodePacket(packetOf(data));
  const bad = good.with(30, 0x99);
  const finder = new PacketFinder();
  expect(kinds([...finder.feed(bad), ...finder.feed(good)])).toEqual(["damaged", "packet"]);
  expect(kinds([...finder.feed(bad), ...finder.feed(bad)])).toEqual(["damaged", "damaged"]);
  expect(kinds(finder.feed(Buffer.concat([bad, good])))).toEqual(["packet"]);
});

test("a repetition of half a packet is requested after silence", () => {
  const finder = new PacketFinder();
  const whole = encodePacket(packetOf(octets("3000ee")));
  expect(finder.feed(whole.subarray(0, 9))).toEqual([]);
  expect(finder.unsettled).toBe(true);
  expect(kinds(finder.silence())).toEqual(["damaged"]);
  expect(kinds(finder.feed(whole))).toEqual(["packet"]);
});

test("a packet after silence is found, whatever arrived before", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), somePacket, (floods, packet) => {
      const finder = new PacketFinder();
      for (const flood of floods) finder.feed(flood);
      finder.silence();
      expect(packets(finder.feed(encodePacket(packet)))).toEqual([packet]);
    }),
  );
});
