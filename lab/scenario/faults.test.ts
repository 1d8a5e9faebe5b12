import { expect, test } from "vitest";
import { Home } from "@bptm/twin/home/home";
import { conditionSchema } from "./condition";
import { FAULT_ENDS, FAULT_KINDS } from "./faults";
import { actionsOf } from "./stimulus";
import type { Subject } from "./stimulus";

const name = ({ part, name: kind }: (typeof FAULT_KINDS)[number]): string => `${part}: ${kind}`;

test("the table holds what it held when this was written, or more", () => {
  expect(FAULT_KINDS.length).toBeGreaterThanOrEqual(32);
  expect(FAULT_ENDS.length).toBeGreaterThanOrEqual(11);
});

test("every kind is a word of conditions", () => {
  for (const { part, name: kind } of FAULT_KINDS) {
    expect(actionsOf(part as Subject)).toContain(kind);
    const [entry] = conditionSchema.shape.timeline.parse([{ at: 1, [part]: kind }]);
    expect(entry).toHaveProperty(part, kind);
  }
});

test("what is offered holds once it is set, and not before it nor after its end", () => {
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
