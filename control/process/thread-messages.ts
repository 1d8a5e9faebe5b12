/** Messages between the thread of the core and the thread that owns its socket. */
import type { Message } from "@bptm/link/messages";
import type { HomeOptions } from "../host/simulated-home";
import type { LatenessFigures } from "../loop/lateness";

/** What the thread starts from. */
export interface CoreThreadData {
  readonly options: HomeOptions;
  readonly speed: number;
  /** Drawn anew at each start of the process. */
  readonly run: number;
  /** Shared: counts the turns of the loop, for the watchdog. */
  readonly beats: Int32Array;
}

export type ToThread = Message | "greet" | "lateness" | "clear lateness" | "end";

export type FromThread =
  | { readonly octets: Uint8Array; readonly droppable: boolean }
  | { readonly lateness: LatenessFigures | undefined }
  | { readonly ended: true };
