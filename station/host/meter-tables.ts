/** The C12 tables of the hosted meter, and the requests made through them. */
import { SETTINGS } from "@bptm/text/texts";
import type { Device } from "@bptm/c12/link/device";
import type { MeterIdentity } from "@bptm/c12/records/meter-data";
import type { Passwords } from "@bptm/c12/link/passwords";
import type { MeterActions } from "@bptm/c12/meter/procedures";
import { MeterRecords } from "@bptm/c12/records/records";
import type { RaisedEvent } from "@bptm/c12/records/records";
import type { MeterRequest, RequestAnswer } from "@bptm/c12/records/requests";
import { MeterTables } from "@bptm/c12/meter/tables";
import { tablesDevice } from "@bptm/c12/meter/tables-device";
import type { MeterOrder } from "@bptm/lab/scenario/stimulus";
import type { Meter } from "@bptm/core/meter";

/** What the tables need from the station. */
export interface MeterHost {
  readonly meter: Meter;
  /** Number of the present power-up, 0 without power. */
  life(): number;
  /** False while the core takes no request. */
  ready(): boolean;
  /** Universal time by the host's clock, before a procedure set it. */
  clock_s(): number;
  /** Sends an order; resolves with the core's answer, 0 = done, or undefined for none. */
  sendOrder(order: MeterOrder | "reset-demand", number: number): Promise<number | undefined>;
}

/**
 * Reason code of a refused setting, by the core's own numbering: plus the setting's number, from 1,
 * when it is outside its limits; alone, when there is no such setting. (The number of an unknown
 * setting might not fit table 2058.)
 */
const SETTING_REFUSED = 1000;

/** Undefined for an unknown setting. */
function orderOf(request: MeterRequest): MeterOrder | undefined {
  if (request.kind !== "change-setting") return { order: request.kind };
  const setting = SETTINGS[request.setting - 1];
  if (setting === undefined) return undefined;
  return { order: "setting", setting: setting.name, value: request.value };
}

/** Records and tables of one meter; a new home has a new meter. */
export class HostedMeter implements MeterActions {
  readonly records: MeterRecords;
  readonly #tables: MeterTables;
  readonly #hosting: MeterHost;
  #clock_ahead_s = 0;

  constructor(hosting: MeterHost, identity: MeterIdentity) {
    this.#hosting = hosting;
    this.records = new MeterRecords(identity);
    const { profile, logs, book } = this.records;
    const data = (): ReturnType<MeterRecords["data"]> =>
      this.records.data(hosting.meter, this.#clock_s());
    this.#tables = new MeterTables({ profile, logs, book, actions: this, data });
  }

  #clock_s(): number {
    return this.#hosting.clock_s() + this.#clock_ahead_s;
  }

  /** Call with each new state of the meter, and with each of its events. */
  update(events: readonly RaisedEvent[]): void {
    const { meter } = this.#hosting;
    const at_s = this.#clock_s();
    for (const event of events) this.records.event(meter, event, at_s);
    if (this.#hosting.life() !== 0) this.records.sample(meter, at_s);
  }

  ready(): boolean {
    return this.#hosting.ready();
  }

  request(number: number, request: MeterRequest): RequestAnswer | undefined {
    const order = orderOf(request);
    if (order === undefined) return { reason: SETTING_REFUSED };
    void this.#ask(order, number);
    return undefined;
  }

  async #ask(order: MeterOrder, number: number): Promise<void> {
    const reason = await this.#hosting.sendOrder(order, number);
    if (reason !== undefined) this.records.book.answer(number, { reason });
  }

  setClock(to_s: number): void {
    const from_s = this.#clock_s();
    this.#clock_ahead_s += to_s - from_s;
    this.records.clockSet(from_s, to_s);
  }

  resetDemand(): () => boolean {
    const hosting = this.#hosting;
    const number = this.records.resetDemand(hosting.meter, this.#clock_s());
    void hosting.sendOrder("reset-demand", 0);
    return () => hosting.meter.metering.published.demand_resets >= number;
  }

  open(passwords: Passwords, user_id: number, user: string): ReturnType<Device["open"]> {
    return tablesDevice(this.#tables, passwords).open(user_id, user);
  }
}
