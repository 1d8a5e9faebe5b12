import { expect, test } from "vitest";
import { eventsCsv, field } from "./csv";

test.each([
  ["plain", "plain"],
  ["one, two", '"one, two"'],
  ['say "no"', '"say ""no"""'],
  ["two\nlines", '"two\nlines"'],
  ["=1+1", "'=1+1"],
  ["@home, now", '"\'@home, now"'],
  [-5, "-5"],
])("%j becomes %s", (value, written) => {
  expect(field(value)).toBe(written);
});

test("a file has a heading, CR LF, and a line for each event", () => {
  const at = "2026-11-22T16:22:41.000Z";
  const event = { at, time_ms: 12, id: "PowerUp", severity: "info" as const };
  const csv = eventsCsv([{ sequence: 1, ...event, sentence: "The meter has power, again." }]);
  expect(csv).toBe(
    "sequence,at,time_ms,severity,id,sentence\r\n" +
      `1,${at},12,info,PowerUp,"The meter has power, again."\r\n`,
  );
});
