/** Verdicts from the findings of a run: for each set of faults, each invariant, and the whole. */
import { FAULTS, NOT_INDUCED, exceptionOf } from "../model/faults";
import type {
  Counterexample,
  CampaignResult,
  Findings,
  ProofResult,
} from "../campaign/prove-results";

type Verdict = "holds" | "not finished" | "broken";

/** Invariants that the monitor of the explorer judges (monitor.ts). */
export const EXPLORED: readonly number[] = [1, 2, 3, 4, 5, 6, 10];
/** Invariants that the monitor of the waveform twin judges in every sample of `bptm run all`. */
const JUDGED = [1, 2, 3, 4, 5, 6, 7, 8, 10, 11];
/** Invariants that invariant 9 requires under faults. */
const UNDER_FAULTS = [1, 2, 3];
const PAIR = 2;

/** From best to worst. */
const ORDER: readonly Verdict[] = ["holds", "not finished", "broken"];
const worse = (a: Verdict, b: Verdict): Verdict => (ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b);

/** One row of the table of faults. */
export interface FaultRow {
  readonly set: readonly string[];
  readonly mechanical: boolean;
  readonly block: boolean;
  readonly invariants: Readonly<Record<string, Verdict>>;
}

/** A counterexample with its campaign. */
export interface FoundViolation extends Counterexample {
  readonly set: readonly string[];
  readonly mechanical: boolean;
  readonly surroundings: string;
  /** docs/safety.md promises that this does not happen. */
  readonly promised: boolean;
}

/** Whether docs/safety.md promises `invariant` in a campaign. */
function isPromised({ set, mechanical }: CampaignResult, invariant: number): boolean {
  if (set.length === 0) return true;
  if (exceptionOf(set, invariant) !== undefined) return false;
  return UNDER_FAULTS.includes(invariant) && (set.length < PAIR || mechanical);
}

function verdictOf(campaign: CampaignResult, invariant: number): Verdict {
  if (campaign.broken.some((one) => one.invariant === invariant)) return "broken";
  return campaign.end === "complete" ? "holds" : "not finished";
}

/** Whether induction covers a campaign: single faults without the interlock, with exceptions. */
function isInduced({ set, mechanical }: CampaignResult, invariant: number): boolean {
  const excepted = NOT_INDUCED[invariant] ?? [];
  const known = set.every((name) => FAULTS[name] !== undefined && !excepted.includes(name));
  return !mechanical && set.length < PAIR && known;
}

/**
 * The table of faults: for each set and hardware, the worst verdict of all environments. An
 * invariant that is proven holds unless an exploration breaks it.
 */
export function faultRows({ campaigns, proofs }: Findings): FaultRow[] {
  const proven = EXPLORED.filter(
    (number) => inductionOf(obligationsFor(proofs, number)) === "holds",
  );
  const rows = new Map<string, FaultRow>();
  for (const campaign of campaigns) {
    const { set, mechanical, block } = campaign;
    const key = JSON.stringify([set, mechanical, block]);
    const before = rows.get(key)?.invariants ?? {};
    const invariants = Object.fromEntries(
      EXPLORED.map((number) => {
        const seen = verdictOf(campaign, number);
        const isProven = proven.includes(number) && isInduced(campaign, number);
        const found = seen === "not finished" && isProven ? "holds" : seen;
        return [String(number), worse(found, before[number] ?? "holds")];
      }),
    );
    rows.set(key, { set, mechanical, block, invariants });
  }
  return [...rows.values()].toSorted((a, b) => a.set.length - b.set.length);
}

/** Every violation: promised invariants first, then by number of faults and by length. */
export function violationsOf(campaigns: readonly CampaignResult[]): FoundViolation[] {
  const found = campaigns.flatMap((campaign) =>
    campaign.broken.map((breach): FoundViolation => {
      const { set, mechanical, surroundings } = campaign;
      const promised = isPromised(campaign, breach.invariant);
      return { ...breach, set, mechanical, surroundings, promised };
    }),
  );
  return found.toSorted(
    (a, b) =>
      Number(b.promised) - Number(a.promised) || a.set.length - b.set.length || a.ticks - b.ticks,
  );
}

/** How one invariant of docs/safety.md is verified. */
export interface InvariantStatus {
  readonly invariant: number;
  readonly induction: Verdict | "not asked";
  readonly solvers: readonly string[];
  readonly seconds: number;
  /** By exploration without a fault. */
  readonly exploration: Verdict | "not explored";
  /** Judged in every sample by `bptm run all`. */
  readonly judged: boolean;
}

/** The obligations that imply an invariant: its own, and those that all invariants share. */
function obligationsFor(proofs: readonly ProofResult[], invariant: number): readonly ProofResult[] {
  const own = proofs.filter(({ invariants }) =>
    invariant === 9
      ? invariants.some((one) => UNDER_FAULTS.includes(one))
      : invariants.includes(invariant),
  );
  if (own.length === 0) return [];
  return [...own, ...proofs.filter(({ invariants }) => invariants.includes(0))];
}

function inductionOf(proofs: readonly ProofResult[]): Verdict | "not asked" {
  if (proofs.length === 0) return "not asked";
  if (proofs.some(({ status }) => status === "refuted")) return "broken";
  return proofs.every(({ status }) => status === "proven") ? "holds" : "not finished";
}

function explorationOf(campaigns: readonly CampaignResult[], invariant: number) {
  const numbers = invariant === 9 ? UNDER_FAULTS : EXPLORED.filter((one) => one === invariant);
  const where = campaigns.filter(({ set }) => (invariant === 9) === set.length > 0);
  const found = where.flatMap((one) =>
    numbers.filter((number) => isPromised(one, number)).map((number) => verdictOf(one, number)),
  );
  return found.length === 0 ? "not explored" : found.reduce(worse);
}

export const INVARIANT_COUNT = 11;

/** How each of the eleven invariants is verified. */
export function statusOfInvariants({ campaigns, proofs }: Findings): InvariantStatus[] {
  return Array.from({ length: INVARIANT_COUNT }, (_, at) => {
    const invariant = at + 1;
    const obligations = obligationsFor(proofs, invariant);
    return {
      invariant,
      induction: inductionOf(obligations),
      solvers: [...new Set(obligations.map(({ solver_version }) => solver_version))].toSorted(),
      seconds: obligations.reduce((sum, { seconds }) => sum + seconds, 0),
      exploration: explorationOf(campaigns, invariant),
      judged: JUDGED.includes(invariant),
    };
  });
}

/**
 * The verdict on the whole run. A campaign that reaches its budget counts as done; one that runs
 * out of memory does not.
 */
export function verdictOn({ campaigns, proofs }: Findings): Verdict {
  const circles = campaigns.some(({ liveness }) => liveness.some((one) => one.circles > 0));
  const refuted = proofs.some(({ status }) => status === "refuted");
  if (refuted || circles || violationsOf(campaigns).some(({ promised }) => promised)) {
    return "broken";
  }
  const cut = campaigns.some(({ end }) => end === "memory" || end === "failed");
  const open = proofs.some(({ status }) => status === "not finished");
  return cut || open || proofs.length === 0 ? "not finished" : "holds";
}
