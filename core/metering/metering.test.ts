import { beforeEach, expect, test } from "vitest";
import { Connected } from "../control/control";
import { DEMAND_STEP_TICKS, DemandSteps, beginDemand, clearDemand, endDemandStep } from "./demand";
import { Meter, powerUp, sampleMeter, tickMeter } from "../meter";
import { UTILITY_TENTH, meteringTick, publish } from "./metering";
import { NeutralState } from "../measure/neutral";
import { OutageWatch, outageTick } from "./outages";
import { reactive } from "../measure/power";
import { Demand, OutageField, Register, Registers, count } from "./registers";
import { StoreState } from "../storage/store";
import { GENERATOR_COUNTS_PER_AMPERE, TICK_HZ, UTILITY_COUNTS_PER_AMPERE } from "../hardware/units";

let meter: Meter;
let index: number;

beforeEach(() => {
  meter = new Meter();
  powerUp(meter, StoreState.Empty);
  index = 0;
});

interface Waves {
  readonly volts?: readonly [number, number];
  readonly amperes?: readonly [number, number];
  readonly lag?: number;
  readonly hertz?: number;
  /** First channel of voltage and of current: 0 and 6 utility, 2 and 8 generator. */
  readonly first?: 0 | 2;
  /** Counts by which every channel is off. */
  readonly offset?: number;
}

/** Runs the meter on sine waves for so many seconds. */
function run(seconds: number, waves: Waves = {}): void {
  const { volts = [120, 120], amperes = [0, 0], lag = 0, hertz = 60, first = 0 } = waves;
  const { samples } = meter.inputs;
  const scale = first === 0 ? UTILITY_COUNTS_PER_AMPERE : GENERATOR_COUNTS_PER_AMPERE;
  for (let tick = 0; tick < seconds * TICK_HZ; tick++) {
    for (let k = 0; k < 20; k++) {
      const angle = (2 * Math.PI * hertz * index) / 4800;
      const sine = Math.SQRT2 * Math.sin(angle);
      const behind = Math.SQRT2 * Math.sin(angle - (lag * Math.PI) / 180);
      samples.fill(waves.offset ?? 0);
      for (const leg of [0, 1] as const) {
        const sign = leg === 0 ? 1 : -1;
        samples[first + leg]! += Math.round(sign * 32 * volts[leg] * sine);
        samples[6 + first + leg]! += Math.round(sign * scale * amperes[leg] * behind);
      }
      index += 1;
      sampleMeter(meter);
    }
    tickMeter(meter);
  }
}

/** Watt hours with what is not yet one. */
const exact = ({ value, remainder }: Register, whole: number): number => value + remainder / whole;
const UTILITY_WH = 10 * UTILITY_TENTH;

test("a lagging load has watts, vars, volt amperes and its power factor, and each counts", () => {
  run(1, { amperes: [20, 20], lag: 60 });
  const before = exact(meter.registers.utility.varh_delivered, UTILITY_WH);
  run(60, { amperes: [20, 20], lag: 60 });
  const { utility } = meter.metering;
  expect(utility.deciwatts / 10).toBeCloseTo(2400, -1);
  expect(utility.decivars / 10).toBeCloseTo(4157, -1);
  expect(utility.decivoltamperes / 10).toBeCloseTo(4800, -1);
  expect(utility.factor_permille).toBe(500);
  const l = meter.registers.utility;
  expect(exact(l.varh_delivered, UTILITY_WH) - before).toBeCloseTo(4156.9 / 60, 1);
  expect(l.wh_delivered.value).toBeGreaterThanOrEqual(40);
  expect(l.vah.value).toBe(81);
  expect([l.wh_received.value, l.varh_received.value, l.varh_received.remainder]).toEqual([
    0, 0, 0,
  ]);
});

test("power towards the grid goes into the other register, and so do leading vars", () => {
  run(30, { amperes: [-15, -15], lag: -30 });
  const l = meter.registers.utility;
  expect([l.wh_delivered.value, l.wh_delivered.remainder]).toEqual([0, 0]);
  expect(l.wh_received.value).toBeGreaterThan(24);
  expect(meter.metering.utility.factor_permille).toBe(-866);
  // Received watts that the current is ahead of: vars of the first quadrant's opposite.
  expect(l.varh_delivered.value).toBeGreaterThan(13);
  run(30, { amperes: [10, 10], lag: -90 });
  expect(l.varh_received.value).toBeGreaterThan(18);
  expect(meter.metering.utility.factor_permille).toBe(0);
});

test.each([57, 58.3, 60, 61.7, 63])("vars are right at %s Hz", (hertz) => {
  run(5, { amperes: [20, 20], lag: 45, hertz, first: 2 });
  const { generator } = meter.metering;
  expect(generator.decivars / 10).toBeCloseTo(3394, -1);
  expect(generator.deciwatts / 10).toBeCloseTo(3394, -1);
});

test("at 60 Hz a delayed sum is reactive as it is; off it, it is turned back", () => {
  expect(reactive(1000, 2000, 60_000)).toBe(2000);
  expect(reactive(1000, 2000, 0)).toBe(2000);
  // Half a quarter too early or late: beyond 10 Hz nothing more is turned.
  expect(reactive(1_000_000, 0, 90_000)).toBe(reactive(1_000_000, 0, 70_000));
});

test("offsets of the converter are no energy", () => {
  run(20, { amperes: [3, 3], offset: 14 });
  const with_offset = exact(meter.registers.utility.wh_delivered, UTILITY_WH);
  const one_sided = meter.metering.utility.deciwatts;
  meter = new Meter();
  powerUp(meter, StoreState.Empty);
  index = 0;
  run(20, { amperes: [3, 3] });
  const without = exact(meter.registers.utility.wh_delivered, UTILITY_WH);
  expect(with_offset / without).toBeCloseTo(1, 3);
  expect(one_sided).toBeCloseTo(meter.metering.utility.deciwatts, -1);
});

test("0.05 A is counted, 0.015 A is not, and each source has its own registers", () => {
  run(3, { amperes: [0.015, 0.015], first: 2 });
  expect(meter.registers.generator).toEqual(new Registers().generator);
  run(3, { amperes: [0.05, 0.05], first: 2 });
  const { generator, utility } = meter.registers;
  expect(generator.wh_delivered.remainder).toBeGreaterThan(0);
  expect([utility.wh_delivered.remainder, utility.vah.remainder]).toEqual([0, 0]);
});

test("without a neutral the generator is metered by its line voltage, and so reported", () => {
  run(20, { volts: [126, 112], amperes: [25, 5], first: 2 });
  expect(meter.metering.generator.deciwatts / 10).toBeCloseTo(3710, -1);
  expect(meter.registers.unreferenced).toEqual(new Register());
  for (let tick = 0; tick < 20 * TICK_HZ; tick++) {
    const { metering, registers, estimate, control } = meter;
    for (let k = 0; k < 20; k++) {
      const sine = Math.SQRT2 * Math.sin((2 * Math.PI * index) / 80);
      const { samples } = meter.inputs;
      samples[2] = Math.round(32 * 126 * sine);
      samples[3] = Math.round(-32 * 112 * sine);
      samples[8] = Math.round(128 * 25 * sine);
      samples[9] = Math.round(-128 * 5 * sine);
      index += 1;
      sampleMeter(meter);
    }
    meteringTick(metering, registers, estimate, control, NeutralState.Lost);
  }
  expect(meter.metering.generator.deciwatts / 10).toBeCloseTo(3570, -1);
  expect(meter.registers.unreferenced.value).toBeGreaterThan(18);
});

test("a count loses nothing, however much comes at once", () => {
  const r = new Register();
  count(r, 7, 10);
  count(r, 7, 10);
  expect(r).toEqual({ value: 1, remainder: 4 });
  count(r, 2_000_000_006, 10);
  expect(r).toEqual({ value: 200_000_002, remainder: 0 });
});

test("demand: blocks and sliding steps of what was delivered, and a reset", () => {
  const [d, s, r] = [new Demand(), new DemandSteps(), new Register()];
  beginDemand(s, r);
  const seen: number[][] = [];
  for (let kilowatts = 1; kilowatts <= 6; kilowatts++) {
    // Five minutes of so many kilowatts.
    count(r, (kilowatts * 1000 * 100_000) / 10, 120_000);
    endDemandStep(d, s, r, 12_000);
    seen.push([d.block_w, d.sliding_w].map((watts) => Math.round(watts / 100) / 10));
  }
  expect(seen).toEqual([
    [0, 0],
    [0, 0],
    [2, 2],
    [2, 3],
    [2, 4],
    [5, 5],
  ]);
  clearDemand(d);
  expect(d).toMatchObject({ block_max_w: 0, sliding_max_w: 0 });
});

test("an hour's quarter at 5 kW is a demand of 5 kW, in watts", () => {
  const [d, s, r] = [new Demand(), new DemandSteps(), new Register()];
  beginDemand(s, r);
  for (let step = 0; step < 3; step++) {
    // 5 kW for five minutes are 416.67 Wh.
    count(r, Math.round((5000 / 12) * 100_000), 100_000);
    endDemandStep(d, s, r, 10_000);
  }
  expect(d.block_max_w).toBeGreaterThanOrEqual(4999);
  expect(d.block_max_w).toBeLessThanOrEqual(5001);
  expect(DEMAND_STEP_TICKS).toBe(5 * 60 * TICK_HZ);
});

test("an outage has a start, an end and its lowest voltage, also over a power cut", () => {
  const [w, r] = [new OutageWatch(), new Registers()];
  const feed = (line_mv: number, ticks: number, boot: number): number => {
    let changes = 0;
    for (let k = 0; k < ticks; k++) if (outageTick(w, r, line_mv, 1, boot)) changes += 1;
    return changes;
  };
  r.powered.value = 100;
  expect(feed(240_000, 500, 3)).toBe(0);
  expect(feed(119_000, 40, 3) + feed(240_000, 1, 3), "a dip is none").toBe(0);
  expect(feed(90_000, 10, 3) + feed(60_000, 60, 3)).toBe(1);
  expect(r.outage_open).toBe(1);
  r.powered.value = 107;
  expect(feed(7000, 3, 4) + feed(240_000, 239, 4)).toBe(0);
  expect(feed(240_000, 1, 4)).toBe(1);
  expect(Array.from(r.outage_log.slice(0, 6))).toEqual([1, 100, 3, 107, 4, 7000]);
  for (let n = 2; n <= 19; n++) expect(feed(0, 48, 5) + feed(240_000, 240, 5)).toBe(2);
  const { outages, outage_log } = r;
  const numbers = Array.from({ length: 8 }, (_, k) => outage_log[k * 6 + OutageField.Number] ?? 0);
  expect(outages).toBe(19);
  expect(numbers.toSorted((a, b) => a - b)).toEqual([12, 13, 14, 15, 16, 17, 18, 19]);
});

test("a lead without a pilot shows no outage", () => {
  const [w, r] = [new OutageWatch(), new Registers()];
  const feed = (heard: number, ticks: number): void => {
    for (let k = 0; k < ticks; k++) outageTick(w, r, 0, heard, 1);
  };
  feed(1, 47);
  feed(0, 1000);
  feed(1, 47);
  expect(r.outages).toBe(0);
  feed(1, 1);
  expect(r.outages).toBe(1);
});

test("a full register stops", () => {
  const r = new Register();
  r.value = 2_146_999_999;
  for (let n = 0; n < 10; n++) count(r, 1_500, 1_000);
  expect(r.value).toBe(2_147_000_000);
});

test("time on each source and transfers follow where the house is connected", () => {
  const { metering, registers, estimate, control } = meter;
  const hang = (connected: Connected, seconds: number): void => {
    control.transfer.connected = connected;
    for (let tick = 0; tick < seconds * TICK_HZ; tick++) {
      meteringTick(metering, registers, estimate, control, NeutralState.Valid);
    }
  };
  hang(Connected.Utility, 5);
  hang(Connected.None, 2);
  hang(Connected.Generator, 7);
  hang(Connected.None, 1);
  hang(Connected.Generator, 1);
  hang(Connected.Utility, 4);
  const { utility, generator, powered, unconnected } = registers;
  expect([utility.seconds.value, generator.seconds.value]).toEqual([9, 8]);
  expect([powered.value, unconnected.value]).toEqual([20, 3]);
  expect([utility.transfers, generator.transfers]).toEqual([1, 1]);
});

test("saving: once a minute, at once when the supply goes, and never without a bound", () => {
  const { metering, registers, estimate, control } = meter;
  const ticks = (count: number): number => {
    const before = metering.saving.counter;
    for (let k = 0; k < count; k++) {
      meteringTick(metering, registers, estimate, control, NeutralState.Valid);
    }
    return metering.saving.counter - before;
  };
  registers.outage_open = 1;
  control.readings.supplied = 1;
  ticks(60 * TICK_HZ);
  expect(ticks(10 * 60 * TICK_HZ)).toBe(10);
  // Whatever else is written takes the registers with it.
  control.stored.version_counter += 1;
  expect(ticks(59 * TICK_HZ)).toBe(0);
  control.readings.supplied = 0;
  expect(ticks(1)).toBe(0);
  expect(ticks(1)).toBe(1);
  expect(ticks(100)).toBe(0);
  // A supply that flickers a hundred times in a minute and a half.
  let saves = 0;
  for (let k = 0; k < 100; k++) {
    control.readings.supplied = 1;
    saves += ticks(100);
    control.readings.supplied = 0;
    saves += ticks(100);
  }
  expect(saves).toBeLessThanOrEqual(13);
});

test("only what is proven to lie in the store is reported; a reset of demand is obeyed", () => {
  run(60, { amperes: [50, 50] });
  const { metering, registers } = meter;
  expect(registers.utility.wh_delivered.value).toBeGreaterThan(190);
  expect(metering.published.utility.wh_delivered.value).toBe(0);
  publish(metering, registers);
  expect(metering.published).toEqual(registers);
  registers.utility.demand.block_max_w = 1234;
  metering.reset_demand = 1;
  tickMeter(meter);
  expect(metering.reset_demand).toBe(0);
  expect(registers.utility.demand.block_max_w).toBe(0);
  expect(registers.demand_resets).toBe(1);
});
