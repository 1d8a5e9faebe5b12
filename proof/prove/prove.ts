/** The whole proof: explores every campaign, tries every obligation, and collects the results. */
import { FULL, QUICK, campaignsOf, withInterlock } from "../campaign/campaigns";
import type { Budget, Planned } from "../campaign/campaigns";
import { exploreAll } from "../campaign/explore-all";
import { fingerprint, identityNow } from "./identity";
import { KeptResults } from "./kept-results";
import { solveAll, queriesFor } from "../induction/prove-obligations";
import type { Query } from "../induction/prove-obligations";
import type { CampaignResult, ProofResult, ProofRun } from "../campaign/prove-results";
import { exceptionOf } from "../model/faults";
import type { SolverName } from "../symbolic/solver";

interface ProveOptions {
  readonly full: boolean;
  readonly jobs: number;
  readonly memory_mb: number;
  readonly solvers: readonly SolverName[];
  readonly timeout_s: number;
  /** File that stores results; undefined for none. */
  readonly resume: string | undefined;
  /** Limit of states of each campaign; undefined for the limit of the mode. */
  readonly states_max: number | undefined;
}

/** Receives the progress, 0 to 1, and the current task. */
type ShowProgress = (part: number, what: string) => void;

/** Share of the progress for exploration. */
const EXPLORING = 0.6;
/** A campaign that breaks an invariant up to this number is repeated with the interlock. */
const INTERLOCKED_MAX = 3;

const campaignKey = ({ group, surroundings, faults, hardware, states_max }: Planned): string =>
  JSON.stringify([group, surroundings, faults, hardware, states_max]);

export const nameOfSet = (set: readonly string[]): string => set.join(" + ") || "no fault";

function needsInterlock({ mechanical, broken }: CampaignResult): boolean {
  return !mechanical && broken.some(({ invariant }) => invariant <= INTERLOCKED_MAX);
}

/** Whether a result is final and can be reused; a later run repeats the others. */
const isEnded = ({ end }: CampaignResult): boolean => end === "complete" || end === "budget";

export class Proving {
  private readonly begun = new Date();
  private readonly identity = identityNow();
  private readonly kept: KeptResults;
  private readonly campaigns: CampaignResult[] = [];
  private readonly proofs: ProofResult[] = [];
  private resumed = 0;

  constructor(
    private readonly options: ProveOptions,
    private readonly show: ShowProgress,
  ) {
    const { full, states_max } = options;
    const about = [fingerprint(this.identity), full ? "full" : "quick", states_max];
    this.kept = new KeptResults(options.resume, JSON.stringify(about));
  }

  /** Runs everything for which there is no stored result. */
  async run(): Promise<void> {
    await this.explore();
    await this.prove();
  }

  /** The results so far. */
  get found(): ProofRun {
    const { identity, begun, campaigns, proofs, resumed } = this;
    const mode = this.options.full ? "full" : "quick";
    const seconds = (Date.now() - begun.getTime()) / 1000;
    return { mode, identity, begun, seconds, resumed, campaigns, proofs };
  }

  private async explore(): Promise<void> {
    const { full, jobs, memory_mb, states_max } = this.options;
    const usual: Budget = full ? FULL : QUICK;
    const planned = campaignsOf(usual).map((one) =>
      states_max === undefined ? one : { ...one, states_max },
    );
    const progress = new ExplorationProgress(planned, (part, what) =>
      this.show(EXPLORING * part, what),
    );
    const pending: Planned[] = [];
    const queue = [...planned];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const known = this.kept.find(campaignKey(next));
      if (known === undefined) pending.push(next);
      else queue.push(...this.reuse(next, known as CampaignResult, progress));
    }
    await exploreAll(pending, {
      jobs,
      memory_mb,
      onProgress: (campaign, states) => progress.at(campaign, states),
      onResult: (campaign, result) => {
        if (isEnded(result)) this.kept.keep(campaignKey(campaign), result);
        return this.record(campaign, result, progress);
      },
    });
  }

  private reuse(
    campaign: Planned,
    result: CampaignResult,
    progress: ExplorationProgress,
  ): Planned[] {
    this.resumed++;
    return this.record(campaign, result, progress);
  }

  private record(
    campaign: Planned,
    result: CampaignResult,
    progress: ExplorationProgress,
  ): Planned[] {
    this.campaigns.push(result);
    const isNew = needsInterlock(result) && exceptionOf(campaign.faults, 3) === undefined;
    // Excepted pairs are explored with the interlock in any case.
    const again = isNew ? [withInterlock(campaign)] : [];
    progress.done(campaign, again);
    return again;
  }

  private async prove(): Promise<void> {
    const { jobs, solvers, timeout_s } = this.options;
    this.show(EXPLORING, "reading the compiled core");
    const all = queriesFor(solvers);
    const keyOf = ({ obligation, solver }: Query): string => `${solver} ${obligation.name}`;
    const note = (result: ProofResult): void => {
      this.proofs.push(result);
      const part = this.proofs.length / all.length;
      this.show(EXPLORING + (1 - EXPLORING) * part, `proof: ${result.name}`);
    };
    const open = all.filter((one) => {
      const known = this.kept.find(keyOf(one));
      if (known === undefined) return true;
      this.resumed++;
      note(known as ProofResult);
      return false;
    });
    await solveAll(open, { jobs, timeout_ms: timeout_s * 1000 }, (asked, result) => {
      if (result.status !== "not finished") this.kept.keep(keyOf(asked), result);
      note(result);
    });
  }
}

/** Progress of the exploration, as a share of all states that may be visited. */
class ExplorationProgress {
  private total: number;
  private finished = 0;
  private readonly now = new Map<Planned, number>();

  constructor(
    planned: readonly Planned[],
    private readonly show: ShowProgress,
  ) {
    this.total = planned.reduce((sum, { states_max }) => sum + states_max, 0);
  }

  at(campaign: Planned, states: number): void {
    this.now.set(campaign, Math.min(states, campaign.states_max));
    const running = [...this.now.values()].reduce((sum, one) => sum + one, 0);
    const where = campaign.hardware.mechanical ? ", with the interlock" : "";
    const what = `${nameOfSet(campaign.faults)}${where}: ${campaign.surroundings}`;
    this.show((this.finished + running) / this.total, what);
  }

  done(campaign: Planned, more: readonly Planned[]): void {
    this.now.delete(campaign);
    this.finished += campaign.states_max;
    this.total += more.reduce((sum, { states_max }) => sum + states_max, 0);
  }
}
