import { expect, test } from "vitest";
import { stampOf } from "./comtrade-date";

test.each([
  ["25/05/2017,08:13:16.587000", false, "2017-05-25T08:13:16.587000"],
  ["05/25/91,08:13:16.587", true, "1991-05-25T08:13:16.587"],
  ["03/04/91,00:00:00", true, "1991-03-04T00:00:00"],
  ["03/04/1999,00:00:00", false, "1999-04-03T00:00:00"],
  // Either order is wrong for its revision; only one of them is a date.
  ["25/05/99,1:2:3.5", true, "1999-05-25T01:02:03.5"],
  ["05/25/2001,01:02:03", false, "2001-05-25T01:02:03"],
  ["2011-12-01, 05:55:30.075011", false, "2011-12-01T05:55:30.075011"],
  ["01/01/05,00:00:00,5", false, "2005-01-01T00:00:00.5"],
])("%s with the month first: %s", (line, monthFirst, text) => {
  expect(stampOf(line, monthFirst)?.text).toBe(text);
});

test("text that is not a date is rejected", () => {
  for (const line of ["", ",", "31/02/2000,00:00:00", "ASCII", "60,100"]) {
    expect(stampOf(line, false)).toBeUndefined();
  }
});

test("nine decimals mean nanoseconds, and differences are exact to microseconds", () => {
  expect(stampOf("01/01/2019,00:00:00.000000000", false)?.nanoseconds).toBe(true);
  const one = stampOf("25/05/2017,08:13:16.587000", false)?.ms ?? 0;
  const two = stampOf("25/05/2017,08:13:16.677000", false)?.ms ?? 0;
  expect(two - one).toBeCloseTo(90, 3);
});
