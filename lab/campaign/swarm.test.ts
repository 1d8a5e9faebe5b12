import { expect, test } from "vitest";
import { stringify } from "yaml";
import { parseCondition } from "../scenario/condition-file";
import { Dice } from "../scenario/dice";
import { FAULT_KINDS } from "../scenario/faults";
import { drawCondition, drawFault, runDrawn } from "./swarm";

const SEED = Number(process.env["BPTM_SEED"] ?? Math.floor(Math.random() * 1e9));

test(`what is drawn is a condition that a file can hold (BPTM_SEED=${SEED})`, () => {
  for (let seed = SEED; seed < SEED + 300; seed++) {
    const drawn = drawCondition(seed);
    expect(parseCondition(stringify(drawn), "drawn.yaml")).toEqual(drawn);
  }
});

test("the swarm draws every kind, but those with a reason", () => {
  const dice = new Dice(1);
  const drawn = new Set<string>();
  for (let at = 0; at < 2000; at++) {
    const [[part, kind] = []] = Object.entries(drawFault(dice));
    drawn.add(`${part}: ${kind}`);
  }
  const wanted = FAULT_KINDS.filter(({ kind }) => kind.not_drawn === undefined);
  expect([...drawn].toSorted()).toEqual(
    wanted.map(({ part, name }) => `${part}: ${name}`).toSorted(),
  );
});

test("a seed always draws the same, and another one something else", () => {
  expect(drawCondition(7)).toEqual(drawCondition(7));
  const { timeline } = drawCondition(7);
  expect(drawCondition(8).timeline).not.toEqual(timeline);
});

test("a run ends once the house is alive again, long before the bound", async () => {
  const drawn = drawCondition(3);
  const calm = {
    ...drawn,
    settings: {},
    timeline: [{ at: 10, utility: "cut" } as const, { at: 20, utility: "restore" } as const],
    expect: [{ dark_less_than_s: 1000, after_s: 20 }],
  };
  const { verdict, simulated_s } = await runDrawn(calm);
  expect(verdict).toBe("pass");
  expect(simulated_s).toBeLessThan(90);
});

test("a house that stays dark fails its bound", async () => {
  const dark = {
    ...drawCondition(3),
    settings: {},
    duration_s: 40,
    timeline: [{ at: 10, utility: "cut" } as const],
    expect: [{ dark_less_than_s: 20, after_s: 15 }],
  };
  const { verdict, expectations } = await runDrawn(dark);
  expect(verdict).toBe("fail");
  expect(expectations[0]?.held).toBe(false);
});
