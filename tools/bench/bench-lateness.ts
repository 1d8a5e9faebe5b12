/**
 * How late the ticks of the core begin, for tools/bench/bench.mjs: at rest, and while clients ask
 * the station for its state without a pause. The core has ordinary priority here, so what else the
 * machine does shows as well.
 */
import { Agent, get } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { RunningDemo } from "@bptm/station/demo";
import { demo } from "@bptm/station/demo";
import type { Row } from "./row";

export const LATE = "ms";

const CLIENTS = 50;
const MEASURED_MS = 10_000;
/** Until compilers and caches have settled. */
const SETTLED_MS = 3000;

type Figures = NonNullable<Awaited<ReturnType<RunningDemo["lateness"]>>>;

/** Figures of some seconds from now on. */
async function measured(running: RunningDemo): Promise<Figures> {
  await running.lateness(true);
  await pause(MEASURED_MS);
  const figures = await running.lateness();
  if (figures === undefined) throw new Error("The core made no tick.");
  return figures;
}

/** Asks again and again until it is told to stop. */
function client(port: number, agent: Agent, stopped: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const ask = (): void => {
      if (stopped()) return resolve();
      const asked = get({ host: "127.0.0.1", port, path: "/api/state", agent }, (response) => {
        response.resume();
        response.on("end", ask);
      });
      asked.on("error", reject);
    };
    ask();
  });
}

async function underLoad(running: RunningDemo): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  let stopped = false;
  const clients = Array.from({ length: CLIENTS }, () => client(running.port, agent, () => stopped));
  await pause(SETTLED_MS);
  const figures = await measured(running);
  stopped = true;
  await Promise.all(clients);
  agent.destroy();
  return figures;
}

/** Under load and at rest: median, 99 and 99.9 % of the ticks, and the worst. */
export async function measureLateness(): Promise<Row[]> {
  const running = await demo({ port_panel: 0, port_c12: 0 });
  try {
    await pause(SETTLED_MS);
    const rest = await measured(running);
    const busy = await underLoad(running);
    const rows: readonly (readonly [string, keyof Figures])[] = [
      ["median", "median_ms"],
      ["99 %", "p99_ms"],
      ["99.9 %", "p999_ms"],
      ["worst", "worst_ms"],
    ];
    return rows.map(([name, figure]) => ({
      name: `lateness of ticks with ${CLIENTS} clients, at rest: ${name}`,
      unit: LATE,
      ours: busy[figure],
      peer: rest[figure],
      ratio: rest[figure] / busy[figure],
    }));
  } finally {
    await running.close();
  }
}
