import { expect, test } from "vitest";
import { stringify } from "yaml";
import { parseCondition } from "../scenario/condition-file";
import { RandomSource } from "../scenario/random-source";
import { FAULT_KINDS } from "../scenario/faults";
import { randomCondition, randomFault, runRandomCondition } from "./swarm";

const SEED = Number(process.env["BPTM_SEED"] ?? Math.floor(Math.random() * 1e9));

test(`what is generated is a condition that a file can hold (BPTM_SEED=${SEED})`, () => {
  for (let seed = SEED; seed < SEED + 300; seed++) {
    const generated = randomCondition(seed);
    expect(parseCondition(stringify(generated), "generated.yaml")).toEqual(generated);
  }
});

test("the swarm generates every kind, except those with a reason", () => {
  const source = new RandomSource(1);
  const generated = new Set<string>();
  for (let at = 0; at < 2000; at++) {
    const [[part, kind] = []] = Object.entries(randomFault(source));
    generated.add(`${part}: ${kind}`);
  }
  const wanted = FAULT_KINDS.filter(({ kind }) => kind.not_random === undefined);
  expect([...generated].toSorted()).toEqual(
    wanted.map(({ part, name }) => `${part}: ${name}`).toSorted(),
  );
});

test("a seed always gives the same condition, and another seed a different one", () => {
  expect(randomCondition(7)).toEqual(randomCondition(7));
  const { timeline } = randomCondition(7);
  expect(randomCondition(8).timeline).not.toEqual(timeline);
});

test("a run ends once the house is live again, long before the bound", async () => {
  const generated = randomCondition(3);
  const calm = {
    ...generated,
    settings: {},
    timeline: [{ at: 10, utility: "cut" } as const, { at: 20, utility: "restore" } as const],
    expect: [{ dark_less_than_s: 1000, after_s: 20 }],
  };
  const { verdict, simulated_s } = await runRandomCondition(calm);
  expect(verdict).toBe("pass");
  expect(simulated_s).toBeLessThan(90);
});

test("a house that stays dark fails its bound", async () => {
  const dark = {
    ...randomCondition(3),
    settings: {},
    duration_s: 40,
    timeline: [{ at: 10, utility: "cut" } as const],
    expect: [{ dark_less_than_s: 20, after_s: 15 }],
  };
  const { verdict, expectations } = await runRandomCondition(dark);
  expect(verdict).toBe("fail");
  expect(expectations[0]?.held).toBe(false);
});
