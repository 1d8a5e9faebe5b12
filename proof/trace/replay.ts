/**
 * Runs steps once more on the explored module, from its start and without any abstraction: what
 * happens then is the core's own doing, tick by tick.
 */
import type { Explorer } from "../explore/explore";
import type { ProofBench } from "../module/stage";
import { POLES } from "./steps";
import type { Choices, PowerCut, TraceStep } from "./steps";

/** Where one switch stands: which poles conduct, and whether one may still move. */
export interface SwitchState {
  readonly pole1: boolean;
  readonly pole2: boolean;
  readonly moving: boolean;
}

/** One tick as it went. */
export interface ReplayedTick {
  readonly step: TraceStep;
  /** Bits of `Coil` that the meter drove in the tick before, and in this one. */
  readonly before: number;
  readonly coils: number;
  /** Where both stand when the tick is over. */
  readonly u: SwitchState;
  readonly g: SwitchState;
  /** Bits of broken invariants. */
  readonly broken: number;
}

/** Choices that have a range of their own, in the order of `Asked` in wasm.ts. */
const RANGED = [
  ...POLES.map((name) => `choice.pair_${name}`),
  "scene.current_u",
  "scene.current_g",
  "scene.lie",
];
const EMPTY = 1;

function stand(bench: ProofBench, name: string): SwitchState {
  const get = (field: string): boolean => bench.get(`plant.${name}.${field}`) !== 0;
  const moving = get("pole1.free") || get("pole2.free");
  return { pole1: get("pole1.conducts"), pole2: get("pole2.conducts"), moving };
}

function put(bench: ProofBench, choices: Choices): void {
  for (const [path, value] of Object.entries(choices)) bench.set(path, value);
}

/** Loses the power and starts again; `old` is what was stored before the tick. */
function restart(bench: ProofBench, cut: PowerCut, old: Choices): void {
  put(bench, cut.rest);
  bench.losePower(cut.at_rest);
  if (cut.old_store) put(bench, old);
  bench.start(cut.store_state);
}

/** What the store holds. */
function storedOf(bench: ProofBench): Choices {
  const paths = bench.under("meter.control.stored.");
  return Object.fromEntries(paths.map((path) => [path, bench.get(path)]));
}

/** One tick; undefined when a choice is not possible in it. */
function run(bench: ProofBench, step: TraceStep): ReplayedTick | undefined {
  const before = bench.get("meter.outputs.coils");
  const stored = step.cut === undefined ? {} : storedOf(bench);
  const possible = RANGED.every((path, asked) => {
    return (step.choices[path] ?? 0) < bench.options(asked);
  });
  if (!possible) return undefined;
  put(bench, step.choices);
  bench.lookAround();
  bench.watch();
  bench.react();
  const coils = bench.get("meter.outputs.coils");
  const enables = bench.get("meter.outputs.enables");
  const judged = bench.judge(before, coils);
  const moves = step.cut?.before_pulse !== true;
  const broken = judged | bench.drive(moves ? coils : 0, moves ? enables : 0);
  if (step.cut !== undefined) restart(bench, step.cut, stored);
  return { step, before, coils, broken, u: stand(bench, "u"), g: stand(bench, "g") };
}

/** Runs steps from the start; undefined when one of them is not possible. */
export function replay(
  explorer: Explorer,
  steps: readonly TraceStep[],
): ReplayedTick[] | undefined {
  const { environment, core } = explorer;
  environment.first();
  core.bench.start(EMPTY);
  const ticks: ReplayedTick[] = [];
  for (const step of steps) {
    const tick = run(core.bench, step);
    if (tick === undefined) return undefined;
    ticks.push(tick);
  }
  return ticks;
}
