/** Verdicts from the findings of a run: for each set of faults, each invariant, and the whole. */
import { BY_ITSELF, FAULTS, exceptionOf, faultSets } from "../model/faults";
import { ALONE, PAIRED } from "../induction/scopes";
import type { FaultScope } from "../induction/scopes";
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
const JUDGED = [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13];
/** Invariants that invariant 9 requires under faults. */
const UNDER_FAULTS = [1, 2, 3];
const PAIR = 2;

/** From best to worst. */
const ORDER: readonly Verdict[] = ["holds", "not finished", "broken"];
const worse = (a: Verdict, b: Verdict): Verdict => (ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b);

/** What decides a verdict: a proof for all values and lengths, or every reachable state. */
type Method = "induction" | "exploration";

/** One row of the table of faults. */
export interface FaultRow {
  readonly set: readonly string[];
  readonly mechanical: boolean;
  readonly block: boolean;
  readonly invariants: Readonly<Record<string, Verdict>>;
  readonly methods: Readonly<Record<string, Method>>;
  /** Time of the explorations of this set; the induction proves all sets of its scope at once. */
  readonly seconds: number;
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

/** A set of faults on some hardware. */
type FaultCase = Pick<FaultRow, "set" | "mechanical" | "block">;

/** The induction that covers a case, if any. */
function scopeOf({ set, mechanical, block }: FaultCase): FaultScope | undefined {
  if (block || set.length > PAIR) return undefined;
  if (mechanical) return PAIRED;
  return set.length < PAIR && set.every((name) => FAULTS[name] !== undefined) ? ALONE : undefined;
}

/** The cases on which docs/safety.md makes a promise. */
export function promisedCases(): FaultCase[] {
  const names = Object.keys(FAULTS);
  const itself = Object.keys(BY_ITSELF);
  const bare = [...faultSets(0, names), ...faultSets(1, names)];
  const barred = [...itself.map((name) => [name]), ...faultSets(2, [...names, ...itself])];
  return [
    ...bare.map((set) => ({ set, mechanical: false, block: false })),
    ...barred.map((set) => ({ set, mechanical: true, block: false })),
  ];
}

const keyOf = ({ set, mechanical, block }: FaultCase): string =>
  JSON.stringify([set.toSorted(), mechanical, block]);

/**
 * The table of faults: for each promised or explored case the worst verdict of all environments. An
 * invariant that is proven holds unless an exploration breaks it.
 */
export function faultRows({ campaigns, proofs }: Findings): FaultRow[] {
  const cases = new Map<string, FaultCase>();
  for (const one of [...promisedCases(), ...campaigns]) {
    const { set, mechanical, block } = one;
    if (!cases.has(keyOf(one))) cases.set(keyOf(one), { set, mechanical, block });
  }
  const proven = new Map<FaultScope | undefined, readonly number[]>(
    [ALONE, PAIRED].map((scope) => [
      scope,
      EXPLORED.filter((one) => inductionOf(obligationsFor(proofs, one, scope)) === "holds"),
    ]),
  );
  const rows = [...cases.values()].map((one): FaultRow => {
    const explored = campaigns.filter((campaign) => keyOf(campaign) === keyOf(one));
    const induced = proven.get(scopeOf(one)) ?? [];
    const found = EXPLORED.map((invariant): [string, Verdict, Method] => {
      const is_proven =
        induced.includes(invariant) && exceptionOf(one.set, invariant) === undefined;
      const seen = explored.map((campaign) => verdictOf(campaign, invariant));
      const worst = seen.length === 0 ? "not finished" : seen.reduce(worse);
      const holds = is_proven && worst !== "broken";
      return [String(invariant), holds ? "holds" : worst, holds ? "induction" : "exploration"];
    });
    return {
      ...one,
      invariants: Object.fromEntries(found.map(([number, verdict]) => [number, verdict])),
      methods: Object.fromEntries(found.map(([number, , method]) => [number, method])),
      seconds: explored.reduce((sum, { seconds }) => sum + seconds, 0),
    };
  });
  return rows.toSorted((a, b) => a.set.length - b.set.length);
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

/**
 * The obligations of one induction, or of both, that imply an invariant: its own, and those that
 * all invariants share.
 */
function obligationsFor(
  proofs: readonly ProofResult[],
  invariant: number,
  scope?: FaultScope,
): readonly ProofResult[] {
  const of_scope = proofs.filter((one) => scope === undefined || one.scope === scope.name);
  const own = of_scope.filter(({ invariants }) =>
    invariant === 9
      ? invariants.some((one) => one === 9 || UNDER_FAULTS.includes(one))
      : invariants.includes(invariant),
  );
  if (own.length === 0) return [];
  return [...own, ...of_scope.filter(({ invariants }) => invariants.includes(0))];
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

export const INVARIANT_COUNT = 13;

/** How each of the thirteen invariants is verified. */
export function statusOfInvariants({ campaigns, proofs }: Findings): InvariantStatus[] {
  return Array.from({ length: INVARIANT_COUNT }, (_, at) => {
    const invariant = at + 1;
    const obligations = obligationsFor(proofs, invariant, invariant === 9 ? undefined : ALONE);
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
