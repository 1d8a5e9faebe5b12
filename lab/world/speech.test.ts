/** The judge of what is said finds each false claim: a true meter is made to lie by hand. */
import { Advice, Doing, Next, Reason, Why } from "@bptm/core/lists/codes";
import type { Explanation } from "@bptm/core/explain/explanation";
import { Latch } from "@bptm/core/lists/latches";
import { Light } from "@bptm/core/hardware/signals";
import { SAMPLE_HZ, TICK_HZ } from "@bptm/core/hardware/units";
import { expect, test } from "vitest";
import { violationsOf } from "../run/rules";
import { Simulation } from "../run/simulation";
import { judgeSample } from "./judge";
import { Speech, judgeSpeech } from "./speech";
import type { World } from "./world";

type Lie = (x: Explanation, world: World) => void;

const SECOND = SAMPLE_HZ;

function onGrid(level = 1): Simulation {
  const one = new Simulation({
    seed: 1,
    house: "small",
    generator: "open-frame-7500",
    engine: "typescript",
  });
  one.apply({ utility: "level", to: level });
  one.advance(SECOND * 9);
  return one;
}

/** Shows the judge a meter that lies for so many seconds; the claims that it found false. */
function claims(one: Simulation, seconds: number, lie: Lie): number[] {
  const { judge, home, meter } = one.world;
  for (let tick = 0; tick < seconds * TICK_HZ; tick++) {
    lie(meter.explanation, one.world);
    judgeSpeech(judge.claims.speaking, home, judge.truth, meter, false);
  }
  return [...judge.claims.speaking.count].flatMap((count, claim) => (count > 0 ? [claim] : []));
}

test("a true meter says nothing false", () => {
  for (const level of [1, 1.117]) {
    const one = onGrid(level);
    expect(claims(one, 4, () => undefined)).toEqual([]);
  }
});

const HEALTHY: readonly [name: string, claim: Speech, seconds: number, lie: Lie][] = [
  ["the generator is well", Speech.GeneratorWell, 1.1, (x) => (x.why = Why.GeneratorSettling)],
  ["no source", Speech.Presence, 3.1, (x) => (x.why = Why.NoSource)],
  ["other volts", Speech.Volts, 1.1, (x) => (x.a = 225_000)],
  ["not connected", Speech.Doing, 1.1, (x) => (x.doing = Doing.Dark)],
  ["on the generator", Speech.Doing, 1.1, (x) => (x.doing = Doing.OnGenerator)],
  [
    "a latch is not named",
    Speech.Latch,
    1.1,
    (_, { meter }) => (meter.control.stored.latches = Latch.UtilityStuckOpen),
  ],
  [
    "a count at zero",
    Speech.CountAtZero,
    1.1,
    (x) => {
      x.next = Next.CloseSoon;
      x.left_s = 0;
    },
  ],
  [
    "a count that stands still",
    Speech.Promise,
    9,
    (x) => {
      x.next = Next.ReturnToUtility;
      x.left_s = 5;
    },
  ],
  ["start a generator", Speech.Advice, 8, (x) => (x.advice = Advice.StartGenerator)],
  ["stop the generator", Speech.Advice, 3.1, (x) => (x.advice = Advice.StopGenerator)],
  ["an open neutral", Speech.Advice, 3.1, (x) => (x.advice = Advice.NeutralAtPanel)],
  ["solar panels", Speech.HouseSource, 1.1, (x) => (x.advice = Advice.FindInnerSource)],
  [
    "a light that is off",
    Speech.Light,
    1.1,
    (_, { meter }) => (meter.outputs.light_utility_available = Light.Off),
  ],
  [
    "a broken lead",
    Speech.Sensor,
    1.1,
    (x) => {
      x.why = Why.Refused;
      x.a = Reason.SensorLost;
    },
  ],
];

test.each(HEALTHY)("on a healthy grid: %s", (_, claim, seconds, lie) => {
  const one = onGrid();
  expect(claims(one, seconds, lie)).toContain(claim);
});

test("the report quotes the false sentence, with its number and what was true", () => {
  const one = onGrid();
  const { judge, home, meter } = one.world;
  for (let sample = 0; sample < 1.1 * SECOND; sample++) {
    meter.explanation.next = Next.CloseSoon;
    judgeSample(judge, home, meter);
  }
  const [broken] = violationsOf(judge);
  expect(broken?.invariant).toBe(8);
  expect(broken?.seen).toMatch(/^claim 12, a count is not at zero: "On the grid\. .* in about 0 s/);
  expect(broken?.seen).toMatch(/true were grid \d+ and \d+ V, .* closed U/);
});

test("well at 268 V", () => {
  const found = claims(onGrid(1.117), 1.1, (x) => (x.why = Why.UtilityGood));
  expect(found).toContain(Speech.UtilityWell);
});

test("a count that rises, although its reason stays", () => {
  let tick = 0;
  const found = claims(onGrid(), 2, (x) => {
    tick++;
    x.next = Next.HoldEnds;
    x.left_s = tick < TICK_HZ ? 5 : 9;
  });
  expect(found).toEqual([Speech.CountRises]);
});

test("large loads one at a time, in a dark house", () => {
  const one = onGrid();
  one.apply({ utility: "cut" });
  one.advance(SECOND / 2);
  const found = claims(one, 3.1, (x, { home }) => {
    home.supply.alive = 1;
    x.why = Why.UtilityFailed;
    x.doing = Doing.GridOut;
    x.next = Next.Nothing;
    x.a = Reason.NoVoltage;
    x.advice = Advice.OneAtATime;
  });
  expect(found).toContain(Speech.Advice);
});

test.each<[string, readonly string[], boolean]>([
  ["a source in the house", ["SourceInHouse"], true],
  ["a house that came alive", ["LineOutCameAlive"], true],
  ["a switch that stuck", ["UtilityStuckOpen"], false],
])("a latch from before the run may speak of the house: %s", (_, latches, may) => {
  const options = { seed: 1, house: "small", generator: "open-frame-7500" } as const;
  const one = new Simulation({ ...options, engine: "typescript", latches });
  one.advance(SECOND * 2);
  const found = claims(one, 1.1, (x) => (x.advice = Advice.FindInnerSource));
  expect(found.includes(Speech.HouseSource)).toBe(!may);
});

test("an open neutral may be feared after legs that were apart, until the grid is well", () => {
  const fear: Lie = (x) => (x.advice = Advice.NeutralAtPanel);
  const one = onGrid();
  one.apply({ utility: "level", to: 0.7, leg: 1 });
  one.advance(SECOND / 2);
  expect(claims(one, 0.1, fear)).toEqual([]);
  one.apply({ utility: "level", to: 1.1 });
  one.advance(SECOND / 2);
  expect(claims(one, 4, fear)).not.toContain(Speech.Advice);
  one.apply({ utility: "level", to: 1 });
  one.advance(SECOND / 2);
  expect(claims(one, 4, fear)).toContain(Speech.Advice);
});

test.each<[string, number, number, boolean]>([
  ["gaps of the last half minute", Reason.Unsteady, 20, false],
  ["gaps long ago", Reason.Unsteady, 40, true],
  ["a low voltage some seconds ago", Reason.Undervoltage, 20, true],
])("a good grid that is said to fail for %s", (_, reason, good_s, wrong) => {
  const one = onGrid();
  one.world.judge.truth.grid_good_samples = good_s * SECOND;
  const found = claims(one, 3.1, (x) => {
    x.why = Why.UtilityFailed;
    x.a = reason;
  });
  expect(found.includes(Speech.Presence)).toBe(wrong);
});

test.each<[string, boolean, number[]]>([
  ["a house that comes alive within two cycles", true, []],
  ["no reason", false, [Speech.CountRises]],
])("the wait for a dead house begins anew for %s", (_, alive, expected) => {
  const one = onGrid();
  const { judge } = one.world;
  let tick = 0;
  const found = claims(one, 0.5, (x) => {
    tick++;
    x.next = Next.WaitForDeadHouse;
    x.left_s = tick < 60 ? 5 : 9;
    judge.truth.out_dead_samples = alive && tick >= 64 ? 0 : 20;
  });
  expect(found).toEqual(expected);
});
