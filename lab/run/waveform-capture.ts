/** Captures waveforms for a report: voltages over the whole run, and each transfer by samples. */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import { packed } from "./packing";
import { TransferRecorder } from "./recorder";
import type { TransferRecording } from "./recorder";
import type { Simulation } from "./simulation";

/** True line-to-line volts at three measuring points, one value per step; packed. */
interface Envelope {
  readonly step_s: number;
  readonly utility: string;
  readonly generator: string;
  readonly out: string;
}

/** Waveforms of one transfer in volts and tenths of amperes; packed. */
interface Oscillogram {
  /** Sample numbers since the start. */
  readonly samples: string;
  readonly sample_ms: number;
  readonly moments: TransferRecording["moments"];
  readonly channels: readonly { readonly name: string; readonly values: string }[];
  /** 0 open, 1 closed, -1 unknown. */
  readonly switch_u: string;
  readonly switch_g: string;
}

/** All waveforms that a report shows of a run. Long arrays are packed (packing.ts). */
export interface CapturedWaveforms {
  readonly envelope: Envelope;
  readonly oscillograms: readonly Oscillogram[];
  /** Number of transfers that are not included. */
  readonly left_out: number;
}

const STEP_SAMPLES = SAMPLE_HZ / 10;
/** Limits the size of the page. */
const OSCILLOGRAMS_MAX = 4;

function oscillogramOf(recording: TransferRecording): Oscillogram {
  const { moments, time_ms, switch_u, switch_g } = recording;
  const channels = recording.channels.map(({ name, values }) => {
    const scale = name.includes("current") ? 10 : 1;
    return { name, values: packed(values.map((value) => Math.round(value * scale))) };
  });
  return {
    samples: packed(time_ms.map((time) => Math.round((time * SAMPLE_HZ) / 1000))),
    sample_ms: 1000 / SAMPLE_HZ,
    moments,
    channels,
    switch_u: packed(switch_u),
    switch_g: packed(switch_g),
  };
}

/** Draws while a run goes on. */
export class WaveformCapture {
  private simulation: Simulation | undefined;
  private recorder: TransferRecorder | undefined;
  private readonly recordings = new Map<number, TransferRecording>();
  private readonly utility: number[] = [];
  private readonly generator: number[] = [];
  private readonly out: number[] = [];

  /** Call before the first sample. */
  begin(simulation: Simulation): void {
    this.simulation = simulation;
    this.recorder = new TransferRecorder(simulation.world);
  }

  /** Call after each tick. */
  tick(): void {
    if (this.simulation === undefined || this.recorder === undefined) return;
    this.recorder.tick();
    const last = this.recorder.last();
    if (last !== undefined) this.recordings.set(last.number, last);
    const { sample, world } = this.simulation;
    const { truth } = world.judge;
    // After a fast-forward several steps are due at once, all with the same values.
    while (sample >= STEP_SAMPLES * (this.out.length + 1)) {
      this.utility.push(Math.round(Math.sqrt(truth.utility.square_line)));
      this.generator.push(Math.round(Math.sqrt(world.home.supply.generator_square)));
      this.out.push(Math.round(Math.sqrt(truth.out.square_line)));
    }
  }

  /** The captured waveforms. */
  get captured(): CapturedWaveforms {
    const all = [...this.recordings.values()];
    return {
      envelope: {
        step_s: STEP_SAMPLES / SAMPLE_HZ,
        utility: packed(this.utility),
        generator: packed(this.generator),
        out: packed(this.out),
      },
      oscillograms: all.slice(0, OSCILLOGRAMS_MAX).map(oscillogramOf),
      left_out: Math.max(0, all.length - OSCILLOGRAMS_MAX),
    };
  }
}
