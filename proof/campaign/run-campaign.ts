/** Runs one campaign after another. */
import { Coil } from "@bptm/core/hardware/signals";
import { keptFields } from "../explore/abstraction";
import type { Planned } from "./campaigns";
import { CoreWords, Explorer } from "../explore/explore";
import type { Explored } from "../explore/explore";
import { STEADY_SOURCES, liveness } from "../explore/liveness";
import type { Counterexample, CampaignResult, ExplorationEnd } from "./prove-results";
import { ProofBench } from "../module/proof-bench";
import { timelineText, traceOf } from "../trace/trace";

/** Above this size the tables of earlier campaigns cost more than they save. */
const SHARED_BYTES_MAX = 1_200_000_000;
const SHARED_PART = 0.5;

/** Explores campaigns one by one, and keeps the tables that they share. */
export class Exploration {
  private core: CoreWords | undefined;

  /** `bytes_max`: memory limit of the tables. */
  constructor(private readonly bytes_max: number) {}

  /** `onProgress` receives the number of states visited so far. */
  run(campaign: Planned, onProgress: (states: number) => void): CampaignResult {
    const begun = performance.now();
    const seconds = (): number => (performance.now() - begun) / 1000;
    try {
      const explorer = new Explorer(this.shared(), campaign);
      let full = false;
      const explored = explorer.run((states) => {
        onProgress(states);
        full = explorer.core.bytes > this.bytes_max;
        return !full;
      });
      const end = explored.complete ? "complete" : full ? "memory" : "budget";
      if (full) this.core = undefined;
      const result = resultOf(campaign, explorer, explored);
      explorer.release();
      return { ...result, end, seconds: seconds() };
    } catch (error) {
      // A table cannot grow: an array or a map exceeds the memory or a limit of the engine.
      if (!(error instanceof RangeError)) throw error;
      this.core = undefined;
      return { ...emptyResult(campaign), end: "memory", seconds: seconds() };
    }
  }

  private shared(): CoreWords {
    const bytes_max = Math.min(SHARED_BYTES_MAX, this.bytes_max * SHARED_PART);
    if (this.core === undefined || this.core.bytes > bytes_max) {
      // Free the old tables before allocating the new ones.
      this.core = undefined;
      const bench = new ProofBench();
      this.core = new CoreWords(bench, keptFields(bench));
    }
    return this.core;
  }
}

/** The result of a campaign that visited no state. */
export function emptyResult(campaign: Planned): CampaignResult {
  const { group, surroundings, faults, hardware, states_max } = campaign;
  return {
    group,
    surroundings,
    set: faults,
    ...hardware,
    states_max,
    end: "failed" satisfies ExplorationEnd,
    states: 0,
    transitions: 0,
    depth: 0,
    seconds: 0,
    broken: [],
    closes: [],
    liveness: [],
  };
}

function closedBy(coils: number): CampaignResult["closes"] {
  const utility = (coils & Coil.UtilityClose) === 0 ? [] : (["utility"] as const);
  const generator = (coils & Coil.GeneratorClose) === 0 ? [] : (["generator"] as const);
  return [...utility, ...generator];
}

function resultOf(campaign: Planned, explorer: Explorer, explored: Explored): CampaignResult {
  const { complete, states, transitions, depth } = explored;
  const broken = explored.broken.map((one): Counterexample => {
    const trace = traceOf(explorer, one);
    return {
      invariant: one.invariant,
      ticks: trace.ticks.length,
      timeline: timelineText(trace),
    };
  });
  // Liveness holds only without faults, and only a complete exploration can show it.
  const checks_liveness = complete && campaign.faults.length === 0;
  return {
    ...emptyResult(campaign),
    states,
    transitions,
    depth,
    broken,
    closes: closedBy(explored.coils),
    liveness: checks_liveness ? STEADY_SOURCES.map((steady) => liveness(explorer, steady)) : [],
  };
}
