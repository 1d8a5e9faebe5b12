/** Sessions, octet by octet: states, levels, sizes, times, secrets and lock-out. */
import { crc16 } from "@bptm/c12/link/crc";
import { PacketFinder, encodePacket } from "@bptm/c12/link/frame";
import { LinkServer } from "@bptm/c12/link/link-server";
import { LockOut } from "@bptm/c12/link/passwords";
import { MeterReader } from "@bptm/c12/reader/reader";
import { encodeRequest } from "@bptm/c12/link/services";
import type { ServiceRequest } from "@bptm/c12/link/services";
import { expect, test } from "vitest";
import { MemoryDevice, OPERATE, READ } from "./memory-device";
import { Wire } from "./wire";

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString("hex");
const octets = (text: string): Uint8Array => Buffer.from(text.replaceAll(" ", ""), "hex");

/** A client that follows a script, and acknowledges what it receives. */
class Hand {
  readonly device = new MemoryDevice();
  readonly lock = new LockOut();
  readonly server: LinkServer = new LinkServer(this.device, this.lock, [4, 6, 10, 11]);
  private toggle = false;

  /** Code of the answer, and the octets after it. */
  ask(request: ServiceRequest, identity = 0): string {
    return this.message(encodeRequest(request), identity);
  }

  message(data: Uint8Array, identity = 0): string {
    const head = { identity, multiple: false, first: false, format: 0, sequence: 0 };
    const packet = encodePacket({ ...head, toggle: this.toggle, data });
    this.toggle = !this.toggle;
    let answer = "";
    let out = this.server.receive(packet);
    for (let n = 0; n < 300 && out.length > 0; n++) {
      const all = Buffer.concat(out);
      const found = new PacketFinder().feed(all);
      out = [];
      for (const event of found) {
        if (event.kind !== "packet") continue;
        answer += hex(event.packet.data);
        out.push(...this.server.receive(Uint8Array.of(6)));
      }
    }
    return answer;
  }

  pass(ms: number): void {
    for (let gone = 0; gone < ms; gone += 100) this.server.elapsed(100);
    this.lock.elapsed(ms);
  }

  begin(password?: string): void {
    this.ask({ service: "identify" });
    this.ask({ service: "logon", user_id: 1, user: "test" });
    if (password !== undefined) this.secure(password);
  }

  secure(password: string): string {
    return this.ask({ service: "security", password: Buffer.from(password) });
  }
}

const read = (table: number): ServiceRequest => ({ service: "read", table });

test("identify is answered, and the answer repeated until it is acknowledged", () => {
  const { server } = new Hand();
  const [acknowledgement, answer, ...rest] = server.receive(octets("ee 00 00 00 00 01 20 13 10"));
  expect(hex(acknowledgement ?? octets(""))).toBe("06");
  expect(hex(answer ?? octets("")).slice(0, -4)).toBe(
    "ee 00 00 00 00 05 00 00 02 00 00".replaceAll(" ", ""),
  );
  expect(rest).toEqual([]);
  const times = Array.from({ length: 200 }, () => server.elapsed(100)).flat();
  expect(times).toEqual([answer, answer, answer]);
});

test("a request received twice is acknowledged twice and answered once", () => {
  const { server } = new Hand();
  const request = octets("ee 00 00 00 00 01 20 13 10");
  server.receive(request);
  server.receive(octets("06"));
  expect(server.receive(request).map(hex)).toEqual(["06"]);
});

test("a damaged request is requested again at once, half a request after silence", () => {
  const { server } = new Hand();
  expect(server.receive(octets("ee 00 00 00 00 01 21 13 10")).map(hex)).toEqual(["15"]);
  server.receive(octets("ee 00 00 00"));
  expect(server.elapsed(400)).toEqual([]);
  expect(server.elapsed(100).map(hex)).toEqual(["15"]);
});

test("each service has its states", () => {
  const everywhere: readonly ServiceRequest[] = [
    { service: "negotiate", packet: 512, packets: 2, bauds: [6] },
    { service: "timing", traffic_s: 30, character_s: 1, response_s: 4, retries: 3 },
    { service: "logon", user_id: 1, user: "" },
    { service: "wait", seconds: 1 },
    { service: "security", password: Buffer.from(READ) },
    read(0),
    { service: "write", table: 2048, octets: octets("00") },
    { service: "logoff" },
  ];
  const base = new Hand();
  for (const request of everywhere) expect(base.ask(request)).toBe("0a");
  base.ask({ service: "identify" });
  expect(base.ask(read(0))).toBe("0a");
  expect(base.secure(READ)).toBe("0a");
  expect(base.ask({ service: "wait", seconds: 1 })).toBe("00");
  base.begin();
  expect(base.ask({ service: "identify" })).toBe("0a");
  expect(base.ask({ service: "negotiate", packet: 512, packets: 2, bauds: [] })).toBe("0a");
  expect(base.ask({ service: "logoff" })).toBe("00");
  expect(base.ask(read(0))).toBe("0a");
  expect(base.ask({ service: "terminate" })).toBe("00");
  expect(base.ask({ service: "logon", user_id: 1, user: "" })).toBe("0a");
  expect(base.ask({ service: "identify" })).toBe("0000020000");
});

test("unknown services and nonsense are refused, and the session goes on", () => {
  const hand = new Hand();
  hand.begin();
  expect(hand.message(octets("22"))).toBe("02");
  expect(hand.message(octets("3a 0000"))).toBe("02");
  expect(hand.message(octets(""))).toBe("01");
  expect(hand.message(octets("30 00"))).toBe("01");
  expect(hand.message(octets("53 02 00 00"))).toBe("02");
  expect(hand.ask(read(1)).slice(0, 2)).toBe("00");
});

test("levels: a password gives access, and a wrong one removes it", () => {
  const hand = new Hand();
  hand.begin();
  expect(hand.ask(read(1)).slice(0, 2)).toBe("00");
  expect(hand.ask(read(5))).toBe("03");
  expect(hand.secure(READ)).toBe("00");
  expect(hand.ask(read(5)).slice(0, 2)).toBe("00");
  expect(hand.ask({ service: "write", table: 2048, octets: octets("aa") })).toBe("03");
  expect(hand.secure(OPERATE)).toBe("00");
  expect(hand.ask({ service: "write", table: 2048, octets: octets("aabb") })).toBe("00");
  expect(hand.secure("guess")).toBe("03");
  expect(hand.ask(read(5))).toBe("03");
  expect(hand.device.diary).toEqual(["2048: aabb"]);
  hand.secure(OPERATE);
  hand.ask({ service: "logoff" });
  hand.ask({ service: "logon", user_id: 1, user: "" });
  expect(hand.ask(read(5))).toBe("03");
});

test("passwords and keys cannot be read or written at any level, nor while pending", () => {
  const hand = new Hand();
  for (const table of [45, 4096 + 42]) hand.device.tables.set(table, octets("5ec2e7"));
  hand.begin(OPERATE);
  for (const table of [42, 45, 46, 4096 + 42]) {
    // What the device does not have is not there; what it has is never given away.
    const answer = hand.device.tables.has(table) ? "03" : "04";
    expect(hand.ask(read(table))).toBe(answer);
    expect(hand.ask({ service: "read", table, part: { offset: 0, count: 1 } })).toBe(answer);
    expect(hand.ask({ service: "write", table, octets: octets("00") })).toBe(answer);
  }
});

test("after five wrong passwords no right one counts, in any session, for a minute", () => {
  const hand = new Hand();
  hand.begin();
  for (let n = 0; n < 9; n++) expect(hand.secure("")).toBe("03");
  for (let n = 0; n < 5; n++) expect(hand.secure(`guess ${n}`)).toBe("03");
  expect(hand.secure(OPERATE)).toBe("08");
  hand.ask({ service: "terminate" });
  hand.begin();
  expect(hand.secure(OPERATE)).toBe("08");
  const other = new LinkServer(hand.device, hand.lock, [6]);
  expect(other.receive(octets("ee 00 00 00 00 01 20 13 10")).length).toBe(2);
  hand.pass(61_000);
  hand.begin();
  expect(hand.secure(OPERATE)).toBe("00");
});

test("a lower password between guesses of a higher one does not clear their count", () => {
  const hand = new Hand();
  hand.begin();
  for (let n = 0; n < 4; n++) expect(hand.secure(`guess ${n}`)).toBe("03");
  expect(hand.secure(READ)).toBe("00");
  expect(hand.secure("guess 4")).toBe("03");
  expect(hand.secure(READ)).toBe("08");
  hand.pass(61_000);
  hand.begin();
  expect(hand.secure(OPERATE)).toBe("00");
  for (let n = 0; n < 4; n++) expect(hand.secure(`guess ${n}`)).toBe("03");
  expect(hand.secure(READ)).toBe("00");
});

test("partial reads and writes reach the tables unchanged", () => {
  const hand = new Hand();
  hand.begin(OPERATE);
  expect(hand.ask({ service: "read", table: 0, part: { offset: 3, count: 2 } })).toBe(
    "0000020304f9",
  );
  expect(hand.ask({ service: "read", table: 0, part: { offset: 39, count: 2 } })).toBe("05");
  expect(hand.ask({ service: "read", table: 0, part: { indices: [7], count: 1 } })).toBe(
    "00000107f9",
  );
  const place = { offset: 28 };
  expect(hand.ask({ service: "write", table: 2048, place, octets: octets("0102") })).toBe("00");
  expect(
    hand.ask({ service: "write", table: 2048, place: { offset: 29 }, octets: octets("0102") }),
  ).toBe("05");
  expect(hand.ask({ service: "read", table: 2048, part: { offset: 27, count: 3 } })).toBe(
    "000003000102fd",
  );
  expect(hand.ask(read(9))).toBe("07");
  expect(hand.ask(read(77))).toBe("04");
});

test("a message longer than negotiated is not possible", () => {
  const hand = new Hand();
  hand.begin();
  expect(hand.ask(read(6))).toBe("04");
  expect(hand.ask({ service: "read", table: 6, part: { offset: 0, count: 52 } }).slice(0, 6)).toBe(
    "000034",
  );
  expect(hand.ask({ service: "read", table: 6, part: { offset: 0, count: 53 } })).toBe("04");
});

test("a table in eleven packets: control and sequence count as in the standard", async () => {
  const device = new MemoryDevice();
  device.tables.set(6, new Uint8Array(600));
  const wire = new Wire(new LinkServer(device, new LockOut(), [6]));
  const reader = new MeterReader(wire);
  await reader.identify();
  expect(await reader.negotiate({ packet: 64, packets: 255 }, [6])).toEqual({
    packet: 64,
    packets: 255,
    baud: 6,
  });
  await reader.logon(2, "test");
  wire.log.length = 0;
  expect((await reader.read(6)).length).toBe(600);
  const packets = wire.log.filter(({ to, octets }) => to === "reader" && octets.length > 1);
  expect(packets.map(({ octets }) => hex(octets.subarray(2, 4)))).toEqual(
    "e00a 8009 a008 8007 a006 8005 a004 8003 a002 8001 a000".split(" "),
  );
  expect(packets.map(({ octets }) => octets.length - 8)).toEqual([...Array(10).fill(56), 44]);
  for (const { octets } of packets) {
    const crc = (octets.at(-1) ?? 0) * 256 + (octets.at(-2) ?? 0);
    expect(crc16(octets, 0, octets.length - 2)).toBe(crc);
  }
});

test("packets of 8 KiB carry a long table; new sizes apply after the acknowledgement", async () => {
  const device = new MemoryDevice();
  const long = Uint8Array.from({ length: 65_535 }, (_, n) => n * 3);
  device.tables.set(6, long);
  const wire = new Wire(new LinkServer(device, new LockOut(), [6, 10]));
  const reader = new MeterReader(wire);
  await reader.identify();
  const agreed = await reader.negotiate({ packet: 65_535, packets: 255 }, [6, 10, 13]);
  expect(agreed).toEqual({ packet: 8192, packets: 255, baud: 10 });
  await reader.logon(2, "test");
  await reader.security(OPERATE);
  expect(await reader.readTable(6)).toEqual(long);
  const packets = wire.log.filter(({ octets }) => octets.length > 70);
  expect(packets.length).toBe(9);
  expect(packets[0]?.octets.length).toBe(8191);
  await reader.writeTable(2048, long);
  expect(await reader.readTable(2048)).toEqual(long);
  await reader.terminate();
  await reader.identify();
});

test("a negotiation that leaves no room is refused", () => {
  const hand = new Hand();
  hand.ask({ service: "identify" });
  expect(hand.ask({ service: "negotiate", packet: 8, packets: 1, bauds: [] })).toBe("05");
  expect(hand.ask({ service: "negotiate", packet: 64, packets: 0, bauds: [] })).toBe("05");
  // Of the requested rates, the fastest that the line supports: 57 600, code 10, not 38 400, 11.
  expect(hand.ask({ service: "negotiate", packet: 64, packets: 1, bauds: [4, 11, 10, 12] })).toBe(
    "000040010a",
  );
});

test("six seconds without traffic end a session; wait and timing setup extend them", () => {
  const hand = new Hand();
  hand.begin(READ);
  hand.pass(5900);
  expect(hand.ask(read(1)).slice(0, 2)).toBe("00");
  hand.pass(6000);
  expect(hand.ask(read(1))).toBe("0a");
  hand.begin(READ);
  expect(hand.ask({ service: "wait", seconds: 60 })).toBe("00");
  hand.pass(59_000);
  expect(hand.ask(read(1)).slice(0, 2)).toBe("00");
  hand.pass(6000);
  expect(hand.ask(read(1))).toBe("0a");
  hand.ask({ service: "identify" });
  const slow = {
    service: "timing",
    traffic_s: 30,
    character_s: 1,
    response_s: 4,
    retries: 3,
  } as const;
  expect(hand.ask(slow)).toBe("001e010403");
  expect(hand.ask({ ...slow, traffic_s: 255, retries: 200 })).toBe("007801040a");
  expect(hand.ask({ ...slow, traffic_s: 0 })).toBe("05");
  hand.pass(100_000);
  expect(hand.ask({ service: "logon", user_id: 1, user: "" })).toBe("00");
});

test("a client that addresses a device has the longer times of C12.21 in its session", () => {
  const hand = new Hand();
  hand.ask({ service: "identify" }, 9);
  hand.pass(29_900);
  expect(hand.ask({ service: "logon", user_id: 1, user: "" }, 9)).toBe("00");
  hand.pass(30_000);
  expect(hand.ask(read(1), 9)).toBe("0a");
  hand.pass(30_000);
  hand.begin(READ);
  hand.pass(6000);
  expect(hand.ask(read(1))).toBe("0a");
});

test("the identity of C12.21 is in every answer", () => {
  const { server } = new Hand();
  const packet = encodePacket({
    identity: 9,
    multiple: false,
    first: false,
    toggle: true,
    format: 0,
    sequence: 0,
    data: octets("20"),
  });
  const [, answer] = server.receive(packet);
  expect(answer?.[1]).toBe(9);
});

test("an unacknowledged answer ends the session", () => {
  const hand = new Hand();
  hand.begin(OPERATE);
  const head = { identity: 0, multiple: false, first: false, format: 0, sequence: 0 };
  hand.server.receive(encodePacket({ ...head, toggle: false, data: octets("300000") }));
  for (let n = 0; n < 100; n++) hand.server.elapsed(100);
  expect(hand.message(octets("300005"))).toBe("0a");
});
