import { expect, test } from "vitest";
import { constant, eq, slt, variable } from "@bptm/proof/symbolic/term";
import { ModelSearch } from "./mutant-search";

const x = variable("x");
const small = slt(x, constant(10));

test("values are found that fit the assumptions and satisfy one of the terms", () => {
  const search = new ModelSearch([new Map([["x", 0]])]);
  const found = search.find([small], [eq(x, constant(11)), eq(x, constant(9))]);
  expect([found?.model.get("x"), found?.at]).toEqual([9, 1]);
});

test("nothing that contradicts the assumptions is found, and nothing without a seed", () => {
  expect(new ModelSearch([new Map([["x", 0]])]).find([small], [eq(x, constant(11))])).toBe(
    undefined,
  );
  expect(new ModelSearch([]).find([small], [small])).toBe(undefined);
});
