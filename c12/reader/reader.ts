/** Reads a meter of any maker that speaks ANSI C12.18. */
import { RESPONSE_WORDS, ResponseCode } from "../link/codes";
import type { Line } from "../link/line";
import { messageLimit } from "../link/link";
import type { LinkSizes } from "../link/link";
import { ReadError } from "../link/read-error";
import { decodeResponse } from "../link/responses";
import type { ServiceResponse, ProtocolIdentity, Negotiated } from "../link/responses";
import { PASSWORD_LENGTH, big, encodeRequest } from "../link/services";
import type { TablePart, ServiceRequest, LinkTiming, WriteStart } from "../link/services";

/** Octets of a read response besides the table: code, count, checksum. */
const READ_OVERHEAD = 4;
/** A busy meter has done nothing: wait this long, and retry this many times. */
const BUSY_MS = 1000;
const BUSY_TIMES = 5;
/** Refusals of a read that is too long, or beyond the end: meters use different codes. */
const TOO_MUCH: readonly ResponseCode[] = [
  ResponseCode.Err,
  ResponseCode.Onp,
  ResponseCode.Iar,
  ResponseCode.Sns,
];
/** Number of the first manufacturer's procedure; it is a bit in table 7. */
const MFG_PROCEDURE = 2048;

/** The result of a procedure, from table 8. */
interface ProcedureResult {
  /** 0 done, 1 accepted, 2 bad parameter, 3 conflict, 4 timing, 5 not authorized, 6 unknown. */
  readonly result: number;
  readonly octets: Uint8Array;
}

/** Byte order of numbers in tables, from table 0. */
type ByteOrder = "little" | "big";

export class MeterReader {
  private sequence = 0;

  constructor(private readonly line: Line) {}

  async identify(): Promise<ProtocolIdentity> {
    return (await this.exchange("identify", { service: "identify" })).identity;
  }

  /** Negotiates packet sizes, and the fastest of these baud rates that the meter supports. */
  async negotiate(sizes: LinkSizes, bauds: readonly number[] = []): Promise<Negotiated> {
    const { packet, packets } = sizes;
    const { agreed } = await this.exchange("negotiate", {
      service: "negotiate",
      packet,
      packets,
      bauds,
    });
    if (agreed.packet > packet || agreed.packets > packets || agreed.packet < 9) {
      throw malformed("negotiate");
    }
    this.line.agree(agreed);
    await this.line.rate?.(agreed.baud);
    return agreed;
  }

  /** C12.21: negotiates timeouts. */
  async timing(requested: LinkTiming): Promise<LinkTiming> {
    const { timing } = await this.exchange("timing", { service: "timing", ...requested });
    this.line.pace({
      traffic_ms: timing.traffic_s * 1000,
      character_ms: timing.character_s * 1000,
      response_ms: timing.response_s * 1000,
      retries: timing.retries,
    });
    return timing;
  }

  async logon(user_id: number, user: string): Promise<void> {
    await this.order({ service: "logon", user_id, user });
  }

  async security(password: string): Promise<void> {
    const octets = Buffer.from(password, "latin1").subarray(0, PASSWORD_LENGTH);
    await this.order({ service: "security", password: octets });
  }

  /** Keeps the session open for this long without traffic. */
  async wait(seconds: number): Promise<void> {
    await this.order({ service: "wait", seconds });
  }

  async logoff(): Promise<void> {
    await this.order({ service: "logoff" });
  }

  /** Ends the session and resets what was negotiated. */
  async terminate(): Promise<void> {
    await this.order({ service: "terminate" });
  }

  /** A single read request. */
  async read(table: number, part?: TablePart): Promise<Uint8Array> {
    const request = { service: "read", table, ...(part === undefined ? {} : { part }) } as const;
    return (await this.exchange("read", request)).octets;
  }

  /** A whole table; in parts when the meter cannot send it at once. */
  async readTable(table: number): Promise<Uint8Array> {
    try {
      return await this.read(table);
    } catch (error) {
      if (!TOO_MUCH.includes(refusal(error) ?? ResponseCode.Ok)) throw error;
      const octets = await this.readInParts(table);
      // Not even one octet: the meter refused the table, not its length.
      if (octets.length === 0) throw error;
      return octets;
    }
  }

  /**
   * The table's length is unknown: parts are halved until none fits. A short part is the end of the
   * table, or the most that the meter sends at once: only the next read shows which.
   */
  private async readInParts(table: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let offset = 0;
    let count = Math.min(messageLimit(this.line.sizes) - READ_OVERHEAD, 0xffff);
    let short = false;
    while (count > 0 && offset < 2 ** 24) {
      const part = await this.readPart(table, offset, count);
      if (typeof part === "number") {
        // A refusal of the first octet with another code does not depend on the length.
        if (short || (offset === 0 && part !== ResponseCode.Onp)) break;
        count >>>= 1;
        continue;
      }
      if (part.length === 0) break;
      parts.push(part);
      offset += part.length;
      short = part.length < count;
    }
    return new Uint8Array(Buffer.concat(parts));
  }

  /** A part, or the code of its refusal. */
  private async readPart(
    table: number,
    offset: number,
    count: number,
  ): Promise<Uint8Array | ResponseCode> {
    let part: Uint8Array;
    try {
      part = await this.read(table, { offset, count });
    } catch (error) {
      const code = refusal(error);
      if (code !== undefined && TOO_MUCH.includes(code)) return code;
      throw error;
    }
    if (part.length > count) throw malformed("read");
    return part;
  }

  async writeTable(table: number, octets: Uint8Array, place?: WriteStart): Promise<void> {
    const where = place === undefined ? {} : { place };
    await this.order({ service: "write", table, octets, ...where });
  }

  /** Runs a procedure; manufacturer's from 2048 on. Parameters use the byte order of table 0. */
  async procedure(
    number: number,
    parameters: Uint8Array,
    order: ByteOrder = "little",
  ): Promise<ProcedureResult> {
    this.sequence = (this.sequence % 255) + 1;
    const mfg = number >= MFG_PROCEDURE;
    const field = big((number % MFG_PROCEDURE) + (mfg ? MFG_PROCEDURE : 0), 2);
    const head = [...(order === "little" ? field.toReversed() : field), this.sequence];
    await this.writeTable(7, Uint8Array.of(...head, ...parameters));
    const response = await this.readTable(8);
    const [result] = response.subarray(3);
    if (result === undefined || head.some((octet, at) => response[at] !== octet)) {
      const sentence = `Table 8 does not answer procedure ${number}: run it again.`;
      throw new ReadError("E-C12-07", sentence);
    }
    return { result, octets: response.slice(4) };
  }

  private async order(request: ServiceRequest): Promise<void> {
    const answer = await this.send(request);
    if (answer.length !== 1) throw malformed(request.service);
  }

  private async exchange<To extends ServiceResponse["to"]>(
    to: To,
    request: ServiceRequest,
  ): Promise<Extract<ServiceResponse, { to: To }>> {
    const answer = decodeResponse(to, await this.send(request));
    if (answer === undefined) throw malformed(to);
    return answer;
  }

  private async send(request: ServiceRequest): Promise<Uint8Array> {
    const message = encodeRequest(request);
    const most = messageLimit(this.line.sizes);
    if (message.length > most) {
      const sentence = `The request to ${request.service} has ${message.length} octets`;
      const limit = `more than the agreed ${most}: negotiate larger packets.`;
      throw new ReadError("E-C12-06", `${sentence}, ${limit}`);
    }
    let answer = await this.line.exchange(message);
    for (let times = 0; times < BUSY_TIMES && answer[0] === ResponseCode.Bsy; times++) {
      await this.line.pause(BUSY_MS);
      answer = await this.line.exchange(message);
    }
    const [code] = answer;
    if (code === undefined) throw malformed(request.service);
    if (code === 0) return answer;
    const why = RESPONSE_WORDS[code] ?? `it answers with the unknown code ${code}`;
    throw new ReadError("E-C12-05", `No ${named(request)}: ${why}.`, code);
  }
}

/** "read of table 5", for a sentence. */
function named(request: ServiceRequest): string {
  if (request.service === "security") return "security by this password";
  if (request.service !== "read" && request.service !== "write") return request.service;
  return `${request.service} of table ${request.table}`;
}

function malformed(service: string): ReadError {
  const sentence = `The answer to ${service} does not follow C12.18: read the meter again.`;
  return new ReadError("E-C12-04", sentence);
}

/** The code of a refusal; undefined for other errors. */
function refusal(error: unknown): ResponseCode | undefined {
  return error instanceof ReadError ? error.response : undefined;
}
