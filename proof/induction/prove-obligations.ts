/** Passes every obligation to the solvers, two at a time. */
import { obligations } from "./obligations";
import type { Obligation } from "./obligations";
import type { ProofResult } from "../campaign/prove-results";
import { solve } from "../symbolic/solver";
import type { SolveOptions, SolverName } from "../symbolic/solver";

/** Each solver occupies a processor core and much memory. */
const AT_ONCE = 2;

const REASONS: Readonly<Record<string, string>> = {
  timeout: "it took longer than --timeout allows",
  missing: "the solver is not installed",
  unknown: "the solver gave up",
  failed: "the solver failed",
};

/** An obligation and the solver that is to prove it. */
export interface Query {
  readonly obligation: Obligation;
  readonly solver: SolverName;
}

/** Every obligation for every solver. */
export function queriesFor(solvers: readonly SolverName[]): Query[] {
  const all = obligations();
  return solvers.flatMap((solver) => all.map((obligation) => ({ obligation, solver })));
}

/**
 * The expected answer alone proves an obligation; the opposite refutes it; others leave it open.
 */
async function solveQuery(
  { obligation, solver }: Query,
  options: SolveOptions,
): Promise<ProofResult> {
  const { name, scope, says, invariants, formula, possible } = obligation;
  const found = await solve(formula, options);
  const { status, seconds, solver_version, detail } = found;
  const [expected, opposite] = possible ? ["sat", "unsat"] : ["unsat", "sat"];
  const result = { name, scope, says, invariants, solver, solver_version, seconds };
  if (status === expected) return { ...result, status: "proven", reason: "" };
  if (status === opposite) {
    const reason = possible ? "it is unsatisfiable" : "it has a counterexample";
    return { ...result, status: "refuted", reason };
  }
  const more = detail === undefined || status === "missing" ? "" : ` (${detail.trim()})`;
  return { ...result, status: "not finished", reason: `${REASONS[status] ?? status}${more}` };
}

/** Solves all queries; `done` receives each result. */
export async function solveAll(
  queries: readonly Query[],
  { jobs, timeout_ms }: { readonly jobs: number; readonly timeout_ms: number },
  done: (query: Query, result: ProofResult) => void,
): Promise<void> {
  const pending = [...queries];
  const work = async (): Promise<void> => {
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      // Sequential on purpose: the parallelism is in the number of these loops.
      done(next, await solveQuery(next, { solver: next.solver, timeout_ms }));
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, jobs) }, work));
}
