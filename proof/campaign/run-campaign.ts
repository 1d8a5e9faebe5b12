/** One campaign from its plan to its result. */
import { keptFields } from "../explore/abstraction";
import type { Planned } from "./campaigns";
import { CoreWords, Explorer } from "../explore/explore";
import type { Explored } from "../explore/explore";
import { STEADY, liveness } from "../explore/liveness";
import type { Breach, CampaignResult, End } from "./prove-results";
import { Bench } from "../module/stage";
import { timelineText, traceOf } from "../trace/trace";

/** Beyond so many bytes the numbers of earlier campaigns cost more than they save. */
const SHARED_BYTES_MAX = 1_200_000_000;
const SHARED_PART = 0.5;

/** Explores one campaign after the other, and keeps what they share. */
export class Exploration {
  private core: CoreWords | undefined;

  /** `bytes_max`: how much memory its tables may take. */
  constructor(private readonly bytes_max: number) {}

  /** `tell` hears how many states there are. */
  run(campaign: Planned, tell: (states: number) => void): CampaignResult {
    const begun = performance.now();
    const seconds = (): number => (performance.now() - begun) / 1000;
    try {
      const explorer = new Explorer(this.shared(), campaign);
      let full = false;
      const explored = explorer.run((states) => {
        tell(states);
        full = explorer.core.bytes > this.bytes_max;
        return !full;
      });
      const end = explored.complete ? "complete" : full ? "memory" : "budget";
      if (full) this.core = undefined;
      const result = finished(campaign, explorer, explored);
      explorer.release();
      return { ...result, end, seconds: seconds() };
    } catch (error) {
      // Tables that cannot grow: an array or a map is too large for memory or for the engine.
      if (!(error instanceof RangeError)) throw error;
      this.core = undefined;
      return { ...nothing(campaign), end: "memory", seconds: seconds() };
    }
  }

  private shared(): CoreWords {
    const bytes_max = Math.min(SHARED_BYTES_MAX, this.bytes_max * SHARED_PART);
    if (this.core === undefined || this.core.bytes > bytes_max) {
      // The old numbers go before the new ones come.
      this.core = undefined;
      const bench = new Bench();
      this.core = new CoreWords(bench, keptFields(bench));
    }
    return this.core;
  }
}

/** A campaign of which nothing is known. */
export function nothing(campaign: Planned): CampaignResult {
  const { group, surroundings, faults, hardware, states_max } = campaign;
  return {
    group,
    surroundings,
    set: faults,
    ...hardware,
    states_max,
    end: "failed" satisfies End,
    states: 0,
    transitions: 0,
    depth: 0,
    seconds: 0,
    broken: [],
    liveness: [],
  };
}

function finished(campaign: Planned, explorer: Explorer, explored: Explored): CampaignResult {
  const { complete, states, transitions, depth } = explored;
  const broken = explored.broken.map((one): Breach => {
    const trace = traceOf(explorer, one);
    return {
      invariant: one.invariant,
      ticks: trace.ticks.length,
      timeline: timelineText(trace),
    };
  });
  // Without every state visited, and with a fault, there is nothing to ask.
  const lively = complete && campaign.faults.length === 0;
  const live = lively ? STEADY.map((steady) => liveness(explorer, steady)) : [];
  return { ...nothing(campaign), states, transitions, depth, broken, liveness: live };
}
