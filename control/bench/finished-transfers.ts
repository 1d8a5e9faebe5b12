/** Finds the transfers that have ended, or that have grown since they were found. */
import type { TransferRecording } from "@bptm/lab/run/recorder";

/** The recorder continues this long after the last move. */
const AFTER_MS = 110;
/** A switch that has only opened may still close: its record waits this long. */
const WAIT_MS = 8000;

export class FinishedTransfers {
  #key = "";

  /** The recording when it is finished and was not returned before. */
  next(recording: TransferRecording | undefined, now_ms: number): TransferRecording | undefined {
    const move = recording?.moments.at(-1);
    if (recording === undefined || move === undefined) return undefined;
    const wait_ms = move.what.endsWith("closes") ? AFTER_MS : WAIT_MS;
    const key = `${recording.number}.${recording.moments.length}`;
    if (key === this.#key || now_ms < move.time_ms + wait_ms) return undefined;
    this.#key = key;
    return recording;
  }
}
