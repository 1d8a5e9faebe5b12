/** Decade 1: the measured quantities, their units, and how demands are formed. */
import { array, countIn, flagIn, noted, record, table, when } from "../language/schema";
import type { FieldCondition, RecordFields, Table } from "../language/schema";
import type { Known } from "../language/numbers";
import { NI_FMAT1, bits, uint } from "../language/types";

interface SourceFlags {
  readonly pf_exclude_flag: boolean;
  readonly reset_exclude_flag: boolean;
  readonly block_demand_flag: boolean;
  readonly sliding_demand_flag: boolean;
  readonly thermal_demand_flag: boolean;
  readonly set1_flag: boolean;
  readonly set2_flag: boolean;
  readonly conversion_alg_flag: boolean;
}

/** Tables 10 and 11. */
export interface SourceLimits {
  readonly source_flags: SourceFlags;
  readonly nbr_uom_entries: number;
  readonly nbr_demand_ctrl_entries: number;
  readonly data_ctrl_length: number;
  readonly nbr_data_ctrl_entries: number;
  readonly nbr_constants_entries: number;
  readonly constants_selector: number;
  readonly nbr_sources: number;
}

const LIMITS: RecordFields<SourceLimits> = {
  source_flags: bits<SourceFlags>(1, {
    pf_exclude_flag: 0,
    reset_exclude_flag: 1,
    block_demand_flag: 2,
    sliding_demand_flag: 3,
    thermal_demand_flag: 4,
    set1_flag: 5,
    set2_flag: 6,
    conversion_alg_flag: 7,
  }),
  nbr_uom_entries: uint(1),
  nbr_demand_ctrl_entries: uint(1),
  data_ctrl_length: uint(1),
  nbr_data_ctrl_entries: uint(1),
  nbr_constants_entries: uint(1),
  constants_selector: noted(uint(1), "2 = electric"),
  nbr_sources: uint(1),
};

export const DIM_SOURCES: Table<SourceLimits> = table(
  10,
  "DIM_SOURCES_LIM_TBL",
  "The capacity of the tables of this decade.",
  LIMITS,
);

export const ACT_SOURCES: Table<SourceLimits> = table(
  11,
  "ACT_SOURCES_LIM_TBL",
  "The present contents of the tables of this decade.",
  LIMITS,
);

interface UnitOfMeasure {
  readonly id_code: number;
  readonly time_base: number;
  readonly multiplier: number;
  readonly q1_accountability: boolean;
  readonly q2_accountability: boolean;
  readonly q3_accountability: boolean;
  readonly q4_accountability: boolean;
  readonly net_flow_accountability: boolean;
  readonly segmentation: number;
  readonly harmonic: boolean;
  readonly id_resource: number;
  readonly nfs: boolean;
}

/** Table 12. */
export interface UnitsOfMeasure {
  readonly uom_entry: readonly UnitOfMeasure[];
}

export const UOM_ENTRY: Table<UnitsOfMeasure> = table(
  12,
  "UOM_ENTRY_TBL",
  "The unit of each source. MULTIPLIER 0 = 1, 6 = a thousandth.",
  {
    uom_entry: array(
      countIn(ACT_SOURCES, "nbr_uom_entries"),
      noted(
        bits<UnitOfMeasure>(4, {
          id_code: [0, 8],
          time_base: [8, 3],
          multiplier: [11, 3],
          q1_accountability: 14,
          q2_accountability: 15,
          q3_accountability: 16,
          q4_accountability: 17,
          net_flow_accountability: 18,
          segmentation: [19, 3],
          harmonic: 22,
          id_resource: [23, 5],
          nfs: 31,
        }),
        "ID_CODE 0 W, 1 var, 2 VA, 8 V, 12 A, 24 power factor, 33 Hz",
      ),
    ),
  },
);

interface DemandInterval {
  readonly sub_int: number | undefined;
  readonly int_multiplier: number | undefined;
  readonly int_length: number | undefined;
}

/** Table 13. */
export interface DemandControl {
  readonly reset_exclusion: number | undefined;
  readonly p_fail_recogntn: number | undefined;
  readonly p_fail_exclusion: number | undefined;
  readonly cold_load_pickup: number | undefined;
  readonly interval_value: readonly DemandInterval[];
}

const SLIDING = flagIn(ACT_SOURCES, "source_flags", "sliding_demand_flag");
const NOT_SLIDING: FieldCondition = {
  text: `not ${SLIDING.text}`,
  of: (scope) => !SLIDING.of(scope),
};
const POWER_FAIL = flagIn(ACT_SOURCES, "source_flags", "pf_exclude_flag");

export const DEMAND_CONTROL: Table<DemandControl> = table(
  13,
  "DEMAND_CONTROL_TBL",
  "How demands are formed: minutes per subinterval, and subintervals per interval.",
  {
    reset_exclusion: when(flagIn(ACT_SOURCES, "source_flags", "reset_exclude_flag"), uint(1)),
    p_fail_recogntn: when(POWER_FAIL, uint(1)),
    p_fail_exclusion: when(POWER_FAIL, uint(1)),
    cold_load_pickup: when(POWER_FAIL, uint(1)),
    interval_value: array(
      countIn(ACT_SOURCES, "nbr_demand_ctrl_entries"),
      record<DemandInterval>("INT_CONTROL_RCD", {
        sub_int: when(SLIDING, uint(1)),
        int_multiplier: when(SLIDING, uint(1)),
        int_length: when(NOT_SLIDING, uint(2)),
      }),
    ),
  },
);

interface ConstantFlags {
  readonly set_applied_flag: boolean;
}

interface RatioSet {
  readonly set_flags: ConstantFlags;
  readonly ratio_f1: Known;
  readonly ratio_p1: Known;
}

interface Constants {
  readonly multiplier: Known;
  readonly offset: Known;
  readonly set1_constants: RatioSet | undefined;
  readonly set2_constants: RatioSet | undefined;
}

/** Table 15, for electric meters. */
export interface AllConstants {
  readonly selection: readonly Constants[];
}

const RATIOS = record<RatioSet>("SET_CONSTANTS_RCD", {
  set_flags: bits<ConstantFlags>(1, { set_applied_flag: 0 }),
  ratio_f1: NI_FMAT1,
  ratio_p1: NI_FMAT1,
});

export const CONSTANTS: Table<AllConstants> = table(
  15,
  "CONSTANTS_TBL",
  "Value = register times MULTIPLIER plus OFFSET, in the unit of table 12.",
  {
    selection: array(
      countIn(ACT_SOURCES, "nbr_constants_entries"),
      record<Constants>("ELECTRIC_CONSTANTS_RCD", {
        multiplier: NI_FMAT1,
        offset: NI_FMAT1,
        set1_constants: when(flagIn(ACT_SOURCES, "source_flags", "set1_flag"), RATIOS),
        set2_constants: when(flagIn(ACT_SOURCES, "source_flags", "set2_flag"), RATIOS),
      }),
    ),
  },
);

interface SourceDefinition {
  readonly uom_entry_flag: boolean;
  readonly demand_ctrl_flag: boolean;
  readonly data_ctrl_flag: boolean;
  readonly constants_flag: boolean;
  readonly pulse_engr_flag: boolean;
  readonly constant_to_be_applied: boolean;
}

/** Table 16. */
export interface SourceDefinitions {
  readonly sources_link: readonly SourceDefinition[];
}

export const SOURCES: Table<SourceDefinitions> = table(
  16,
  "SOURCE_DEFINITION_TBL",
  "Which entries of tables 12, 13 and 15 each source has; sources are counted from 0.",
  {
    sources_link: array(
      countIn(ACT_SOURCES, "nbr_sources"),
      bits<SourceDefinition>(1, {
        uom_entry_flag: 0,
        demand_ctrl_flag: 1,
        data_ctrl_flag: 2,
        constants_flag: 3,
        pulse_engr_flag: 4,
        constant_to_be_applied: 5,
      }),
    ),
  },
);
