/** The meter's C12.18 port: sessions over TCP sockets, or any other stream of octets. */
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import type { Duplex } from "node:stream";
import { STANDARD_BAUD } from "./codes";
import type { Device } from "./device";
import { LinkServer } from "./link-server";
import { LockOut } from "./passwords";
import { TransmitTime } from "./transmit-time";

const TICK_MS = 50;
/** Lines at a time: one reader, a second one, and some abandoned ones. */
const MAX_LINES = 16;
/** Idle time after which a line without a session is closed. */
const IDLE_MS = 120_000;
/** Quiet time after which a line without a session makes room for a new one. */
const MIN_QUIET_MS = 6_000;
/**
 * Limit of unsent octets (a few of the longest packets) for a client that does not read its
 * answers.
 */
const MAX_UNSENT = 1 << 16;
/** Codes of all baud rates: TCP accepts any. */
const ALL_BAUDS: readonly number[] = Array.from({ length: 14 }, (_, index) => index + 1);

/** What a serial line has and a socket does not. */
interface SerialLine {
  /** Codes of the baud rates that it supports. */
  readonly bauds: readonly number[];
  /** Changes the rate, given by its code. */
  rate(baud: number): void;
  close(): void;
}

interface OpenLine {
  server: LinkServer;
  readonly stream: Duplex;
  readonly serial: SerialLine | undefined;
  readonly transmit: TransmitTime;
  life: number;
  quiet_ms: number;
}

/** All lines of one meter. */
export class Port {
  private readonly lines = new Set<OpenLine>();
  private readonly lock = new LockOut();
  private clock: NodeJS.Timeout | undefined;
  private last_ms = 0;

  constructor(private readonly device: Device) {}

  /** Lines that are open now. */
  get open(): number {
    return this.lines.size;
  }

  private life(): number {
    return this.device.life?.() ?? 1;
  }

  /**
   * Serves a stream until it closes. When there are too many sockets, the longest quiet one without
   * a session is closed; if there is none, the new socket is closed at once. A meter without power
   * also closes a socket at once. A serial line stays open, and a meter without power is silent on
   * it.
   */
  serve(stream: Duplex, serial?: SerialLine): void {
    stream.on("error", () => stream.destroy());
    const life = this.life();
    if (serial === undefined && (life === 0 || !this.room())) {
      stream.destroy();
      return;
    }
    const transmit = new TransmitTime(serial === undefined ? undefined : STANDARD_BAUD);
    const server = this.server(serial, transmit);
    const line: OpenLine = { server, stream, serial, transmit, life, quiet_ms: 0 };
    this.lines.add(line);
    this.start();
    stream.on("data", (octets: Uint8Array) => {
      line.quiet_ms = 0;
      if (this.sameLife(line)) send(line, line.server.receive(octets));
    });
    stream.on("end", () => stream.end());
    stream.on("close", () => this.lines.delete(line));
  }

  /** Makes room for one more socket if possible, by closing an abandoned one. */
  private room(): boolean {
    if (this.lines.size < MAX_LINES) return true;
    const abandoned = [...this.lines]
      .filter(({ serial, server, quiet_ms }) => !serial && server.idle && quiet_ms >= MIN_QUIET_MS)
      .toSorted((a, b) => b.quiet_ms - a.quiet_ms);
    if (abandoned[0] === undefined) return false;
    abandoned[0].stream.destroy();
    this.lines.delete(abandoned[0]);
    return true;
  }

  private server(serial: SerialLine | undefined, transmit: TransmitTime): LinkServer {
    return new LinkServer(this.device, this.lock, serial?.bauds ?? ALL_BAUDS, (baud) => {
      transmit.rate(baud);
      serial?.rate(baud);
    });
  }

  /**
   * Whether the meter is still in the power-up in which the line began; ends the line otherwise.
   */
  private sameLife(line: OpenLine): boolean {
    const life = this.life();
    if (life === line.life) return life !== 0;
    line.life = life;
    if (line.serial === undefined) line.stream.destroy();
    else {
      line.server = this.server(line.serial, line.transmit);
      line.transmit.rate(STANDARD_BAUD);
      line.serial.rate(STANDARD_BAUD);
    }
    return line.serial !== undefined && life !== 0;
  }

  close(): void {
    for (const { stream, serial } of this.lines) {
      if (serial === undefined) stream.destroy();
      else serial.close();
    }
    clearInterval(this.clock);
    this.clock = undefined;
  }

  /** The timer runs while the port is open: a lock-out goes on without lines. */
  private start(): void {
    if (this.clock !== undefined) return;
    this.last_ms = performance.now();
    this.clock = setInterval(() => this.tick(), TICK_MS);
    this.clock.unref();
  }

  private tick(): void {
    const now_ms = performance.now();
    const passed_ms = now_ms - this.last_ms;
    this.last_ms = now_ms;
    this.lock.elapsed(passed_ms);
    for (const line of this.lines) {
      line.quiet_ms += passed_ms;
      if (!this.sameLife(line)) continue;
      send(line, line.server.elapsed(line.transmit.after(passed_ms)));
      // A session has its own timeout, which a wait makes longer than this one.
      const abandoned = line.server.idle && line.quiet_ms >= IDLE_MS;
      if (line.serial === undefined && abandoned) line.stream.destroy();
    }
  }
}

/**
 * Sends all in one piece: an acknowledgement and the answer after it cost one call and one TCP
 * packet. A serial line cannot be reopened, so unread octets are dropped there, as on any wire.
 */
function send({ stream, serial, transmit }: OpenLine, out: readonly Uint8Array[]): void {
  if (stream.writableLength > MAX_UNSENT) {
    if (serial === undefined) stream.destroy();
    return;
  }
  const octets = Buffer.concat(out);
  if (octets.length === 0) return;
  transmit.sends(octets.length);
  stream.write(octets);
}

/** A port that listens on TCP. */
export interface ListeningPort {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens; 0 picks a free port. Rejects when the port is not available. */
export function listen(
  device: Device,
  host: string,
  port: number,
  lines: Port = new Port(device),
): Promise<ListeningPort> {
  const server = createServer({ noDelay: true }, (socket) => lines.serve(socket));
  return new Promise((resolve, reject) => {
    // The handler stays for later errors, such as running out of file descriptors: open lines go
    // on.
    server.on("error", reject);
    server.listen({ host, port, exclusive: true }, () => {
      const { port: bound } = server.address() as AddressInfo;
      resolve({ port: bound, close: () => closeAll(server, lines) });
    });
  });
}

function closeAll(server: Server, lines: Port): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    lines.close();
  });
}
