import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ResponseCode } from "./codes";
import { bare, decodeResponse, encodeResponse } from "./responses";
import { checksum, decodeRequest, encodeRequest } from "./services";
import type { ServiceRequest } from "./services";

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString("hex");
const request = (text: string): ServiceRequest | ResponseCode =>
  decodeRequest(new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex")));

const u8 = fc.nat(255);
const u16 = fc.nat(0xffff);
const path = fc.array(u16, { minLength: 1, maxLength: 9 });
const octets = fc.uint8Array({ maxLength: 80 });
const offset = fc.nat(0xff_ffff);
const service = <T extends string>(name: T): fc.Arbitrary<T> => fc.constant(name);

const someRequest: fc.Arbitrary<ServiceRequest> = fc.oneof(
  fc.record({ service: fc.constantFrom("identify", "terminate", "logoff") }),
  fc.record({ service: service("read"), table: u16 }),
  fc.record({ service: service("read"), table: u16, part: fc.record({ offset, count: u16 }) }),
  fc.record({
    service: service("read"),
    table: u16,
    part: fc.record({ indices: path, count: u16 }),
  }),
  fc.record({ service: service("write"), table: u16, octets }),
  fc.record({ service: service("write"), table: u16, place: fc.record({ offset }), octets }),
  fc.record({
    service: service("write"),
    table: u16,
    place: fc.record({ indices: path }),
    octets,
  }),
  fc.record({
    service: service("logon"),
    user_id: u16,
    user: fc.constantFrom("", "0000", "Ann B"),
  }),
  fc.record({
    service: service("security"),
    password: fc.uint8Array({ minLength: 20, maxLength: 20 }),
  }),
  fc.record({ service: service("authenticate"), key_id: u8, ticket: octets }),
  fc.record({
    service: service("negotiate"),
    packet: u16,
    packets: u8,
    bauds: fc.array(u8, { maxLength: 11 }),
  }),
  fc.record({ service: service("wait"), seconds: u8 }),
  fc.record({
    service: service("timing"),
    traffic_s: u8,
    character_s: u8,
    response_s: u8,
    retries: u8,
  }),
);

test("every request is decoded as it was encoded", () => {
  fc.assert(
    fc.property(someRequest, (sent) => {
      expect(decodeRequest(encodeRequest(sent))).toEqual(sent);
    }),
  );
});

test("a request that is too short or too long is an error, and any octets are answered", () => {
  fc.assert(
    fc.property(someRequest, fc.nat(100), (sent, cut) => {
      const message = encodeRequest(sent);
      expect(decodeRequest(Uint8Array.of(...message, 0))).toBe(ResponseCode.Err);
      const shorter = message.subarray(0, Math.min(cut, message.length - 1));
      expect(decodeRequest(shorter)).toBe(ResponseCode.Err);
    }),
  );
  fc.assert(
    fc.property(octets, (any) => {
      expect(decodeRequest(any)).toBeDefined();
    }),
  );
});

test("requests are encoded as in the standard", () => {
  expect(request("20")).toEqual({ service: "identify" });
  expect(request("30 0801")).toEqual({ service: "read", table: 2049 });
  const part = { offset: 0x010203, count: 4 };
  expect(request("3f 0017 010203 0004")).toEqual({ service: "read", table: 23, part });
  const index = { indices: [1, 2], count: 3 };
  expect(request("32 0017 0001 0002 0003")).toEqual({ service: "read", table: 23, part: index });
  expect(request("61 0200 02 06")).toMatchObject({ packet: 512, packets: 2, bauds: [6] });
  expect(request("50 0001 30303030202020202020")).toMatchObject({ user_id: 1, user: "0000" });
  expect(request("71 1e 01 04 03")).toMatchObject({ traffic_s: 30, response_s: 4, retries: 3 });
  expect(request("3a 0000 0000")).toBe(ResponseCode.Sns);
  expect(request("22")).toBe(ResponseCode.Sns);
  expect(request("53 00")).toBe(ResponseCode.Err);
});

test("a write with a wrong checksum is an error", () => {
  expect(request("40 0007 0003 000001 ff")).toMatchObject({ service: "write", table: 7 });
  expect(request("40 0007 0003 000001 fe")).toBe(ResponseCode.Err);
  expect(checksum(Uint8Array.of(1, 2, 3))).toBe(0xfa);
});

test("responses are encoded as in the standard, and decoded again", () => {
  const identity = { standard: 0, version: 2, revision: 0 };
  const identify = encodeResponse({ to: "identify", identity });
  expect(hex(identify)).toBe("0000020000");
  expect(decodeResponse("identify", identify)?.identity).toEqual(identity);
  const read = encodeResponse({ to: "read", octets: Uint8Array.of(1, 2, 3) });
  expect(hex(read)).toBe("000003010203fa");
  expect(decodeResponse("read", read)?.octets).toEqual(Uint8Array.of(1, 2, 3));
  expect(decodeResponse("read", read.with(4, 9))).toBeUndefined();
  expect(decodeResponse("read", read.subarray(0, 6))).toBeUndefined();
  const agreed = { packet: 1024, packets: 255, baud: 6 };
  const negotiate = encodeResponse({ to: "negotiate", agreed });
  expect(hex(negotiate)).toBe("000400ff06");
  expect(decodeResponse("negotiate", negotiate)?.agreed).toEqual(agreed);
  const timing = { traffic_s: 30, character_s: 1, response_s: 4, retries: 3 };
  const timed = encodeResponse({ to: "timing", timing });
  expect(decodeResponse("timing", timed)?.timing).toEqual(timing);
  expect(decodeResponse("timing", bare(ResponseCode.Isss))).toBeUndefined();
  expect(decodeResponse("identify", new Uint8Array())).toBeUndefined();
});
