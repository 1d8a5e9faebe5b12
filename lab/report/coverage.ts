/** Coverage of a campaign: what it reached, and what is missing. */
import type { Condition } from "../scenario/condition";
import type { ConditionOutcome } from "../campaign/run-conditions";
import { ALL_EVENTS, ALL_REASONS } from "../run/reached";
import type { Reached } from "../run/result";
import { SETTINGS } from "@bptm/text/texts";

/** Names that were reached, and names that were not. */
interface CoverageList {
  readonly reached: readonly string[];
  readonly missing: readonly string[];
}

/** Coverage of a campaign. */
export interface Coverage {
  readonly events: CoverageList;
  /** Events that an expectation names and that were raised in the same run. */
  readonly named_events: CoverageList;
  readonly reasons: CoverageList;
  /** `utility to none` and so on; there is no complete list to compare with. */
  readonly transitions: readonly string[];
  /** Limits of settings, `name = value`, that some run used. */
  readonly limits: CoverageList;
}

const union = (outcomes: readonly ConditionOutcome[], key: keyof Reached): Set<string> =>
  new Set(outcomes.flatMap(({ result }) => result?.reached[key] ?? []));

function coverageList(all: readonly string[], has: (name: string) => boolean): CoverageList {
  return { reached: all.filter(has), missing: all.filter((name) => !has(name)) };
}

/** Settings used in a condition: as commissioned, and as ordered later. */
function settingsOf({ settings, timeline }: Condition): string[] {
  const ordered = timeline.flatMap(({ setting, value }) =>
    setting === undefined || value === undefined ? [] : [`${setting} = ${value}`],
  );
  return [...Object.entries(settings).map(([name, value]) => `${name} = ${value}`), ...ordered];
}

function namedEvents({ condition, result }: ConditionOutcome): string[] {
  const raised = new Set(result?.reached.events ?? []);
  return condition.expect.flatMap(({ event }) =>
    event !== undefined && raised.has(event) ? [event] : [],
  );
}

/** The combined coverage of outcomes. */
export function coverageOf(outcomes: readonly ConditionOutcome[]): Coverage {
  const events = union(outcomes, "events");
  const reasons = union(outcomes, "reasons");
  const named = new Set(outcomes.flatMap(namedEvents));
  const stood = new Set(outcomes.flatMap(({ condition }) => settingsOf(condition)));
  const limits = SETTINGS.flatMap(({ name, min, max }) => [`${name} = ${min}`, `${name} = ${max}`]);
  return {
    events: coverageList(ALL_EVENTS, (name) => events.has(name)),
    named_events: coverageList(ALL_EVENTS, (name) => named.has(name)),
    reasons: coverageList(ALL_REASONS, (name) => reasons.has(name)),
    transitions: [...union(outcomes, "transitions")].toSorted(),
    limits: coverageList(limits, (name) => stood.has(name)),
  };
}

/** A summary of coverage in a few lines. */
export function coverageLines(coverage: Coverage): string[] {
  const { events, named_events, reasons, transitions, limits } = coverage;
  const count = ({ reached, missing }: CoverageList): string =>
    `${reached.length} of ${reached.length + missing.length}`;
  const list = (words: string, { missing }: CoverageList): string[] =>
    missing.length === 0 ? [] : [`  ${words}: ${missing.join(", ")}`];
  return [
    `events raised: ${count(events)}; named by an expectation as well: ${count(named_events)}`,
    ...list("not raised", events),
    ...list("raised, but named by no expectation", {
      reached: [],
      missing: named_events.missing.filter((name) => events.reached.includes(name)),
    }),
    `reasons given: ${count(reasons)}`,
    ...list("not given", reasons),
    `transitions of the connection: ${transitions.join(", ")}`,
    `limits of settings used in a run: ${count(limits)}`,
  ];
}
