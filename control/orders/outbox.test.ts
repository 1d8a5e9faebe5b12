import { expect, test } from "vitest";
import { Outbox } from "./outbox";

const EVENT = { sample: 1, at_ms: 2, sequence: 3, code: 4, a: 5, b: 6 };

test("events stay until they are taken, and have numbers without a gap", () => {
  const outbox = new Outbox();
  expect([outbox.add(EVENT).number, outbox.add(EVENT).number]).toEqual([1, 2]);
  outbox.taken(1);
  expect(outbox.kept.map(({ number }) => number)).toEqual([2]);
  outbox.taken(9);
  expect(outbox.add(EVENT).number).toBe(3);
  expect(outbox.kept).toHaveLength(1);
});

test("the oldest is lost first, and the gap shows", () => {
  const outbox = new Outbox();
  for (let n = 0; n < 8200; n += 1) outbox.add(EVENT);
  expect(outbox.kept).toHaveLength(8192);
  expect(outbox.kept[0]?.number).toBe(9);
});
