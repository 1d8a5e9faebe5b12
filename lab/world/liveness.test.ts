/** Invariant 13 can fail: each test hinders a healthy core by hand, with and without a cause. */
import { Latch } from "@bptm/core/lists/latches";
import { placeSwitches } from "@bptm/twin/home/home";
import { describe, expect, test } from "vitest";
import { violationsOf } from "../run/rules";
import { Simulation } from "../run/simulation";
import type { Action } from "../scenario/stimulus";

const SECOND = 4800;

/** A dark house: the grid is gone, the generator runs and powers the meter. */
function waiting(settings: Readonly<Record<string, number>> = {}): Simulation {
  const one = new Simulation({
    seed: 1,
    house: "small",
    generator: "open-frame-7500",
    settings,
  });
  for (const action of [{ utility: "cut" }, { generator: "plug-in" }, { generator: "start" }]) {
    one.apply(action as Action);
  }
  one.advance(SECOND * 6);
  return one;
}

/** Holds a latch in the core by hand, as a false alarm would. */
function hold(one: Simulation, latch: number, seconds: number): void {
  for (let tick = 0; tick < seconds * 240; tick++) {
    one.world.meter.control.stored.latches |= latch;
    one.advance(20);
  }
}

const found = (one: Simulation): (string | number)[] =>
  violationsOf(one.world.judge).flatMap(({ invariant, seen }) =>
    invariant === 13 ? [seen.split(" ").slice(1, 2).join(), invariant] : [],
  );

describe("a latch without a true cause", () => {
  test("keeps a dark house off a good generator: after 30 s, not before", () => {
    const one = waiting();
    hold(one, Latch.GeneratorStuckOpen, 27);
    expect(found(one)).toEqual([]);
    hold(one, Latch.GeneratorStuckOpen, 8);
    expect(found(one)).toEqual(["generator", 13]);
  });

  test("keeps a dark house off a good grid", () => {
    const one = waiting();
    hold(one, Latch.GeneratorStuckOpen | Latch.SuspectLatched, 4);
    one.apply({ utility: "restore" });
    placeSwitches(one.world.home, 0, 0);
    hold(one, Latch.SuspectLatched, 13);
    expect(found(one)).toEqual([]);
    hold(one, Latch.SuspectLatched, 6);
    expect(found(one)).toEqual(["utility", 13]);
  });
});

describe("what forbids, and only as long as it stands", () => {
  test.each<[string, Action]>([
    ["a jammed pole", { pole: "jam", switch: "G" }],
    ["a lying contact", { contact: "lie", switch: "U", says: "closed", only_pole: 1 }],
    ["a pulled lead", { sensor: "open-lead", channel: "out-leg-1" }],
    ["a lost neutral reference", { neutral: "lose" }],
    ["a broken coil", { driver: "coil-broken", switch: "U" }],
    ["an order", { order: "lock-open-both" }],
    ["a changed store", { store: "corrupt" }],
    ["a short circuit", { load: "short" }],
  ])("%s", (_, action) => {
    const one = waiting();
    one.apply(action);
    one.advance(SECOND * 40);
    expect(found(one)).toEqual([]);
  });

  test("a mended fault until an order clears", () => {
    const one = waiting();
    one.apply({ pole: "jam", switch: "U" });
    one.advance(SECOND);
    one.apply({ pole: "free", switch: "U" });
    hold(one, Latch.GeneratorStuckOpen, 35);
    expect(found(one)).toEqual([]);
    one.apply({ order: "clear-lockout" });
    hold(one, Latch.GeneratorStuckOpen, 35);
    expect(found(one)).toEqual(["generator", 13]);
  });
});

/** A house that is dark beside the grid, with no generator; U was opened by hand. */
function alone(grid: readonly Action[], settings: Readonly<Record<string, number>>): Simulation {
  const one = new Simulation({ seed: 1, house: "small", generator: "open-frame-7500", settings });
  one.advance(SECOND * 2);
  for (const action of grid) one.apply(action);
  placeSwitches(one.world.home, 0, 0);
  return one;
}

/** A house on a good generator, the grid gone. */
function onGenerator(settings: Readonly<Record<string, number>>): Simulation {
  const one = waiting(settings);
  one.advance(SECOND * 40);
  expect(one.connected).toBe("generator");
  return one;
}

describe("a grid outside its band, for a house that has nothing else", () => {
  test.each<[string, Action, number]>([
    ["265 V", { utility: "level", to: 1.105 }, 30],
    ["a microgrid", { utility: "wander", wander_hz: 0.15, period_s: 5 }, 30],
    ["a brown-out", { utility: "level", to: 0.8 }, 5],
  ])("%s", (_, action, needed_s) => {
    const one = alone([action], { restore_rough_s: 30 });
    hold(one, Latch.SuspectLatched, needed_s + 6);
    expect(found(one)).toEqual([]);
    hold(one, Latch.SuspectLatched, 12);
    expect(found(one)).toEqual(["utility", 13]);
  });

  test("above the way back, 275 V, nothing is asked", () => {
    const one = alone([{ utility: "level", to: 1.145 }], { restore_rough_s: 30 });
    hold(one, Latch.SuspectLatched, 60);
    expect(found(one)).toEqual([]);
  });
});

test("short dips are forgiven, so that they do not excuse a dark house", () => {
  const one = waiting({ restore_dark_s: 30 });
  hold(one, Latch.GeneratorStuckOpen | Latch.SuspectLatched, 4);
  one.apply({ utility: "restore" });
  placeSwitches(one.world.home, 0, 0);
  const dips: Action = { utility: "dip", for_s: 0.06, to: 0.88, times: 4, every_s: 30 };
  hold(one, Latch.SuspectLatched, 5);
  one.apply(dips);
  hold(one, Latch.SuspectLatched, 35);
  expect(found(one)).toEqual([]);
  hold(one, Latch.SuspectLatched, 30);
  expect(found(one)).toEqual(["utility", 13]);
});

describe("the way back from a good generator", () => {
  test("to a good grid: after `restore_s`, not before", () => {
    const one = onGenerator({ restore_s: 30 });
    one.apply({ utility: "restore" });
    hold(one, Latch.SuspectLatched, 35);
    expect(found(one)).toEqual([]);
    hold(one, Latch.SuspectLatched, 12);
    expect(found(one)).toEqual(["utility", 13]);
  });

  test("to a grid that fails again: after the doubled wait", () => {
    const one = onGenerator({ restore_s: 30 });
    one.apply({ utility: "restore" });
    one.advance(SECOND * 5);
    one.apply({ utility: "cut" });
    one.advance(SECOND * 10);
    one.apply({ utility: "restore" });
    hold(one, Latch.SuspectLatched, 64);
    expect(found(one)).toEqual([]);
    hold(one, Latch.SuspectLatched, 15);
    expect(found(one)).toEqual(["utility", 13]);
  });

  test("to a grid in the wider band: after `utility_wide_s`", () => {
    const one = onGenerator({ utility_wide_s: 300 });
    one.apply({ utility: "restore" });
    one.apply({ utility: "level", to: 1.075 });
    hold(one, Latch.SuspectLatched, 305);
    expect(found(one)).toEqual([]);
    hold(one, Latch.SuspectLatched, 12);
    expect(found(one)).toEqual(["utility", 13]);
  });

  test("a healthy core takes it", () => {
    const one = onGenerator({ restore_s: 30 });
    one.apply({ utility: "restore" });
    one.advance(SECOND * 45);
    expect(found(one)).toEqual([]);
    expect(one.connected).toBe("utility");
  });
});

describe("a grid that recovers once the house has left it", () => {
  const settings = { restore_s: 30, suspect_hold_s: 300 };

  /** A house that a brown-out has driven to the generator; the grid recovers seconds later. */
  function driven(later_s: number): Simulation {
    const one = waiting(settings);
    one.advance(SECOND * 40);
    one.apply({ utility: "restore" });
    one.advance(SECOND * 60);
    expect(one.connected).toBe("utility");
    one.apply({ utility: "level", to: 0.8 });
    // U opens after 5 s, the meter's delay for a brown-out.
    one.advance(SECOND * (6 + later_s));
    expect(one.connected).not.toBe("utility");
    one.apply({ utility: "restore" });
    return one;
  }

  test("within ten seconds: a return may wait for `suspect_hold_s`, not longer", () => {
    const one = driven(4);
    hold(one, Latch.SuspectLatched, 305);
    expect(found(one)).toEqual([]);
    hold(one, Latch.SuspectLatched, 85);
    expect(found(one)).toEqual(["utility", 13]);
  });

  test("later: a return waits for `restore_s`, doubled by its back-off", () => {
    const one = driven(20);
    hold(one, Latch.SuspectLatched, 60);
    expect(found(one)).toEqual([]);
    hold(one, Latch.SuspectLatched, 20);
    expect(found(one)).toEqual(["utility", 13]);
  });
});

test("a reserve that is whole again: the house may wait for the next weighing, a minute", () => {
  const one = waiting();
  one.apply({ reserve: "weak", which: "coil", percent: 40 });
  one.advance(SECOND * 30);
  one.apply({ reserve: "mend" });
  one.apply({ order: "clear-lockout" });
  hold(one, Latch.GeneratorStuckOpen, 85);
  expect(found(one)).toEqual([]);
  hold(one, Latch.GeneratorStuckOpen, 25);
  expect(found(one)).toEqual(["generator", 13]);
});

test("the bound follows the settings", () => {
  const one = waiting({ generator_stable_s: 40, dead_time_ms: 5000 });
  hold(one, Latch.GeneratorStuckOpen, 52);
  expect(found(one)).toEqual([]);
  hold(one, Latch.GeneratorStuckOpen, 10);
  expect(found(one)).toEqual(["generator", 13]);
});

test("a healthy core leaves no house dark", () => {
  const one = waiting();
  one.advance(SECOND * 40);
  one.apply({ utility: "restore" });
  one.apply({ generator: "stop" });
  one.advance(SECOND * 30);
  expect(found(one)).toEqual([]);
  expect(one.connected).toBe("utility");
});
