/**
 * Replaces the station in tests of the page: it serves the built panel, sends a frame chosen by the
 * test, and records the bench's orders.
 */
import { createReadStream, existsSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocketServer } from "ws";
import type { BenchOrder, Frame } from "@bptm/station/wire/api";
import { securityHeaders } from "@bptm/station/http/security-headers";
import { CONDITIONS, GENERATORS, INTERVALS, TRANSFER } from "@bptm/panel/base/fixtures";

const DIST = fileURLToPath(new URL("../../panel/dist/", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
};
const FRAME_MS = 250;

export interface StandIn {
  readonly address: string;
  /** The frame to send from now on. */
  show(frame: Frame): void;
  /** Stops frames; the connection stays open. */
  hush(): void;
  /** The bench's orders so far. */
  readonly orders: readonly BenchOrder[];
  /** Refuses the next order with this sentence. */
  refuse(sentence: string): void;
  close(): Promise<void>;
}

function sendFile(path: string, answer: ServerResponse, port: number): void {
  const file = join(DIST, normalize(path === "/" ? "/index.html" : path));
  if (!existsSync(file)) {
    answer.writeHead(404).end();
    return;
  }
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  answer.writeHead(200, { ...securityHeaders(port), "content-type": type });
  createReadStream(file).pipe(answer);
}

function sendJson(answer: ServerResponse, value: unknown, status = 200): void {
  answer.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

async function body(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}

const listening = (server: Server, port: number): Promise<number> =>
  new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

/** Starts it on a port; 0 picks a free one. */
export async function standIn(first: Frame, port = 0): Promise<StandIn> {
  let frame: Frame | null = first;
  let refusal = "";
  const orders: BenchOrder[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    "/api/transfer": TRANSFER,
    "/api/conditions": CONDITIONS,
    "/api/generators": GENERATORS,
    "/api/intervals": INTERVALS,
  };
  const server = createServer((request, answer) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (path === "/api/bench") {
      void body(request).then((order) => {
        orders.push(order as BenchOrder);
        if (refusal === "") return sendJson(answer, {});
        return sendJson(answer, { error: { code: "E-BENCH-01", message: refusal } }, 409);
      });
    } else if (path === "/api/state") sendJson(answer, frame);
    else if (path in answers) sendJson(answer, answers[path]);
    else sendFile(path, answer, request.socket.localPort ?? 0);
  });
  const sockets = new WebSocketServer({ server, path: "/api/live" });
  const send = (): void => {
    if (frame === null) return;
    const text = JSON.stringify({ ...frame, sequence: (sequence += 1) });
    for (const socket of sockets.clients) socket.send(text);
  };
  let sequence = 0;
  sockets.on("connection", send);
  const timer = setInterval(send, FRAME_MS);
  const address = `http://127.0.0.1:${await listening(server, port)}/`;
  return {
    address,
    orders,
    show: (next) => {
      frame = next;
      send();
    },
    hush: () => {
      frame = null;
    },
    refuse: (sentence) => {
      refusal = sentence;
    },
    close: () =>
      new Promise((resolve) => {
        clearInterval(timer);
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
