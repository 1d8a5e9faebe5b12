/** What is recorded of a run: samples at one rate, with what was said meanwhile. */

/** One quantity. */
export interface Waveform {
  readonly name: string;
  readonly phase: string;
  readonly unit: string;
  readonly values: Float32Array;
}

/** Something that is 0 or 1. */
export interface StatusTrace {
  readonly name: string;
  readonly values: Uint8Array;
}

/** A sentence and the sample, from 0 on, at which it was said. */
export interface Remark {
  readonly sample: number;
  readonly text: string;
}

/** All of it. */
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
