import type { Condition } from "@bptm/lab/scenario/condition";
import { expect, test } from "vitest";
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

function run(condition: Condition): LiveCondition {
  const live = new LiveCondition(condition);
  while (live.running) {
    live.bench.stage.advance(Math.min(4800, live.samplesToStop));
    live.look();
  }
  return live;
}

test("a condition that holds says so", () => {
  const live = new LiveCondition(OUTAGE);
  expect(live.state()).toMatchObject({ state: "running", note: "0 of 12 s" });
  expect(run(OUTAGE).state()).toMatchObject({
    id: "T-1",
    state: "pass",
    note: "2 expectations and all invariants held",
  });
});

test("one that does not says what was expected and what was seen", () => {
  const { state, note } = run({ ...OUTAGE, expect: [{ powered: false, at_s: 2 }] }).state();
  expect(state).toBe("fail");
  expect(note).toBe("at 2 s powered false, but true");
});

test("afterwards the home lives on, and is looked at no more", () => {
  const live = run(OUTAGE);
  expect(live.samplesToStop).toBe(Infinity);
  live.bench.advance(1000);
  live.look();
  expect(live.state().state).toBe("pass");
});
