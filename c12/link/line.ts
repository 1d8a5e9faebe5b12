/** A reader's line to a meter over any stream: a socket, a serial port, a pipe. */
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { LinkClient } from "./link-client";
import type { ClientStep } from "./link-client";
import type { LinkSizes, LinkTimes } from "./link";
import { STANDARD_BAUD } from "./codes";
import { Echo } from "./echo";
import { TransmitTime } from "./transmit-time";
import { ReadError } from "./read-error";

/** Carries one request at a time to a meter, and its answer back. */
export interface Line {
  readonly sizes: LinkSizes;
  /** Throws a `ReadError` when no answer comes. */
  exchange(message: Uint8Array): Promise<Uint8Array>;
  agree(sizes: LinkSizes): void;
  pace(times: LinkTimes): void;
  /** Changes the baud rate, given by its code; a socket has no rate. */
  rate?(baud: number): Promise<void>;
  /** Waits without sending a request. */
  pause(ms: number): Promise<void>;
  close(): void;
}

const TICK_MS = 50;
/** Timeout of a connection attempt. */
const CONNECT_MS = 10_000;

interface PendingRequest {
  resolve(answer: Uint8Array): void;
  reject(error: ReadError): void;
}

const closed = (): ReadError => {
  const why = "it may have no power, or too many connections";
  return new ReadError("E-C12-03", `The meter closed the connection: ${why}; connect again.`);
};

/** What a serial line has and a socket does not. */
interface SerialPart {
  /** Changes the rate, given by its code. */
  rate(baud: number): Promise<void>;
  /** Releases the device. */
  close(): Promise<void>;
}

export class StreamLine implements Line {
  private readonly client: LinkClient;
  private readonly clock: NodeJS.Timeout;
  private readonly transmit: TransmitTime;
  private readonly echo = new Echo();
  private waiting: PendingRequest | undefined;
  private last_ms = performance.now();
  private open = true;

  constructor(
    private readonly stream: Duplex,
    identity = 0,
    private readonly serial?: SerialPart,
  ) {
    this.transmit = new TransmitTime(serial === undefined ? undefined : STANDARD_BAUD);
    this.client = new LinkClient(identity);
    this.clock = setInterval(() => this.tick(), TICK_MS);
    stream.on("data", (octets: Uint8Array) => {
      this.step(this.client.receive(this.echo.received(octets)));
    });
    stream.on("close", () => this.end());
    // An error is followed by "close".
    stream.on("error", () => undefined);
  }

  get sizes(): LinkSizes {
    return this.client.sizes;
  }

  agree(sizes: LinkSizes): void {
    this.client.agree(sizes);
  }

  pace(times: LinkTimes): void {
    this.client.pace(times);
  }

  async rate(baud: number): Promise<void> {
    await this.serial?.rate(baud);
    this.transmit.rate(baud);
  }

  pause(ms: number): Promise<void> {
    return setTimeout(ms);
  }

  exchange(message: Uint8Array): Promise<Uint8Array> {
    if (!this.open) return Promise.reject(closed());
    this.last_ms = performance.now();
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.step(this.client.request(message));
    });
  }

  /** Resolves when the same serial port can be opened again. */
  async close(): Promise<void> {
    this.end();
    if (this.serial === undefined) this.stream.destroy();
    else await this.serial.close();
  }

  private end(): void {
    this.open = false;
    clearInterval(this.clock);
    this.waiting?.reject(closed());
    this.waiting = undefined;
  }

  private tick(): void {
    const now_ms = performance.now();
    const step = this.client.elapsed(this.transmit.after(now_ms - this.last_ms));
    this.last_ms = now_ms;
    this.step(step);
  }

  private step({ out, answer, silence }: ClientStep): void {
    for (const octets of out) {
      this.transmit.sends(octets.length);
      this.echo.sent(octets);
      this.stream.write(octets);
    }
    const { waiting } = this;
    if (waiting === undefined) return;
    if (answer !== undefined) {
      this.waiting = undefined;
      waiting.resolve(answer);
    } else if (silence !== undefined) {
      this.waiting = undefined;
      waiting.reject(silent(silence));
    }
  }
}

/** The error for a request without an answer. */
export function silent(silence: "no acknowledgement" | "no answer"): ReadError {
  const sentence =
    silence === "no answer"
      ? "The meter acknowledged a request but did not answer: " +
        "it may have done it; reconnect and check."
      : "The meter did not acknowledge a request: check the line; it may have arrived.";
  return new ReadError("E-C12-02", sentence);
}

/** A line over TCP. */
export function connectLine(host: string, port: number, identity = 0): Promise<StreamLine> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const fail = (why: string): void => {
      socket.destroy();
      const sentence = `No meter answers at ${host}:${port} (${why}): check the address.`;
      reject(new ReadError("E-C12-01", sentence));
    };
    socket.setTimeout(CONNECT_MS, () => fail("no answer"));
    socket.once("error", (error: NodeJS.ErrnoException) => fail(error.code ?? "no reason given"));
    socket.once("connect", () => {
      socket.setTimeout(0);
      resolve(new StreamLine(socket, identity));
    });
  });
}
