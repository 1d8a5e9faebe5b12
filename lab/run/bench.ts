/**
 * The live bench: one meter with its home, advanced by its user. Actions have the same words as in
 * a condition file, and take effect before the next sample.
 *
 *     const bench = new Bench({ seed: 1, house: "standard", generator: "open-frame-7500" });
 *     bench.apply({ utility: "cut" });
 *     bench.advance(1000);          // milliseconds of simulated time
 *     bench.world.meter.control     // the meter, as the host reads it
 *     bench.drain();                // events since the last call
 */
import type { Meter } from "@bptm/core/meter";
import type { MeterEvent } from "@bptm/text/drain";
import type { Action, Stimulus } from "../scenario/stimulus";
import { TransferRecorder } from "./recorder";
import type { TransferRecording } from "./recorder";
import { violationsOf } from "./rules";
import type { Violation } from "./rules";
import { Simulation } from "./simulation";
import type { Connection, SimulationOptions } from "./simulation";
import type { World } from "../world/world";

/** One load of the house. */
interface BenchLoad {
  readonly name: string;
  readonly leg: "leg 1" | "leg 2" | "both legs";
  readonly watts: number;
  readonly on: boolean;
}

const LEGS = { 1: "leg 1", 2: "leg 2", 3: "both legs" } as const;

/** A simulated home that its user advances step by step. */
export class Bench {
  readonly simulation: Simulation;
  /** The twin's true state and the meter, as one tree of live objects. */
  readonly world: World;
  readonly meter: Meter;
  private readonly recorder: TransferRecorder;
  private fresh: MeterEvent[] = [];
  private notes: string[] = [];

  /** Uses a new simulation, or one prepared from a condition. */
  constructor(from: SimulationOptions | Simulation) {
    this.simulation = from instanceof Simulation ? from : new Simulation(from);
    this.world = this.simulation.world;
    this.meter = this.world.meter;
    this.recorder = new TransferRecorder(this.world);
    this.simulation.observe({
      tick: (events) => {
        this.fresh.push(...events);
        this.recorder.tick();
      },
      note: (text) => void this.notes.push(text),
    });
  }

  /** The seed of its home. */
  get seed(): number {
    return this.simulation.seed;
  }

  /** Simulated milliseconds since the start. */
  get time_ms(): number {
    return this.simulation.time_ms;
  }

  /** True while the meter's logic has power. */
  get powered(): boolean {
    return this.world.home.supply.alive !== 0;
  }

  /** Source that the house is truly connected to. */
  get connected(): Connection {
    return this.simulation.connected;
  }

  /** Advances by simulated milliseconds, to the nearest sample. */
  advance(milliseconds: number): void {
    this.advanceTo(this.time_ms + milliseconds);
  }

  /** Advances to a simulated time; a time in the past has no effect. */
  advanceTo(time_ms: number): void {
    const left = Math.round(time_ms * 4.8) - this.simulation.sample;
    if (left > 0) this.simulation.advance(left);
  }

  /** Applies an action now; its later steps follow while the bench advances. */
  apply(action: Action): void {
    this.simulation.apply(action);
  }

  /** Schedules a stimulus at a time of the run or after a trigger. */
  plan(stimulus: Stimulus): void {
    this.simulation.plan(stimulus);
  }

  /** Returns the meter's events since the last call, oldest first. */
  drain(): MeterEvent[] {
    const events = this.fresh;
    this.fresh = [];
    return events;
  }

  /** Returns the answers to orders since the last call, as sentences. */
  drainNotes(): string[] {
    const notes = this.notes;
    this.notes = [];
    return notes;
  }

  /** The loads of the house, and whether they are on. */
  loads(): BenchLoad[] {
    const { on } = this.world.home.house;
    return this.simulation.house.loads.map(({ name, leg, watts }, slot) => ({
      name,
      leg: LEGS[leg],
      watts,
      on: (on & (1 << slot)) !== 0,
    }));
  }

  /** Waveforms of the last transfer: undefined before the first, growing during a transfer. */
  recording(): TransferRecording | undefined {
    return this.recorder.last();
  }

  /** Violations of invariants so far. */
  violations(): Violation[] {
    return violationsOf(this.world.judge);
  }
}
