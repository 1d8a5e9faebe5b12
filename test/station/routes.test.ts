/** Every route of the API against a running station. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EventLine, Frame, GeneratorLine, SettingLine } from "@bptm/station/wire/api";
import type { RunningDemo } from "@bptm/station/demo";
import { ask, codeOf, send, station, until } from "./ask";

let running: RunningDemo;
beforeAll(async () => {
  running = await station({ speed: 10 });
});
afterAll(() => running.close());

const read = async <Value>(path: string): Promise<Value> =>
  JSON.parse((await ask(running.port, path)).text) as Value;
const state = (): Promise<Frame> => read<Frame>("/api/state");

describe("reading", () => {
  test("the state is a complete frame, and time passes", async () => {
    const begins = ({ sentence }: Frame): string => sentence[0]?.text ?? "";
    const first = await until(state, (frame) => begins(frame) === "On the grid.");
    expect(first.meter).toMatchObject({ twin: true, powered: true });
    expect(first.sentence[0]?.strong).toBe(true);
    const second = await until(state, (frame) => frame.time_ms > first.time_ms);
    expect(second.sequence).toBeGreaterThan(first.sequence);
    expect(Date.parse(second.at) - Date.parse(first.at)).toBeCloseTo(
      second.time_ms - first.time_ms,
      -1,
    );
  });

  test("events are listed newest first, and as CSV", async () => {
    const events = await until(
      () => read<EventLine[]>("/api/events"),
      (lines) => lines.length > 0,
    );
    expect(events.at(-1)?.id).toBe("PowerUp");
    const numbers = events.map(({ sequence }) => sequence);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    const csv = await ask(running.port, "/api/events.csv");
    expect(csv.headers["content-type"]).toMatch(/^text\/csv/);
    expect(csv.text).toMatch(/^sequence,at,time_ms,severity,id,sentence\r\n(.+\r\n)+$/);
  });

  test("generators and settings", async () => {
    const generators = await read<GeneratorLine[]>("/api/generators");
    expect(generators.some(({ acceptable }) => acceptable)).toBe(true);
    const settings = await read<SettingLine[]>("/api/settings");
    expect(settings.find(({ name }) => name === "restore_s")).toMatchObject({
      unit: "s",
      value: 60,
      default: 60,
      min: 15,
      max: 300,
    });
  });

  test("there is no transfer before the first", async () => {
    const answer = await ask(running.port, "/api/transfer");
    expect([answer.status, codeOf(answer)]).toEqual([404, "E-TRANSFER-01"]);
  });

  test("HEAD is GET without its body", async () => {
    const answer = await ask(running.port, "/api/state", { method: "HEAD" });
    expect([answer.status, answer.text]).toEqual([200, ""]);
  });
});

describe("settings", () => {
  test("the core takes a value inside its limits, and the journal shows it", async () => {
    await until(state, (frame) => frame.meter.powered);
    const answer = await send(running.port, "PUT", "/api/settings/restore_s", { value: 90 });
    expect(answer.status).toBe(200);
    const settings = JSON.parse(answer.text) as SettingLine[];
    expect(settings.find(({ name }) => name === "restore_s")?.value).toBe(90);
    const events = await read<EventLine[]>("/api/events");
    expect(events.find(({ id }) => id === "SettingAsked")?.sentence).toContain("from 60 to 90 s");
  });

  test("the core refuses a value outside its limits, and shows name and limits", async () => {
    const answer = await send(running.port, "PUT", "/api/settings/dead_time_ms", { value: 10 });
    expect([answer.status, codeOf(answer)]).toEqual([422, "E-SETTING-03"]);
    expect(answer.text).toContain("dead_time_ms 10: it takes 1000 to 10000 ms");
    const settings = await read<SettingLine[]>("/api/settings");
    expect(settings.find(({ name }) => name === "dead_time_ms")?.value).toBe(3000);
  });

  test.each([
    ["/api/settings/restore", { value: 1 }, 404, "E-SETTING-01"],
    ["/api/settings/__proto__", { value: 1 }, 404, "E-SETTING-01"],
    ["/api/settings/restore_s", { value: "90" }, 400, "E-SETTING-02"],
    ["/api/settings/restore_s", { value: 1.5 }, 400, "E-SETTING-02"],
    ["/api/settings/restore_s", { value: 1e99 }, 400, "E-SETTING-02"],
    ["/api/settings/restore_s", { value: 90, more: 1 }, 400, "E-SETTING-02"],
    ["/api/settings/restore_s", [90], 400, "E-SETTING-02"],
    ["/api/settings/restore_s", null, 400, "E-SETTING-02"],
  ])("%s with %j is refused", async (path, body, status, code) => {
    const answer = await send(running.port, "PUT", path, body);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });
});

describe("what is no request", () => {
  const json = { "content-type": "application/json" };
  test.each([
    ["no JSON", { headers: json, body: "{" }, 400, "E-BODY-01"],
    ["nothing", { headers: json, body: "" }, 400, "E-BODY-01"],
    ["no type", { body: "{}" }, 415, "E-BODY-03"],
    ["a form", { headers: { "content-type": "text/plain" }, body: "{}" }, 415, "E-BODY-03"],
    ["too much", { headers: json, body: `"${"a".repeat(16_500)}"` }, 413, "E-BODY-02"],
    ["an unknown order", { headers: json, body: '{"do":"fly"}' }, 400, "E-BENCH-01"],
  ])("%s is refused", async (_, question, status, code) => {
    const answer = await ask(running.port, "/api/bench", { method: "POST", ...question });
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  test("a body that is too long is refused even in pieces of unknown length", async () => {
    const headers = { ...json, "transfer-encoding": "chunked" };
    const body = `"${"a".repeat(40_000)}"`;
    const answer = await ask(running.port, "/api/bench", { method: "POST", headers, body });
    expect([answer.status, codeOf(answer)]).toEqual([413, "E-BODY-02"]);
  });

  test.each([
    ["GET", "/api/nothing", 404, "E-PATH-01"],
    ["GET", "/api", 404, "E-PATH-01"],
    ["GET", "/nothing.html", 404, "E-PATH-01"],
    ["DELETE", "/api/state", 405, "E-PATH-02"],
    ["POST", "/api/events", 405, "E-PATH-02"],
    ["GET", "/api/bench", 405, "E-PATH-02"],
    ["POST", "/api/settings/restore_s", 405, "E-PATH-02"],
    ["GET", "/api/live", 426, "E-LIVE-01"],
  ])("%s %s is refused", async (method, path, status, code) => {
    const answer = await ask(running.port, path, { method });
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });
});
