/**
 * Records transfers from the meter's own samples: 100 ms before and after each moment at which a
 * switch opens or closes, at 4 800 samples a second.
 */
import {
  COUNTS_PER_VOLT,
  GENERATOR_COUNTS_PER_AMPERE,
  SAMPLE_HZ,
  UTILITY_COUNTS_PER_AMPERE,
} from "@bptm/core/hardware/units";
import { CHANNEL_NAMES } from "../scenario/values";
import { TRACE_FIELDS, TRACE_SAMPLES } from "../world/world";
import type { World } from "../world/world";

/** A switch that opens or closes during a transfer. */
interface SwitchMovement {
  readonly what: "U opens" | "U closes" | "G opens" | "G closes";
  /** Milliseconds since the start of the run. */
  readonly time_ms: number;
}

/** Waveforms of a transfer, from the first switch movement to the last. */
export interface TransferRecording {
  /** Number of the transfer, from one. */
  readonly number: number;
  readonly moments: readonly SwitchMovement[];
  /** Milliseconds since the start of the run, per sample; jumps between movements. */
  readonly time_ms: readonly number[];
  /** Volts and amperes per sample, in the order of the channels, without the pilot tone. */
  readonly channels: readonly { readonly name: string; readonly values: readonly number[] }[];
  /** Verified positions per sample: 0 open, 1 closed, -1 unknown. */
  readonly switch_u: readonly number[];
  readonly switch_g: readonly number[];
}

const AROUND = (SAMPLE_HZ * 100) / 1000;
/** A switch that moves after this time belongs to another transfer. */
const ONE_TRANSFER_MS = 60_000;
const PILOT = [3, 0, -3, 0];

function scaled(channel: number, counts: number, sample: number): number {
  if (channel < 6) return counts / COUNTS_PER_VOLT - (PILOT[(sample - 1) & 3] ?? 0);
  return counts / (channel < 8 ? UTILITY_COUNTS_PER_AMPERE : GENERATOR_COUNTS_PER_AMPERE);
}

interface RecordingUnderway {
  readonly number: number;
  readonly moments: SwitchMovement[];
  readonly time_ms: number[];
  readonly channels: { readonly name: string; readonly values: number[] }[];
  readonly switch_u: number[];
  readonly switch_g: number[];
}

/** Records the transfers of one world. */
export class TransferRecorder {
  private recording: RecordingUnderway | undefined;
  private u = -1;
  private g = -1;
  /** The last sample recorded, and the last one to record. */
  private done = 0;
  private until = 0;

  constructor(private readonly world: World) {}

  /** Call after each tick. */
  tick(): void {
    const { judge, sample_index: now } = this.world;
    this.u = this.moved("U", this.u, this.standing(judge.truth.u));
    this.g = this.moved("G", this.g, this.standing(judge.truth.g));
    const last = Math.min(this.until, now);
    const first = Math.max(this.done + 1, now - TRACE_SAMPLES + 1);
    if (this.recording === undefined) return;
    for (let sample = first; sample <= last; sample++) this.take(this.recording, sample);
    if (last > this.done) this.done = last;
  }

  /** The last transfer, or undefined. */
  last(): TransferRecording | undefined {
    return this.recording;
  }

  private standing(truth: { readonly open: number; readonly closed: number }): number {
    return truth.closed !== 0 ? 1 : truth.open !== 0 ? 0 : -1;
  }

  /** Detects a switch that has moved; returns its position. */
  private moved(name: "U" | "G", before: number, now: number): number {
    if (now < 0 || now === before) return before;
    if (before >= 0) this.begin(`${name} ${now === 1 ? "closes" : "opens"}`);
    return now;
  }

  private begin(what: SwitchMovement["what"]): void {
    const { sample_index: now } = this.world;
    const time_ms = (now * 1000) / SAMPLE_HZ;
    const previous = this.recording?.moments.at(-1);
    const late = previous === undefined || time_ms - previous.time_ms > ONE_TRANSFER_MS;
    if (this.recording === undefined || late || previous.what.endsWith("closes")) {
      const number = (this.recording?.number ?? 0) + 1;
      const channels = CHANNEL_NAMES.map((name) => ({ name, values: [] }));
      this.recording = { number, moments: [], time_ms: [], channels, switch_u: [], switch_g: [] };
      this.done = 0;
    }
    this.recording.moments.push({ what, time_ms });
    this.done = Math.max(this.done, now - AROUND - 1);
    this.until = now + AROUND;
  }

  private take(to: RecordingUnderway, sample: number): void {
    const at = (sample & (TRACE_SAMPLES - 1)) * TRACE_FIELDS;
    const { trace } = this.world;
    to.time_ms.push((sample * 1000) / SAMPLE_HZ);
    for (const [channel, { values }] of to.channels.entries()) {
      values.push(scaled(channel, trace[at + channel] ?? 0, sample));
    }
    to.switch_u.push(trace[at + 10] ?? -1);
    to.switch_g.push(trace[at + 11] ?? -1);
  }
}
