/**
 * The sets of another maker's load profile: up to four, with one data table each. Tables 60 to 63
 * hold one set after another. The descriptions cover a meter with set 1 alone; so each set is cut
 * out of the tables and read as set 1.
 */
import { TableError } from "../language/formats";
import type { Formats } from "../language/formats";
import { TableValues, decode, sizeOf } from "../language/layout";
import { array, countIn, table } from "../language/schema";
import type { Table } from "../language/schema";
import type { GeneralConfiguration } from "../tables/table-general";
import { ACT_PROFILE, CLOSED_BLOCK, DIM_PROFILE, PROFILE_CONTROL } from "../tables/table-profile";
import { PROFILE_DATA, PROFILE_STATUS } from "../tables/table-profile";
import type { ProfileData, ProfileLimits } from "../tables/table-profile";

const SETS = [1, 2, 3, 4] as const;
type SetNumber = (typeof SETS)[number];

/** Octets of tables 60 and 61 before the sets, and of each set. */
const LIMITS_HEAD = 7;
const LIMITS_SET = 6;

/** Number of the table with the data of a set. */
const dataTable = (set: SetNumber): number => PROFILE_DATA.id + set - 1;

/** Tables that are read set by set. */
export const PROFILE_TABLES: ReadonlySet<number> = new Set([
  ...[DIM_PROFILE, ACT_PROFILE, PROFILE_CONTROL, PROFILE_STATUS].map(({ id }) => id),
  ...SETS.map(dataTable),
]);

/** Names of the data tables without a description of their own. */
export const MORE_DATA_TABLES: readonly (readonly [number, string])[] = SETS.slice(1).map((set) => [
  dataTable(set),
  PROFILE_DATA.name.replace("1", String(set)),
]);

/**
 * Table 64 for a meter in which the flag, redefined in the 2008 edition, is CLOSURE_STATUS_FLAG.
 */
const CLOSED_DATA: Table<ProfileData> = table(PROFILE_DATA.id, PROFILE_DATA.name, "", {
  lp_data_set1: array(countIn(ACT_PROFILE, "nbr_blks_set1"), CLOSED_BLOCK),
});

/** One set as set 1: its tables 61 to 64, and the tables that define their layout. */
export interface ProfileSet {
  readonly set: number;
  readonly values: ReadonlyMap<number, object>;
  readonly scope: TableValues;
}

interface ProfileSets {
  readonly sets: readonly ProfileSet[];
  /** Values of tables 60 to 67 by number, all sets in one, under the standard's names. */
  readonly values: ReadonlyMap<number, object>;
  readonly problems: ReadonlyMap<number, string>;
}

/** "nbr_chns_set1" of set 3 is "nbr_chns_set3", "int_fmt_cde1" is "int_fmt_cde3". */
const named = (value: object, set: SetNumber): object =>
  Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name.replace(/1$/, `${set}`), one]),
  );

/** The flags of one set. */
const flagsOf = ({ lp_flags }: ProfileLimits, set: SetNumber): ProfileLimits["lp_flags"] => ({
  ...lp_flags,
  lp_set1_inhibit_ovf_flag: lp_flags[`lp_set${set}_inhibit_ovf_flag`],
  scalar_divisor_flag_set1: lp_flags[`scalar_divisor_flag_set${set}`],
});

/** Cuts the sets out of the tables, in order. */
class Cutter {
  readonly values = new Map<number, object>();
  readonly problems = new Map<number, string>();
  /** Octets of each table that belong to previous sets. */
  private readonly taken = new Map<number, number>();

  constructor(private readonly octets: ReadonlyMap<number, Uint8Array>) {}

  /** The next set of tables 60 and 61; the octets before all sets belong to each of them. */
  limits(
    table: Table<ProfileLimits>,
    set: SetNumber,
    scope: TableValues,
  ): ProfileLimits | undefined {
    const all = this.octets.get(table.id);
    if (all === undefined) return undefined;
    const from = this.taken.get(table.id) ?? LIMITS_HEAD;
    const head = all.subarray(0, LIMITS_HEAD);
    const own = all.subarray(from, from + LIMITS_SET);
    this.taken.set(table.id, from + LIMITS_SET);
    const value = this.decoded(table, Uint8Array.of(...head, ...own), scope);
    if (value !== undefined) this.note(table.id, named(value, set));
    return value && { ...value, lp_flags: flagsOf(value, set) };
  }

  /** The next set of a table that holds only one set after another. */
  next<T extends object>(
    table: Table<T>,
    set: SetNumber,
    scope: TableValues,
    id = table.id,
  ): T | undefined {
    const all = this.octets.get(id);
    if (all === undefined || this.problems.has(id)) return undefined;
    const from = this.taken.get(id) ?? 0;
    const value = this.decoded(table, all.subarray(from), scope, id);
    if (value === undefined) return undefined;
    this.taken.set(id, from + sizeOf(table, value, scope));
    this.note(id, named(value, set));
    return value;
  }

  /** Reports octets that belong to no set. */
  end(): void {
    for (const [id, taken] of this.taken) {
      const left = (this.octets.get(id)?.length ?? 0) - taken;
      if (left > 0 && !this.problems.has(id)) {
        this.problems.set(id, `Octets after its last set: ${left}.`);
      }
    }
  }

  private note(id: number, value: object): void {
    this.values.set(id, { ...this.values.get(id), ...value });
  }

  private decoded<T>(
    table: Table<T>,
    octets: Uint8Array,
    scope: TableValues,
    id = table.id,
  ): T | undefined {
    try {
      return decode(table, octets, scope);
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      this.problems.set(id, error.message);
      return undefined;
    }
  }
}

/** The sets whose data tables are in table 0, from the octets of tables 60 to 67. */
export function profileSets(
  octets: ReadonlyMap<number, Uint8Array>,
  { std_tbls_used, std_version_no }: GeneralConfiguration,
  formats: Formats,
): ProfileSets {
  const cutter = new Cutter(octets);
  const sets = SETS.filter((set) => std_tbls_used.includes(dataTable(set))).map((set) => {
    const scope = new TableValues(formats);
    const values = new Map<number, object>();
    const keep = <T extends object>(table: Table<T>, value: T | undefined): void => {
      if (value === undefined) return;
      values.set(table.id, value);
      scope.set(table, () => value);
    };
    cutter.limits(DIM_PROFILE, set, scope);
    const limits = cutter.limits(ACT_PROFILE, set, scope);
    const closed = std_version_no < 2 && limits?.lp_flags.clk_end_rd_indicator_flag === true;
    keep(ACT_PROFILE, limits);
    keep(PROFILE_CONTROL, cutter.next(PROFILE_CONTROL, set, scope));
    keep(PROFILE_STATUS, cutter.next(PROFILE_STATUS, set, scope));
    const data = closed ? CLOSED_DATA : PROFILE_DATA;
    keep(data, cutter.next(data, set, scope, dataTable(set)));
    return { set, values, scope };
  });
  cutter.end();
  return { sets, values: cutter.values, problems: cutter.problems };
}
