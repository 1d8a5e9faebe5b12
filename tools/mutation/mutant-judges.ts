/**
 * The judges of a mutant: the proof on its compiled core, and the exploration of its small core.
 * (The unit tests run in mutant-tests.ts.) Each returns what it detected, or nothing. If none
 * detects the mutant, its formulas show whether it is only the core written differently.
 */
import { keptFields } from "@bptm/proof/explore/abstraction";
import { ENVIRONMENTS } from "@bptm/proof/campaign/campaigns";
import { evaluator } from "@bptm/proof/symbolic/evaluate";
import { CoreWords, Explorer } from "@bptm/proof/explore/explore";
import { STEADY_SOURCES, liveness } from "@bptm/proof/explore/liveness";
import { obligations } from "@bptm/proof/induction/obligations";
import type { Obligation } from "@bptm/proof/induction/obligations";
import { ALONE } from "@bptm/proof/induction/scopes";
import { solve } from "@bptm/proof/symbolic/solver";
import type { SolveOptions } from "@bptm/proof/symbolic/solver";
import { ProofBench, readLayout } from "@bptm/proof/module/proof-bench";
import { SymbolicMeter } from "@bptm/proof/symbolic/symbolic-meter";
import type { NextState } from "@bptm/proof/symbolic/symbolic-meter";
import { any, variable } from "@bptm/proof/symbolic/term";
import type { Term } from "@bptm/proof/symbolic/term";
import { UNSOLVED } from "./mutant-report";
import { ModelSearch } from "./mutant-search";
import type { Model } from "./mutant-search";

/** What a judge detected in a mutant: "" for nothing. */
type Detection = string;

type Bytes = Uint8Array<ArrayBuffer>;

const [WITH_CUTS, POWERED] = Object.keys(ENVIRONMENTS);
const BARE = { mechanical: false, block: false };
/** A few single faults, each to a modest depth; `bptm prove` explores the whole of F. */
const FAULTS = ["pole_u1", "pair_g1", "reserve"];
const POWERED_STATES_MAX = 20_000;
const CUT_STATES_MAX = 3000;
const FAULT_STATES_MAX = 2000;
const FIRST_VALUES_MS = 120_000;

function inputsOf(name: string | undefined): (typeof ENVIRONMENTS)[string] {
  const found = ENVIRONMENTS[name ?? ""];
  if (found === undefined) throw new Error(`no environment ${name}`);
  return found;
}

/** A broken invariant of the explored core, or a house that never gets power. */
export function exploration(module: Bytes): Detection {
  const bench = new ProofBench(module);
  const core = new CoreWords(bench, keptFields(bench));
  const search = (name: string | undefined, faults: readonly string[], states_max: number) => {
    const campaign = { inputs: inputsOf(name), faults, hardware: BARE, states_max };
    const explorer = new Explorer(core, campaign);
    const { broken, complete } = explorer.run();
    const [first] = broken;
    const where = faults.length === 0 ? "no fault" : faults.join();
    const detected = first === undefined ? "" : `invariant ${first.invariant}, ${where}`;
    return { explorer, complete, detected };
  };
  const powered = search(POWERED, [], POWERED_STATES_MAX);
  if (powered.detected !== "") return powered.detected;
  for (const steady of powered.complete ? STEADY_SOURCES : []) {
    if (liveness(powered.explorer, steady).circles > 0) return `liveness: ${steady.name}`;
  }
  const cut = search(WITH_CUTS, [], CUT_STATES_MAX);
  if (cut.detected !== "") return cut.detected;
  for (const fault of FAULTS) {
    const { detected } = search(POWERED, [fault], FAULT_STATES_MAX);
    if (detected !== "") return detected;
  }
  return "";
}

const meterOf = (module: Bytes): SymbolicMeter =>
  new SymbolicMeter(module, readLayout("core.layout.json"), "Meter");

/** Whether the formulas are the same: terms are hash-consed, so this needs no solver. */
const same = (a: Obligation, b: Obligation | undefined): boolean =>
  b !== undefined &&
  a.formula.length === b.formula.length &&
  a.formula.every((term, at) => term === b.formula[at]);

const claimOf = ({ formula }: Obligation): Term => formula.at(-1) as Term;
const assumedBy = ({ formula }: Obligation): readonly Term[] => formula.slice(0, -1);

/** Groups those with the same assumptions: one query for a whole group is the quickest. */
function grouped(list: readonly Obligation[]): Obligation[][] {
  const groups = new Map<string, Obligation[]>();
  for (const one of list) {
    const key = assumedBy(one)
      .map(({ id }) => id)
      .join();
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** The first obligation whose formula one of the models satisfies. */
function satisfied(list: readonly Obligation[], models: readonly Model[]): Obligation | undefined {
  const values = evaluator(list.flatMap(({ formula }) => formula));
  for (const model of models) {
    const truths = values((name) => model.get(name) ?? 0);
    let from = 0;
    for (const one of list) {
      const end = from + one.formula.length;
      if (truths.subarray(from, end).every((truth) => truth === 1)) return one;
      from = end;
    }
  }
  return undefined;
}

/** Compares the proof of a mutant with the proof of the core, which holds completely. */
export class Proof {
  private readonly core: SymbolicMeter;
  private readonly original: readonly Obligation[];
  /** Values that made earlier mutants fail; they are tried first. */
  private readonly failures: Model[] = [];
  private readonly closings: Model[] = [];
  private walk: ModelSearch | undefined;

  constructor(
    core: Bytes,
    private readonly options: SolveOptions,
  ) {
    this.core = meterOf(core);
    this.original = obligations(this.core, [ALONE]);
  }

  private changedBy(module: Bytes): Obligation[] {
    const all = obligations(meterOf(module), [ALONE]);
    return all.filter((one, at) => !same(one, this.original[at]));
  }

  /** The obligation that fails by values that are found without a solver. */
  async search(module: Bytes): Promise<Detection> {
    const claims = this.changedBy(module).filter(({ possible }) => !possible);
    const known = satisfied(claims, this.failures);
    if (known !== undefined) return known.name;
    this.walk ??= await this.firstValues();
    const tick = claims.filter(({ name }) => /^(tick|invariant \d+$)/.test(name));
    if (tick.length === 0) return UNSOLVED;
    const found = this.walk.find(assumedBy(tick[0] as Obligation), tick.map(claimOf));
    if (found === undefined) return UNSOLVED;
    this.failures.push(found.model);
    return (tick[found.at] as Obligation).name;
  }

  /** Begins at ticks in which a switch closes. */
  private async firstValues(): Promise<ModelSearch> {
    for (const one of this.original.filter(({ possible }) => possible)) {
      // One after the other: each uses a whole processor core.
      const { model } = await solve(one.formula, { ...this.options, timeout_ms: FIRST_VALUES_MS });
      if (model !== undefined) this.closings.push(model);
    }
    return new ModelSearch(this.closings);
  }

  /** The obligation that fails, or the number of queries that the solver gave up. */
  async proof(module: Bytes): Promise<Detection> {
    const changed = this.changedBy(module);
    const claims = changed.filter(({ possible }) => !possible);
    const known = satisfied(claims, this.failures);
    if (known !== undefined) return known.name;
    let open = 0;
    for (const group of grouped(claims)) {
      const [first] = group as [Obligation];
      const query = [...assumedBy(first), any(group.map(claimOf))];
      // One after the other: the first that fails is enough.
      const { status, model } = await solve(query, this.options);
      if (status === "sat" && model !== undefined) {
        this.failures.push(model);
        return satisfied(group, [model])?.name ?? first.name;
      }
      if (status !== "unsat") open++;
    }
    for (const one of changed.filter(({ possible }) => possible)) {
      if (satisfied([one], this.closings) !== undefined) continue;
      const { status, model } = await solve(one.formula, this.options);
      if (status === "unsat") return one.name;
      if (status !== "sat") open++;
      else if (model !== undefined) this.closings.push(model);
    }
    return open === 0 ? "" : `?${open} given up`;
  }

  /** "equal" if after a start and after a tick each field is the same term as in the core. */
  equality(module: Bytes): string {
    const mutant = meterOf(module);
    const ends = (meter: SymbolicMeter): readonly NextState[] => [
      meter.run("startControl", undefined, [variable("store_state")]),
      meter.run("control"),
    ];
    const [start, tick] = ends(mutant) as [NextState, NextState];
    const [core_start, core_tick] = ends(this.core) as [NextState, NextState];
    const isSame = (a: NextState, b: NextState): boolean =>
      a.trap === b.trap &&
      this.core.paths.every((path) => a.fields.get(path) === b.fields.get(path));
    return isSame(start, core_start) && isSame(tick, core_tick) ? "equal" : "";
  }
}
