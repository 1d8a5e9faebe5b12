/** The routes of api.ts, and the panel's files. */
import { reportPolicy } from "@bptm/lab/report/report";
import { Hono } from "hono";
import type { Context } from "hono";
import { checkHost, checkOrigin } from "./access";
import { readJson } from "./body";
import { CSV_TYPE, eventsCsv } from "./csv";
import { customerData } from "./customer-data";
import { readBenchOrder, readSettingChange } from "../wire/orders-shape";
import { Refusal } from "@bptm/link/refusal";
import { securityHeaders } from "./security-headers";
import type { MeterService } from "../host/service";
import type { Site } from "./site";

/** Methods that a page of another site may use without a preflight request. */
const READING = ["GET", "HEAD"];

const noBench = (): Refusal =>
  new Refusal("E-BENCH-02", 404, "This is a real meter: it has no bench.");

function answer(context: Context, refusal: Refusal): Response {
  return context.json(refusal.body, refusal.status);
}

function guard(app: Hono, port: () => number): void {
  app.use(async (context, next) => {
    for (const [name, value] of Object.entries(securityHeaders(port())))
      context.header(name, value);
    context.header("cache-control", "no-store");
    checkHost(context.req.header("host"), port());
    if (!READING.includes(context.req.method)) checkOrigin(context.req.header("origin"), port());
    await next();
  });
}

function reading(app: Hono, service: MeterService): void {
  app.get("/api/state", (context) => context.json(service.frame()));
  app.get("/api/events", (context) => context.json(service.events()));
  app.get("/api/events.csv", (context) => {
    context.header("content-type", CSV_TYPE);
    context.header("content-disposition", 'attachment; filename="events.csv"');
    return context.body(eventsCsv(service.events()));
  });
  app.get("/api/transfer", (context) => {
    const record = service.transfer();
    if (record !== null) return context.json(record);
    throw new Refusal("E-TRANSFER-01", 404, "There has been no transfer yet.");
  });
  app.get("/api/conditions", (context) => context.json(service.conditions()));
  app.get("/api/reports/:id", (context) => {
    if (service.report === undefined) throw noBench();
    const page = service.report(context.req.param("id"));
    // Unlike the panel, the report contains its style and script.
    context.header("content-security-policy", reportPolicy().join("; "));
    return context.html(page);
  });
  app.get("/api/generators", (context) => context.json(service.generators()));
  app.get("/api/settings", (context) => context.json(service.settings()));
  app.get("/api/live", () => {
    throw new Refusal("E-LIVE-01", 426, "Connect to this address with a WebSocket.");
  });
}

function changing(app: Hono, service: MeterService): void {
  app.put("/api/settings/:name", async (context) => {
    const value = readSettingChange(await readJson(context));
    return context.json(await service.changeSetting(context.req.param("name"), value));
  });
  app.post("/api/bench", async (context) => {
    if (service.order === undefined) throw noBench();
    await service.order(readBenchOrder(await readJson(context)));
    return context.json({ done: true });
  });
}

function files(app: Hono, site: Site): void {
  app.get("*", (context) => {
    const file = site.get(context.req.path);
    if (file === undefined) return context.notFound();
    context.header("cache-control", file.cache);
    context.header("etag", file.etag);
    if (context.req.header("if-none-match") === file.etag) return context.body(null, 304);
    context.header("content-type", file.type);
    return context.body(file.body);
  });
}

const METHODS: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/settings\/[^/]+$/, "PUT"],
  [/^\/api\/bench$/, "POST"],
  [/^\/api\/reports\/[^/]+$/, "GET"],
  [/^\/api\/(intervals(\.csv)?|green-button\.xml|meter-(events|history)\.csv)$/, "GET"],
  [/^\/api\/(state|live|events|events\.csv|transfer|conditions|generators|settings)$/, "GET"],
];

/** Requests without a route: a known address with a wrong method, or an unknown address. */
function notFound(context: Context): Response {
  const known = METHODS.find(([path]) => path.test(context.req.path));
  if (known === undefined) {
    return answer(context, new Refusal("E-PATH-01", 404, "There is nothing at this address."));
  }
  context.header("allow", known[1]);
  return answer(context, new Refusal("E-PATH-02", 405, `This address takes ${known[1]} only.`));
}

/** The complete HTTP side of the station. `port` is known once it listens. */
export function routesOf(service: MeterService, site: Site, port: () => number): Hono {
  const app = new Hono();
  guard(app, port);
  reading(app, service);
  customerData(app, service);
  changing(app, service);
  files(app, site);
  app.notFound(notFound);
  app.onError((error, context) => {
    if (error instanceof Refusal) return answer(context, error);
    console.error(error);
    return answer(context, new Refusal("E-STATION-01", 500, "The station failed; see its log."));
  });
  return app;
}
