/** Keeps the last finished transfer, and gives it a new number whenever it has grown. */
import type { TransferRecording } from "@bptm/lab/run/recorder";
import type { TransferRecord } from "../wire/api";
import { transferRecord } from "./transfer-record";

/** The recorder continues this long after the last move. */
const AFTER_MS = 110;
/** A switch that has only opened may still close: its record waits this long. */
const WAIT_MS = 8000;

/** The last transfer of one station. */
export class Transfers {
  #last: TransferRecord | null = null;
  #key = "";
  #sequence = 0;

  get last(): TransferRecord | null {
    return this.#last;
  }

  /** Takes a finished recording; `at` converts a time of the run to wall-clock time. */
  update(
    recording: TransferRecording | undefined,
    now_ms: number,
    run: number,
    at: (time_ms: number) => string,
  ): void {
    const move = recording?.moments.at(-1);
    if (recording === undefined || move === undefined) return;
    const wait_ms = move.what.endsWith("closes") ? AFTER_MS : WAIT_MS;
    const key = `${run}.${recording.number}.${recording.moments.length}`;
    if (key === this.#key || now_ms < move.time_ms + wait_ms) return;
    this.#key = key;
    this.#sequence += 1;
    this.#last = transferRecord(recording, this.#sequence, at(move.time_ms));
  }
}
