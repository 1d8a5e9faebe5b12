/** Registers of any meter with their units, as its tables 12, 15, 16 and 22 tell of them. */
import type { Known } from "./numbers";
import type { DataSelection, RegisterData } from "./table-registers";
import type { AllConstants, SourceDefinitions, UnitsOfMeasure } from "./table-sources";

/** One summation of table 23. */
export interface RegisterLine {
  /** Place in the table, from 0. */
  readonly register: number;
  /** In the unit; nothing when the meter does not know it. */
  readonly value: Known;
  /** "Wh"; empty when the meter does not say, or nobody knows its code. */
  readonly unit: string;
  /** "delivered", "received", or empty for both or neither. */
  readonly direction: string;
}

type Unit = UnitsOfMeasure["uom_entry"][number];

const UNITS: Readonly<Record<number, string>> = {
  0: "W",
  1: "var",
  2: "VA",
  8: "V",
  12: "A",
  33: "Hz",
};
/** MULTIPLIER of table 12. */
const MULTIPLIERS = [1, 1e2, 1e3, 1e6, 1e9, 1e-2, 1e-3, 1e-6];
/** Quantities of power that a dial sums over time. */
const MOST_POWER_CODE = 2;

function unitOf(unit: Unit | undefined): string {
  if (unit === undefined) return "";
  const name = UNITS[unit.id_code] ?? "";
  const sums = unit.time_base === 0 && unit.id_code <= MOST_POWER_CODE;
  return sums ? `${name}h` : name;
}

/** Quadrants 1 and 4 are energy towards the customer, for watts. */
function directionOf(unit: Unit | undefined): string {
  if (unit === undefined || unit.net_flow_accountability) return "";
  const { q1_accountability: q1, q2_accountability: q2 } = unit;
  const { q3_accountability: q3, q4_accountability: q4 } = unit;
  const [there, back] = unit.id_code === 1 ? [q1 || q2, q3 || q4] : [q1 || q4, q2 || q3];
  if (there === back) return "";
  return there ? "delivered" : "received";
}

/** Entries of a table that only some sources have: the nth of those that have one. */
function entryOf<T>(
  source: number,
  sources: SourceDefinitions,
  has: "uom_entry_flag" | "constants_flag",
  entries: readonly T[] | undefined,
): T | undefined {
  if (sources.sources_link[source]?.[has] !== true) return undefined;
  const before = sources.sources_link.slice(0, source).filter((one) => one[has]);
  return entries?.[before.length];
}

/** The values of tables by their numbers, as `understand` gives them. Table 23 must be there. */
export function registerLines(values: ReadonlyMap<number, object>): RegisterLine[] {
  const data = values.get(23) as RegisterData | undefined;
  const selection = values.get(22) as DataSelection | undefined;
  const sources = (values.get(16) as SourceDefinitions | undefined) ?? { sources_link: [] };
  const units = values.get(12) as UnitsOfMeasure | undefined;
  const constants = values.get(15) as AllConstants | undefined;
  return (data?.tot_data_block.summations ?? []).map((raw, register) => {
    const source = selection?.summation_select[register] ?? -1;
    const unit = entryOf(source, sources, "uom_entry_flag", units?.uom_entry);
    const constant = entryOf(source, sources, "constants_flag", constants?.selection);
    const applied = sources.sources_link[source]?.constant_to_be_applied === true;
    const { multiplier = 1, offset = 0 } = (applied ? constant : undefined) ?? {};
    const tens = MULTIPLIERS[unit?.multiplier ?? 0] ?? 1;
    const value = raw === undefined ? undefined : (raw * multiplier + offset) * tens;
    return { register, value, unit: unitOf(unit), direction: directionOf(unit) };
  });
}
