/** The access level that each table and procedure needs. */
import { PROC_INITIATE } from "./table-general";
import { SECRET_TABLES } from "./table-security";
import type { AccessControl } from "./table-security";

/** The access level of a session; each level includes the ones below it. */
export const enum Clearance {
  None = 0,
  Read = 1,
  Write = 2,
  Operate = 3,
}

/** Level needed to read a table. Identity and status need only a logon. */
const OPEN: readonly number[] = [0, 1, 2, 3, 5, 7, 8];

export function levelToRead(table: number): Clearance {
  return OPEN.includes(table) ? Clearance.None : Clearance.Read;
}

/** Bits of the groups 0 (read), 1 (write) and 2 (operate) that include a level. */
const groups = (level: Clearance): number =>
  level <= Clearance.Read ? 7 : level === Clearance.Write ? 6 : 4;

/** Tables that no level can read: they are only written. */
const NEVER_READ: readonly number[] = [PROC_INITIATE.id, ...SECRET_TABLES];

/** One procedure and the level that it needs. */
interface ProcedureAccess {
  /** Numbers from 2048 on belong to the manufacturer. */
  readonly number: number;
  readonly level: Clearance;
}

/** Table 44. Every session may write table 7: each procedure checks its own level. */
export function accessControl(
  tables: readonly number[],
  procedures: readonly ProcedureAccess[],
): AccessControl {
  const id = (number: number): { tbl_proc_nbr: number; std_vs_mfg_flag: boolean } => ({
    tbl_proc_nbr: number % 2048,
    std_vs_mfg_flag: number >= 2048,
  });
  return {
    access_control: [
      ...tables.map((table) => {
        const read = NEVER_READ.includes(table) ? 0 : groups(levelToRead(table));
        const written = table === PROC_INITIATE.id;
        return {
          access_table_def: {
            ...id(table),
            proc_flag: false,
            flag1: read !== 0 && levelToRead(table) === Clearance.None,
            flag2: written,
            flag3: false,
          },
          read,
          write: written ? groups(Clearance.None) : 0,
        };
      }),
      ...procedures.map(({ number, level }) => ({
        access_table_def: {
          ...id(number),
          proc_flag: true,
          flag1: false,
          flag2: level === Clearance.None,
          flag3: false,
        },
        read: 0,
        write: groups(level),
      })),
    ],
  };
}
