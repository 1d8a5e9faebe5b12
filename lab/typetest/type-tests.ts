/** The type tests as procedures: what each runs and measures, and its verdict. */
import type { Condition } from "../scenario/condition";
import type { ConditionOutcome } from "../campaign/run-conditions";
import { reasonOf } from "../run/verdict";
import type { Case, Extent, Measurements, FinishedCase } from "./type-case";
import type { TypeTestLimit, TypeLimits } from "./type-limits";
import { restart } from "./type-restart";
import * as sweeps from "./type-sweeps";
import * as transfers from "./type-transfers";

/** A procedure and the names of the limits that it measures. */
export interface TypeTestProcedure {
  readonly name: string;
  readonly title: string;
  readonly limits: readonly string[];
  readonly cases: (extent: Extent, limits: TypeLimits) => Case[];
  readonly measure: (runs: readonly FinishedCase[], limits: TypeLimits) => Measurements;
}

export const PROCEDURES: readonly TypeTestProcedure[] = [
  {
    name: "undervoltage",
    title: "Grid voltage below which the house is transferred to a waiting generator",
    limits: ["utility_left_below_percent"],
    ...sweeps.undervoltage,
  },
  {
    name: "overvoltage",
    title: "Grid voltage above which the house is transferred to a waiting generator",
    limits: ["utility_left_above_percent"],
    ...sweeps.overvoltage,
  },
  {
    name: "return-voltage",
    title: "Voltages at which a returning grid is accepted",
    limits: ["utility_taken_from_percent", "utility_taken_to_percent"],
    ...sweeps.returnVoltage,
  },
  {
    name: "return-frequency",
    title: "Frequencies at which a returning grid is accepted",
    limits: ["utility_taken_from_hz", "utility_taken_to_hz"],
    ...sweeps.returnFrequency,
  },
  {
    name: "generator-voltage",
    title: "Voltages at which a generator is accepted",
    limits: ["generator_taken_from_percent", "generator_taken_to_percent"],
    ...sweeps.generatorVoltage,
  },
  {
    name: "generator-frequency",
    title: "Frequencies at which a generator is accepted",
    limits: ["generator_taken_from_hz", "generator_taken_to_hz"],
    ...sweeps.generatorFrequency,
  },
  {
    name: "timing",
    title: "Timing of a transfer and of the return",
    limits: [
      "dark_before_generator_s",
      "dark_on_return_s",
      "shortest_dead_time_s",
      "return_after_s",
    ],
    ...transfers.timing,
  },
  {
    name: "endurance",
    title: "Many transfers: none missed, each reported",
    limits: ["transfers_missed", "transfers_miscounted"],
    ...transfers.endurance,
  },
  {
    name: "overload",
    title: "58 A of load at the transfer",
    limits: ["overload_disconnects_within_s", "overload_closes"],
    ...transfers.overload,
  },
  {
    name: "back-voltage",
    title: "A house with back voltage, at 11 levels and 3 frequencies",
    limits: ["closes_onto_live_house", "closes_after_back_voltage_s"],
    ...transfers.backVoltage,
  },
  {
    name: "ride-through",
    title: "Sags, swells and frequencies that must be ridden through, or must not",
    limits: ["rides_missed"],
    ...transfers.rideThrough,
  },
  {
    name: "restart",
    title: "Power fails in the middle of a transfer, sample by sample",
    limits: ["restarts_stuck", "restart_longest_s"],
    ...restart,
  },
];

export const LIMIT_NAMES: readonly string[] = PROCEDURES.flatMap(({ limits }) => limits);

/** A measured value and its verdict. */
export interface Judgement extends TypeTestLimit {
  readonly name: string;
  readonly measured: number | undefined;
  readonly passed: boolean;
}

/** Result of a procedure. */
export interface TypeResult {
  readonly procedure: string;
  readonly title: string;
  readonly verdict: "pass" | "fail";
  readonly runs: number;
  readonly simulated_s: number;
  readonly judgements: readonly Judgement[];
  /** Runs that failed or gave no result: what, and the condition. */
  readonly broken: readonly { readonly what: string; readonly condition: Condition }[];
  /** Ride-through points with the wrong outcome, in words. */
  readonly missed: readonly string[];
}

const isInside = (
  { min = -Infinity, max = Infinity }: TypeTestLimit,
  value: number | undefined,
): boolean => value !== undefined && value >= min && value <= max;

function brokenBy({ condition, result, failure }: ConditionOutcome): TypeResult["broken"] {
  if (result === undefined) return [{ what: failure ?? "it gave no result", condition }];
  return result.verdict === "pass" ? [] : [{ what: reasonOf(result), condition }];
}

function missedRides(
  runs: readonly FinishedCase[],
  limits: TypeLimits,
  procedure: TypeTestProcedure,
): string[] {
  if (procedure.name !== "ride-through") return [];
  return runs
    .filter((run) => procedure.measure([run], limits)["rides_missed"] !== 0)
    .map(({ at, condition }) => {
      const { house, clause } = limits.rides[at] ?? { house: "stays", clause: "" };
      return `${condition.title}: the house should ${house.replace(/s$/, "")} (${clause})`;
    });
}

/** Judges a procedure by the outcomes of its cases, in their order. */
export function judgeProcedure(
  procedure: TypeTestProcedure,
  cases: readonly Case[],
  outcomes: readonly ConditionOutcome[],
  limits: TypeLimits,
): TypeResult {
  const runs = cases.flatMap(({ at, condition }, place): FinishedCase[] => {
    const result = outcomes[place]?.result;
    return result === undefined ? [] : [{ at, condition, result }];
  });
  const broken = outcomes.flatMap(brokenBy);
  const measured = runs.length < cases.length ? {} : procedure.measure(runs, limits);
  const judgements = procedure.limits.map((name): Judgement => {
    const limit = limits.limits[name];
    if (limit === undefined) throw new Error(`There is no limit ${name}.`);
    const value = measured[name];
    return { name, measured: value, passed: isInside(limit, value), ...limit };
  });
  const passed = broken.length === 0 && judgements.every((one) => one.passed);
  return {
    procedure: procedure.name,
    title: procedure.title,
    verdict: passed ? "pass" : "fail",
    runs: cases.length,
    simulated_s: runs.reduce((sum, { result }) => sum + result.simulated_s, 0),
    judgements,
    broken,
    missed: missedRides(runs, limits, procedure),
  };
}
