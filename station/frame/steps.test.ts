/** Every ending of the sentence has its plan, with the seconds of the explanation. */
import { Doing, Next, Reason, Why } from "@bptm/core/lists/codes";
import { Meter } from "@bptm/core/meter";
import type { Explanation } from "@bptm/core/explain/explanation";
import { expect, test } from "vitest";
import { stepsOf } from "./steps";

function steps(said: Partial<Explanation>): ReturnType<typeof stepsOf> {
  const meter = new Meter();
  Object.assign(meter.explanation, { doing: Doing.Dark, why: Why.LockOut, ...said });
  return stepsOf(meter);
}

test("a hold shows its own length, and ends by itself", () => {
  const said = { next: Next.HoldEnds, a: Reason.TransfersPerHour, left_s: 300, total_s: 600 };
  const [cause, wait] = steps({ ...said, why: Why.GeneratorBlocked });
  expect(cause).toMatchObject({ title: "Transfers are held", state: "done" });
  expect(wait).toMatchObject({ note: "300 of 600 s", state: "current", percent: 50 });
});

test("a source in the house that came back for the third time: an hour of a dead house", () => {
  const said = { next: Next.WaitForDeadHouse, a: Reason.SourceInHouse, total_s: 3600 };
  const [live] = steps({ ...said, left_s: 3600 });
  expect(live).toMatchObject({ note: "the house is still live", state: "current" });
  const [, dead] = steps({ ...said, left_s: 900 });
  expect(dead).toMatchObject({ note: "3600 s without a break", state: "current", percent: 75 });
});

test.each([
  [Next.WaitForOrder, "Cleared by an order"],
  [Next.WaitForClear, "Call the utility"],
])("ending %i says who ends it", (next, title) => {
  const plan = steps({ next, a: Reason.Contradiction });
  expect(plan[0]).toMatchObject({ title: "Find the cause", state: "current" });
  expect(plan[1]?.title).toBe(title);
});

test("without a generator nothing is done yet", () => {
  const plan = steps({ next: Next.WaitForGenerator, why: Why.UtilityFailed });
  expect(plan[0]).toMatchObject({ title: "Turn off big loads", state: "current" });
  expect(plan.slice(1).every(({ state }) => state === "next")).toBe(true);
});
