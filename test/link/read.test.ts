/** `bptm read` and the modules below it, against the meter's own tables. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { Passwords } from "@bptm/c12/link/passwords";
import { listen } from "@bptm/c12/link/port";
import { registerLines } from "@bptm/c12/reader/register-lines";
import { tablesDevice } from "@bptm/c12/meter/tables-device";
import { afterEach, expect, test } from "vitest";
import { METER, NOON_S, testMeter } from "../c12/meter";

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

test("shows the meter, and its registers with their units", async () => {
  const { status, out } = await bptm([`127.0.0.1:${await meter()}`], PASSWORD);
  expect(status).toBe(0);
  expect(out).toMatch(/^manufacturer {2}BPTM$/m);
  expect(out).toMatch(/^device {8}METER-1$/m);
  // Utility delivered is first.
  expect(out).toMatch(/^register 0 +1,000,000 Wh +utility delivered energy$/m);
  expect(out).toMatch(/^register 5 +20,000 Wh +generator delivered energy$/m);
  expect(out).toMatch(/^demand 0 +9,000 W +utility block demand 2026-05-04T11:00:00Z$/m);
  expect(out).toMatch(/^now 22 +240\.3 V +generator line voltage$/m);
  expect(out).toMatch(/^now 0 +unknown V +utility leg 1 voltage$/m);
  expect(out).toMatch(/^table 25 PREV_DEMAND_RESET_DATA_TBL: the data are not ready\.$/m);
  const open = await bptm([`127.0.0.1:${await meter()}`]);
  expect(open.out).toMatch(
    /^tables 6, 10, .*2058\b.*: the session lacks the security clearance\.$/m,
  );
  expect(open.out).toMatch(/^Set BPTM_C12_PASSWORD to read the tables that require it\.$/m);
});

test("gives all tables as JSON, and without a password only the public ones", async () => {
  const port = await meter();
  const { status, out } = await bptm([String(port), "--json"]);
  expect(status).toBe(0);
  const read = JSON.parse(out);
  expect(read.format).toBe("bptm-read-1");
  expect(read.tables["1"].value).toMatchObject({ manufacturer: "BPTM", ed_model: "2S-ATS" });
  expect(read.tables["0"].value.device_class).toBe("00000000");
  expect(read.tables["23"]).toBeUndefined();
  expect(read.refused["23"]).toContain("security clearance");
  const all = JSON.parse((await bptm([String(port), "--json"], PASSWORD)).out);
  expect(all.tables["23"].octets.slice(0, 14)).toMatch(/40420f000000/);
  expect(all.tables["76"].value.entries[0].argument).toBe("0700000000000000");
  expect(all.tables["2049"].name).toBe("BPTM_STATE_TBL");
  expect(all.registers[0]).toEqual({
    kind: "register",
    place: 0,
    tier: 0,
    name: "utility delivered energy",
    value: 1_000_000,
    unit: "Wh",
    direction: "delivered",
    at: null,
  });
});

/** Lines of a file that ends with one. */
const lines = (folder: string, file: string): string[] =>
  readFileSync(join(folder, file), "utf8").split("\r\n").slice(0, -1);

test("writes registers, quarter hours and logs as CSV, and says what is missing", async () => {
  const port = await meter();
  const folder = join(mkdtempSync(join(tmpdir(), "bptm-read-")), "new");
  const { status, out } = await bptm([String(port), "--csv", folder], PASSWORD);
  expect(status).toBe(0);
  expect(out).toContain(`${join(folder, "intervals.csv")}: 144 rows`);
  expect(lines(folder, "registers.csv")[1]).toBe(
    "register,0,0,utility delivered energy,1000000,Wh,delivered,",
  );
  const [head = "", ...rows] = lines(folder, "intervals.csv");
  expect(head.split(",").slice(0, 3)).toEqual(["start", "end", "utility delivered energy (Wh)"]);
  // A hundred quarter hours up to noon; the day before begins with what was never recorded.
  expect(rows.at(-1)).toMatch(/^2026-05-04T11:45:00Z,2026-05-04T12:00:00Z,99,0,1,239\.8,0,ok,/);
  expect(rows[0]).toMatch(/^2026-05-03T00:00:00Z,[^,]+,,,,,,skipped,/);
  expect(lines(folder, "events.csv").slice(1, 3)).toEqual([
    "1,,1,manufacturer,PowerUp,0,0700000000000000",
    "2,2026-05-04T11:58:30Z,1,standard,power down,0,0000000000000000",
  ]);
  expect(lines(folder, "history.csv").at(-1)).toMatch(/^1,.*,standard,procedure started,2,/);
  const some = await bptm([String(port), "--csv", folder]);
  expect(some.out).toMatch(/events\.csv: not written, E-C12-05: .*clearance/);
});

test("names of a maker's tables come from a profile file", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "bptm-read-")), "maker.yaml");
  writeFileSync(file, "vendor: X\nmanufacturers: []\ntables: [{ id: 2049, name: X_STATE }]\n");
  const port = String(await meter());
  const { out } = await bptm([port, "--json", "--profile", file], PASSWORD);
  expect(JSON.parse(out).tables["2049"].name).toBe("X_STATE");
  const missing = await bptm([port, "--profile", `${file}.not`], PASSWORD);
  expect(missing.error).toMatch(/^bptm: E-READ-02: /);
  writeFileSync(file, "tables: 7");
  expect((await bptm([port, "--profile", file])).error).toMatch(/^bptm: E-PRF-01: /);
});

test("follows the logs until it is stopped, and waits for an unreachable meter", async () => {
  const passwords = new Passwords([{ level: 1, password: PASSWORD }]);
  const one = testMeter(() => METER);
  const device = tablesDevice(one.tables, passwords);
  const first = await listen(device, "127.0.0.1", 0);
  const args = [COMMAND, "read", String(first.port), "--follow", "--every", "0.1", "--json"];
  const env = { ...process.env, BPTM_C12_PASSWORD: PASSWORD };
  const child = spawn(process.execPath, args, { env });
  const ended = new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? -1)));
  const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const complaints = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse(String((await said.next()).value));
  const known = one.logs.events.entries.length + one.logs.history.entries.length;
  for (let n = 0; n < known; n++) await next();
  one.logs.utilityPower(NOON_S, true);
  expect(await next()).toMatchObject({
    log: "event",
    name: "power up",
    time: "2026-05-04T12:00:00Z",
  });
  await first.close();
  expect(String((await complaints.next()).value)).toMatch(
    /^bptm: E-C12-0[13]: .* again every 0.1 s/,
  );
  // It is busy at first, for longer than a request is repeated.
  let busy = 6;
  const open: typeof device.open = (...who) => {
    const store = device.open(...who);
    return {
      ...store,
      read: (...request) => (busy-- > 0 ? { refused: "bsy" } : store.read(...request)),
    };
  };
  const second = await listen({ ...device, open }, "127.0.0.1", first.port);
  ends.push(() => second.close());
  one.logs.utilityPower(NOON_S + 1, false);
  expect(await next()).toMatchObject({ name: "power down", sequence: 7 });
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(await said.next()).toMatchObject({ done: true });
});

test("an error is one sentence", async () => {
  const wrong = await bptm(["nowhere"]);
  expect(wrong).toMatchObject({ status: 2, out: "" });
  expect(wrong.error).toMatch(
    /^bptm: E-READ-01: "nowhere" is no address; give HOST:PORT, or a serial port\.\n$/,
  );
  const refused = await bptm([String(await meter())], "a guess");
  expect(refused.error).toMatch(/^bptm: E-C12-05: No security by this password: the session .*\n$/);
  expect((await bptm(["127.0.0.1:1"])).error).toMatch(/^bptm: E-C12-01: /);
  expect((await bptm(["1", "--csv", "a", "--json"])).error).toMatch(/^bptm: E-READ-03: /);
  const unread = await bptm([String(await meter()), "--follow"]);
  expect(unread.error).toMatch(/^bptm: E-READ-05: The meter gives no log: E-C12-05: /);
});

test("constants and multipliers are applied where the meter's tables require it", () => {
  const flags = { demand_ctrl_flag: false, data_ctrl_flag: false };
  const source = (pulse_engr_flag: boolean, constants_flag: boolean): object => ({
    ...flags,
    uom_entry_flag: true,
    constants_flag,
    pulse_engr_flag,
    constant_to_be_applied: constants_flag,
  });
  const unit = { id_code: 0, time_base: 0, multiplier: 2, q1_accountability: true };
  const net = { ...unit, multiplier: 0, net_flow_accountability: true };
  const values = new Map<number, object>([
    [12, { uom_entry: [unit, net, unit, { ...unit, nfs: true }, { ...unit, id_code: 8 }] }],
    [15, { selection: [{ multiplier: 7.2, offset: 1 }] }],
    [
      16,
      {
        sources_link: [
          source(true, false),
          source(false, true),
          source(false, false),
          source(true, false),
          source(false, false),
        ],
      },
    ],
    [22, { summation_select: [0, 1, 9, 2, 3, 4] }],
    [
      23,
      {
        tot_data_block: { summations: [5, 10, undefined, 6, 7, 8], demands: [], coincidents: [] },
        tier_data_block: [],
      },
    ],
  ]);
  const line = { kind: "register", tier: 0, name: "", at_s: undefined };
  expect(registerLines(values)).toEqual([
    { ...line, place: 0, value: 5000, unit: "Wh", direction: "delivered" },
    { ...line, place: 1, value: 73, unit: "Wh", direction: "" },
    { ...line, place: 2, value: undefined, unit: "", direction: "" },
    // Pulses of which no constant makes watt hours, and what the standard does not know.
    { ...line, place: 3, value: 6, unit: "pulses", direction: "delivered" },
    { ...line, place: 4, value: 7, unit: "", direction: "" },
    { ...line, place: 5, value: 8000, unit: "V", direction: "delivered" },
  ]);
});

test("tiers, coincident values and running demands are distinguished", () => {
  const unit = { id_code: 0, time_base: 4, multiplier: 0 };
  const block = (base: number): object => ({
    summations: [],
    demands: [{ event_time: [base, 0], demand: [base, 0] }],
    coincidents: [{ coincident_values: [base + 1, 0] }],
  });
  const values = new Map<number, object>([
    [12, { uom_entry: [unit, { ...unit, id_code: 1 }] }],
    [16, { sources_link: [{ uom_entry_flag: true }, { uom_entry_flag: true }] }],
    [22, { summation_select: [], demand_select: [0], coincident_select: [1] }],
    [23, { tot_data_block: block(100), tier_data_block: [block(200)] }],
    [27, { present_demand_select: [0], present_value_select: [1] }],
    [28, { present_demand: [{ demand_value: 7 }], present_value: [8] }],
  ]);
  const shown = registerLines(values).map(
    ({ kind, tier, value, unit: of, at_s }) => `${kind} ${tier}: ${value} ${of} ${at_s ?? ""}`,
  );
  expect(shown).toEqual([
    "demand 0: 100 W 100",
    "coincident 0: 101 var ",
    "demand 1: 200 W 200",
    "coincident 1: 201 var ",
    "running 0: 7 W ",
    "present 0: 8 var ",
  ]);
});
