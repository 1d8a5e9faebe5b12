/**
 * The customer's own data: quarter hours of energy as Green Button, CSV and JSON, and the meter's
 * logs as CSV. A meter that has recorded nothing yet answers with a valid file without readings, so
 * that a daily download does not mistake a new meter for a fault.
 */
import { setImmediate } from "node:timers/promises";
import { greenButton } from "@bptm/c12/records/green-button";
import { intervalCsv, intervalRows, within } from "@bptm/c12/records/interval-rows";
import type { LoadProfile } from "@bptm/c12/records/load-profile";
import type { Context, Hono } from "hono";
import { CSV_TYPE, logCsv } from "./csv";
import { intervalLine } from "./interval-line";
import type { MeterService } from "../host/service";
import { readTimeRange } from "./time-range";

const ATOM_TYPE = "application/atom+xml; charset=utf-8";
/** The meter's clock runs in universal time, and the meter has no other time zone. */
const ZONE_S = 0;

type ProfileDays = Pick<LoadProfile, "days">;

/** "2S 007 310" as part of a file name. */
const nameOf = (serial: string): string => serial.replace(/[^A-Za-z0-9]+/g, "-");

const dayOf = (time_s: number): string => new Date(time_s * 1000).toISOString().slice(0, 10);

/** "2S-007-310-intervals-2026-05-04-to-2026-05-06.csv": the days in the file. */
function fileName(service: MeterService, { days }: ProfileDays, what: string): string {
  const [first, last] = [days.at(0), days.at(-1)];
  const held = first && last ? `${dayOf(first.start_s)}-to-${dayOf(last.start_s)}` : "none";
  return `${nameOf(service.frame().meter.serial)}-${what.replace(".", `-${held}.`)}`;
}

/**
 * Sends pieces only as fast as the client takes them, and makes each one only then. Between two
 * pieces the station does its other work: it takes what the core tells, and answers others.
 */
function streamed(context: Context, type: string, pieces: Iterable<string>): Response {
  context.header("content-type", type);
  const encoder = new TextEncoder();
  const iterator = pieces[Symbol.iterator]();
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        await setImmediate();
        const { done, value } = iterator.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
    },
    { highWaterMark: 0 },
  );
  return context.body(stream);
}

function downloaded(context: Context, name: string): void {
  context.header("content-disposition", `attachment; filename="${name}"`);
}

function* json(some: ProfileDays): Generator<string> {
  let before = "[";
  for (const day of some.days) {
    const lines = intervalRows({ days: [day] }).map((row) => JSON.stringify(intervalLine(row)));
    yield before + lines.join(",");
    before = ",";
  }
  yield before === "[" ? "[]" : "]";
}

/** The routes of the customer's data. */
export function customerData(app: Hono, service: MeterService): void {
  const requestedDays = (context: Context): ProfileDays =>
    within(service.intervals, readTimeRange(context.req.queries()));
  app.get("/api/intervals", (context) =>
    streamed(context, "application/json", json(requestedDays(context))),
  );
  app.get("/api/intervals.csv", (context) => {
    const some = requestedDays(context);
    downloaded(context, fileName(service, some, "intervals.csv"));
    return streamed(context, CSV_TYPE, intervalCsv(some));
  });
  app.get("/api/green-button.xml", (context) => {
    const profile = requestedDays(context);
    const { at, meter } = service.frame();
    const identity = { serial: meter.serial, device_id: meter.name };
    const made_s = Math.floor(Date.parse(at) / 1000);
    downloaded(context, fileName(service, profile, "green-button.xml"));
    return streamed(context, ATOM_TYPE, greenButton({ identity, profile, made_s, zone_s: ZONE_S }));
  });
  for (const log of ["events", "history"] as const) {
    app.get(`/api/meter-${log}.csv`, (context) => {
      downloaded(context, `${nameOf(service.frame().meter.serial)}-meter-${log}.csv`);
      context.header("content-type", CSV_TYPE);
      return context.body(logCsv(service.logs[log].entries));
    });
  }
}
