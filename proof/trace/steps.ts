/**
 * Finds again what led from one state to the next. The explorer keeps states and parents only; what
 * the sources, the wires and the faults did in between is looked for here, by trying every choice
 * once more.
 */
import type { BrokenInvariant, Explorer } from "../explore/explore";

/** How the meter loses its power at the end of a tick. */
export interface PowerCut {
  /** The power went before the pulse of this tick could move anything. */
  readonly before_pulse: boolean;
  /** It stays away until every pole rests; else it is back within a pole's travel. */
  readonly at_rest: boolean;
  /** The store holds what was before this tick. */
  readonly old_store: boolean;
  /** How the store is found at the restart (`StoreState`). */
  readonly store_state: number;
  /** Where poles that were moving come to rest: fields of `PlantChoice`. */
  readonly rest: Choices;
}

/** Fields of `PlantChoice` and `SceneChoice` by their paths. */
export type Choices = Readonly<Record<string, number>>;

/** All that happens around the core in one tick. */
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

/** What the core makes of a view. */
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

  /** A step from one state to another. */
  between(parent: number, child: number): TraceStep {
    const { states } = this.explorer;
    const core = states.core(child);
    const plant = states.plant(child);
    for (const answer of this.answers(parent)) {
      if (answer.next === core) {
        const move = this.moves(answer).find(({ next }) => next === plant);
        if (move !== undefined) return this.step(answer, move, undefined);
      }
      if (!this.explorer.campaign.inputs.cuts) continue;
      const found = this.cut(states.core(parent), answer, core, plant);
      if (found !== undefined) return found;
    }
    throw new Error(`no step leads from state ${parent} to state ${child}`);
  }

  /** A step that breaks the invariant. */
  breaking({ state, invariant }: BrokenInvariant): TraceStep {
    const { environment, core, states } = this.explorer;
    const before = core.coils(states.core(state));
    const bit = 1 << invariant;
    for (const answer of this.answers(state)) {
      const { watched, sensed, orders } = answer;
      const moves = this.moves(answer);
      const [first] = moves;
      const judged = environment.judge(watched, sensed, before, orders & 15);
      if ((judged & bit) !== 0 && first !== undefined) return this.step(answer, first, undefined);
      const move = moves.find(({ broken }) => (broken & bit) !== 0);
      if (move !== undefined) return this.step(answer, move, undefined);
    }
    throw new Error(`no step from state ${state} breaks invariant ${invariant}`);
  }

  private step(answer: ViewReaction, move: MoveChoice, cut: PowerCut | undefined): TraceStep {
    return { choices: { ...answer.choices, ...move.choices }, cut };
  }

  private captured(prefix: RegExp): Choices {
    const { bench } = this.explorer.core;
    const paths = this.paths.filter((path) => prefix.test(path));
    return Object.fromEntries(paths.map((path) => [path, bench.get(path)]));
  }

  /** Every view of a state, with the core's answer. */
  private answers(state: number): ViewReaction[] {
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
    answer: ViewReaction,
    core: number,
    plant: number,
  ): TraceStep | undefined {
    const starts = this.starts(from, answer.next).filter(([, , started]) => started === core);
    const [start] = starts;
    if (start === undefined) return undefined;
    const [old_store, store_state] = start;
    for (const before_pulse of [false, true]) {
      const orders = before_pulse ? 0 : answer.orders;
      for (const move of this.moves({ ...answer, orders })) {
        const loss = this.loss(move.next, plant);
        const cut = { before_pulse, old_store, store_state };
        if (loss !== undefined) return this.step(answer, move, { ...cut, ...loss });
      }
    }
    return undefined;
  }

  /** Whether the store holds the old, how it is found, and what the core starts as. */
  private starts(from: number, next: number): (readonly [boolean, number, number])[] {
    const { core, campaign } = this.explorer;
    const states = campaign.faults.includes("store") ? STORE_STATES : [0];
    return states.flatMap((store_state) => [
      [false, store_state, core.restart(next, store_state)] as const,
      [true, store_state, core.restart(from, store_state)] as const,
    ]);
  }

  /** How the loss of power leaves `plant` behind. */
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

/** The steps from the start to the breaking of an invariant, the breaking one last. */
export function stepsTo(explorer: Explorer, broken: BrokenInvariant): TraceStep[] {
  const finder = new StepFinder(explorer);
  const way = [broken.state];
  for (let state = broken.state; state > 0;) {
    state = explorer.states.parent(state);
    way.unshift(state);
  }
  const steps = way.slice(1).map((child, at) => finder.between(way[at] as number, child));
  return [...steps, finder.breaking(broken)];
}
