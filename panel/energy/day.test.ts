import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IntervalLine } from "@bptm/station/wire/api";
import { cellsOf, dayOf, dayStart, dayText, QUARTERS, quarterText, ticks, together } from "./day";
import { COUNTDOWN, INTERVALS } from "../base/fixtures";

const start = (): number => {
  const found = dayStart(COUNTDOWN.at, COUNTDOWN.recorded_until);
  if (found === null) throw new Error("The fixture has no time.");
  return found;
};
const day = dayOf(INTERVALS, start());

const amount = fc.option(fc.nat({ max: 50_000 }));
/** Lines at any quarter hours of three days, some twice, the day of the strip in the middle. */
const lines = fc.array(
  fc
    .record({
      at: fc.nat({ max: 3 * QUARTERS }),
      utility: amount,
      generator: amount,
      out: fc.boolean(),
    })
    .map(({ at, utility, generator, out }): IntervalLine => ({
      ...INTERVALS[0]!,
      start: new Date(start() + (at - QUARTERS) * 900_000).toISOString(),
      utility_delivered_wh: utility,
      generator_wh: generator,
      outage: out,
    })),
);

describe("the last 24 hours", () => {
  it("end with the last complete quarter hour, by the later of both clocks", () => {
    const until = (now: string, recorded: string | null): string => {
      const found = dayStart(now, recorded) ?? 0;
      return new Date(found + 86_400_000).toISOString().slice(0, 16);
    };
    expect(until("2026-11-22T16:22:41.000Z", null)).toBe("2026-11-22T16:15");
    expect(until("2026-11-22T16:30:00.000Z", "2026-11-22T16:15:00.000Z")).toBe("2026-11-22T16:30");
    expect(until("2026-11-22T16:30:00.000Z", "2026-11-22T17:15:00.000Z")).toBe("2026-11-22T17:15");
    expect(dayStart("", null)).toBeNull();
  });

  it("hold what was recorded and nothing else", () => {
    expect(day.quarters).toHaveLength(QUARTERS);
    expect(day.quarters.map(({ line }) => line)).toEqual(INTERVALS);
    // 90 minutes without a record, half an hour dark; the grid was out from 09:00 to 16:00.
    expect([day.unknown, day.outages]).toEqual([6 + 2, 28]);
    expect(dayText(day)).toMatch(
      /^The last 24 hours by quarter hours, 88 of 96 known; .*; the grid was out in 28 of them\.$/,
    );
  });

  it("add up, whatever was recorded and when", () => {
    fc.assert(
      fc.property(lines, (recorded) => {
        const made = dayOf(recorded, start());
        const energies = made.quarters.map(({ line }) => together(line));
        const known = energies.filter((wh) => wh !== null);
        expect(made.unknown).toBe(QUARTERS - known.length);
        expect(made.utility_wh + made.generator_wh).toBe(known.reduce((sum, wh) => sum + wh, 0));
        expect(made.most_wh).toBe(Math.max(0, ...known));
        const astray = made.quarters.filter(
          ({ line, start_ms }) => line !== null && Date.parse(line.start) !== start_ms,
        );
        expect(astray).toEqual([]);
      }),
    );
  });

  it("keep what was recorded before the clock was set back", () => {
    const unknown = { utility_delivered_wh: null, generator_wh: null };
    // The meter starts the day again, with a skipped line for each quarter hour up to its time.
    const skipped = INTERVALS.slice(0, 90).map((line) => ({
      ...line,
      ...unknown,
      clock_back: true,
    }));
    const again = { ...INTERVALS[90]!, utility_delivered_wh: 7, generator_wh: null };
    const made = dayOf([...INTERVALS, ...skipped, again], start());
    const energies = ({ quarters }: typeof made): unknown[] =>
      quarters.map(({ line }) => together(line));
    expect(energies(made)).toEqual(energies(day).with(90, 7));
  });

  it("distinguish unknown from zero", () => {
    const said = (line: IntervalLine | null): string =>
      quarterText({ start_ms: start(), line }).replace(/^\d\d:\d\d: /, "");
    const one = INTERVALS.find(({ partial }) => partial)!;
    const zero = { ...one, utility_delivered_wh: 0, generator_wh: null };
    expect(said(zero)).toBe("utility 0 Wh, generator –, grid out, recorded in part");
    expect(said(null)).toBe("utility –, generator –, not recorded");
    const skipped = INTERVALS.find(({ outage, generator_wh }) => !outage && generator_wh === null)!;
    expect(cellsOf({ start_ms: 0, line: skipped })).toEqual(["–", "–", "not recorded"]);
    expect(cellsOf({ start_ms: 0, line: { ...skipped, clock_back: true } })[2]).toBe(
      "clock was set",
    );
    expect(dayText(dayOf([], start()))).toBe("The energy of the last 24 hours is unknown.");
  });

  it("mark every sixth hour of the local day", () => {
    expect(
      ticks(day)
        .map(({ hour }) => hour)
        .toSorted(),
    ).toEqual(["00", "06", "12", "18"]);
    for (const { at } of ticks(day)) expect(at).toBeLessThan(100);
  });
});
