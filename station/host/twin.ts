/** The hosted meter: core and twin of a home, and a bench to disturb it. */
import { Connected } from "@bptm/core/control/control";
import type { Meter } from "@bptm/core/meter";
import { SAMPLE_HZ, SAMPLES_PER_TICK } from "@bptm/core/hardware/units";
import type { Device } from "@bptm/c12/link/device";
import type { EventLogs } from "@bptm/c12/records/event-log";
import type { MeterIdentity } from "@bptm/c12/records/meter-data";
import type { LoadProfile } from "@bptm/c12/records/load-profile";
import type { Passwords } from "@bptm/c12/link/passwords";
import { Bench } from "@bptm/lab/run/bench";
import type { Condition } from "@bptm/lab/scenario/condition";
import { library } from "@bptm/lab/scenario/library";
import type { Engine } from "@bptm/lab/host/host";
import type {
  BenchOrder,
  ConditionLine,
  EventLine,
  Frame,
  GeneratorLine,
  SettingLine,
  TransferRecord,
} from "../wire/api";
import { sendOrder } from "./send-order";
import { GENERATORS } from "../bench/bench-names";
import { setFault } from "../bench/bench-faults";
import * as orders from "../bench/bench-orders";
import { benchState } from "../bench/bench-state";
import { BreakerEstimate } from "../frame/breaker-estimate";
import { Flicker } from "./flicker";
import { frameOf } from "../frame/frame";
import { Journal } from "./journal";
import { LiveCondition } from "../bench/live-condition";
import { HostedMeter } from "./meter-tables";
import type { MeterOrder } from "@bptm/lab/scenario/stimulus";
import type { MeterHost } from "./meter-tables";
import { Refusal } from "../wire/refusal";
import { RunsAside, conditionNamed } from "../bench/runs-aside";
import type { About } from "../bench/runs-aside";
import { Runner } from "./runner";
import type { Paced } from "./runner";
import type { MeterService } from "./service";
import { settingLines, settingNamed, settingRefusal } from "./settings-list";
import { Transfers } from "./transfers";

/** Initial values of a twin. */
export interface TwinOptions {
  readonly seed: number;
  /** A house of twin/house/homes.ts. */
  readonly house: string;
  /** A unit of twin/sources/generators.ts. */
  readonly generator: string;
  /** 1 is real time. */
  readonly speed: number;
  readonly engine?: Engine;
  /** What a report states about its making. */
  readonly about: About;
}

/** From this speed on, a condition runs as fast as possible. */
const FULL_SPEED_FROM = 60;
/** "7310" as a serial number: "2S 007 310". */
function serialOf(seed: number): string {
  const digits = String(seed).padStart(6, "0");
  return `2S ${digits.replace(/\B(?=(\d{3})+$)/g, " ")}`;
}

/** Maximum power-ups of one home, to tell them apart from those of the next. */
const POWER_UPS_MAX = 1e6;

/** Identity for the tables; hardware and firmware versions are those of this release. */
function identityOf(seed: number): MeterIdentity {
  const serial = serialOf(seed).replaceAll(" ", "");
  const made = { hardware: [1, 0], firmware: [0, 1] } as const;
  return { manufacturer: "BPTM", model: "2S-ATS", ...made, serial, device_id: serial };
}

export class Twin implements MeterService, Paced, MeterHost {
  readonly #options: TwinOptions;
  readonly #journal = new Journal(Date.now());
  readonly #transfers = new Transfers();
  readonly #runner: Runner;
  #bench: Bench;
  #breaker = new BreakerEstimate();
  #flicker: Flicker | null = null;
  #condition: LiveCondition | null = null;
  #model: string;
  #side: HostedMeter;
  /** Samples of the previous homes, and the number of those homes. */
  #before = 0;
  #runs = 0;
  #frames = 0;
  /** Read once at the start, because it takes a while. */
  readonly #library: readonly Condition[] = library();
  readonly #aside: RunsAside;

  constructor(options: TwinOptions) {
    this.#options = options;
    this.#model = options.generator;
    this.#bench = new Bench(options);
    this.#side = this.#meterSide();
    this.#runner = new Runner(this, options.speed);
    this.#aside = new RunsAside(this.#library, options.about);
  }

  /** Starts with a powered-up meter, so that no client finds it dead at first. */
  start(): void {
    while (this.life() === 0) this.advance(SAMPLES_PER_TICK);
    this.#runner.start();
  }

  /** Resolves when no thread is left. */
  async stop(): Promise<void> {
    this.#runner.stop();
    await this.#aside.stop();
  }

  get samples(): number {
    return this.#before + this.#bench.simulation.sample;
  }

  get atFullSpeed(): boolean {
    return this.#condition?.running === true && this.#runner.speed >= FULL_SPEED_FROM;
  }

  advance(samples: number): void {
    const { simulation } = this.#bench;
    (this.#condition ?? simulation).advance(samples);
    this.#flicker?.update();
    this.#follow(samples / SAMPLE_HZ);
  }

  frame(): Frame {
    this.#frames += 1;
    const time_ms = this.#timeMs();
    const condition = this.#condition?.state() ?? null;
    return frameOf({
      meter: this.#bench.meter,
      powered: this.#bench.powered,
      sequence: this.#frames,
      at: this.#journal.at(time_ms),
      time_ms: Math.round(time_ms),
      name: "Twin",
      serial: serialOf(this.#bench.seed),
      breaker: this.#breaker,
      events: this.#journal.lines,
      transfer: this.#transfers.last?.sequence ?? null,
      recorded_until_s: this.intervals.next_s,
      bench: benchState(this.#bench, {
        speed: this.#runner.speed,
        paused: this.#runner.paused,
        flickers: this.#flicker !== null,
        model: this.#model,
        condition,
        runs: this.#aside.lines,
      }),
    });
  }

  events(): readonly EventLine[] {
    return this.#journal.lines;
  }

  transfer(): TransferRecord | null {
    return this.#transfers.last;
  }

  conditions(): readonly ConditionLine[] {
    return this.#library.map(({ id, group, severity, title }) => ({
      id,
      group,
      severity,
      title,
    }));
  }

  generators(): readonly GeneratorLine[] {
    return GENERATORS;
  }

  report(id: string): string {
    return this.#aside.page(id);
  }

  get meter(): Meter {
    return this.#bench.meter;
  }

  life(): number {
    const { powered, world } = this.#bench;
    return powered && world.boots > 0 ? this.#runs * POWER_UPS_MAX + world.boots : 0;
  }

  tick(): void {
    this.advance(SAMPLES_PER_TICK);
  }

  ready(): boolean {
    return this.#condition?.running !== true;
  }

  clock_s(): number {
    return Math.floor(this.#journal.wall_ms(this.#timeMs()) / 1000);
  }

  get intervals(): LoadProfile {
    return this.#side.records.profile;
  }

  get logs(): EventLogs {
    return this.#side.records.logs;
  }

  /** The hosted meter for its C12 port: a new session gets the meter that is hosted then. */
  device(passwords: Passwords): Device {
    return {
      life: () => this.life(),
      level: (password) => passwords.level(password),
      open: (user_id, user) => this.#side.open(passwords, user_id, user),
    };
  }

  /** Sends an order from a C12 procedure to the core. */
  sendOrder(order: MeterOrder, number: number): number | undefined {
    const setting = order.order === "setting" ? ` ${order.setting} to ${order.value}` : "";
    const what = order.order + setting;
    const sentence = `Asked over C12, request ${number}: ${what}.`;
    this.#journal.add(this.#timeMs(), "RequestAsked", "info", sentence);
    return this.#answer(order);
  }

  settings(): readonly SettingLine[] {
    return settingLines(this.#bench.meter.control.settings);
  }

  /** The core checks all settings and takes all or none; the next tick answers. */
  changeSetting(name: string, value: number): readonly SettingLine[] {
    const setting = settingNamed(name);
    this.#undisturbed();
    if (!this.#bench.powered) {
      throw new Refusal("E-METER-01", 409, "The meter has no power, so it answers no request.");
    }
    const { control } = this.#bench.meter;
    const was = control.settings[setting.name];
    const answer = this.#answer({ order: "setting", setting: name, value });
    if (answer === undefined) {
      throw new Refusal("E-METER-02", 503, "The meter did not answer; try again in a second.");
    }
    const asked = `Asked by the panel or a program: ${name} from ${was} to ${value}`;
    this.#journal.add(this.#timeMs(), "SettingAsked", "info", `${asked} ${setting.unit}.`);
    if (answer !== 0) {
      throw settingRefusal(setting, value, answer - 1000, control.settings);
    }
    return this.settings();
  }

  #answer(order: MeterOrder): number | undefined {
    return sendOrder(this.#bench, order, (samples) => this.advance(samples));
  }

  order(order: BenchOrder): void {
    const bench = this.#bench;
    if (order.do === "speed") return this.#runner.setSpeed(order.speed);
    if (order.do === "pause") return this.#runner.setPaused(order.on);
    if (order.do === "restart") return this.#restart(order.seed);
    if (order.do === "condition") return this.#run(order.id);
    if (order.do === "run-aside") return this.#aside.run(order.id);
    this.#undisturbed();
    if (order.do === "utility") {
      orders.setUtility(bench, order.to);
      this.#flicker = order.to === "flicker" ? new Flicker(bench) : null;
    } else if (order.do === "generator") {
      orders.replaceGenerator(bench, order.model);
      this.#model = order.model;
    } else if (order.do === "wiring") orders.setWiring(bench, order.to);
    else if (order.do === "load") orders.switchOneLoad(bench, order.id, order.on);
    else if (order.do === "fault") setFault(bench, order.id, order.on);
    else orders.handleGenerator(bench, order.do);
  }

  #meterSide(): HostedMeter {
    return new HostedMeter(this, identityOf(this.#bench.seed));
  }

  #timeMs(): number {
    return (this.samples * 1000) / SAMPLE_HZ;
  }

  /** A running condition must not be disturbed, or its verdict would be meaningless. */
  #undisturbed(): void {
    if (this.#condition?.running !== true) return;
    const { id } = this.#condition.state();
    const message = `Condition ${id} runs: wait for its verdict, or restart.`;
    throw new Refusal("E-BENCH-06", 409, message);
  }

  /** After each slice: updates the rest of the station. */
  #follow(seconds: number): void {
    const bench = this.#bench;
    const { control } = bench.meter;
    const on = bench.powered && control.transfer.connected === Connected.Generator;
    const milliamps = [control.generator_current1_ma, control.generator_current2_ma] as const;
    this.#breaker.advance(seconds, on ? [milliamps[0] / 1000, milliamps[1] / 1000] : [0, 0]);
    const before_ms = (this.#before * 1000) / SAMPLE_HZ;
    const events = bench.drain();
    this.#side.update(events);
    this.#journal.addEvents(events, before_ms);
    bench.drainNotes();
    this.#transfers.update(bench.recording(), bench.time_ms, this.#runs, (time_ms) =>
      this.#journal.at(before_ms + time_ms),
    );
  }

  /** Replaces the home; the station's own time, journal and numbering continue. */
  #begin(bench: Bench, model: string): void {
    this.#before = this.samples;
    this.#runs += 1;
    this.#bench = bench;
    this.#side = this.#meterSide();
    this.#breaker = new BreakerEstimate();
    this.#flicker = null;
    this.#model = model;
  }

  #restart(seed: number): void {
    const { house, generator, engine } = this.#options;
    const bench = new Bench({ seed, house, generator, engine });
    this.#condition = null;
    this.#begin(bench, generator);
    this.#journal.add(this.#timeMs(), "TwinRestarted", "info", `A new home, seed ${seed}.`);
  }

  #run(id: string): void {
    const found = conditionNamed(this.#library, id);
    const condition = new LiveCondition(found);
    this.#begin(condition.bench, found.generator);
    this.#condition = condition;
    const sentence = `Condition ${found.id} begins: ${found.title}.`;
    this.#journal.add(this.#timeMs(), "ConditionBegun", "info", sentence);
  }
}
