/**
 * Liveness: from every state that is reachable without a fault, a good source that stays supplies
 * the house within a bounded number of ticks; no cycle of states leaves it dark. Lock-outs, orders
 * to stay open, blocks and back-off are excluded, as docs/safety.md says.
 */
import type { Explorer } from "./explore";
import { DriveDirection } from "../model/plant";
import { SourceLevel } from "../model/scene";

/** Sources that stay as they are from now on. */
interface SteadySources {
  readonly name: string;
  readonly grid: number;
  readonly generator: number;
}

export const STEADY_SOURCES: readonly SteadySources[] = [
  { name: "good utility, no generator", grid: SourceLevel.Good, generator: SourceLevel.Dead },
  { name: "no utility, good generator", grid: SourceLevel.Dead, generator: SourceLevel.Good },
  { name: "good utility, good generator", grid: SourceLevel.Good, generator: SourceLevel.Good },
];

export interface LivenessResult {
  readonly name: string;
  /** States in which the house was dark and had to be supplied. */
  readonly states: number;
  /** Ticks of the explored core that the slowest of them needed. */
  readonly ticks_max: number;
  /** Cycles of states in which the house stays dark. */
  readonly circles: number;
  /** A state on such a cycle; -1 when there is none. */
  readonly stuck: number;
}

const EXCLUDED_FIELDS = [
  "meter.control.stored.latches",
  "meter.control.stored.lock_open",
  "meter.control.stored.suspect",
  "meter.control.stored.overload_wait_ticks",
  "meter.control.transfer.jaw_hot",
];
const UNSEEN = -1;
const OPEN = -2;

class LongestWalk {
  private readonly longest: Int32Array;
  private readonly next: Int32Array[] = [];
  circles = 0;
  stuck = -1;

  constructor(
    private readonly explorer: Explorer,
    private readonly steady: SteadySources,
  ) {
    this.longest = new Int32Array(explorer.states.count).fill(UNSEEN);
  }

  /** The longest path from `state` until the house is supplied; iterative depth-first search. */
  from(state: number): number {
    const path = [state];
    const at = [0];
    while (path.length > 0) {
      const current = path.at(-1) as number;
      const step = at.at(-1) as number;
      if (step === 0 && this.settled(current)) {
        path.pop();
        at.pop();
        continue;
      }
      const next = this.successors(current);
      if (step < next.length) {
        at[at.length - 1] = step + 1;
        const to = next[step] as number;
        if (this.longest[to] === UNSEEN) {
          path.push(to);
          at.push(0);
        } else if (this.longest[to] === OPEN) this.foundCycle(to);
        continue;
      }
      this.finish(current, next);
      path.pop();
      at.pop();
    }
    return this.longest[state] as number;
  }

  private settled(state: number): boolean {
    if (this.longest[state] !== UNSEEN) return true;
    if (!isSupplied(this.explorer, state, this.steady) && !isExcluded(this.explorer, state)) {
      this.longest[state] = OPEN;
      return false;
    }
    this.longest[state] = 0;
    return true;
  }

  private finish(state: number, next: Int32Array): void {
    let most = 0;
    for (const to of next) most = Math.max(most, this.longest[to] as number);
    this.longest[state] = most + 1;
    this.next[state] = new Int32Array(0);
  }

  private foundCycle(state: number): void {
    this.circles++;
    if (this.stuck < 0) this.stuck = state;
  }

  private successors(state: number): Int32Array {
    return (this.next[state] ??= Int32Array.from(
      this.explorer.steadySuccessors(state, this.steady),
    ));
  }
}

function isExcluded(explorer: Explorer, state: number): boolean {
  const core = explorer.states.core(state);
  return EXCLUDED_FIELDS.some((path) => explorer.core.codec.field(core, path) !== 0);
}

/** Both poles of a switch are closed and at rest, and its source is good. */
function isSupplied(explorer: Explorer, state: number, steady: SteadySources): boolean {
  const plant = explorer.states.plant(state);
  const { plants } = explorer.environment;
  const closed = (name: string): boolean =>
    ["pole1", "pole2"].every(
      (pole) =>
        plants.field(plant, `plant.${name}.${pole}.conducts`) === 1 &&
        plants.field(plant, `plant.${name}.${pole}.free`) === 0,
    ) && plants.field(plant, `plant.${name}.drive`) === DriveDirection.None;
  if (steady.grid !== SourceLevel.Dead && closed("u")) return true;
  return steady.generator !== SourceLevel.Dead && closed("g");
}

/** Checks every state of a complete exploration without faults. */
export function liveness(explorer: Explorer, steady: SteadySources): LivenessResult {
  const walk = new LongestWalk(explorer, steady);
  let ticks_max = 0;
  let states = 0;
  for (let state = 0; state < explorer.states.count; state++) {
    if (isExcluded(explorer, state) || isSupplied(explorer, state, steady)) continue;
    states++;
    ticks_max = Math.max(ticks_max, walk.from(state));
  }
  const { circles, stuck } = walk;
  return { name: steady.name, states, ticks_max, circles, stuck };
}
