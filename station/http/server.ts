/** The station's server: routes, panel and live frames on one port of 127.0.0.1. */
import { createServer } from "node:http";
import type { Server } from "node:http";
import { RequestError, getRequestListener } from "@hono/node-server";
import { LOOPBACK } from "./access";
import { Live } from "./live";
import { portRefusal } from "./port-refusal";
import { Refusal } from "../wire/refusal";
import { routesOf } from "./routes";
import type { Service } from "../host/service";
import type { Site } from "./site";

/** A server that listens. */
interface Listening {
  readonly port: number;
  /** "http://127.0.0.1:7310" */
  readonly address: string;
  /** How many live clients there are. */
  clients(): number;
  close(): Promise<void>;
}

/** What is no request at all never reaches a route: a Host or a path that makes no address. */
function broken(error: unknown): Response {
  const known = error instanceof RequestError;
  if (!known) console.error(error);
  const refusal = known
    ? new Refusal("E-REQUEST-01", 400, "Host and path of this request make no address.")
    : new Refusal("E-STATION-01", 500, "The station failed; see its log.");
  return Response.json(refusal.body, { status: refusal.status });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(portRefusal(error, port, "--port-panel")));
    server.listen(port, LOOPBACK, () => {
      const bound = server.address();
      resolve(typeof bound === "object" && bound !== null ? bound.port : port);
    });
  });
}

/** Serves one meter. Port 0 takes a free one; a port in use is refused with E-PORT-01. */
export async function serve(service: Service, site: Site, port: number): Promise<Listening> {
  let bound = port;
  const app = routesOf(service, site, () => bound);
  const listener = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    errorHandler: broken,
  });
  const server = createServer((request, response) => void listener(request, response));
  bound = await listen(server, port);
  const live = new Live(service);
  live.attach(server, () => bound);
  return {
    port: bound,
    address: `http://${LOOPBACK}:${bound}`,
    clients: () => live.clients,
    close: () =>
      new Promise((resolve) => {
        live.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
