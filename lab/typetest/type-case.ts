/** The conditions of type tests, and measurements from their results. */
import type { Condition } from "../scenario/condition";
import type { Stimulus } from "../scenario/stimulus";
import type { Result } from "../run/result";

/** One run of a procedure: its condition, and the value that was varied. */
export interface Case {
  readonly at: number;
  readonly condition: Condition;
}

/** A case with its result. */
export interface FinishedCase {
  readonly at: number;
  readonly condition: Condition;
  readonly result: Result;
}

/** Values measured by a procedure, by the name of the limit; undefined: not measurable. */
export type Measurements = Readonly<Record<string, number | undefined>>;

/** Extent of the tests. */
export interface Extent {
  /** Number of transfers in the endurance test. */
  readonly operations: number;
  /** Restarts at every sample of a transfer, including its dead time. */
  readonly full: boolean;
}

/** The shortest times that the settings allow, to keep runs short. */
const QUICK_SETTINGS: Readonly<Record<string, number>> = {
  generator_stable_s: 5,
  restore_s: 15,
  transfers_per_hour: 60,
};

interface CaseDescription {
  readonly title: string;
  readonly duration_s: number;
  readonly timeline: readonly Stimulus[];
  readonly seed?: number;
  readonly settings?: Readonly<Record<string, number>>;
  readonly generator?: string;
  readonly home?: Condition["home"];
}

/** A condition without expectations: the run is measured, and the invariants are judged. */
export function conditionOf(id: string, plan: CaseDescription): Condition {
  return {
    id,
    group: "Type test",
    severity: "fatal",
    story: "One run of a type test.",
    home: { house: "standard", loads_on: ["lights"] },
    generator: "low-distortion-8000",
    seed: 1,
    settings: QUICK_SETTINGS,
    expect: [],
    ...plan,
  };
}

/** Values from `from` to `to` inclusive, without accumulated rounding errors. */
export function range(from: number, to: number, step: number): number[] {
  const count = Math.round((to - from) / step) + 1;
  return Array.from({ length: count }, (_, at) => Number((from + at * step).toFixed(6)));
}

/** The first time after `after_s` at which the house has this connection. */
export function connectedFrom(
  { changes }: Result,
  connected: Result["final"]["connected"],
  after_s: number,
): number | undefined {
  return changes.find((one) => one.time_s >= after_s && one.connected === connected)?.time_s;
}

/** The time of the first such event after `after_s`. */
export function eventFrom({ events }: Result, id: string, after_s: number): number | undefined {
  return events.find((one) => one.time_s >= after_s && one.id === id)?.time_s;
}

/** How many times the house changed to this connection. */
export function timesConnected(
  { changes }: Result,
  connected: Result["final"]["connected"],
): number {
  return changes
    .filter((one, at) => one.connected === connected && at > 0)
    .filter((one) => changes[changes.indexOf(one) - 1]?.connected !== connected).length;
}

/** The range of a sweep in which the answer is yes. */
interface Edges {
  /** The lowest and the highest value for which the answer is yes. */
  readonly lowest: number | undefined;
  readonly highest: number | undefined;
}

/** The range in which a sweep answers yes; undefined if it is not contiguous. */
export function edgesOf(
  runs: readonly FinishedCase[],
  answer: (run: FinishedCase) => boolean,
): Edges {
  const sorted = [...runs].toSorted((a, b) => a.at - b.at);
  const answers = sorted.map(answer);
  const changes = answers.filter((one, at) => at > 0 && one !== answers[at - 1]).length;
  const said_yes = sorted.filter((_, at) => answers[at]);
  // A single range of yes: no, yes, no at most.
  const whole = changes <= 2 && (changes < 2 || answers[0] === false);
  if (!whole || said_yes.length === 0) return { lowest: undefined, highest: undefined };
  return { lowest: said_yes[0]?.at, highest: said_yes.at(-1)?.at };
}
