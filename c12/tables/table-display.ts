/** Decade 3: what the meter's display shows, and for how long. */
import { array, countIn, noted, record, table } from "../language/schema";
import type { RecordFields, Table } from "../language/schema";
import { binary, bits, uint } from "../language/types";

interface DisplayFlags {
  readonly on_time_flag: boolean;
  readonly off_time_flag: boolean;
  readonly hold_time_flag: boolean;
}

/** Tables 30 and 31. */
export interface DisplayLimits {
  readonly display_ctrl: DisplayFlags;
  readonly nbr_disp_sources: number;
  readonly width_disp_sources: number;
  readonly nbr_pri_disp_list_items: number;
  readonly nbr_pri_disp_lists: number;
  readonly nbr_sec_disp_list_items: number;
  readonly nbr_sec_disp_lists: number;
}

const LIMITS: RecordFields<DisplayLimits> = {
  display_ctrl: noted(
    bits<DisplayFlags>(1, { on_time_flag: 0, off_time_flag: 1, hold_time_flag: 2 }),
    "times that can be changed",
  ),
  nbr_disp_sources: uint(2),
  width_disp_sources: uint(1),
  nbr_pri_disp_list_items: uint(2),
  nbr_pri_disp_lists: uint(1),
  nbr_sec_disp_list_items: uint(2),
  nbr_sec_disp_lists: uint(1),
};

export const DIM_DISPLAY: Table<DisplayLimits> = table(
  30,
  "DIM_DISP_TBL",
  "The capacity of the tables of this decade.",
  LIMITS,
);

export const ACT_DISPLAY: Table<DisplayLimits> = table(
  31,
  "ACT_DISP_TBL",
  "The present contents of the tables of this decade.",
  LIMITS,
);

/** Table 32. */
export interface DisplaySources {
  readonly display_sources: readonly { readonly display_source: Uint8Array }[];
}

export const DISPLAY_SOURCES: Table<DisplaySources> = table(
  32,
  "DISP_SOURCE_TBL",
  "The items that can be shown. In this meter: the number of a source of table 16, least " +
    "significant octet first; FFFF is the state, table 2049.",
  {
    display_sources: array(
      countIn(ACT_DISPLAY, "nbr_disp_sources"),
      record("DISP_SOURCE_DESC_RCD", {
        display_source: binary(countIn(ACT_DISPLAY, "width_disp_sources")),
      }),
    ),
  },
);

interface DisplayTimes {
  readonly on_time: number;
  readonly off_time: number;
}

interface DisplayList {
  readonly hold_time: number;
  readonly default_list: number;
}

/** Table 33. */
export interface PrimaryDisplay {
  readonly pri_disp_list: readonly {
    readonly disp_scroll1: DisplayTimes;
    readonly disp_scroll2: DisplayList;
    readonly nbr_list_items: number;
  }[];
  readonly pri_disp_sources: readonly number[];
}

export const PRIMARY_DISPLAY: Table<PrimaryDisplay> = table(
  33,
  "PRI_DISP_LIST_TBL",
  "The lists that are shown in turn, and the indices in table 32 of their items.",
  {
    pri_disp_list: array(
      countIn(ACT_DISPLAY, "nbr_pri_disp_lists"),
      record("DISP_LIST_DESC_RCD", {
        disp_scroll1: noted(
          bits<DisplayTimes>(1, { on_time: [0, 4], off_time: [4, 4] }),
          "in seconds",
        ),
        disp_scroll2: noted(
          bits<DisplayList>(1, { hold_time: [0, 4], default_list: [4, 4] }),
          "HOLD_TIME in minutes; DEFAULT_LIST 1 = in normal service",
        ),
        nbr_list_items: uint(1),
      }),
    ),
    pri_disp_sources: array(countIn(ACT_DISPLAY, "nbr_pri_disp_list_items"), uint(2)),
  },
);
