/** Name, unit, direction and scale of each source of any meter, from tables 12, 15 and 16. */
import type { Known } from "../language/numbers";
import type { MeterSourceNames } from "./table-meter";
import type { AllConstants, SourceDefinitions, UnitsOfMeasure } from "./table-sources";

/** The values of tables by number, as `understand` returns them. */
export type ValuesByTable = ReadonlyMap<number, object>;

export interface SourceQuantity {
  /** Name from the meter's own tables; empty when they have none. */
  readonly name: string;
  /** "Wh"; empty when the meter does not state a unit, or its code is unknown. */
  readonly unit: string;
  /** "delivered", "received", or empty for both or neither. */
  readonly direction: string;
  /** Converts a number of a table to the unit; undefined stays undefined. */
  inUnits(raw: Known): Known;
}

type UnitEntry = UnitsOfMeasure["uom_entry"][number];

const UNITS: Readonly<Record<number, string>> = {
  0: "W",
  1: "var",
  2: "VA",
  8: "V",
  12: "A",
  33: "Hz",
};
/** MULTIPLIER of table 12, as powers of ten. */
const POWERS = [0, 2, 3, 6, 9, -2, -3, -6];
/** The highest code of a power that a dial sums over time. */
const MOST_POWER_CODE = 2;
/** TIME_BASE of a dial. */
const DIAL = 0;

/** Watts, vars and volt-amperes, and their sums; a meter counts only these in pulses. */
const isPower = (unit: UnitEntry | undefined): boolean =>
  unit !== undefined && unit.id_code <= MOST_POWER_CODE;

function unitOf(unit: UnitEntry | undefined, pulses: boolean): string {
  if (unit === undefined) return "";
  if (pulses) return "pulses";
  const name = UNITS[unit.id_code] ?? "";
  const sums = unit.time_base === DIAL && isPower(unit);
  return sums ? `${name}h` : name;
}

/** Energy in quadrants 1 and 4 flows towards the customer, for watts. */
function directionOf(unit: UnitEntry | undefined): string {
  if (unit === undefined || unit.net_flow_accountability) return "";
  const { q1_accountability: q1, q2_accountability: q2 } = unit;
  const { q3_accountability: q3, q4_accountability: q4 } = unit;
  const [there, back] = unit.id_code === 1 ? [q1 || q2, q3 || q4] : [q1 || q4, q2 || q3];
  if (there === back) return "";
  return there ? "delivered" : "received";
}

/** For a table that has entries for some sources only: the nth entry belongs to the nth of them. */
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

/** Number of this meter's table of source names; other makers' tables are not among the values. */
const SOURCE_NAMES = 2057;

/** The quantity of a source, given by its number in table 16. */
export function quantityOf(source: number, values: ValuesByTable): SourceQuantity {
  const sources = (values.get(16) as SourceDefinitions | undefined) ?? { sources_link: [] };
  const units = values.get(12) as UnitsOfMeasure | undefined;
  const constants = values.get(15) as AllConstants | undefined;
  const names = values.get(SOURCE_NAMES) as MeterSourceNames | undefined;
  const entry = entryOf(source, sources, "uom_entry_flag", units?.uom_entry);
  // NFS: the entry does not follow the standard, so only the maker knows its meaning.
  const unit = entry?.nfs === true ? undefined : entry;
  const link = sources.sources_link[source];
  const applied =
    link?.constant_to_be_applied === true
      ? entryOf(source, sources, "constants_flag", constants?.selection)
      : undefined;
  const { multiplier = 1, offset = 0 } = applied ?? {};
  // Pulses stay pulses without the constant that converts them to watt hours. A meter that never
  // sets the flag of engineering units, not even for volts, does not use the flag.
  const declared = sources.sources_link.some(({ pulse_engr_flag }) => pulse_engr_flag);
  const pulses =
    declared && isPower(unit) && link?.pulse_engr_flag === false && applied === undefined;
  const power = pulses ? 0 : (POWERS[unit?.multiplier ?? 0] ?? 0);
  // A division, because no power of 0.1 is exact in binary.
  const scaled = (value: number): number =>
    power < 0 ? value / 10 ** -power : value * 10 ** power;
  return {
    name: names?.names[source]?.trim() ?? "",
    unit: unitOf(unit, pulses),
    direction: directionOf(unit),
    inUnits: (raw) => (raw === undefined ? undefined : scaled(raw * multiplier + offset)),
  };
}
