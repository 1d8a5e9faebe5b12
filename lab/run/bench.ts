/**
 * The live bench: one meter with its home, advanced by whoever watches it. What happens is ordered
 * in the same words as in a condition file, and takes effect before the next sample.
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
import { Stage } from "./stage";
import type { Connection, StageOptions } from "./stage";
import type { World } from "../world/world";

/** One load of the house. */
interface BenchLoad {
  readonly name: string;
  readonly leg: "leg 1" | "leg 2" | "both legs";
  readonly watts: number;
  readonly on: boolean;
}

const LEGS = { 1: "leg 1", 2: "leg 2", 3: "both legs" } as const;

/** A world that is advanced step by step. */
export class Bench {
  readonly stage: Stage;
  /** The twin's truth and the meter in it, as one tree of live objects. */
  readonly world: World;
  readonly meter: Meter;
  private readonly recorder: TransferRecorder;
  private fresh: MeterEvent[] = [];
  private notes: string[] = [];

  /** A new stage, or the one that a condition prepared. */
  constructor(from: StageOptions | Stage) {
    this.stage = from instanceof Stage ? from : new Stage(from);
    this.world = this.stage.world;
    this.meter = this.world.meter;
    this.recorder = new TransferRecorder(this.world);
    this.stage.observe({
      tick: (events) => {
        this.fresh.push(...events);
        this.recorder.tick();
      },
      note: (text) => void this.notes.push(text),
    });
  }

  /** The seed of its home. */
  get seed(): number {
    return this.stage.seed;
  }

  /** Simulated milliseconds since the start. */
  get time_ms(): number {
    return this.stage.time_ms;
  }

  /** True while the meter's logic has power. */
  get powered(): boolean {
    return this.world.home.supply.alive !== 0;
  }

  /** What the house truly hangs on. */
  get connected(): Connection {
    return this.stage.connected;
  }

  /** Advances by so many simulated milliseconds, to the nearest sample. */
  advance(milliseconds: number): void {
    this.advanceTo(this.time_ms + milliseconds);
  }

  /** Advances to a simulated time; a time that has passed does nothing. */
  advanceTo(time_ms: number): void {
    const left = Math.round(time_ms * 4.8) - this.stage.sample;
    if (left > 0) this.stage.advance(left);
  }

  /** Makes something happen now; what it brings later happens while the bench advances. */
  apply(action: Action): void {
    this.stage.apply(action);
  }

  /** Puts something into the calendar: at a time of the run, or after something was seen. */
  plan(stimulus: Stimulus): void {
    this.stage.plan(stimulus);
  }

  /** Events that the meter raised since the last call, oldest first. */
  drain(): MeterEvent[] {
    const events = this.fresh;
    this.fresh = [];
    return events;
  }

  /** What became of orders since the last call, in sentences. */
  drainNotes(): string[] {
    const notes = this.notes;
    this.notes = [];
    return notes;
  }

  /** The house's loads as they are switched. */
  loads(): BenchLoad[] {
    const { on } = this.world.home.house;
    return this.stage.house.loads.map(({ name, leg, watts }, slot) => ({
      name,
      leg: LEGS[leg],
      watts,
      on: (on & (1 << slot)) !== 0,
    }));
  }

  /** Waveforms around the last transfer: undefined before the first, growing while it goes on. */
  recording(): TransferRecording | undefined {
    return this.recorder.last();
  }

  /** Invariants that the judge has seen broken so far. */
  violations(): Violation[] {
    return violationsOf(this.world.judge);
  }
}
