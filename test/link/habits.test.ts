/** Habits of other manufacturers' meters that a reader must accept, in simulated time. */
import type { TableResult } from "@bptm/c12/link/device";
import { PacketFinder, encodePacket } from "@bptm/c12/link/frame";
import { LinkClient } from "@bptm/c12/link/link-client";
import { LinkServer } from "@bptm/c12/link/link-server";
import { LockOut } from "@bptm/c12/link/passwords";
import { readMeter } from "@bptm/c12/reader/read-meter";
import { MeterReader } from "@bptm/c12/reader/reader";
import { expect, test } from "vitest";
import { MANUFACTURER } from "../interop/standard-tables";
import { MemoryDevice, OPERATE } from "./memory-device";
import { Wire } from "./wire";
import type { Harm } from "./wire";

function wired(device: MemoryDevice, harm?: Harm): { wire: Wire; reader: MeterReader } {
  const wire = new Wire(new LinkServer(device, new LockOut(), [6]));
  if (harm !== undefined) wire.harm = harm;
  return { wire, reader: new MeterReader(wire) };
}

/** The meter's packets with the toggle bit always clear. */
const neverToggled: Harm = (octets, to) => {
  const [found] = to === "reader" ? new PacketFinder().feed(octets) : [];
  return [found?.kind === "packet" ? encodePacket({ ...found.packet, toggle: false }) : octets];
};

test("an answer without toggle is accepted when nothing else comes", async () => {
  const device = new MemoryDevice();
  const { reader } = wired(device, neverToggled);
  await reader.identify();
  await reader.logon(1, "test");
  // The same answer as to the logon, octet by octet.
  await reader.security(OPERATE);
  const first = await reader.readTable(1);
  expect(await reader.readTable(1)).toEqual(first);
  await reader.writeTable(7, Uint8Array.of(9, 0, 1));
  await reader.writeTable(7, Uint8Array.of(9, 0, 2));
  expect(device.diary).toEqual(["7: 090001", "7: 090002"]);
  await reader.logoff();
  await reader.terminate();
});

test("a repetition of the previous answer is ignored while the right one comes", async () => {
  const device = new MemoryDevice();
  const { wire, reader } = wired(device);
  await reader.identify();
  await reader.logon(1, "test");
  await reader.security(OPERATE);
  const before = wire.log.findLast(({ to, octets }) => to === "reader" && octets[0] === 0xee);
  // It comes once more between the acknowledgement of the next request and its answer.
  wire.harm = (octets, to) => {
    if (to === "meter" || octets[0] !== 0xee) return [octets];
    return [...(before === undefined ? [] : [before.octets]), octets];
  };
  expect(Buffer.from(await reader.readTable(1))).toEqual(device.tables.get(1));
});

test("a previous answer is not accepted from a meter that toggles", async () => {
  const { wire, reader } = wired(new MemoryDevice());
  await reader.identify();
  await reader.logon(1, "test");
  await reader.readTable(1);
  const before = wire.log.findLast(({ to, octets }) => to === "reader" && octets[0] === 0xee);
  // It comes in place of the right one, which is lost each time.
  wire.harm = (octets, to) =>
    before === undefined || to === "meter" || octets[0] !== 0xee ? [octets] : [before.octets];
  await expect(reader.readTable(2048)).rejects.toThrow(/^E-C12-02/);
});

class BusyDevice extends MemoryDevice {
  constructor(private busy: number) {
    super();
    this.tables.set(1, MANUFACTURER);
  }

  override read(...request: Parameters<MemoryDevice["read"]>): ReturnType<MemoryDevice["read"]> {
    return this.busy-- > 0 ? { refused: "bsy" } : super.read(...request);
  }
}

test("the reader retries a busy meter, but not forever", async () => {
  for (const [busy, wanted] of [
    [5, true],
    [6, false],
  ] as const) {
    const { reader } = wired(new BusyDevice(busy));
    await reader.identify();
    await reader.logon(1, "test");
    const read = reader.readTable(1);
    if (wanted) expect(Buffer.from(await read)).toEqual(MANUFACTURER);
    else await expect(read).rejects.toThrow(/^E-C12-05: No read of table 1: the meter is busy\.$/);
  }
});

/** Gives parts only, at most 40 octets of table 6 at once, and refuses the whole by this code. */
class PartsDevice extends MemoryDevice {
  constructor(private readonly refused: "onp" | "iar" | "err") {
    super();
  }

  override read(...[table, level, part]: Parameters<MemoryDevice["read"]>): TableResult {
    const octets = this.tables.get(table);
    if (part === undefined || !("offset" in part)) return { refused: this.refused };
    if (octets === undefined || part.offset >= octets.length) return { refused: this.refused };
    const end = part.offset + Math.min(part.count, 40);
    return super.read(table, level, {
      offset: part.offset,
      count: Math.min(end, octets.length) - part.offset,
    });
  }
}

test("a meter that gives short parts and refuses with other codes is read completely", async () => {
  for (const code of ["onp", "iar", "err"] as const) {
    const device = new PartsDevice(code);
    const { wire, reader } = wired(device);
    await reader.identify();
    await reader.logon(1, "test");
    expect(Buffer.from(await reader.readTable(6))).toEqual(Buffer.from(device.tables.get(6)!));
    const before = wire.log.length;
    await expect(reader.readTable(77)).rejects.toThrow(/^E-C12-05: No read of table 77/);
    // A refusal that says nothing of the length is believed: four packets for each of two reads.
    if (code !== "onp") expect(wire.log.length - before).toBe(8);
  }
});

test("a malformed answer affects only its own table", async () => {
  const device = new MemoryDevice();
  device.tables.set(0, Buffer.from("020a8a0000000002002020020001000000000022020000", "hex"));
  device.tables.set(1, MANUFACTURER);
  const { wire, reader } = wired(device);
  wire.harm = (octets, to) => [to === "reader" ? wrongSum(octets, MANUFACTURER) : octets];
  const who = { user_id: 1, user: "test", password: undefined };
  const read = await readMeter(reader, who, () => undefined);
  expect([...read.tables.keys()]).toEqual([0]);
  expect(read.refused.get(1)).toMatch(/^E-C12-04: The answer to read does not follow C12.18/);
  expect(read.refused.get(5)).toMatch(/security clearance/);
});

/** The answer with this table, with a check value that does not fit. */
function wrongSum(octets: Uint8Array, table: Uint8Array): Uint8Array {
  const [found] = new PacketFinder().feed(octets);
  if (found?.kind !== "packet" || found.packet.data.length !== table.length + 4) return octets;
  const data = found.packet.data.map((octet, n) => (n === table.length + 3 ? octet ^ 1 : octet));
  return encodePacket({ ...found.packet, data });
}

test("packets that never complete a message end the session", () => {
  const client = new LinkClient(0);
  client.request(Uint8Array.of(0x20));
  client.receive(Uint8Array.of(0x06));
  const flags = { identity: 0, multiple: true, first: false, format: 0, sequence: 5 };
  const steps = Array.from({ length: 20 }, (_, n) => {
    client.receive(encodePacket({ ...flags, toggle: n % 2 === 1, data: Uint8Array.of(n) }));
    return client.elapsed(1000).silence;
  });
  expect(steps).toContain("no answer");
});

test("a reading is kept when the meter disappears before the end", async () => {
  const device = new MemoryDevice();
  device.tables.set(0, Buffer.from("020a8a0000000002002020020001000000000002020000", "hex"));
  device.tables.set(1, MANUFACTURER);
  const { wire, reader } = wired(device);
  const who = { user_id: 1, user: "test", password: undefined };
  const read = await readMeter(reader, who, (_part, table) => {
    if (table === 1) wire.harm = (octets, to) => (gone(octets, to) ? [] : [octets]);
  });
  expect([...read.tables.keys()]).toEqual([0, 1]);
});

/** A logoff or a terminate. */
const gone: (octets: Uint8Array, to: string) => boolean = (octets, to) =>
  to === "meter" && (octets[6] === 0x52 || octets[6] === 0x21);
