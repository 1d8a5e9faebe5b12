/**
 * Encodes and decodes the requests of ANSI C12.18 and C12.21. Numbers in services have their high
 * octet first, regardless of the byte order of the tables.
 */
import { ResponseCode } from "./codes";

/** A part of a table: by octet offset, or by the indices of an element. */
export type TablePart =
  | { readonly offset: number; readonly count: number }
  | { readonly indices: readonly number[]; readonly count: number };

/** Where a partial write begins. */
export type WriteStart = { readonly offset: number } | { readonly indices: readonly number[] };

/** Link times of a C12.21 timing setup. */
export interface LinkTiming {
  readonly traffic_s: number;
  readonly character_s: number;
  readonly response_s: number;
  readonly retries: number;
}

export type ServiceRequest =
  | { readonly service: "identify" | "terminate" | "logoff" }
  | { readonly service: "read"; readonly table: number; readonly part?: TablePart }
  | {
      readonly service: "write";
      readonly table: number;
      readonly place?: WriteStart;
      readonly octets: Uint8Array;
    }
  | { readonly service: "logon"; readonly user_id: number; readonly user: string }
  | { readonly service: "security"; readonly password: Uint8Array }
  | { readonly service: "authenticate"; readonly key_id: number; readonly ticket: Uint8Array }
  | {
      readonly service: "negotiate";
      readonly packet: number;
      readonly packets: number;
      /** Codes of baud rates; empty to keep the present one. */
      readonly bauds: readonly number[];
    }
  | { readonly service: "wait"; readonly seconds: number }
  | ({ readonly service: "timing" } & LinkTiming);

const enum ServiceCode {
  Identify = 0x20,
  Terminate = 0x21,
  Read = 0x30,
  ReadOffset = 0x3f,
  Write = 0x40,
  WriteOffset = 0x4f,
  Logon = 0x50,
  Security = 0x51,
  Logoff = 0x52,
  Authenticate = 0x53,
  Negotiate = 0x60,
  Wait = 0x70,
  Timing = 0x71,
}

const MOST_INDICES = 9;
const MOST_BAUDS = 11;
const USER_LENGTH = 10;
export const PASSWORD_LENGTH = 20;

/** Reads octets in order. Reading past the end gives 0, and `whole` becomes false. */
export class Octets {
  private at = 0;

  constructor(private readonly octets: Uint8Array) {}

  get left(): number {
    return Math.max(0, this.octets.length - this.at);
  }

  /** Exactly all octets were read. */
  get whole(): boolean {
    return this.at === this.octets.length;
  }

  uint(size: number): number {
    let value = 0;
    for (let n = 0; n < size; n++) value = value * 256 + (this.octets[this.at++] ?? 0);
    return value;
  }

  take(length: number): Uint8Array {
    this.at += length;
    return this.octets.slice(this.at - length, this.at);
  }
}

/** A number with its high octet first. */
export function big(value: number, size: number): number[] {
  return Array.from({ length: size }, (_, n) => Math.floor(value / 256 ** (size - 1 - n)) % 256);
}

/** Two's complement of the sum of octets. */
export function checksum(octets: Uint8Array): number {
  let sum = 0;
  for (const octet of octets) sum += octet;
  return -sum & 0xff;
}

/** The octets of a table in a service: count, octets, checksum. */
export function counted(octets: Uint8Array): Uint8Array {
  const all = new Uint8Array(octets.length + 3);
  all.set(big(octets.length, 2));
  all.set(octets, 2);
  all[octets.length + 2] = checksum(octets);
  return all;
}

/** The inverse of `counted`; undefined when the checksum is wrong. */
export function takeCounted(octets: Octets): Uint8Array | undefined {
  const data = octets.take(octets.uint(2));
  return octets.uint(1) === checksum(data) ? data : undefined;
}

function latin(text: string, length: number): number[] {
  return Array.from({ length }, (_, n) => (n < text.length ? text.charCodeAt(n) & 0xff : 0x20));
}

const text = (octets: Uint8Array): string => String.fromCharCode(...octets).trimEnd();

function indices(octets: Octets, count: number): number[] {
  return Array.from({ length: count }, () => octets.uint(2));
}

function takeRead(code: number, octets: Octets): ServiceRequest | undefined {
  const table = octets.uint(2);
  if (code === ServiceCode.Read) return { service: "read", table };
  if (code === ServiceCode.ReadOffset) {
    return { service: "read", table, part: { offset: octets.uint(3), count: octets.uint(2) } };
  }
  if (code - ServiceCode.Read > MOST_INDICES) return undefined;
  const path = indices(octets, code - ServiceCode.Read);
  return { service: "read", table, part: { indices: path, count: octets.uint(2) } };
}

function takeWrite(code: number, octets: Octets): ServiceRequest | ResponseCode {
  const table = octets.uint(2);
  let place: WriteStart | undefined;
  if (code === ServiceCode.WriteOffset) place = { offset: octets.uint(3) };
  else if (code !== ServiceCode.Write) {
    if (code - ServiceCode.Write > MOST_INDICES) return ResponseCode.Sns;
    place = { indices: indices(octets, code - ServiceCode.Write) };
  }
  const data = takeCounted(octets);
  if (data === undefined) return ResponseCode.Err;
  return { service: "write", table, ...(place === undefined ? {} : { place }), octets: data };
}

function takeOther(code: number, octets: Octets): ServiceRequest | undefined {
  switch (code) {
    case ServiceCode.Identify:
      return { service: "identify" };
    case ServiceCode.Terminate:
      return { service: "terminate" };
    case ServiceCode.Logoff:
      return { service: "logoff" };
    case ServiceCode.Logon:
      return { service: "logon", user_id: octets.uint(2), user: text(octets.take(USER_LENGTH)) };
    case ServiceCode.Security:
      return { service: "security", password: octets.take(PASSWORD_LENGTH) };
    case ServiceCode.Authenticate: {
      const length = octets.uint(1);
      return {
        service: "authenticate",
        key_id: octets.uint(1),
        ticket: octets.take(Math.max(0, length - 1)),
      };
    }
    case ServiceCode.Wait:
      return { service: "wait", seconds: octets.uint(1) };
    case ServiceCode.Timing: {
      const [traffic_s, character_s] = [octets.uint(1), octets.uint(1)];
      const [response_s, retries] = [octets.uint(1), octets.uint(1)];
      return { service: "timing", traffic_s, character_s, response_s, retries };
    }
    default:
      return takeNegotiate(code - ServiceCode.Negotiate, octets);
  }
}

function takeNegotiate(count: number, octets: Octets): ServiceRequest | undefined {
  if (count < 0 || count > MOST_BAUDS) return undefined;
  const [packet, packets] = [octets.uint(2), octets.uint(1)];
  const bauds = Array.from({ length: count }, () => octets.uint(1));
  return { service: "negotiate", packet, packets, bauds };
}

/** The request, or the response code of its refusal: `Err` malformed, `Sns` unknown. */
export function decodeRequest(message: Uint8Array): ServiceRequest | ResponseCode {
  const octets = new Octets(message);
  if (message.length === 0) return ResponseCode.Err;
  const code = octets.uint(1);
  const kind = code & 0xf0;
  let request: ServiceRequest | ResponseCode | undefined;
  if (kind === ServiceCode.Read) request = takeRead(code, octets);
  else if (kind === ServiceCode.Write) request = takeWrite(code, octets);
  else request = takeOther(code, octets);
  if (request === undefined) return ResponseCode.Sns;
  return octets.whole ? request : ResponseCode.Err;
}

function readOctets(table: number, part: TablePart | undefined): number[] {
  if (part === undefined) return [ServiceCode.Read, ...big(table, 2)];
  const count = big(part.count, 2);
  if ("offset" in part) {
    return [ServiceCode.ReadOffset, ...big(table, 2), ...big(part.offset, 3), ...count];
  }
  const path = part.indices.flatMap((index) => big(index, 2));
  return [ServiceCode.Read + part.indices.length, ...big(table, 2), ...path, ...count];
}

function writeHead(table: number, place: WriteStart | undefined): number[] {
  if (place === undefined) return [ServiceCode.Write, ...big(table, 2)];
  if ("offset" in place)
    return [ServiceCode.WriteOffset, ...big(table, 2), ...big(place.offset, 3)];
  const path = place.indices.flatMap((index) => big(index, 2));
  return [ServiceCode.Write + place.indices.length, ...big(table, 2), ...path];
}

function octetsOf(request: Exclude<ServiceRequest, { service: "write" }>): readonly number[] {
  switch (request.service) {
    case "identify":
      return [ServiceCode.Identify];
    case "terminate":
      return [ServiceCode.Terminate];
    case "logoff":
      return [ServiceCode.Logoff];
    case "read":
      return readOctets(request.table, request.part);
    case "logon":
      return [ServiceCode.Logon, ...big(request.user_id, 2), ...latin(request.user, USER_LENGTH)];
    case "security":
      return [ServiceCode.Security, ...padded(request.password)];
    case "authenticate": {
      const { key_id, ticket } = request;
      return [ServiceCode.Authenticate, ticket.length + 1, key_id, ...ticket];
    }
    case "negotiate": {
      const { packet, packets, bauds } = request;
      return [ServiceCode.Negotiate + bauds.length, ...big(packet, 2), packets, ...bauds];
    }
    case "wait":
      return [ServiceCode.Wait, request.seconds];
    case "timing": {
      const { traffic_s, character_s, response_s, retries } = request;
      return [ServiceCode.Timing, traffic_s, character_s, response_s, retries];
    }
  }
}

/** A password as transmitted: 20 octets, padded with 0. */
function padded(password: Uint8Array): Uint8Array {
  const octets = new Uint8Array(PASSWORD_LENGTH);
  octets.set(password.subarray(0, PASSWORD_LENGTH));
  return octets;
}

export function encodeRequest(request: ServiceRequest): Uint8Array {
  if (request.service !== "write") return Uint8Array.from(octetsOf(request));
  const head = writeHead(request.table, request.place);
  const data = counted(request.octets);
  const all = new Uint8Array(head.length + data.length);
  all.set(head);
  all.set(data, head.length);
  return all;
}
