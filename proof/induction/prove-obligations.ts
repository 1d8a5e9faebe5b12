/** Passes every obligation to the solvers, two at a time. */
import { obligations } from "./obligations";
import type { Obligation } from "./obligations";
import type { ProofResult } from "../campaign/prove-results";
import { evaluator } from "../symbolic/evaluate";
import { SolverThreads, solve } from "../symbolic/solver";
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

type CoverModel = ReadonlyMap<string, number>;

/** Models of covers so far: a later cover may differ only by its fault. */
export class KnownModels {
  private readonly models: CoverModel[] = [];

  keep(model: CoverModel): void {
    this.models.push(model);
  }

  /** A known model, changed by the hint, that satisfies the formula. */
  find({ formula, hint = new Map() }: Obligation): CoverModel | undefined {
    if (this.models.length === 0) return undefined;
    const values = evaluator(formula);
    return this.models
      .map((model): CoverModel => new Map([...model, ...hint]))
      .find((model) => values((name) => model.get(name) ?? 0).every((truth) => truth === 1));
  }
}

const nonzero = (model: CoverModel): Record<string, number> =>
  Object.fromEntries([...model].filter(([, value]) => value !== 0).toSorted());

/**
 * The expected answer alone proves an obligation; the opposite refutes it; others leave it open.
 */
export async function solveQuery(
  { obligation, solver }: Query,
  options: SolveOptions,
  models: KnownModels = new KnownModels(),
): Promise<ProofResult> {
  const { name, scope, says, invariants, formula, possible } = obligation;
  const known = possible ? models.find(obligation) : undefined;
  const found =
    known === undefined
      ? await solve(formula, options)
      : { status: "sat", seconds: 0, solver_version: "by evaluation", model: known };
  const { status, seconds, solver_version } = found;
  const [expected, opposite] = possible ? ["sat", "unsat"] : ["unsat", "sat"];
  const result = { name, scope, says, invariants, solver, solver_version, seconds };
  if (status === expected) {
    if (known === undefined && found.model !== undefined) models.keep(found.model);
    const example = found.model === undefined ? {} : { example: nonzero(found.model) };
    return { ...result, status: "proven", reason: "", ...example };
  }
  if (status === opposite) {
    const reason = possible ? "it is unsatisfiable" : "it has a counterexample";
    return { ...result, status: "refuted", reason };
  }
  const detail = "detail" in found ? found.detail : undefined;
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
  const models = new KnownModels();
  const threads = new SolverThreads();
  const work = async (): Promise<void> => {
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      // Sequential on purpose: the parallelism is in the number of these loops.
      done(next, await solveQuery(next, { solver: next.solver, timeout_ms, threads }, models));
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, jobs) }, work));
  } finally {
    await threads.stop();
  }
}
