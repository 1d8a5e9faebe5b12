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
/** Lines at once: a reader, a second one, and some that were forgotten. */
const MOST_LINES = 16;
/** A line without a session on which nothing comes for so long is closed. */
const IDLE_MS = 120_000;
/** A line without a session that has been quiet for so long makes room for a new one. */
const QUIET_MS = 6_000;
/** A client that does not fetch its answers gets no more: some of the longest packets. */
const MOST_UNSENT = 1 << 16;
/** Codes of all baud rates: over TCP each is as good. */
const ALL_BAUDS: readonly number[] = Array.from({ length: 14 }, (_, index) => index + 1);

/** What a serial line has that a socket has not. */
interface SerialLine {
  /** Codes of the baud rates that it can take. */
  readonly bauds: readonly number[];
  /** Changes its rate, by the code. */
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
   * Serves a stream until it closes. Of too many sockets the one that has been quiet for longest
   * without a session makes room, else the new one is closed at once, as it is by a dead meter; a
   * serial line stays, and a dead meter is silent on it.
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
      if (this.lives(line)) send(line, line.server.receive(octets));
    });
    stream.on("end", () => stream.end());
    stream.on("close", () => this.lines.delete(line));
  }

  /** Whether there is room for one more socket, which a forgotten one may have made. */
  private room(): boolean {
    if (this.lines.size < MOST_LINES) return true;
    const forgotten = [...this.lines]
      .filter(({ serial, server, quiet_ms }) => !serial && server.idle && quiet_ms >= QUIET_MS)
      .toSorted((a, b) => b.quiet_ms - a.quiet_ms);
    if (forgotten[0] === undefined) return false;
    forgotten[0].stream.destroy();
    this.lines.delete(forgotten[0]);
    return true;
  }

  private server(serial: SerialLine | undefined, transmit: TransmitTime): LinkServer {
    return new LinkServer(this.device, this.lock, serial?.bauds ?? ALL_BAUDS, (baud) => {
      transmit.rate(baud);
      serial?.rate(baud);
    });
  }

  /** Whether the meter still lives the life in which the line began; ends the line otherwise. */
  private lives(line: OpenLine): boolean {
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

  /** The clock runs as long as the port is open: a lock-out goes on without lines. */
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
      if (!this.lives(line)) continue;
      send(line, line.server.elapsed(line.transmit.after(passed_ms)));
      // A session has a time of its own, which a wait makes longer than this one.
      const forgotten = line.server.idle && line.quiet_ms >= IDLE_MS;
      if (line.serial === undefined && forgotten) line.stream.destroy();
    }
  }
}

/**
 * In one piece: an acknowledgement and the answer after it cost one call and one packet of TCP. A
 * serial line cannot be opened anew, so there what nobody fetches is lost, as on any wire.
 */
function send({ stream, serial, transmit }: OpenLine, out: readonly Uint8Array[]): void {
  if (stream.writableLength > MOST_UNSENT) {
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

/** Listens; 0 takes a free port. Rejects when the port cannot be had. */
export function listen(
  device: Device,
  host: string,
  port: number,
  lines: Port = new Port(device),
): Promise<ListeningPort> {
  const server = createServer({ noDelay: true }, (socket) => lines.serve(socket));
  return new Promise((resolve, reject) => {
    // Also later, as when there are no more file descriptors: that stops nobody who is served.
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
