/** What a run of `bptm prove` found, piece by piece; docs/prove.md explains the fields. */
import type { Live } from "../explore/liveness";

/**
 * How an exploration ended: `complete`, every reachable state was visited; `budget`, it visited as
 * many as it was allowed to; `memory`, it had to stop; `failed`, its thread broke down.
 */
export type End = "complete" | "budget" | "memory" | "failed";

/** An invariant that an exploration found broken. */
export interface Breach {
  readonly invariant: number;
  /** Ticks of the shortest way into it, and that way as lines of text. */
  readonly ticks: number;
  readonly timeline: readonly string[];
}

/** One campaign, when it is over. */
export interface CampaignResult {
  readonly group: string;
  readonly surroundings: string;
  readonly set: readonly string[];
  readonly mechanical: boolean;
  readonly block: boolean;
  readonly states_max: number;
  readonly end: End;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly seconds: number;
  readonly broken: readonly Breach[];
  /** Looked for where nothing is faulty and every state was visited. */
  readonly liveness: readonly Live[];
}

/** What one solver made of one obligation. */
export interface ProofResult {
  readonly name: string;
  readonly says: string;
  readonly invariants: readonly number[];
  readonly solver: string;
  readonly solver_version: string;
  readonly status: "proven" | "refuted" | "not finished";
  /** Why it is not proven. */
  readonly reason: string;
  readonly seconds: number;
}

/** What was proven, and with what. */
export interface Identity {
  /** Empty where there is no Git. */
  readonly commit: string;
  readonly uncommitted: boolean;
  /** sha256 of the core's sources: core/*.ts without tests, in the order of their names. */
  readonly core_sha256: string;
  /** sha256 of core/*.yaml and proof/model/small.yaml. */
  readonly tables_sha256: string;
  /** sha256 of each compiled module. */
  readonly modules: Readonly<Record<string, string>>;
}

export interface Findings {
  readonly campaigns: readonly CampaignResult[];
  readonly proofs: readonly ProofResult[];
}

/** A run, complete or not. */
export interface Run extends Findings {
  readonly mode: "quick" | "full";
  readonly identity: Identity;
  readonly begun: Date;
  readonly seconds: number;
  /** How many pieces were taken over from an earlier run. */
  readonly resumed: number;
}
