/** The meaning of the octets of any meter's tables. */
import { ALL_TABLES, STANDARD_TABLES } from "../tables/all-tables";
import { OWN_FORMATS, TableError } from "../language/formats";
import type { Formats } from "../language/formats";
import { TableValues, decode, sizeOf } from "../language/layout";
import { PROFILE_TABLES, profileSets } from "./profile-sets";
import type { ProfileSet } from "./profile-sets";
import { GENERAL_MFG_ID, GEN_CONFIG, formatsOf } from "../tables/table-general";
import type { GeneralConfiguration } from "../tables/table-general";
import { CLOCK, CLOCK_STATE } from "../tables/table-time";
import type { Clock } from "../tables/table-time";

/** What the octets show about a meter. */
interface Understood {
  readonly general: GeneralConfiguration;
  readonly formats: Formats;
  /** Values by table number. */
  readonly values: ReadonlyMap<number, object>;
  /** The sets of its load profile. */
  readonly sets: readonly ProfileSet[];
  /**
   * Its clock runs in universal time. Most clocks run in local time, and do not specify it further.
   */
  readonly universal: boolean;
  /** Problems of each table, one sentence each. */
  readonly problems: ReadonlyMap<number, string>;
}

/** MANUFACTURER of table 1 in this meter. */
const OURS = "BPTM";

/**
 * Decodes whole tables, by number; table 0 must be among them, because it defines the formats of
 * all. Throws a `TableError` when table 0 itself cannot be decoded.
 */
export function understand(octets: ReadonlyMap<number, Uint8Array>): Understood {
  const first = octets.get(GEN_CONFIG.id);
  if (first === undefined) {
    throw new TableError("E-TBL-04", "Table 0 is missing: read it first.");
  }
  const general = decode(GEN_CONFIG, first, new TableValues(OWN_FORMATS));
  const formats = formatsOf(general);
  const scope = new TableValues(formats);
  const profile = profileSets(octets, general, formats);
  const values = new Map<number, object>(profile.values);
  const problems = new Map<number, string>(profile.problems);
  // The name alone: a table 1 that is too short is reported separately.
  const name = octets.get(GENERAL_MFG_ID.id)?.subarray(0, OURS.length);
  const ours = name !== undefined && Buffer.from(name).toString("latin1") === OURS;
  for (const table of ours ? ALL_TABLES : STANDARD_TABLES) {
    const one = octets.get(table.id);
    if (one === undefined || PROFILE_TABLES.has(table.id)) continue;
    try {
      const value = decode(table, one, scope);
      scope.set(table, () => value);
      values.set(table.id, value);
      const left = one.length - sizeOf(table, value, scope);
      if (left > 0) problems.set(table.id, `Octets after the end of ${table.name}: ${left}.`);
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      problems.set(table.id, error.message);
    }
  }
  const clock = (values.get(CLOCK.id) ?? values.get(CLOCK_STATE.id)) as Clock | undefined;
  const universal = clock?.time_date_qual.gmt_flag === true;
  return { general, formats, values, sets: profile.sets, universal, problems };
}
