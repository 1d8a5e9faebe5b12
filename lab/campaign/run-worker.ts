/** Worker thread that runs the conditions it receives, one at a time. */
import { parentPort } from "node:worker_threads";
import type { Condition } from "../scenario/condition";
import { WaveformCapture } from "../run/waveform-capture";
import type { CapturedWaveforms } from "../run/waveform-capture";
import type { Result } from "../run/result";
import { runCondition } from "../run/run";
import { runDrawn } from "./swarm";

/** A condition to run. */
export interface ConditionTask {
  readonly condition: Condition;
  /** The condition is random (swarm.ts). */
  readonly drawn: boolean;
  /** Capture waveforms for a report. */
  readonly draw: boolean;
}

/** A message of the thread: its progress, and finally the result or the reason for failure. */
export interface WorkerMessage {
  readonly simulated_s?: number;
  readonly result?: Result;
  readonly waveforms?: CapturedWaveforms | undefined;
  readonly failure?: string;
}

const send = (message: WorkerMessage): void => parentPort?.postMessage(message, []);

parentPort?.on("message", ({ condition, drawn, draw }: ConditionTask) => {
  const pause = (simulated_s: number): void => send({ simulated_s });
  const capture = draw ? new WaveformCapture() : undefined;
  const options = { pause, observers: capture && [capture] };
  const run = drawn ? runDrawn(condition, options) : runCondition(condition, options);
  run
    .then((result) => send({ result, waveforms: capture?.captured }))
    .catch((error: unknown) => send({ failure: String(error) }));
});
