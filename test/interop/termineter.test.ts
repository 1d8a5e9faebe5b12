/** Termineter, a meter tester of others' making, against our port. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen } from "@bptm/c12/link/port";
import { afterEach, expect, test } from "vitest";
import { needs } from "../needs";
import { MemoryDevice, OPERATE } from "../link/memory-device";
import { termineter } from "./console";
import * as tables from "./standard-tables";

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const hex = (text: string): string => Buffer.from(text, "latin1").toString("hex");

async function meter(): Promise<{ device: MemoryDevice; port: number }> {
  const device = new MemoryDevice();
  device.tables.set(0, tables.GENERAL_CONFIGURATION);
  device.tables.set(1, tables.MANUFACTURER);
  device.tables.set(3, tables.MODE_STATUS);
  device.tables.set(5, tables.DEVICE_IDENTIFICATION);
  const listening = await listen(device, "127.0.0.1", 0);
  ends.push(() => listening.close());
  return { device, port: listening.port };
}

const as = (password: string): string => `set PASSWORD ${hex(password)}`;

const LOAD_CONTROL = ["use run_procedure", "set PROC_NUMBER 21", "set PARAMS 6401", "run"];

needs("termineter", "termineter")("termineter", () => {
  test("connects and reads the meter's identity", async () => {
    const { port } = await meter();
    const text = await termineter(
      port,
      as(OPERATE),
      "use get_identification",
      "run",
      "use get_info",
      "run",
    );
    expect(text).toContain("Successfully connected and the device is responding");
    expect(text).toMatch(/Reference Standard\s+ANSI C12.18/);
    expect(text).toMatch(/Manufacturer\.+BPTM/);
    expect(text).toMatch(/Model\.+TWIN/);
    expect(text).toMatch(/Serial Number\.+2S-000042/);
    expect(text).toContain("HOUSE-0042");
    expect(text).not.toMatch(/Traceback|login failed/);
  });

  test("reads and writes whole and partial tables, and verifies them", async () => {
    const { device, port } = await meter();
    device.tables.set(2048, new Uint8Array(600).fill(0xaa));
    const text = await termineter(
      port,
      as(OPERATE),
      "use write_table",
      "set TABLE_ID 2048",
      "set DATA 0102030405",
      "set OFFSET 300",
      "run",
      "use read_table",
      "set TABLE_ID 77",
      "run",
    );
    expect(text).toContain("Table Write Verification Passed");
    expect(text).toContain("Operation Not Possible");
    expect(device.tables.get(2048)?.subarray(299, 306)).toEqual(
      Uint8Array.of(0xaa, 1, 2, 3, 4, 5, 0xaa),
    );
    expect(device.diary.length).toBe(1);
  });

  test("runs each procedure once", async () => {
    const { device, port } = await meter();
    const text = await termineter(port, as(OPERATE), ...LOAD_CONTROL);
    expect(text).toContain("Received response from procedure: Procedure completed");
    expect(device.diary).toEqual([expect.stringMatching(/^7: 1500..6401$/)]);
  });

  test("cannot act without a password", async () => {
    const { device, port } = await meter();
    const text = await termineter(port, ...LOAD_CONTROL);
    expect(text).toContain("Insufficient Security Clearance");
    expect(device.diary).toEqual([]);
  });

  test("is locked out when it guesses passwords", async () => {
    const { port } = await meter();
    const folder = mkdtempSync(join(tmpdir(), "guesses-"));
    ends.push(() => rmSync(folder, { recursive: true }));
    const words = join(folder, "words");
    const guesses = Array.from({ length: 7 }, (_, n) => hex(`guess ${n}`));
    writeFileSync(words, `${[...guesses, hex(OPERATE)].join("\n")}\n`);
    const guess = ["use brute_force_login", `set DICTIONARY ${words}`, "set DELAY 0.01", "run"];
    const text = await termineter(port, ...guess);
    expect(text.match(/Failed logged in/g)?.length).toBe(8);
    expect(text).not.toContain("Successfully logged in");
    const again = await meter();
    writeFileSync(words, `${[...guesses.slice(0, 4), hex(OPERATE)].join("\n")}\n`);
    expect(await termineter(again.port, ...guess)).toContain("Successfully logged in");
  });
});
