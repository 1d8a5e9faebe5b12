/** Decade 6: the load profile. Set 1 of the four sets of the standard. */
import { TableError } from "../language/formats";
import type { Known } from "../language/numbers";
import {
  array,
  countIn,
  flagIn,
  noted,
  computedCount,
  record,
  table,
  when,
} from "../language/schema";
import type { RecordFields, Scope, Table, Type } from "../language/schema";
import { NI_FMAT1, NI_FMAT2, STIME_DATE, bits, int, set, uint } from "../language/types";

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

/** Tables 60 and 61, for a meter with set 1 alone. */
export interface ProfileLimits {
  readonly lp_memory_len: number;
  readonly lp_flags: ProfileFlags;
  readonly lp_fmats: ProfileFormats;
  readonly nbr_blks_set1: number;
  readonly nbr_blk_ints_set1: number;
  readonly nbr_chns_set1: number;
  readonly max_int_time_set1: number;
}

const LIMITS: RecordFields<ProfileLimits> = {
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
};

export const DIM_PROFILE: Table<ProfileLimits> = table(
  60,
  "DIM_LP_TBL",
  "The capacity of the tables of this decade.",
  LIMITS,
);

export const ACT_PROFILE: Table<ProfileLimits> = table(
  61,
  "ACT_LP_TBL",
  "The present contents of the tables of this decade.",
  LIMITS,
);

const CHANNELS = countIn(ACT_PROFILE, "nbr_chns_set1");
const INTERVALS = countIn(ACT_PROFILE, "nbr_blk_ints_set1");
const SCALED = flagIn(ACT_PROFILE, "lp_flags", "scalar_divisor_flag_set1");

interface ChannelFlags {
  readonly end_rdg_flag: boolean;
}

interface ChannelSource {
  readonly chnl_flag: ChannelFlags;
  readonly lp_source_sel: number;
  readonly end_blk_rdg_source_select: number;
}

/** Table 62. */
export interface ProfileControl {
  readonly lp_sel_set1: readonly ChannelSource[];
  readonly int_fmt_cde1: number;
  readonly scalars_set1: readonly number[] | undefined;
  readonly divisor_set1: readonly number[] | undefined;
}

export const PROFILE_CONTROL: Table<ProfileControl> = table(
  62,
  "LP_CTRL_TBL",
  "The source (table 16) of each channel; recorded = measured x scalar / divisor.",
  {
    lp_sel_set1: array(
      CHANNELS,
      record<ChannelSource>("LP_SOURCE_SEL_RCD", {
        chnl_flag: bits<ChannelFlags>(1, { end_rdg_flag: 0 }),
        lp_source_sel: uint(1),
        end_blk_rdg_source_select: uint(1),
      }),
    ),
    int_fmt_cde1: noted(
      uint(1),
      "1, 2, 4 = UINT8, 16, 32; 8, 16, 32 = INT8, 16, 32; 64, 128 = NI_FMAT1, 2",
    ),
    scalars_set1: when(SCALED, array(CHANNELS, uint(2))),
    divisor_set1: when(SCALED, array(CHANNELS, uint(2))),
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

/** Where the newest data of a set are. */
export interface ProfileStatus {
  readonly lp_set_status_flags: ProfileSetFlags;
  readonly nbr_valid_blocks: number;
  readonly last_block_element: number;
  readonly last_block_seq_nbr: number;
  readonly nbr_unread_blocks: number;
  readonly nbr_valid_int: number;
}

/** Table 63, for a meter with set 1 alone. */
export interface ProfileStatuses {
  readonly lp_status_set1: ProfileStatus;
}

export const PROFILE_STATUS: Table<ProfileStatuses> = table(
  63,
  "LP_STATUS_TBL",
  "The position of the newest data in table 64.",
  {
    lp_status_set1: record<ProfileStatus>("LP_SET_STATUS_RCD", {
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
    }),
  },
);

interface EndReading {
  readonly block_end_read: Known;
  readonly block_end_pulse: number | undefined;
}

/** The format of interval data, by INT_FMT_CDE. */
function interval(): Type<Known> {
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
    const code = scope.of(PROFILE_CONTROL).int_fmt_cde1;
    const form = forms.get(code);
    if (form !== undefined) return form;
    throw new TableError(
      "E-TBL-03",
      `INT_FMT_CDE1 is ${code}, which is not standard: correct table 62.`,
    );
  };
  return {
    name: "format of LP_CTRL_TBL.INT_FMT_CDE1",
    note: "",
    inner: { kind: "leaf" },
    size: (scope) => of(scope).size(scope),
    put: (value, scope, to) => of(scope).put(value, scope, to),
    take: (scope, from) => of(scope).take(scope, from),
  };
}

/** One interval: status nibbles, and a value for each channel. */
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
  /** In the 1997 edition: how each channel of the block ended, and how long it is. */
  readonly closure_status?: readonly Closure[] | undefined;
  readonly simple_int_status: readonly number[] | undefined;
  readonly lp_int: readonly ProfileInterval[];
}

const BLOCK_END: RecordFields<Pick<ProfileBlock, "blk_end_time" | "end_readings">> = {
  blk_end_time: STIME_DATE,
  end_readings: array(
    CHANNELS,
    record<EndReading>("READINGS_RCD", {
      block_end_read: when(flagIn(ACT_PROFILE, "lp_flags", "blk_end_read_flag"), NI_FMAT1),
      block_end_pulse: when(flagIn(ACT_PROFILE, "lp_flags", "blk_end_pulse_flag"), uint(4)),
    }),
  ),
};

const BLOCK_DATA: RecordFields<Pick<ProfileBlock, "simple_int_status" | "lp_int">> = {
  simple_int_status: when(
    flagIn(ACT_PROFILE, "lp_flags", "simple_int_status_flag"),
    set(computedCount(`(${INTERVALS.text}+7)/8`, INTERVALS, (count) => (count + 7) >> 3)),
  ),
  lp_int: array(
    INTERVALS,
    record<ProfileInterval>("INT_SET1_RCD", {
      extended_int_status: noted(
        when(
          flagIn(ACT_PROFILE, "lp_flags", "extended_int_status_flag"),
          array(
            computedCount(`${CHANNELS.text}/2+1`, CHANNELS, (count) => (count >> 1) + 1),
            uint(1),
          ),
        ),
        "common: b4 daylight saving, b5 power failed, b6 clock set on, b7 clock set back; " +
          "channel: 0 whole, 2 partial, 3 long, 4 skipped, 7 stopped",
      ),
      int_data: array(CHANNELS, interval()),
    }),
  ),
};

/** One block of table 64. */
export const PROFILE_BLOCK: Type<ProfileBlock> = record<Omit<ProfileBlock, "closure_status">>(
  "LP_BLK1_DAT_RCD",
  { ...BLOCK_END, ...BLOCK_DATA },
);

/** A block with CLOSURE_STATUS, of the 1997 edition. */
export const CLOSED_BLOCK: Type<ProfileBlock> = record<ProfileBlock>("LP_BLK1_DAT_RCD", {
  ...BLOCK_END,
  closure_status: array(
    CHANNELS,
    bits<Closure>(2, { status: [0, 4], nbr_valid_interval: [4, 12] }),
  ),
  ...BLOCK_DATA,
});

/** Table 64. */
export interface ProfileData {
  readonly lp_data_set1: readonly ProfileBlock[];
}

export const PROFILE_DATA: Table<ProfileData> = table(
  64,
  "LP_DATA_SET1_TBL",
  "The load profile, one block per day; unused blocks are marked as skipped.",
  {
    lp_data_set1: array(countIn(ACT_PROFILE, "nbr_blks_set1"), PROFILE_BLOCK),
  },
);
