/** Live frames: at once, complete, steady; and a faulty client does not disturb the others. */
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Frame } from "@bptm/station/wire/api";
import type { RunningDemo } from "@bptm/station/demo";
import { ask, station, until } from "./ask";

let running: RunningDemo;
beforeAll(async () => {
  running = await station();
});
afterAll(() => running.close());

const opened: WebSocket[] = [];
afterAll(() => opened.forEach((socket) => socket.terminate()));

function open(): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${running.port}/api/live`);
  opened.push(socket);
  return socket;
}

/** The next frames, this many. */
function frames(socket: WebSocket, many: number): Promise<Frame[]> {
  return new Promise((resolve, reject) => {
    const heard: Frame[] = [];
    socket.once("error", reject);
    socket.on("message", (data) => {
      heard.push(JSON.parse(String(data)) as Frame);
      if (heard.length === many) resolve(heard);
    });
  });
}

const closed = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.once("close", resolve));

test("a complete frame comes at once, then newer ones", async () => {
  const [first, second, third] = await frames(open(), 3);
  expect(first?.lights).toHaveLength(3);
  expect(second?.sequence).toBeGreaterThan(first?.sequence ?? 0);
  expect(third?.time_ms).toBeGreaterThan(first?.time_ms ?? 0);
});

test("frames come about five times a second, and once a second when nothing changes", async () => {
  const socket = open();
  await frames(socket, 1);
  const begin = performance.now();
  await frames(socket, 5);
  expect(performance.now() - begin).toBeLessThan(2500);
  await ask(running.port, "/api/bench", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"do":"pause","on":true}',
  });
  await frames(socket, 2);
  const quiet = performance.now();
  await frames(socket, 2);
  expect(performance.now() - quiet).toBeGreaterThan(700);
  await ask(running.port, "/api/bench", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"do":"pause","on":false}',
  });
});

test("garbage and messages of clients are not answered, and harm nobody", async () => {
  const socket = open();
  await frames(socket, 1);
  socket.send("{");
  socket.send(Buffer.from([0, 255, 1, 254]));
  socket.send("");
  expect(await frames(socket, 2)).toHaveLength(2);
});

test("an oversized message ends only its own connection", async () => {
  const good = open();
  const bad = open();
  await Promise.all([frames(good, 1), frames(bad, 1)]);
  bad.on("error", () => {});
  const code = closed(bad);
  bad.send("x".repeat(100_000));
  expect(await code).toBeGreaterThan(1000);
  expect(await frames(good, 2)).toHaveLength(2);
});

test("bytes that are not a frame of the protocol end only their own connection", async () => {
  const before = running.clients();
  const socket = connect(running.port, "127.0.0.1");
  socket.on("error", () => {});
  const ended = new Promise((resolve) => socket.once("close", resolve));
  socket.write(
    `GET /api/live HTTP/1.1\r\nHost: 127.0.0.1:${running.port}\r\nUpgrade: websocket\r\n` +
      "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" +
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  await new Promise((resolve) => socket.once("data", resolve));
  socket.resume();
  socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));
  await ended;
  await until(
    () => running.clients(),
    (clients) => clients <= before,
  );
});

test("an upgrade elsewhere is refused", async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${running.port}/elsewhere`);
  const error = await new Promise<Error>((resolve) => socket.once("error", resolve));
  expect(error.message).toContain("404");
});

test("two hundred pages connect and are cut off; the next one is served", async () => {
  const many = Array.from({ length: 200 }, open);
  const heard = await Promise.all(many.map((socket) => frames(socket, 2)));
  expect(heard.every(([first, second]) => first !== undefined && second !== undefined)).toBe(true);
  many.forEach((socket) => socket.terminate());
  await until(
    () => running.clients(),
    (clients) => clients < 20,
  );
  const began = performance.now();
  expect((await ask(running.port, "/api/state")).status).toBe(200);
  expect(performance.now() - began).toBeLessThan(1000);
  expect(await frames(open(), 2)).toHaveLength(2);
});
