import * as fc from "fast-check";
import { expect, test } from "vitest";
import { OWN_FORMATS } from "../language/formats";
import { TableValues } from "../language/layout";
import { PROFILE_LIMITS } from "../records/load-profile";
import { readProfile } from "./profile-intervals";
import { ACT_PROFILE, PROFILE_CONTROL } from "../tables/table-profile";
import type { ProfileBlock, ProfileControl, ProfileLimits } from "../tables/table-profile";

const SEED = Date.now() % 1_000_000;
console.log(`seed of the profile intervals: ${SEED}`);

const HOUR_S = 3600;
/** Half hours in blocks of four, on two channels; the second counts in tenths. */
const LIMITS: ProfileLimits = {
  ...PROFILE_LIMITS,
  nbr_blk_ints_set1: 4,
  nbr_chns_set1: 2,
  max_int_time_set1: 30,
};
const CONTROL: ProfileControl = {
  lp_sel_set1: [0, 1].map((source) => ({
    chnl_flag: { end_rdg_flag: false },
    lp_source_sel: source,
    end_blk_rdg_source_select: source,
  })),
  int_fmt_cde1: 2,
  scalars_set1: [1, 10],
  divisor_set1: [1, 1],
};
const FLAGS = { demand_ctrl_flag: false, data_ctrl_flag: false, pulse_engr_flag: true };
const LINK = { ...FLAGS, uom_entry_flag: true, constants_flag: false };
const TABLES = new Map<number, object>([
  [16, { sources_link: [LINK, { ...LINK, constant_to_be_applied: false }] }],
  [
    12,
    {
      uom_entry: [
        { id_code: 0, time_base: 0, multiplier: 2 },
        { id_code: 8, multiplier: 0 },
      ],
    },
  ],
  [62, CONTROL],
]);

const scope = new TableValues(OWN_FORMATS);
scope.set(ACT_PROFILE, () => LIMITS);
scope.set(PROFILE_CONTROL, () => CONTROL);

/** The half hour `n` since 1970 counts `n`; each fifth is skipped. */
const interval = (n: number): ProfileBlock["lp_int"][number] => ({
  extended_int_status: [n % 5 === 0 ? 4 : 0, n % 5 === 0 ? 0x40 : 0],
  int_data: [n, n],
});

interface Shape {
  readonly places: number;
  readonly intervals: number;
  readonly turn: number;
  readonly newest_first: boolean;
  readonly backwards: boolean;
}

function tablesOf({ places, intervals, turn, newest_first, backwards }: Shape): typeof TABLES {
  const blocks = Math.ceil(intervals / 4);
  const valid = Math.min(places, blocks);
  const data = Array.from({ length: places }, () => block(0, 4, false));
  for (let age = 0; age < valid; age++) {
    const place = (turn % places) + (newest_first ? age : -age) + places;
    const number = blocks - 1 - age;
    data[place % places] = block(number, Math.min(4, intervals - 4 * number), backwards);
  }
  const flags = { order: newest_first, interval_order: backwards };
  const status = {
    lp_set_status_flags: flags,
    nbr_valid_blocks: valid,
    last_block_element: turn % places,
    nbr_valid_int: intervals - 4 * (blocks - 1),
  };
  return new Map([...TABLES, [63, { lp_status_set1: status }], [64, { lp_data_set1: data }]]);
}

function block(number: number, valid: number, backwards: boolean): ProfileBlock {
  const held = Array.from({ length: valid }, (_, n) => interval(4 * number + n));
  const rest = Array.from({ length: 4 - valid }, () => interval(0));
  return {
    blk_end_time: (4 * number + valid) * (HOUR_S / 2),
    end_readings: [],
    simple_int_status: undefined,
    lp_int: [...(backwards ? held.toReversed() : held), ...rest],
  };
}

test("any ring in either direction: rows in order of time, in the units of their channels", () => {
  const shape = fc.record<Shape>({
    places: fc.integer({ min: 1, max: 9 }),
    intervals: fc.integer({ min: 1, max: 60 }),
    turn: fc.nat(100),
    newest_first: fc.boolean(),
    backwards: fc.boolean(),
  });
  fc.assert(
    fc.property(shape, (one) => {
      const { rows = [], channels = [] } =
        readProfile({ values: tablesOf(one), scope }, TABLES) ?? {};
      const blocks = Math.ceil(one.intervals / 4);
      const first = 4 * Math.max(0, blocks - one.places);
      const numbers = Array.from({ length: one.intervals - first }, (_, n) => first + n);
      expect(rows.map(({ start_s }) => start_s)).toEqual(numbers.map((n) => (n * HOUR_S) / 2));
      // Thousands of watt hours; volts of which ten counts are one.
      const values = numbers.map((n) =>
        n % 5 === 0 ? [undefined, undefined] : [1000 * n, n / 10],
      );
      expect(rows.map((row) => row.values)).toEqual(values);
      const word = (n: number): string => (n % 5 === 0 ? "skipped" : "ok");
      expect(rows.map(({ words }) => words)).toEqual(numbers.map((n) => [word(n), word(n)]));
      expect(channels.map(({ unit }) => unit)).toEqual(["Wh", "V"]);
    }),
    { seed: SEED },
  );
});

test("there is no profile when one of its tables is missing", () => {
  const whole = tablesOf({
    places: 2,
    intervals: 3,
    turn: 0,
    newest_first: false,
    backwards: false,
  });
  expect(readProfile({ values: whole, scope }, TABLES)?.rows).toHaveLength(3);
  for (const table of [62, 63, 64]) {
    const some = new Map([...whole].filter(([id]) => id !== table));
    expect(readProfile({ values: some, scope }, TABLES)).toBeUndefined();
  }
});
