import { describe, expect, test } from "vitest";
import { Advice, Doing, Next, Reason, Why } from "../lists/codes";
import { Connected, Control, Goal } from "../control/control";
import { decide } from "../control/decide";
import { BOOT_TICKS } from "../hardware/hardware";
import { CLEARED_BY_DEAD_HOUSE, FORBIDS_GENERATOR, Latch, gravest } from "../lists/latches";
import { Coil } from "../hardware/signals";
import { Explanation } from "./explanation";
import { explain } from "./explain";
import { generatorIs } from "./sources";
import { startPulse } from "../interlock/pulse";
import { TICK_HZ } from "../hardware/units";

type Spoil = (c: Control) => unknown;

const None = Connected.None;
const Utility = Connected.Utility;
const Generator = Connected.Generator;

/** A meter past its boot, connected so, with nothing live. */
function meter(connected: Connected, ...spoil: Spoil[]): Control {
  const c = new Control();
  c.evidence.boot_ticks = BOOT_TICKS;
  c.transfer.connected = connected;
  for (const one of spoil) one(c);
  return c;
}

function explained(c: Control): Explanation {
  const x = new Explanation();
  explain(c, x);
  return x;
}

/** What such a meter says of itself. */
function says(connected: Connected, ...spoil: Spoil[]): Explanation {
  return explained(meter(connected, ...spoil));
}

const utilityGood: Spoil = (c) => {
  c.utility.ok = 1;
  c.utility.good_ticks = 1;
  c.utility.reason = Reason.None;
  c.utility.live_ticks = 20 * TICK_HZ;
  c.view_u.line_mv = 240_000;
};
const generatorGood: Spoil = (c) => {
  c.generator.ok = 1;
  c.generator.reason = Reason.None;
  c.generator.good_ticks = 20 * TICK_HZ;
  c.generator.live_ticks = 20 * TICK_HZ;
  c.view_g.line_mv = 238_000;
};
const gridOut: Spoil = (c) => {
  c.utility.dropped_for = Reason.Lost;
  c.utility.reason = Reason.NoVoltage;
};
const latched =
  (...bits: Latch[]): Spoil =>
  (c) =>
    (c.stored.latches = bits.reduce<number>((set, bit) => set | bit, 0));

/** The seconds shown while `advance` runs for `ticks`, without repetitions. */
function countdown(c: Control, ticks: number, advance: (tick: number) => unknown): number[] {
  const shown: number[] = [];
  for (let tick = 1; tick <= ticks; tick++) {
    advance(tick);
    const { left_s } = explained(c);
    if (shown.at(-1) !== left_s) shown.push(left_s);
  }
  return shown;
}

/** Whole seconds from `most` down to 1: a count never rests at 0. */
const downFrom = (most: number): number[] => Array.from({ length: most }, (_, at) => most - at);

describe("a latch is named with its way out", () => {
  const BITS = Array.from({ length: 10 }, (_, at) => 1 << at);

  /** How a dark house learns of it: its way out, or that a generator is not forbidden. */
  function wayOut(bit: number): Partial<Explanation> {
    if ((bit & CLEARED_BY_DEAD_HOUSE) !== 0) {
      return { next: Next.WaitForDeadHouse, advice: Advice.FindInnerSource };
    }
    return (bit & FORBIDS_GENERATOR) !== 0
      ? { next: Next.WaitForOrder, advice: Advice.CallUtility }
      : { next: Next.WaitForGenerator, advice: Advice.StartGenerator };
  }

  test.each(BITS)("latch %i", (bit) => {
    const named = { doing: Doing.LockedOut, why: Why.LockOut, a: gravest(bit), also: 0 };
    expect(says(None, latched(bit))).toMatchObject({ ...named, ...wayOut(bit) });
  });

  test("every other latch is named besides the gravest", () => {
    const x = says(None, latched(Latch.UtilityStuckOpen, Latch.GeneratorStuckOpen));
    expect(x).toMatchObject({ a: Reason.UtilityStuckOpen, also: Latch.GeneratorStuckOpen });
    const running = says(None, generatorGood, latched(Latch.UtilityStuckOpen));
    expect(running).toMatchObject({
      why: Why.GeneratorSettling,
      also: Latch.UtilityStuckOpen,
    });
  });

  test("no transfer is promised that a latch forbids", () => {
    for (const bit of BITS) {
      const house = says(Utility, gridOut, generatorGood, latched(bit));
      const forbidden = (bit & FORBIDS_GENERATOR) !== 0;
      expect(house.next === Next.TransferToGenerator).toBe(!forbidden);
      if (forbidden) {
        expect(house).toMatchObject({ why: Why.GeneratorBlocked, a: gravest(bit) });
      }
    }
  });

  test("the gravest of several; an order, as soon as one of them needs it", () => {
    expect(says(None, latched(Latch.SourceInHouse, Latch.LineOutCameAlive))).toMatchObject({
      a: Reason.SourceInHouse,
      next: Next.WaitForDeadHouse,
    });
    expect(says(None, latched(Latch.SourceInHouse, Latch.StoreBad))).toMatchObject({
      a: Reason.SourceInHouse,
      next: Next.WaitForOrder,
      left_s: 0,
    });
  });

  test("a dead house is counted down; after the third time for an hour", () => {
    const c = meter(None, latched(Latch.SourceInHouse));
    expect(countdown(c, 4799, (tick) => (c.evidence.out_dead_ticks = tick))).toEqual(downFrom(20));
    c.stored.house_sources = 3;
    c.evidence.out_dead_ticks = 0;
    expect(explained(c)).toMatchObject({ left_s: 3600, total_s: 3600 });
  });

  test("on the grid it only holds transfers back, on a failed generator it locks out", () => {
    expect(says(Utility, utilityGood, latched(Latch.GeneratorStuckOpen))).toMatchObject({
      doing: Doing.OnUtility,
      why: Why.Inhibited,
      a: Reason.GeneratorStuckOpen,
      next: Next.WaitForOrder,
    });
    expect(says(Generator, latched(Latch.UtilityStuckOpen))).toMatchObject({
      doing: Doing.LockedOut,
      a: Reason.UtilityStuckOpen,
    });
    const carried = says(Generator, generatorGood, latched(Latch.UtilityStuckOpen));
    expect(carried).toMatchObject({ doing: Doing.OnGenerator, why: Why.GeneratorGood });
  });
});

describe("without power", () => {
  test("neither source", () => {
    expect(says(None)).toEqual({
      doing: Doing.Dark,
      why: Why.NoSource,
      next: Next.WaitForSource,
      advice: Advice.StartGenerator,
      a: 0,
      b: 0,
      left_s: 0,
      total_s: 0,
      also: 0,
    });
  });

  test("an outage with the service switch closed asks for a generator", () => {
    expect(says(Utility, gridOut)).toMatchObject({
      doing: Doing.GridOut,
      why: Why.UtilityFailed,
      a: Reason.NoVoltage,
      next: Next.WaitForGenerator,
    });
  });

  test("the first second after power-up is counted", () => {
    const c = meter(None);
    expect(countdown(c, BOOT_TICKS - 1, (tick) => (c.evidence.boot_ticks = tick))).toEqual([1]);
    expect(explained(c)).toMatchObject({ why: Why.Boot, next: Next.DecideSoon, total_s: 1 });
  });

  test("an order to stay open, and a judgement of what feeds the house", () => {
    const held: Spoil = (c) => {
      c.stored.lock_open = 1;
      c.transfer.goal = Goal.Dark;
    };
    const house = says(None, held);
    expect(house).toMatchObject({ doing: Doing.HeldOpen, next: Next.WaitForGenerator });
    const both = says(None, held, (c) => (c.stored.lock_open = 2));
    expect(both).toMatchObject({ doing: Doing.HeldOpen, next: Next.WaitForOrder });
    const judged = says(None, held, (c) => (c.transfer.judge_ticks = 1));
    expect(judged).toMatchObject({ doing: Doing.Judging, why: Why.Backfeed });
  });
});

describe("seconds end in what was said", () => {
  test("the return from the generator", () => {
    const c = meter(Generator, generatorGood, utilityGood);
    const last = 60 * TICK_HZ - 1;
    expect(countdown(c, last, (tick) => (c.utility.good_ticks = tick))).toEqual(downFrom(60));
    expect(explained(c)).toMatchObject({ why: Why.UtilityReturning, next: Next.ReturnToUtility });
    expect(decide(c)).not.toBe(Goal.Utility);
    c.utility.good_ticks = last + 1;
    expect(decide(c)).toBe(Goal.Utility);
  });

  test("the return to a dark house", () => {
    const c = meter(None, utilityGood);
    const last = 5 * TICK_HZ - 1;
    expect(countdown(c, last, (tick) => (c.utility.good_ticks = tick))).toEqual(downFrom(5));
    expect(decide(c)).not.toBe(Goal.Utility);
    c.utility.good_ticks = last + 1;
    expect(decide(c)).toBe(Goal.Utility);
  });

  test("a generator that settles", () => {
    const c = meter(None, (c) => (c.generator.live_ticks = 2 * TICK_HZ));
    const last = 15 * TICK_HZ - 1;
    expect(countdown(c, last, (tick) => (c.generator.good_ticks = tick))).toEqual(downFrom(15));
    expect(explained(c)).toMatchObject({
      why: Why.GeneratorSettling,
      next: Next.TransferToGenerator,
      total_s: 15,
      advice: Advice.LoadsOffFirst,
    });
  });

  test("the dead time, for the longer of both proofs", () => {
    const c = meter(None, generatorGood, (c) => {
      c.transfer.goal = Goal.Generator;
      c.transfer.refusal = Reason.DeadTime;
      c.evidence.out_dead_ticks = TICK_HZ;
    });
    const proof = c.evidence.utility;
    expect(countdown(c, 719, (tick) => (proof.proven_ticks = tick))).toEqual(downFrom(3));
    expect(explained(c)).toMatchObject({
      doing: Doing.ClosingGenerator,
      why: Why.Refused,
      a: Reason.DeadTime,
      next: Next.CloseSoon,
      total_s: 3,
    });
  });

  test("a source in the house, and the retry after an overload", () => {
    const waits: Spoil = (c) => {
      c.transfer.goal = Goal.Utility;
      c.transfer.refusal = Reason.BackVoltage;
    };
    const c = meter(None, utilityGood, waits);
    expect(countdown(c, 2399, (tick) => (c.evidence.out_dead_ticks = tick))).toEqual(downFrom(10));
    expect(explained(c)).toMatchObject({ a: Reason.BackVoltage, next: Next.WaitForDeadHouse });
    const overload = meter(None);
    const wait = 60 * TICK_HZ;
    const left = countdown(overload, wait, (tick) => {
      overload.stored.overload_wait_ticks = wait + 1 - tick;
    });
    expect(left).toEqual(downFrom(60));
    expect(explained(overload)).toMatchObject({ a: Reason.Overload, next: Next.RetryLater });
  });

  test("a house that does not go dead is a lock-out after four seconds", () => {
    const live: Spoil = (c) => {
      c.transfer.goal = Goal.Utility;
      c.transfer.refusal = Reason.LineOutLive;
      c.transfer.dark_ticks = 4 * TICK_HZ;
      c.evidence.out_live_ticks = 1;
      c.readings.out_pilots = 1;
    };
    expect(says(None, live).why).toBe(Why.Refused);
    const late = says(None, live, (c) => (c.transfer.dark_ticks += 1));
    expect(late).toMatchObject({ why: Why.LockOut, a: Reason.SourceInHouse, left_s: 1 });
    expect(late.advice).toBe(Advice.FindInnerSource);
    const blind = says(None, live, (c) => {
      c.transfer.dark_ticks += 1;
      c.readings.out_pilots = 0;
    });
    expect(blind, "a pulled lead blames nothing in the house").toMatchObject({
      why: Why.Refused,
      a: Reason.SensorLost,
      advice: Advice.CallUtility,
    });
  });
});

describe("advice", () => {
  const cord = [Reason.LegAngle, Reason.LegLost, Reason.NeutralNotValid, Reason.LegImbalance];
  const quiet = [Reason.NoVoltage, Reason.Lost];
  const engine = [
    Reason.Undervoltage,
    Reason.Overvoltage,
    Reason.FrequencyLow,
    Reason.FrequencyHigh,
    Reason.FrequencyRuns,
    Reason.Distorted,
    Reason.Unsteady,
  ];
  test.each([
    ...cord.map((reason) => [reason, Advice.CheckCord]),
    ...quiet.map((reason) => [reason, Advice.None]),
    ...engine.map((reason) => [reason, Advice.CheckGenerator]),
  ])("a generator rejected for reason %i gives advice %i", (reason, advice) => {
    const rejected: Spoil = (c) => {
      c.generator.live_ticks = TICK_HZ + 1;
      c.generator.reason = reason;
    };
    for (const x of [says(None, rejected), says(Utility, gridOut, rejected)]) {
      expect(x).toMatchObject({ why: Why.GeneratorFailed, a: reason, advice });
    }
  });

  test("stop a generator that the house no longer needs", () => {
    expect(says(Utility, utilityGood).advice).toBe(Advice.None);
    expect(says(Utility, utilityGood, generatorGood).advice).toBe(Advice.StopGenerator);
  });

  test("shed load on an overloaded generator, keep away from a panel without neutral", () => {
    const loaded: Spoil = (c) => (c.transfer.overload_warned = 1);
    expect(says(Generator, generatorGood, loaded).advice).toBe(Advice.ShedLoad);
    expect(says(Generator, generatorGood).advice, "just moved").toBe(Advice.OneAtATime);
    const later: Spoil = (c) => (c.transfer.connected_ticks = 60 * TICK_HZ);
    expect(says(Generator, generatorGood, later).advice).toBe(Advice.None);
    const open: Spoil = (c) => {
      c.utility.dropped_for = Reason.LegImbalance;
      c.utility.live_ticks = TICK_HZ;
    };
    expect(says(Utility, open).advice).toBe(Advice.NeutralAtPanel);
  });

  test("none is left over from the tick before", () => {
    const x = new Explanation();
    explain(meter(Utility, utilityGood, generatorGood), x);
    explain(meter(Utility, utilityGood), x);
    expect(x.advice).toBe(Advice.None);
  });
});

describe("a running pulse", () => {
  test.each<[Coil, Goal, Doing]>([
    [Coil.UtilityOpen, Goal.Generator, Doing.OpeningUtility],
    [Coil.GeneratorOpen, Goal.Utility, Doing.OpeningGenerator],
    [Coil.UtilityClose, Goal.Utility, Doing.ClosingUtility],
    [Coil.GeneratorClose, Goal.Generator, Doing.ClosingGenerator],
  ])("of coil %i towards goal %i is doing %i", (coil, goal, doing) => {
    const c = meter(None, utilityGood, generatorGood, (c) => (c.transfer.goal = goal));
    startPulse(c.pulse, coil);
    expect(explained(c).doing).toBe(doing);
  });
});

describe("what is said comes from the predicate that it names", () => {
  test("a sentence without a second number does not keep the one of the sentence before", () => {
    const x = new Explanation();
    explain(
      meter(Utility, utilityGood, (c) => (c.utility.reason = Reason.WideBand)),
      x,
    );
    expect(x).toMatchObject({ why: Why.UtilityPoor, b: Reason.WideBand });
    explain(meter(None), x);
    expect(x).toMatchObject({ why: Why.NoSource, a: 0, b: 0 });
  });

  test("a grid whose check is not over is being checked, not failed", () => {
    const checking: Spoil = (c) => (c.utility.reason = Reason.Settling);
    expect(says(Utility, checking).why).toBe(Why.UtilityChecked);
  });

  test("the generator is told with its own volts", () => {
    expect(
      says(Generator, utilityGood, generatorGood, latched(Latch.UtilityStuckOpen)),
    ).toMatchObject({ also: 0, why: Why.UtilityBlocked });
    expect(says(Generator, generatorGood)).toMatchObject({ why: Why.GeneratorGood, a: 238_000 });
  });

  test.each([Reason.Distorted, Reason.Unsteady, Reason.FrequencyRuns])(
    "a flaw (%i) that loads cause is one of a generator that feeds no house",
    (reason) => {
      const flawed: Spoil = (c) => (c.generator.reason = reason);
      const blocked: Spoil = (c) => (c.stored.latches = Latch.UtilityStuckOpen);
      expect(says(Generator, generatorGood, flawed, blocked).why).toBe(Why.GeneratorGood);
      const x = new Explanation();
      generatorIs(meter(None, generatorGood, flawed), x, Next.Nothing);
      expect(x).toMatchObject({ why: Why.GeneratorPoor, b: reason });
    },
  );

  test("only a generator that runs by itself is to be stopped", () => {
    expect(says(Utility, utilityGood, generatorGood).advice).toBe(Advice.StopGenerator);
    const fed: Spoil = (c) => (c.readings.generator_follows = 1);
    expect(says(Utility, utilityGood, generatorGood, fed).advice).toBe(Advice.None);
  });
});
