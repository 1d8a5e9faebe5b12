/**
 * Deliberate bugs, each a small patch to the core (proof/examples/bugs), which show that the proof
 * can fail: the explorer finds the shortest counterexample of each, and the condition written from
 * it reproduces the failure on the waveform twin.
 */
import { readFileSync, readdirSync } from "node:fs";
import { projectPath } from "@bptm/runtime/project-files";
import { parse } from "yaml";
import { keptFields } from "../explore/abstraction";
import { conditionText } from "../trace/as-condition";
import { CoreWords, Explorer } from "../explore/explore";
import type { ExplorationCampaign, Explored } from "../explore/explore";
import { ProofBench } from "../module/proof-bench";
import { timelineText, traceOf } from "../trace/trace";
import type { CounterexampleTrace } from "../trace/trace";

/** A change to one source file of the core. */
interface Patch {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A deliberate bug as its file describes it. */
export interface Bug {
  readonly name: string;
  readonly title: string;
  readonly story: string;
  /** Id of the condition that is written from the counterexample. */
  readonly condition: string;
  /** The invariant that the counterexample breaks, and the faults that it needs. */
  readonly invariant: number;
  readonly faults: readonly string[];
  /** What the shipped meter must do under that condition. */
  readonly expect: readonly Readonly<Record<string, string | number>>[];
  readonly patches: readonly Patch[];
}

/** A bug with the counterexample that the explorer found. */
export interface FoundBug {
  readonly bug: Bug;
  /** Ticks of the shortest counterexample. */
  readonly ticks: number;
  readonly states: number;
  readonly trace: CounterexampleTrace;
  /** The timeline as lines of text. */
  readonly timeline: readonly string[];
  /** The condition file. */
  readonly condition: string;
}

/** Thrown when the explorer does not find a bug. */
class BugNotFound extends Error {
  readonly code = "E-PROVE-22";
  constructor({ name, invariant }: Bug) {
    super(
      `E-PROVE-22: the bug ${name} does not break invariant ${invariant}; ` +
        `correct proof/examples/bugs/${name}.yaml.`,
    );
  }
}

/** Limits of states, tried in turn: most bugs are near the initial state. */
const STATES_MAX = [1000, 4000, 16_000, 64_000, 256_000, 1_000_000];

/** Every deliberate bug, sorted by condition. */
export function exampleBugs(): Bug[] {
  const at = projectPath("proof/examples/bugs/");
  const files = readdirSync(at).filter((name) => name.endsWith(".yaml"));
  const bugs = files.map((name): Bug => parse(readFileSync(at + name, "utf8")));
  return bugs.toSorted((a, b) => a.condition.localeCompare(b.condition));
}

/** The campaign for a bug: both sources come and go, and the power may fail in any tick. */
function campaignOf({ faults }: Bug, states_max: number): ExplorationCampaign {
  const both = [0, 1];
  const inputs = { grid: both, generator: both, house: [0], stimulus: [0], cuts: true };
  return { inputs, faults, hardware: { mechanical: false, block: false }, states_max };
}

/** Explores at most `states_max` states of a module in the campaign of a bug. */
export function exploreBug(
  bug: Bug,
  module: Uint8Array<ArrayBuffer>,
  states_max: number,
): { readonly explorer: Explorer; readonly explored: Explored } {
  const bench = new ProofBench(module);
  const core = new CoreWords(bench, keptFields(bench));
  const explorer = new Explorer(core, campaignOf(bug, states_max));
  return { explorer, explored: explorer.run() };
}

/** The shortest counterexample in `module`, which is compiled with the bug. */
export function findBug(bug: Bug, module: Uint8Array<ArrayBuffer>): FoundBug {
  for (const states_max of STATES_MAX) {
    const { explorer, explored } = exploreBug(bug, module, states_max);
    const broken = explored.broken.find(({ invariant }) => invariant === bug.invariant);
    if (broken === undefined) continue;
    const trace = traceOf(explorer, broken);
    const heading = { ...bug, id: bug.condition };
    return {
      bug,
      ticks: trace.ticks.length,
      states: explored.states,
      trace,
      timeline: timelineText(trace),
      condition: conditionText(heading, trace, explorer.campaign.hardware.mechanical),
    };
  }
  throw new BugNotFound(bug);
}
