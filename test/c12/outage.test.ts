/** An outage with a generator, as a head-end reads it out of a real core on a simulated home. */
import { Clearance } from "@bptm/c12/tables/access";
import { OWN_FORMATS } from "@bptm/c12/language/formats";
import { TableValues, decode } from "@bptm/c12/language/layout";
import type { Table } from "@bptm/c12/language/schema";
import { MeterRecords } from "@bptm/c12/records/records";
import { ED_MODE_STATUS, GEN_CONFIG } from "@bptm/c12/tables/table-general";
import * as own from "@bptm/c12/tables/table-meter";
import { MeterTables } from "@bptm/c12/meter/tables";
import { Bench } from "@bptm/lab/run/bench";
import { beforeAll, expect, test } from "vitest";
import { HOME_IDENTITY, NOON_S } from "./meter";

/** A home with its meter and what that keeps; the clock starts at a minute to noon. */
class Home {
  readonly bench = new Bench({ seed: 105, house: "standard", generator: "open-frame-7500" });
  readonly records = new MeterRecords(HOME_IDENTITY);
  private readonly tables: MeterTables;
  private readonly scope = new TableValues(OWN_FORMATS);

  constructor() {
    const { profile, logs, book } = this.records;
    const actions = {
      ready: () => true,
      request: () => undefined,
      setClock: () => undefined,
      resetDemand: () => () => true,
    };
    const data = (): ReturnType<MeterRecords["data"]> =>
      this.records.data(this.bench.meter, this.clock_s);
    this.tables = new MeterTables({ profile, logs, book, actions, data });
    const general = this.read(GEN_CONFIG);
    this.scope.set(GEN_CONFIG, () => general);
    const limits = this.read(own.METER_LIMITS);
    this.scope.set(own.METER_LIMITS, () => limits);
  }

  get clock_s(): number {
    return NOON_S - 60 + Math.floor(this.bench.time_ms / 1000);
  }

  pass(seconds: number): void {
    for (let looks = seconds * 20; looks > 0; looks--) {
      this.bench.advance(50);
      for (const event of this.bench.drain()) {
        this.records.event(this.bench.meter, event, this.clock_s);
      }
      if (this.bench.powered) this.records.sample(this.bench.meter, this.clock_s);
    }
  }

  read<T extends object>(table: Table<T>): T {
    const outcome = this.tables.open(1).read(table.id, Clearance.Read);
    if ("refused" in outcome) throw new Error(`table ${table.id}: ${outcome.refused}`);
    return decode(table, outcome.octets, this.scope);
  }
}

/** Standard events of the event log, by code. */
const standard = ({ records }: Home): number[] =>
  records.logs.events.entries.filter(({ code }) => !code.mfg).map(({ code }) => code.number);

const home = new Home();

beforeAll(() => {
  home.pass(30);
});

test("on the grid: both positions, intended and actual, and the path that feeds the house", () => {
  const state = home.read(own.METER_STATE);
  expect(state.load_source).toBe(1);
  expect(state.utility_switch).toMatchObject({ intended: 1, actual: 1 });
  expect(state.generator_switch).toMatchObject({ intended: 0, actual: 0 });
  expect(state.flags.utility_power_failed).toBe(false);
  const { utility, load } = home.read(own.METER_MEASURED);
  expect(utility.power_w).toBeGreaterThan(0);
  expect(load.power_w).toBe(utility.power_w);
  expect(Math.abs((load.line_mv ?? 0) - 240_000)).toBeLessThan(8_000);
});

test("on generator: a live load side behind an open service switch is not tampering", () => {
  home.bench.apply({ utility: "cut" });
  home.pass(5);
  expect(home.bench.powered).toBe(false);
  home.bench.apply({ generator: "plug-in" });
  home.bench.apply({ generator: "start" });
  home.pass(60);
  const state = home.read(own.METER_STATE);
  expect(state).toMatchObject({
    load_source: 2,
    flags: { load_side_live: true, utility_power_failed: true, proven_on_generator: true },
    utility_switch: { intended: 0, actual: 0, proven_open: 1 },
    generator_switch: { intended: 1, actual: 1, proven_open: 0 },
  });
  expect(home.read(ED_MODE_STATUS).ed_std_status1).toMatchObject({
    tamper_detect_flag: false,
    power_failure_flag: true,
  });
  // Power down; service switch opened, generator switch closed, neither by an order.
  expect(standard(home)).toEqual([1, 51, 51]);
  const { utility, generator, load } = home.read(own.METER_MEASURED);
  expect(utility.power_w).toBe(0);
  expect(utility.frequency_mhz).toBeUndefined();
  expect(generator.power_w).toBeGreaterThan(100);
  expect(load.power_w).toBe(generator.power_w);
});

test("back on the grid: one outage, two transfers, and no second power failure", () => {
  home.bench.apply({ utility: "restore" });
  home.pass(120);
  expect(home.read(own.METER_STATE)).toMatchObject({ load_source: 1 });
  expect(standard(home)).toEqual([1, 51, 51, 2, 51, 51]);
  const { nbr_valid, transfers } = home.read(own.METER_TRANSFERS);
  expect(nbr_valid).toBe(2);
  expect(transfers.slice(0, 2)).toMatchObject([
    { from: 2, to: 1, reason: 0 },
    { from: 1, to: 2, reason: 3 },
  ]);
  const outages = home.read(own.METER_OUTAGES);
  expect(outages.nbr_valid).toBe(1);
  const [outage] = outages.outages;
  expect(outage).toMatchObject({ start: NOON_S - 30 });
  expect((outage?.end ?? 0) - (outage?.start ?? 0)).toBeGreaterThan(60);
  expect(outage?.minimum_mv).toBeLessThan(1_000);
});

test("quarter hours hold the energy of each source, and the outage is marked", () => {
  home.pass(900);
  const [before, after] = home.records.profile.days.at(-1)?.intervals.slice(-2) ?? [];
  // The first began a minute before its end; the second holds the outage.
  expect(before).toMatchObject({ partial: true, outage: true });
  expect(after).toMatchObject({ outage: true });
  const values = after?.values ?? [];
  const registers = home.bench.meter.registers;
  const [delivered = 0, received = 0, generator = 0, minimum_dv, on_generator_s = 0] = values;
  expect(generator).toBe(registers.generator.wh_delivered.value);
  expect(delivered).toBeGreaterThan(0);
  expect(delivered).toBeLessThanOrEqual(registers.utility.wh_delivered.value);
  expect(received).toBe(0);
  expect(minimum_dv).toBeLessThan(10);
  expect(on_generator_s).toBeGreaterThan(60);
});

test("a demand reset copies the registers, and restarts the maxima and their times", () => {
  const { bench, records } = home;
  const before = records.data(bench.meter, home.clock_s);
  const { block, sliding } = before.registers.utility_demand;
  expect(sliding.maximum_w).toBeGreaterThan(0);
  expect(sliding.maximum_at_s).toBeGreaterThan(NOON_S);
  expect(records.resetDemand(bench.meter, home.clock_s)).toBe(1);
  // It is reported once it is in the store, together with the registers.
  const told = Array.from({ length: 40 }, () => {
    bench.advance(5);
    records.sample(bench.meter, home.clock_s);
    const { counters, last_reset } = records.data(bench.meter, home.clock_s);
    expect(last_reset?.demand_resets).toBe(counters.demand_resets);
    return counters.demand_resets;
  });
  expect([told[0], told.at(-1)]).toEqual([0, 1]);
  home.pass(2);
  const after = records.data(bench.meter, home.clock_s);
  expect(after.counters.demand_resets).toBe(1);
  expect(after.last_reset).toMatchObject({ demand_resets: 1 });
  expect(after.last_reset?.registers.utility_demand.block.maximum_w).toBe(block.maximum_w);
  expect(after.registers.utility_demand.sliding.maximum_w).toBe(0);
  expect(after.registers.utility_demand.sliding.maximum_at_s).toBeUndefined();
});

test("a grid that comes and goes: each outage is reported once, and ends before the next", () => {
  const flapping = new Home();
  flapping.pass(10);
  flapping.bench.apply({ utility: "cut" });
  flapping.bench.apply({ generator: "plug-in" });
  flapping.bench.apply({ generator: "start" });
  flapping.pass(60);
  // So often that the registers are no longer saved for each.
  for (let turn = 0; turn < 10; turn++) {
    flapping.bench.apply({ utility: "restore" });
    flapping.pass(2);
    flapping.bench.apply({ utility: "cut" });
    flapping.pass(1);
  }
  flapping.bench.apply({ utility: "restore" });
  flapping.pass(130);
  const { nbr_valid, outages } = flapping.read(own.METER_OUTAGES);
  expect(flapping.bench.meter.registers.outages).toBe(11);
  expect(nbr_valid).toBe(11);
  const times = outages.slice(0, nbr_valid).toReversed();
  for (const [n, { start, end }] of times.entries()) {
    expect(end).toBeGreaterThan(start ?? Infinity);
    if (n > 0) expect(start).toBeGreaterThanOrEqual(times[n - 1]?.end ?? Infinity);
  }
});

test("broken leads of a live line are no outage; a cut after their repair is one", () => {
  const broken = new Home();
  const leads = ["utility-leg-1", "utility-leg-2"] as const;
  broken.pass(10);
  for (const channel of leads) broken.bench.apply({ sensor: "open-lead", channel });
  broken.pass(20);
  const { meter } = broken.bench;
  expect(meter.estimate.utility.line_mv).toBeLessThan(5000);
  expect(meter.registers.outages).toBe(0);
  expect(standard(broken)).not.toContain(1);
  for (const channel of leads) broken.bench.apply({ sensor: "mend", channel });
  broken.pass(5);
  broken.bench.apply({ utility: "cut" });
  broken.pass(1);
  expect(meter.registers.outages).toBe(1);
});
