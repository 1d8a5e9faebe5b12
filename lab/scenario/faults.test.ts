import { expect, test } from "vitest";
import { Home } from "@bptm/twin/home/home";
import { conditionSchema } from "./condition";
import { FAULT_ENDS, FAULT_KINDS } from "./faults";
import { actionsOf } from "./stimulus";
import type { Subject } from "./stimulus";

const name = ({ part, name: kind }: (typeof FAULT_KINDS)[number]): string => `${part}: ${kind}`;

test("the table has at least the known kinds", () => {
  expect(FAULT_KINDS.length).toBeGreaterThanOrEqual(32);
  expect(FAULT_ENDS.length).toBeGreaterThanOrEqual(11);
});

test("every kind is an action in conditions", () => {
  for (const { part, name: kind } of FAULT_KINDS) {
    expect(actionsOf(part as Subject)).toContain(kind);
    const [entry] = conditionSchema.shape.timeline.parse([{ at: 1, [part]: kind }]);
    expect(entry).toHaveProperty(part, kind);
  }
});

test("an offered fault holds after it is set, and neither before nor after it is cleared", () => {
  for (const { kind, ...one } of FAULT_KINDS) {
    const { offers = [], holds, set, clear, not_offered } = kind;
    expect([name({ kind, ...one }), offers.length > 0]).toEqual([
      name({ kind, ...one }),
      not_offered === undefined,
    ]);
    for (const { id, values } of offers) {
      const home = new Home();
      const seen = [holds?.(home, values)];
      set(home, values);
      seen.push(holds?.(home, values));
      clear(home, values);
      seen.push(holds?.(home, values));
      expect([id, ...seen]).toEqual([id, false, true, false]);
    }
  }
});
