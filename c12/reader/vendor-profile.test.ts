import { expect, test } from "vitest";
import { ALL_TABLES } from "../tables/all-tables";
import { ProfileError, parseProfile, profileOf, vendorProfiles } from "./vendor-profile";

test("this meter's profile names its tables as they are described", () => {
  const described = ALL_TABLES.filter(({ id }) => id >= 2048).map(({ id, name }) => ({ id, name }));
  expect(profileOf("BPTM")?.tables).toEqual(described);
});

test("a profile without public tables is empty, and matches no meter", () => {
  const others = vendorProfiles().filter(({ vendor }) => vendor !== "BPTM");
  expect(others.map(({ vendor }) => vendor)).toEqual(["Aclara", "Itron", "Landis+Gyr"]);
  for (const { manufacturers, tables } of others) expect([manufacturers, tables]).toEqual([[], []]);
  expect(profileOf("")).toBeUndefined();
});

test.each([
  ["[", /^E-PRF-01: a\.yaml: this is not YAML/],
  ["vendor: A", /^E-PRF-01: a\.yaml: a key is missing/],
  ["{ vendor: A, manufacturers: [], tables: [{ id: x, name: B }] }", /^E-PRF-01: .*wrong type/],
  ["{ vendor: A, manufacturers: [], tables: [{ id: 23, name: B }] }", /^E-PRF-02: .*table 23/],
])("a bad profile is refused: %s", (text, message) => {
  expect(() => parseProfile(text, "a.yaml")).toThrow(message);
  expect(() => parseProfile(text, "a.yaml")).toThrow(ProfileError);
});
