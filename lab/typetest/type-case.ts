/** The conditions that type tests are made of, and what is read off their results. */
import type { Condition } from "../scenario/condition";
import type { Stimulus } from "../scenario/stimulus";
import type { Result } from "../run/result";

/** One run of a procedure: its condition, and the value that was varied. */
export interface Case {
  readonly at: number;
  readonly condition: Condition;
}

/** A run that is over. */
export interface FinishedCase {
  readonly at: number;
  readonly condition: Condition;
  readonly result: Result;
}

/** What a procedure measured, by the name of its limit; undefined: it could not be measured. */
export type Measurements = Readonly<Record<string, number | undefined>>;

/** How much is asked for. */
export interface Extent {
  /** Transfers of the endurance test. */
  readonly operations: number;
  /** Every sample of a transfer for the restarts, those of its dead time too. */
  readonly full: boolean;
}

/** The shortest times that the settings allow, so that a run does not wait for nothing. */
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

/** A condition without expectations: it is measured, and the invariants are judged. */
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

/** Values from `from` to `to` in steps, both included, without the dust of adding. */
export function range(from: number, to: number, step: number): number[] {
  const count = Math.round((to - from) / step) + 1;
  return Array.from({ length: count }, (_, at) => Number((from + at * step).toFixed(6)));
}

/** The first time after `after_s` at which the house hangs on something, or on nothing. */
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

/** How often the house came to hang on this. */
export function timesConnected(
  { changes }: Result,
  connected: Result["final"]["connected"],
): number {
  return changes
    .filter((one, at) => one.connected === connected && at > 0)
    .filter((one) => changes[changes.indexOf(one) - 1]?.connected !== connected).length;
}

/** The values between which a sweep changes from one answer to the other. */
interface Edges {
  /** The lowest and the highest value for which the answer is yes. */
  readonly lowest: number | undefined;
  readonly highest: number | undefined;
}

/** Where a sweep answers yes; undefined where the answers alternate. */
export function edgesOf(
  runs: readonly FinishedCase[],
  answer: (run: FinishedCase) => boolean,
): Edges {
  const sorted = [...runs].toSorted((a, b) => a.at - b.at);
  const answers = sorted.map(answer);
  const changes = answers.filter((one, at) => at > 0 && one !== answers[at - 1]).length;
  const said_yes = sorted.filter((_, at) => answers[at]);
  // One time range of yes: no, yes, no at most.
  const whole = changes <= 2 && (changes < 2 || answers[0] === false);
  if (!whole || said_yes.length === 0) return { lowest: undefined, highest: undefined };
  return { lowest: said_yes[0]?.at, highest: said_yes.at(-1)?.at };
}
