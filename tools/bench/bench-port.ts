/**
 * The C12.18 port for tools/bench/bench.mjs, beside a plain TCP echo: both in a thread of their
 * own, and one client for both, which sends and then waits for as many octets as the meter answers
 * with. To the echo it sends just as many, so that the round trips and the answers have the same
 * sizes. Figures are the best of several rounds that take turns.
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

/** Lines that a port has. */
const LINES = 16;
const READS = 3000;
const SESSIONS = 480;
const ROUNDS = 5;
/** An echo understands nothing; a port that is so much slower does needless work. */
const LEAST = 0.15;

const PASSWORD = "bench";
const TABLE = 23;

/** Where the meter and the echo listen. */
interface Ports {
  readonly meter: number;
  readonly echo: number;
}

/** Octets to send, and how many come back. */
interface Exchange {
  readonly send: Uint8Array;
  readonly expect: number;
}

/** Octets of the registers: what each read brings. */
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

/** The exchange of one request; each begins with the acknowledgement of the answer before. */
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

/** For the echo: as much there as comes back. */
const echoed = ({ expect }: Exchange): Exchange => ({ send: new Uint8Array(expect), expect });

const notServed = (): Error => new Error("A session was not served.");

/** One connection, with one exchange at a time. */
export class Teller {
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
    socket.on("close", () => this.reject?.(notServed()));
  }

  static open(port: number): Promise<Teller> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    return new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.once("connect", () => resolve(new Teller(socket)));
    });
  }

  tell({ send, expect }: Exchange): Promise<Uint8Array> {
    this.got = [];
    this.missing = expect;
    if (this.socket.closed) return Promise.reject(notServed());
    return new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
      this.socket.write(send);
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

/** A server's side of the comparison: where it is, and how the exchanges are told to it. */
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

/** Whole sessions, so many at once, from connecting to terminating; gives sessions a second. */
export async function sessionRate(side: Side, total: number, at_once: number): Promise<number> {
  const begun = performance.now();
  for (let done = 0; done < total; done += at_once) {
    const batch = Array.from({ length: at_once }, async () => {
      const teller = await Teller.open(side.port);
      for (const one of side.whole) await teller.tell(one);
      await teller.close();
    });
    await Promise.all(batch);
  }
  return (total * 1000) / (performance.now() - begun);
}

/** Reads in sessions that stand, so many clients at once; gives reads a second. */
export async function readRate(side: Side, total: number, clients: number): Promise<number> {
  const tellers = await Promise.all(Array.from({ length: clients }, () => Teller.open(side.port)));
  const each = async (teller: Teller): Promise<void> => {
    for (const one of side.whole.slice(0, BEFORE_READS)) await teller.tell(one);
  };
  await Promise.all(tellers.map(each));
  const begun = performance.now();
  await Promise.all(
    tellers.map(async (teller) => {
      for (let n = 0; n < total / clients; n++) await teller.tell(side.reads[n % 2] as Exchange);
    }),
  );
  const rate = (total * 1000) / (performance.now() - begun);
  await Promise.all(tellers.map((teller) => teller.close()));
  return rate;
}

/** The best rates of both sides, in turns. */
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

/** Rows of the port; `bundle` is the address of the module that this stands in. */
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
