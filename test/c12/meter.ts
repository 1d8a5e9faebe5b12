/** Meters for tests: one of plain figures, and any that chance makes up. */
import { SETTINGS } from "@bptm/text/texts";
import { EventLogs } from "@bptm/c12/records/event-log";
import { INTERVAL_S, LoadProfile } from "@bptm/c12/records/load-profile";
import type { Interval } from "@bptm/c12/records/load-profile";
import type {
  DemandReadings,
  EnergyReadings,
  MeasuredValues,
  MeterData,
} from "@bptm/c12/records/meter-data";
import type { MeterActions } from "@bptm/c12/meter/procedures";
import { RequestBook } from "@bptm/c12/records/requests";
import { MeterTables } from "@bptm/c12/meter/tables";
import type { TableParts } from "@bptm/c12/meter/tables";
import * as fc from "fast-check";

/** Noon of 2026-05-04, a Monday. */
export const NOON_S: number = Date.UTC(2026, 4, 4, 12) / 1000;

const energy = (base: number): EnergyReadings => ({
  delivered_wh: base,
  received_wh: base + 1,
  delivered_varh: base + 2,
  received_varh: base + 3,
  apparent_vah: base + 4,
});

const demand = (most: number): DemandReadings => ({
  present_w: most / 2,
  maximum_w: most,
  maximum_at_s: NOON_S - 3600,
});

const NOTHING: MeasuredValues = {
  leg1_mv: undefined,
  leg2_mv: undefined,
  line_mv: undefined,
  leg1_ma: undefined,
  leg2_ma: undefined,
  power_w: undefined,
  reactive_var: undefined,
  apparent_va: undefined,
  power_factor_permille: undefined,
  frequency_mhz: undefined,
};

const HOUSE: MeasuredValues = {
  leg1_mv: 120_500,
  leg2_mv: 119_800,
  line_mv: 240_300,
  leg1_ma: 10_250,
  leg2_ma: 4_000,
  power_w: 1_710,
  reactive_var: -90,
  apparent_va: 1_720,
  power_factor_permille: 994,
  frequency_mhz: 59_990,
};

/** The nameplate of a simulated home's meter. */
export const HOME_IDENTITY = {
  manufacturer: "BPTM",
  model: "2S-ATS",
  hardware: [1, 0],
  firmware: [0, 1],
  serial: "1",
  device_id: "1",
} as const;

/** On the generator, the utility dead, everything proven. */
export const METER: MeterData = {
  identity: {
    manufacturer: "BPTM",
    model: "2S-ATS",
    hardware: [1, 0],
    firmware: [0, 1],
    serial: "0000000000001234",
    device_id: "METER-1",
  },
  clock_s: NOON_S,
  registers: {
    utility: energy(1_000_000),
    generator: energy(20_000),
    utility_demand: { block: demand(9_000), sliding: demand(8_000) },
    generator_demand: { block: demand(5_000), sliding: demand(4_000) },
  },
  last_reset: undefined,
  utility: NOTHING,
  generator: HOUSE,
  load: HOUSE,
  state: {
    load_source: "generator",
    load_side_live: true,
    utility_switch: { intended: "open", actual: "open", proven_open: true },
    generator_switch: { intended: "closed", actual: "closed", proven_open: false },
    utility_power_failed: true,
    doing: 3,
    why: 5,
    next: 2,
    advice: 0,
    lockout: 0,
    latches: 0,
    lock_open: 0,
  },
  utility_qualification: { accepted: false, reason: 1, good_s: 0, needed_s: 60 },
  generator_qualification: { accepted: true, reason: 0, good_s: 300, needed_s: 15 },
  faults: {
    configuration: false,
    self_check: false,
    store: false,
    measurement: false,
    tamper: false,
    utility_low: false,
    overload: false,
    reverse_energy: false,
  },
  counters: {
    utility_s: 9_000,
    generator_s: 2_000,
    dark_s: 12,
    transfers: 3,
    power_ups: 2,
    outages: 1,
    demand_resets: 0,
  },
  transfers: [{ at_s: NOON_S - 60, from: "utility", to: "generator", reason: 3, dark_ms: 3_400 }],
  outages: [{ start_s: NOON_S - 90, end_s: undefined, minimum_mv: 0 }],
  settings: SETTINGS.map(({ default: standard }) => standard),
};

/** A whole quarter hour with some energy in it. */
export function quarter(n: number): Interval {
  const flags = { partial: false, long: false, clock_forward: false, clock_back: false };
  return { values: [n % 900, 0, n % 7, 2_398, 0], outage: false, ...flags };
}

/** A profile of so many quarter hours up to a time. */
export function profileOf(quarters: number, until_s: number): LoadProfile {
  const profile = new LoadProfile();
  for (let n = 0; n < quarters; n++) {
    const readings = [1000 + n, 0, n, undefined, undefined];
    profile.add(until_s - (quarters - n) * INTERVAL_S, quarter(n), readings, "power failed");
  }
  return profile;
}

/** Logs with something in them. */
function someLogs(): EventLogs {
  const logs = new EventLogs();
  logs.event(undefined, 1, 7, 0, false);
  logs.utilityPower(NOON_S - 90, false);
  logs.event(NOON_S - 89, 10, 3, 12_000, false);
  logs.event(NOON_S - 60, 45, 3_400, 0, false);
  logs.did(NOON_S - 30, 2, 9, 2048);
  return logs;
}

export interface TestMeter {
  readonly tables: MeterTables;
  readonly profile: LoadProfile;
  readonly logs: EventLogs;
  readonly book: RequestBook;
}

const DEAF: MeterActions = {
  ready: () => true,
  request: () => undefined,
  setClock: () => undefined,
  resetDemand: () => () => true,
};

/** The tables of a meter; `data` is called for each read. */
export function testMeter(
  data: () => MeterData,
  parts: Partial<TestMeter> = {},
  actions: MeterActions = DEAF,
): TestMeter {
  const made = {
    profile: parts.profile ?? profileOf(100, NOON_S),
    logs: parts.logs ?? someLogs(),
    book: parts.book ?? new RequestBook(),
  };
  const all: TableParts = { ...made, actions, data };
  return { ...made, tables: new MeterTables(all) };
}

/** A number up to a limit, or nothing. */
const known = (most: number): fc.Arbitrary<number | undefined> =>
  fc.option(fc.nat({ max: most }), { nil: undefined });

const minutes = (clock: boolean): fc.Arbitrary<number | undefined> =>
  clock
    ? fc.option(
        fc.integer({ min: 12_000_000, max: 50_000_000 }).map((minute) => minute * 60),
        { nil: undefined },
      )
    : fc.constant(undefined);

function anyRegisters(most: number, clock: boolean): fc.Arbitrary<MeterData["registers"]> {
  const sum = fc.record<EnergyReadings>({
    delivered_wh: known(most),
    received_wh: known(most),
    delivered_varh: known(most),
    received_varh: known(most),
    apparent_vah: known(most),
  });
  const one = fc.record<DemandReadings>({
    present_w: known(most),
    maximum_w: known(most),
    maximum_at_s: minutes(clock),
  });
  const pair = fc.record({ block: one, sliding: one });
  return fc.record({
    utility: sum,
    generator: sum,
    utility_demand: pair,
    generator_demand: pair,
  });
}

/** Any meter whose numbers are at most `most`, with times only where there is a `clock`. */
export function anyMeter(most: number, clock = true): fc.Arbitrary<MeterData> {
  const number = known(most);
  const fields = Object.keys(NOTHING) as (keyof MeasuredValues)[];
  const measured = fc
    .array(number, { minLength: fields.length, maxLength: fields.length })
    .map((values) => Object.fromEntries(fields.map((field, n) => [field, values[n]])))
    .map((record): MeasuredValues => ({ ...NOTHING, ...record }));
  const registers = anyRegisters(most, clock);
  const resets = fc.record({ at_s: minutes(clock), demand_resets: fc.nat(255), registers });
  const place = fc.constantFrom("none", "utility", "generator", "house", "unknown" as const);
  const transfer = fc.record({
    at_s: minutes(clock),
    from: place,
    to: place,
    reason: fc.nat(255),
    dark_ms: number,
  });
  const outage = fc.record({ start_s: minutes(clock), end_s: minutes(clock), minimum_mv: number });
  return fc
    .record({
      clock_s: minutes(clock),
      registers,
      last_reset: resets,
      utility: measured,
      generator: measured,
      load: measured,
      transfers: fc.array(transfer, { maxLength: 40 }),
      outages: fc.array(outage, { maxLength: 20 }),
      settings: fc.constant(METER.settings),
    })
    .map((made): MeterData => ({ ...METER, ...made }));
}
