import { collect, Log } from "@bptm/core/storage/log";
import { raise, Raised } from "@bptm/core/storage/raise";
import { expect, test } from "vitest";
import { Drain } from "./drain";

function say(log: Log, tick: number, ...codes: number[]): void {
  const raised = new Raised();
  for (const code of codes) raise(raised, code, code * 10, 0);
  collect(log, raised, tick);
}

test("every event is read once and in order, also in a long run", () => {
  const log = new Log();
  const drain = new Drain(log, 1);
  const taken: number[] = [];
  for (let tick = 1; tick <= 500; tick++) {
    say(log, tick, 1, 2, 3);
    taken.push(...drain.take(log, 1, tick).map(({ sequence }) => sequence));
  }
  expect(taken).toEqual(Array.from({ length: 1500 }, (_, at) => at + 1));
  expect(drain.take(log, 1, 501)).toEqual([]);
});

test("after a power cut sequence numbers may go back, and only new events are read", () => {
  const log = new Log();
  const drain = new Drain(log, 1);
  say(log, 1, 1);
  say(log, 50, 10, 11);
  expect(drain.take(log, 1, 0)).toHaveLength(3);
  // The store held only the first event when the power failed.
  log.sequence = 1;
  say(log, 1, 82, 1);
  const events = drain.take(log, 2, 9);
  expect(events.map(({ sequence, code }) => [sequence, code])).toEqual([
    [2, 82],
    [3, 1],
  ]);
  expect(events[1]).toMatchObject({ id: "PowerUp", time_ms: 9, a: 10 });
});

test("two restarts in a row give two PowerUp events", () => {
  const log = new Log();
  const drain = new Drain(log, 1);
  say(log, 1, 1);
  expect(drain.take(log, 1, 0)).toHaveLength(1);
  say(log, 1, 1);
  expect(drain.take(log, 2, 0).map(({ sequence }) => sequence)).toEqual([2]);
  say(log, 1, 1);
  expect(drain.take(log, 3, 0).map(({ sequence }) => sequence)).toEqual([3]);
});
