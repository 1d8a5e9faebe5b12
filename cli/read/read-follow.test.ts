import { expect, test } from "vitest";
import { EventLogs } from "@bptm/c12/records/event-log";
import { FollowedLog } from "./read-follow";

const POWER_UP = { number: 1, mfg: true };

function noted(logs: EventLogs, times: number): EventLogs {
  for (let n = 0; n < times; n++) logs.events.note(n, 0, POWER_UP, 0, 0);
  return logs;
}

const told = (
  followed: FollowedLog,
  logs: EventLogs,
): { readonly from: number; readonly to: number; readonly lost: number } => {
  const { entries, lost } = followed.news(logs.events.data());
  return { from: entries.at(0)?.sequence ?? 0, to: entries.at(-1)?.sequence ?? 0, lost };
};

test("each entry is told once; nothing new is nothing", () => {
  const followed = new FollowedLog();
  const logs = noted(new EventLogs(), 3);
  expect(told(followed, logs)).toEqual({ from: 1, to: 3, lost: 0 });
  expect(told(followed, logs)).toEqual({ from: 0, to: 0, lost: 0 });
  noted(logs, 2);
  expect(told(followed, logs)).toEqual({ from: 4, to: 5, lost: 0 });
});

test("a ring that went round between two looks is told with what is lost", () => {
  const followed = new FollowedLog();
  const logs = noted(new EventLogs(), 10);
  told(followed, logs);
  noted(logs, 300);
  expect(told(followed, logs)).toEqual({ from: 55, to: 310, lost: 44 });
});

test("an emptied log, and a meter that was begun anew", () => {
  const followed = new FollowedLog();
  const logs = noted(new EventLogs(), 5);
  told(followed, logs);
  noted(logs, 2).events.clear();
  expect(told(followed, logs)).toEqual({ from: 0, to: 0, lost: 0 });
  noted(logs, 1);
  expect(told(followed, logs).to).toBe(8);
  expect(told(followed, noted(new EventLogs(), 2))).toEqual({ from: 1, to: 2, lost: 0 });
});
