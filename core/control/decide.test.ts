import { describe, expect, test } from "vitest";
import { Reason } from "../lists/codes";
import { Connected, Control, FollowStage, Goal } from "./control";
import {
  NEVER,
  connectedTo,
  darkSeconds,
  decide,
  restoreSeconds,
  returnTicks,
  utilityWaitSeconds,
  utilityWaitTicks,
} from "./decide";
import { rateWaitTicks } from "./latches";
import { BOOT_TICKS } from "../hardware/hardware";
import { Position } from "./position";
import { TICK_HZ } from "../hardware/units";
import { Latch } from "../lists/latches";

type Spoil = (c: Control) => unknown;

/** A meter past its boot, with nothing alive and nothing stored. */
function meter(connected: Connected, ...spoil: Spoil[]): Control {
  const c = new Control();
  c.evidence.boot_ticks = BOOT_TICKS;
  c.transfer.connected = connected;
  for (const one of spoil) one(c);
  return c;
}

const goodGrid = (seconds: number): Spoil => {
  return ({ utility }) => ((utility.ok = 1), (utility.good_ticks = seconds * TICK_HZ));
};
const goodGenerator: Spoil = ({ generator }) => (
  (generator.ok = 1),
  (generator.good_ticks = 10 * TICK_HZ)
);
const stored =
  (change: Partial<Control["stored"]>): Spoil =>
  (c) =>
    Object.assign(c.stored, change);
const transfer =
  (change: Partial<Control["transfer"]>): Spoil =>
  (c) =>
    Object.assign(c.transfer, change);
const less: Spoil = ({ utility }) => (utility.good_ticks = utility.good_ticks - 1);

describe("how long the grid must be good", () => {
  test.each<[string, Partial<Control["stored"]>, number]>([
    ["nothing stored", {}, 60],
    ["one flicker", { backoff: 1 }, 120],
    ["two", { backoff: 2 }, 240],
    ["many: the limit", { backoff: 4 }, 900],
    ["a suspicion that lasts longer", { suspect: 1, suspect_ticks: 100 * TICK_HZ }, 100],
    ["a part of a second counts whole", { suspect: 1, suspect_ticks: 100 * TICK_HZ + 1 }, 101],
    ["a suspicion that ends sooner", { suspect: 1, suspect_ticks: 9 * TICK_HZ }, 60],
    ["time left of no suspicion", { suspect_ticks: 100 * TICK_HZ }, 60],
  ])("%s", (_, change, seconds) => {
    expect(restoreSeconds(meter(Connected.Generator, stored(change)))).toBe(seconds);
  });

  test("back-off never counts more than four doublings", () => {
    const c = meter(Connected.Generator, stored({ backoff: 5 }));
    c.settings.restore_s = 15;
    expect(restoreSeconds(c)).toBe(240);
  });

  test("the band that ends the wait first decides its count", () => {
    const c = meter(Connected.None);
    const wait = (seconds: number): number[] => [
      utilityWaitSeconds(c, seconds),
      utilityWaitTicks(c, seconds) / TICK_HZ,
    ];
    expect(utilityWaitTicks(c, 60)).toBe(NEVER);
    c.utility.good_ticks = 6 * TICK_HZ;
    expect(wait(60)).toEqual([60, 54]);
    c.utility.wide_ticks = 500 * TICK_HZ;
    expect(wait(60)).toEqual([60, 54]);
    c.utility.wide_ticks = 590 * TICK_HZ;
    expect(wait(60)).toEqual([600, 10]);
    c.utility.good_ticks = 55 * TICK_HZ;
    expect(wait(60)).toEqual([60, 5]);
    c.utility.wide_ticks = 700 * TICK_HZ;
    expect(wait(60)).toEqual([600, 0]);
    expect(wait(900)).toEqual([900, 200]);
  });

  test("a wait never ends during a bad spell", () => {
    const c = meter(Connected.None);
    Object.assign(c.utility, { good_ticks: 99999, bad_ticks: 3, wide_bad_ticks: 2 });
    expect(utilityWaitTicks(c, 60)).toBe(3);
  });

  test("the rate limit delays the return from a good generator by at most its share", () => {
    const c = meter(Connected.Generator, goodGrid(60), goodGenerator);
    c.settings.transfers_per_hour = 4;
    Object.assign(c.stored, { transfers: 4, transfers_ticks: 100 * TICK_HZ });
    expect(rateWaitTicks(c)).toBe(800 * TICK_HZ);
    expect([returnTicks(c), decide(c)]).toEqual([800 * TICK_HZ, Goal.Stay]);
    c.stored.transfers = 3;
    expect([rateWaitTicks(c), returnTicks(c), decide(c)]).toEqual([0, 0, Goal.Utility]);
  });

  test.each([0, 4, 20, 500])("the rate limit leaves no house dark: %i transfers", (transfers) => {
    const dark = meter(Connected.None, goodGenerator, stored({ transfers }));
    expect(decide(dark)).toBe(Goal.Generator);
    const grid = meter(Connected.None, goodGrid(5), stored({ transfers }));
    expect(decide(grid)).toBe(Goal.Utility);
    const out = meter(Connected.Utility, goodGenerator, stored({ transfers }));
    expect(decide(out)).toBe(Goal.Generator);
    const lost = meter(Connected.Generator, goodGrid(1), stored({ transfers }));
    expect(decide(lost)).toBe(Goal.Utility);
  });

  test("a dark house waits less, and a lost generator's house hardly", () => {
    expect(darkSeconds(meter(Connected.None))).toBe(5);
    expect(darkSeconds(meter(Connected.None, transfer({ generator_lost: 1 })))).toBe(1);
    const suspect = stored({ suspect: 1 });
    expect(darkSeconds(meter(Connected.None, suspect))).toBe(5);
    expect(darkSeconds(meter(Connected.None, suspect, goodGenerator))).toBe(60);
  });
});

describe("on the grid", () => {
  const isolating: Spoil = (c) => ((c.settings.isolate_on_outage = 1), (c.utility.dead_ticks = 96));
  test.each<[string, Spoil[], Goal]>([
    ["all well", [goodGrid(9)], Goal.Stay],
    ["both well", [goodGrid(9), goodGenerator], Goal.Stay],
    ["grid gone, generator well", [goodGenerator], Goal.Generator],
    ["grid gone, generator blocked", [goodGenerator, stored({ sequences: 3 })], Goal.Stay],
    ["grid gone, no generator", [], Goal.Stay],
    ["an order to open", [goodGrid(9), stored({ lock_open: 1 })], Goal.Dark],
    ["a back-feed test", [transfer({ follow_stage: FollowStage.OpenUtility })], Goal.Dark],
    ["another stage of it", [transfer({ follow_stage: FollowStage.Settled })], Goal.Stay],
    ["isolation on an outage", [isolating], Goal.Dark],
    ["not yet", [isolating, (c) => (c.utility.dead_ticks = 95)], Goal.Stay],
    ["not asked for", [isolating, (c) => (c.settings.isolate_on_outage = 0)], Goal.Stay],
  ])("%s", (_, spoil, goal) => {
    expect(decide(meter(Connected.Utility, ...spoil))).toBe(goal);
  });
});

describe("on the generator", () => {
  const suspected = stored({ suspect: Reason.Undervoltage, suspect_ticks: 1 });
  test.each<[string, Spoil[], Goal]>([
    ["grid gone", [goodGenerator], Goal.Stay],
    ["grid back for long enough", [goodGenerator, goodGrid(60)], Goal.Utility],
    ["a tick too short", [goodGenerator, goodGrid(60), less], Goal.Stay],
    ["long good, not accepted", [goodGenerator, (c) => (c.utility.good_ticks = 99999)], Goal.Stay],
    ["grid blocked", [goodGenerator, goodGrid(60), stored({ lock_open: 1 })], Goal.Stay],
    [
      "time left of no suspicion",
      [goodGenerator, goodGrid(60), stored({ suspect_ticks: 1 })],
      Goal.Utility,
    ],
    ["grid suspect", [goodGenerator, goodGrid(6000), suspected], Goal.Stay],
    [
      "grid suspect no longer",
      [goodGenerator, goodGrid(60), stored({ suspect: 1, suspect_ticks: 0 })],
      Goal.Utility,
    ],
    ["both held open", [goodGenerator, stored({ lock_open: 2 })], Goal.Dark],
    ["hot jaws", [goodGenerator, transfer({ jaw_hot: 1 })], Goal.Dark],
    ["fed back", [goodGenerator, stored({ latches: Latch.UtilityFedBack })], Goal.Dark],
    ["a source inside", [goodGenerator, stored({ latches: Latch.SourceInHouse })], Goal.Dark],
    ["another lock-out", [goodGenerator, stored({ latches: Latch.SuspectLatched })], Goal.Stay],
    ["overload", [goodGenerator, stored({ overload_wait_ticks: 1 })], Goal.Dark],
    ["generator lost, no grid", [], Goal.Dark],
    ["generator lost, grid good for a second", [goodGrid(1)], Goal.Utility],
    ["generator lost, grid a tick short of it", [goodGrid(1), less], Goal.Dark],
    ["generator lost, grid blocked", [goodGrid(9), stored({ lock_open: 1 })], Goal.Dark],
    ["generator lost, grid browned out before", [goodGrid(9), suspected], Goal.Utility],
    [
      "generator lost, neutral suspect",
      [goodGrid(9), stored({ suspect: Reason.LegImbalance, suspect_ticks: 1 })],
      Goal.Dark,
    ],
    [
      "generator lost, neutral suspect no longer",
      [goodGrid(9), stored({ suspect: Reason.LegImbalance })],
      Goal.Utility,
    ],
  ])("%s", (_, spoil, goal) => {
    expect(decide(meter(Connected.Generator, ...spoil))).toBe(goal);
  });
});

describe("on nothing", () => {
  const poor: Spoil = ({ utility }) => (utility.poor_ticks = 5 * TICK_HZ);
  const rough: Spoil = ({ utility }) => (utility.rough_ticks = 60 * TICK_HZ);
  // Accepted, and now outside the band of return: the wider band takes ten minutes.
  const slow: Spoil = ({ utility: u }) => ((u.bad_ticks = 5000), (u.good_ticks = 0));
  const imbalance = stored({ suspect: Reason.LegImbalance });
  const brownOut = stored({ suspect: Reason.Undervoltage, suspect_ticks: 1 });
  test.each<[string, Spoil[], Goal]>([
    ["nothing there", [], Goal.Dark],
    ["generator", [goodGenerator], Goal.Generator],
    ["generator blocked", [goodGenerator, stored({ sequences: 3 })], Goal.Dark],
    ["grid for long enough", [goodGrid(5)], Goal.Utility],
    ["both: the grid", [goodGrid(5), goodGenerator], Goal.Utility],
    ["time left of no suspicion", [goodGrid(5), stored({ suspect_ticks: 1 })], Goal.Utility],
    ["grid a tick too short", [goodGrid(5), less], Goal.Dark],
    ["both, the grid coming", [goodGrid(1), goodGenerator], Goal.Dark],
    [
      "both, the grid coming but blocked",
      [goodGrid(1), goodGenerator, stored({ lock_open: 1 })],
      Goal.Generator,
    ],
    ["both, the grid suspect", [goodGrid(1), goodGenerator, brownOut], Goal.Generator],
    ["after a lost generator", [goodGrid(1), transfer({ generator_lost: 1 })], Goal.Utility],
    ["the same, a tick sooner", [goodGrid(1), transfer({ generator_lost: 1 }), less], Goal.Dark],
    ["a judgement is running", [goodGrid(5), transfer({ judge_ticks: 1 })], Goal.Dark],
    ["grid blocked", [goodGrid(5), stored({ lock_open: 1 })], Goal.Dark],
    ["a poor grid alone", [poor], Goal.Utility],
    ["a poor grid, too short", [poor, ({ utility: u }) => (u.poor_ticks = 1199)], Goal.Dark],
    ["a poor grid, a generator coming", [poor, (c) => (c.generator.good_ticks = 1)], Goal.Dark],
    ["a poor grid and a generator", [poor, goodGenerator], Goal.Generator],
    ["a poor grid and a sudden generator", [poor, ({ generator: x }) => (x.ok = 1)], 2],
    ["a poor grid with a suspect neutral", [poor, imbalance], Goal.Dark],
    ["a rough grid alone", [rough], Goal.Utility],
    ["a rough grid, too short", [rough, ({ utility: u }) => (u.rough_ticks -= 1)], Goal.Dark],
    ["a rough grid and a generator", [rough, goodGenerator], Goal.Generator],
    ["a rough grid with a suspect neutral", [rough, imbalance], Goal.Dark],
    ["a grid that will not be good soon", [goodGrid(1), goodGenerator, slow], Goal.Generator],
    ["a grid that browned out, alone", [goodGrid(5), brownOut], Goal.Utility],
    [
      "a grid that browned out, a generator",
      [goodGrid(900), brownOut, goodGenerator],
      Goal.Generator,
    ],
  ])("%s", (_, spoil, goal) => {
    expect(decide(meter(Connected.None, ...spoil))).toBe(goal);
  });

  test("nothing in the first second", () => {
    const c = meter(Connected.None, goodGrid(5), (one) => (one.evidence.boot_ticks = 239));
    expect(decide(c)).toBe(Goal.Stay);
  });
});

describe("where the house is connected", () => {
  const { Open, Closed, Split } = { Open: 0, Closed: 1, Split: 2 } as const;
  const fed = (c: Control): void => {
    c.evidence.out_live_ticks = 1;
    c.utility.live_ticks = 1;
    c.generator.live_ticks = 1;
  };
  const hangs = (u: Position, g: Position, spoil: Spoil): Connected => {
    const c = meter(Connected.None, fed, spoil);
    c.position_u.position = u;
    c.position_g.position = g;
    return connectedTo(c);
  };
  test.each<[string, Position, Position, Spoil, Connected]>([
    ["U closed", Closed, Open, () => 0, Connected.Utility],
    ["G closed", Open, Closed, () => 0, Connected.Generator],
    ["both closed", Closed, Closed, () => 0, Connected.None],
    ["both open", Open, Open, () => 0, Connected.None],
    ["U closed, G split", Closed, Split, () => 0, Connected.Utility],
    ["G closed, U split", Split, Closed, () => 0, Connected.Generator],
    ["U split and followed", Split, Open, (c) => (c.readings.utility_follows = 1), 1],
    ["G split and followed", Open, Split, (c) => (c.readings.generator_follows = 1), 2],
    ["U split, not followed", Split, Open, () => 0, Connected.None],
    ["G split, not followed", Open, Split, () => 0, Connected.None],
    ["U open and followed", Open, Open, (c) => (c.readings.utility_follows = 1), 0],
    ["G open and followed", Open, Open, (c) => (c.readings.generator_follows = 1), 0],
    [
      "U open, followed, with current",
      Open,
      Open,
      ({ readings: r }) => ((r.utility_follows = 1), (r.utility_current = 1)),
      Connected.Utility,
    ],
    [
      "G open, followed, with current",
      Open,
      Open,
      ({ readings: r }) => ((r.generator_follows = 1), (r.generator_current = 1)),
      Connected.Generator,
    ],
    [
      "U split, followed, grid dead",
      Split,
      Open,
      (c) => ((c.readings.utility_follows = 1), (c.utility.live_ticks = 0)),
      Connected.None,
    ],
    [
      "G split, followed, generator dead",
      Open,
      Split,
      (c) => ((c.readings.generator_follows = 1), (c.generator.live_ticks = 0)),
      Connected.None,
    ],
    [
      "G split, followed, house not live",
      Open,
      Split,
      (c) => ((c.readings.generator_follows = 1), (c.evidence.out_live_ticks = 0)),
      Connected.None,
    ],
    [
      "U split, followed, house not live",
      Split,
      Open,
      (c) => ((c.readings.utility_follows = 1), (c.evidence.out_live_ticks = 0)),
      Connected.None,
    ],
    [
      "U split, followed, a coil works",
      Split,
      Open,
      (c) => ((c.readings.utility_follows = 1), (c.pulse.coil = 1)),
      Connected.None,
    ],
  ])("%s", (_, u, g, spoil, connected) => {
    expect(hangs(u, g, spoil)).toBe(connected);
  });
});

test.each([1, 2])("a house on a good grid obeys the order to stay open %i", (lock_open) => {
  expect(decide(meter(Connected.Utility, goodGrid(99), stored({ lock_open })))).toBe(Goal.Dark);
});

test("a house on the generator does not return while the time of a suspicion runs", () => {
  const suspicion = stored({ suspect: Reason.Undervoltage, suspect_ticks: 50 });
  const c = meter(Connected.Generator, goodGrid(9999), goodGenerator, suspicion);
  expect(returnTicks(c)).toBe(50);
});

describe("a dark house beside a good generator waits for the grid", () => {
  const dark = (seconds: number, ...spoil: Spoil[]): Goal =>
    decide(meter(Connected.None, goodGenerator, goodGrid(seconds), ...spoil));

  test.each<[string, number, Goal]>([
    ["that is good in 15 s", 45, Goal.Dark],
    ["not when that takes longer than it may need at all", 0, Goal.Generator],
  ])("%s", (_, seconds, goal) => {
    const slow: Spoil = (c) => (c.settings.restore_dark_s = 60);
    expect(dark(seconds, slow)).toBe(goal);
  });

  test("for as long as it may need at all, when that is longer than 15 s", () => {
    const slow: Spoil = (c) => (c.settings.restore_dark_s = 60);
    expect(dark(1, slow)).toBe(Goal.Dark);
  });
});
