/** The core in a simulated home, with a bench to disturb it. */
import type { Meter } from "@bptm/core/meter";
import { Reason } from "@bptm/core/lists/codes";
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import { Bench } from "@bptm/lab/run/bench";
import type { Engine } from "@bptm/lab/host/host";
import { readCondition } from "@bptm/lab/scenario/condition-file";
import { libraryFiles } from "@bptm/lab/scenario/library";
import { named } from "../bench/named";
import type { MeterOrder } from "@bptm/lab/scenario/stimulus";
import { LinkOrder } from "@bptm/link/messages";
import type { OrderMessage } from "@bptm/link/messages";
import type { BenchOrder } from "@bptm/link/bench-order";
import type { SimulatedHomeState, TransferWaves } from "@bptm/link/bench";
import { refuseWhileRunning } from "@bptm/link/condition-runs";
import { SETTINGS } from "@bptm/text/texts";
import { setFault } from "../bench/bench-faults";
import * as orders from "../bench/bench-orders";
import { benchState } from "../bench/bench-state";
import { Flicker } from "../bench/flicker";
import { LiveCondition } from "../bench/live-condition";
import { FinishedTransfers } from "../bench/finished-transfers";
import type { CoreEvent, HostedBench, HostedCore } from "./hosted-core";

/** A home at its start. */
export interface HomeOptions {
  readonly seed: number;
  /** Its clock at sample 0, in milliseconds since 1970. */
  readonly start_ms: number;
  /** A house of twin/house/homes.ts. */
  readonly house: string;
  /** A unit of twin/sources/generators.ts. */
  readonly generator: string;
  readonly engine?: Engine | undefined;
}

const ORDERS: Record<number, Exclude<MeterOrder["order"], "setting">> = {
  [LinkOrder.ClearLockout]: "clear-lockout",
  [LinkOrder.LockOpenUtility]: "lock-open-utility",
  [LinkOrder.LockOpenBoth]: "lock-open-both",
  [LinkOrder.ClearLockOpen]: "clear-lock-open",
};

/** Maximum power-ups of one home, to tell them apart from those of the next. */
const POWER_UPS_MAX = 1e6;

/** The request that the core has, and how its answer shows. */
type Pending =
  | { readonly answers: number }
  | { readonly demand_resets: number }
  | { readonly refused: number };

/** The core's answer about a setting that does not exist (core/control/orders.ts). */
const SETTING_REFUSED = 1000;

export class SimulatedHome implements HostedCore, HostedBench {
  readonly #options: HomeOptions;
  #bench: Bench;
  #model: string;
  #condition: LiveCondition | undefined;
  #flicker: Flicker | undefined;
  #transfers = new FinishedTransfers();
  #pending: Pending | undefined;
  #before = 0;
  #home = 1;

  constructor(options: HomeOptions) {
    this.#options = options;
    this.#model = options.generator;
    this.#bench = new Bench(options);
  }

  get bench(): HostedBench {
    return this;
  }

  get meter(): Meter {
    return this.#bench.meter;
  }

  get home(): number {
    return this.#home;
  }

  /** A simulated meter's number is the seed of its home. */
  get serial(): number {
    return this.#bench.seed;
  }

  get powered(): boolean {
    return this.#bench.powered && this.#bench.world.boots > 0;
  }

  get life(): number {
    return this.powered ? (this.#home - 1) * POWER_UPS_MAX + this.#bench.world.boots : 0;
  }

  get sample(): number {
    return this.#before + this.#bench.simulation.sample;
  }

  clock_ms(sample: number): number {
    return this.#options.start_ms + (sample * 1000) / SAMPLE_HZ;
  }

  get hurries(): boolean {
    return this.#condition?.running === true;
  }

  advance(samples: number): void {
    (this.#condition ?? this.#bench.simulation).advance(samples);
    this.#flicker?.update();
  }

  drain(): readonly CoreEvent[] {
    this.#bench.drainNotes();
    return this.#bench.drain().map(({ time_ms, sequence, code, a, b }) => ({
      sample: this.#before + Math.round((time_ms * SAMPLE_HZ) / 1000),
      sequence,
      code,
      a,
      b,
    }));
  }

  give({ order, setting, value }: OrderMessage): void {
    const { request, metering, registers } = this.meter;
    if (order === LinkOrder.ResetDemand) {
      this.#pending = { demand_resets: registers.demand_resets + 1 };
      metering.reset_demand = 1;
      return;
    }
    const known = order === LinkOrder.ChangeSetting ? SETTINGS[setting - 1] : undefined;
    const plain = ORDERS[order];
    if (known === undefined && plain === undefined) {
      const setting_asked = order === LinkOrder.ChangeSetting;
      this.#pending = { refused: setting_asked ? SETTING_REFUSED : Reason.UnknownOrder };
      return;
    }
    this.#pending = { answers: request.answers };
    if (known !== undefined) this.#bench.apply({ order: "setting", setting: known.name, value });
    else if (plain !== undefined) this.#bench.apply({ order: plain });
  }

  answer(): number | undefined {
    const pending = this.#pending;
    const { request, metering } = this.meter;
    if (pending === undefined) return undefined;
    if ("refused" in pending) return pending.refused;
    if ("answers" in pending) {
      const answered = request.answers !== pending.answers;
      // What was done counts only once no power cut can undo it.
      return answered && (request.answer !== 0 || this.#isStored()) ? request.answer : undefined;
    }
    return metering.published.demand_resets >= pending.demand_resets ? 0 : undefined;
  }

  /** The present record is in the store. */
  #isStored(): boolean {
    const { world } = this.#bench;
    const { version_counter } = world.meter.control.stored;
    return world.written_version === version_counter && world.home.store.write_sample < 0;
  }

  order(order: BenchOrder): void {
    const bench = this.#bench;
    if (order.do === "restart") return this.#restart(order.seed);
    if (order.do === "condition") return this.#run(order.id);
    refuseWhileRunning(this.#condition?.state());
    if (order.do === "utility") {
      orders.setUtility(bench, order.to);
      this.#flicker = order.to === "flicker" ? new Flicker(bench) : undefined;
    } else if (order.do === "generator") {
      orders.replaceGenerator(bench, order.model);
      this.#model = order.model;
    } else if (order.do === "wiring") orders.setWiring(bench, order.to);
    else if (order.do === "load") orders.switchOneLoad(bench, order.id, order.on);
    else if (order.do === "fault") setFault(bench, order.id, order.on);
    else if (order.do !== "speed" && order.do !== "pause" && order.do !== "run-aside") {
      orders.handleGenerator(bench, order.do);
    }
  }

  state(speed: number, paused: boolean): SimulatedHomeState {
    return benchState(this.#bench, {
      speed,
      paused,
      flickers: this.#flicker !== undefined,
      model: this.#model,
      condition: this.#condition?.state() ?? null,
    });
  }

  waves(): TransferWaves | undefined {
    return this.#transfers.next(this.#bench.recording(), this.#bench.time_ms);
  }

  #begin(bench: Bench, model: string, condition?: LiveCondition): void {
    this.#before = this.sample;
    this.#home += 1;
    this.#bench = bench;
    this.#model = model;
    this.#condition = condition;
    this.#flicker = undefined;
    this.#pending = undefined;
    this.#transfers = new FinishedTransfers();
  }

  #restart(seed: number): void {
    const { house, generator, engine } = this.#options;
    this.#begin(new Bench({ seed, house, generator, engine }), generator);
  }

  #run(id: string): void {
    // Only this file: reading the whole library would delay the core.
    const found = readCondition(named(libraryFiles(), id).file);
    const condition = new LiveCondition(found);
    this.#begin(condition.bench, found.generator, condition);
  }
}
