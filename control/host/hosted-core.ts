/** A core with everything around it: a simulated home, or a board's inputs and outputs. */
import type { Meter } from "@bptm/core/meter";
import type { BenchOrder } from "@bptm/link/bench-order";
import type { SimulatedHomeState, TransferWaves } from "@bptm/link/bench";
import type { OrderTaker } from "../orders/order-desk";

/** An event of the core, as its log has it. */
export interface CoreEvent {
  readonly sample: number;
  readonly sequence: number;
  readonly code: number;
  readonly a: number;
  readonly b: number;
}

export interface HostedCore extends OrderTaker {
  /** The core's objects, live. Another home has another meter. */
  readonly meter: Meter;
  /** Number of the meter, as on its face. */
  readonly serial: number;
  /** Counts the homes from 1. */
  readonly home: number;
  /** Counts power-ups over all homes; 0 without power. */
  readonly life: number;
  /** Samples since the start, over all homes. */
  readonly sample: number;
  /** The home's clock, in milliseconds since 1970. */
  clock_ms(sample: number): number;
  /** Runs as fast as possible at present, ignoring the pace. */
  readonly hurries: boolean;
  advance(samples: number): void;
  /** Events since the last call, oldest first. */
  drain(): readonly CoreEvent[];
  /** Absent on a board. */
  readonly bench?: HostedBench;
}

/** The bench of a simulated home. An order that cannot be granted throws a `Refusal`. */
export interface HostedBench {
  order(order: BenchOrder): void;
  state(speed: number, paused: boolean): SimulatedHomeState;
  /** A transfer that has ended or grown since the last call. */
  waves(): TransferWaves | undefined;
}
