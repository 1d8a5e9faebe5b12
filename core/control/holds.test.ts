import { describe, expect, test } from "vitest";
import { Reason } from "../lists/codes";
import { SHORT_BOOTS_MAX } from "../hardware/hardware";
import { Control } from "./control";
import { holdSeconds, holdTicks } from "./holds";
import { blocksGenerator } from "./latches";
import { watchOverload } from "./overload";
import { remember } from "./trust";

type Stored = Partial<Control["stored"]>;

function held(stored: Stored): Control {
  const c = new Control();
  Object.assign(c.stored, stored);
  return c;
}

/** Ticks until the generator is no longer blocked for this reason. */
function blockedTicks(c: Control, reason: Reason): number {
  let ticks = 0;
  while (blocksGenerator(c) === reason) {
    remember(c);
    watchOverload(c);
    ticks += 1;
  }
  return ticks;
}

describe("the count of a hold is that of the timer that ends it", () => {
  test.each<[string, Reason, Stored]>([
    ["an overload", Reason.Overload, { overload_retries: 2, overload_wait_ticks: 777 }],
    ["three attempts", Reason.TooManyAttempts, { sequences: 3, sequences_ticks: 100_000 }],
    ["more of them", Reason.TooManyAttempts, { sequences: 5, sequences_ticks: 1000 }],
    [
      "a generator that failed again and again",
      Reason.TransfersPerHour,
      { generator_failed: 1, transfers: 8, transfers_ticks: 5000 },
    ],
    ["short boots", Reason.ShortBoots, { short_boots: SHORT_BOOTS_MAX + 1, minute_ticks: 4000 }],
  ])("%s", (_, reason, stored) => {
    // The other timers run as well, and none of them may be taken for it.
    const c = held({ minute_ticks: 1234, ...stored });
    c.settings.transfers_per_hour = 8;
    expect(blocksGenerator(c)).toBe(reason);
    const told = holdTicks(c, reason);
    expect(blockedTicks(c, reason)).toBe(told);
  });
});

test("the whole length of a hold is that of its timer from the start", () => {
  const c = new Control();
  c.settings.transfers_per_hour = 8;
  expect(holdSeconds(c, Reason.TransfersPerHour)).toBe(3600 / 8);
  expect(holdSeconds(c, Reason.TooManyAttempts)).toBe(600);
  expect(holdSeconds(c, Reason.ShortBoots)).toBe(60);
  c.stored.overload_retries = 1;
  expect(holdSeconds(c, Reason.Overload)).toBe(c.settings.overload_retry_s);
  expect(holdTicks(c, Reason.Contradiction)).toBe(0);
});
