/** An outage from end to end, as a person at the bench causes it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type {
  BenchOrder,
  ConditionLine,
  EventLine,
  Frame,
  TransferRecord,
} from "@bptm/station/wire/api";
import type { RunningDemo } from "@bptm/station/demo";
import { ask, codeOf, send, station, until } from "./ask";
import type { Answer } from "./ask";

let running: RunningDemo;
beforeAll(async () => {
  running = await station({ speed: 120 });
});
afterAll(() => running.close());

const read = async <Value>(path: string): Promise<Value> =>
  JSON.parse((await ask(running.port, path)).text) as Value;
const state = (): Promise<Frame> => read<Frame>("/api/state");
const order = (wish: BenchOrder): Promise<Answer> => send(running.port, "POST", "/api/bench", wish);

async function done(...wishes: BenchOrder[]): Promise<void> {
  for (const wish of wishes) expect(await (await order(wish)).text).toBe('{"done":true}');
}

async function refused(wish: BenchOrder): Promise<[number, string]> {
  const answer = await order(wish);
  return [answer.status, codeOf(answer)];
}

const says = (frame: Frame): string => frame.sentence.map(({ text }) => text).join("");

test("an outage: dark, generator, grid again; each state has its sentence", async () => {
  const quiet = await until(state, (frame) => frame.lights[0].state === "on");
  expect(quiet.switch_u.word).toBe("closed, verified");
  expect(quiet.steps.every((step) => step.state === "next")).toBe(true);
  expect(quiet.headroom.now).toBe(false);

  await done({ do: "utility", to: "cut" });
  const dark = await until(state, (frame) => !frame.meter.powered);
  expect(dark.tone).toBe("dark");
  expect(says(dark)).toMatch(/^The meter has no power\./);
  expect(dark.lights.map((light) => light.state)).toEqual(["off", "off", "off"]);
  expect(dark.utility.line_volts).toBeNull();
  expect(dark.house).toMatchObject({ state: "unknown", source: "unknown", hertz: null });
  expect(dark.switch_u.poles).toEqual(["unknown", "unknown"]);
  expect(dark.energy).toEqual({ utility_kwh: null, generator_kwh: null });
  expect(dark.display).toEqual([]);
  expect(dark.events.length).toBeGreaterThan(0);

  // A generator may run with no cord plugged in: then the meter does not see it.
  await done({ do: "start" });
  expect((await state()).meter.powered).toBe(false);
  await done({ do: "plug" });
  await until(state, (frame) => frame.meter.powered);
  const settling = await until(
    state,
    (frame) => frame.count?.caption.includes("generator") === true,
  );
  expect(settling.steps[0]).toMatchObject({ title: "Generator steady", state: "current" });
  const on = await until(state, (frame) => frame.house.source === "generator");
  expect(on.tone).toBe("generator");
  expect(on.switch_u.word).toBe("open, proven");
  expect(on.switch_g.word).toBe("closed, verified");
  expect(on.lights[2].state).toBe("on");
  expect(on.headroom.now).toBe(true);

  await done({ do: "utility", to: "normal" });
  const back = await until(state, (frame) => frame.count?.caption.includes("grid") === true);
  expect(back.steps[0]).toMatchObject({ title: "Grid steady", state: "current" });
  expect(back.lights[0].state).toBe("slow");
  const home = await until(state, (frame) => frame.house.source === "utility");
  expect(home.switch_g.word).toBe("open, proven");
  expect(home.bench?.violations).toEqual([]);
});

test("the transfer's record is complete once a frame names it", async () => {
  const frame = await until(state, ({ transfer }) => transfer !== null);
  const record = await until(
    () => read<TransferRecord>("/api/transfer"),
    ({ to }) => to === "utility",
  );
  expect(record.sequence).toBeGreaterThanOrEqual(frame.transfer ?? 0);
  expect(record.title).toBe("to the grid");
  expect(record.figures[0]).toMatch(/^Both switches open for 3\.\d\d s$/);
  expect(record.figures.at(-1)).toBe("U and G never closed together");
  expect(record.traces.map(({ name }) => name)).toContain("House L1");
  for (const { values } of record.traces) expect(values).toHaveLength(record.time_ms.length);
  expect(record.switch_g).toHaveLength(record.time_ms.length);
  expect(record.time_ms.at(-1)).toBeGreaterThan(80);
});

test("loads, faults and wiring show their effect", async () => {
  await done(
    { do: "load", id: "dryer", on: true },
    { do: "fault", id: "interlock-broken", on: true },
    { do: "wiring", to: "open-neutral" },
    { do: "choke" },
  );
  const { bench } = await state();
  expect(bench?.loads.find(({ id }) => id === "dryer")?.on).toBe(true);
  expect(bench?.faults.filter(({ on }) => on).map(({ id }) => id)).toEqual(["interlock-broken"]);
  expect(bench?.generator).toMatchObject({ wiring: "open-neutral", choked: true, running: true });
  expect(bench?.summary).toMatch(/^utility normal, generator running, \d+ loads on, 1 fault$/);
  await done(
    { do: "fault", id: "interlock-broken", on: false },
    { do: "wiring", to: "right" },
    { do: "choke" },
  );
});

test("an order that makes no sense now is refused with its reason", async () => {
  expect(await refused({ do: "start" })).toEqual([409, "E-BENCH-03"]);
  expect(await refused({ do: "plug" })).toEqual([409, "E-BENCH-03"]);
  await done({ do: "stop" }, { do: "unplug" });
  expect(await refused({ do: "stop" })).toEqual([409, "E-BENCH-03"]);
  expect(await refused({ do: "unplug" })).toEqual([409, "E-BENCH-03"]);
  expect(await refused({ do: "run-dry" })).toEqual([409, "E-BENCH-03"]);
  expect(await refused({ do: "load", id: "moon", on: true })).toEqual([404, "E-BENCH-05"]);
  expect(await refused({ do: "generator", model: "sun" })).toEqual([404, "E-BENCH-04"]);
});

test("every fault and every state of the grid turns on and off", async () => {
  const { bench } = await state();
  for (const { id } of bench?.faults ?? []) {
    await done({ do: "fault", id, on: true });
    const now = (await state()).bench?.faults.find((fault) => fault.id === id);
    expect([id, now?.on]).toEqual([id, true]);
    await done({ do: "fault", id, on: false });
  }
  const knobs = ["brown-out", "lose-leg", "flicker", "swell", "off-frequency", "ghost"] as const;
  for (const to of [...knobs, "open-neutral", "cut", "normal"] as const) {
    await done({ do: "utility", to });
    expect((await state()).bench?.utility).toBe(to);
  }
});

test("a restart begins a new home, and time goes on", async () => {
  const before = await state();
  await done({ do: "restart", seed: 42 });
  const after = await state();
  expect(after.bench).toMatchObject({ seed: 42, condition: null });
  expect(after.meter.serial).toBe("2S 000 042");
  expect(after.time_ms).toBeGreaterThanOrEqual(before.time_ms);
  expect(after.bench?.generator).toMatchObject({ plugged: false, running: false });
  const events = await read<EventLine[]>("/api/events");
  expect(events.some(({ id }) => id === "TwinRestarted")).toBe(true);
});

test("time stops in a paused home, and its meter still answers a request", async () => {
  await until(state, (frame) => frame.meter.powered);
  await done({ do: "pause", on: true });
  const first = await state();
  expect(first.bench?.paused).toBe(true);
  const put = await send(running.port, "PUT", "/api/settings/restore_s", { value: 30 });
  expect(put.status).toBe(200);
  const second = await state();
  expect(second.time_ms - first.time_ms).toBeLessThan(40);
  await done({ do: "pause", on: false });
  await until(state, (frame) => frame.time_ms > second.time_ms + 100);
});

test("a condition of the library runs live and undisturbed to its verdict", async () => {
  expect(await refused({ do: "condition", id: "H-9999" })).toEqual([404, "E-BENCH-07"]);
  const [first] = await read<ConditionLine[]>("/api/conditions");
  await done({ do: "speed", speed: 1 }, { do: "condition", id: first?.id ?? "" });
  const begun = (await state()).bench?.condition;
  expect(begun).toMatchObject({ id: first?.id, title: first?.title, state: "running" });
  expect(await refused({ do: "utility", to: "cut" })).toEqual([409, "E-BENCH-06"]);
  const put = await send(running.port, "PUT", "/api/settings/restore_s", { value: 30 });
  expect([put.status, codeOf(put)]).toEqual([409, "E-BENCH-06"]);
  await done({ do: "speed", speed: 60 });
  const ended = await until(state, ({ bench }) => bench?.condition?.state !== "running");
  expect(ended.bench?.condition?.note).not.toBe("");
  await done({ do: "utility", to: "cut" }, { do: "restart", seed: 7310 });
  expect((await state()).bench?.condition).toBeNull();
});
