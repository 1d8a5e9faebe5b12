/** Each solver on what it must prove, must refute, cannot read and cannot finish. */
import { describe, expect, test } from "vitest";
import { needs } from "../needs";
import { askValues, readValues, smtlib } from "@bptm/proof/symbolic/smtlib";
import { solve, solveText } from "@bptm/proof/symbolic/solver";
import type { SolverName } from "@bptm/proof/symbolic/solver";
import {
  FALSE,
  TRUE,
  and,
  arithmetic,
  constant,
  eq,
  not,
  slt,
  variable,
} from "@bptm/proof/symbolic/term";

const PATIENCE_MS = 30_000;
const x = variable("x.y");
const z = variable("z z");

/** A product of two unknown numbers that no solver takes apart in a tenth of a second. */
const HARD = [
  eq(arithmetic("mul", arithmetic("mul", x, x), arithmetic("mul", z, z)), constant(0x6eca9d31)),
  not(eq(arithmetic("mul", x, z), arithmetic("mul", z, arithmetic("srem", x, z)))),
  eq(arithmetic("sdiv", arithmetic("mul", x, arithmetic("mul", x, x)), z), constant(77_777)),
];

function answers(solver: SolverName): void {
  const options = { solver, timeout_ms: PATIENCE_MS };

  test("unsat", async () => {
    const below = slt(arithmetic("add", x, constant(1)), x);
    const found = await solve([below, slt(x, constant(5)), slt(constant(0), x)], options);
    expect(found).toMatchObject({ status: "unsat" });
    expect(found.solver_version).toMatch(/\d/);
  });

  test("sat, with values that make it true", async () => {
    const product = arithmetic("mul", x, z);
    const found = await solve(
      [eq(product, constant(-77)), slt(x, constant(0)), slt(constant(-12), x), not(eq(x, z))],
      options,
    );
    expect(found.status).toBe("sat");
    const [a, b] = [found.model?.get("x.y") ?? 0, found.model?.get("z z") ?? 0];
    expect(Math.imul(a, b)).toBe(-77);
    expect(a).toBeLessThan(0);
  });

  test("what is no problem fails, even when a contradiction follows", async () => {
    const problem = "(set-logic QF_BV)\n(assert (nonsense 1))\n(assert false)\n";
    const found = await solveText({ problem, values: undefined }, options);
    expect(found.status).toBe("failed");
    expect(found.detail).toMatch(/error/i);
  });

  test("too little time", async () => {
    const found = await solve(HARD, { solver, timeout_ms: 100 });
    expect(found.status).toBe("timeout");
  });
}

describe("npm's z3", () => answers("npm"));
needs("z3", "z3")("Debian's z3", () => answers("z3"));
needs("cvc5", "cvc5")("Debian's cvc5", () => answers("cvc5"));

test.each(["no-such-program", "/bin/false", "/bin/echo"])("%s proves nothing", async (program) => {
  const question = { problem: "(assert false)\n", values: undefined };
  const found = await solveText(question, { solver: "z3", timeout_ms: PATIENCE_MS }, program);
  expect(found.status).toBe(program === "no-such-program" ? "missing" : "failed");
});

test("constants need no solver", async () => {
  const options = { solver: "npm", timeout_ms: 1 } as const;
  expect(await solve([TRUE, FALSE], options)).toMatchObject({ status: "unsat" });
});

test("text: shared terms once, odd names quoted, values read back signed", () => {
  const sum = arithmetic("add", x, z);
  const text = smtlib([and(slt(sum, constant(-1)), slt(x, sum))]);
  expect(text.match(/bvadd/g)).toHaveLength(1);
  expect(text).toContain("(declare-fun |z z| () (_ BitVec 32))");
  expect(text).toContain("#xffffffff");
  expect(askValues([])).toBeUndefined();
  expect(readValues("((x.y #xffffffff)\n (|z z| #b00000000000000000000000000000101))")).toEqual(
    new Map([
      ["x.y", -1],
      ["z z", 5],
    ]),
  );
});
