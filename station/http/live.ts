/**
 * Live frames: a complete one at once, then several per second to each client. Each frame is
 * serialized once for all clients. A slow client misses frames, but never gets old ones; a dead
 * client is dropped.
 */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import type { Frame } from "../wire/api";
import { checkHost, checkOrigin } from "./access";
import { Refusal } from "@bptm/link/refusal";
import type { MeterService } from "../host/service";

const FRAME_MS = 200;
/** An unchanged frame is still sent this often: silence means that the meter is gone. */
const REPEAT_MS = 1000;
/** With this many unsent bytes, a client would get outdated frames. */
const BACKLOG_BYTES = 64 * 1024;
const HEARTBEAT_MS = 10_000;
const CLIENTS_MAX = 256;
/** Clients send no messages here. */
const MESSAGE_BYTES = 1024;

/** The content of a frame, without the fields that change all the time. */
function content(frame: Frame): string {
  return JSON.stringify({ ...frame, sequence: 0, at: "", time_ms: 0 });
}

function refuse(socket: Duplex, refusal: Refusal): void {
  const body = JSON.stringify(refusal.body);
  socket.end(
    `HTTP/1.1 ${refusal.status} Refused\r\nconnection: close\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

const malformed = (): Refusal =>
  new Refusal("E-LIVE-03", 400, "The WebSocket handshake is malformed: use a WebSocket client.");

/** The live frames of one station. */
export class LiveFrames {
  readonly #service: MeterService;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  readonly #silent = new WeakSet<WebSocket>();
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  #said = "";
  #said_ms = -REPEAT_MS;

  constructor(service: MeterService) {
    this.#service = service;
  }

  /** Attaches to the HTTP server with which it shares a port. */
  attach(server: Server, port: () => number): void {
    server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on("error", () => socket.destroy());
      try {
        this.#check(request, port());
      } catch (error) {
        refuse(socket, error instanceof Refusal ? error : malformed());
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (client) => this.#welcome(client));
    });
    this.#timers.push(setInterval(() => this.#tell(), FRAME_MS));
    this.#timers.push(setInterval(() => this.#listen(), HEARTBEAT_MS));
  }

  /** The number of connected clients. */
  get clients(): number {
    return this.#sockets.clients.size;
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const client of this.#sockets.clients) client.terminate();
    this.#sockets.close();
  }

  #check(request: IncomingMessage, port: number): void {
    checkHost(request.headers.host, port);
    checkOrigin(request.headers.origin, port);
    const [path] = (request.url ?? "").split("?");
    if (path !== "/api/live") {
      throw new Refusal("E-PATH-01", 404, "There is nothing at this address.");
    }
    if (this.clients >= CLIENTS_MAX) {
      throw new Refusal(
        "E-LIVE-02",
        503,
        `No more than ${CLIENTS_MAX} clients may connect at once.`,
      );
    }
  }

  #welcome(client: WebSocket): void {
    // On oversized and malformed messages, ws itself reports an error and closes.
    client.on("error", () => client.terminate());
    client.on("pong", () => this.#silent.delete(client));
    client.send(JSON.stringify(this.#service.frame()), () => {});
  }

  #tell(): void {
    if (this.clients === 0) return;
    const frame = this.#service.frame();
    const now_ms = performance.now();
    const said = content(frame);
    if (said === this.#said && now_ms - this.#said_ms < REPEAT_MS) return;
    this.#said = said;
    this.#said_ms = now_ms;
    const text = JSON.stringify(frame);
    for (const client of this.#sockets.clients) {
      const ready = client.readyState === WebSocket.OPEN && client.bufferedAmount < BACKLOG_BYTES;
      if (ready) client.send(text, () => {});
    }
  }

  /** Drops clients that have not answered the last ping. */
  #listen(): void {
    for (const client of this.#sockets.clients) {
      if (this.#silent.has(client)) client.terminate();
      else {
        this.#silent.add(client);
        client.ping(() => {});
      }
    }
  }
}
