import { expect, test } from "vitest";
import { Log, collect } from "./log";
import { Raised, raise } from "./raise";
import { copyRaised, copyStored } from "./copies";
import { Stored } from "./store";
import { copySettings } from "../lists/copies";
import { Settings } from "../lists/settings";

/** Gives every field a value of its own. */
function numbered<T extends object>(record: T): T {
  for (const [at, key] of Object.keys(record).entries()) Object.assign(record, { [key]: at + 7 });
  return record;
}

test.each<[string, () => object, (to: never, from: never) => void]>([
  ["the store's record", () => new Stored(), copyStored],
  ["the settings", () => new Settings(), copySettings],
  ["the events of a tick", () => new Raised(), copyRaised],
])("every field of %s is copied to its own place", (_, blank, copy) => {
  const from = numbered(blank());
  const to = blank();
  copy(to as never, from as never);
  expect({ ...to }).toEqual({ ...from });
});

test("a tick keeps six events in their order, and drops a seventh", () => {
  const r = new Raised();
  const sent = [1, 2, 3, 4, 5, 6, 7].map((n) => [100 + n, 10 * n, 10 * n + 1] as const);
  for (const [code, a, b] of sent) raise(r, code, a, b);
  expect(r.count).toBe(6);
  const log = new Log();
  collect(log, r, 42);
  expect([r.count, log.sequence]).toEqual([0, 6]);
  const kept = [1, 2, 3, 4, 5, 6].map((n) => Array.from(log.entries.slice(5 * n, 5 * n + 5)));
  expect(kept).toEqual(sent.slice(0, 6).map(([code, a, b], at) => [at + 1, 42, code, a, b]));
});
