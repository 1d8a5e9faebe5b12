/** `bptm read` on a meter of another maker, which was written without these sources. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { needs } from "../needs";

const METER = fileURLToPath(new URL("./foreign_meter.py", import.meta.url));
const COMMAND = fileURLToPath(new URL("../../cli/bptm.js", import.meta.url));

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** What `bptm read` says of the meter with these habits. */
async function read(habits: readonly string[], ...more: readonly string[]): Promise<string> {
  const meter = spawn("/usr/bin/python3", [METER, ...habits]);
  ends.push(() => meter.kill());
  const [port] = (await once(createInterface(meter.stdout), "line")) as [string];
  const env = { ...process.env, BPTM_C12_PASSWORD: "secret" };
  const command = [COMMAND, "read", `127.0.0.1:${port}`, ...more];
  const child = spawn(process.execPath, command, { env });
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(error).toBe("");
  return out;
}

const HABITS: readonly (readonly string[])[] = [
  [],
  ["--big"],
  ["--no-negotiate"],
  ["--no-offset"],
  ["--octets", "--big"],
  ["--noise", "--features"],
  ["--double"],
  ["--hang-up"],
  ["--plain"],
  ["--echo", "--octets"],
];

needs("python3", "python3")("a meter of another maker", () => {
  test("each variant of a meter gives the same registers", async () => {
    for (const habits of HABITS) {
      const out = await read(habits);
      expect(out, habits.join(" ")).toBe(
        `${[
          "manufacturer  ACME",
          "model         METER-9",
          "serial        SN000123",
          "device        METER NUMBER 4711",
          "register 0         123,456,000 Wh    delivered",
          "register 1              -7,000 Wh    received",
          "demand 0                 4,321 W     delivered",
          "now 0                      241 V",
          "tables        22 read, 0 not given",
        ].join("\n")}\n`,
      );
    }
  });

  test("a table that a meter only names is reported, and the reading goes on", async () => {
    const out = await read(["--lies"]);
    expect(out).toMatch(/^tables {8}22 read, 1 not given$/m);
    expect(out).toMatch(/^table 99: the operation is not possible\.$/m);
  });

  test("a meter's text cannot control the terminal, a scalar of zero gives no number", async () => {
    const folder = mkdtempSync(join(tmpdir(), "foreign-"));
    const out = await read(["--rude"], "--csv", folder);
    expect(out).toMatch(/^manufacturer {2}\?\[2J\nmodel {9}\?\?AB\?\?=1\n/);
    const intervals = readFileSync(join(folder, "intervals.csv"), "utf8");
    expect(intervals).toMatch(/^2026-05-04T10:00:00Z,2026-05-04T10:15:00Z,,,ok,ok,0,0,0\r?$/m);
  });

  test("blocks of the 1997 edition with a closure status", async () => {
    const folder = mkdtempSync(join(tmpdir(), "foreign-"));
    await read(["--old"], "--csv", folder);
    const rows = (name: string): string[] =>
      readFileSync(join(folder, name), "utf8").trimEnd().split(/\r?\n/);
    expect(rows("intervals.csv").slice(1)).toEqual([
      "2026-05-04T10:00:00Z,2026-05-04T10:15:00Z,1000,2000,ok,ok,0,0,0",
      "2026-05-04T10:15:00Z,2026-05-04T10:30:00Z,3000,4000,ok,ok,0,0,0",
      "2026-05-04T10:30:00Z,2026-05-04T10:45:00Z,5000,6000,ok,ok,0,0,0",
      "2026-05-04T11:15:00Z,2026-05-04T11:30:00Z,9000,10000,ok,ok,0,0,0",
      "2026-05-04T11:30:00Z,2026-05-04T11:45:00Z,11000,12000,ok,ok,0,0,0",
      "2026-05-04T11:45:00Z,2026-05-04T12:00:00Z,13000,14000,ok,ok,0,0,0",
    ]);
    expect(rows("history.csv")).toHaveLength(3);
  });

  test("a clock in local time is not shown as universal", async () => {
    const folder = mkdtempSync(join(tmpdir(), "foreign-"));
    await read(["--local"], "--csv", folder);
    const intervals = readFileSync(join(folder, "intervals.csv"), "utf8");
    expect(intervals).toMatch(/^2026-05-04T10:00:00,2026-05-04T10:15:00,1000,/m);
    expect(readFileSync(join(folder, "history.csv"), "utf8")).toMatch(/^0,2026-05-04T11:59:00,1,/m);
  });

  test("quarter hours and history are the same in every format of time", async () => {
    for (const form of ["1", "2", "3", "4"]) {
      const folder = mkdtempSync(join(tmpdir(), "foreign-"));
      await read(["--time", form, ...(form === "2" ? [] : ["--big"])], "--csv", folder);
      const rows = (name: string): string[] =>
        readFileSync(join(folder, name), "utf8").trimEnd().split(/\r?\n/).slice(1);
      expect(rows("intervals.csv")).toEqual([
        "2026-05-04T10:00:00Z,2026-05-04T10:15:00Z,1000,2000,ok,ok,0,0,0",
        "2026-05-04T10:15:00Z,2026-05-04T10:30:00Z,3000,4000,ok,ok,0,0,0",
        "2026-05-04T10:30:00Z,2026-05-04T10:45:00Z,5000,6000,ok,ok,0,0,0",
        "2026-05-04T10:45:00Z,2026-05-04T11:00:00Z,7000,8000,ok,ok,0,0,0",
        "2026-05-04T11:15:00Z,2026-05-04T11:30:00Z,9000,10000,ok,ok,0,0,0",
        "2026-05-04T11:30:00Z,2026-05-04T11:45:00Z,11000,12000,ok,ok,0,0,0",
        "2026-05-04T11:45:00Z,2026-05-04T12:00:00Z,13000,14000,ok,ok,0,0,0",
      ]);
      expect(rows("history.csv")).toEqual([
        "0,2026-05-04T11:59:00Z,1,standard,power down,7,0102",
        "1,2026-05-04T11:59:30Z,2,standard,power up,7,0102",
      ]);
    }
  });

  test("each set of a load profile is read with its own channels, lengths and scales", async () => {
    for (const order of [[], ["--big"]]) {
      const folder = mkdtempSync(join(tmpdir(), "foreign-"));
      const out = await read(["--sets", ...order], "--csv", folder);
      expect(out).toMatch(/^tables {8}23 read, 0 not given\n[^\n]*registers\.csv: 4 rows$/m);
      const rows = (name: string): string[] =>
        readFileSync(join(folder, name), "utf8").trimEnd().split(/\r?\n/);
      expect(rows("intervals.csv")).toHaveLength(8);
      expect(rows("intervals-3.csv")).toEqual([
        "start,end,channel 1 V,channel 1 V status,power failed,clock forward,clock back",
        "2026-05-04T10:30:00Z,2026-05-04T11:00:00Z,,skipped,0,0,0",
        "2026-05-04T11:00:00Z,2026-05-04T11:30:00Z,239.9,ok,1,0,0",
        "2026-05-04T11:30:00Z,2026-05-04T12:00:00Z,241,ok,0,0,0",
      ]);
    }
    const { tables } = JSON.parse(await read(["--sets"], "--json"));
    expect(tables["61"].value).toMatchObject({ nbr_blks_set1: 2, max_int_time_set3: 30 });
    expect(tables["62"].value).toMatchObject({ int_fmt_cde1: 2, int_fmt_cde3: 16 });
    expect(tables["66"]).toMatchObject({ name: "LP_DATA_SET3_TBL", problem: null });
    expect(tables["66"].value.lp_data_set3).toHaveLength(1);
  });
});
