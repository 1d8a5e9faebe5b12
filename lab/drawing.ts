/** What a report draws of a run: voltages over its whole length, each transfer by samples. */
import { SAMPLE_HZ } from "@bptm/core/units";
import { Recorder } from "./recorder";
import type { Recording } from "./recorder";
import type { Stage } from "./stage";

/** True line-to-line volts of three places, one value for each step. */
interface Envelope {
  readonly step_s: number;
  readonly utility: readonly number[];
  readonly generator: readonly number[];
  readonly out: readonly number[];
}

/** Waveforms of one transfer: volts in whole numbers, amperes in tenths. */
interface Oscillogram {
  readonly time_ms: readonly number[];
  readonly moments: Recording["moments"];
  readonly channels: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly switch_u: readonly number[];
  readonly switch_g: readonly number[];
}

/** All that is drawn of a run. */
export interface Drawing {
  readonly envelope: Envelope;
  readonly oscillograms: readonly Oscillogram[];
  /** Transfers beyond those that are drawn. */
  readonly left_out: number;
}

const STEP_SAMPLES = SAMPLE_HZ / 10;
/** A page that nobody can open helps nobody. */
const OSCILLOGRAMS_MAX = 4;

function oscillogramOf(recording: Recording): Oscillogram {
  const { moments, time_ms, switch_u, switch_g } = recording;
  const channels = recording.channels.map(({ name, values }) => {
    const scale = name.includes("current") ? 10 : 1;
    return { name, values: values.map((value) => Math.round(value * scale)) };
  });
  const rounded = time_ms.map((time) => Math.round(time * 100) / 100);
  return { time_ms: rounded, moments, channels, switch_u, switch_g };
}

/** Draws while a run goes on. */
export class Draughtsman {
  private stage: Stage | undefined;
  private recorder: Recorder | undefined;
  private readonly recordings = new Map<number, Recording>();
  private readonly utility: number[] = [];
  private readonly generator: number[] = [];
  private readonly out: number[] = [];

  /** Call before the first sample. */
  begin(stage: Stage): void {
    this.stage = stage;
    this.recorder = new Recorder(stage.world);
  }

  /** Call after each tick. */
  tick(): void {
    if (this.stage === undefined || this.recorder === undefined) return;
    this.recorder.tick();
    const last = this.recorder.last();
    if (last !== undefined) this.recordings.set(last.number, last);
    const { sample, world } = this.stage;
    const { truth } = world.judge;
    // After a leap several steps are due at once, all of them at rest.
    while (sample >= STEP_SAMPLES * (this.out.length + 1)) {
      this.utility.push(Math.round(Math.sqrt(truth.utility.square_line)));
      this.generator.push(Math.round(Math.sqrt(world.home.supply.generator_square)));
      this.out.push(Math.round(Math.sqrt(truth.out.square_line)));
    }
  }

  /** Everything that was drawn. */
  get drawing(): Drawing {
    const all = [...this.recordings.values()];
    return {
      envelope: {
        step_s: STEP_SAMPLES / SAMPLE_HZ,
        utility: this.utility,
        generator: this.generator,
        out: this.out,
      },
      oscillograms: all.slice(0, OSCILLOGRAMS_MAX).map(oscillogramOf),
      left_out: Math.max(0, all.length - OSCILLOGRAMS_MAX),
    };
  }
}
