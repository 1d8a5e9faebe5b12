/** The meter's own tables over the link: our reader and termineter see what they hold. */
import { connectLine } from "@bptm/c12/link/line";
import { Passwords } from "@bptm/c12/link/passwords";
import { listen } from "@bptm/c12/link/port";
import { MeterReader } from "@bptm/c12/reader/reader";
import { tablesDevice } from "@bptm/c12/meter/tables-device";
import { understand } from "@bptm/c12/reader/understand";
import { afterEach, expect, test } from "vitest";
import { METER, NOON_S, testMeter } from "../c12/meter";
import type { TestMeter } from "../c12/meter";
import { needs } from "../needs";
import { historyLog, termineter } from "./console";

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const OPERATE = "operate it";
const passwords = new Passwords([
  { level: 1, password: "read it" },
  { level: 3, password: OPERATE },
]);

async function meter(): Promise<TestMeter & { readonly port: number; requests: string[] }> {
  const requests: string[] = [];
  const last_reset = { at_s: NOON_S - 7200, demand_resets: 1, registers: METER.registers };
  const one = testMeter(
    () => ({ ...METER, last_reset }),
    {},
    {
      ready: () => true,
      request: (number, { kind }) => {
        requests.push(`${number} ${kind}`);
        return { reason: 0 };
      },
      setClock: () => undefined,
      resetDemand: () => () => true,
    },
  );
  const listening = await listen(tablesDevice(one.tables, passwords), "127.0.0.1", 0);
  ends.push(() => listening.close());
  return { ...one, port: listening.port, requests };
}

async function reader(port: number): Promise<MeterReader> {
  const line = await connectLine("127.0.0.1", port);
  ends.push(() => line.close());
  const one = new MeterReader(line);
  await one.identify();
  return one;
}

test("every table of table 0 is read and understood, in large packets and in small", async () => {
  const { tables, port } = await meter();
  for (const sizes of [
    { packet: 8192, packets: 255 },
    { packet: 64, packets: 1 },
  ]) {
    const one = await reader(port);
    await one.negotiate(sizes);
    await one.logon(1, "reader");
    await one.security(OPERATE);
    const octets = new Map<number, Uint8Array>();
    for (const table of tables.used) {
      if ([7, 8, 42].includes(table)) continue;
      octets.set(table, await one.readTable(table));
    }
    await expect(one.readTable(42)).rejects.toThrow("security clearance");
    const { values, problems } = understand(octets);
    expect([...problems]).toEqual([]);
    expect(values.get(1)).toMatchObject({ manufacturer: "BPTM", ed_model: "2S-ATS" });
    await one.terminate();
  }
});

test("a procedure requests the core once, and returns its answer", async () => {
  const { port, requests } = await meter();
  const one = await reader(port);
  await one.logon(1, "reader");
  const open = Uint8Array.of(100, 1, 0, 0, 0);
  expect(await one.procedure(21, open)).toMatchObject({ result: 5 });
  expect(requests).toEqual([]);
  await one.security(OPERATE);
  expect(await one.procedure(21, open)).toMatchObject({ result: 0 });
  expect(requests).toEqual(["1 lock-open-utility"]);
});

needs("termineter", "termineter")("termineter", () => {
  test("identifies the meter by its tables", async () => {
    const { port } = await meter();
    const text = await termineter(
      port,
      `set PASSWORD ${Buffer.from(OPERATE).toString("hex")}`,
      "use get_info",
      "run",
      "use read_table",
      "set TABLE_ID 23",
      "run",
      "use get_local_display_info",
      "run",
    );
    expect(text).toMatch(/Manufacturer\.+BPTM/);
    expect(text).toMatch(/Model\.+2S-ATS/);
    expect(text).toContain("METER-1");
    // The first register is what the utility has delivered: 1 000 000 Wh.
    expect(text).toMatch(/0000 +(00 )?40 42 0f 00 00 00/);
    expect(text).toMatch(/on time: +4 seconds \(nonprogrammable\)/);
    expect(text).toMatch(/default list: +1 \(normal\)[^]*number of items: +5/);
    expect(text).not.toMatch(/Traceback|login failed/);
  });

  test("reads the complete history log after its oldest entries were overwritten", async () => {
    const { port, logs } = await meter();
    for (let n = 0; n < 100; n++) logs.did(NOON_S + n, 2, 9, n);
    const { can_hold, entries } = await historyLog(port, OPERATE);
    expect(entries).toHaveLength(can_hold);
    const numbers = entries.map((entry) => Number(entry["History Sequence Number"]));
    const kept = logs.history.entries.map(({ sequence }) => sequence);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(kept);
    expect(kept.at(-1)).toBeGreaterThan(100);
    expect(entries[0]).toMatchObject({ "User ID": "2", "Procedure Number": "9" });
  });
});
