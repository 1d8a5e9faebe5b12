/**
 * Liveness: from every state that was reached without a fault, a good source that stays brings the
 * house to life within so many ticks, and nothing goes round in circles in the dark. Lock-outs,
 * orders to stay open, blocks and back-off are left out, as docs/safety.md says.
 */
import type { Explorer } from "./explore";
import { Drive } from "../model/plant";
import { Level } from "../model/scene";

/** Sources that stay as they are from now on. */
interface Steady {
  readonly name: string;
  readonly grid: number;
  readonly generator: number;
}

export const STEADY: readonly Steady[] = [
  { name: "good utility, no generator", grid: Level.Good, generator: Level.Dead },
  { name: "no utility, good generator", grid: Level.Dead, generator: Level.Good },
  { name: "good utility, good generator", grid: Level.Good, generator: Level.Good },
];

export interface Live {
  readonly name: string;
  /** States from which the house had to come alive. */
  readonly states: number;
  /** Ticks of the explored core that the slowest of them took. */
  readonly ticks_max: number;
  /** Ways that come back to where they were without the house ever living. */
  readonly circles: number;
  /** A state on such a way; -1 when there is none. */
  readonly stuck: number;
}

const HELD = [
  "meter.control.stored.lockout",
  "meter.control.stored.lock_open",
  "meter.control.stored.suspect",
  "meter.control.transfer.overload_wait_ticks",
  "meter.control.transfer.jaw_hot",
];
const UNSEEN = -1;
const OPEN = -2;

class Walk {
  private readonly longest: Int32Array;
  private readonly next: Int32Array[] = [];
  circles = 0;
  stuck = -1;

  constructor(
    private readonly explorer: Explorer,
    private readonly steady: Steady,
  ) {
    this.longest = new Int32Array(explorer.states.count).fill(UNSEEN);
  }

  /** Most ticks from `state` until the house lives: the longest way, by a search without calls. */
  from(state: number): number {
    const path = [state];
    const at = [0];
    while (path.length > 0) {
      const here = path.at(-1) as number;
      const step = at.at(-1) as number;
      if (step === 0 && this.settled(here)) {
        path.pop();
        at.pop();
        continue;
      }
      const next = this.successors(here);
      if (step < next.length) {
        at[at.length - 1] = step + 1;
        const to = next[step] as number;
        if (this.longest[to] === UNSEEN) {
          path.push(to);
          at.push(0);
        } else if (this.longest[to] === OPEN) this.found(to);
        continue;
      }
      this.close(here, next);
      path.pop();
      at.pop();
    }
    return this.longest[state] as number;
  }

  private settled(state: number): boolean {
    if (this.longest[state] !== UNSEEN) return true;
    if (!alive(this.explorer, state, this.steady) && !held(this.explorer, state)) {
      this.longest[state] = OPEN;
      return false;
    }
    this.longest[state] = 0;
    return true;
  }

  private close(state: number, next: Int32Array): void {
    let most = 0;
    for (const to of next) most = Math.max(most, this.longest[to] as number);
    this.longest[state] = most + 1;
    this.next[state] = new Int32Array(0);
  }

  private found(state: number): void {
    this.circles++;
    if (this.stuck < 0) this.stuck = state;
  }

  private successors(state: number): Int32Array {
    return (this.next[state] ??= Int32Array.from(
      this.explorer.steadySuccessors(state, this.steady),
    ));
  }
}

function held(explorer: Explorer, state: number): boolean {
  const core = explorer.states.core(state);
  return HELD.some((path) => explorer.core.codec.field(core, path) !== 0);
}

/** Both poles of a switch rest closed onto a good source. */
function alive(explorer: Explorer, state: number, steady: Steady): boolean {
  const plant = explorer.states.plant(state);
  const { plants } = explorer.environment;
  const closed = (name: string): boolean =>
    ["pole1", "pole2"].every(
      (pole) =>
        plants.field(plant, `plant.${name}.${pole}.conducts`) === 1 &&
        plants.field(plant, `plant.${name}.${pole}.free`) === 0,
    ) && plants.field(plant, `plant.${name}.drive`) === Drive.None;
  if (steady.grid !== Level.Dead && closed("u")) return true;
  return steady.generator !== Level.Dead && closed("g");
}

/** Looks from every state of a finished exploration without faults. */
export function liveness(explorer: Explorer, steady: Steady): Live {
  const walk = new Walk(explorer, steady);
  let ticks_max = 0;
  let states = 0;
  for (let state = 0; state < explorer.states.count; state++) {
    if (held(explorer, state) || alive(explorer, state, steady)) continue;
    states++;
    ticks_max = Math.max(ticks_max, walk.from(state));
  }
  const { circles, stuck } = walk;
  return { name: steady.name, states, ticks_max, circles, stuck };
}
