import { expect, test } from "vitest";
import { invariantsOf } from "./invariants";
import { KnownModels, solveQuery } from "./prove-obligations";
import { ALONE, PAIRED } from "./scopes";
import { FALSE } from "../symbolic/term";
import { obligations } from "./obligations";
import { solve } from "../symbolic/solver";
import { openCore } from "../symbolic/symbolic-meter";

const all = obligations();
const ask = (name: string): Promise<string> => {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no obligation ${name}`);
  return solve(found.formula, { solver: "npm", timeout_ms: 300_000 }).then(({ status }) => status);
};

test("each invariant has an obligation for both starts and for the tick", () => {
  const names = new Set(all.map(({ name }) => name));
  for (const [scope, prefix] of [
    [ALONE, ""],
    [PAIRED, "two faults: "],
  ] as const) {
    for (const { name } of invariantsOf(scope)) {
      expect(names).toContain(`${prefix}start: ${name}`);
      expect(names).toContain(`${prefix}start at rest: ${name}`);
      expect(names).toContain(`${prefix}tick: ${name}`);
    }
  }
  expect(names.size).toBe(all.length);
});

test("every numbered invariant has an obligation, except those that are checked otherwise", () => {
  const numbers = new Set(all.flatMap(({ invariants }) => invariants));
  expect([...numbers].toSorted((a, b) => a - b)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
  ]);
});

test.each([
  "start: belief",
  "start: apart",
  "cut: apart",
  "invariant 7: kept",
  "latches: stand",
  "latches: forbid",
  "told: latches",
  "told: return",
  "well: utility",
  "invariant 9: fed back",
  "invariant 12: opens",
  "invariant 13: utility",
  "two faults: tick: barred",
  "two faults: invariant 1",
  "two faults: invariant 3",
])("%s has no counterexample", { timeout: 300_000 }, async (name) => {
  expect(await ask(name)).toBe("unsat");
});

test("two faults without the interlock have a counterexample", { timeout: 300_000 }, async () => {
  const two = obligations(openCore(), [{ ...ALONE, faults_max: 2 }]);
  const apart = two.find(({ name }) => name === "tick: belief");
  const { status } = await solve(apart?.formula ?? [], { solver: "npm", timeout_ms: 300_000 });
  expect(status).toBe("sat");
});

test(
  "the assumptions are not vacuous: a close can begin, also under each single fault",
  {
    timeout: 300_000,
  },
  async () => {
    const models = new KnownModels();
    const options = { solver: "npm", timeout_ms: 300_000 } as const;
    const covers = all.filter(({ name }) => /^possible.* G closes$/.test(name));
    expect(covers.length).toBeGreaterThan(25);
    for (const obligation of covers) {
      // One after the other: the model of the first satisfies the others with their fault.
      const { status, example } = await solveQuery({ obligation, solver: "npm" }, options, models);
      expect([obligation.name, status]).toEqual([obligation.name, "proven"]);
      expect(example).toBeDefined();
    }
  },
);

test("a cover that contradicts the assumptions is refuted", async () => {
  const cover = all.find(({ name }) => name === "possible: G closes");
  if (cover === undefined) throw new Error("no cover");
  const impossible = { ...cover, formula: [...cover.formula, FALSE] };
  const { status } = await solveQuery(
    { obligation: impossible, solver: "npm" },
    { solver: "npm", timeout_ms: 1000 },
  );
  expect(status).toBe("refuted");
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
