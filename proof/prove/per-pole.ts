/**
 * What a bar for each pole would cost instead of the ganged one: the pairs of faults that then join
 * a pole of U with a pole of G. The ganged bar is a requirement on the maker for these pairs.
 */
import { perPoleCampaigns } from "../campaign/campaigns";
import type { Planned } from "../campaign/campaigns";
import { exploreAll } from "../campaign/explore-all";
import type { CampaignResult, Counterexample } from "../campaign/prove-results";

/** Enough for the shortest trace of every pair that is known to join them. */
const STATES_MAX = 20_000;

/** A pair of faults, and the shortest trace by which it joins two sources. */
interface JoiningPair {
  readonly set: readonly string[];
  readonly joins: Counterexample;
}

interface PerPole {
  /** Pairs that were explored, and those of them of which every state was. */
  readonly pairs: number;
  readonly complete: number;
  readonly states_max: number;
  /** By the length of the trace. */
  readonly joining: readonly JoiningPair[];
}

interface PerPoleOptions {
  readonly jobs: number;
  readonly memory_mb: number;
  readonly states_max: number | undefined;
}

/** The pairs among the results that break invariant 1. */
function joiningPairs(results: readonly CampaignResult[]): JoiningPair[] {
  const joining = results.flatMap(({ set, broken }): JoiningPair[] => {
    const joins = broken.find(({ invariant }) => invariant === 1);
    return joins === undefined ? [] : [{ set, joins }];
  });
  return joining.toSorted((a, b) => a.joins.ticks - b.joins.ticks);
}

/** Explores every pair of faults with a bar for each pole. */
export async function provePerPole(
  { jobs, memory_mb, states_max = STATES_MAX }: PerPoleOptions,
  show: (part: number, pair: readonly string[]) => void,
): Promise<PerPole> {
  const campaigns = perPoleCampaigns(states_max);
  const results: CampaignResult[] = [];
  await exploreAll(campaigns, {
    jobs,
    memory_mb,
    onProgress: () => undefined,
    onResult: ({ faults }: Planned, result) => {
      results.push(result);
      show(results.length / campaigns.length, faults);
      return [];
    },
  });
  const complete = results.filter(({ end }) => end === "complete").length;
  return { pairs: campaigns.length, complete, states_max, joining: joiningPairs(results) };
}

/** The report, as lines. */
export function perPoleLines({ pairs, complete, states_max, joining }: PerPole): string[] {
  const rows = joining.map(({ set, joins }) => `  ${set.join(" + ")}: ${joins.ticks} ticks`);
  return [
    `With a bar for each pole, ${joining.length} of ${pairs} pairs of faults join a pole of U with`,
    "a pole of G, in so many ticks of the explored core (proof/model/small.yaml):",
    ...rows,
    `${complete} pairs were explored to their ends, the others to ${states_max} states.`,
    "With the ganged bar no pair does, for any length: `two faults: tick: barred` of `bptm prove`.",
  ];
}
