/**
 * The bench of a simulated home, as JSON: orders to it, its state, and the waveforms that its meter
 * recorded. A real meter has none of it.
 */
import type { BenchOrder, UtilityKnob, WiringKnob } from "./bench-order";

/** The state of the bench. */
export interface SimulatedHomeState {
  readonly seed: number;
  readonly speed: number;
  readonly paused: boolean;
  readonly utility: UtilityKnob;
  readonly generator: {
    readonly model: string;
    readonly plugged: boolean;
    readonly running: boolean;
    readonly choked: boolean;
    readonly wiring: WiringKnob;
  };
  readonly loads: readonly {
    readonly id: string;
    readonly name: string;
    readonly where: string;
    readonly on: boolean;
  }[];
  readonly faults: readonly {
    readonly id: string;
    readonly name: string;
    readonly where: string;
    readonly on: boolean;
  }[];
  readonly condition: {
    readonly id: string;
    readonly title: string;
    readonly state: "running" | "pass" | "fail";
    readonly note: string;
  } | null;
  /** Invariants that the judge found violated in this run. */
  readonly violations: readonly string[];
  /** One line: "utility normal, generator running, 6 loads on". */
  readonly summary: string;
}

/** Waveforms of a transfer, from the meter's own samples. */
export interface TransferWaves {
  readonly moments: readonly {
    readonly what: "U opens" | "U closes" | "G opens" | "G closes";
    readonly time_ms: number;
  }[];
  /** Milliseconds since the start of the home, per sample. */
  readonly time_ms: readonly number[];
  readonly channels: readonly { readonly name: string; readonly values: readonly number[] }[];
  /** Verified positions per sample: 0 open, 1 closed, -1 unknown. */
  readonly switch_u: readonly number[];
  readonly switch_g: readonly number[];
}

/** To the bench. */
export interface BenchRequest {
  readonly number: number;
  readonly order: BenchOrder;
}

/** From the bench. */
export type BenchReply =
  | {
      readonly number: number;
      /** Absent when it was done. */
      readonly refusal?: {
        readonly code: string;
        readonly status: number;
        readonly message: string;
      };
    }
  | { readonly state: SimulatedHomeState }
  | { readonly waves: TransferWaves; readonly at_ms: number };

/** A generator that a simulated home can plug in. */
export interface GeneratorLine {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly acceptable: boolean;
  readonly note: string;
}
