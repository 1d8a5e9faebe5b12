/** Decade 4: access control. Passwords and keys cannot be read. */
import { array, countIn, noted, record, table } from "../language/schema";
import type { RecordFields, Table } from "../language/schema";
import { bits, uint } from "../language/types";

/** Tables 40 and 41. */
export interface SecurityLimits {
  readonly nbr_passwords: number;
  readonly password_len: number;
  readonly nbr_keys: number;
  readonly key_len: number;
  readonly nbr_perm_used: number;
}

const LIMITS: RecordFields<SecurityLimits> = {
  nbr_passwords: uint(1),
  password_len: uint(1),
  nbr_keys: uint(1),
  key_len: uint(1),
  nbr_perm_used: uint(2),
};

export const DIM_SECURITY: Table<SecurityLimits> = table(
  40,
  "DIM_SECURITY_LIMITING_TBL",
  "The capacity of the tables of this decade.",
  LIMITS,
);

export const ACT_SECURITY: Table<SecurityLimits> = table(
  41,
  "ACT_SECURITY_LIMITING_TBL",
  "The present contents of the tables of this decade.",
  LIMITS,
);

/** The table of passwords; its number is all that anybody is told of it. */
export const PASSWORDS_ID = 42;

/** Tables of passwords, keys and extended keys: no level reads or writes them. */
export const SECRET_TABLES: readonly number[] = [PASSWORDS_ID, 45, 46];

interface AccessId {
  readonly tbl_proc_nbr: number;
  readonly std_vs_mfg_flag: boolean;
  readonly proc_flag: boolean;
  readonly flag1: boolean;
  readonly flag2: boolean;
  readonly flag3: boolean;
}

interface Permission {
  readonly access_table_def: AccessId;
  readonly read: number;
  readonly write: number;
}

/** Table 44. */
export interface AccessControl {
  readonly access_control: readonly Permission[];
}

export const ACCESS_CONTROL: Table<AccessControl> = table(
  44,
  "ACCESS_CONTROL_TBL",
  "The groups that may read, write or start each table or procedure. " +
    "Group 0 reads, 1 writes, 2 operates.",
  {
    access_control: array(
      countIn(ACT_SECURITY, "nbr_perm_used"),
      record<Permission>("ACCESS_CONTROL_RCD", {
        access_table_def: bits<AccessId>(2, {
          tbl_proc_nbr: [0, 11],
          std_vs_mfg_flag: 11,
          proc_flag: 12,
          flag1: 13,
          flag2: 14,
          flag3: 15,
        }),
        read: noted(uint(1), "bit g: group g"),
        write: noted(uint(1), "bit g: group g"),
      }),
    ),
  },
);
