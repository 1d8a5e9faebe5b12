import { expect, test } from "vitest";
import { Journal } from "./journal";

const START_MS = Date.UTC(2026, 10, 22, 16, 0, 0);

test("lines are newest first, numbered, and dated by simulated time", () => {
  const journal = new Journal(START_MS);
  journal.add(0, "PowerUp", "info", "One.");
  journal.add(61_500, "UtilityLost", "warning", "Two.");
  expect(journal.lines.map(({ sequence, at }) => [sequence, at])).toEqual([
    [2, "2026-11-22T16:01:01.500Z"],
    [1, "2026-11-22T16:00:00.000Z"],
  ]);
});

test("the meter's events are shown as plain text", () => {
  const journal = new Journal(START_MS);
  const event = { time_ms: 100, sequence: 7, code: 43, id: "UtilityClosed", a: 3020, b: 0 };
  journal.addEvents([{ ...event, severity: "info" }], 5000);
  expect(journal.lines[0]).toMatchObject({
    sequence: 1,
    time_ms: 5100,
    sentence: "On the grid. Service switch closed, both poles; 3.02 s dark.",
  });
});

test("the journal keeps the newest two thousand lines", () => {
  const journal = new Journal(START_MS);
  for (let line = 0; line < 2500; line += 1) journal.add(line, "PowerUp", "info", "Again.");
  expect(journal.lines).toHaveLength(2000);
  expect(journal.lines[0]?.sequence).toBe(2500);
});
