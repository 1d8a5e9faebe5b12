/** Puts every obligation to the solvers, two at a time. */
import { obligations } from "./obligations";
import type { Obligation } from "./obligations";
import type { ProofResult } from "../campaign/prove-results";
import { solve } from "../symbolic/solver";
import type { SolveOptions, SolverName } from "../symbolic/solver";

/** Each solver keeps a core busy, and takes memory. */
const AT_ONCE = 2;

const REASONS: Readonly<Record<string, string>> = {
  timeout: "it took longer than --timeout allows",
  missing: "the solver is not installed",
  unknown: "the solver gave up",
  failed: "the solver broke down",
};

/** One question, before it is asked. */
export interface Query {
  readonly obligation: Obligation;
  readonly solver: SolverName;
}

/** Everything that is to be asked. */
export function queriesFor(solvers: readonly SolverName[]): Query[] {
  const all = obligations();
  return solvers.flatMap((solver) => all.map((obligation) => ({ obligation, solver })));
}

/** Only the answer that was wanted proves anything; its contrary refutes, all else says nothing. */
async function solveQuery(
  { obligation, solver }: Query,
  options: SolveOptions,
): Promise<ProofResult> {
  const { name, says, invariants, formula, possible } = obligation;
  const found = await solve(formula, options);
  const { status, seconds, solver_version, detail } = found;
  const [wanted, contrary] = possible ? ["sat", "unsat"] : ["unsat", "sat"];
  const told = { name, says, invariants, solver, solver_version, seconds };
  if (status === wanted) return { ...told, status: "proven", reason: "" };
  if (status === contrary) {
    const reason = possible ? "no values fit" : "there are values for which it fails";
    return { ...told, status: "refuted", reason };
  }
  const more = detail === undefined || status === "missing" ? "" : ` (${detail.trim()})`;
  return { ...told, status: "not finished", reason: `${REASONS[status] ?? status}${more}` };
}

/** Asks everything; `done` hears each answer. */
export async function solveAll(
  asked: readonly Query[],
  { jobs, timeout_ms }: { readonly jobs: number; readonly timeout_ms: number },
  done: (asked: Query, result: ProofResult) => void,
): Promise<void> {
  const waiting = [...asked];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      // One after the other: two such rows are what runs at once.
      done(next, await solveQuery(next, { solver: next.solver, timeout_ms }));
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, jobs) }, work));
}
