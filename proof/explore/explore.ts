/**
 * Visits every state that core and surroundings can reach together, nearest first. A state is a
 * pair: what the core remembers, and where the plant stands. Both are numbered, so that what may
 * happen around the core is tried once for each plant, however many cores share it. The inner loop
 * runs in the module (search.simd.ts).
 */
import { Codec, uncapped } from "./codec";
import type { Kept } from "./codec";
import { Environment, plantCodec } from "./environment";
import type { Hardware, Scenery } from "./environment";
import { Wants, isListLive, plantOfList } from "../module/search-wants";
import { Bench, DEAD_TIME_MS } from "../module/stage";
import { States } from "./states";
import type { Broken } from "./states";

export type { Broken } from "./states";

export interface Explored {
  readonly complete: boolean;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly core_words: number;
  readonly plant_words: number;
  readonly core_runs: number;
  readonly bytes: number;
  readonly broken: readonly Broken[];
}

/** What a campaign explores. */
export interface Campaign {
  readonly scenery: Scenery;
  readonly faults: readonly string[];
  readonly hardware: Hardware;
  /** Ends unfinished beyond this. */
  readonly states_max: number;
}

const EMPTY = 1;
const STORE_STATES = 3;

/** What the core made of a reading: its next word, coils, and enables from bit 4 on. */
interface Reaction {
  readonly next: number;
  readonly orders: number;
}

/** The core's side: shared by all campaigns on one module. */
export class CoreWords {
  readonly codec: Codec;
  readonly sensed: Codec;
  readonly plants: Codec;
  /** The module's `Numbers`. */
  readonly numbers: number;

  constructor(
    readonly bench: Bench,
    kept: readonly Kept[],
  ) {
    this.codec = new Codec(bench, kept);
    this.sensed = new Codec(bench, uncapped(bench.under("sensed.")));
    this.plants = plantCodec(bench);
    const rows = [this.codec.rows, this.sensed.rows, this.plants.rows] as const;
    const { table, count } = bench.settings;
    this.numbers = bench.calls.makeNumbers(bench.stage, ...rows, table, count);
  }

  /** A meter that has never run. */
  first(): number {
    this.bench.start(EMPTY);
    return this.codec.save();
  }

  /** Coils that were ordered when the core went into this state. */
  coils(core: number): number {
    return this.codec.field(core, "meter.outputs.coils");
  }

  react(core: number, sensed: number): Reaction {
    const { calls } = this.bench;
    const at = calls.reactionOf(this.numbers, core, sensed) >> 2;
    const { memory } = this.bench;
    return { next: memory[at + 1] as number, orders: memory[at + 2] as number };
  }

  /** The state after a start with what `core` has stored. */
  restart(core: number, store_state: number): number {
    return this.bench.calls.startOf(this.numbers, core, store_state);
  }

  /** Bytes of all tables, those of the campaigns too. */
  get bytes(): number {
    return this.bench.calls.bytesInUse();
  }
}

export class Explorer {
  readonly states: States;
  readonly environment: Environment;
  private readonly steady: Environment[] = [];

  constructor(
    readonly core: CoreWords,
    readonly campaign: Campaign,
  ) {
    const faults = new Set(campaign.faults);
    const { bench } = core;
    this.environment = new Environment(
      bench,
      core.sensed,
      campaign.scenery,
      faults,
      campaign.hardware,
      core.plants,
    );
    const cuts = campaign.scenery.cuts ? 1 : 0;
    const store_states = faults.has("store") ? STORE_STATES : 1;
    const first = [core.first(), this.environment.first()] as const;
    const { calls } = bench;
    const search = calls.makeSearch(core.numbers, ...first, cuts, store_states, DEAD_TIME_MS);
    this.states = new States(bench, search);
  }

  /** Visits everything; `onLevel` is called after each depth and may stop it by answering false. */
  run(onLevel: (states: number, depth: number) => boolean = () => true): Explored {
    const { states } = this;
    for (let count = states.count; ; count = states.count) {
      states.advance((wants, asked, orders) => this.listOf(wants, asked, orders));
      if (states.count === count) return this.outcome(true);
      const goes_on = onLevel(states.count, states.depth);
      if (!goes_on || states.count > this.campaign.states_max) return this.outcome(false);
    }
  }

  /** Successors while both sources stay as they are, in a quiet house with power. */
  steadySuccessors(state: number, steady: { grid: number; generator: number }): Set<number> {
    const environment = this.steadyEnvironment(steady.grid, steady.generator);
    const { core, states } = this;
    const from = states.core(state);
    const views = environment.viewsOf(states.plant(state));
    const found = new Set<number>();
    for (let at = 0; at < views.length; at += 2) {
      const sensed = views[at] as number;
      const { next, orders } = core.react(from, sensed);
      const live = environment.live(sensed);
      const moves = environment.movesOf(views[at + 1] as number, live, orders);
      for (let to = 0; to < moves.length; to += 2) {
        found.add(states.find(next, moves[to] as number));
      }
    }
    return found;
  }

  /** Gives its memory to the next explorer. */
  release(): void {
    this.states.release();
  }

  private steadyEnvironment(grid: number, generator: number): Environment {
    const key = grid * 16 + generator;
    const { core, campaign, environment } = this;
    const quiet = { house: [0], stimulus: [0], cuts: false };
    return (this.steady[key] ??= new Environment(
      core.bench,
      core.sensed,
      { grid: [grid], generator: [generator], ...quiet },
      environment.faults,
      campaign.hardware,
      environment.plants,
    ));
  }

  /** A list as search.simd.ts reads it. */
  private listOf(wants: Wants, asked: number, orders: number): number[] {
    const { environment } = this;
    if (wants === Wants.Views) return this.views(asked);
    const [plant, live] = [plantOfList(asked), isListLive(asked)];
    if (wants === Wants.Cuts) {
      const cuts = environment.cutsOf(plant, live, orders);
      return [cuts.length, 0, ...cuts];
    }
    const moves = environment.movesOf(plant, live, orders);
    const plants = moves.filter((_, at) => at % 2 === 0);
    const broken = moves.reduce((all, one, at) => (at % 2 === 0 ? all : all | one), 0);
    return [plants.length, broken, ...plants];
  }

  /** How many views, and of each the sensed word, the plant word, and whether line out is live. */
  private views(plant: number): number[] {
    const { environment } = this;
    const views = environment.viewsOf(plant);
    const list = [views.length / 2];
    for (let at = 0; at < views.length; at += 2) {
      const [sensed, watched] = [views[at] as number, views[at + 1] as number];
      list.push(sensed, watched, environment.live(sensed) ? 1 : 0);
    }
    return list;
  }

  private outcome(complete: boolean): Explored {
    const { states, core, environment } = this;
    return {
      complete,
      states: states.count,
      transitions: states.transitions,
      depth: states.depth,
      core_words: core.codec.count,
      plant_words: environment.plants.count,
      core_runs: core.bench.calls.runsOf(core.numbers),
      bytes: core.bytes,
      broken: states.broken,
    };
  }
}
