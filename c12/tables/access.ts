/** Who may read, write and start what. */
import { PROC_INITIATE } from "./table-general";
import { SECRET_TABLES } from "./table-security";
import type { AccessControl } from "./table-security";

/** What a session has shown that it may do; each level holds the ones below it. */
export const enum Clearance {
  None = 0,
  Read = 1,
  Write = 2,
  Operate = 3,
}

/** Needed to read a table. What the meter is, and how it is, anybody may read who has logged on. */
const OPEN: readonly number[] = [0, 1, 2, 3, 5, 7, 8];

export function levelToRead(table: number): Clearance {
  return OPEN.includes(table) ? Clearance.None : Clearance.Read;
}

/** Bits of the groups 0 (read), 1 (write) and 2 (operate) that hold a level. */
const groups = (level: Clearance): number =>
  level <= Clearance.Read ? 7 : level === Clearance.Write ? 6 : 4;

/** Tables that no level reads: what is written there is not given back. */
const NEVER_READ: readonly number[] = [PROC_INITIATE.id, ...SECRET_TABLES];

/** One procedure, and what it needs. */
interface ProcedureAccess {
  /** 2048 and above the manufacturer's. */
  readonly number: number;
  readonly level: Clearance;
}

/** Table 44. Table 7 may be written by all: each procedure asks for its own level. */
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
