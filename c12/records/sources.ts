/**
 * All measured quantities, in the order of table 16. The utility's delivered energy is number 0,
 * and the generator's quantities come after all of the utility's, so that a head-end template that
 * ignores the generator bills correctly.
 */
import type {
  Demands,
  EnergyReadings,
  MeasuredValues,
  MeterData,
  RegisterReadings,
} from "./meter-data";
import type { Known } from "../language/numbers";

/** Codes of table 12. */
const WATT = 0;
const VAR = 1;
const VOLT_AMPERE = 2;
const VOLT = 8;
const AMPERE = 12;
const POWER_FACTOR = 24;
const HERTZ = 33;

/** The tables in which a source appears. */
type SourceGroup = "summation" | "demand" | "present" | "profile";

/** One source of table 16. */
interface MeterSource {
  /** At most 40 characters. */
  readonly name: string;
  readonly place: SourceGroup;
  /** Undefined where table 12 has no code for the quantity. */
  readonly id_code: number | undefined;
  /** 0 = a growing register, 1 = now, 3 = sliding demand, 4 = block demand. */
  readonly time_base: number;
  /** Multiplier of the register unit: 0 = 1, 6 = a thousandth. */
  readonly multiplier: number;
  /** Quadrants that count, 1 to 4. */
  readonly quadrants: readonly number[];
  /** 0 = the whole service, 1 = leg 1 to leg 2, 5 and 6 = leg 1 and leg 2 to neutral. */
  readonly segmentation?: number;
}

const ALL = [1, 2, 3, 4];

type UnitCode = readonly [id_code: number, multiplier: number, segmentation?: number];

const LINE_TO_LINE = 1;
const LEG_1 = 5;
const LEG_2 = 6;

const energy = (who: string): MeterSource[] => {
  const one = (what: string, id_code: number, quadrants: readonly number[]): MeterSource => ({
    name: `${who} ${what}`,
    place: "summation",
    id_code,
    time_base: 0,
    multiplier: 0,
    quadrants,
  });
  return [
    one("delivered energy", WATT, [1, 4]),
    one("received energy", WATT, [2, 3]),
    one("delivered reactive energy", VAR, [1, 2]),
    one("received reactive energy", VAR, [3, 4]),
    one("apparent energy", VOLT_AMPERE, ALL),
  ];
};

const demand = (who: string): MeterSource[] =>
  (["block", "sliding"] as const).map((kind) => ({
    name: `${who} ${kind} demand`,
    place: "demand",
    id_code: WATT,
    time_base: kind === "block" ? 4 : 3,
    multiplier: 0,
    quadrants: [1, 4],
  }));

const PRESENT: readonly (readonly [keyof MeasuredValues, string, UnitCode])[] = [
  ["leg1_mv", "leg 1 voltage", [VOLT, 6, LEG_1]],
  ["leg2_mv", "leg 2 voltage", [VOLT, 6, LEG_2]],
  ["line_mv", "line voltage", [VOLT, 6, LINE_TO_LINE]],
  ["leg1_ma", "leg 1 current", [AMPERE, 6, LEG_1]],
  ["leg2_ma", "leg 2 current", [AMPERE, 6, LEG_2]],
  ["power_w", "power", [WATT, 0]],
  ["reactive_var", "reactive power", [VAR, 0]],
  ["apparent_va", "apparent power", [VOLT_AMPERE, 0]],
  ["power_factor_permille", "power factor", [POWER_FACTOR, 6]],
  ["frequency_mhz", "frequency", [HERTZ, 6]],
];

const present = (who: string): MeterSource[] =>
  PRESENT.map(([, what, [id_code, multiplier, segmentation = 0]]) => ({
    name: `${who} ${what}`,
    place: "present",
    id_code,
    time_base: 1,
    multiplier,
    quadrants: ALL,
    segmentation,
  }));

const MINIMUM: MeterSource = {
  name: "utility least line voltage",
  place: "profile",
  id_code: VOLT,
  time_base: 1,
  multiplier: 6,
  quadrants: ALL,
  segmentation: LINE_TO_LINE,
};

/** The standard has no unit of time, so this source has no entry of table 12 and comes last. */
const SECONDS: MeterSource = { ...MINIMUM, name: "seconds on generator", id_code: undefined };

/** All sources; a source's index in this list is its number. */
export const METER_SOURCES: readonly MeterSource[] = [
  ...energy("utility"),
  ...energy("generator"),
  ...demand("utility"),
  ...demand("generator"),
  ...present("utility"),
  ...present("load side"),
  ...present("generator"),
  MINIMUM,
  SECONDS,
];

/** Numbers of the sources in a group, in order. */
export function sourceNumbers(place: SourceGroup): number[] {
  return METER_SOURCES.flatMap((source, number) => (source.place === place ? [number] : []));
}

const sums = (one: EnergyReadings): Known[] => [
  one.delivered_wh,
  one.received_wh,
  one.delivered_varh,
  one.received_varh,
  one.apparent_vah,
];

/** Summations in the order of their sources. */
export const summations = ({ utility, generator }: RegisterReadings): Known[] => [
  ...sums(utility),
  ...sums(generator),
];

/** Demands in the order of their sources. */
export const demands = (from: RegisterReadings): Demands["block"][] => [
  from.utility_demand.block,
  from.utility_demand.sliding,
  from.generator_demand.block,
  from.generator_demand.sliding,
];

const values = (one: MeasuredValues): Known[] => PRESENT.map(([field]) => one[field]);

/** Present values in the order of their sources. */
export const presentValues = ({ utility, load, generator }: MeterData): Known[] => [
  ...values(utility),
  ...values(load),
  ...values(generator),
];
