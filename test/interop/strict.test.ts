/** A client that knows only the standard, written without these sources, checks the port. */
import { execFile } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { crc16 } from "@bptm/c12/link/crc";
import type { Device, TableStore } from "@bptm/c12/link/device";
import { LinkServer } from "@bptm/c12/link/link-server";
import { LockOut, Passwords } from "@bptm/c12/link/passwords";
import { listen } from "@bptm/c12/link/port";
import { tablesDevice } from "@bptm/c12/meter/tables-device";
import { afterEach, expect, test } from "vitest";
import { METER, NOON_S, testMeter } from "../c12/meter";
import { MemoryDevice, OPERATE, READ } from "../link/memory-device";
import { needs } from "../needs";

const CLIENT = fileURLToPath(new URL("./strict_client.py", import.meta.url));
const SEED = process.env["BPTM_SEED"] ?? String(Math.floor(Math.random() * 2 ** 30));

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

interface Result {
  readonly check: string;
  readonly good: boolean;
  readonly problems: readonly string[];
}

interface Verdict {
  readonly status: number;
  readonly results: readonly Result[];
}

/** What the client says of a device. */
async function judge(device: Device, only = ""): Promise<Verdict> {
  const { port, close } = await listen(device, "127.0.0.1", 0);
  ends.push(close);
  return judgePort(port, only);
}

/** What the client says of a port: all its checks, or those whose sentences have these words. */
function judgePort(port: number, only: string): Promise<Verdict> {
  const command = [CLIENT, "127.0.0.1", String(port), "--json", "--seed", SEED, "--only", only];
  const env = { ...process.env, BPTM_C12_READ: READ, BPTM_C12_OPERATE: OPERATE };
  return new Promise((resolve, reject) => {
    execFile("/usr/bin/python3", command, { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (stdout === "") return reject(new Error(stderr));
      const { checks } = JSON.parse(stdout) as { readonly checks: readonly Result[] };
      const status = typeof error?.code === "number" ? error.code : 0;
      return resolve({ status, results: checks });
    });
  });
}

const wrong = ({ results }: Verdict): readonly Result[] => results.filter(({ good }) => !good);

const passwords = new Passwords([
  { level: 1, password: READ },
  { level: 3, password: OPERATE },
]);

type Read = TableStore["read"];

/** Our meter, with its reads spoilt. */
function spoilt(spoil: (read: Read) => Read): Device {
  const last_reset = { at_s: NOON_S - 7200, demand_resets: 1, registers: METER.registers };
  const whole = tablesDevice(testMeter(() => ({ ...METER, last_reset })).tables, passwords);
  return {
    level: (password) => whole.level(password),
    open: (user_id, user) => {
      const store = whole.open(user_id, user);
      return {
        read: spoil((table, level, part) => store.read(table, level, part)),
        write: (table, level, octets) => store.write(table, level, octets),
        writeAt: (table, level, place, octets) => store.writeAt(table, level, place, octets),
      };
    },
  };
}

/** A read whose octets of one table are changed. */
function changed(wanted: number, change: (octets: Uint8Array) => Uint8Array): (read: Read) => Read {
  return (read) => (table, level, part) => {
    const outcome = read(table, level, part);
    if (table !== wanted || "refused" in outcome || part !== undefined) return outcome;
    return { octets: change(outcome.octets) };
  };
}

/** What is wrong with a meter, and the check that must say so. */
const SPOILT: readonly (readonly [string, (read: Read) => Read, string])[] = [
  ["a table one octet too long", changed(23, (all) => Uint8Array.of(...all, 0)), "every table has"],
  ["a table one octet too short", changed(23, (all) => all.subarray(1)), "every table has"],
  ["a first register of vars", changed(12, (all) => all.with(0, 1)), "first summation"],
  ["a selection of no source", changed(22, (all) => all.with(3, 200)), "selections point"],
  ["more in use than there is room", changed(21, (all) => all.with(3, 99)), "no actual dimension"],
  ["table 0 naming what is not there", changed(0, (all) => all.with(21, 255)), "of table 0 is"],
  ["parts from the wrong place", moved, "part by offset"],
];

function moved(read: Read): Read {
  return (table, level, part) =>
    part !== undefined && "offset" in part && part.offset > 1
      ? read(table, level, { ...part, offset: part.offset - 1 })
      : read(table, level, part);
}

/** A packet of the meter with its header changed and its CRC made right again. */
const headed =
  (change: (packet: Uint8Array) => Uint8Array) =>
  (packet: Uint8Array): Uint8Array => {
    const body = change(packet).subarray(0, -2);
    const crc = crc16(body);
    return Uint8Array.of(...body, crc & 255, crc >> 8);
  };

const at = (packet: Uint8Array, place: number): number => packet[place] ?? 0;

/** What is wrong with the packets of a meter, and the check that must say so. */
const BAD_PACKETS: readonly (readonly [string, (packet: Uint8Array) => Uint8Array, string])[] = [
  [
    "a toggle bit that stands",
    headed((one) => one.with(2, at(one, 2) & 0xdf)),
    "toggle bit changed by each",
  ],
  ["a sequence that stands", headed((one) => one.with(3, 0)), "sequence counts down"],
  ["flags that are missing", headed((one) => one.with(2, at(one, 2) & 0x3f)), "sequence counts"],
  ["reserved bits", headed((one) => one.with(2, at(one, 2) | 0x10)), "identify is answered"],
  ["another identity", headed((one) => one.with(1, 9)), "identify is answered"],
  [
    "a CRC in the wrong order",
    (one) =>
      Uint8Array.of(...one.subarray(0, -2), at(one, one.length - 1), at(one, one.length - 2)),
    "identify is answered",
  ],
];

/** A meter whose packets are changed on their way. */
async function badPort(change: (packet: Uint8Array) => Uint8Array): Promise<number> {
  const device = spoilt((read) => read);
  const server = createServer((socket) => {
    const link = new LinkServer(device, new LockOut(), [6]);
    socket.on("data", (octets: Uint8Array) => {
      for (const out of link.receive(octets)) socket.write(out.length > 1 ? change(out) : out);
    });
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => new Promise((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

needs("python3", "python3")("the strict client", () => {
  test("finds nothing wrong with the meter", { timeout: 120_000 }, async () => {
    console.log(`strict.test: BPTM_SEED=${SEED}`);
    const requests: string[] = [];
    let demand_resets = 1;
    const { tables } = testMeter(
      () => ({
        ...METER,
        counters: { ...METER.counters, demand_resets },
        last_reset: { at_s: NOON_S - 7200, demand_resets: 1, registers: METER.registers },
      }),
      {},
      {
        request: (number, { kind }) => {
          requests.push(`${number} ${kind}`);
          return { reason: 0 };
        },
        ready: () => true,
        setClock: () => undefined,
        resetDemand: () => {
          demand_resets++;
          return () => true;
        },
      },
    );
    const verdict = await judge(tablesDevice(tables, passwords));
    expect(wrong(verdict)).toEqual([]);
    expect(verdict.status).toBe(0);
    expect(verdict.results.length).toBeGreaterThan(50);
    // The client asked three times with one number, and twice for a reset with one number.
    expect(requests).toEqual(["1 clear-lock-open"]);
    expect(demand_resets).toBe(2);
  });

  test.each(SPOILT)("finds %s", { timeout: 60_000 }, async (_what, spoil, check) => {
    const verdict = await judge(spoilt(spoil), check);
    expect(verdict.results).toHaveLength(1);
    expect(wrong(verdict)).toHaveLength(1);
    expect(verdict.status).toBe(1);
  });

  test.each(BAD_PACKETS)("finds %s", { timeout: 60_000 }, async (_what, change, check) => {
    const verdict = await judgePort(await badPort(change), check);
    expect(wrong(verdict)).toHaveLength(1);
  });

  test("finds fault with a device whose tables mean nothing", { timeout: 120_000 }, async () => {
    const verdict = await judge(new MemoryDevice());
    expect(verdict.status).toBe(1);
    const found = wrong(verdict).map(({ check }) => check);
    expect(found).toContain(
      "table 0 has the size of its own dimensions, and says nothing impossible",
    );
    expect(found).not.toContain(
      "a response that is answered with NAK is repeated, octet for octet",
    );
  });
});
