/** All tables that are described: for readers of any meter, and for the reference page. */
import type { Table } from "../language/schema";
import * as display from "./table-display";
import * as general from "./table-general";
import * as logs from "./table-logs";
import * as meter from "./table-meter";
import * as profile from "./table-profile";
import * as registers from "./table-registers";
import * as security from "./table-security";
import * as sources from "./table-sources";
import * as time from "./table-time";

export { PROCEDURE_LIST } from "./procedure-list";
export { SECRET_TABLES } from "./table-security";

const isTable = (value: unknown): value is Table<object> =>
  typeof value === "object" && value !== null && "id" in value && "about" in value;

/** In numerical order. */
export const ALL_TABLES: readonly Table<object>[] = [
  general,
  sources,
  registers,
  display,
  security,
  time,
  profile,
  logs,
  meter,
]
  .flatMap((room) => Object.values(room).filter(isTable))
  .toSorted((a, b) => a.id - b.id);

/** The standard tables, which any meter may have; the manufacturer's are this meter's alone. */
export const STANDARD_TABLES: readonly Table<object>[] = ALL_TABLES.filter(
  ({ id }) => id < meter.MFG,
);
