import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FrameReader } from "./frame";
import { decode, encode } from "./messages";
import type { Message } from "./messages";

const u32 = fc.nat(0xffff_ffff);
const i32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const time = fc.double({ noNaN: true, noDefaultInfinity: true });

const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({
    kind: fc.constant("hello" as const),
    body: fc.record({
      layout: u32,
      words: u32,
      run: u32,
      home: u32,
      serial: u32,
      simulated: fc.boolean(),
    }),
  }),
  fc.record({
    kind: fc.constant("image" as const),
    body: fc.record({ life: u32, sample: time, at_ms: time, words: fc.int32Array() }),
  }),
  fc.record({
    kind: fc.constant("event" as const),
    body: fc.record({
      number: u32,
      sample: time,
      at_ms: time,
      sequence: i32,
      code: i32,
      a: i32,
      b: i32,
    }),
  }),
  fc.record({
    kind: fc.constant("order" as const),
    body: fc.record({ number: u32, order: u32, setting: u32, value: i32, expires_at_ms: time }),
  }),
  fc.record({
    kind: fc.constant("answer" as const),
    body: fc.record({ number: u32, outcome: u32, answer: i32 }),
  }),
  fc.record({
    kind: fc.constant("event-taken" as const),
    body: fc.record({ number: u32 }),
  }),
  fc.record({
    kind: fc.constant("bench" as const),
    body: fc.record({ do: fc.string() }) as fc.Arbitrary<unknown>,
  }),
);

test("a message arrives as it was sent", () => {
  fc.assert(
    fc.property(message, (sent) => {
      const [got, ...more] = new FrameReader().take(encode(sent));
      expect(more).toEqual([]);
      expect(got && decode(got.kind, got.payload)).toEqual(sent);
    }),
  );
});

test("a payload of the wrong length, or of no known kind, is no message", () => {
  fc.assert(
    fc.property(fc.nat(255), fc.uint8Array({ maxLength: 80 }), (kind, payload) => {
      const got = decode(kind, Buffer.from(payload));
      // Whatever it is, it is what its octets say.
      if (got !== undefined) {
        const [again] = new FrameReader().take(encode(got));
        expect(again?.kind).toBe(kind);
      }
    }),
  );
  expect(decode(4, Buffer.alloc(3))).toBeUndefined();
  expect(decode(7, Buffer.from("{"))).toBeUndefined();
  expect(decode(99, Buffer.alloc(0))).toBeUndefined();
});
