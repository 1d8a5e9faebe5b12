/**
 * The meter's end of a session: base, identified, logged on. Each service is allowed in certain
 * states; elsewhere it is refused as an invalid sequence.
 */
import { ResponseCode, STANDARD_BAUD, baudOf } from "./codes";
import { codeOf, isSecret } from "./device";
import type { AccessLevel, Device, TableResult, TableStore } from "./device";
import { MOST_DATA, OVERHEAD } from "./frame";
import type { LinkSizes, LinkTimes } from "./link";
import { isEmpty } from "./passwords";
import type { LockOut } from "./passwords";
import { bare, encodeResponse } from "./responses";
import { decodeRequest } from "./services";
import type { ServiceRequest, LinkTiming } from "./services";

/** The largest packets and messages that the meter accepts. */
const MOST_SIZES: LinkSizes = { packet: MOST_DATA + OVERHEAD + 1, packets: 255 };
/** A packet must carry more than its overhead. */
const LEAST_PACKET = OVERHEAD + 1;
/** C12.18, version 2, revision 0. */
const IDENTITY = { standard: 0, version: 2, revision: 0 };
/** Upper limits of the times and retries that a client may set. */
const MOST_TIMING: LinkTiming = { traffic_s: 120, character_s: 10, response_s: 30, retries: 10 };

type SessionState = "base" | "identified" | "session";

/** What changes on the link once the answer has been acknowledged. */
export type Change =
  /** Packet sizes, and the code of the baud rate. */
  | { readonly sizes: LinkSizes; readonly baud: number }
  | { readonly times: LinkTimes }
  /** Back to the standard values. */
  | "standard";

export interface SessionAnswer {
  readonly octets: Uint8Array;
  readonly change?: Change;
  /** The answer may be sent once this is false. */
  readonly settling?: () => boolean;
  /** Extends the traffic timeout once. */
  readonly wait_ms?: number;
}

/** The states in which each service is allowed. */
const STATES: Record<ServiceRequest["service"], readonly SessionState[]> = {
  identify: ["base", "identified"],
  negotiate: ["identified"],
  timing: ["identified"],
  logon: ["identified"],
  security: ["session"],
  authenticate: ["session"],
  read: ["session"],
  write: ["session"],
  logoff: ["session"],
  wait: ["identified", "session"],
  terminate: ["base", "identified", "session"],
};

const done: SessionAnswer = { octets: bare(ResponseCode.Ok) };
const refused = (code: ResponseCode): SessionAnswer => ({ octets: bare(code) });

export class Session {
  private state: SessionState = "base";
  private level: AccessLevel = 0;
  private store: TableStore | undefined;
  private baud = STANDARD_BAUD;

  constructor(
    private readonly device: Device,
    private readonly lock: LockOut,
    /** Codes of the baud rates that the port supports. */
    private readonly bauds: readonly number[],
  ) {}

  /** Not identified, and so not logged on. */
  get idle(): boolean {
    return this.state === "base";
  }

  /** The link was lost, or silent for too long. */
  reset(): void {
    this.state = "base";
    this.baud = STANDARD_BAUD;
    this.leave();
  }

  private leave(): void {
    this.level = 0;
    this.store = undefined;
  }

  /** Answers a request. `longest` is the maximum length of the answer. */
  answer(message: Uint8Array, longest: number): SessionAnswer {
    const request = decodeRequest(message);
    if (typeof request === "number") return refused(request);
    if (!STATES[request.service].includes(this.state)) return refused(ResponseCode.Isss);
    const answer = this.serve(request);
    return answer.octets.length <= longest ? answer : refused(ResponseCode.Onp);
  }

  private serve(request: ServiceRequest): SessionAnswer {
    switch (request.service) {
      case "identify":
        this.state = "identified";
        return { octets: encodeResponse({ to: "identify", identity: IDENTITY }) };
      case "terminate":
        this.reset();
        return { ...done, change: "standard" };
      case "logoff":
        this.state = "identified";
        this.leave();
        return done;
      case "logon":
        this.state = "session";
        this.store = this.device.open(request.user_id, request.user);
        return done;
      case "security":
        return this.secure(request.password);
      case "authenticate":
        // This meter has no C12.21 keys; passwords give the levels.
        return refused(ResponseCode.Sns);
      case "negotiate":
        return this.negotiate(request);
      case "timing":
        return timed(request);
      case "wait":
        return { ...done, wait_ms: request.seconds * 1000 };
      case "read":
        return this.read(request);
      case "write":
        return this.write(request);
    }
  }

  private secure(password: Uint8Array): SessionAnswer {
    this.level = 0;
    // Some clients always send a password: an empty one when they have none.
    if (isEmpty(password)) return refused(ResponseCode.Isc);
    if (this.lock.locked) return refused(ResponseCode.Dlk);
    const level = this.device.level(password);
    if (level === undefined) {
      this.lock.failed();
      return refused(ResponseCode.Isc);
    }
    this.lock.succeeded(level);
    this.level = level;
    return done;
  }

  private negotiate({
    packet,
    packets,
    bauds,
  }: Extract<ServiceRequest, { service: "negotiate" }>): SessionAnswer {
    if (packet < LEAST_PACKET || packets === 0) return refused(ResponseCode.Iar);
    const sizes = {
      packet: Math.min(packet, MOST_SIZES.packet),
      packets: Math.min(packets, MOST_SIZES.packets),
    };
    this.baud = fastest(bauds.filter((code) => this.bauds.includes(code))) ?? this.baud;
    const agreed = { ...sizes, baud: this.baud };
    return {
      octets: encodeResponse({ to: "negotiate", agreed }),
      change: { sizes, baud: this.baud },
    };
  }

  private read({ table, part }: Extract<ServiceRequest, { service: "read" }>): SessionAnswer {
    const outcome: TableResult = this.store?.read(table, this.level, part) ?? { refused: "err" };
    if ("refused" in outcome) return refused(codeOf(outcome.refused));
    if (isSecret(table)) return refused(ResponseCode.Isc);
    if (outcome.octets.length > 0xffff) return refused(ResponseCode.Onp);
    return { octets: encodeResponse({ to: "read", octets: outcome.octets }) };
  }

  private write(request: Extract<ServiceRequest, { service: "write" }>): SessionAnswer {
    const { table, place, octets } = request;
    if (this.store === undefined) return refused(ResponseCode.Err);
    if (isSecret(table)) {
      // A missing table is reported as missing, secret or not.
      const outcome = this.store.read(table, this.level);
      const absent = "refused" in outcome && outcome.refused === "onp";
      return refused(absent ? ResponseCode.Onp : ResponseCode.Isc);
    }
    const refusal =
      place === undefined
        ? this.store.write(table, this.level, octets)
        : this.store.writeAt(table, this.level, place, octets);
    if (refusal !== undefined) return refused(codeOf(refusal));
    const { store } = this;
    return store.settling === undefined
      ? done
      : { ...done, settling: () => store.settling?.() ?? false };
  }
}

function fastest(codes: readonly number[]): number | undefined {
  return codes.toSorted((a, b) => (baudOf(b) ?? 0) - (baudOf(a) ?? 0))[0];
}

function timed(requested: LinkTiming): SessionAnswer {
  const { traffic_s, character_s, response_s } = requested;
  if (traffic_s === 0 || character_s === 0 || response_s === 0) return refused(ResponseCode.Iar);
  const timing = {
    traffic_s: Math.min(traffic_s, MOST_TIMING.traffic_s),
    character_s: Math.min(character_s, MOST_TIMING.character_s),
    response_s: Math.min(response_s, MOST_TIMING.response_s),
    retries: Math.min(requested.retries, MOST_TIMING.retries),
  };
  const times = {
    traffic_ms: timing.traffic_s * 1000,
    character_ms: timing.character_s * 1000,
    response_ms: timing.response_s * 1000,
    retries: timing.retries,
  };
  return { octets: encodeResponse({ to: "timing", timing }), change: { times } };
}
