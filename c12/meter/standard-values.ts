/** The values of the standard tables. */
import { accessControl } from "../tables/access";
import { EVENT_SETS } from "../records/event-log";
import { OWN_FORMATS } from "../language/formats";
import { interlockProven } from "../records/meter-data";
import type { MeterData, RegisterReadings } from "../records/meter-data";
import type { Known } from "../language/numbers";
import { PROCEDURE_LIST } from "../tables/procedure-list";
import {
  METER_SOURCES,
  demands,
  sourceNumbers,
  presentValues,
  summations,
} from "../records/sources";
import type {
  GeneralConfiguration,
  ManufacturerIdentity,
  ModeStatus,
  Nameplate,
  UtilityInformation,
} from "../tables/table-general";
import type { LogControl } from "../tables/table-logs";
import { MFG } from "../tables/table-meter";
import type {
  DataSelection,
  PresentData,
  PresentSelection,
  RegisterData,
  RegisterLimits,
  ResetRegisters,
} from "../tables/table-registers";
import type { AccessControl, SecurityLimits } from "../tables/table-security";
import type {
  AllConstants,
  DemandControl,
  SourceDefinitions,
  SourceLimits,
  UnitsOfMeasure,
} from "../tables/table-sources";
import type { Clock, ClockState, TimeLimits } from "../tables/table-time";

const octetsFor = (members: readonly number[]): number => (Math.max(0, ...members) >> 3) + 1;

const split = (numbers: readonly number[]): { std: number[]; mfg: number[] } => ({
  std: numbers.filter((number) => number < MFG),
  mfg: numbers.filter((number) => number >= MFG).map((number) => number - MFG),
});

const PROCEDURES = split(PROCEDURE_LIST.map(({ number }) => number));

/** Maximum parameters and answer of a procedure, in octets. */
const PARAMETER_OCTETS = 10;
const ANSWER_OCTETS = 12;

/** Table 0 of a meter with these tables. */
export function generalConfiguration(tables: readonly number[]): GeneralConfiguration {
  const { std, mfg } = split(tables);
  return {
    format_control_1: {
      data_order: OWN_FORMATS.msb_first,
      char_format: OWN_FORMATS.char_format,
      model_select: 0,
    },
    format_control_2: {
      tm_format: OWN_FORMATS.tm_format,
      data_access_method: 3,
      id_form: OWN_FORMATS.id_is_bcd,
      int_format: OWN_FORMATS.int_format,
    },
    format_control_3: {
      ni_format1: OWN_FORMATS.ni_format1,
      ni_format2: OWN_FORMATS.ni_format2,
    },
    device_class: new Uint8Array(4),
    nameplate_type: 2,
    default_set_used: 0,
    max_proc_parm_length: PARAMETER_OCTETS,
    max_resp_data_len: ANSWER_OCTETS,
    std_version_no: 2,
    std_revision_no: 0,
    dim_std_tbls_used: octetsFor(std),
    dim_mfg_tbls_used: octetsFor(mfg),
    dim_std_proc_used: octetsFor(PROCEDURES.std),
    dim_mfg_proc_used: octetsFor(PROCEDURES.mfg),
    dim_mfg_status_used: 1,
    nbr_pending: 0,
    std_tbls_used: std,
    mfg_tbls_used: mfg,
    std_proc_used: PROCEDURES.std,
    mfg_proc_used: PROCEDURES.mfg,
    std_tbls_write: [7],
    mfg_tbls_write: [],
  };
}

export const manufacturerIdentity = ({ identity }: MeterData): ManufacturerIdentity => ({
  manufacturer: identity.manufacturer,
  ed_model: identity.model,
  hw_version_number: identity.hardware[0],
  hw_revision_number: identity.hardware[1],
  fw_version_number: identity.firmware[0],
  fw_revision_number: identity.firmware[1],
  mfg_serial_number: identity.serial,
});

/** Form 2S, class 200. */
export const NAMEPLATE_VALUES: Nameplate = {
  e_kh: "7.2",
  e_kt: "7.2",
  e_input_scalar: 1,
  e_ed_config: "2S",
  e_elements: { e_freq: 0, e_no_of_elements: 0, e_base_type: 0, e_accuracy_class: 0 },
  e_volts: { e_elements_volts: 0, e_ed_supply_volts: 0 },
  e_class_max_amps: "200",
  e_ta: "30",
};

function meterStatus(data: MeterData): number[] {
  const { state } = data;
  const flags = [
    state.load_source === "generator",
    state.load_source === "none",
    state.lockout !== 0,
    state.lock_open !== 0,
    interlockProven(state),
    state.load_side_live,
  ];
  return flags.flatMap((set, bit) => (set ? [bit] : []));
}

export function modeStatus(data: MeterData): ModeStatus {
  const { faults, state } = data;
  return {
    ed_mode: {
      metering_flag: true,
      test_mode_flag: false,
      meter_shop_mode_flag: false,
      factory_flag: false,
    },
    ed_std_status1: {
      unprogrammed_flag: false,
      configuration_error_flag: faults.configuration,
      self_chk_error_flag: faults.self_check,
      ram_failure_flag: false,
      rom_failure_flag: false,
      nonvol_mem_failure_flag: faults.store,
      clock_error_flag: data.clock_s === undefined,
      measurement_error_flag: faults.measurement,
      low_battery_flag: false,
      low_loss_potential_flag: faults.utility_low,
      demand_overload_flag: faults.overload,
      power_failure_flag: state.utility_power_failed,
      tamper_detect_flag: faults.tamper,
      reverse_rotation_flag: faults.reverse_energy,
    },
    ed_std_status2: 0,
    ed_mfg_status: meterStatus(data),
  };
}

export const utilityInformation = ({ identity }: MeterData): UtilityInformation => ({
  owner_name: "",
  utility_div: "",
  service_point_id: "",
  elec_addr: "",
  device_id: identity.device_id,
  util_ser_no: "",
  customer_id: "",
  coordinate_1: new Uint8Array(10).fill(0x20),
  coordinate_2: new Uint8Array(10).fill(0x20),
  coordinate_3: new Uint8Array(10).fill(0x20),
  tariff_id: "",
  ex1_sw_vendor: "",
  ex1_sw_version_number: 0,
  ex1_sw_revision_number: 0,
  ex2_sw_vendor: "",
  ex2_sw_version_number: 0,
  ex2_sw_revision_number: 0,
  programmer_name: "",
  misc_id: "",
});

const WITH_UNIT = METER_SOURCES.filter(({ id_code }) => id_code !== undefined);
const DEMAND_SOURCES = sourceNumbers("demand");

export const SOURCE_LIMITS: SourceLimits = {
  source_flags: {
    pf_exclude_flag: false,
    reset_exclude_flag: false,
    block_demand_flag: true,
    sliding_demand_flag: true,
    thermal_demand_flag: false,
    set1_flag: false,
    set2_flag: false,
    conversion_alg_flag: false,
  },
  nbr_uom_entries: WITH_UNIT.length,
  nbr_demand_ctrl_entries: DEMAND_SOURCES.length,
  data_ctrl_length: 0,
  nbr_data_ctrl_entries: 0,
  nbr_constants_entries: WITH_UNIT.length,
  constants_selector: 2,
  nbr_sources: METER_SOURCES.length,
};

export const UNITS: UnitsOfMeasure = {
  uom_entry: WITH_UNIT.map(
    ({ id_code = 0, time_base, multiplier, quadrants, segmentation = 0 }) => ({
      id_code,
      time_base,
      multiplier,
      q1_accountability: quadrants.includes(1),
      q2_accountability: quadrants.includes(2),
      q3_accountability: quadrants.includes(3),
      q4_accountability: quadrants.includes(4),
      net_flow_accountability: false,
      segmentation,
      harmonic: false,
      id_resource: 0,
      nfs: false,
    }),
  ),
};

/** Blocks of 15 minutes; sliding demand of three subintervals of 5. */
export const DEMAND_INTERVALS: DemandControl = {
  reset_exclusion: undefined,
  p_fail_recogntn: undefined,
  p_fail_exclusion: undefined,
  cold_load_pickup: undefined,
  interval_value: DEMAND_SOURCES.map((number) => {
    const block = METER_SOURCES[number]?.time_base === 4;
    const [sub_int, int_multiplier] = block ? [15, 1] : [5, 3];
    return { sub_int, int_multiplier, int_length: undefined };
  }),
};

export const CONSTANT_VALUES: AllConstants = {
  selection: WITH_UNIT.map(() => ({
    multiplier: 1,
    offset: 0,
    set1_constants: undefined,
    set2_constants: undefined,
  })),
};

export const SOURCE_DEFINITIONS: SourceDefinitions = {
  sources_link: METER_SOURCES.map(({ id_code, place }) => ({
    uom_entry_flag: id_code !== undefined,
    demand_ctrl_flag: place === "demand",
    data_ctrl_flag: false,
    constants_flag: id_code !== undefined,
    pulse_engr_flag: true,
    constant_to_be_applied: false,
  })),
};

export const REGISTER_LIMITS: RegisterLimits = {
  reg_func1_flags: {
    season_info_field_flag: false,
    date_time_field_flag: true,
    demand_reset_ctr_flag: true,
    demand_reset_lock_flag: false,
    cum_demand_flag: false,
    cont_cum_demand_flag: false,
    time_remaining_flag: false,
  },
  reg_func2_flags: {
    self_read_inhibit_ovf_flag: false,
    self_read_seq_nbr_flag: false,
    daily_self_read_flag: false,
    weekly_self_read_flag: false,
    self_read_demand_reset: 0,
  },
  nbr_self_reads: 0,
  nbr_summations: sourceNumbers("summation").length,
  nbr_demands: DEMAND_SOURCES.length,
  nbr_coin_values: 0,
  nbr_occur: 1,
  nbr_tiers: 0,
  nbr_present_demands: DEMAND_SOURCES.length,
  nbr_present_values: sourceNumbers("present").length,
};

export const DATA_SELECTIONS: DataSelection = {
  summation_select: sourceNumbers("summation"),
  demand_select: DEMAND_SOURCES,
  min_or_max_flags: DEMAND_SOURCES.map((_, n) => n),
  coincident_select: [],
  coin_demand_assoc: [],
};

const registerData = (from: RegisterReadings, demand_resets: number): RegisterData => ({
  nbr_demand_resets: demand_resets % 256,
  tot_data_block: {
    summations: summations(from),
    demands: demands(from).map(({ maximum_w, maximum_at_s }) => ({
      event_time: [maximum_at_s],
      cum_demand: undefined,
      cont_cum_demand: undefined,
      demand: [maximum_w],
    })),
    coincidents: [],
  },
  tier_data_block: [],
});

export const currentRegisters = (data: MeterData): RegisterData =>
  registerData(data.registers, data.counters.demand_resets);

export function resetRegisters({ last_reset }: MeterData): ResetRegisters | undefined {
  if (last_reset === undefined) return undefined;
  const { at_s, registers, demand_resets } = last_reset;
  return {
    register_info: { end_date_time: at_s, season: undefined },
    prev_demand_reset_data: registerData(registers, demand_resets),
  };
}

export const PRESENT_SELECTIONS: PresentSelection = {
  present_demand_select: DEMAND_SOURCES,
  present_value_select: sourceNumbers("present"),
};

export const presentData = (data: MeterData): PresentData => ({
  present_demand: demands(data.registers).map(({ present_w }) => ({
    time_remaining: undefined,
    demand_value: present_w,
  })),
  present_value: presentValues(data),
});

/** One password for each level above the lowest; no keys. */
export function securityLimits(tables: readonly number[]): SecurityLimits {
  return {
    nbr_passwords: 3,
    password_len: 20,
    nbr_keys: 0,
    key_len: 0,
    nbr_perm_used: accessValues(tables).access_control.length,
  };
}

export const accessValues = (tables: readonly number[]): AccessControl =>
  accessControl(tables, PROCEDURE_LIST);

export const TIME_LIMITS: TimeLimits = {
  time_func_flag1: {
    tou_self_read_flag: false,
    season_self_read_flag: false,
    season_demand_reset_flag: false,
    season_chng_armed_flag: false,
    sort_dates_flag: false,
    anchor_date_flag: false,
  },
  time_func_flag2: {
    cap_dst_auto_flag: false,
    separate_weekdays_flag: false,
    separate_sum_demands_flag: false,
    sort_tier_switches_flag: false,
    cap_tm_zn_offset_flag: false,
  },
  calendar_func: { nbr_seasons: 0, nbr_special_sched: 0 },
  nbr_non_recurr_dates: 0,
  nbr_recurr_dates: 0,
  nbr_tier_switches: 0,
  calendar_tbl_size: 0,
};

const dayOfWeek = (clock_s: Known): number =>
  clock_s === undefined ? 7 : (Math.floor(clock_s / 86_400) + 4) % 7;

export const clock = ({ clock_s }: MeterData): Clock => ({
  clock_calendar: clock_s,
  time_date_qual: {
    day_of_week: dayOfWeek(clock_s),
    dst_flag: false,
    gmt_flag: true,
    tm_zn_applied_flag: false,
    dst_applied_flag: false,
    dst_supported_flag: false,
  },
});

export const clockState = (data: MeterData): ClockState => ({
  ...clock(data),
  status: { curr_tier: 0, tier_drive: 0, special_schd_active: 0, season: 0 },
});

const NONE: readonly number[] = [];

/** Table 75. */
export const EVENT_MONITORED: LogControl = {
  std_events_monitored: EVENT_SETS.events,
  mfg_events_monitored: EVENT_SETS.own,
  std_tbls_monitored: NONE,
  mfg_tbls_monitored: NONE,
  std_proc_monitored: NONE,
  mfg_proc_monitored: NONE,
};

/** Table 73. */
export const HISTORY_MONITORED: LogControl = {
  std_events_monitored: EVENT_SETS.history,
  mfg_events_monitored: NONE,
  std_tbls_monitored: NONE,
  mfg_tbls_monitored: NONE,
  std_proc_monitored: PROCEDURES.std,
  mfg_proc_monitored: PROCEDURES.mfg,
};
