/** `bptm read` and what it stands on, against the meter's own tables. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { Passwords } from "@bptm/c12/passwords";
import { listen } from "@bptm/c12/port";
import { registerLines } from "@bptm/c12/register-lines";
import { tablesDevice } from "@bptm/c12/tables-device";
import { afterEach, expect, test } from "vitest";
import { METER, testMeter } from "../c12/meter";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const COMMAND = fileURLToPath(new URL("../../cli/bptm.js", import.meta.url));
const PASSWORD = "read it";

async function meter(): Promise<number> {
  const passwords = new Passwords([{ level: 1, password: PASSWORD }]);
  const device = tablesDevice(testMeter(() => METER).tables, passwords);
  const listening = await listen(device, "127.0.0.1", 0);
  ends.push(() => listening.close());
  return listening.port;
}

interface Said {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

async function bptm(args: readonly string[], password?: string): Promise<Said> {
  const env = { ...process.env, BPTM_C12_PASSWORD: password };
  const child = spawn(process.execPath, [COMMAND, "read", ...args], { env });
  const ended = new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? -1)));
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await ended, out, error };
}

test("tells what a meter is, and its registers with their units", async () => {
  const { status, out } = await bptm([`127.0.0.1:${await meter()}`], PASSWORD);
  expect(status).toBe(0);
  expect(out).toMatch(/^manufacturer {2}BPTM$/m);
  expect(out).toMatch(/^device {8}METER-1$/m);
  // Utility delivered is first.
  expect(out).toMatch(/^register 0 +1,000,000 Wh +delivered$/m);
  expect(out).toMatch(/^register 1 +1,000,001 Wh +received$/m);
  expect(out).toMatch(/^table 25 +E-C12-05: .*not ready\.$/m);
});

test("gives all tables as JSON, and without a password what anybody may read", async () => {
  const port = await meter();
  const { status, out } = await bptm([String(port), "--json"]);
  expect(status).toBe(0);
  const read = JSON.parse(out);
  expect(read.format).toBe("bptm-read-1");
  expect(read.tables["1"].value).toMatchObject({ manufacturer: "BPTM", ed_model: "2S-ATS" });
  expect(read.tables["23"]).toBeUndefined();
  expect(read.refused["23"]).toContain("security clearance");
  const all = JSON.parse((await bptm([String(port), "--json"], PASSWORD)).out);
  expect(all.tables["23"].octets.slice(0, 14)).toMatch(/40420f000000/);
  expect(all.registers[0]).toEqual({
    register: 0,
    value: 1_000_000,
    unit: "Wh",
    direction: "delivered",
  });
});

test("what goes wrong is one sentence", async () => {
  const wrong = await bptm(["nowhere"]);
  expect(wrong).toMatchObject({ status: 2, out: "" });
  expect(wrong.error).toMatch(/^bptm: E-READ-01: "nowhere" is no address; give HOST:PORT\.\n$/);
  const refused = await bptm([String(await meter())], "a guess");
  expect(refused.error).toMatch(/^bptm: E-C12-05: No security: the session lacks .*\n$/);
  expect((await bptm(["127.0.0.1:1"])).error).toMatch(/^bptm: E-C12-01: /);
});

test("constants and multipliers are applied where a meter wants it", () => {
  const flags = { demand_ctrl_flag: false, data_ctrl_flag: false, pulse_engr_flag: false };
  const source = (constants_flag: boolean): object => ({
    ...flags,
    uom_entry_flag: true,
    constants_flag,
    constant_to_be_applied: constants_flag,
  });
  const unit = { id_code: 0, time_base: 0, multiplier: 2, q1_accountability: true };
  const values = new Map<number, object>([
    [12, { uom_entry: [unit, { ...unit, multiplier: 0, net_flow_accountability: true }] }],
    [15, { selection: [{ multiplier: 7.2, offset: 1 }] }],
    [16, { sources_link: [source(false), source(true)] }],
    [22, { summation_select: [0, 1, 9] }],
    [23, { tot_data_block: { summations: [5, 10, undefined] } }],
  ]);
  expect(registerLines(values)).toEqual([
    { register: 0, value: 5000, unit: "Wh", direction: "delivered" },
    { register: 1, value: 73, unit: "Wh", direction: "" },
    { register: 2, value: undefined, unit: "", direction: "" },
  ]);
});
