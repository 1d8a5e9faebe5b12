/** The station's server: routes, panel and live frames on one port of 127.0.0.1. */
import { createServer } from "node:http";
import type { Server } from "node:http";
import { RequestError, getRequestListener } from "@hono/node-server";
import { LOOPBACK } from "./access";
import { LiveFrames } from "./live";
import { portRefusal } from "./port-refusal";
import { Refusal } from "@bptm/link/refusal";
import { routesOf } from "./routes";
import type { MeterService } from "../host/service";
import type { Site } from "./site";

/** A listening server. */
interface Listening {
  readonly port: number;
  /** "http://127.0.0.1:7310" */
  readonly address: string;
  /** The number of live clients. */
  clients(): number;
  close(): Promise<void>;
}

/** A malformed request (its Host and path form no address) never reaches a route. */
function malformed(error: unknown): Response {
  const known = error instanceof RequestError;
  if (!known) console.error(error);
  const refusal = known
    ? new Refusal("E-REQUEST-01", 400, "Host and path of this request form no valid address.")
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

/** Serves one meter. Port 0 picks a free one; a port in use is refused with E-PORT-01. */
export async function serve(service: MeterService, site: Site, port: number): Promise<Listening> {
  let bound = port;
  const app = routesOf(service, site, () => bound);
  const listener = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    errorHandler: malformed,
  });
  const server = createServer((request, response) => void listener(request, response));
  bound = await listen(server, port);
  const live = new LiveFrames(service);
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
