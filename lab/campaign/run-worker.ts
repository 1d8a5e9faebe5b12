/** A thread that runs the conditions it is sent, one after the other. */
import { parentPort } from "node:worker_threads";
import type { Condition } from "../scenario/condition";
import { WaveformCapture } from "../run/waveform-capture";
import type { CapturedWaveforms } from "../run/waveform-capture";
import type { Result } from "../run/result";
import { runCondition } from "../run/run";
import { runDrawn } from "./swarm";

/** What it is sent. */
export interface ConditionTask {
  readonly condition: Condition;
  /** It was drawn (swarm.ts). */
  readonly drawn: boolean;
  /** A report will show it. */
  readonly draw: boolean;
}

/** What the thread says: how far it is, in the end the result, or why there is none. */
export interface WorkerMessage {
  readonly simulated_s?: number;
  readonly result?: Result;
  readonly waveforms?: CapturedWaveforms | undefined;
  readonly failure?: string;
}

const tell = (told: WorkerMessage): void => parentPort?.postMessage(told, []);

parentPort?.on("message", ({ condition, drawn, draw }: ConditionTask) => {
  const pause = (simulated_s: number): void => tell({ simulated_s });
  const capture = draw ? new WaveformCapture() : undefined;
  const options = { pause, observers: capture && [capture] };
  const run = drawn ? runDrawn(condition, options) : runCondition(condition, options);
  run
    .then((result) => tell({ result, waveforms: capture?.captured }))
    .catch((error: unknown) => tell({ failure: String(error) }));
});
