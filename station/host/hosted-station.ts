/**
 * One hosted meter as the station knows it: the present state from the link, and everything that
 * outlasts it from the journal.
 */
import { Connected } from "@bptm/core/control/control";
import type { Meter } from "@bptm/core/meter";
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import type { Device } from "@bptm/c12/link/device";
import type { Passwords } from "@bptm/c12/link/passwords";
import type { EventLogs } from "@bptm/c12/records/event-log";
import type { LoadProfile } from "@bptm/c12/records/load-profile";
import type { MeterIdentity } from "@bptm/c12/records/meter-data";
import { GENERATORS } from "@bptm/control/bench/bench-names";
import { named } from "@bptm/control/bench/named";
import type { Condition } from "@bptm/lab/scenario/condition";
import { library } from "@bptm/lab/scenario/library";
import type { MeterOrder } from "@bptm/lab/scenario/stimulus";
import type { TransferWaves } from "@bptm/link/bench";
import { Outcome } from "@bptm/link/messages";
import type { Hello, Image, LinkedEvent } from "@bptm/link/messages";
import { refuseWhileRunning } from "@bptm/link/condition-runs";
import { Refusal } from "@bptm/link/refusal";
import { CoreLink, noContact } from "../core/core-link";
import { BreakerEstimate } from "../frame/breaker-estimate";
import { frameOf } from "../frame/frame";
import type { Journal } from "../journal/journal";
import type {
  BenchOrder,
  BenchState,
  ConditionLine,
  EventLine,
  Frame,
  GeneratorLine,
  SettingLine,
  TransferRecord,
} from "../wire/api";
import { HostedMeter } from "./meter-tables";
import type { MeterHost } from "./meter-tables";
import { requestOf } from "./requests";
import { RunsAside } from "./runs-aside";
import type { About } from "./runs-aside";
import type { MeterService } from "./service";
import { settingLines, settingNamed, settingRefusal } from "./settings-list";
import { transferRecord } from "./transfer-record";

/** What a station starts from. */
interface StationOptions {
  /** Socket of the process of the core. */
  readonly socket: string;
  readonly journal: Journal;
  readonly name: string;
  /** What a report states about its making. */
  readonly about: About;
  readonly warn: (sentence: string) => void;
}

const LINES_SHOWN = 2000;
/** An order that the core has not answered by then must not act. */
const ORDER_MS = 3000;

/** 7310 as a serial number: "2S 007 310". */
function serialOf(number: number): string {
  const digits = String(number).padStart(6, "0");
  return `2S ${digits.replace(/\B(?=(\d{3})+$)/g, " ")}`;
}

/** Identity for the tables; hardware and firmware versions are those of this release. */
function identityOf(serial: string): MeterIdentity {
  const bare = serial.replaceAll(" ", "");
  const made = { hardware: [1, 0], firmware: [0, 1] } as const;
  return { manufacturer: "BPTM", model: "2S-ATS", ...made, serial: bare, device_id: bare };
}

/** ", request 7: setting restore_s to 60", for the journal. */
function askedFor(order: MeterOrder | "reset-demand", number: number): string {
  if (order === "reset-demand") return ": reset the maxima";
  const setting = order.order === "setting" ? ` ${order.setting} to ${order.value}` : "";
  return `, request ${number}: ${order.order}${setting}`;
}

export class HostedStation implements MeterService, MeterHost {
  readonly #options: StationOptions;
  readonly #link: CoreLink;
  readonly #library: readonly Condition[] = library();
  readonly #aside: RunsAside;
  #breaker = new BreakerEstimate();
  #serial = "";
  #side: HostedMeter;
  #transfer: TransferRecord | null = null;
  #transfers = 0;
  #frames = 0;
  #sample = 0;

  constructor(options: StationOptions) {
    this.#options = options;
    this.#side = this.#newSide();
    this.#aside = new RunsAside(this.#library, options.about);
    this.#link = new CoreLink(options.socket, {
      hello: (hello) => this.#greeted(hello),
      image: (image) => this.#imageCame(image),
      event: (event, hello) => this.#eventCame(event, hello),
      waves: (waves, at_ms) => this.#wavesCame(waves, at_ms),
      warn: options.warn,
    });
  }

  /** Resolves when the first state has come. */
  async start(): Promise<void> {
    await this.#link.first();
  }

  async stop(): Promise<void> {
    this.#link.close();
    await this.#aside.stop();
  }

  get meter(): Meter {
    return this.#link.meter;
  }

  life(): number {
    return this.#link.state?.life ?? 0;
  }

  ready(): boolean {
    return this.life() !== 0 && this.#link.home?.condition?.state !== "running";
  }

  clock_s(): number {
    return Math.floor(this.#now() / 1000);
  }

  get intervals(): LoadProfile {
    return this.#side.records.profile;
  }

  get logs(): EventLogs {
    return this.#side.records.logs;
  }

  frame(): Frame {
    this.#frames += 1;
    const { state } = this.#link;
    const { journal, name } = this.#options;
    const bench = this.#benchState();
    return frameOf({
      meter: this.#link.meter,
      contact: state !== undefined,
      powered: (state?.life ?? 0) !== 0,
      sequence: this.#frames,
      at: new Date(this.#now()).toISOString(),
      time_ms: Math.round(((this.#link.lastState?.sample ?? 0) * 1000) / SAMPLE_HZ),
      name,
      serial: this.#serial,
      breaker: this.#breaker,
      events: journal.newest(),
      transfer: this.#transfer?.sequence ?? null,
      recorded_until_s: this.intervals.next_s,
      ...(bench === undefined ? {} : { bench }),
    });
  }

  events(): readonly EventLine[] {
    return this.#options.journal.lines(LINES_SHOWN);
  }

  transfer(): TransferRecord | null {
    return this.#transfer;
  }

  conditions(): readonly ConditionLine[] {
    return this.#library.map(({ id, group, severity, title }) => ({ id, group, severity, title }));
  }

  generators(): readonly GeneratorLine[] {
    return GENERATORS;
  }

  report(id: string): string {
    return this.#aside.page(id);
  }

  settings(): readonly SettingLine[] {
    return settingLines(this.#known().control.settings);
  }

  /** The core checks all settings and takes all or none. */
  async changeSetting(name: string, value: number): Promise<readonly SettingLine[]> {
    const setting = settingNamed(name);
    refuseWhileRunning(this.#link.home?.condition);
    if (this.life() === 0) {
      throw new Refusal("E-METER-01", 409, "The meter has no power, so it answers no request.");
    }
    const was = this.#known().control.settings[setting.name];
    const asked = `Asked by the panel or a program: ${name} from ${was} to ${value}`;
    this.#note("SettingAsked", `${asked} ${setting.unit}.`);
    const answer = await this.#ask({ order: "setting", setting: name, value });
    if (answer === undefined) {
      throw new Refusal("E-METER-02", 503, "The meter did not answer; try again in a second.");
    }
    if (answer !== 0) {
      throw settingRefusal(setting, value, answer - 1000, this.#known().control.settings);
    }
    return settingLines({ ...this.#known().control.settings, [setting.name]: value });
  }

  async sendOrder(order: MeterOrder | "reset-demand", number: number): Promise<number | undefined> {
    try {
      this.#note("RequestAsked", `Asked over C12${askedFor(order, number)}.`);
      return await this.#ask(order);
    } catch (error) {
      // A request that cannot be kept is not made.
      if (!(error instanceof Refusal)) throw error;
      this.#options.warn(`${error.code}: ${error.message}`);
      return undefined;
    }
  }

  /** The hosted meter for its C12 port: a new session gets the meter that is hosted then. */
  device(passwords: Passwords): Device {
    return {
      life: () => this.life(),
      level: (password) => passwords.level(password),
      open: (user_id, user) => this.#side.open(passwords, user_id, user),
    };
  }

  async order(order: BenchOrder): Promise<void> {
    if (order.do === "run-aside") return this.#aside.run(order.id);
    await this.#link.bench(order);
    if (order.do === "restart") this.#note("TwinRestarted", `A new home, seed ${order.seed}.`);
    if (order.do !== "condition") return;
    const { id, title } = named(this.#library, order.id);
    this.#note("ConditionBegun", `Condition ${id} begins: ${title}.`);
  }

  #benchState(): BenchState | undefined {
    const { home, simulated } = this.#link;
    if (!simulated || home === undefined) return undefined;
    return { ...home, runs: this.#aside.lines };
  }

  /** The home's clock, or the station's while nothing is heard of it. */
  #now(): number {
    return this.#link.state?.at_ms ?? Date.now();
  }

  #known(): Meter {
    if (this.#link.state === undefined) throw noContact();
    return this.#link.meter;
  }

  async #ask(order: MeterOrder | "reset-demand"): Promise<number | undefined> {
    const number = this.#options.journal.nextRequest();
    const expires_at_ms = Date.now() + ORDER_MS;
    const message = { number, ...requestOf(order), expires_at_ms };
    const { outcome, answer } = await this.#link.order(message, ORDER_MS);
    return outcome === Outcome.Answered ? answer : undefined;
  }

  #note(id: string, sentence: string): void {
    const time_ms = ((this.#link.lastState?.sample ?? 0) * 1000) / SAMPLE_HZ;
    this.#options.journal.add({ at_ms: this.#now(), time_ms, id, severity: "info", sentence });
  }

  #newSide(): HostedMeter {
    return new HostedMeter(this, identityOf(this.#serial));
  }

  #greeted(hello: Hello): void {
    this.#serial = serialOf(hello.serial);
    this.#side = this.#newSide();
    this.#breaker = new BreakerEstimate();
  }

  #imageCame({ sample, life }: Image): void {
    const seconds = Math.max(0, sample - this.#sample) / SAMPLE_HZ;
    this.#sample = sample;
    const { control } = this.#link.meter;
    const on = life !== 0 && control.transfer.connected === Connected.Generator;
    const milliamps = [control.generator_current1_ma, control.generator_current2_ma] as const;
    this.#breaker.advance(seconds, on ? [milliamps[0] / 1000, milliamps[1] / 1000] : [0, 0]);
    this.#side.update([]);
  }

  /** Whether the event is kept; one that came before was. */
  #eventCame(event: LinkedEvent, { run }: Hello): boolean {
    try {
      if (this.#options.journal.addEvent(event, run)) this.#side.update([event]);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#options.warn(`${error.code}: ${error.message}`);
      return false;
    }
  }

  #wavesCame(waves: TransferWaves, at_ms: number): void {
    this.#transfers += 1;
    this.#transfer = transferRecord(waves, this.#transfers, new Date(at_ms).toISOString());
  }
}
