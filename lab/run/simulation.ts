/**
 * A world with its house and a calendar of scheduled stimuli. It advances tick by tick, stops at
 * the exact sample of each stimulus, and passes every event of the meter to its observers.
 */
import { HOUSES, loadHouse } from "@bptm/twin/house/homes";
import type { NamedHouse } from "@bptm/twin/house/homes";
import { loadUnit, unitNamed } from "@bptm/twin/sources/generators";
import { beginWrite, storeSample } from "@bptm/twin/meter/store";
import { SAMPLES_PER_TICK, SAMPLE_HZ } from "@bptm/core/hardware/units";
import { stepsOf } from "../scenario/apply";
import { settleOrder } from "../scenario/apply-orders";
import { Drain } from "@bptm/text/drain";
import type { MeterEvent } from "@bptm/text/drain";
import type { Action, Stimulus, Trigger } from "../scenario/stimulus";
import { openHost } from "../host/host";
import { IMAGE_WORDS_USED, saveImage } from "@bptm/core/image";
import type { Engine, Host } from "../host/host";
import type { PendingOrder, StimulusContext, StimulusStep } from "../scenario/scene";
import { LATCHES } from "@bptm/text/latch-list";
import { SETTINGS } from "@bptm/text/texts";
import type { World } from "../world/world";

/** Initial state of a simulation. */
export interface SimulationOptions {
  readonly seed: number;
  /** A house of twin/house/homes.ts: small, standard, large. */
  readonly house: string;
  /** A unit of twin/sources/generators.ts. */
  readonly generator: string;
  readonly engine?: Engine | undefined;
  /** Another module of build/ than the lab's own; see `openHost`. */
  readonly module?: string | undefined;
  /** Commissioned settings that differ from the defaults. */
  readonly settings?: Readonly<Record<string, number>> | undefined;
  /** Latches in the store at the start. */
  readonly latches?: readonly string[] | undefined;
}

/** Observes a simulation while it advances. */
export interface SimulationObserver {
  /** Called after each tick with its events. */
  tick?(events: readonly MeterEvent[]): void;
  /** Called with remarks: orders accepted or refused. */
  note?(text: string): void;
}

/** True connections; `part` means that one pole of a switch conducts. */
const CONNECTIONS = ["none", "utility", "generator", "both", "part"] as const;
export type Connection = (typeof CONNECTIONS)[number];

/** Samples that must pass after a change of the world before it may fast-forward. */
const UNTOUCHED_SAMPLES = SAMPLE_HZ / 4;

const COIL_NAMES = ["utility-open", "utility-close", "generator-open", "generator-close"] as const;

interface ScheduledStep extends StimulusStep {
  readonly sample: number;
}

interface TriggeredStimulus {
  readonly trigger: Trigger;
  readonly after_ms: number;
  readonly action: Action;
  left: number;
}

/** The house of that name; the error lists the known names. */
function houseNamed(name: string): NamedHouse {
  const house = HOUSES.find((one) => one.name === name);
  if (house !== undefined) return house;
  const names = HOUSES.map((one) => one.name).join(", ");
  throw new RangeError(`there is no house "${name}"; there are ${names}`);
}

/** Commissions the meter: applies its settings and latches, and writes them to the store. */
function commission(world: World, { settings = {}, latches = [] }: SimulationOptions): void {
  const { control } = world.meter;
  const set = LATCHES.filter(({ id }) => latches.includes(id));
  control.stored.latches = set.reduce((bits, { bit }) => bits | (1 << bit), 0);
  // What set them was before this run, and the judge has not seen it.
  if (set.length > 0) world.judge.liveness.uninspected = 1;
  if (set.some(({ way_out }) => way_out === "dead house")) world.judge.claims.speaking.inside = 1;
  for (const { name } of SETTINGS) {
    const value = settings[name];
    if (value !== undefined) control.settings[name] = value;
  }
  world.judge.dead_time_ms = control.settings.dead_time_ms;
  const { store } = world.home;
  saveImage(store.image, world.meter);
  beginWrite(store, IMAGE_WORDS_USED);
  while (store.write_sample >= 0) storeSample(store, 1);
}

/** A world with a calendar. */
export class Simulation implements StimulusContext {
  readonly seed: number;
  readonly host: Host;
  readonly world: World;
  readonly house: NamedHouse;
  /** An order that the meter has not answered yet. */
  pending_order: PendingOrder | undefined = undefined;
  /** Called after each sample; when undefined, the simulation advances by whole ticks. */
  onSample: (() => void) | undefined = undefined;
  private readonly observers: SimulationObserver[] = [];
  private calendar: ScheduledStep[] = [];
  private waiting: TriggeredStimulus[] = [];
  private readonly drain: Drain;
  private pulses = [0, 0, 0, 0];
  private connection: Connection = "none";
  /** Sample at which the world was last changed from outside. */
  private touched = 0;

  constructor(options: SimulationOptions) {
    this.seed = options.seed;
    this.host = openHost(options.seed, options.engine, options.module);
    this.world = this.host.world;
    this.house = houseNamed(options.house);
    loadHouse(this.world.home.house, this.house);
    loadUnit(this.world.home.generator, unitNamed(options.generator));
    commission(this.world, options);
    this.drain = new Drain(this.world.meter.log, this.world.boots);
  }

  /** Samples since the start. */
  get sample(): number {
    return this.world.sample_index;
  }

  /** Milliseconds since the start. */
  get time_ms(): number {
    return (this.sample * 1000) / SAMPLE_HZ;
  }

  /** Source that the house is truly connected to. */
  get connected(): Connection {
    return CONNECTIONS[this.world.judge.connected] ?? "none";
  }

  /** Adds an observer. */
  observe(observer: SimulationObserver): void {
    this.observers.push(observer);
  }

  note(text: string): void {
    for (const one of this.observers) one.note?.(text);
  }

  /** Applies an action before the next sample. */
  apply(action: Action): void {
    this.schedule(action, this.sample);
    this.perform();
  }

  /** Schedules a stimulus at its time or after its trigger. */
  plan(stimulus: Stimulus): void {
    const { at, when, after_ms = 0 } = stimulus;
    if (when === undefined) this.schedule(stimulus, Math.round((at ?? 0) * SAMPLE_HZ));
    else {
      const left = when.count ?? 1;
      this.waiting.push({ trigger: when, after_ms, action: stimulus, left });
    }
  }

  /** Advances by a number of samples. */
  advance(samples: number): void {
    const end = this.sample + samples;
    while (this.sample < end) {
      this.perform();
      const tick = SAMPLES_PER_TICK - (this.sample % SAMPLES_PER_TICK);
      const due = (this.calendar[0]?.sample ?? Infinity) - this.sample;
      const most = this.onSample === undefined ? tick : 1;
      this.host.advance(Math.min(end - this.sample, most, due));
      this.onSample?.();
      if (this.sample % SAMPLES_PER_TICK === 0) this.afterTick();
    }
  }

  /**
   * Fast-forwards a quiescent home by up to `samples`, in multiples of `unit` and not past the next
   * stimulus; returns how many, 0 when that is impossible. Nothing that observers see changes
   * meanwhile, so one call of the observers at the end suffices.
   */
  fastForward(samples: number, unit: number): number {
    if (this.world.home.supply.alive !== 0 || this.onSample !== undefined) return 0;
    if (this.sample - this.touched < UNTOUCHED_SAMPLES) return 0;
    const due = (this.calendar[0]?.sample ?? Infinity) - this.sample;
    const skipped = this.host.fastForward(Math.floor(Math.min(samples, due) / unit) * unit);
    if (skipped > 0) this.afterTick();
    return skipped;
  }

  private schedule(action: Action, sample: number): void {
    for (const step of stepsOf(action)) {
      this.calendar.push({ ...step, sample: sample + Math.round(step.after_s * SAMPLE_HZ) });
    }
    this.calendar.sort((a, b) => a.sample - b.sample);
  }

  private perform(): void {
    for (let due = this.calendar[0]; due !== undefined; due = this.calendar[0]) {
      if (due.sample > this.sample) return;
      this.calendar.shift();
      this.touched = this.sample;
      due.run(this);
    }
  }

  private afterTick(): void {
    const { world } = this;
    const events = this.drain.take(world.meter.log, world.boots, this.time_ms);
    settleOrder(this);
    if (this.waiting.length > 0) this.release(events);
    for (const one of this.observers) one.tick?.(events);
  }

  /** Schedules stimuli whose trigger occurred in this tick. */
  private release(events: readonly MeterEvent[]): void {
    const before = this.pulses;
    this.pulses = Array.from(this.world.judge.pulses);
    const seen = this.connected !== this.connection;
    this.connection = this.connected;
    const times = ({ coil, event, connected }: Trigger): number => {
      if (coil !== undefined) {
        const at = COIL_NAMES.indexOf(coil);
        return (this.pulses[at] ?? 0) - (before[at] ?? 0);
      }
      if (event !== undefined) return events.filter(({ id }) => id === event).length;
      return seen && connected === this.connected ? 1 : 0;
    };
    for (const one of this.waiting) {
      one.left -= times(one.trigger);
      if (one.left > 0) continue;
      this.schedule(one.action, this.sample + Math.round((one.after_ms * SAMPLE_HZ) / 1000));
    }
    this.waiting = this.waiting.filter(({ left }) => left > 0);
  }
}
