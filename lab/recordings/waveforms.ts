/** The recording of a run: samples at one rate, with the meter's messages. */

/** One analog quantity. */
export interface Waveform {
  readonly name: string;
  readonly phase: string;
  readonly unit: string;
  readonly values: Float32Array;
}

/** One quantity that is 0 or 1. */
interface StatusTrace {
  readonly name: string;
  readonly values: Uint8Array;
}

/** A message and the sample, from 0, at which it was given. */
export interface Remark {
  readonly sample: number;
  readonly text: string;
}

/** A complete recording. */
export interface Waveforms {
  readonly title: string;
  readonly device: string;
  readonly hz: number;
  readonly line_hz: number;
  /** Seconds of the run at the first sample. */
  readonly from_s: number;
  readonly samples: number;
  readonly analog: readonly Waveform[];
  readonly status: readonly StatusTrace[];
  readonly remarks: readonly Remark[];
}
