/**
 * Reconstructs the choices of each transition on a path. The explorer stores only states and their
 * parents, so this file tries every choice again until one leads from parent to child.
 */
import type { BrokenInvariant, Explorer } from "../explore/explore";

/** A loss of power at the end of a tick. */
export interface PowerCut {
  /** The power failed before the pulse of this tick moved a pole. */
  readonly before_pulse: boolean;
  /** It returns only after every pole is at rest; otherwise within a pole's travel time. */
  readonly at_rest: boolean;
  /** The store has the contents from before this tick. */
  readonly old_store: boolean;
  /** State of the store at the restart (a `StoreState`). */
  readonly store_state: number;
  /** Where moving poles come to rest: fields of `PlantChoice`. */
  readonly rest: Choices;
}

/** Values of fields of `PlantChoice` and `SceneChoice`, by path. */
export type Choices = Readonly<Record<string, number>>;

/** Everything that the environment does in one tick. */
export interface TraceStep {
  readonly choices: Choices;
  readonly cut: PowerCut | undefined;
}

export const POLES = ["u1", "u2", "g1", "g2"] as const;

interface ViewChoice {
  readonly sensed: number;
  readonly watched: number;
  readonly choices: Choices;
}

interface MoveChoice {
  readonly next: number;
  readonly broken: number;
  readonly choices: Choices;
}

/** The core's reaction to a view. */
interface ViewReaction extends ViewChoice {
  readonly next: number;
  readonly orders: number;
  readonly live: boolean;
}

const STORE_STATES = [0, 1, 2];

class StepFinder {
  private readonly paths: readonly string[];

  constructor(private readonly explorer: Explorer) {
    const { bench } = explorer.core;
    this.paths = [...bench.under("choice."), ...bench.under("scene.")];
  }

  /** Finds a step from one state to another. */
  between(parent: number, child: number): TraceStep {
    const { states } = this.explorer;
    const core = states.core(child);
    const plant = states.plant(child);
    for (const reaction of this.reactions(parent)) {
      if (reaction.next === core) {
        const move = this.moves(reaction).find(({ next }) => next === plant);
        if (move !== undefined) return this.step(reaction, move, undefined);
      }
      if (!this.explorer.campaign.inputs.cuts) continue;
      const found = this.cut(states.core(parent), reaction, core, plant);
      if (found !== undefined) return found;
    }
    throw new Error(`no step leads from state ${parent} to state ${child}`);
  }

  /** Finds a step that breaks the invariant. */
  breaking({ state, invariant }: BrokenInvariant): TraceStep {
    const { environment, core, states } = this.explorer;
    const before = core.coils(states.core(state));
    const bit = 1 << invariant;
    for (const reaction of this.reactions(state)) {
      const { watched, sensed, orders } = reaction;
      const moves = this.moves(reaction);
      const [first] = moves;
      const judged = environment.judge(watched, sensed, before, orders & 15);
      if ((judged & bit) !== 0 && first !== undefined) return this.step(reaction, first, undefined);
      const move = moves.find(({ broken }) => (broken & bit) !== 0);
      if (move !== undefined) return this.step(reaction, move, undefined);
    }
    throw new Error(`no step from state ${state} breaks invariant ${invariant}`);
  }

  private step(reaction: ViewReaction, move: MoveChoice, cut: PowerCut | undefined): TraceStep {
    return { choices: { ...reaction.choices, ...move.choices }, cut };
  }

  private captured(prefix: RegExp): Choices {
    const { bench } = this.explorer.core;
    const paths = this.paths.filter((path) => prefix.test(path));
    return Object.fromEntries(paths.map((path) => [path, bench.get(path)]));
  }

  /** Every view of a state, with the core's reaction. */
  private reactions(state: number): ViewReaction[] {
    const { environment, core, states } = this.explorer;
    const found = new Map<string, ViewChoice>();
    environment.eachView(states.plant(state), (sensed, watched) => {
      const choices = this.captured(/^scene\.|^choice\.pair_/);
      found.set(`${sensed} ${watched}`, { sensed, watched, choices });
    });
    return [...found.values()].map((view) => {
      const from = states.core(state);
      const live = environment.live(view.sensed);
      return { ...view, ...core.react(from, view.sensed), live };
    });
  }

  private moves({ watched, live, orders }: ViewReaction): MoveChoice[] {
    const found = new Map<string, MoveChoice>();
    this.explorer.environment.eachMove(watched, live, orders, (next, broken) => {
      const choices = this.captured(/^choice\.(?!pair_)/);
      found.set(`${next} ${broken}`, { next, broken, choices });
    });
    return [...found.values()];
  }

  private cut(
    from: number,
    reaction: ViewReaction,
    core: number,
    plant: number,
  ): TraceStep | undefined {
    const starts = this.starts(from, reaction.next).filter(([, , started]) => started === core);
    const [start] = starts;
    if (start === undefined) return undefined;
    const [old_store, store_state] = start;
    for (const before_pulse of [false, true]) {
      const orders = before_pulse ? 0 : reaction.orders;
      for (const move of this.moves({ ...reaction, orders })) {
        const loss = this.loss(move.next, plant);
        const cut = { before_pulse, old_store, store_state };
        if (loss !== undefined) return this.step(reaction, move, { ...cut, ...loss });
      }
    }
    return undefined;
  }

  /** Possible restarts: whether the store is old, its state, and the core word after the start. */
  private starts(from: number, next: number): (readonly [boolean, number, number])[] {
    const { core, campaign } = this.explorer;
    const states = campaign.faults.includes("store") ? STORE_STATES : [0];
    return states.flatMap((store_state) => [
      [false, store_state, core.restart(next, store_state)] as const,
      [true, store_state, core.restart(from, store_state)] as const,
    ]);
  }

  /** The loss of power that leads from plant word `moved` to `plant`, if there is one. */
  private loss(moved: number, plant: number): Pick<PowerCut, "at_rest" | "rest"> | undefined {
    const { environment, core } = this.explorer;
    const leaves = (at_rest: boolean, rest: Choices): boolean => {
      environment.plants.load(moved);
      for (const [path, value] of Object.entries(rest)) core.bench.set(path, value);
      core.bench.losePower(at_rest);
      return environment.plants.save() === plant;
    };
    if (leaves(false, {})) return { at_rest: false, rest: {} };
    for (let bits = 0; bits < 16; bits++) {
      const poles = POLES.map((name, at) => [`choice.pole_${name}`, (bits >> at) & 1] as const);
      const rest = Object.fromEntries(poles);
      if (leaves(true, rest)) return { at_rest: true, rest };
    }
    return undefined;
  }
}

/** The steps from the initial state to the violation of an invariant, including the last one. */
export function stepsTo(explorer: Explorer, broken: BrokenInvariant): TraceStep[] {
  const finder = new StepFinder(explorer);
  const path = [broken.state];
  for (let state = broken.state; state > 0;) {
    state = explorer.states.parent(state);
    path.unshift(state);
  }
  const steps = path.slice(1).map((child, at) => finder.between(path[at] as number, child));
  return [...steps, finder.breaking(broken)];
}
