/**
 * Vendor profiles: data files with what a maker has published about its own tables. A file without
 * tables states that nothing is public.
 *
 * - E-PRF-01 the file is not a YAML profile
 * - E-PRF-02 a table number is not in the manufacturer's range, or is used twice
 */
import { readFileSync, readdirSync } from "node:fs";
import { projectPath } from "@bptm/runtime/project-files";
import { parse } from "yaml";

/** A table of a maker. */
interface ProfileTable {
  /** 2048 and above. */
  readonly id: number;
  readonly name: string;
}

interface VendorProfile {
  readonly vendor: string;
  /** MANUFACTURER in table 1 of this maker's meters, where it is public. */
  readonly manufacturers: readonly string[];
  readonly tables: readonly ProfileTable[];
}

/** An invalid profile. The message is one sentence. */
export class ProfileError extends Error {
  constructor(
    readonly code: string,
    file: string,
    sentence: string,
  ) {
    super(`${code}: ${file}: ${sentence}`);
  }
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTable = (value: unknown): value is ProfileTable =>
  isRecord(value) && typeof value["id"] === "number" && isText(value["name"]);

/** Parses a profile; `file` is its name in errors. */
export function parseProfile(text: string, file: string): VendorProfile {
  let read: unknown;
  try {
    read = parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new ProfileError("E-PRF-01", file, `this is not YAML: ${why}; correct it.`);
  }
  const map = isRecord(read) ? read : {};
  const { vendor, manufacturers, tables } = map;
  if (!isText(vendor) || !Array.isArray(manufacturers) || !Array.isArray(tables)) {
    const fix = "write `vendor`, `manufacturers` and `tables`";
    throw new ProfileError("E-PRF-01", file, `a key is missing; ${fix}.`);
  }
  if (!manufacturers.every(isText) || !tables.every(isTable)) {
    const fix = "write strings under `manufacturers`, `id` and `name` under `tables`";
    throw new ProfileError("E-PRF-01", file, `a value has the wrong type; ${fix}.`);
  }
  const numbers = tables.map(({ id }) => id);
  const bad = numbers.find((id, n) => !(id >= 2048 && id < 4088) || numbers.indexOf(id) !== n);
  if (bad !== undefined) {
    const fix = "use each number from 2048 to 4087 once";
    throw new ProfileError("E-PRF-02", file, `table ${bad} is out of range or repeated; ${fix}.`);
  }
  return { vendor, manufacturers, tables };
}

/** All profiles, in the order of their files. */
export function vendorProfiles(): VendorProfile[] {
  const at = projectPath("c12/profiles/");
  const files = readdirSync(at).filter((file) => file.endsWith(".yaml"));
  return files.toSorted().map((file) => parseProfile(readFileSync(at + file, "utf8"), file));
}

/** The profile of the maker in table 1; undefined for an unknown maker. */
export function profileOf(manufacturer: string): VendorProfile | undefined {
  const wanted = manufacturer.trim();
  return vendorProfiles().find(({ manufacturers }) => manufacturers.includes(wanted));
}
