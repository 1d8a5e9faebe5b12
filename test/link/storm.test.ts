/**
 * The port in a storm, over real sockets: sessions with flipped bits, lost, doubled, cut packets,
 * without one acknowledgement, ended in the middle; garbage; crowds. Whatever comes, nothing is
 * done twice, an honest client is served, and nothing stays in memory.
 */
import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { encodePacket } from "@bptm/c12/link/frame";
import { connectLine } from "@bptm/c12/link/line";
import { listen } from "@bptm/c12/link/port";
import { ReadError } from "@bptm/c12/link/read-error";
import { MeterReader } from "@bptm/c12/reader/reader";
import { PASSWORD_LENGTH, encodeRequest } from "@bptm/c12/link/services";
import type { ServiceRequest } from "@bptm/c12/link/services";
import { afterEach, expect, test } from "vitest";
import { chance } from "./chance";
import { MemoryDevice, OPERATE } from "./memory-device";

const SEED = Number(process.env["BPTM_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
console.log(`storm.test: BPTM_SEED=${SEED}`);

type Draw = (below: number) => number;

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function meter(): Promise<{ device: MemoryDevice; port: number }> {
  const device = new MemoryDevice();
  const { port, close } = await listen(device, "127.0.0.1", 0);
  ends.push(close);
  return { device, port };
}

const PASSWORD = Buffer.from(OPERATE.padEnd(PASSWORD_LENGTH));

/** A line of the diary, and what a client must ask for so that it is written. */
interface Act {
  readonly request: ServiceRequest;
  readonly line: string;
}

/** An act that no other is like. */
function act(number: number, draw: Draw): Act {
  const table = draw(2) === 0 ? 7 : 2048;
  const octets = Buffer.alloc(8 + draw(400), draw(256));
  octets.writeUInt16LE(21);
  octets.writeUInt32BE(number, 3);
  const line = `${table}: ${octets.toString("hex")}`;
  return { request: { service: "write", table, octets }, line };
}

/** All packets of a client that never waits for an answer. */
function blindSession({ request }: Act): Uint8Array[] {
  const requests: ServiceRequest[] = [
    { service: "identify" },
    { service: "negotiate", packet: 128, packets: 20, bauds: [] },
    { service: "logon", user_id: 2, user: "storm" },
    { service: "security", password: PASSWORD },
    request,
    { service: "read", table: 8 },
  ];
  const DATA = 60;
  let toggle = true;
  return requests.flatMap((one) => {
    const message = encodeRequest(one);
    const count = Math.ceil(message.length / DATA);
    return Array.from({ length: count }, (_, n) => {
      toggle = !toggle;
      return encodePacket({
        identity: 0,
        multiple: count > 1,
        first: count > 1 && n === 0,
        toggle,
        format: 0,
        sequence: count - 1 - n,
        data: message.subarray(n * DATA, (n + 1) * DATA),
      });
    });
  });
}

/** What a packet becomes on its way. */
function harmed(packet: Uint8Array, draw: Draw, one_in: number): Uint8Array[] {
  if (draw(one_in) !== 0) return [packet];
  const bit = draw(packet.length * 8);
  const flipped = packet.with(bit >> 3, (packet[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
  const noise = Uint8Array.from({ length: 1 + draw(40) }, () => draw(256));
  const half = packet.subarray(0, 1 + draw(packet.length - 1));
  const ways = [[], [flipped], [packet, packet, packet], [noise, packet], [half], [half, packet]];
  return ways[draw(ways.length)] ?? [];
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

/** When a socket is closed, however that came about. */
const gone = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once("close", () => resolve());
  });

const writes = (socket: Socket, octets: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    socket.write(octets, () => resolve());
  });

/** Sends octets in pieces of chance, perhaps not to their end, and goes, more or less politely. */
async function storm(port: number, octets: Uint8Array, draw: Draw): Promise<void> {
  const socket = await open(port);
  if (draw(2) === 0) socket.resume();
  const end = draw(3) === 0 ? draw(octets.length + 1) : octets.length;
  for (let at = 0; at < end && !socket.destroyed;) {
    const size = draw(4) === 0 ? 1 + draw(9) : 1 + draw(4000);
    await writes(socket, octets.subarray(at, Math.min(end, at + size)));
    at += size;
  }
  if (draw(2) === 0) {
    socket.resetAndDestroy();
    return;
  }
  socket.resume();
  socket.end();
  await gone(socket);
}

function garbage(draw: Draw): Uint8Array {
  const fill = [0xee, 0x06, 0x15, 0x00][draw(8)];
  const octets = Uint8Array.from({ length: 1 + draw(20_000) }, () => fill ?? draw(256));
  // Now and then something that begins as a packet of any length.
  for (let n = draw(20); n > 0; n--) {
    octets.set([0xee, 0, draw(256), draw(256), draw(33), draw(256)].slice(0, octets.length), 0);
    octets.copyWithin(draw(octets.length), 0, 6);
  }
  return octets;
}

/** A client that does all as it should; connects again while there is no free line. */
async function honest(port: number, { request, line }: Act, device: MemoryDevice): Promise<void> {
  for (let tries = 0; ; tries++) {
    const wire = await connectLine("127.0.0.1", port);
    const reader = new MeterReader(wire);
    try {
      await reader.identify();
    } catch (error) {
      wire.close();
      if (error instanceof ReadError && error.code === "E-C12-03" && tries < 200) continue;
      throw error;
    }
    await reader.negotiate({ packet: 512, packets: 20 });
    await reader.logon(1, "honest");
    await reader.security(OPERATE);
    if (request.service === "write") await reader.writeTable(request.table, request.octets);
    expect(device.diary.filter((one) => one === line)).toHaveLength(1);
    expect(await reader.readTable(6)).toEqual(device.tables.get(6));
    await reader.terminate();
    wire.close();
    return;
  }
}

/** Rounds of a storm, each with an honest client in the middle of it; gives what was done. */
async function rounds(count: number, seed: number, to: Awaited<ReturnType<typeof meter>>) {
  const draw = chance(seed);
  const tally = { done: 0, not_done: 0 };
  for (let round = 0; round < count; round++) {
    const acts = Array.from({ length: 6 }, (_, n) => act(round * 8 + n, draw));
    const storms = acts.map(async (one) => {
      const one_in = [1000, 30, 6][draw(3)] ?? 6;
      const parts = blindSession(one).flatMap((packet) => harmed(packet, draw, one_in));
      await storm(to.port, Buffer.concat(parts), draw);
    });
    const flood = storm(to.port, garbage(draw), draw);
    await Promise.all([...storms, flood, honest(to.port, act(round * 8 + 7, draw), to.device)]);
    for (const { line } of acts) {
      const times = to.device.diary.filter((done) => done === line).length;
      expect(times).toBeLessThanOrEqual(1);
      tally[times === 1 ? "done" : "not_done"]++;
    }
    to.device.diary.length = 0;
  }
  return tally;
}

test("in a storm nothing is done twice, and an honest client is served", async () => {
  const to = await meter();
  const tally = await rounds(60, SEED, to);
  console.log(`storm.test: ${tally.done} acts done, ${tally.not_done} lost`);
  expect(tally.done).toBeGreaterThan(20);
  expect(tally.not_done).toBeGreaterThan(20);
});

test("connections beyond the limit are closed, and there is room when they end", async () => {
  const { device, port } = await meter();
  const draw = chance(SEED);
  for (let round = 0; round < 5; round++) {
    const crowd = await Promise.all(Array.from({ length: 60 }, () => open(port)));
    const [first] = blindSession(act(round, draw));
    const turned = crowd.map((socket) => gone(socket));
    for (const socket of crowd) socket.resume().write(first ?? "");
    // All but sixteen see their end; only then do the others go.
    let closed = 0;
    await new Promise<void>((resolve) => {
      for (const one of turned) void one.then(() => ++closed === 60 - 16 && resolve());
    });
    expect(crowd.filter((socket) => !socket.destroyed)).toHaveLength(16);
    for (const socket of crowd) socket.destroy();
    await honest(port, act(1000 + round, draw), device);
  }
});

test("storms leave nothing behind in memory", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const to = await meter();
  const used = async (seed: number): Promise<number> => {
    await rounds(25, seed, to);
    collect();
    return process.memoryUsage().heapUsed;
  };
  await used(SEED);
  const before = await used(SEED + 1);
  let after = Infinity;
  for (let n = 2; n < 5; n++) after = Math.min(after, await used(SEED + n));
  console.log(`storm.test: ${before} bytes before, ${after} after three more storms`);
  expect(after - before).toBeLessThan(1_000_000);
});
