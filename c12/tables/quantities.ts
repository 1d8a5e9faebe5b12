/** What each source of any meter is: its unit, direction and scale, by tables 12, 15 and 16. */
import type { Known } from "../language/numbers";
import type { MeterSourceNames } from "./table-meter";
import type { AllConstants, SourceDefinitions, UnitsOfMeasure } from "./table-sources";

/** The values of tables by their numbers, as `understand` gives them. */
export type Values = ReadonlyMap<number, object>;

/** One source. */
export interface Quantity {
  /** As the meter's own tables name it; empty where nobody does. */
  readonly name: string;
  /** "Wh"; empty when the meter does not say, or nobody knows its code. */
  readonly unit: string;
  /** "delivered", "received", or empty for both or neither. */
  readonly direction: string;
  /** From the number in a table to the unit; nothing stays nothing. */
  inUnits(raw: Known): Known;
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
/** MULTIPLIER of table 12, as powers of ten. */
const POWERS = [0, 2, 3, 6, 9, -2, -3, -6];
/** Quantities of power that a dial sums over time. */
const MOST_POWER_CODE = 2;
/** TIME_BASE of a dial. */
const DIAL = 0;

/** Watts, vars and volt amperes, and what they sum up to; a meter counts nothing else in pulses. */
const isPower = (unit: Unit | undefined): boolean =>
  unit !== undefined && unit.id_code <= MOST_POWER_CODE;

function unitOf(unit: Unit | undefined, pulses: boolean): string {
  if (unit === undefined) return "";
  if (pulses) return "pulses";
  const name = UNITS[unit.id_code] ?? "";
  const sums = unit.time_base === DIAL && isPower(unit);
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

/** Number of our table of the names of sources; other makers' tables are not among the values. */
const SOURCE_NAMES = 2057;

/** Of a source by its number in table 16. */
export function quantityOf(source: number, values: Values): Quantity {
  const sources = (values.get(16) as SourceDefinitions | undefined) ?? { sources_link: [] };
  const units = values.get(12) as UnitsOfMeasure | undefined;
  const constants = values.get(15) as AllConstants | undefined;
  const names = values.get(SOURCE_NAMES) as MeterSourceNames | undefined;
  const entry = entryOf(source, sources, "uom_entry_flag", units?.uom_entry);
  // NFS: what the entry says is not as the standard has it, so that nobody else can know it.
  const unit = entry?.nfs === true ? undefined : entry;
  const link = sources.sources_link[source];
  const applied =
    link?.constant_to_be_applied === true
      ? entryOf(source, sources, "constants_flag", constants?.selection)
      : undefined;
  const { multiplier = 1, offset = 0 } = applied ?? {};
  // Pulses stay pulses without the constant that makes watt hours of them. A meter that never sets
  // the flag of engineering units, not even for volts, does not use it.
  const told = sources.sources_link.some(({ pulse_engr_flag }) => pulse_engr_flag);
  const pulses = told && isPower(unit) && link?.pulse_engr_flag === false && applied === undefined;
  const power = pulses ? 0 : (POWERS[unit?.multiplier ?? 0] ?? 0);
  // Divided, since no thousandth is a binary number.
  const scaled = (value: number): number =>
    power < 0 ? value / 10 ** -power : value * 10 ** power;
  return {
    name: names?.names[source]?.trim() ?? "",
    unit: unitOf(unit, pulses),
    direction: directionOf(unit),
    inUnits: (raw) => (raw === undefined ? undefined : scaled(raw * multiplier + offset)),
  };
}
