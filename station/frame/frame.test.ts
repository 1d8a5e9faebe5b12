import { Bench } from "@bptm/lab/run/bench";
import { Meter } from "@bptm/core/meter";
import { Doing, Next, Reason, Why } from "@bptm/core/lists/codes";
import { Connected } from "@bptm/core/control/control";
import { NeutralState } from "@bptm/core/measure/neutral";
import { Position } from "@bptm/core/control/position";
import { UNKNOWN } from "@bptm/core/hardware/units";
import { describe, expect, test } from "vitest";
import type { Frame } from "../wire/api";
import { BreakerEstimate } from "./breaker-estimate";
import { frameOf } from "./frame";
import { Latch } from "@bptm/core/lists/latches";

function frameNow(meter: Meter, powered = true): Frame {
  return frameOf({
    meter,
    contact: true,
    powered,
    sequence: 1,
    at: "2026-11-22T16:22:41.000Z",
    time_ms: 0,
    name: "Twin",
    serial: "2S 007 310",
    breaker: new BreakerEstimate(),
    events: [],
    transfer: null,
    recorded_until_s: 1_795_364_100,
  });
}

/** A home in plain TypeScript. */
function home(): Bench {
  return new Bench({
    seed: 7310,
    house: "standard",
    generator: "open-frame-7500",
    engine: "typescript",
  });
}

const says = (frame: Frame): string => frame.sentence.map(({ text }) => text).join("");

describe("a home on a quiet grid", () => {
  const bench = home();
  bench.advance(4000);
  const frame = frameNow(bench.meter);

  test("is on the grid, measured on both legs", () => {
    expect(frame.tone).toBe("utility");
    expect(says(frame)).toMatch(/^On the grid\. The grid is well at 2\d\d\.\d V\.$/);
    expect(frame.utility).toMatchObject({ state: "live", word: "feeds the house" });
    expect(frame.house).toMatchObject({ state: "live", word: "on the grid", source: "utility" });
    expect(frame.house.legs[0].volts).toBeGreaterThan(115);
    expect(frame.house.legs[0].watts).toBeGreaterThan(300);
    expect(frame.neutral).toBe("valid");
    expect(frame.count).toBeNull();
    expect(frame.meter.twin).toBe(false);
    expect(frame.recorded_until).toBe("2026-11-22T16:15:00.000Z");
    expect(frame).not.toHaveProperty("bench");
  });

  test("a dead generator has no frequency and no state of its own", () => {
    expect(frame.generator).toMatchObject({ state: "dead", word: "no voltage at the meter" });
    expect(frame.generator.hertz).toBeNull();
  });

  test("steps say what to do if it fails, and none is in progress", () => {
    expect(frame.steps[0]?.title).toBe("If the grid fails");
    expect(new Set(frame.steps.map(({ state }) => state))).toEqual(new Set(["next"]));
  });

  test("an open switch that has not been pulsed is open by its contacts, and not proven", () => {
    expect(frame.switch_g).toMatchObject({ poles: ["open", "open"], proven: false });
    expect(frame.switch_g.word).toBe("open, not proven yet");
  });
});

test("the present state of the same meter without power is unknown", () => {
  const bench = home();
  bench.advance(1500);
  const frame = frameNow(bench.meter, false);
  expect(frame.meter.powered).toBe(false);
  expect(frame.tone).toBe("dark");
  const numbers = JSON.stringify([frame.utility, frame.generator, frame.house, frame.headroom]);
  expect(numbers).not.toMatch(/\d\d/);
  expect(frame.lights.map(({ state }) => state)).toEqual(["off", "off", "off"]);
});

test("something in the house feeds it: alarm, locked, bypassing the meter", () => {
  const bench = home();
  bench.advance(3000);
  bench.apply({ utility: "cut" });
  bench.advance(3000);
  // The dryer's generator wakes the meter, which opens U, and sleeps again until the grid is back.
  bench.apply({ inside: "dryer-start", hz: 57.8 });
  bench.advance(4000);
  bench.apply({ utility: "restore" });
  bench.advance(8000);
  const frame = frameNow(bench.meter);
  expect(frame.house).toMatchObject({ source: "inside", word: "fed from inside" });
  expect(frame.house.legs[0].amps).toBeNull();
  expect(frame.switch_u.word).toBe("open, locked");
  expect(frame.tone).toBe("alarm");
  expect(frame.steps[0]).toMatchObject({ title: "Switch that source off", state: "current" });
  expect(frame.advice).toMatch(/^Switch off what feeds the house/);
  expect(frame.headroom.note).toBe(
    "The house draws from its own source, which bypasses the meter.",
  );
});

/** A meter as no sample has reached it yet, with what a test gives it. */
function meter(change: (meter: Meter) => void): Meter {
  const made = new Meter();
  for (const point of [made.estimate.utility, made.estimate.generator, made.estimate.out]) {
    point.pilots = 3;
  }
  change(made);
  return made;
}

describe("what is not known is null", () => {
  const live = (made: Meter): void => {
    made.estimate.utility.line_mv = 240_000;
    made.estimate.utility.leg1_mv = 120_000;
    made.estimate.utility.leg2_mv = 120_000;
    made.estimate.utility.current1_ma = 5000;
  };

  test("legs without a valid neutral; their currents need none", () => {
    const frame = frameNow(meter(live));
    expect(frame.utility.line_volts).toBe(240);
    expect(frame.utility.legs[0]).toEqual({ volts: null, amps: 5, watts: null });
    expect(frame.neutral).toBe("not tested");
  });

  test("legs with one", () => {
    const frame = frameNow(
      meter((made) => {
        live(made);
        made.neutral.utility.state = NeutralState.Valid;
        made.neutral.reference = NeutralState.Valid;
      }),
    );
    expect(frame.utility.legs[0].volts).toBe(120);
    expect(frame.generator.legs[0].volts).toBe(0);
  });

  test("a measuring point with a broken lead", () => {
    const frame = frameNow(
      meter((made) => {
        live(made);
        made.estimate.utility.pilots = 1;
      }),
    );
    expect(frame.utility).toMatchObject({ state: "unknown", line_volts: null, hertz: null });
    expect(frame.utility.word).toBe("unknown: a sensor lead is broken");
  });

  test("a value that the core marks so", () => {
    const frame = frameNow(
      meter((made) => {
        made.estimate.utility.current1_ma = UNKNOWN;
      }),
    );
    expect(frame.utility.legs[0].amps).toBeNull();
  });
});

describe("switches", () => {
  test("poles that disagree are named one by one", () => {
    const frame = frameNow(
      meter((made) => {
        const u = made.control.position_u;
        u.position = Position.Split;
        u.pole1 = Position.Open;
        u.pole2 = Position.Closed;
      }),
    );
    expect(frame.switch_u.word).toBe("pole 1 open, pole 2 closed");
  });

  test("contacts that contradict voltages give no position", () => {
    const frame = frameNow(
      meter((made) => {
        const u = made.control.position_u;
        u.position = u.pole1 = u.pole2 = Position.Open;
        u.contradiction = 1;
      }),
    );
    expect(frame.switch_u).toMatchObject({ poles: ["unknown", "unknown"], word: "unknown" });
  });
});

describe("lock-outs and counts", () => {
  test("one that only an order clears: its cause first, no countdown", () => {
    const frame = frameNow(
      meter((made) => {
        made.control.stored.latches = Latch.UtilityStuckClosed;
        const x = made.explanation;
        x.doing = Doing.LockedOut;
        x.why = Why.LockOut;
        x.a = Reason.UtilityStuckClosed;
        x.next = Next.WaitForOrder;
      }),
    );
    expect(frame.tone).toBe("alarm");
    expect(frame.count).toBeNull();
    expect(frame.steps[0]).toMatchObject({
      title: "Find the cause",
      note: "the service switch does not open",
      state: "current",
    });
    expect(frame.display[0]).toMatchObject({ code: "E8", value: "86 30" });
  });

  test("the number is the one of the sentence", () => {
    const frame = frameNow(
      meter((made) => {
        const x = made.explanation;
        x.doing = Doing.OnGenerator;
        x.why = Why.UtilityReturning;
        x.a = 239_000;
        x.next = Next.ReturnToUtility;
        x.left_s = 19;
        x.total_s = 60;
        made.control.transfer.connected = Connected.Generator;
      }),
    );
    expect(says(frame)).toContain("in 19 s");
    expect(frame.count).toMatchObject({ value: 19, unit: "s" });
    expect(frame.steps[0]).toMatchObject({ note: "41 of 60 s", percent: 68, state: "current" });
  });
});
