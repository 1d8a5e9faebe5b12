import { expect, test } from "vitest";
import { formatsOf } from "../tables/table-general";
import type { GeneralConfiguration } from "../tables/table-general";
import { readProfile } from "./profile-intervals";
import { profileSets } from "./profile-sets";

/** A meter whose table 0 names these; least significant octet first, seconds since 1970. */
const general = (...std_tbls_used: number[]): GeneralConfiguration =>
  // Only what the profile's reader looks at.
  ({
    format_control_1: { data_order: false, char_format: 1, model_select: 0 },
    format_control_2: { tm_format: 4, data_access_method: 3, id_form: false, int_format: 0 },
    format_control_3: { ni_format1: 8, ni_format2: 8 },
    std_version_no: 2,
    std_tbls_used,
  }) as unknown as GeneralConfiguration;

const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

/** Set 2 alone: one block of two quarter hours, one channel of UINT8. */
const SET_2 = new Map([
  [61, octets("0000000000000001000200010f")],
  [62, octets("00000001")],
  [63, octets("00010000000100000001000200")],
  [65, octets("080700000506")],
]);

function sets(
  one: ReadonlyMap<number, Uint8Array>,
  ...used: number[]
): ReturnType<typeof profileSets> {
  const configuration = general(...used);
  return profileSets(one, configuration, formatsOf(configuration));
}

test("in a meter without set 1, set 2 comes first in each table", () => {
  const { sets: found, values, problems } = sets(SET_2, 61, 62, 63, 65);
  expect([...problems]).toEqual([]);
  expect(found.map(({ set }) => set)).toEqual([2]);
  const rows = readProfile(found[0]!, values)?.rows;
  expect(rows?.map((row) => [row.end_s, ...row.values])).toEqual([
    [900, 5],
    [1800, 6],
  ]);
  expect(values.get(65)).toHaveProperty("lp_data_set2");
  expect(values.get(61)).not.toHaveProperty("nbr_blks_set1");
});

test("octets that belong to no set are reported, and so is a set that ends too early", () => {
  const longer = new Map([...SET_2, [63, octets("00010000000100000001000200ff")]]);
  expect([...sets(longer, 65).problems]).toEqual([[63, "Octets after its last set: 1."]]);
  const both = sets(SET_2, 64, 65);
  expect(both.problems.get(61)).toMatch(/^E-TBL-02: The table ends too early/);
  expect(both.sets.map((one) => readProfile(one, both.values))).toEqual([undefined, undefined]);
});

test("tables without a set are left as octets", () => {
  const { values, problems } = sets(SET_2, 61, 62, 63);
  expect([...values, ...problems]).toEqual([]);
});
