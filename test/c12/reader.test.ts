/** A reader that knows a meter by its octets alone. */
import { Clearance } from "@bptm/c12/tables/access";
import { intervalRows } from "@bptm/c12/records/interval-rows";
import { INTERVAL_S, LoadProfile } from "@bptm/c12/records/load-profile";
import { rangeOf } from "@bptm/c12/language/layout";
import { OctetReader } from "@bptm/c12/language/octets";
import { readIntervals } from "@bptm/c12/reader/profile-intervals";
import { array } from "@bptm/c12/language/schema";
import { PROFILE_BLOCK, PROFILE_DATA } from "@bptm/c12/tables/table-profile";
import { understand } from "@bptm/c12/reader/understand";
import { expect, test } from "vitest";
import { METER, NOON_S, quarter, testMeter } from "./meter";

const octets = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));

/** Most significant octet first, BCD times, BCD identifiers, sums in FLOAT64, demands in BCD4. */
const HEAD = "03 29 60 00000000 02 00 0a 0a 02 00 08 00 00 00 01 00";
const SETS = "2b0047000000c000 0000000000000000";
const FOREIGN = new Map([
  [0, octets(`${HEAD} ${SETS}`)],
  [1, octets("41424320 4d4f44454c202020 01020304 0000000000004711")],
  [5, octets("00000000001234567890")],
  [21, octets("02 00 00 02 01 00 01 00 00 01")],
  [22, octets("0001 02 01")],
  [23, octets("40934a4000000000 4059000000000000 2605041230 4321 ff")],
  [52, octets("260504123456 17")],
  [2048, octets("01")],
]);

test("a meter of another maker: its byte order, its digits, its times", () => {
  const { values, problems, formats } = understand(FOREIGN);
  expect(formats).toMatchObject({ msb_first: true, tm_format: 1, id_is_bcd: true });
  expect(values.get(1)).toEqual({
    manufacturer: "ABC",
    ed_model: "MODEL",
    hw_version_number: 1,
    hw_revision_number: 2,
    fw_version_number: 3,
    fw_revision_number: 4,
    mfg_serial_number: "0000000000004711",
  });
  expect(values.get(5)).toEqual({ identification: "00000000001234567890" });
  expect(values.get(23)).toMatchObject({
    tot_data_block: {
      summations: [1234.5625, 100],
      demands: [{ event_time: [Date.UTC(2026, 4, 4, 12, 30) / 1000], demand: [4321] }],
    },
  });
  expect(values.get(52)).toMatchObject({ clock_calendar: Date.UTC(2026, 4, 4, 12, 34, 56) / 1000 });
  // Its manufacturer's tables are not ours, and octets after the end of a table are reported.
  expect(values.has(2048)).toBe(false);
  expect([...problems]).toEqual([[23, "Octets after the end of CURRENT_REG_DATA_TBL: 1."]]);
});

test("the remaining time of a demand interval has the meter's time format", () => {
  const limits = "40 00 00 00 00 00 01 00 01 01";
  const present = { 1: "000205", 2: "000205", 3: "0000007d", 4: "0000007d" };
  for (const [format, left] of Object.entries(present)) {
    const head = `03 0${format} 88 ${HEAD.slice(9)}`;
    const { values, problems } = understand(
      new Map([
        [0, octets(`${head} ${SETS}`)],
        [21, octets(limits)],
        [28, octets(`${left} 000010e1 000000f1`)],
      ]),
    );
    const demand = { time_remaining: 125, demand_value: 4321 };
    expect(values.get(28)).toEqual({ present_demand: [demand], present_value: [241] });
    expect(problems.size).toBe(0);
  }
});

test("a missing table that another needs is reported; without table 0, all fail", () => {
  const some = new Map([...FOREIGN].filter(([id]) => id !== 21));
  const { values, problems } = understand(some);
  expect(values.has(22)).toBe(false);
  expect(problems.get(22)).toMatch(/^E-TBL-04: ACT_REGS_TBL is not known: read table 21 first/);
  expect(problems.get(23)).toMatch(/^E-TBL-04/);
  expect(() => understand(new Map())).toThrow(/^E-TBL-04: Table 0 is missing/);
  const cut = new Map([...FOREIGN, [52, octets("2605")]]);
  expect(understand(cut).problems.get(52)).toMatch(/^E-TBL-02: The table ends too early/);
});

test("an unknown time format, and a short table 1, affect only what depends on them", () => {
  const formats = octets(`${HEAD} ${SETS}`).with(1, 0x2e);
  const { values, problems } = understand(
    new Map([...FOREIGN, [0, formats], [1, octets("41424320")]]),
  );
  expect(problems.get(1)).toMatch(/^E-TBL-02: The table ends too early/);
  expect(problems.get(23)).toMatch(/^E-TBL-03: Time format 6 is not one of 0 to 4/);
  expect(problems.get(52)).toMatch(/^E-TBL-03: Time format 6/);
  expect([...values.keys()]).toEqual([0, 5, 21, 22]);
});

test("the load profile is decoded as it was recorded", () => {
  const profile = new LoadProfile();
  const start_s = NOON_S - 12 * 3600;
  const partial = { ...quarter(9), partial: true, outage: true };
  partial.values = [9, undefined, 9, 0, 450];
  for (let n = 0; n < 100; n++) {
    const readings = [n, 0, n, undefined, undefined];
    profile.add(
      start_s + n * INTERVAL_S,
      n === 50 ? partial : quarter(n),
      readings,
      "power failed",
    );
  }
  profile.add(start_s + 110 * INTERVAL_S, quarter(5), [0, 0, 0], "clock forward");
  const session = testMeter(() => METER, { profile }).tables.open(1);
  const read = (id: number, part?: { offset: number; count: number }): Uint8Array => {
    const outcome = session.read(id, Clearance.Read, part);
    if ("refused" in outcome) throw new Error(outcome.refused);
    return outcome.octets;
  };
  const { sets } = understand(new Map([0, 1, 61, 62, 63].map((id) => [id, read(id)])));
  const scope = sets[0]!.scope;
  const place = rangeOf(PROFILE_DATA, { lp_data_set1: [] }, scope, [0, 0], 2);
  const part = { offset: place?.offset ?? 0, count: place?.length ?? 0 };
  const [first, second] = array(2, PROFILE_BLOCK).take(scope, new OctetReader(read(64, part)));
  const valid = profile.status().nbr_valid_int;
  const all = [...readIntervals(first!, 96, scope), ...readIntervals(second!, valid, scope)];
  const rows = intervalRows(profile);
  expect(all.map(({ start_s: at_s }) => at_s)).toEqual(rows.map(({ start_s: at_s }) => at_s));
  const inUnits = ({ values }: { values: readonly (number | undefined)[] }): unknown =>
    values.map((value, n) => (n === 3 && value !== undefined ? value * 100 : value));
  expect(all.map(({ values }) => values)).toEqual(rows.map(({ interval }) => inUnits(interval)));
  expect(all[50]).toMatchObject({ power_failed: true, statuses: [2, 4, 2, 2, 2] });
  expect(all[105]).toMatchObject({ clock_forward: true, statuses: [4, 4, 4, 4, 4] });
});
