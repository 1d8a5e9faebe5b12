/**
 * Replays the steps of a counterexample on the explored module, from its initial state and without
 * abstraction, tick by tick.
 */
import type { Explorer } from "../explore/explore";
import type { ProofBench } from "../module/proof-bench";
import { POLES } from "./steps";
import type { Choices, PowerCut, TraceStep } from "./steps";

/** State of one switch: which poles conduct, and whether one may still move. */
export interface ReplayedSwitch {
  readonly pole1: boolean;
  readonly pole2: boolean;
  readonly moving: boolean;
}

/** One replayed tick. */
export interface ReplayedTick {
  readonly step: TraceStep;
  /** Bits of `Coil` that the meter drove in the last tick, and in this one. */
  readonly before: number;
  readonly coils: number;
  /** Both switches at the end of the tick. */
  readonly u: ReplayedSwitch;
  readonly g: ReplayedSwitch;
  /** Bits of broken invariants. */
  readonly broken: number;
}

/** Choices that depend on the plant, in the order of `RangedChoice` in proof-stage.ts. */
const RANGED = [
  ...POLES.map((name) => `choice.pair_${name}`),
  "scene.current_u",
  "scene.current_g",
  "scene.lie",
];
const EMPTY = 1;

function switchState(bench: ProofBench, name: string): ReplayedSwitch {
  const get = (field: string): boolean => bench.get(`plant.${name}.${field}`) !== 0;
  const moving = get("pole1.free") || get("pole2.free");
  return { pole1: get("pole1.conducts"), pole2: get("pole2.conducts"), moving };
}

function setFields(bench: ProofBench, choices: Choices): void {
  for (const [path, value] of Object.entries(choices)) bench.set(path, value);
}

/** Cuts the power and starts again; `old` is the store before the tick. */
function restart(bench: ProofBench, cut: PowerCut, old: Choices): void {
  setFields(bench, cut.rest);
  bench.losePower(cut.at_rest);
  if (cut.old_store) setFields(bench, old);
  bench.start(cut.store_state);
}

/** The contents of the store. */
function storeContents(bench: ProofBench): Choices {
  const paths = bench.under("meter.control.stored.");
  return Object.fromEntries(paths.map((path) => [path, bench.get(path)]));
}

/** Runs one tick; undefined when one of its choices is impossible. */
function run(bench: ProofBench, step: TraceStep): ReplayedTick | undefined {
  const before = bench.get("meter.outputs.coils");
  const stored = step.cut === undefined ? {} : storeContents(bench);
  const possible = RANGED.every((path, choice) => {
    return (step.choices[path] ?? 0) < bench.options(choice);
  });
  if (!possible) return undefined;
  setFields(bench, step.choices);
  bench.readSensors();
  bench.updateMonitor();
  bench.react();
  const coils = bench.get("meter.outputs.coils");
  const enables = bench.get("meter.outputs.enables");
  const judged = bench.judge(before, coils);
  const moves = step.cut?.before_pulse !== true;
  const broken = judged | bench.drive(moves ? coils : 0, moves ? enables : 0);
  if (step.cut !== undefined) restart(bench, step.cut, stored);
  return { step, before, coils, broken, u: switchState(bench, "u"), g: switchState(bench, "g") };
}

/** Runs steps from the initial state; undefined when one of them is impossible. */
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
