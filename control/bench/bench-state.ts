/**
 * The state of the bench, read from the twin itself, so that it is also correct during conditions.
 */
import type { Bench } from "@bptm/lab/run/bench";
import { Wiring } from "@bptm/twin/sources/generator";
import type { Generator } from "@bptm/twin/sources/generator";
import type { Utility } from "@bptm/twin/sources/utility";
import type { SimulatedHomeState } from "@bptm/link/bench";
import type { UtilityKnob, WiringKnob } from "@bptm/link/bench-order";
import { faultLines } from "./bench-faults";
import { capital, idOf, whereOf } from "./bench-names";
import { plural } from "@bptm/text/plural";

/** The present setting of the grid. */
function utilityKnob(u: Utility): UtilityKnob {
  if (u.ghost_volts !== 0) return "ghost";
  if (u.energized === 0 || (u.connected_1 === 0 && u.connected_2 === 0)) return "cut";
  if (u.connected_1 === 0 || u.connected_2 === 0) return "lose-leg";
  if (u.neutral_connected === 0) return "open-neutral";
  if (u.level_1 < 0.9 || u.level_2 < 0.9) return "brown-out";
  if (u.level_1 > 1.1 || u.level_2 > 1.1) return "swell";
  return Math.abs(u.hz - 60) > 0.3 ? "off-frequency" : "normal";
}

/** The present wiring of the cord. */
function wiringKnob(g: Generator): WiringKnob {
  if (g.cord_neutral === 0) return "open-neutral";
  if (g.wiring === Wiring.Leg1NeutralSwapped) return "hot-neutral-swapped";
  if (g.wiring === Wiring.LegsInPhase) return "legs-in-phase";
  return g.wiring === Wiring.OneLegOnly ? "one-leg" : "right";
}

/** The unit is switched on and has not stalled or run dry. */
export function isRunning(g: Generator): boolean {
  return g.running !== 0 && g.latched_off === 0;
}

/** "utility normal, generator running, 6 loads on, 1 fault". */
function summaryOf(
  state: Pick<SimulatedHomeState, "utility" | "generator" | "loads" | "faults">,
): string {
  const on = state.loads.filter((load) => load.on).length;
  const faults = state.faults.filter((fault) => fault.on).length;
  const { plugged, running } = state.generator;
  const plug = plugged ? "" : ", not plugged in";
  return [
    `utility ${state.utility}`,
    `generator ${running ? "running" : "stopped"}${plug}`,
    `${plural(on, "load")} on`,
    ...(faults === 0 ? [] : [plural(faults, "fault")]),
  ].join(", ");
}

/** State of the bench that is not in the twin. */
interface BenchContext {
  readonly speed: number;
  readonly paused: boolean;
  /** The bench switches the grid off and on. */
  readonly flickers: boolean;
  readonly model: string;
  readonly condition: SimulatedHomeState["condition"];
}

function violationLines(bench: Bench): string[] {
  return bench.violations().map(({ invariant, rule, seen, first_s, times }) => {
    const often = times === 1 ? "" : `, ${times} times`;
    return `I-${invariant}: ${rule}: ${seen} (t = ${first_s.toFixed(3)} s${often})`;
  });
}

/** The bench as clients see it. */
export function benchState(bench: Bench, around: BenchContext): SimulatedHomeState {
  const { home } = bench.world;
  const { on } = home.house;
  const g = home.generator;
  const state = {
    utility: around.flickers ? ("flicker" as const) : utilityKnob(home.utility),
    generator: {
      model: around.model,
      plugged: g.plugged !== 0,
      running: isRunning(g),
      choked: g.choke !== 0,
      wiring: wiringKnob(g),
    },
    loads: bench.simulation.house.loads.map((load, slot) => ({
      id: idOf(load.name),
      name: capital(load.name),
      where: whereOf(load),
      on: (on & (1 << slot)) !== 0,
    })),
    faults: faultLines(home),
  };
  return {
    seed: bench.seed,
    speed: around.speed,
    paused: around.paused,
    ...state,
    condition: around.condition,
    violations: violationLines(bench),
    summary: summaryOf(state),
  };
}
