import * as fc from "fast-check";
import { expect, test } from "vitest";
import { eventName, logEntries } from "./log-entries";
import type { LogData, LogEntry } from "../tables/table-logs";

const SEED = Date.now() % 1_000_000;
console.log(`seed of the log entries: ${SEED}`);

const entry = (number: number): LogEntry => ({
  time: number * 60,
  event_number: undefined,
  seq_nbr: number & 0xffff,
  user_id: 0,
  code: { tbl_proc_nbr: number % 100, std_vs_mfg_flag: number % 2 === 0, selector: 0 },
  argument: Uint8Array.of(number & 0xff),
});

/** A log of so many places, whose newest entry has this number and stands at this place. */
function logOf(places: number, written: number, at: number, newest_first: boolean): LogData {
  const valid = Math.min(places, written);
  const entries = Array.from({ length: places }, () => entry(0));
  for (let age = 0; age < valid; age++) {
    const place = at + (newest_first ? age : -age) + places;
    entries[place % places] = entry(written - age);
  }
  return {
    flags: {
      order: newest_first,
      overflow_flag: false,
      list_type: true,
      inhibit_overflow_flag: false,
    },
    nbr_valid_entries: valid,
    last_entry_element: at,
    last_entry_seq_nbr: written,
    nbr_unread_entries: 0,
    entries,
  };
}

test("any ring in either direction: oldest first, with numbers beyond 16 bits", () => {
  const ring = fc.record({
    places: fc.integer({ min: 1, max: 40 }),
    written: fc.integer({ min: 0, max: 200_000 }),
    turn: fc.nat(1000),
    newest_first: fc.boolean(),
  });
  fc.assert(
    fc.property(ring, ({ places, written, turn, newest_first }) => {
      const read = logEntries(logOf(places, written, turn % places, newest_first));
      const first = Math.max(1, written - places + 1);
      const expected = Array.from({ length: written - first + 1 }, (_, n) => first + n);
      expect(read.map(({ sequence }) => sequence)).toEqual(expected);
      expect(read.map(({ time_s }) => time_s)).toEqual(expected.map((number) => number * 60));
    }),
    { seed: SEED },
  );
});

test("standard events have standard names, and this meter's events their own", () => {
  const named = (code: number, own: boolean, ours: boolean): string => {
    const [one] = logEntries(logOf(1, 1, 0, false));
    return one === undefined ? "none" : eventName({ ...one, code, own }, ours);
  };
  expect(named(1, false, false)).toBe("power down");
  expect(named(10, true, true)).toBe("UtilityLost");
  expect(named(10, true, false)).toBe("");
  expect(named(999, false, true)).toBe("");
});
