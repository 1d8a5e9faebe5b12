/**
 * Deliberate bugs, each a small change of the core's text (proof/examples/bugs), to show that the
 * proof can fail: the explorer finds the shortest way into each of them, and the condition that is
 * written from it shows the same on the waveform twin.
 */
import { readFileSync, readdirSync } from "node:fs";
import { projectPath } from "@bptm/runtime/project-files";
import { parse } from "yaml";
import { keptFields } from "../explore/abstraction";
import { conditionText } from "../trace/as-condition";
import { CoreWords, Explorer } from "../explore/explore";
import type { Campaign, Explored } from "../explore/explore";
import { Bench } from "../module/stage";
import { timelineText, traceOf } from "../trace/trace";
import type { Trace } from "../trace/trace";

/** A change of one source of the core. */
interface Patch {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A deliberate bug as its file tells it. */
export interface Bug {
  readonly name: string;
  readonly title: string;
  readonly story: string;
  /** Number of the condition that is written from the counterexample. */
  readonly condition: string;
  /** The invariant that the counterexample breaks, and the faults that the home has. */
  readonly invariant: number;
  readonly faults: readonly string[];
  /** What the meter as it ships must show in that condition. */
  readonly expect: readonly Readonly<Record<string, string | number>>[];
  readonly patches: readonly Patch[];
}

/** What the explorer found in a bug. */
export interface FoundBug {
  readonly bug: Bug;
  /** Ticks of the shortest counterexample. */
  readonly ticks: number;
  readonly states: number;
  readonly trace: Trace;
  /** The timeline as lines of text. */
  readonly timeline: readonly string[];
  /** The condition file. */
  readonly condition: string;
}

/** A bug that should have been found and was not. */
class NotFound extends Error {
  readonly code = "E-PROVE-22";
  constructor({ name, invariant }: Bug) {
    super(
      `E-PROVE-22: the bug ${name} breaks invariant ${invariant} nowhere: see proof/examples/bugs.`,
    );
  }
}

/** How far is looked, in steps: most bugs are near. */
const STATES_MAX = [1000, 4000, 16_000, 64_000, 256_000, 1_000_000];

/** Every deliberate bug, in the order of their conditions. */
export function exampleBugs(): Bug[] {
  const at = projectPath("proof/examples/bugs/");
  const files = readdirSync(at).filter((name) => name.endsWith(".yaml"));
  const bugs = files.map((name): Bug => parse(readFileSync(at + name, "utf8")));
  return bugs.toSorted((a, b) => a.condition.localeCompare(b.condition));
}

/** What is explored for a bug: both sources come and go, and the power may be cut in any tick. */
function campaignOf({ faults }: Bug, states_max: number): Campaign {
  const both = [0, 1];
  const scenery = { grid: both, generator: both, house: [0], stimulus: [0], cuts: true };
  return { scenery, faults, hardware: { mechanical: false, block: false }, states_max };
}

/** Explores a module for as long as a bug's invariant holds, at most through so many states. */
export function exploreBug(
  bug: Bug,
  module: Uint8Array<ArrayBuffer>,
  states_max: number,
): { readonly explorer: Explorer; readonly explored: Explored } {
  const bench = new Bench(module);
  const core = new CoreWords(bench, keptFields(bench));
  const explorer = new Explorer(core, campaignOf(bug, states_max));
  return { explorer, explored: explorer.run() };
}

/** The shortest counterexample in `module`, which was compiled with the bug. */
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
  throw new NotFound(bug);
}
