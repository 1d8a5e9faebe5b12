/** Decade 2: the registers. */
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
import type { RecordFields, Table, Type } from "../language/schema";
import { NI_FMAT1, NI_FMAT2, STIME_DATE, TIME, bits, set, uint } from "../language/types";

interface RegisterFunctions1 {
  readonly season_info_field_flag: boolean;
  readonly date_time_field_flag: boolean;
  readonly demand_reset_ctr_flag: boolean;
  readonly demand_reset_lock_flag: boolean;
  readonly cum_demand_flag: boolean;
  readonly cont_cum_demand_flag: boolean;
  readonly time_remaining_flag: boolean;
}

interface RegisterFunctions2 {
  readonly self_read_inhibit_ovf_flag: boolean;
  readonly self_read_seq_nbr_flag: boolean;
  readonly daily_self_read_flag: boolean;
  readonly weekly_self_read_flag: boolean;
  readonly self_read_demand_reset: number;
}

/** Tables 20 and 21. */
export interface RegisterLimits {
  readonly reg_func1_flags: RegisterFunctions1;
  readonly reg_func2_flags: RegisterFunctions2;
  readonly nbr_self_reads: number;
  readonly nbr_summations: number;
  readonly nbr_demands: number;
  readonly nbr_coin_values: number;
  readonly nbr_occur: number;
  readonly nbr_tiers: number;
  readonly nbr_present_demands: number;
  readonly nbr_present_values: number;
}

const LIMITS: RecordFields<RegisterLimits> = {
  reg_func1_flags: bits<RegisterFunctions1>(1, {
    season_info_field_flag: 0,
    date_time_field_flag: 1,
    demand_reset_ctr_flag: 2,
    demand_reset_lock_flag: 3,
    cum_demand_flag: 4,
    cont_cum_demand_flag: 5,
    time_remaining_flag: 6,
  }),
  reg_func2_flags: bits<RegisterFunctions2>(1, {
    self_read_inhibit_ovf_flag: 0,
    self_read_seq_nbr_flag: 1,
    daily_self_read_flag: 2,
    weekly_self_read_flag: 3,
    self_read_demand_reset: [4, 2],
  }),
  nbr_self_reads: uint(1),
  nbr_summations: uint(1),
  nbr_demands: uint(1),
  nbr_coin_values: uint(1),
  nbr_occur: uint(1),
  nbr_tiers: uint(1),
  nbr_present_demands: uint(1),
  nbr_present_values: uint(1),
};

export const DIM_REGS: Table<RegisterLimits> = table(
  20,
  "DIM_REGS_TBL",
  "The capacity of the tables of this decade.",
  LIMITS,
);

export const ACT_REGS: Table<RegisterLimits> = table(
  21,
  "ACT_REGS_TBL",
  "The present contents of the tables of this decade.",
  LIMITS,
);

const SUMMATIONS = countIn(ACT_REGS, "nbr_summations");
const DEMANDS = countIn(ACT_REGS, "nbr_demands");
const COINCIDENTS = countIn(ACT_REGS, "nbr_coin_values");
const OCCURRENCES = countIn(ACT_REGS, "nbr_occur");

/** Table 22. */
export interface DataSelection {
  readonly summation_select: readonly number[];
  readonly demand_select: readonly number[];
  readonly min_or_max_flags: readonly number[];
  readonly coincident_select: readonly number[];
  readonly coin_demand_assoc: readonly number[];
}

export const DATA_SELECTION: Table<DataSelection> = table(
  22,
  "DATA_SELECTION_TBL",
  "The source (table 16) of each register of table 23: utility delivered first, the " +
    "generator last.",
  {
    summation_select: array(SUMMATIONS, uint(1)),
    demand_select: array(DEMANDS, uint(1)),
    min_or_max_flags: noted(
      set(computedCount(`(${DEMANDS.text}+7)/8`, DEMANDS, (count) => (count + 7) >> 3)),
      "members are maxima",
    ),
    coincident_select: array(COINCIDENTS, uint(1)),
    coin_demand_assoc: array(COINCIDENTS, uint(1)),
  },
);

interface DemandRegister {
  readonly event_time: readonly Known[] | undefined;
  readonly cum_demand: Known;
  readonly cont_cum_demand: Known;
  readonly demand: readonly Known[];
}

interface Coincident {
  readonly coincident_values: readonly Known[];
}

/** One block of registers: the total, or one tier of it. */
export interface DataBlock {
  readonly summations: readonly Known[];
  readonly demands: readonly DemandRegister[];
  readonly coincidents: readonly Coincident[];
}

/** Table 23. */
export interface RegisterData {
  readonly nbr_demand_resets: number | undefined;
  readonly tot_data_block: DataBlock;
  readonly tier_data_block: readonly DataBlock[];
}

const demand: Type<DemandRegister> = record<DemandRegister>("DEMANDS_RCD", {
  event_time: when(
    flagIn(ACT_REGS, "reg_func1_flags", "date_time_field_flag"),
    array(OCCURRENCES, STIME_DATE),
  ),
  cum_demand: when(flagIn(ACT_REGS, "reg_func1_flags", "cum_demand_flag"), NI_FMAT1),
  cont_cum_demand: when(flagIn(ACT_REGS, "reg_func1_flags", "cont_cum_demand_flag"), NI_FMAT1),
  demand: array(OCCURRENCES, NI_FMAT2),
});

const BLOCK: Type<DataBlock> = record<DataBlock>("DATA_BLK_RCD", {
  summations: array(SUMMATIONS, NI_FMAT1),
  demands: array(DEMANDS, demand),
  coincidents: array(
    COINCIDENTS,
    record<Coincident>("COINCIDENTS_RCD", { coincident_values: array(OCCURRENCES, NI_FMAT2) }),
  ),
});

const REGISTERS: RecordFields<RegisterData> = {
  nbr_demand_resets: when(flagIn(ACT_REGS, "reg_func1_flags", "demand_reset_ctr_flag"), uint(1)),
  tot_data_block: BLOCK,
  tier_data_block: array(countIn(ACT_REGS, "nbr_tiers"), BLOCK),
};

export const CURRENT_REGISTERS: Table<RegisterData> = table(
  23,
  "CURRENT_REG_DATA_TBL",
  "The present registers.",
  REGISTERS,
);

/** When a copy of the registers was made. */
interface RegisterInfo {
  readonly end_date_time: Known;
  readonly season: number | undefined;
}

/** Table 25. */
export interface ResetRegisters {
  readonly register_info: RegisterInfo;
  readonly prev_demand_reset_data: RegisterData;
}

export const PREVIOUS_RESET: Table<ResetRegisters> = table(
  25,
  "PREV_DEMAND_RESET_DATA_TBL",
  "The registers at the last demand reset; all 0 before the first.",
  {
    register_info: record<RegisterInfo>("REGISTER_INFO_RCD", {
      end_date_time: when(flagIn(ACT_REGS, "reg_func1_flags", "date_time_field_flag"), STIME_DATE),
      season: when(flagIn(ACT_REGS, "reg_func1_flags", "season_info_field_flag"), uint(1)),
    }),
    prev_demand_reset_data: record<RegisterData>("REGISTER_DATA_RCD", REGISTERS),
  },
);

/** Table 27. */
export interface PresentSelection {
  readonly present_demand_select: readonly number[];
  readonly present_value_select: readonly number[];
}

export const PRESENT_SELECTION: Table<PresentSelection> = table(
  27,
  "PRESENT_REGISTER_SELECT_TBL",
  "The source (table 16) of each value of table 28.",
  {
    present_demand_select: array(countIn(ACT_REGS, "nbr_present_demands"), uint(1)),
    present_value_select: array(countIn(ACT_REGS, "nbr_present_values"), uint(1)),
  },
);

interface PresentDemand {
  /** Seconds left of the interval. */
  readonly time_remaining: Known;
  readonly demand_value: Known;
}

/** Table 28. */
export interface PresentData {
  readonly present_demand: readonly PresentDemand[];
  readonly present_value: readonly Known[];
}

export const PRESENT_REGISTERS: Table<PresentData> = table(
  28,
  "PRESENT_REGISTER_DATA_TBL",
  "Demands of the running interval, and present values.",
  {
    present_demand: array(
      countIn(ACT_REGS, "nbr_present_demands"),
      record<PresentDemand>("PRESENT_DEMAND_RCD", {
        time_remaining: when(flagIn(ACT_REGS, "reg_func1_flags", "time_remaining_flag"), TIME),
        demand_value: NI_FMAT2,
      }),
    ),
    present_value: array(countIn(ACT_REGS, "nbr_present_values"), NI_FMAT1),
  },
);
