/**
 * Runs the accuracy tests as a meter shop does, with the test pulse: Kh times the number of pulses
 * is the metered energy, and the bench knows the true energy. Registers are what is billed, so they
 * are compared with the pulses.
 */
import { KH_TENTHS, UTILITY_TENTH } from "@bptm/core/metering/metering";
import { SAMPLE_HZ, TICK_HZ } from "@bptm/core/hardware/units";
import { CREEP, STARTING } from "../run/accuracy-limits";
import type { AccuracyLimit } from "../run/accuracy-limits";
import { BUDGET, CREEP_TEST, STARTING_TEST, TESTS } from "./accuracy-tests";
import type { AccuracyTest, TestLoad } from "./accuracy-tests";
import { WATT_HOUR, netOf } from "../run/energy-balance";
import { MeterBench, waves, wattsOf } from "./meter-bench";
import type { TrueEnergy } from "./meter-bench";

/** Watt seconds per pulse. */
const KH_WATT_SECONDS = (KH_TENTHS / 10) * 3600;
/** Settling time of the meter's windows and filters. */
const SETTLE_TICKS = 4 * TICK_HZ;
/** A test fails after this time without a pulse. */
const PATIENCE_TICKS = 600 * TICK_HZ;

/** Result of one test. */
export interface AccuracyResult {
  readonly id: string;
  readonly source: "utility" | "generator";
  readonly what: string;
  /** Percent of the true energy, and of the energy by the meter's rule for this source. */
  readonly registration_percent: number;
  readonly of_method_percent: number;
  /** Register in percent of the pulses' energy: 100 when both agree. */
  readonly register_percent: number;
  /** Error of the rule itself in percent; no meter that applies it can do better. */
  readonly method_error_percent: number;
  /** False when the meter reported that it had no neutral reference. */
  readonly neutral: boolean;
  readonly limits: readonly AccuracyLimit[];
  readonly passed: boolean;
}

/** One line of the error budget. */
export interface BudgetLine {
  readonly volts: readonly [number, number];
  readonly amperes: readonly [number, number];
  readonly true_watts: number;
  readonly form_2s_watts: number;
  readonly error_percent: number;
}

/** The report of `bptm accuracy`. */
export interface AccuracyReport {
  readonly format: "bptm-accuracy-1";
  readonly seed: number;
  readonly kh: number;
  readonly tests: readonly AccuracyResult[];
  readonly budget: readonly BudgetLine[];
  readonly passed: boolean;
}

interface Edge {
  readonly energy: TrueEnergy;
  readonly pulses: number;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const off = (value: number): number => Math.abs(value - 100);

/** Advances to the next test pulse; undefined when none comes. */
function nextPulse(bench: MeterBench, source: TestLoad["source"]): Edge | undefined {
  const { metering } = bench.meter;
  const pulse = source === "utility" ? metering.utility_pulse : metering.generator_pulse;
  const before = pulse.pulses.value;
  for (let tick = 0; tick < PATIENCE_TICKS; tick++) {
    bench.tick();
    if (pulse.pulses.value !== before) {
      return { energy: bench.energy, pulses: pulse.pulses.value };
    }
  }
  return undefined;
}

const NOTHING_SAID = {
  registration_percent: 0,
  of_method_percent: 0,
  register_percent: 0,
  method_error_percent: 0,
} as const;

/** The register since power-up, in percent of the energy of the pulses and their remainder. */
function registerPercent(bench: MeterBench, source: TestLoad["source"], truth: number): number {
  const { metering, registers } = bench.meter;
  const [utility_wh = 0, generator_wh = 0] = netOf(registers);
  const said_wh = Math.sign(truth) * (source === "utility" ? utility_wh : generator_wh);
  const { pulses, owed } = source === "utility" ? metering.utility_pulse : metering.generator_pulse;
  const pulsed_wh = (pulses.value * KH_TENTHS) / 10 + (pulses.remainder + owed) / WATT_HOUR[source];
  return (100 * said_wh) / pulsed_wh;
}

/** Runs one registration test; `prepare` may introduce a fault first. */
export function runAccuracyTest(
  test: AccuracyTest,
  seed: number,
  prepare?: (bench: MeterBench) => void,
): AccuracyResult {
  const { id, source, what, limits } = test;
  const bench = new MeterBench(test, seed);
  prepare?.(bench);
  for (let tick = 0; tick < SETTLE_TICKS; tick++) bench.tick();
  const from = nextPulse(bench, source);
  const last = (from?.pulses ?? 0) + test.pulses;
  let to = from;
  while (to !== undefined && to.pulses < last) to = nextPulse(bench, source);
  const neutral = bench.meter.metering.sums.unreferenced === 0;
  const by_form_2s = source === "utility" || !neutral;
  if (from === undefined || to === undefined) {
    return { id, source, what, ...NOTHING_SAID, neutral, limits, passed: false };
  }
  const said = (to.pulses - from.pulses) * KH_WATT_SECONDS;
  // Pulses count both directions alike.
  const truth = Math.abs(to.energy.legs - from.energy.legs);
  const form_2s = Math.abs(to.energy.form_2s - from.energy.form_2s);
  const method = by_form_2s ? form_2s : truth;
  const of_method = (100 * said) / method;
  const register = registerPercent(bench, source, to.energy.legs);
  const billed = (of_method * register) / 100;
  const within = ({ percent }: AccuracyLimit): boolean =>
    off(of_method) <= percent && off(billed) <= percent;
  return {
    id,
    source,
    what,
    registration_percent: rounded((100 * said) / truth),
    of_method_percent: rounded(of_method),
    register_percent: rounded(register),
    method_error_percent: rounded((100 * (method - truth)) / truth),
    neutral,
    limits,
    passed: limits.every(within) && neutral === test.neutral,
  };
}

/** Watt hours in the utility's register, including the fraction. */
function counted(bench: MeterBench): number {
  const { wh_delivered, wh_received } = bench.meter.registers.utility;
  const rest = wh_delivered.remainder + wh_received.remainder;
  return wh_delivered.value + wh_received.value + rest / (10 * UTILITY_TENTH);
}

const SERVICE = {
  source: "utility",
  lag_degrees: 0,
  hertz: 60,
  harmonics: [],
  neutral: true,
} as const;

/** Runs the starting current test. */
export function runStartingTest(seed: number): AccuracyResult {
  const { amperes, seconds } = STARTING_TEST;
  const load: TestLoad = { ...SERVICE, volts: [120, 120], amperes: [amperes, amperes] };
  const bench = new MeterBench(load, seed);
  for (let tick = 0; tick < SETTLE_TICKS; tick++) bench.tick();
  const [before, true_before] = [counted(bench), bench.energy.legs];
  for (let tick = 0; tick < seconds * TICK_HZ; tick++) bench.tick();
  const truth = (bench.energy.legs - true_before) / 3600;
  const percent = (100 * (counted(bench) - before)) / truth;
  return {
    id: "START",
    source: "utility",
    what: `starting current, ${amperes} A`,
    registration_percent: rounded(percent),
    of_method_percent: rounded(percent),
    register_percent: rounded(registerPercent(bench, "utility", truth)),
    method_error_percent: 0,
    neutral: true,
    limits: [STARTING],
    passed: off(percent) <= STARTING.percent,
  };
}

/** Runs the creep test: voltage without load must give no energy and no pulse. */
export function runCreepTest(seed: number): AccuracyResult {
  const { volts, minutes } = CREEP_TEST;
  const bench = new MeterBench({ ...SERVICE, volts, amperes: [0, 0] }, seed);
  for (let tick = 0; tick < minutes * 60 * TICK_HZ; tick++) bench.tick();
  const wh = counted(bench);
  const pulses = bench.meter.metering.utility_pulse.pulses.value;
  return {
    id: "CREEP",
    source: "utility",
    what: `110 % of the voltage for ${minutes} minutes, no load: ${wh} Wh, ${pulses} pulses`,
    ...NOTHING_SAID,
    neutral: true,
    limits: [CREEP],
    passed: wh === 0 && pulses === 0,
  };
}

/** The error of the Form 2S rule on unequal legs, over one cycle. */
export function budgetLine(v1: number, v2: number, i1: number, i2: number): BudgetLine {
  const load: TestLoad = { ...SERVICE, volts: [v1, v2], amperes: [i1, i2] };
  const samples = SAMPLE_HZ / load.hertz;
  let truth = 0;
  let form_2s = 0;
  for (let n = 0; n < samples; n++) {
    const watts = wattsOf(waves(load, (2 * Math.PI * n) / samples));
    truth += watts.legs / samples;
    form_2s += watts.form_2s / samples;
  }
  return {
    volts: [v1, v2],
    amperes: [i1, i2],
    true_watts: rounded(truth),
    form_2s_watts: rounded(form_2s),
    error_percent: rounded((100 * (form_2s - truth)) / truth),
  };
}

/** The tests as jobs, so that the caller can show progress. */
export function accuracyJobs(seed: number): readonly (() => AccuracyResult)[] {
  return [
    ...TESTS.map((test) => () => runAccuracyTest(test, seed)),
    () => runStartingTest(seed),
    () => runCreepTest(seed),
  ];
}

/** The report of completed tests. */
export function reportOf(seed: number, tests: readonly AccuracyResult[]): AccuracyReport {
  return {
    format: "bptm-accuracy-1",
    seed,
    kh: KH_TENTHS / 10,
    tests,
    budget: BUDGET.map((line) => budgetLine(...line)),
    passed: tests.every(({ passed }) => passed),
  };
}
