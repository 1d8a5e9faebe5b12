/** Results of a run of `bptm prove`; docs/reference/json.md explains the fields. */
import type { LivenessResult } from "../explore/liveness";

/**
 * How an exploration ended: `complete`, it visited every reachable state; `budget`, it reached its
 * limit of states; `memory`, it ran out of memory; `failed`, its thread crashed.
 */
export type ExplorationEnd = "complete" | "budget" | "memory" | "failed";

/** A shortest counterexample to an invariant. */
export interface Counterexample {
  readonly invariant: number;
  /** Its length in ticks, and its timeline as lines of text. */
  readonly ticks: number;
  readonly timeline: readonly string[];
}

/** The result of one campaign. */
export interface CampaignResult {
  readonly group: string;
  readonly surroundings: string;
  readonly set: readonly string[];
  readonly mechanical: boolean;
  readonly block: boolean;
  readonly states_max: number;
  readonly end: ExplorationEnd;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly seconds: number;
  readonly broken: readonly Counterexample[];
  /** The switches that the core closes in some visited state. */
  readonly closes: readonly ("utility" | "generator")[];
  /** Checked only where no fault exists and every reachable state was visited. */
  readonly liveness: readonly LivenessResult[];
}

/** The result of one solver for one obligation. */
export interface ProofResult {
  readonly name: string;
  /** How many faults at once it covers; two only with the interlock. */
  readonly scope: "one fault" | "two faults";
  readonly says: string;
  readonly invariants: readonly number[];
  readonly solver: string;
  readonly solver_version: string;
  readonly status: "proven" | "refuted" | "not finished";
  /** Why it is not proven. */
  readonly reason: string;
  readonly seconds: number;
  /** Of an obligation that must be possible: values that make it so, without those that are 0. */
  readonly example?: Readonly<Record<string, number>>;
}

/** The code that was proven. */
export interface CodeIdentity {
  /** Empty without Git. */
  readonly commit: string;
  readonly uncommitted: boolean;
  /** sha256 of the core's sources: every .ts file below core/ except tests, sorted by path. */
  readonly core_sha256: string;
  /** sha256 of the .yaml files below core/ and of proof/model/small.yaml. */
  readonly tables_sha256: string;
  /** sha256 of each compiled module. */
  readonly modules: Readonly<Record<string, string>>;
}

export interface Findings {
  readonly campaigns: readonly CampaignResult[];
  readonly proofs: readonly ProofResult[];
}

/** A whole run, complete or not. */
export interface ProofRun extends Findings {
  readonly mode: "quick" | "full";
  readonly identity: CodeIdentity;
  readonly begun: Date;
  readonly seconds: number;
  /** How many results were reused from an earlier run. */
  readonly resumed: number;
}
