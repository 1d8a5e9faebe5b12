/**
 * `bptm prove`: explores every reachable state, proves the invariants by induction, and reports the
 * extent.
 */
import { availableParallelism, totalmem } from "node:os";
import { pathToFileURL } from "node:url";
import { projectPath } from "@bptm/runtime/project-files";
import { attack } from "@bptm/proof/assumptions/attack";
import { ASSUMPTIONS } from "@bptm/proof/assumptions/attacks";
import { certificateText, toJson, tryWrite, writeWhole } from "@bptm/proof/prove/certificate";
import { exampleBugs, findBug } from "@bptm/proof/examples/examples";
import { compareTerms, coreCases, stageCases } from "@bptm/proof/symbolic/compare";
import { ProveError } from "@bptm/proof/prove/prove-error";
import { perPoleLines, provePerPole } from "@bptm/proof/prove/per-pole";
import { Proving } from "@bptm/proof/prove/prove";
import { reportLines } from "@bptm/proof/prove/prove-text";
import type { SolverName } from "@bptm/proof/symbolic/solver";
import { readBuilt } from "@bptm/proof/module/proof-bench";
import { verdictOn } from "@bptm/proof/prove/verdicts";
import { InputError, Progress, print } from "../terminal/output";

/** Options of the command. */
interface ProveCommand {
  readonly quick?: boolean;
  readonly full?: boolean;
  readonly solver: SolverName;
  readonly both?: boolean;
  readonly timeout: number;
  readonly jobs?: number;
  readonly memory?: number;
  readonly states?: number;
  readonly json?: boolean;
  readonly certificate?: string;
  readonly resume?: string;
  readonly examples?: boolean;
  readonly interlock?: "per-pole";
  readonly terms?: number;
  readonly attack?: number;
  readonly seed?: number;
}

const MEGABYTE = 1_000_000;
const EXIT = { holds: 0, broken: 1, "not finished": 3 } as const;
const INTERRUPTED = 130;

/** Half of the machine's memory, for all threads together. */
const memoryNow = (): number => Math.floor(totalmem() / MEGABYTE / 2);

function solversOf({ solver, both }: ProveCommand): SolverName[] {
  const second: SolverName = "cvc5";
  return both === true && solver !== second ? [solver, second] : [solver];
}

interface BugTools {
  makeBugs(): Promise<void>;
  bugModules(name: string): { readonly small: string };
}

const toolAt = (name: string): string => pathToFileURL(projectPath(`tools/make/${name}`)).href;

/** The tool that builds modules with a bug is in the sources, and needs the compiler. */
async function bugTools(): Promise<BugTools> {
  const { canBuild } = (await import(toolAt("parts.mjs"))) as { canBuild(): boolean };
  if (canBuild()) return (await import(toolAt("bugs.mjs"))) as BugTools;
  const sentence = "--examples compiles the core again, and needs the development dependencies";
  throw new ProveError("E-PROVE-34", `${sentence}: run \`npm ci\`.`);
}

/** Finds each deliberate bug, and prints the path to it. */
async function proveExamples(json: boolean): Promise<number> {
  const tools = await bugTools();
  const progress = new Progress();
  const bugs = exampleBugs();
  progress.step("compiling the core with each bug");
  await tools.makeBugs();
  const found = bugs.map((bug, at) => {
    progress.show(at / bugs.length, bug.name);
    return findBug(bug, readBuilt(tools.bugModules(bug.name).small));
  });
  progress.clear();
  if (json) {
    const listed = found.map(({ bug, ticks, states, timeline }) => ({
      name: bug.name,
      invariant: bug.invariant,
      condition: bug.condition,
      ticks,
      states,
      timeline,
    }));
    print(JSON.stringify(listed, null, 1));
    return 0;
  }
  for (const { bug, ticks, states, timeline } of found) {
    print(`${bug.condition}  ${bug.title}`);
    print(`found in ${ticks} ticks, among ${states} states: invariant ${bug.invariant} breaks`);
    print("");
    for (const line of timeline) print(`  ${line}`);
    print("");
  }
  print(`All ${found.length} deliberate bugs are found.`);
  return 0;
}

/** Holds the symbolic executor against the running modules. */
function proveTerms(vectors: number, seed: number, json: boolean): number {
  const progress = new Progress();
  const cases = [...coreCases(), ...stageCases()];
  const found = cases.map((one, at) => {
    progress.show(at / cases.length, one.name);
    return compareTerms(one, vectors, seed);
  });
  progress.clear();
  if (json) print(JSON.stringify({ seed, functions: found }, null, 1));
  else {
    print(`Terms of the proof against a WebAssembly engine, seed ${seed}:`);
    for (const { name, vectors: states, trapped, moved, wrong } of found) {
      const traps = trapped === 0 ? "" : `, ${trapped} of them trap`;
      print(`  ${name}: ${states} states${traps}; ${moved} fields changed; ${wrong.length} differ`);
      for (const what of wrong) print(`    ${what}`);
    }
  }
  return found.every(({ wrong }) => wrong.length === 0) ? EXIT.holds : EXIT.broken;
}

/** Searches for waveforms that break what the proof assumes of the measuring half. */
function proveAssumptions(waves: number, seed: number, json: boolean): number {
  const progress = new Progress();
  const found = ASSUMPTIONS.map((one, at) => {
    progress.show(at / ASSUMPTIONS.length, one.says);
    return { ...attack(one, waves, seed), says: one.says, most: one.most, unit: one.unit };
  });
  progress.clear();
  if (json) print(JSON.stringify({ seed, assumptions: found }, null, 1));
  else {
    print(`Attacks on the assumptions about waveforms, ${waves} waves each, seed ${seed}:`);
    for (const { id, says, worst, most, unit, stands } of found) {
      const strongest = `the strongest that is missed has ${worst.toFixed(1)} ${unit}`;
      print(`  ${id} ${stands ? "stands" : "FALLS"}: ${says}; ${strongest} of ${most} ${unit}`);
    }
  }
  return found.every(({ stands }) => stands) ? EXIT.holds : EXIT.broken;
}

/** Shows which pairs of faults only the ganged bar keeps apart. */
async function proveInterlock({ jobs, memory, states, json }: ProveCommand): Promise<number> {
  const progress = new Progress();
  const found = await provePerPole(
    {
      jobs: jobs ?? availableParallelism(),
      memory_mb: memory ?? memoryNow(),
      states_max: states,
    },
    (part, pair) => progress.show(part, pair.join(" + ")),
  );
  progress.clear();
  if (json === true) print(JSON.stringify(found, null, 1));
  else for (const line of perPoleLines(found)) print(line);
  return EXIT.holds;
}

const SEEDS = 2 ** 31 - 1;

/** Runs the proof; returns the exit status. */
export async function prove(options: ProveCommand): Promise<number> {
  if (options.quick === true && options.full === true) {
    throw new InputError("E-PROVE-35", "--quick and --full exclude each other; give one.");
  }
  const seed = options.seed ?? 1 + Math.floor(Math.random() * SEEDS);
  if (options.terms !== undefined) return proveTerms(options.terms, seed, options.json === true);
  if (options.attack !== undefined) {
    return proveAssumptions(options.attack, seed, options.json === true);
  }
  if (options.examples === true) return proveExamples(options.json === true);
  if (options.interlock !== undefined) return proveInterlock(options);
  const { certificate } = options;
  // Fail early: a long run must not end with a file that cannot be written.
  if (certificate !== undefined) tryWrite(certificate);
  const progress = new Progress();
  const proving = new Proving(
    {
      full: options.full === true,
      jobs: options.jobs ?? availableParallelism(),
      memory_mb: options.memory ?? memoryNow(),
      solvers: solversOf(options),
      timeout_s: options.timeout,
      resume: options.resume,
      states_max: options.states,
    },
    (part, what) => progress.show(part, what),
  );
  const interrupt = (): void => {
    progress.clear();
    const { campaigns, proofs } = proving.found;
    const done = `${campaigns.length} explorations and ${proofs.length} proofs`;
    print(`Interrupted: ${done} were finished, and the others do not count.`);
    process.exit(INTERRUPTED);
  };
  process.once("SIGINT", interrupt);
  await proving.run();
  process.removeListener("SIGINT", interrupt);
  progress.clear();
  const run = proving.found;
  if (options.json === true) print(JSON.stringify(toJson(run), null, 1));
  else for (const line of reportLines(run)) print(line);
  if (certificate !== undefined) writeWhole(certificate, certificateText(run));
  return EXIT[verdictOn(run)];
}
