/** Decade 6: the load profile, in up to four sets. This meter has set 1 alone. */
import { TableError } from "./formats";
import type { Known } from "./numbers";
import { array, countIn, flagIn, noted, reckoned, record, table, when } from "./schema";
import type { Condition, Count, Fields, Scope, Table, Type } from "./schema";
import { GEN_CONFIG } from "./table-general";
import { NI_FMAT1, NI_FMAT2, STIME_DATE, bits, int, set as members, uint } from "./types";

interface ProfileFlags {
  readonly lp_set1_inhibit_ovf_flag: boolean;
  readonly lp_set2_inhibit_ovf_flag: boolean;
  readonly lp_set3_inhibit_ovf_flag: boolean;
  readonly lp_set4_inhibit_ovf_flag: boolean;
  readonly blk_end_read_flag: boolean;
  readonly blk_end_pulse_flag: boolean;
  readonly scalar_divisor_flag_set1: boolean;
  readonly scalar_divisor_flag_set2: boolean;
  readonly scalar_divisor_flag_set3: boolean;
  readonly scalar_divisor_flag_set4: boolean;
  readonly extended_int_status_flag: boolean;
  readonly simple_int_status_flag: boolean;
  readonly clk_end_rd_indicator_flag: boolean;
}

interface ProfileFormats {
  readonly inv_uint8_flag: boolean;
  readonly inv_uint16_flag: boolean;
  readonly inv_uint32_flag: boolean;
  readonly inv_int8_flag: boolean;
  readonly inv_int16_flag: boolean;
  readonly inv_int32_flag: boolean;
  readonly inv_ni_fmat1_flag: boolean;
  readonly inv_ni_fmat2_flag: boolean;
}

/** Number of a set; its data are table 63 + number. */
export type SetNumber = 1 | 2 | 3 | 4;
/** Those that this meter has not. */
export const LATER_SETS = [2, 3, 4] as const;

/** How tables 60 to 63 name a field of one set. */
type Named<K extends string, N extends SetNumber> = K extends "int_fmt_cde"
  ? `${K}${N}`
  : `${K}_set${N}`;
type LaterSets<T> = {
  readonly [K in keyof T & string as Named<K, 2 | 3 | 4>]?: T[K] | undefined;
};
type OfSets<T> = { readonly [K in keyof T & string as Named<K, 1>]: T[K] } & LaterSets<T>;

/** The fields of sets 2 to 4, which stand there when the table of the set's data is used. */
function laterSets<T extends object>(fields: (set: SetNumber) => Fields<T>): Fields<LaterSets<T>> {
  const all = LATER_SETS.flatMap((set) => {
    const used: Condition = {
      text: `GEN_CONFIG_TBL.STD_TBLS_USED[${63 + set}]`,
      of: (scope) => scope.of(GEN_CONFIG).std_tbls_used.includes(63 + set),
    };
    return Object.entries<Type<unknown>>(fields(set)).map(([name, type]) => [
      name === "int_fmt_cde" ? `${name}${set}` : `${name}_set${set}`,
      when(used, type),
    ]);
  });
  return Object.fromEntries(all) as Fields<LaterSets<T>>;
}

/** What a value of tables 60 to 63 says of one set, without its number in the names. */
export function ofSet<T extends object>(value: OfSets<T>, set: SetNumber): T {
  const own = Object.entries(value).filter(([name]) => name.endsWith(String(set)));
  return Object.fromEntries(own.map(([name, one]) => [name.replace(/(_set)?\d$/, ""), one])) as T;
}

export interface SetLimits {
  readonly nbr_blks: number;
  readonly nbr_blk_ints: number;
  readonly nbr_chns: number;
  /** Minutes. */
  readonly max_int_time: number;
}

/** Tables 60 and 61. */
export interface ProfileLimits extends OfSets<SetLimits> {
  readonly lp_memory_len: number;
  readonly lp_flags: ProfileFlags;
  readonly lp_fmats: ProfileFormats;
}

const LIMITS: Fields<ProfileLimits> = {
  lp_memory_len: uint(4),
  lp_flags: bits<ProfileFlags>(2, {
    lp_set1_inhibit_ovf_flag: 0,
    lp_set2_inhibit_ovf_flag: 1,
    lp_set3_inhibit_ovf_flag: 2,
    lp_set4_inhibit_ovf_flag: 3,
    blk_end_read_flag: 4,
    blk_end_pulse_flag: 5,
    scalar_divisor_flag_set1: 6,
    scalar_divisor_flag_set2: 7,
    scalar_divisor_flag_set3: 8,
    scalar_divisor_flag_set4: 9,
    extended_int_status_flag: 10,
    simple_int_status_flag: 11,
    clk_end_rd_indicator_flag: 12,
  }),
  lp_fmats: bits<ProfileFormats>(1, {
    inv_uint8_flag: 0,
    inv_uint16_flag: 1,
    inv_uint32_flag: 2,
    inv_int8_flag: 3,
    inv_int16_flag: 4,
    inv_int32_flag: 5,
    inv_ni_fmat1_flag: 6,
    inv_ni_fmat2_flag: 7,
  }),
  nbr_blks_set1: noted(uint(2), "days"),
  nbr_blk_ints_set1: uint(2),
  nbr_chns_set1: uint(1),
  max_int_time_set1: noted(uint(1), "minutes"),
  ...laterSets<SetLimits>(() => ({
    nbr_blks: uint(2),
    nbr_blk_ints: uint(2),
    nbr_chns: uint(1),
    max_int_time: uint(1),
  })),
};

export const DIM_PROFILE: Table<ProfileLimits> = table(
  60,
  "DIM_LP_TBL",
  "The most that the tables of this decade can hold.",
  LIMITS,
);

export const ACT_PROFILE: Table<ProfileLimits> = table(
  61,
  "ACT_LP_TBL",
  "What the tables of this decade do hold.",
  LIMITS,
);

/** A count of one set; the names of all sets are alike. */
const countOf = (set: SetNumber, field: "nbr_chns" | "nbr_blk_ints" | "nbr_blks"): Count =>
  countIn(ACT_PROFILE, `${field}_set${set}` as `${typeof field}_set1`);

interface ChannelFlags {
  readonly end_rdg_flag: boolean;
}

interface ChannelSource {
  readonly chnl_flag: ChannelFlags;
  readonly lp_source_sel: number;
  readonly end_blk_rdg_source_select: number;
}

export interface SetControl {
  readonly lp_sel: readonly ChannelSource[];
  readonly int_fmt_cde: number;
  readonly scalars: readonly number[] | undefined;
  readonly divisor: readonly number[] | undefined;
}

/** Table 62. */
export type ProfileControl = OfSets<SetControl>;

function controlOf(set: SetNumber): Fields<SetControl> {
  const channels = countOf(set, "nbr_chns");
  const scaled = flagIn(ACT_PROFILE, "lp_flags", `scalar_divisor_flag_set${set}`);
  return {
    lp_sel: array(
      channels,
      record<ChannelSource>("LP_SOURCE_SEL_RCD", {
        chnl_flag: bits<ChannelFlags>(1, { end_rdg_flag: 0 }),
        lp_source_sel: uint(1),
        end_blk_rdg_source_select: uint(1),
      }),
    ),
    int_fmt_cde: noted(
      uint(1),
      "1, 2, 4 = UINT8, 16, 32; 8, 16, 32 = INT8, 16, 32; 64, 128 = NI_FMAT1, 2",
    ),
    scalars: when(scaled, array(channels, uint(2))),
    divisor: when(scaled, array(channels, uint(2))),
  };
}

const CONTROL = controlOf(1);

export const PROFILE_CONTROL: Table<ProfileControl> = table(
  62,
  "LP_CTRL_TBL",
  "What each channel records: sources of table 16, and recorded = measured x scalar / divisor.",
  {
    lp_sel_set1: CONTROL.lp_sel,
    int_fmt_cde1: CONTROL.int_fmt_cde,
    scalars_set1: CONTROL.scalars,
    divisor_set1: CONTROL.divisor,
    ...laterSets(controlOf),
  },
);

interface ProfileSetFlags {
  readonly order: boolean;
  readonly overflow_flag: boolean;
  readonly list_type: boolean;
  readonly block_inhibit_overflow_flag: boolean;
  readonly interval_order: boolean;
  readonly active_mode_flag: boolean;
  readonly test_mode: boolean;
}

/** Where the newest data of one set are. */
export interface ProfileStatus {
  readonly lp_set_status_flags: ProfileSetFlags;
  readonly nbr_valid_blocks: number;
  readonly last_block_element: number;
  readonly last_block_seq_nbr: number;
  readonly nbr_unread_blocks: number;
  readonly nbr_valid_int: number;
}

export interface SetStatus {
  readonly lp_status: ProfileStatus;
}

/** Table 63. */
export type ProfileStatuses = OfSets<SetStatus>;

const STATUS: Type<ProfileStatus> = record<ProfileStatus>("LP_SET_STATUS_RCD", {
  lp_set_status_flags: noted(
    bits<ProfileSetFlags>(1, {
      order: 0,
      overflow_flag: 1,
      list_type: 2,
      block_inhibit_overflow_flag: 3,
      interval_order: 4,
      active_mode_flag: 5,
      test_mode: 6,
    }),
    "a circular list, each block and each interval newer than the one before",
  ),
  nbr_valid_blocks: uint(2),
  last_block_element: uint(2),
  last_block_seq_nbr: uint(4),
  nbr_unread_blocks: uint(2),
  nbr_valid_int: noted(uint(2), "in the newest block"),
});

export const PROFILE_STATUS: Table<ProfileStatuses> = table(
  63,
  "LP_STATUS_TBL",
  "Where in table 64 the newest data are.",
  { lp_status_set1: STATUS, ...laterSets<SetStatus>(() => ({ lp_status: STATUS })) },
);

interface EndReading {
  readonly block_end_read: Known;
  readonly block_end_pulse: number | undefined;
}

/** The form of interval data, by INT_FMT_CDE. */
function interval(set: SetNumber): Type<Known> {
  const field = `int_fmt_cde${set}` as const;
  const name = field.toUpperCase();
  const forms = new Map<number, Type<Known>>([
    [1, uint(1) as Type<Known>],
    [2, uint(2) as Type<Known>],
    [4, uint(4) as Type<Known>],
    [8, int(1) as Type<Known>],
    [16, int(2) as Type<Known>],
    [32, int(4) as Type<Known>],
    [64, NI_FMAT1],
    [128, NI_FMAT2],
  ]);
  const of = (scope: Scope): Type<Known> => {
    const code = scope.of(PROFILE_CONTROL)[field];
    const form = forms.get(code ?? 0);
    if (form !== undefined) return form;
    throw new TableError("E-TBL-03", `${name} is ${code}, which no table has: mend table 62.`);
  };
  return {
    name: `form of LP_CTRL_TBL.${name}`,
    note: "",
    inner: { kind: "leaf" },
    size: (scope) => of(scope).size(scope),
    put: (value, scope, to) => of(scope).put(value, scope, to),
    take: (scope, from) => of(scope).take(scope, from),
  };
}

/** One interval: nibbles of status, and a value for each channel. */
interface ProfileInterval {
  /** Octet 0: common nibble high, channel 1 low; then two channels each, the even one high. */
  readonly extended_int_status: readonly number[] | undefined;
  readonly int_data: readonly Known[];
}

interface Closure {
  readonly status: number;
  readonly nbr_valid_interval: number;
}

export interface ProfileBlock {
  readonly blk_end_time: Known;
  readonly end_readings: readonly EndReading[];
  /** Of the edition of 1997: how each channel of the block ended, and how long it is. */
  readonly closure_status?: readonly Closure[] | undefined;
  readonly simple_int_status: readonly number[] | undefined;
  readonly lp_int: readonly ProfileInterval[];
}

/** What the edition of 2008 uses otherwise was CLOSURE_STATUS_FLAG in that of 1997. */
const closes = (scope: Scope): boolean =>
  scope.of(GEN_CONFIG).std_version_no < 2 &&
  scope.of(ACT_PROFILE).lp_flags.clk_end_rd_indicator_flag;

/** One block of tables 64 to 67. */
export function profileBlock(set: SetNumber): Type<ProfileBlock> {
  const channels = countOf(set, "nbr_chns");
  const intervals = countOf(set, "nbr_blk_ints");
  const first: Fields<Pick<ProfileBlock, "blk_end_time" | "end_readings">> = {
    blk_end_time: STIME_DATE,
    end_readings: array(
      channels,
      record<EndReading>("READINGS_RCD", {
        block_end_read: when(flagIn(ACT_PROFILE, "lp_flags", "blk_end_read_flag"), NI_FMAT1),
        block_end_pulse: when(flagIn(ACT_PROFILE, "lp_flags", "blk_end_pulse_flag"), uint(4)),
      }),
    ),
  };
  const last: Fields<Pick<ProfileBlock, "simple_int_status" | "lp_int">> = {
    simple_int_status: when(
      flagIn(ACT_PROFILE, "lp_flags", "simple_int_status_flag"),
      members(reckoned(`(${intervals.text}+7)/8`, intervals, (count) => (count + 7) >> 3)),
    ),
    lp_int: array(
      intervals,
      record<ProfileInterval>(`INT_SET${set}_RCD`, {
        extended_int_status: noted(
          when(
            flagIn(ACT_PROFILE, "lp_flags", "extended_int_status_flag"),
            array(
              reckoned(`${channels.text}/2+1`, channels, (count) => (count >> 1) + 1),
              uint(1),
            ),
          ),
          "common: b4 daylight saving, b5 power failed, b6 clock set on, b7 clock set back; " +
            "channel: 0 whole, 2 partial, 3 long, 4 skipped, 7 stopped",
        ),
        int_data: array(channels, interval(set)),
      }),
    ),
  };
  const closure = bits<Closure>(2, { status: [0, 4], nbr_valid_interval: [4, 12] });
  const name = `LP_BLK${set}_DAT_RCD`;
  const now = record<Omit<ProfileBlock, "closure_status">>(name, { ...first, ...last });
  const before = record<ProfileBlock>(name, {
    ...first,
    closure_status: array(channels, closure),
    ...last,
  });
  // Another record and not a field under a condition: it would move the indices of what follows.
  const of = (scope: Scope): Type<ProfileBlock> => (closes(scope) ? before : now);
  return {
    ...now,
    size: (scope) => of(scope).size(scope),
    put: (value, scope, to) => of(scope).put(value, scope, to),
    take: (scope, from) => of(scope).take(scope, from),
  };
}

/** Table 64. */
export interface ProfileData {
  readonly lp_data_set1: readonly ProfileBlock[];
}

export const PROFILE_DATA: Table<ProfileData> = table(
  64,
  "LP_DATA_SET1_TBL",
  "The load profile, one block a day; places that hold no block yet are skipped.",
  { lp_data_set1: array(countOf(1, "nbr_blks"), profileBlock(1)) },
);

/** Tables 65 to 67, which other makers' meters may have. */
export const LATER_PROFILE_DATA: readonly Table<object>[] = LATER_SETS.map((set) =>
  table<Record<string, readonly ProfileBlock[]>>(63 + set, `LP_DATA_SET${set}_TBL`, "", {
    [`lp_data_set${set}`]: array(countOf(set, "nbr_blks"), profileBlock(set)),
  }),
);
