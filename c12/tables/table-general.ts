/** Decade 0: what the meter is, its state, its identity, and its procedures. */
import type { Formats, TimeFormat } from "../language/formats";
import { countHere, countIn, noted, table } from "../language/schema";
import type { Table, Type } from "../language/schema";
import { binary, bits, identifier, rest, set, text, uint } from "../language/types";

interface FormatControl1 {
  readonly data_order: boolean;
  readonly char_format: number;
  readonly model_select: number;
}

interface FormatControl2 {
  readonly tm_format: number;
  readonly data_access_method: number;
  readonly id_form: boolean;
  readonly int_format: number;
}

interface FormatControl3 {
  readonly ni_format1: number;
  readonly ni_format2: number;
}

/** Table 0: the formats of all tables, and the tables and procedures in use. */
export interface GeneralConfiguration {
  readonly format_control_1: FormatControl1;
  readonly format_control_2: FormatControl2;
  readonly format_control_3: FormatControl3;
  readonly device_class: Uint8Array;
  readonly nameplate_type: number;
  readonly default_set_used: number;
  readonly max_proc_parm_length: number;
  readonly max_resp_data_len: number;
  readonly std_version_no: number;
  readonly std_revision_no: number;
  readonly dim_std_tbls_used: number;
  readonly dim_mfg_tbls_used: number;
  readonly dim_std_proc_used: number;
  readonly dim_mfg_proc_used: number;
  readonly dim_mfg_status_used: number;
  readonly nbr_pending: number;
  readonly std_tbls_used: readonly number[];
  readonly mfg_tbls_used: readonly number[];
  readonly std_proc_used: readonly number[];
  readonly mfg_proc_used: readonly number[];
  readonly std_tbls_write: readonly number[];
  readonly mfg_tbls_write: readonly number[];
}

const STD_TABLES = countHere("dim_std_tbls_used");
const MFG_TABLES = countHere("dim_mfg_tbls_used");

export const GEN_CONFIG: Table<GeneralConfiguration> = table(
  0,
  "GEN_CONFIG_TBL",
  "The formats of all tables, and the tables and procedures in use.",
  {
    format_control_1: bits<FormatControl1>(1, {
      data_order: 0,
      char_format: [1, 3],
      model_select: [4, 3],
    }),
    format_control_2: bits<FormatControl2>(1, {
      tm_format: [0, 3],
      data_access_method: [3, 2],
      id_form: 5,
      int_format: [6, 2],
    }),
    format_control_3: bits<FormatControl3>(1, { ni_format1: [0, 4], ni_format2: [4, 4] }),
    device_class: binary(4),
    nameplate_type: noted(uint(1), "2 = electric"),
    default_set_used: uint(1),
    max_proc_parm_length: uint(1),
    max_resp_data_len: uint(1),
    std_version_no: noted(uint(1), "2 = edition of 2008"),
    std_revision_no: uint(1),
    dim_std_tbls_used: uint(1),
    dim_mfg_tbls_used: uint(1),
    dim_std_proc_used: uint(1),
    dim_mfg_proc_used: uint(1),
    dim_mfg_status_used: uint(1),
    nbr_pending: uint(1),
    std_tbls_used: set(STD_TABLES),
    mfg_tbls_used: set(MFG_TABLES),
    std_proc_used: set(countHere("dim_std_proc_used")),
    mfg_proc_used: set(countHere("dim_mfg_proc_used")),
    std_tbls_write: set(STD_TABLES),
    mfg_tbls_write: set(MFG_TABLES),
  },
);

/** The table formats of a meter with this table 0. */
export function formatsOf(general: GeneralConfiguration): Formats {
  const { format_control_1: one, format_control_2: two, format_control_3: three } = general;
  return {
    msb_first: one.data_order,
    char_format: one.char_format,
    tm_format: two.tm_format as TimeFormat,
    id_is_bcd: two.id_form,
    int_format: two.int_format,
    ni_format1: three.ni_format1,
    ni_format2: three.ni_format2,
  };
}

/** Table 1. */
export interface ManufacturerIdentity {
  readonly manufacturer: string;
  readonly ed_model: string;
  readonly hw_version_number: number;
  readonly hw_revision_number: number;
  readonly fw_version_number: number;
  readonly fw_revision_number: number;
  readonly mfg_serial_number: string;
}

export const GENERAL_MFG_ID: Table<ManufacturerIdentity> = table(
  1,
  "GENERAL_MFG_ID_TBL",
  "Manufacturer, model and serial number of the meter.",
  {
    manufacturer: text(4),
    ed_model: text(8),
    hw_version_number: uint(1),
    hw_revision_number: uint(1),
    fw_version_number: uint(1),
    fw_revision_number: uint(1),
    mfg_serial_number: identifier(16, 8),
  },
);

interface Elements {
  readonly e_freq: number;
  readonly e_no_of_elements: number;
  readonly e_base_type: number;
  readonly e_accuracy_class: number;
}

interface NameplateVolts {
  readonly e_elements_volts: number;
  readonly e_ed_supply_volts: number;
}

/** Table 2, for electric meters. */
export interface Nameplate {
  readonly e_kh: string;
  readonly e_kt: string;
  readonly e_input_scalar: number;
  readonly e_ed_config: string;
  readonly e_elements: Elements;
  readonly e_volts: NameplateVolts;
  readonly e_class_max_amps: string;
  readonly e_ta: string;
}

export const NAMEPLATE: Table<Nameplate> = table(2, "DEVICE_NAMEPLATE_TBL", "The nameplate data.", {
  e_kh: noted(text(6), "watt hours per pulse"),
  e_kt: noted(text(6), "watt hours per test pulse"),
  e_input_scalar: uint(1),
  e_ed_config: noted(text(5), "form of the socket"),
  e_elements: noted(
    bits<Elements>(2, {
      e_freq: [0, 3],
      e_no_of_elements: [3, 3],
      e_base_type: [6, 4],
      e_accuracy_class: [10, 6],
    }),
    "0 = not stated",
  ),
  e_volts: noted(
    bits<NameplateVolts>(1, { e_elements_volts: [0, 4], e_ed_supply_volts: [4, 4] }),
    "0 = not stated",
  ),
  e_class_max_amps: text(6),
  e_ta: noted(text(6), "test amperes"),
});

interface Mode {
  readonly metering_flag: boolean;
  readonly test_mode_flag: boolean;
  readonly meter_shop_mode_flag: boolean;
  readonly factory_flag: boolean;
}

interface StandardStatus {
  readonly unprogrammed_flag: boolean;
  readonly configuration_error_flag: boolean;
  readonly self_chk_error_flag: boolean;
  readonly ram_failure_flag: boolean;
  readonly rom_failure_flag: boolean;
  readonly nonvol_mem_failure_flag: boolean;
  readonly clock_error_flag: boolean;
  readonly measurement_error_flag: boolean;
  readonly low_battery_flag: boolean;
  readonly low_loss_potential_flag: boolean;
  readonly demand_overload_flag: boolean;
  readonly power_failure_flag: boolean;
  readonly tamper_detect_flag: boolean;
  readonly reverse_rotation_flag: boolean;
}

/** Table 3. */
export interface ModeStatus {
  readonly ed_mode: Mode;
  readonly ed_std_status1: StandardStatus;
  readonly ed_std_status2: number;
  readonly ed_mfg_status: readonly number[];
}

export const ED_MODE_STATUS: Table<ModeStatus> = table(
  3,
  "ED_MODE_STATUS_TBL",
  "The mode of the meter, and its faults.",
  {
    ed_mode: bits<Mode>(1, {
      metering_flag: 0,
      test_mode_flag: 1,
      meter_shop_mode_flag: 2,
      factory_flag: 3,
    }),
    ed_std_status1: noted(
      bits<StandardStatus>(2, {
        unprogrammed_flag: 0,
        configuration_error_flag: 1,
        self_chk_error_flag: 2,
        ram_failure_flag: 3,
        rom_failure_flag: 4,
        nonvol_mem_failure_flag: 5,
        clock_error_flag: 6,
        measurement_error_flag: 7,
        low_battery_flag: 8,
        low_loss_potential_flag: 9,
        demand_overload_flag: 10,
        power_failure_flag: 11,
        tamper_detect_flag: 12,
        reverse_rotation_flag: 13,
      }),
      "POWER_FAILURE_FLAG is the utility line's, even while the generator feeds the meter",
    ),
    ed_std_status2: uint(1),
    ed_mfg_status: noted(
      set(countIn(GEN_CONFIG, "dim_mfg_status_used")),
      "0 on generator, 1 dark, 2 lock-out, 3 lock open, 4 interlock proven, 5 load side live",
    ),
  },
);

/** Table 5. */
interface DeviceIdentity {
  readonly identification: string;
}

export const DEVICE_IDENT: Table<DeviceIdentity> = table(
  5,
  "DEVICE_IDENT_TBL",
  "The utility's name for the meter.",
  { identification: identifier(20, 10) },
);

/** Table 6. */
export interface UtilityInformation {
  readonly owner_name: string;
  readonly utility_div: string;
  readonly service_point_id: string;
  readonly elec_addr: string;
  readonly device_id: string;
  readonly util_ser_no: string;
  readonly customer_id: string;
  readonly coordinate_1: Uint8Array;
  readonly coordinate_2: Uint8Array;
  readonly coordinate_3: Uint8Array;
  readonly tariff_id: string;
  readonly ex1_sw_vendor: string;
  readonly ex1_sw_version_number: number;
  readonly ex1_sw_revision_number: number;
  readonly ex2_sw_vendor: string;
  readonly ex2_sw_version_number: number;
  readonly ex2_sw_revision_number: number;
  readonly programmer_name: string;
  readonly misc_id: string;
}

export const UTIL_INFO: Table<UtilityInformation> = table(
  6,
  "UTIL_INFO_TBL",
  "The utility's notes on meter and service; blank where there are none.",
  {
    owner_name: text(20),
    utility_div: text(20),
    service_point_id: identifier(20, 10),
    elec_addr: text(20),
    device_id: identifier(20, 10),
    util_ser_no: identifier(20, 10),
    customer_id: identifier(20, 10),
    coordinate_1: binary(10),
    coordinate_2: binary(10),
    coordinate_3: binary(10),
    tariff_id: text(8),
    ex1_sw_vendor: text(4),
    ex1_sw_version_number: uint(1),
    ex1_sw_revision_number: uint(1),
    ex2_sw_vendor: text(4),
    ex2_sw_version_number: uint(1),
    ex2_sw_revision_number: uint(1),
    programmer_name: text(10),
    misc_id: text(30),
  },
);

/** A table or procedure number, and when table 8 is to be answered. */
export interface TableId {
  readonly tbl_proc_nbr: number;
  readonly std_vs_mfg_flag: boolean;
  /** 0 answer when done, 1 on exceptions, 2 never, 3 at once and when done. */
  readonly selector: number;
}

/** `TABLE_IDB_BFLD`. */
export const TABLE_ID: Type<TableId> = bits<TableId>(2, {
  tbl_proc_nbr: [0, 11],
  std_vs_mfg_flag: 11,
  selector: [12, 4],
});

/** Table 7. */
export interface ProcedureInitiate {
  readonly proc: TableId;
  readonly seq_nbr: number;
  readonly parm: Uint8Array;
}

export const PROC_INITIATE: Table<ProcedureInitiate> = table(
  7,
  "PROC_INITIATE_TBL",
  "Written to start a procedure.",
  { proc: TABLE_ID, seq_nbr: uint(1), parm: rest("parm") },
);

/** Table 8. */
export interface ProcedureResponse {
  readonly proc: TableId;
  readonly seq_nbr: number;
  readonly result_code: number;
  readonly resp_data: Uint8Array;
}

export const PROC_RESPONSE: Table<ProcedureResponse> = table(
  8,
  "PROC_RESPONSE_TBL",
  "The result of the last procedure of this session.",
  {
    proc: TABLE_ID,
    seq_nbr: uint(1),
    result_code: noted(
      uint(1),
      "0 done, 1 accepted, 2 bad parameter, 3 conflicts with the meter's state, 4 not now, " +
        "5 not authorized, 6 unknown",
    ),
    resp_data: rest("resp_data"),
  },
);
