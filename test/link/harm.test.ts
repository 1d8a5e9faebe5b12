/** A reader and a meter over a wire that loses, flips, splits and doubles what it carries. */
import { LockOut } from "@bptm/c12/link/passwords";
import { LinkServer } from "@bptm/c12/link/link-server";
import { ReadError } from "@bptm/c12/link/read-error";
import { MeterReader } from "@bptm/c12/reader/reader";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chance } from "./chance";
import { MemoryDevice, OPERATE } from "./memory-device";
import { Wire } from "./wire";
import type { Harm } from "./wire";

const SEED = Number(process.env["BPTM_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
console.log(`harm.test: BPTM_SEED=${SEED}`);

function flipped(octets: Uint8Array, bit: number): Uint8Array {
  const at = (bit >> 3) % octets.length;
  return octets.with(at, (octets[at] ?? 0) ^ (1 << (bit & 7)));
}

function split(octets: Uint8Array, at: number): Uint8Array[] {
  const place = at % octets.length;
  return [octets.subarray(0, place), octets.subarray(place)].filter((part) => part.length > 0);
}

type Wrong = "lost" | "flipped" | "doubled" | "split" | "cut" | "noise";
const WRONGS: readonly Wrong[] = ["lost", "flipped", "doubled", "split", "cut", "noise"];

function harmed(wrong: Wrong, octets: Uint8Array, n: number): readonly Uint8Array[] {
  switch (wrong) {
    case "lost":
      return [];
    case "flipped":
      return [flipped(octets, n)];
    case "doubled":
      return [octets, octets];
    case "split":
      return split(octets, n);
    case "cut":
      return split(octets, n).slice(0, 1);
    case "noise":
      return [Uint8Array.of(n & 0xff, 0xee, n & 0x1f), octets];
  }
}

interface Bench {
  readonly device: MemoryDevice;
  readonly wire: Wire;
  readonly reader: MeterReader;
}

function bench(): Bench {
  const device = new MemoryDevice();
  const wire = new Wire(new LinkServer(device, new LockOut(), [6]));
  return { device, wire, reader: new MeterReader(wire) };
}

async function begin(reader: MeterReader): Promise<void> {
  await reader.identify();
  await reader.negotiate({ packet: 128, packets: 20 });
  await reader.logon(1, "test");
  await reader.security(OPERATE);
}

/** Harms the nth transmission from now on, once. */
function once(nth: number, wrong: Wrong, n: number): Harm {
  let left = nth;
  return (octets) => (left-- === 0 ? harmed(wrong, octets, n) : [octets]);
}

test("whatever happens to one transmission, the request is done once and answered", async () => {
  // An acknowledgement that comes twice is left out: it looks like one for the next.
  const wrongs = fc.constantFrom(...WRONGS.filter((wrong) => wrong !== "doubled"));
  const steps = fc.array(fc.tuple(fc.nat(7), wrongs, fc.nat(2000)), { maxLength: 8 });
  const property = fc.asyncProperty(steps, async (steps) => {
    const { device, wire, reader } = bench();
    await begin(reader);
    for (const [index, [nth, wrong, n]] of steps.entries()) {
      wire.harm = once(nth, wrong, n);
      await reader.writeTable(2048, Uint8Array.of(index, 0xee, 6, 0x15));
      wire.harm = once(nth, wrong, n);
      expect(await reader.readTable(2048)).toEqual(Uint8Array.of(index, 0xee, 6, 0x15));
      // Twice the same in a row is meant twice.
      await reader.writeTable(2048, Uint8Array.of(index, 0xee, 6, 0x15));
    }
    const wanted = steps.map(
      (_, index) => `2048: ${Buffer.of(index, 0xee, 6, 0x15).toString("hex")}`,
    );
    expect(device.diary).toEqual(wanted.flatMap((line) => [line, line]));
  });
  await fc.assert(property, { seed: SEED, numRuns: 150 });
});

/** What a long and bad day was like. */
interface Tally {
  answered: number;
  failed: number;
}

/** Writes and reads until `count` are done, connecting anew after each failure. */
async function live(seed: number, one_in: number, count: number): Promise<Tally> {
  const draw = chance(seed);
  const { device, wire, reader } = bench();
  const wrong: Harm = (octets) =>
    draw(one_in) === 0
      ? harmed(WRONGS[draw(WRONGS.length)] ?? "lost", octets, draw(2000))
      : [octets];
  wire.harm = wrong;
  const tally = { answered: 0, failed: 0 };
  let connected = false;
  for (let number = 0; number < count; number++) {
    const content = Buffer.alloc(4 + draw(700), number & 0xff);
    content.writeUInt32BE(number);
    const line = `2048: ${content.toString("hex")}`;
    try {
      if (!connected) await begin(reader);
      connected = true;
      await reader.writeTable(2048, content);
      expect(device.diary.at(-1)).toBe(line);
      expect(await reader.readTable(2048)).toEqual(new Uint8Array(content));
      expect(await reader.readTable(6)).toEqual(device.tables.get(6));
      const result = await reader.procedure(21, Uint8Array.of(number & 0xff));
      expect(result).toEqual({ result: 0, octets: Uint8Array.of(0xd0) });
      tally.answered++;
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      tally.failed++;
      connected = false;
      wire.close();
    }
    const times = device.diary.filter((one) => one === line).length;
    expect(times).toBeLessThanOrEqual(1);
  }
  return tally;
}

test("on a bad wire nothing is done twice, and no answer is wrong", async () => {
  const tally = { answered: 0, failed: 0 };
  for (let round = 0; round < 12; round++) {
    const { answered, failed } = await live(
      SEED + round * 7919,
      [8, 20, 60, 200][round % 4] ?? 8,
      25,
    );
    tally.answered += answered;
    tally.failed += failed;
  }
  console.log(`harm.test: ${tally.answered} rounds answered, ${tally.failed} given up`);
  expect(tally.answered).toBeGreaterThan(50);
  expect(tally.failed).toBeGreaterThan(10);
});

test("a meter survives any octets and any order of services", async () => {
  const thing = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.constantFrom(...["06", "15", "ee0000000001201310"].map((one) => Buffer.from(one, "hex"))),
  );
  const property = fc.asyncProperty(fc.array(thing, { maxLength: 40 }), async (floods) => {
    const { device, wire, reader } = bench();
    for (const octets of floods) wire.server.receive(octets);
    wire.close();
    await begin(reader);
    expect(await reader.readTable(1)).toEqual(new Uint8Array(device.tables.get(1) ?? []));
    expect(device.diary).toEqual([]);
  });
  await fc.assert(property, { seed: SEED });
});
