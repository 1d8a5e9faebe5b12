/**
 * What surrounds the thread of the core: its socket and a watchdog. The socket is a file that only
 * its user can open, and no network.
 */
import { randomInt } from "node:crypto";
import { createServer, connect } from "node:net";
import type { Server, Socket } from "node:net";
import { chmodSync, existsSync, mkdirSync, unlinkSync } from "node:fs";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import { FrameReader, LINK_VERSION } from "@bptm/link/frame";
import { decode } from "@bptm/link/messages";
import { Refusal } from "@bptm/link/refusal";
import { bundledWorker } from "@bptm/runtime/project-files";
import type { HomeOptions } from "../host/simulated-home";
import type { LatenessFigures } from "../loop/lateness";
import { Watchdog } from "../loop/watchdog";
import type { CoreThreadData, FromThread, ToThread } from "./thread-messages";

/** What a process of a simulated home starts from. */
interface CoreProcessOptions {
  readonly socket: string;
  readonly home: Omit<HomeOptions, "start_ms">;
  readonly speed: number;
  /** One line for people: what went wrong and goes on. */
  readonly warn: (sentence: string) => void;
  /** Called when the thread of the core stands still: the process must end and be started anew. */
  readonly hung: () => void;
}

export interface RunningCore {
  /** How late ticks began since the start or the last call with `clear`. */
  lateness(clear?: boolean): Promise<LatenessFigures | undefined>;
  close(): Promise<void>;
}

/** A station that reads this slowly gets no images until it has caught up. */
const BACKLOG_OCTETS = 256 * 1024;
/** A station that reads nothing at all is cut off here; it may connect again. */
const BACKLOG_MAX_OCTETS = 8 * 1024 * 1024;
/** The watchdog looks this often. */
const WATCHDOG_MS = 2000;

/** Whether somebody listens on a socket file. */
function listens(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
  });
}

/** The folder is made for this user alone, so that nobody else connects at any moment. */
async function listen(server: Server, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (existsSync(path)) {
    if (await listens(path)) {
      const message = `Another process runs a meter at ${path}: end it, or name another socket.`;
      throw new Refusal("E-CONTROL-01", 409, message);
    }
    unlinkSync(path);
  }
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
}

class CoreProcess {
  readonly #options: CoreProcessOptions;
  readonly #thread: Worker;
  readonly #beats = new Int32Array(new SharedArrayBuffer(4));
  readonly #ended: Promise<void>;
  #station: Socket | undefined;
  #lateness: ((figures: LatenessFigures | undefined) => void)[] = [];
  #watchdog: ReturnType<typeof setInterval> | undefined;

  constructor(options: CoreProcessOptions) {
    this.#options = options;
    const { home, speed, warn } = options;
    const workerData: CoreThreadData = {
      options: { ...home, start_ms: Date.now() },
      speed,
      run: randomInt(1, 2 ** 32 - 1),
      beats: this.#beats,
    };
    this.#thread = new Worker(bundledWorker("core-worker"), { workerData });
    this.#ended = new Promise((resolve) => {
      this.#thread.on("message", (message: FromThread) => {
        if ("ended" in message) resolve();
        else this.#fromCore(message);
      });
      this.#thread.on("error", (error) => {
        warn(`E-CONTROL-02: the core's thread ended: ${error.message}.`);
        options.hung();
        resolve();
      });
    });
    this.#watch();
  }

  /** A new station replaces the one before it, which may hang. */
  welcome(station: Socket): void {
    this.#station?.destroy();
    this.#station = station;
    const reader = new FrameReader();
    station.on("error", () => station.destroy());
    station.on("close", () => {
      if (this.#station === station) this.#station = undefined;
    });
    station.on("data", (octets: Buffer) => {
      for (const { version, kind, payload } of reader.take(octets)) {
        const message = version === LINK_VERSION ? decode(kind, payload) : undefined;
        if (message !== undefined) this.#toCore(message);
      }
    });
    this.#toCore("greet");
  }

  lateness(clear: boolean): Promise<LatenessFigures | undefined> {
    return new Promise((resolve) => {
      this.#lateness.push(resolve);
      this.#toCore("lateness");
      if (clear) this.#toCore("clear lateness");
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#watchdog);
    this.#station?.destroy();
    this.#toCore("end");
    await this.#ended;
    await this.#thread.terminate();
  }

  #toCore(message: ToThread): void {
    this.#thread.postMessage(message, []);
  }

  #fromCore(message: Exclude<FromThread, { ended: true }>): void {
    if ("lateness" in message) this.#lateness.shift()?.(message.lateness);
    else this.#tell(message);
  }

  #tell({ octets, droppable }: Extract<FromThread, { octets: Uint8Array }>): void {
    const station = this.#station;
    if (station === undefined || station.destroyed) return;
    if (droppable && station.writableLength > BACKLOG_OCTETS) return;
    if (station.writableLength > BACKLOG_MAX_OCTETS) station.destroy();
    else station.write(octets);
  }

  #watch(): void {
    const watchdog = new Watchdog();
    this.#watchdog = setInterval(() => {
      if (!watchdog.hangs(Atomics.load(this.#beats, 0))) return;
      this.#options.warn("E-CONTROL-04: the core stood still for four seconds.");
      this.#options.hung();
    }, WATCHDOG_MS);
  }
}

/** Starts the process of a core; a socket in use is refused with E-CONTROL-01. */
export async function runCore(options: CoreProcessOptions): Promise<RunningCore> {
  let running: CoreProcess | undefined;
  const server = createServer((station) => running?.welcome(station));
  await listen(server, options.socket);
  running = new CoreProcess(options);
  const core = running;
  return {
    lateness: (clear = false) => core.lateness(clear),
    close: async () => {
      server.close();
      await core.close();
    },
  };
}
