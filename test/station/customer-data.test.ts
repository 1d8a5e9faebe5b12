/** The customer's downloads over HTTP. */
import { EventLogs } from "@bptm/c12/records/event-log";
import { INTERVAL_S, LoadProfile, PROFILE_DAYS } from "@bptm/c12/records/load-profile";
import type { IntervalLine } from "@bptm/station/wire/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NOON_S, profileOf, quarter } from "../c12/meter";
import { ask, codeOf } from "./ask";
import type { Answer } from "./ask";
import { serviceWith } from "./stand-in-service";

const QUARTERS = PROFILE_DAYS * 96;
const ROUTES = ["/api/intervals", "/api/intervals.csv", "/api/green-button.xml"] as const;

const profile = profileOf(QUARTERS, NOON_S - (NOON_S % 86_400));
const logs = new EventLogs();
logs.event(undefined, 10, 3, 12_000, false);
logs.utilityPower(NOON_S, false);
logs.did(NOON_S, 2, 9, 2048);

let full: Awaited<ReturnType<typeof serviceWith>>;
let empty: typeof full;
beforeAll(async () => {
  full = await serviceWith(profile, logs);
  empty = await serviceWith(new LoadProfile());
});
afterAll(() => Promise.all([full.close(), empty.close()]));

const get = (path: string, method = "GET"): Promise<Answer> => ask(full.port, path, { method });
const lines = ({ text }: Answer): string[] => text.split("\r\n").slice(1, -1);

describe("what is downloaded", () => {
  test.each([
    ["/api/intervals.csv", /^text\/csv;/, "2S-004-417-intervals-2025-11-05-to-2026-05-03.csv"],
    [
      "/api/green-button.xml",
      /^application\/atom\+xml;/,
      "2S-004-417-green-button-2025-11-05-to-2026-05-03.xml",
    ],
    ["/api/meter-events.csv", /^text\/csv;/, "2S-004-417-meter-events.csv"],
  ])("%s has its type, a name with serial number and days, and HEAD", async (path, type, name) => {
    for (const method of ["GET", "HEAD"]) {
      const answer = await get(path, method);
      expect(answer.status).toBe(200);
      expect(answer.headers["content-type"]).toMatch(type);
      expect(answer.headers["content-disposition"]).toBe(`attachment; filename="${name}"`);
      expect(answer.text === "").toBe(method === "HEAD");
    }
  });

  test("all quarter hours of half a year are there, the same in each form", async () => {
    const [json, csv, feed] = await Promise.all(ROUTES.map((path) => get(path)));
    const read = JSON.parse(json!.text) as IntervalLine[];
    expect(read).toHaveLength(QUARTERS);
    expect(lines(csv!)).toHaveLength(QUARTERS);
    expect(lines(csv!).map((line) => Number(line.split(",")[2]))).toEqual(
      read.map(({ utility_delivered_wh }) => utility_delivered_wh),
    );
    const values = (place: string): number[] =>
      feed!.text
        .split("<entry>")
        .filter((entry) => entry.includes(`rel="up" href="/espi/1_1/resource/${place}`))
        .flatMap((entry) => [...entry.matchAll(/<value>(\d+)/g)].map(([, value]) => Number(value)));
    const generator = read.map(({ generator_wh }) => generator_wh);
    expect(values("UsagePoint/2/MeterReading/1/IntervalBlock")).toEqual(generator);
  });

  test("simultaneous downloads do not mix, and an aborted one does no harm", async () => {
    const left = new AbortController();
    const url = `http://127.0.0.1:${full.port}/api/green-button.xml`;
    const reader = (await fetch(url, { signal: left.signal })).body!.getReader();
    await reader.read();
    left.abort();
    await expect(reader.read()).rejects.toThrow();
    const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => get(ROUTES[2])));
    expect(first!.text).toMatch(/<\/feed>\n$/);
    for (const other of others) expect(other.text === first!.text).toBe(true);
  });

  test("quarter hours recorded during a download are not in it", async () => {
    const growing = profileOf(96 * 30, NOON_S);
    const running = await serviceWith(growing);
    const answer = await fetch(`${running.address}/api/intervals.csv`);
    growing.add(NOON_S, quarter(1), [], "power failed");
    const text = await answer.text();
    expect(text.trimEnd().split("\r\n").at(-1)).toMatch(/^2026-05-04T11:45:00Z,/);
    await running.close();
  });

  test("the meter's own logs", async () => {
    expect(lines(await get("/api/meter-events.csv"))).toEqual([
      "1,,0,BPTM,10,UtilityLost,3,12000",
      "2,2026-05-04T12:00:00.000Z,0,C12.19,1,PrimaryPowerDown,0,0",
    ]);
    expect(lines(await get("/api/meter-history.csv"))).toEqual([
      "1,2026-05-04T12:00:00.000Z,2,C12.19,9,ProcedureInvoked,2048,",
    ]);
  });
});

describe("a range of time", () => {
  const starts = async (query: string): Promise<string[]> =>
    lines(await get(`/api/intervals.csv?${query}`)).map((line) => line.slice(0, 16));

  test("begins with from and ends before to", async () => {
    const first = await starts("from=2026-05-01&to=2026-05-01T00:45:00Z");
    expect(first).toEqual(["2026-05-01T00:00", "2026-05-01T00:15", "2026-05-01T00:30"]);
    expect(await starts("from=2026-05-03T23:31:00Z")).toEqual(["2026-05-03T23:45"]);
    expect(await starts("to=2025-11-05T00:10Z")).toEqual(["2025-11-05T00:00"]);
  });

  test("may have another time zone, with an unencoded plus sign", async () => {
    const wanted = ["2026-05-03T23:45"];
    expect(await starts("from=2026-05-04T01:45:00%2B02:00")).toEqual(wanted);
    expect(await starts("from=2026-05-04T01:45:00+02:00")).toEqual(wanted);
  });

  test("cuts the feed's days, and the file name shows the days in it", async () => {
    const answer = await get("/api/green-button.xml?from=2026-05-02T23:30Z&to=2026-05-03T00:15Z");
    const range = (time: string, quarters: number): string =>
      `<interval><duration>${quarters * INTERVAL_S}</duration>` +
      `<start>${Date.parse(time) / 1000}</start></interval>`;
    expect(answer.text.split(range("2026-05-02T23:30Z", 2))).toHaveLength(4);
    expect(answer.text.split(range("2026-05-03T00:00Z", 1))).toHaveLength(4);
    expect(answer.text.match(/<IntervalBlock /g)).toHaveLength(6);
    expect(answer.headers["content-disposition"]).toContain("2026-05-02-to-2026-05-03.xml");
  });

  test.each([
    [
      "from=yesterday",
      "E-TIME-01",
      '"yesterday" is not a valid time for from: write 2026-05-04 or',
    ],
    ["to=2026-02-30", "E-TIME-01", '"2026-02-30" is not a valid time for to'],
    ["from=2026-05-01T12:00", "E-TIME-01", "is not a valid time"],
    ["from=", "E-TIME-01", '"" is not a valid time'],
    ["from=2026-05-02&to=2026-05-02", "E-TIME-02", "from must be before to"],
    ["form=2026-05-02", "E-QUERY-01", '"form"'],
    ["from=2026-05-01&from=2026-05-02", "E-QUERY-01", "each once"],
    ["constructor=1", "E-QUERY-01", "from and to"],
  ])("%s is refused in a sentence, on every route", async (query, code, words) => {
    for (const route of ROUTES) {
      const answer = await get(`${route}?${query}`);
      expect([answer.status, codeOf(answer)]).toEqual([400, code]);
      expect(answer.text.replaceAll("\\", "")).toContain(words);
      expect(answer.headers["content-disposition"]).toBeUndefined();
    }
  });
});

describe("a meter without a quarter hour", () => {
  test("answers with valid files without readings", async () => {
    const [json, csv, feed] = await Promise.all(ROUTES.map((path) => ask(empty.port, path)));
    expect(json!.text).toBe("[]");
    expect(csv!.text).toMatch(/^start,end,[a-z_,]+\r\n$/);
    expect(feed!.text.match(/<UsagePoint /g)).toHaveLength(2);
    expect(feed!.text).not.toContain("<IntervalBlock ");
    expect(csv!.headers["content-disposition"]).toContain("2S-004-417-intervals-none.csv");
    const log = await ask(empty.port, "/api/meter-events.csv");
    expect(log.text).toBe("sequence,at,user,list,code,event,a,b\r\n");
  });

  test("is not asked for by another method", async () => {
    const answer = await ask(empty.port, ROUTES[2], { method: "DELETE" });
    expect([answer.status, answer.headers.allow]).toEqual([405, "GET"]);
  });
});
