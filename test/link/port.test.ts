/** The port over real sockets: readers, floods, half packets, too many and forgotten lines. */
import { once } from "node:events";
import { Server, connect } from "node:net";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { encodePacket } from "@bptm/c12/link/frame";
import { connectLine } from "@bptm/c12/link/line";
import type { StreamLine } from "@bptm/c12/link/line";
import { Port, listen } from "@bptm/c12/link/port";
import type { ListeningPort } from "@bptm/c12/link/port";
import { MeterReader } from "@bptm/c12/reader/reader";
import { afterEach, expect, test, vi } from "vitest";
import { MemoryDevice, OPERATE, READ } from "./memory-device";

const IDENTIFY: Buffer = Buffer.from("ee0000000001201310", "hex");

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

interface Bench {
  readonly device: MemoryDevice;
  readonly port: number;
}

async function bench(): Promise<Bench> {
  const device = new MemoryDevice();
  const listening: ListeningPort = await listen(device, "127.0.0.1", 0);
  ends.push(() => listening.close());
  return { device, port: listening.port };
}

async function reader(
  port: number,
  identity = 0,
): Promise<{ line: StreamLine; meter: MeterReader }> {
  const line = await connectLine("127.0.0.1", port, identity);
  ends.push(() => line.close());
  return { line, meter: new MeterReader(line) };
}

async function socket(port: number): Promise<Socket> {
  const one = connect(port, "127.0.0.1");
  ends.push(() => void one.destroy());
  await once(one, "connect");
  return one;
}

test("a complete session over TCP, in C12.18 and with an identity of C12.21", async () => {
  const { device, port } = await bench();
  for (const identity of [0, 7]) {
    const { meter } = await reader(port, identity);
    expect(await meter.identify()).toEqual({ standard: 0, version: 2, revision: 0 });
    const slow = { traffic_s: 30, character_s: 1, response_s: 4, retries: 3 };
    expect(await meter.timing(slow)).toEqual(slow);
    expect(await meter.negotiate({ packet: 1024, packets: 10 }, [6])).toMatchObject({
      packet: 1024,
    });
    await meter.logon(1, "reader");
    await expect(meter.readTable(5)).rejects.toThrow(
      "E-C12-05: No read of table 5: the session lacks",
    );
    await meter.security(READ);
    expect(await meter.readTable(6)).toEqual(device.tables.get(6));
    await meter.security(OPERATE);
    await meter.wait(10);
    await meter.writeTable(2048, Uint8Array.of(identity, 2, 3));
    await meter.writeTable(2048, Uint8Array.of(9), { offset: 1 });
    expect(await meter.readTable(2048)).toEqual(Uint8Array.of(identity, 9, 3));
    expect(await meter.procedure(2051, Uint8Array.of(1, 2))).toEqual({
      result: 0,
      octets: Uint8Array.of(0xd0),
    });
    expect(device.diary.at(-1)).toBe("7: 0308010102");
    expect(await meter.procedure(9, Uint8Array.of(1), "big")).toMatchObject({ result: 0 });
    expect(device.diary.at(-1)).toBe("7: 00090201");
    await meter.logoff();
    await meter.terminate();
  }
});

test("tables are complete where a meter gives only parts", async () => {
  const { device, port } = await bench();
  const { meter } = await reader(port);
  await meter.identify();
  await meter.logon(1, "reader");
  expect(await meter.readTable(6)).toEqual(device.tables.get(6));
  await expect(meter.readTable(77)).rejects.toThrow("E-C12-05");
  await expect(meter.writeTable(2048, new Uint8Array(64))).rejects.toThrow("E-C12-06");
});

test("floods, garbage and half packets disturb neither the port nor other sessions", async () => {
  const { device, port } = await bench();
  const { meter } = await reader(port);
  await meter.identify();
  await meter.negotiate({ packet: 512, packets: 20 });
  await meter.logon(1, "reader");
  const begin = Buffer.from("ee0000001ff0", "hex");
  const floods = [
    Buffer.alloc(300_000, 0xee),
    Buffer.alloc(300_000, "ee0000000001201310", "hex"),
    Buffer.alloc(300_000, begin),
    Buffer.alloc(300_000, 0x06),
    Buffer.from("ee00000000", "hex"),
  ];
  for (const flood of floods) {
    const one = await socket(port);
    one.on("error", () => undefined);
    one.write(flood);
    one.resume();
    expect(await meter.readTable(6)).toEqual(device.tables.get(6));
    one.resetAndDestroy();
  }
  expect(await meter.readTable(1)).toEqual(new Uint8Array(device.tables.get(1) ?? []));
  expect(device.diary).toEqual([]);
});

test("a client that reads nothing is disconnected", async () => {
  const port = new Port(new MemoryDevice());
  ends.push(() => port.close());
  const stream = new Duplex({ read: () => undefined, write: () => undefined });
  port.serve(stream);
  for (let n = 0; n < 100_000 && !stream.destroyed; n++) stream.emit("data", IDENTIFY);
  expect(stream.destroyed).toBe(true);
});

test("a serial line without a reader drops octets, and stays open", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  ends.push(() => void vi.useRealTimers());
  const port = new Port(new MemoryDevice());
  ends.push(() => port.close());
  const sent: number[] = [];
  let stuck: (() => void) | undefined;
  const stream = new Duplex({
    read: () => undefined,
    write: ({ length }: Buffer, _encoding, done: () => void) => {
      sent.push(length);
      if (sent.length === 1) stuck = done;
      else done();
    },
  });
  port.serve(stream, { bauds: [6], rate: () => undefined, close: () => stream.destroy() });
  for (let n = 0; n < 100_000; n++) stream.emit("data", IDENTIFY);
  expect(stream.destroyed).toBe(false);
  expect(stream.writableLength).toBeLessThan(100_000);
  stuck?.();
  while (stream.writableLength > 0) await new Promise(setImmediate);
  vi.advanceTimersByTime(200_000);
  stream.emit("data", IDENTIFY);
  expect(sent.at(-1)).toBe(14);
});

test("a session that requested a wait keeps its line until the wait is over", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  ends.push(() => void vi.useRealTimers());
  const port = new Port(new MemoryDevice());
  ends.push(() => port.close());
  const stream = new Duplex({ read: () => undefined, write: (_o, _e, done) => done() });
  port.serve(stream);
  const head = { identity: 0, multiple: false, first: false, format: 0, sequence: 0 };
  const wait = encodePacket({ ...head, toggle: true, data: Uint8Array.of(0x70, 200) });
  for (const octets of [IDENTIFY, Buffer.of(6), Buffer.from(wait), Buffer.of(6)]) {
    stream.emit("data", octets);
  }
  vi.advanceTimersByTime(199_000);
  expect(stream.destroyed).toBe(false);
  vi.advanceTimersByTime(2_000);
  expect(stream.destroyed).toBe(true);
});

test("an error in accepting a line stops no open line", async () => {
  const listening = vi.spyOn(Server.prototype, "listen");
  const { port } = await bench();
  const server = listening.mock.contexts[0] as Server;
  listening.mockRestore();
  for (let n = 0; n < 3; n++) server.emit("error", new Error("accept EMFILE"));
  const { meter } = await reader(port);
  await meter.identify();
});

test("an excess line is closed at once, and there is room again when one ends", async () => {
  const { port } = await bench();
  const lines = await Promise.all(Array.from({ length: 16 }, () => socket(port)));
  const extra = await socket(port);
  await once(extra, "close");
  const [first] = lines;
  first?.end();
  first?.resume();
  await once(first as Socket, "close");
  const { meter } = await reader(port);
  await meter.identify();
});

test("an abandoned line makes room for a new one, and a session keeps its line", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  ends.push(() => void vi.useRealTimers());
  const port = new Port(new MemoryDevice());
  ends.push(() => port.close());
  const line = (): Duplex => new Duplex({ read: () => undefined, write: (_o, _e, done) => done() });
  const lines = Array.from({ length: 16 }, line);
  for (const one of lines) port.serve(one);
  vi.advanceTimersByTime(5_000);
  const early = line();
  port.serve(early);
  expect(early.destroyed).toBe(true);
  // The first one identifies itself, so the second is the one that was forgotten for longest.
  lines[0]?.emit("data", IDENTIFY);
  lines[0]?.emit("data", Buffer.of(0x06));
  vi.advanceTimersByTime(1_500);
  const late = line();
  port.serve(late);
  expect([late, lines[0], lines[1], lines[2]].map((one) => one?.destroyed)).toEqual([
    false,
    false,
    true,
    false,
  ]);
});

test("a closed line, a wrong address and a silent peer are reported in one sentence", async () => {
  const { port } = await bench();
  const { line, meter } = await reader(port);
  await meter.identify();
  line.close();
  await expect(meter.identify()).rejects.toThrow("E-C12-03");
  await expect(connectLine("127.0.0.1", 1)).rejects.toThrow(/E-C12-01.*127\.0\.0\.1:1 .*check/);
});
