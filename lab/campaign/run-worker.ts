/** Worker thread that runs the conditions it receives, one at a time. */
import { runTasks } from "@bptm/runtime/worker-tasks";
import type { Condition } from "../scenario/condition";
import { WaveformCapture } from "../run/waveform-capture";
import type { CapturedWaveforms } from "../run/waveform-capture";
import type { Result } from "../run/result";
import { runCondition } from "../run/run";
import { runRandomCondition } from "./swarm";

/** A condition to run. */
export interface ConditionTask {
  readonly condition: Condition;
  /** The condition is random (swarm.ts). */
  readonly random: boolean;
  /** Capture waveforms for a report. */
  readonly waveforms: boolean;
}

/** What the thread sends back. */
export interface ConditionTaskResult {
  readonly result: Result;
  /** Present when captured. */
  readonly waveforms: CapturedWaveforms | undefined;
}

/** Its progress is in simulated seconds. */
runTasks<ConditionTask, ConditionTaskResult, number>(
  async ({ condition, random, waveforms }, pause) => {
    const capture = waveforms ? new WaveformCapture() : undefined;
    const options = { pause, observers: capture && [capture] };
    const result = await (random ? runRandomCondition : runCondition)(condition, options);
    return { result, waveforms: capture?.captured };
  },
);
