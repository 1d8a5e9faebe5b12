import { expect, test } from "vitest";
import { EventLogs } from "@bptm/c12/records/event-log";
import { FollowedLog } from "./read-follow";

const POWER_UP = { number: 1, mfg: true };

function noted(logs: EventLogs, times: number): EventLogs {
  for (let n = 0; n < times; n++) logs.events.note(n, 0, POWER_UP, 0, 0);
  return logs;
}

const newsOf = (
  followed: FollowedLog,
  logs: EventLogs,
): { readonly from: number; readonly to: number; readonly lost: number } => {
  const { entries, lost } = followed.news(logs.events.data());
  return { from: entries.at(0)?.sequence ?? 0, to: entries.at(-1)?.sequence ?? 0, lost };
};

test("each entry is returned once; without news there is none", () => {
  const followed = new FollowedLog();
  const logs = noted(new EventLogs(), 3);
  expect(newsOf(followed, logs)).toEqual({ from: 1, to: 3, lost: 0 });
  expect(newsOf(followed, logs)).toEqual({ from: 0, to: 0, lost: 0 });
  noted(logs, 2);
  expect(newsOf(followed, logs)).toEqual({ from: 4, to: 5, lost: 0 });
});

test("entries that a full ring overwrote between two readings are counted as lost", () => {
  const followed = new FollowedLog();
  const logs = noted(new EventLogs(), 10);
  newsOf(followed, logs);
  noted(logs, 300);
  expect(newsOf(followed, logs)).toEqual({ from: 55, to: 310, lost: 44 });
});

test("a cleared log, and a restarted meter", () => {
  const followed = new FollowedLog();
  const logs = noted(new EventLogs(), 5);
  newsOf(followed, logs);
  noted(logs, 2).events.clear();
  expect(newsOf(followed, logs)).toEqual({ from: 0, to: 0, lost: 0 });
  noted(logs, 1);
  expect(newsOf(followed, logs).to).toBe(8);
  expect(newsOf(followed, noted(new EventLogs(), 2))).toEqual({ from: 1, to: 2, lost: 0 });
});
