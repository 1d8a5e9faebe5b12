/** The connection to the station: the last frame, and the time without one. */
import { signal, type Signal } from "@preact/signals";
import type { Frame } from "@bptm/station/wire/api";

/** After this long without a frame, the present state is unknown. */
const SILENCE_MS = 3000;
const CHECK_MS = 200;
const FIRST_TRY_MS = 500;
const LAST_TRY_MS = 5000;

/** The state of the connection while no frames arrive. */
export interface MissingData {
  /** Seconds since the last frame, or since the page was opened. */
  readonly seconds: number;
  /** Seconds until the next attempt; null while one is in progress. */
  readonly next_try_s: number | null;
}

/** The wait before the next attempt, after this many failures. */
export function waitBefore(failed: number): number {
  return Math.min(LAST_TRY_MS, FIRST_TRY_MS * 2 ** failed);
}

/** A live connection that reconnects forever. */
export class StationLink {
  /** The last frame; null before the first. */
  readonly frame: Signal<Frame | null> = signal(null);
  /** Null while frames arrive. */
  readonly silence: Signal<MissingData | null> = signal(null);

  readonly #open: () => WebSocket;
  #socket: WebSocket | null = null;
  #heard_ms: number = performance.now();
  #next_ms: number | null = null;
  #failed = 0;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(open: () => WebSocket) {
    this.#open = open;
  }

  start(): void {
    this.#connect();
    this.#timer = setInterval(() => this.check(), CHECK_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#socket?.close();
    this.#socket = null;
  }

  /** Checks whether frames are missing, and whether to reconnect. */
  check(): void {
    const now = performance.now();
    if (this.#next_ms !== null && now >= this.#next_ms) this.#connect();
    const silent_ms = now - this.#heard_ms;
    if (silent_ms < SILENCE_MS) return;
    // A socket that stays open without frames is considered lost.
    if (this.#socket?.readyState === WebSocket.OPEN) this.#drop(this.#socket);
    this.silence.value = {
      seconds: Math.floor(silent_ms / 1000),
      next_try_s:
        this.#next_ms === null ? null : Math.max(1, Math.ceil((this.#next_ms - now) / 1000)),
    };
  }

  /** Reconnects at once, when something indicates that it may work now. */
  retryNow(): void {
    if (this.#next_ms !== null) this.#next_ms = performance.now();
    this.check();
  }

  #connect(): void {
    this.#next_ms = null;
    const socket = this.#open();
    this.#socket = socket;
    socket.addEventListener("message", (event) => this.#hear(socket, event.data));
    socket.addEventListener("close", () => this.#drop(socket));
  }

  #hear(socket: WebSocket, data: unknown): void {
    if (socket !== this.#socket || typeof data !== "string") return;
    try {
      this.frame.value = JSON.parse(data) as Frame;
    } catch {
      return; // Not a frame: the silence goes on.
    }
    this.#heard_ms = performance.now();
    this.#failed = 0;
    this.silence.value = null;
  }

  #drop(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    this.#socket = null;
    socket.close();
    this.#next_ms = performance.now() + waitBefore(this.#failed);
    this.#failed += 1;
  }
}

/** The station's live address, relative to where the page is mounted. */
export function liveAddress(base: string): string {
  const address = new URL("api/live", base);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address.href;
}
