import { expect, test } from "vitest";
import { FAULT_KINDS } from "@bptm/lab/scenario/faults";
import { Home } from "@bptm/twin/home/home";
import { faultLines } from "./bench-faults";

test("the bench offers every kind of fault that can be switched, under names of their own", () => {
  const ids = faultLines(new Home()).map(({ id }) => id);
  const offered = FAULT_KINDS.flatMap(({ kind }) => kind.offers ?? []);
  expect(ids).toEqual([...offered.map(({ id }) => id), "dryer-cord", "battery-takes-over"]);
  expect(new Set(ids).size).toBe(ids.length);
});

test("nothing is broken in a new home", () => {
  expect(faultLines(new Home()).filter(({ on }) => on)).toEqual([]);
});
