/**
 * The C12.18 port for tools/bench/bench.mjs, compared with a plain TCP echo. Both run in one thread
 * of their own. The same client serves both: it sends octets and waits for as many as the meter
 * answers. It sends that many to the echo, so that the round trips and the answers have the same
 * sizes. Figures are the best of several interleaved rounds.
 */
import { createServer, connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { Worker, parentPort } from "node:worker_threads";
import { ACKNOWLEDGE, OVERHEAD, encodePacket } from "@bptm/c12/link/frame";
import { Passwords } from "@bptm/c12/link/passwords";
import { listen } from "@bptm/c12/link/port";
import { PASSWORD_LENGTH, encodeRequest } from "@bptm/c12/link/services";
import type { ServiceRequest } from "@bptm/c12/link/services";
import { tablesDevice } from "@bptm/c12/meter/tables-device";
import { METER, testMeter } from "../../test/c12/meter";
import type { Row } from "./row";

export const A_SECOND = "a second";

/** Connections that a port accepts at once. */
const LINES = 16;
const READS = 3000;
const SESSIONS = 480;
const ROUNDS = 5;
/** An echo does no work on its octets; a port with a lower ratio does needless work. */
const LEAST = 0.15;

const PASSWORD = "bench";
const TABLE = 23;

/** The TCP ports of the meter and the echo. */
interface Ports {
  readonly meter: number;
  readonly echo: number;
}

/** Octets to send, and the number of octets in the answer. */
interface Exchange {
  readonly send: Uint8Array;
  readonly expect: number;
}

/** Number of octets of the registers, which each read returns. */
export function registers(): Uint8Array {
  const outcome = testMeter(() => METER).tables.read(TABLE);
  if ("octets" in outcome) return outcome.octets;
  throw new Error(`Table ${TABLE} is refused: ${outcome.refused}.`);
}

const read: ServiceRequest = { service: "read", table: TABLE };
/** Services of a whole session, and the octets of their answers' data. */
const session = (read_octets: number): readonly (readonly [ServiceRequest, number])[] => [
  [{ service: "identify" }, 5],
  [{ service: "negotiate", packet: 8192, packets: 255, bauds: [] }, 5],
  [{ service: "logon", user_id: 1, user: "bench" }, 1],
  [{ service: "security", password: Buffer.from(PASSWORD.padEnd(PASSWORD_LENGTH)) }, 1],
  [read, read_octets],
  [{ service: "terminate" }, 1],
];
const BEFORE_READS = 4;

/** The exchange of one request; it begins with the acknowledgement of the previous answer. */
function exchange(place: number, request: ServiceRequest, data: number): Exchange {
  const packet = encodePacket({
    identity: 0,
    multiple: false,
    first: false,
    toggle: place % 2 === 1,
    format: 0,
    sequence: 0,
    data: encodeRequest(request),
  });
  const send = place === 0 ? packet : Uint8Array.of(ACKNOWLEDGE, ...packet);
  return { send, expect: 1 + OVERHEAD + data };
}

/** For the echo: the request is as long as the answer. */
const echoed = ({ expect }: Exchange): Exchange => ({ send: new Uint8Array(expect), expect });

const cutOff = (): Error => new Error("A session was cut off.");

/** One connection, with one exchange at a time. */
export class PortClient {
  private got: Uint8Array[] = [];
  private missing = 0;
  private resolve: ((answer: Uint8Array) => void) | undefined;
  private reject: ((error: Error) => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.on("data", (octets: Uint8Array) => {
      this.got.push(octets);
      this.missing -= octets.length;
      if (this.missing <= 0) this.resolve?.(Buffer.concat(this.got));
    });
    socket.on("error", () => undefined);
    socket.on("close", () => this.reject?.(cutOff()));
  }

  static open(port: number): Promise<PortClient> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    return new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.once("connect", () => resolve(new PortClient(socket)));
    });
  }

  send({ send: octets, expect }: Exchange): Promise<Uint8Array> {
    this.got = [];
    this.missing = expect;
    if (this.socket.closed) return Promise.reject(cutOff());
    return new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
      this.socket.write(octets);
    });
  }

  /** Resolves when the other side has closed as well. */
  close(): Promise<void> {
    this.reject = undefined;
    return new Promise((resolve) => {
      this.socket.once("close", () => resolve());
      this.socket.end();
    });
  }
}

/** One side of the comparison: its TCP port, and its form of the exchanges. */
interface Side {
  readonly port: number;
  readonly whole: readonly Exchange[];
  readonly reads: readonly Exchange[];
}

export function sidesOf({ meter, echo }: Ports): readonly [Side, Side] {
  const octets = registers().length + 4;
  const whole = session(octets).map(([request, data], place) => exchange(place, request, data));
  const reads = [2, 3].map((place) => exchange(place, read, octets));
  return [
    { port: meter, whole, reads },
    { port: echo, whole: whole.map(echoed), reads: reads.map(echoed) },
  ];
}

/** Runs whole sessions, several at once; returns sessions per second. */
export async function sessionRate(side: Side, total: number, at_once: number): Promise<number> {
  const begun = performance.now();
  for (let done = 0; done < total; done += at_once) {
    const batch = Array.from({ length: at_once }, async () => {
      const client = await PortClient.open(side.port);
      for (const one of side.whole) await client.send(one);
      await client.close();
    });
    await Promise.all(batch);
  }
  return (total * 1000) / (performance.now() - begun);
}

/** Reads in open sessions, several clients at once; returns reads per second. */
export async function readRate(side: Side, total: number, clients: number): Promise<number> {
  const open = await Promise.all(Array.from({ length: clients }, () => PortClient.open(side.port)));
  const each = async (client: PortClient): Promise<void> => {
    for (const one of side.whole.slice(0, BEFORE_READS)) await client.send(one);
  };
  await Promise.all(open.map(each));
  const begun = performance.now();
  await Promise.all(
    open.map(async (client) => {
      for (let n = 0; n < total / clients; n++) await client.send(side.reads[n % 2] as Exchange);
    }),
  );
  const rate = (total * 1000) / (performance.now() - begun);
  await Promise.all(open.map((client) => client.close()));
  return rate;
}

/** The best rates of both sides, in interleaved rounds. */
async function compare(
  name: string,
  ports: Ports,
  rate: (side: Side) => Promise<number>,
): Promise<Row> {
  const sides = sidesOf(ports);
  const best = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [k, side] of sides.entries()) best[k] = Math.max(best[k] ?? 0, await rate(side));
  }
  const [ours = 0, peer = 0] = best;
  return { name, unit: A_SECOND, ours, peer, ratio: ours / peer, least: LEAST };
}

/** Starts a meter and an echo. */
export async function serve(): Promise<Ports & { close(): Promise<void> }> {
  const passwords = new Passwords([{ level: 1, password: PASSWORD }]);
  const { tables } = testMeter(() => METER);
  const meter = await listen(tablesDevice(tables, passwords), "127.0.0.1", 0);
  const echo = createServer({ noDelay: true }, (socket) => {
    socket.on("data", (octets: Uint8Array) => socket.write(octets));
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
  const close = async (): Promise<void> => {
    await meter.close();
    await new Promise<void>((resolve) => echo.close(() => resolve()));
  };
  return { meter: meter.port, echo: (echo.address() as AddressInfo).port, close };
}

/** The thread of both servers. */
export async function portThread(): Promise<void> {
  const { meter, echo } = await serve();
  parentPort?.postMessage({ meter, echo } satisfies Ports, []);
}

/** Rows of the port; `bundle` is the URL of the bundle that contains this module. */
export async function measurePort(bundle: string): Promise<Row[]> {
  const script = `import(${JSON.stringify(bundle)}).then((bench) => bench.portThread());`;
  const worker = new Worker(script, { eval: true });
  const ports = await new Promise<Ports>((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", resolve);
  });
  const readers = (clients: number) => (side: Side) => readRate(side, READS, clients);
  const sessions = (at_once: number) => (side: Side) => sessionRate(side, SESSIONS, at_once);
  const rows = [
    await compare("reads of table 23, TCP echo", ports, readers(1)),
    await compare(`the same, ${LINES} clients at once`, ports, readers(LINES)),
    await compare("whole sessions, TCP echo", ports, sessions(1)),
    await compare(`the same, ${LINES} sessions at once`, ports, sessions(LINES)),
  ];
  await worker.terminate();
  return rows;
}
