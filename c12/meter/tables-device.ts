/** Connects the meter's tables to the link. */
import type { Device } from "../link/device";
import type { Passwords } from "../link/passwords";
import type { MeterTables } from "./tables";

export function tablesDevice(tables: MeterTables, passwords: Passwords): Device {
  return {
    level: (password) => passwords.level(password),
    open: (user_id) => {
      const session = tables.open(user_id);
      return {
        read: (table, level, part) => session.read(table, level, part),
        settling: () => session.settling,
        write: (table, level, octets) => session.write(table, level, octets),
        // A procedure starts with a write of the whole table 7; no other table is writable.
        writeAt: () => "iar",
      };
    },
  };
}
