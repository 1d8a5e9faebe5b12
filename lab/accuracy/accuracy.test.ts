import { ChannelFault, noteFaults } from "@bptm/twin/meter/sensors";
import { expect, test } from "vitest";
import type { Registers } from "@bptm/core/metering/registers";
import { budgetLine, reportOf, runAccuracyTest, runCreepTest, runStartingTest } from "./accuracy";
import { TESTS } from "./accuracy-tests";
import type { AccuracyResult } from "./accuracy";
import type { AccuracyTest } from "./accuracy-tests";
import { WATT_HOUR } from "../run/energy-balance";

const SEED = Number(process.env["BPTM_SEED"] ?? 1 + Math.floor(Math.random() * 2 ** 30));

function named(id: string): AccuracyTest {
  const found = TESTS.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`there is no test ${id}`);
  return found;
}

test.each(TESTS.map((one) => [one.id, one] as const))(
  `%s is within its limits, and within 0.1 % (BPTM_SEED=${SEED})`,
  (_, one) => {
    const result = runAccuracyTest(one, SEED);
    expect(result).toMatchObject({ passed: true, neutral: one.neutral });
    expect(Math.abs(result.of_method_percent - 100)).toBeLessThan(0.1);
    // Registers and pulses are fed from the same windows.
    expect(result.register_percent).toBe(100);
  },
  30_000,
);

test(`the starting current is registered, and no load does not creep (BPTM_SEED=${SEED})`, () => {
  const start = runStartingTest(SEED);
  expect(start.passed, `${start.registration_percent} %`).toBe(true);
  expect(runCreepTest(SEED)).toMatchObject({ passed: true });
}, 60_000);

test("the tests report the error of the Form 2S rule on unequal legs", () => {
  const line = budgetLine(122, 118, 40, 10);
  expect(line).toMatchObject({ true_watts: 6060, form_2s_watts: 6000, error_percent: -0.99 });
  expect(budgetLine(120, 120, 40, 10).error_percent).toBe(0);
  const legs = runAccuracyTest(named("LEGS"), SEED);
  expect(legs.method_error_percent).toBeCloseTo(-0.99, 2);
  expect(legs.registration_percent).toBeCloseTo(99.01, 1);
  // The generator's legs are metered separately as long as there is a neutral reference.
  expect(runAccuracyTest(named("G-LEGS"), SEED).method_error_percent).toBe(0);
  expect(runAccuracyTest(named("G-NONE"), SEED).method_error_percent).toBeCloseTo(-3.77, 1);
});

test("a current reading of -2 % fails, and so does a dead voltage channel", () => {
  const low = runAccuracyTest(named("FL"), SEED, ({ sensors }) => {
    sensors.fault.set([ChannelFault.Gain, ChannelFault.Gain], 6);
    sensors.value.set([98, 98], 6);
    noteFaults(sensors);
  });
  expect(low.passed).toBe(false);
  expect(low.registration_percent).toBeCloseTo(98, 0);
  const dead = runAccuracyTest(named("FL"), SEED, ({ sensors }) => {
    sensors.fault.set([ChannelFault.StuckAtZero, ChannelFault.StuckAtZero], 0);
    noteFaults(sensors);
  });
  expect(dead).toMatchObject({ passed: false, registration_percent: 0 });
  expect(reportOf(SEED, [low]).passed).toBe(false);
}, 30_000);

test("a register that deviates by 0.6 % from its pulses fails, as does the wrong register", () => {
  const spoiled = (id: string, spoil: (registers: Registers) => void): AccuracyResult =>
    runAccuracyTest(named(id), SEED, (bench) => {
      const tick = bench.tick.bind(bench);
      bench.tick = () => {
        tick();
        spoil(bench.meter.registers);
      };
    });
  let before = 0;
  const high = spoiled("FL", ({ utility: { wh_delivered } }) => {
    // Six watt hours too much for each thousand.
    const gained = wh_delivered.value - before;
    if (gained > 0) wh_delivered.remainder += 0.006 * gained * WATT_HOUR.utility;
    before += gained;
  });
  expect(high).toMatchObject({ passed: false, of_method_percent: expect.closeTo(100, 0) });
  expect(high.register_percent).toBeCloseTo(100.6, 1);
  const wrong = spoiled("RECV", ({ utility }) => {
    utility.wh_delivered.value += utility.wh_received.value;
    utility.wh_received.value = 0;
  });
  expect(wrong.passed).toBe(false);
}, 30_000);
