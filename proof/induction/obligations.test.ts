import { expect, test } from "vitest";
import { INVARIANTS } from "./invariants";
import { obligations } from "./obligations";
import { solve } from "../symbolic/solver";

const all = obligations();
const ask = (name: string): Promise<string> => {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no obligation ${name}`);
  return solve(found.formula, { solver: "npm", timeout_ms: 300_000 }).then(({ status }) => status);
};

test("each invariant has an obligation for both starts and for the tick", () => {
  const names = new Set(all.map(({ name }) => name));
  for (const { name } of INVARIANTS) {
    expect(names).toContain(`start: ${name}`);
    expect(names).toContain(`start at rest: ${name}`);
    expect(names).toContain(`tick: ${name}`);
  }
  expect(names.size).toBe(all.length);
});

test("every numbered invariant has an obligation, except those that are checked otherwise", () => {
  const numbers = new Set(all.flatMap(({ invariants }) => invariants));
  expect([...numbers].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 10, 11]);
});

test.each(["start: belief", "start: apart", "cut: apart", "invariant 7: kept"])(
  "%s has no counterexample",
  async (name) => {
    expect(await ask(name)).toBe("unsat");
  },
);

test("the assumptions are not vacuous: a close can begin", { timeout: 300_000 }, async () => {
  expect(await ask("possible: G closes")).toBe("sat");
});

test(
  "safety alone is not inductive: without the other invariants it has a counterexample",
  {
    timeout: 300_000,
  },
  async () => {
    const apart = all.find(({ name }) => name === "tick: apart");
    // The first term is the invariants, the last negates the claim, the others constrain choices.
    const bare = apart?.formula.slice(1) ?? [];
    const { status } = await solve(bare, { solver: "npm", timeout_ms: 300_000 });
    expect(status).toBe("sat");
  },
);
