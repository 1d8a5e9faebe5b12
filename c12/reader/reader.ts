/** Reads a meter that speaks ANSI C12.18, of any maker. */
import { RESPONSE_WORDS, ResponseCode } from "../link/codes";
import type { Line } from "../link/line";
import { messageLimit } from "../link/link";
import type { LinkSizes } from "../link/link";
import { ReadError } from "../link/read-error";
import { decodeAnswer } from "../link/responses";
import type { Answer, Identity, Negotiated } from "../link/responses";
import { PASSWORD_LENGTH, big, encodeRequest } from "../link/services";
import type { Part, Request, Timing, WritePlace } from "../link/services";

/** Octets of an answer to a read that are not of the table: code, count, check value. */
const READ_OVERHEAD = 4;
/** A meter that is busy has done nothing, and is asked again after so long, so many times. */
const BUSY_MS = 1000;
const BUSY_TIMES = 5;
/** Refusals of what is too long, or beyond the end: meters do not agree on one. */
const TOO_MUCH: readonly ResponseCode[] = [
  ResponseCode.Err,
  ResponseCode.Onp,
  ResponseCode.Iar,
  ResponseCode.Sns,
];
/** Number of a manufacturer's first procedure here; its bit in table 7. */
const MFG_PROCEDURE = 2048;

/** What a procedure answers in table 8. */
interface ProcedureResult {
  /** 0 done, 1 accepted, 2 bad parameter, 3 conflict, 4 timing, 5 not authorized, 6 unknown. */
  readonly result: number;
  readonly octets: Uint8Array;
}

/** In table 0, the least significant octet of numbers comes first. */
type ByteOrder = "little" | "big";

export class MeterReader {
  private sequence = 0;

  constructor(private readonly line: Line) {}

  async identify(): Promise<Identity> {
    return (await this.ask("identify", { service: "identify" })).identity;
  }

  /** Agrees on packets, and on the fastest of these baud rates that the meter can. */
  async negotiate(sizes: LinkSizes, bauds: readonly number[] = []): Promise<Negotiated> {
    const { packet, packets } = sizes;
    const { agreed } = await this.ask("negotiate", {
      service: "negotiate",
      packet,
      packets,
      bauds,
    });
    if (agreed.packet > packet || agreed.packets > packets || agreed.packet < 9) {
      throw misformed("negotiate");
    }
    this.line.agree(agreed);
    await this.line.rate?.(agreed.baud);
    return agreed;
  }

  /** C12.21: agrees on times. */
  async timing(asked: Timing): Promise<Timing> {
    const { timing } = await this.ask("timing", { service: "timing", ...asked });
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

  /** Keeps the session open for so long without traffic. */
  async wait(seconds: number): Promise<void> {
    await this.order({ service: "wait", seconds });
  }

  async logoff(): Promise<void> {
    await this.order({ service: "logoff" });
  }

  /** Ends the session and what was agreed on. */
  async terminate(): Promise<void> {
    await this.order({ service: "terminate" });
  }

  /** One read, as it is asked. */
  async read(table: number, part?: Part): Promise<Uint8Array> {
    const request = { service: "read", table, ...(part === undefined ? {} : { part }) } as const;
    return (await this.ask("read", request)).octets;
  }

  /** A whole table; in parts when the meter cannot give it at once. */
  async readTable(table: number): Promise<Uint8Array> {
    try {
      return await this.read(table);
    } catch (error) {
      if (!TOO_MUCH.includes(refusal(error) ?? ResponseCode.Ok)) throw error;
      const octets = await this.readInParts(table);
      // Nothing at all: the meter refused the table, not its length.
      if (octets.length === 0) throw error;
      return octets;
    }
  }

  /**
   * How long the table is, nobody says: parts are halved until none fits any more. A short part is
   * the end of the table, or all that the meter gives at once: only what follows it tells.
   */
  private async readInParts(table: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let offset = 0;
    let count = Math.min(messageLimit(this.line.sizes) - READ_OVERHEAD, 0xffff);
    let short = false;
    while (count > 0 && offset < 2 ** 24) {
      const part = await this.readPart(table, offset, count);
      if (typeof part === "number") {
        // What is refused from its first octet on by another code is refused whatever its length.
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
    if (part.length > count) throw misformed("read");
    return part;
  }

  async writeTable(table: number, octets: Uint8Array, place?: WritePlace): Promise<void> {
    const where = place === undefined ? {} : { place };
    await this.order({ service: "write", table, octets, ...where });
  }

  /**
   * Has a procedure done: a manufacturer's from 2048 on. Parameters have the byte order of table 0.
   */
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
      const sentence = `Table 8 does not answer procedure ${number}: ask again.`;
      throw new ReadError("E-C12-07", sentence);
    }
    return { result, octets: response.slice(4) };
  }

  private async order(request: Request): Promise<void> {
    const answer = await this.send(request);
    if (answer.length !== 1) throw misformed(request.service);
  }

  private async ask<To extends Answer["to"]>(
    to: To,
    request: Request,
  ): Promise<Extract<Answer, { to: To }>> {
    const answer = decodeAnswer(to, await this.send(request));
    if (answer === undefined) throw misformed(to);
    return answer;
  }

  private async send(request: Request): Promise<Uint8Array> {
    const message = encodeRequest(request);
    const most = messageLimit(this.line.sizes);
    if (message.length > most) {
      const sentence = `The request to ${request.service} has ${message.length} octets`;
      const mend = `more than the ${most} agreed on: negotiate larger packets.`;
      throw new ReadError("E-C12-06", `${sentence}, ${mend}`);
    }
    let answer = await this.line.exchange(message);
    for (let times = 0; times < BUSY_TIMES && answer[0] === ResponseCode.Bsy; times++) {
      await this.line.pause(BUSY_MS);
      answer = await this.line.exchange(message);
    }
    const [code] = answer;
    if (code === undefined) throw misformed(request.service);
    if (code === 0) return answer;
    const why = RESPONSE_WORDS[code] ?? `it answers with the unknown code ${code}`;
    throw new ReadError("E-C12-05", `No ${named(request)}: ${why}.`, code);
  }
}

/** "read of table 5", as a sentence needs it. */
function named(request: Request): string {
  if (request.service === "security") return "security by this password";
  if (request.service !== "read" && request.service !== "write") return request.service;
  return `${request.service} of table ${request.table}`;
}

function misformed(service: string): ReadError {
  const sentence = `The answer to ${service} is not as C12.18 describes it: read the meter again.`;
  return new ReadError("E-C12-04", sentence);
}

/** With what the meter refused; nothing when it was something else. */
function refusal(error: unknown): ResponseCode | undefined {
  return error instanceof ReadError ? error.response : undefined;
}
