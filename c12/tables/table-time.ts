/** Decade 5: the clock. */
import type { Known } from "../language/numbers";
import { noted, table } from "../language/schema";
import type { RecordFields, Table, Type } from "../language/schema";
import { LTIME_DATE, bits, uint } from "../language/types";

interface TimeFunctions1 {
  readonly tou_self_read_flag: boolean;
  readonly season_self_read_flag: boolean;
  readonly season_demand_reset_flag: boolean;
  readonly season_chng_armed_flag: boolean;
  readonly sort_dates_flag: boolean;
  readonly anchor_date_flag: boolean;
}

interface TimeFunctions2 {
  readonly cap_dst_auto_flag: boolean;
  readonly separate_weekdays_flag: boolean;
  readonly separate_sum_demands_flag: boolean;
  readonly sort_tier_switches_flag: boolean;
  readonly cap_tm_zn_offset_flag: boolean;
}

interface CalendarFunctions {
  readonly nbr_seasons: number;
  readonly nbr_special_sched: number;
}

/** Tables 50 and 51. */
export interface TimeLimits {
  readonly time_func_flag1: TimeFunctions1;
  readonly time_func_flag2: TimeFunctions2;
  readonly calendar_func: CalendarFunctions;
  readonly nbr_non_recurr_dates: number;
  readonly nbr_recurr_dates: number;
  readonly nbr_tier_switches: number;
  readonly calendar_tbl_size: number;
}

const LIMITS: RecordFields<TimeLimits> = {
  time_func_flag1: bits<TimeFunctions1>(1, {
    tou_self_read_flag: 0,
    season_self_read_flag: 1,
    season_demand_reset_flag: 2,
    season_chng_armed_flag: 3,
    sort_dates_flag: 4,
    anchor_date_flag: 5,
  }),
  time_func_flag2: bits<TimeFunctions2>(1, {
    cap_dst_auto_flag: 0,
    separate_weekdays_flag: 1,
    separate_sum_demands_flag: 2,
    sort_tier_switches_flag: 3,
    cap_tm_zn_offset_flag: 4,
  }),
  calendar_func: bits<CalendarFunctions>(1, { nbr_seasons: [0, 4], nbr_special_sched: [4, 4] }),
  nbr_non_recurr_dates: uint(1),
  nbr_recurr_dates: uint(1),
  nbr_tier_switches: uint(2),
  calendar_tbl_size: uint(2),
};

export const DIM_TIME: Table<TimeLimits> = table(
  50,
  "DIM_TIME_TOU_TBL",
  "The capacity of the tables of this decade: a clock, and no calendar.",
  LIMITS,
);

export const ACT_TIME: Table<TimeLimits> = table(
  51,
  "ACT_TIME_TOU_TBL",
  "The present contents of the tables of this decade.",
  LIMITS,
);

interface TimeQualifier {
  readonly day_of_week: number;
  readonly dst_flag: boolean;
  readonly gmt_flag: boolean;
  readonly tm_zn_applied_flag: boolean;
  readonly dst_applied_flag: boolean;
  readonly dst_supported_flag: boolean;
}

const QUALIFIER: Type<TimeQualifier> = noted(
  bits<TimeQualifier>(1, {
    day_of_week: [0, 3],
    dst_flag: 3,
    gmt_flag: 4,
    tm_zn_applied_flag: 5,
    dst_applied_flag: 6,
    dst_supported_flag: 7,
  }),
  "DAY_OF_WEEK 0 = Sunday, 7 = not known; the clock is in UTC",
);

/** Table 52. */
export interface Clock {
  readonly clock_calendar: Known;
  readonly time_date_qual: TimeQualifier;
}

export const CLOCK: Table<Clock> = table(52, "CLOCK_TBL", "The clock; month 0 while not set.", {
  clock_calendar: LTIME_DATE,
  time_date_qual: QUALIFIER,
});

interface ClockStatus {
  readonly curr_tier: number;
  readonly tier_drive: number;
  readonly special_schd_active: number;
  readonly season: number;
}

/** Table 55. */
export interface ClockState extends Clock {
  readonly status: ClockStatus;
}

export const CLOCK_STATE: Table<ClockState> = table(
  55,
  "CLOCK_STATE_TBL",
  "The clock, and the tier and season that it selects (there is one of each).",
  {
    clock_calendar: LTIME_DATE,
    time_date_qual: QUALIFIER,
    status: bits<ClockStatus>(2, {
      curr_tier: [0, 3],
      tier_drive: [6, 2],
      special_schd_active: [8, 4],
      season: [12, 4],
    }),
  },
);
