/** Compares a campaign with the one in an earlier report. */
import { readFileSync } from "node:fs";
import type { DeepReadonly } from "@bptm/runtime/deep-readonly";
import { z } from "zod";
import type { ConditionOutcome } from "../campaign/run-conditions";
import { decidedBy } from "./verdict-table";

/** An earlier report that cannot be used; the message is one sentence. */
export class AgainstError extends Error {
  readonly code = "E-LAB-02";

  constructor(file: string, sentence: string) {
    super(`E-LAB-02: ${file}: ${sentence}`);
  }
}

const shape = z.object({
  format: z.literal("bptm-report-1"),
  conditions: z.record(
    z.string(),
    z.object({ verdict: z.string(), decided_by: z.string(), events: z.array(z.string()) }),
  ),
});

/** Verdict and events of each condition in the earlier report. */
type Earlier = DeepReadonly<z.infer<typeof shape>["conditions"]>;

/** Reads the data embedded in a report's page. */
export function readReport(file: string): Earlier {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new AgainstError(file, "it cannot be read; name a page that `bptm lab --report` wrote.");
  }
  const [, data] =
    /<script type="application\/json" id="campaign">(.*?)<\/script>/s.exec(text) ?? [];
  try {
    return shape.parse(JSON.parse(data ?? "")).conditions;
  } catch {
    throw new AgainstError(
      file,
      "it is not a complete report; name a page that `bptm lab --report` wrote.",
    );
  }
}

function eventsDiffer(before: readonly string[], now: readonly string[]): string | undefined {
  const at = now.findIndex((event, place) => event !== before[place]);
  const place = at < 0 ? now.length : at;
  if (at < 0 && before.length === now.length) return undefined;
  return `was "${before[place] ?? "nothing more"}", is "${now[place] ?? "nothing more"}"`;
}

function differenceOf(outcome: ConditionOutcome, earlier: Earlier): string[] {
  const { condition, result } = outcome;
  const { id } = condition;
  const before = earlier[id];
  if (before === undefined) return [`${id}: not in the earlier report`];
  const verdict = result?.verdict ?? "not judged";
  if (before.verdict !== verdict) {
    return [`${id}: ${before.verdict} became ${verdict}: ${decidedBy(outcome)}`];
  }
  const events = result?.events ?? [];
  const now = events.map(({ time_s, id: event }) => `${time_s.toFixed(3)} ${event}`);
  const differ = eventsDiffer(before.events, now);
  return differ === undefined ? [] : [`${id}: different events: ${differ}`];
}

/** One line per condition that differs; with `all`, also for those that were not run. */
export function differencesTo(
  earlier: Earlier,
  outcomes: readonly ConditionOutcome[],
  all: boolean,
): string[] {
  const ids = new Set(outcomes.map(({ condition }) => condition.id));
  const gone = all ? Object.keys(earlier).filter((id) => !ids.has(id)) : [];
  return [
    ...outcomes.flatMap((one) => differenceOf(one, earlier)),
    ...gone.map((id) => `${id}: only in the earlier report`),
  ];
}
