import { library } from "@bptm/lab/scenario/library";
import type { Condition } from "@bptm/lab/scenario/condition";
import { runCondition } from "@bptm/lab/run/run";
import type { RunObserver } from "@bptm/lab/run/scenario-run";
import type { Simulation } from "@bptm/lab/run/simulation";
import { reasonOf } from "@bptm/lab/run/verdict";
import { describe, expect, test } from "vitest";
import { LiveCondition } from "./live-condition";

const OUTAGE: Condition = {
  id: "T-1",
  group: "test",
  severity: "nuisance",
  title: "The grid goes away for a minute",
  story: "Without a generator.",
  home: { house: "small" },
  generator: "open-frame-7500",
  seed: 3,
  duration_s: 12,
  settings: {},
  timeline: [{ at: 3, utility: "cut" }],
  expect: [
    { powered: true, at_s: 2 },
    { powered: false, at_s: 10 },
  ],
};

/** Runs it to its verdict in slices of so many samples. */
function run(condition: Condition, slice = 4800): LiveCondition {
  const live = new LiveCondition(condition);
  while (live.running) live.advance(slice);
  return live;
}

test("a condition that holds says so", () => {
  const live = new LiveCondition(OUTAGE);
  expect(live.state()).toMatchObject({ state: "running", note: "0 of 12 s" });
  expect(run(OUTAGE).state()).toMatchObject({
    id: "T-1",
    state: "pass",
    note: "the invariants and 2 expectations held",
  });
});

test("one that does not says what was expected and what was seen", () => {
  const { state, note } = run({ ...OUTAGE, expect: [{ powered: false, at_s: 2 }] }).state();
  expect(state).toBe("fail");
  expect(note).toBe("at 2 s powered false; seen: true");
});

test("afterwards the home lives on, and is looked at no more", () => {
  const live = run(OUTAGE);
  const { result } = live;
  const { sample } = live.bench.simulation;
  live.advance(4800);
  expect(live.bench.simulation.sample).toBe(sample + 4800);
  expect(live.state().state).toBe("pass");
  expect(live.result).toBe(result);
});

/** A meter that once counts a kilowatt hour that nobody took. */
class Miscount implements RunObserver {
  #simulation: Simulation | undefined;
  #done = false;

  begin(simulation: Simulation): void {
    this.#simulation = simulation;
  }

  tick(): void {
    if (this.#simulation === undefined || this.#done || this.#simulation.time_ms < 2000) return;
    this.#done = true;
    this.#simulation.world.meter.registers.utility.wh_delivered.value += 1000;
  }
}

describe("the live bench and the lab are of one mind", () => {
  test("registers that do not add up fail a condition in both, for the same reason", async () => {
    const lab = await runCondition(OUTAGE, { observers: [new Miscount()] });
    expect(lab).toMatchObject({ verdict: "fail", violations: [], energy: { balance: "broken" } });
    expect(lab.expectations.every(({ held }) => held)).toBe(true);
    const live = new LiveCondition(OUTAGE);
    const miscount = new Miscount();
    miscount.begin(live.bench.simulation);
    live.bench.simulation.observe(miscount);
    while (live.running) live.advance(4800);
    expect(live.state()).toMatchObject({ state: "fail", note: reasonOf(lab) });
    expect(reasonOf(lab)).toMatch(/^registers and house differ by 1000/);
    expect(live.result).toEqual(lab);
  });

  // Settings, loads and switches of their own, orders, a power cut, moments that are asked for.
  test.each(["H-20", "H-29", "H-76", "H-94", "H-102"])("%s: one result", async (id) => {
    const condition = library().find((one) => one.id === id);
    if (condition === undefined) throw new RangeError(`the library has no ${id}`);
    const lab = await runCondition(condition);
    // A slice that meets neither a tick nor a moment that is asked for.
    const live = run(condition, 3001);
    expect(live.result).toEqual(lab);
    expect(live.state()).toMatchObject({ state: lab.verdict, note: reasonOf(lab) });
  });

  test("a moment that is asked for before the first sample is kept by both", async () => {
    const begun: Condition = { ...OUTAGE, expect: [{ powered: true, at_s: 0 }] };
    const lab = await runCondition(begun);
    expect(lab.verdict).toBe("pass");
    expect(run(begun).result).toEqual(lab);
  });
});
