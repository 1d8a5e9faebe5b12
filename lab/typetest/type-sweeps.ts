/** Type tests that sweep a voltage or frequency to find the meter's thresholds. */
import { conditionOf, connectedFrom, edgesOf, range } from "./type-case";
import type { Case, Measurements, FinishedCase } from "./type-case";
import type { Stimulus } from "../scenario/stimulus";

const GENERATOR_RUNS: readonly Stimulus[] = [
  { at: 2, generator: "plug-in" },
  { at: 3, generator: "start" },
];
const PERCENT = 100;

/** The grid's voltage changes while a good generator is waiting. */
function leaving(id: string, percents: readonly number[], hold_s: number): Case[] {
  const from_s = 30;
  return percents.map((percent, at) => ({
    at: percent,
    condition: conditionOf(`${id}-${at + 1}`, {
      title: `The grid goes to ${percent} % for ${hold_s} s`,
      duration_s: from_s + hold_s,
      timeline: [...GENERATOR_RUNS, { at: from_s, utility: "level", to: percent / PERCENT }],
    }),
  }));
}

const left = ({ result }: FinishedCase): boolean =>
  connectedFrom(result, "none", 30) !== undefined ||
  connectedFrom(result, "part", 30) !== undefined;

export const undervoltage = {
  cases: (): Case[] => leaving("TU", range(80, 90, 0.5), 12),
  measure: (runs: readonly FinishedCase[]): Measurements => ({
    utility_left_below_percent: edgesOf(runs, left).highest,
  }),
};

export const overvoltage = {
  cases: (): Case[] => leaving("TO", range(110, 118, 0.5), 6),
  measure: (runs: readonly FinishedCase[]): Measurements => ({
    utility_left_above_percent: edgesOf(runs, left).lowest,
  }),
};

/** The grid returns with this value while the house is on the generator. */
function returning(id: string, values: readonly number[], how: (value: number) => Stimulus) {
  return values.map((value, at): Case => ({
    at: value,
    condition: conditionOf(`${id}-${at + 1}`, {
      title: `The grid comes back at ${value}`,
      duration_s: 75,
      timeline: [
        ...GENERATOR_RUNS,
        { at: 15, utility: "cut" },
        { at: 40, utility: "restore" },
        // `restore` sets normal values, which then change.
        { ...how(value), at: 40.01 },
      ],
    }),
  }));
}

const returned = ({ result }: FinishedCase): boolean => result.final.connected === "utility";

export const returnVoltage = {
  cases: (): Case[] =>
    returning("TV", range(89, 108, 0.5), (percent) => ({
      utility: "level",
      to: percent / PERCENT,
    })),
  measure: (runs: readonly FinishedCase[]): Measurements => {
    const { lowest, highest } = edgesOf(runs, returned);
    return { utility_taken_from_percent: lowest, utility_taken_to_percent: highest };
  },
};

export const returnFrequency = {
  cases: (): Case[] =>
    returning("TF", range(59.2, 60.8, 0.05), (hz) => ({ utility: "frequency", hz })),
  measure: (runs: readonly FinishedCase[]): Measurements => {
    const { lowest, highest } = edgesOf(runs, returned);
    return { utility_taken_from_hz: lowest, utility_taken_to_hz: highest };
  },
};

/** A generator runs with this value while the grid is dead. */
function starting(id: string, values: readonly number[], how: (value: number) => Stimulus) {
  return values.map((value, at): Case => ({
    at: value,
    condition: conditionOf(`${id}-${at + 1}`, {
      title: `The generator runs at ${value}`,
      duration_s: 45,
      timeline: [{ at: 1, utility: "cut" }, ...GENERATOR_RUNS, { ...how(value), at: 3.5 }],
    }),
  }));
}

const taken = ({ result }: FinishedCase): boolean =>
  result.reached.events.includes("GeneratorAccepted");

export const generatorVoltage = {
  cases: (): Case[] =>
    starting("TG", range(86, 114, 0.5), (percent) => ({
      generator: "regulator",
      to: percent / PERCENT,
    })),
  measure: (runs: readonly FinishedCase[]): Measurements => {
    const { lowest, highest } = edgesOf(runs, taken);
    return { generator_taken_from_percent: lowest, generator_taken_to_percent: highest };
  },
};

export const generatorFrequency = {
  cases: (): Case[] =>
    starting("TH", range(55.5, 64.5, 0.25), (hz) => ({ generator: "governor", hz })),
  measure: (runs: readonly FinishedCase[]): Measurements => {
    const { lowest, highest } = edgesOf(runs, taken);
    return { generator_taken_from_hz: lowest, generator_taken_to_hz: highest };
  },
};
