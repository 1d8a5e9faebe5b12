/** The hosted meter's C12.18 port: its tables, its access levels, and when it is silent. */
import { connectLine } from "@bptm/c12/link/line";
import { decode, TableValues } from "@bptm/c12/language/layout";
import { OWN_FORMATS } from "@bptm/c12/language/formats";
import { MeterReader } from "@bptm/c12/reader/reader";
import { ReadError } from "@bptm/c12/link/read-error";
import { GENERAL_MFG_ID } from "@bptm/c12/tables/table-general";
import type { RunningDemo } from "@bptm/station/demo";
import { afterEach, expect, test } from "vitest";
import { ask, codeOf, send, station, until } from "./ask";

const PASSWORDS = {
  BPTM_C12_READ: "read it",
  BPTM_C12_WRITE: "write it",
  BPTM_C12_OPERATE: "operate it",
};

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function meter(options: Parameters<typeof station>[0] = {}): Promise<RunningDemo> {
  const running = await station({ environment: PASSWORDS, ...options });
  ends.push(() => running.close());
  return running;
}

async function reader({ port_c12 }: RunningDemo, password?: string): Promise<MeterReader> {
  const line = await connectLine("127.0.0.1", port_c12);
  ends.push(() => line.close());
  const one = new MeterReader(line);
  await one.identify();
  await one.negotiate({ packet: 1024, packets: 255 });
  await one.logon(2, "tester");
  if (password !== undefined) await one.security(password);
  return one;
}

const codeOfRead = async (read: Promise<unknown>): Promise<string> =>
  read.then(
    () => "",
    (error: unknown) => (error instanceof ReadError ? error.code : String(error)),
  );

const bench = (running: RunningDemo, order: object): ReturnType<typeof send> =>
  send(running.port, "POST", "/api/bench", order);

/** Octets of a request with its number and its parameters. */
const numbered = (number: number, ...rest: readonly number[]): Uint8Array =>
  Uint8Array.of(number, 0, 0, 0, ...rest);

const CLEAR_LOCK_OPEN = 2051;
const LOCK_OPEN_UTILITY = 2049;
const CHANGE_SETTING = 2052;

async function diary({ port }: RunningDemo): Promise<{ id: string; sentence: string }[]> {
  const answer = await ask(port, "/api/events");
  return JSON.parse(answer.text) as { id: string; sentence: string }[];
}

test("passwords open levels; without one only the public tables can be read", async () => {
  const running = await meter();
  const open = await reader(running);
  expect((await open.read(1)).length).toBe(32);
  expect(await codeOfRead(open.read(23))).toBe("E-C12-05");
  const one = await reader(running, "read it");
  expect((await one.read(23)).length).toBeGreaterThan(60);
  expect((await one.procedure(9, Uint8Array.of(1))).result).toBe(5);
  expect(await codeOfRead(reader(running, "guess"))).toBe("E-C12-05");
});

test("generated passwords are shown and work; those of the environment are not shown", async () => {
  const lines: string[] = [];
  const running = await meter({ environment: {}, print: (line) => lines.push(line) });
  expect(lines[1]).toBe(`c12   127.0.0.1:${running.port_c12}`);
  const [, read = "", operate = ""] = /read (\S+), .*operate (\S+)$/.exec(lines[2] ?? "") ?? [];
  expect(read).not.toBe(operate);
  await (await reader(running, read)).read(23);
  const quiet: string[] = [];
  await meter({ print: (line) => quiet.push(line) });
  expect(quiet).toHaveLength(2);
  const wrong = station({ environment: { ...PASSWORDS, BPTM_C12_READ: "operate it" } });
  await expect(wrong).rejects.toMatchObject({ code: "E-PASS-02" });
});

test("an order is a request to the core: done and logged once, even when repeated", async () => {
  const running = await meter();
  const one = await reader(running, "operate it");
  const order = numbered(1);
  expect((await one.procedure(LOCK_OPEN_UTILITY, order)).result).toBe(0);
  const again = await reader(running, "operate it");
  expect((await again.procedure(LOCK_OPEN_UTILITY, order)).result).toBe(0);
  const events = await diary(running);
  expect(events.filter(({ id }) => id === "LockOpenSet")).toHaveLength(1);
  const asked = events.filter(({ id }) => id === "RequestAsked").map(({ sentence }) => sentence);
  expect(asked).toEqual(["Asked over C12, request 1: lock-open-utility."]);
  // The house is disconnected from the grid, and reconnected when the order is lifted.
  await until(
    async () => (await one.read(2049))[7],
    (actual) => actual === 0,
  );
  expect((await one.procedure(CLEAR_LOCK_OPEN, numbered(2))).result).toBe(0);
});

test("settings: the core takes values inside the limits, and refuses the rest", async () => {
  const running = await meter();
  const one = await reader(running, "operate it");
  const change = (number: number, setting: number, value: number): Uint8Array =>
    numbered(number, setting, 0, value, 0, 0, 0);
  expect((await one.procedure(CHANGE_SETTING, change(1, 23, 90))).result).toBe(0);
  const refused = await one.procedure(CHANGE_SETTING, change(2, 23, 1));
  expect(refused.result).toBe(3);
  expect([...refused.octets.subarray(4)]).toEqual([1023 & 0xff, 1023 >> 8]);
  expect((await one.procedure(CHANGE_SETTING, change(3, 200, 1))).result).toBe(3);
  // The highest number of a request fits the table of requests too.
  const none = await one.procedure(CHANGE_SETTING, numbered(4, 255, 255, 1, 0, 0, 0));
  expect([none.result, ...none.octets.subarray(4)]).toEqual([3, 1000 & 0xff, 1000 >> 8]);
  expect((await one.read(2058)).subarray(4, 13)).toEqual(
    Uint8Array.of(4, 0, 0, 0, 2052 & 0xff, 2052 >> 8, 3, 1000 & 0xff, 1000 >> 8),
  );
  const settings = JSON.parse((await ask(running.port, "/api/settings")).text) as {
    name: string;
    value: number;
  }[];
  expect(settings.find(({ name }) => name === "restore_s")?.value).toBe(90);
});

test("a meter without power closes its lines and accepts none", async () => {
  const running = await meter({ speed: 20 });
  const one = await reader(running, "read it");
  await one.read(23);
  await bench(running, { do: "utility", to: "cut" });
  expect(
    await until(
      () => codeOfRead(one.read(23)),
      (code) => code !== "",
    ),
  ).toBe("E-C12-03");
  expect(await codeOfRead(reader(running))).toMatch(/^E-C12-0[13]$/);
  await bench(running, { do: "utility", to: "normal" });
  const next = await until(
    () => reader(running, "read it").catch(() => undefined),
    (made) => made !== undefined,
  );
  expect((await next?.read(2049))?.length).toBeGreaterThan(0);
});

test("a new home has a new meter: the old line ends", async () => {
  const running = await meter();
  const one = await reader(running, "read it");
  await bench(running, { do: "restart", seed: 42 });
  expect(await codeOfRead(one.read(1))).toBe("E-C12-03");
  // The new meter must start first.
  const octets = (await until(
    () =>
      reader(running)
        .then((next) => next.read(1))
        .catch(() => undefined),
    (value) => value !== undefined,
  )) as Uint8Array;
  const scope = new TableValues(OWN_FORMATS);
  expect(decode(GENERAL_MFG_ID, octets, scope).mfg_serial_number.trim()).toBe("2S000042");
});

test("while a condition runs, tables are readable and the core takes no requests", async () => {
  const running = await meter();
  expect((await bench(running, { do: "condition", id: "H-01" })).status).toBe(200);
  // The condition's meter must start first.
  const one = (await until(
    () => reader(running, "operate it").catch(() => undefined),
    (value) => value !== undefined,
  )) as MeterReader;
  expect((await one.procedure(LOCK_OPEN_UTILITY, numbered(1))).result).toBe(4);
  expect((await one.read(23)).length).toBeGreaterThan(60);
});

test("a demand reset is done once it is stored, and accepted while it waits", async () => {
  const running = await meter();
  const one = await reader(running, "write it");
  const results: number[] = [];
  for (let n = 1; n <= 14; n++) {
    results.push((await one.procedure(9, Uint8Array.of(1))).result);
    // Reset counts: of the present registers, and of the copy at the reset.
    const [counted, kept] = [(await one.read(23))[0], (await one.read(25))[5]];
    expect(kept).toBe(counted);
    if (results.at(-1) === 0) expect(counted).toBe(n);
  }
  // Demand-driven writes are limited, so that the store does not wear out.
  expect([results[0], results.at(-1)]).toEqual([0, 1]);
});

test("a new clock time applies to the tables, and the panel's time stays", async () => {
  const running = await meter();
  const one = await reader(running, "write it");
  const parameters = Uint8Array.of(3, 30, 1, 2, 3, 4, 5, 0);
  expect((await one.procedure(10, parameters)).result).toBe(0);
  expect([...(await one.read(52))].slice(0, 4)).toEqual([30, 1, 2, 3]);
  const state = JSON.parse((await ask(running.port, "/api/state")).text) as { at: string };
  expect(state.at).not.toMatch(/^2030/);
});

test("a clock that runs beyond the years of two digits stops nothing", async () => {
  const running = await meter();
  const one = await reader(running, "write it");
  expect((await one.procedure(10, Uint8Array.of(3, 89, 12, 31, 23, 59, 59, 0))).result).toBe(0);
  const clock = await until(
    () => one.read(52),
    ([year]) => year !== 89,
  );
  expect([...clock].slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0]);
  for (const table of [64, 74]) {
    expect((await one.read(table, { offset: 0, count: 200 })).length).toBe(200);
  }
});

test("a port in use is refused with the option that chooses another", async () => {
  const running = await meter();
  const second = station({ port_c12: running.port_c12 });
  await expect(second).rejects.toMatchObject({ code: "E-PORT-01" });
  await expect(second).rejects.toThrow("--port-c12 0");
  // When the panel's port is the one in use, the other one is released again.
  await expect(station({ port_panel: running.port })).rejects.toThrow("--port-panel 0");
  expect(codeOf(await ask(running.port, "/nowhere"))).toBe("E-PATH-01");
});
