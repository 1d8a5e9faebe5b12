/**
 * Breadth-first search of every state that core and environment can reach together. A state is a
 * pair: the state of the core, and that of the plant. Both are numbered, so that the transitions of
 * the environment are computed once for each plant, however many core states share it. The inner
 * loop runs in the module (search.simd.ts).
 */
import { Codec, uncapped } from "./codec";
import type { KeptField } from "./codec";
import { Environment, plantCodec } from "./environment";
import type { HardwareOptions, InputRanges } from "./environment";
import { ListKind, isListLive, plantOfList } from "../module/search-lists";
import { ProofBench, DEAD_TIME_MS } from "../module/proof-bench";
import { StateTable } from "./states";
import type { BrokenInvariant } from "./states";

export type { BrokenInvariant } from "./states";

export interface Explored {
  readonly complete: boolean;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly core_words: number;
  readonly plant_words: number;
  readonly core_runs: number;
  readonly bytes: number;
  readonly broken: readonly BrokenInvariant[];
  /** Bits of every coil that was ordered in a visited state. */
  readonly coils: number;
}

/** What a campaign explores, and how far. */
export interface ExplorationCampaign {
  readonly inputs: InputRanges;
  readonly faults: readonly string[];
  readonly hardware: HardwareOptions;
  /** The search stops incomplete above this number. */
  readonly states_max: number;
}

const EMPTY = 1;
const STORE_STATES = 3;
/** The bits of the coils in orders; those of the enables follow. */
const COILS = 15;

/** The core's step on a reading: its next core word; its orders, enables from bit 4 up. */
interface CoreReaction {
  readonly next: number;
  readonly orders: number;
}

/** The numbered states of the core, shared by all campaigns on one module. */
export class CoreWords {
  readonly codec: Codec;
  readonly sensed: Codec;
  readonly plants: Codec;
  /** Address of the module's tables of core states. */
  readonly numbers: number;

  constructor(
    readonly bench: ProofBench,
    kept: readonly KeptField[],
  ) {
    this.codec = new Codec(bench, kept);
    this.sensed = new Codec(bench, uncapped(bench.under("sensed.")));
    this.plants = plantCodec(bench);
    const rows = [this.codec.rows, this.sensed.rows, this.plants.rows] as const;
    const { table, count } = bench.settings;
    this.numbers = bench.calls.makeCoreTables(bench.stage, ...rows, table, count);
  }

  /** The initial core word: a meter that has never run. */
  first(): number {
    this.bench.start(EMPTY);
    return this.codec.save();
  }

  /** The coils that the core ordered in the last tick. */
  coils(core: number): number {
    return this.codec.field(core, "meter.outputs.coils");
  }

  react(core: number, sensed: number): CoreReaction {
    const { calls } = this.bench;
    const at = calls.reactionOf(this.numbers, core, sensed) >> 2;
    const { memory } = this.bench;
    return { next: memory[at + 1] as number, orders: memory[at + 2] as number };
  }

  /** The core word after a start with the stored data of `core`. */
  restart(core: number, store_state: number): number {
    return this.bench.calls.startOf(this.numbers, core, store_state);
  }

  /** Bytes of all tables, including those of the campaigns. */
  get bytes(): number {
    return this.bench.calls.bytesInUse();
  }
}

export class Explorer {
  readonly states: StateTable;
  readonly environment: Environment;
  private readonly steady: Environment[] = [];
  private coils = 0;

  constructor(
    readonly core: CoreWords,
    readonly campaign: ExplorationCampaign,
  ) {
    const faults = new Set(campaign.faults);
    const { bench } = core;
    this.environment = new Environment(
      bench,
      core.sensed,
      campaign.inputs,
      faults,
      campaign.hardware,
      core.plants,
    );
    const cuts = campaign.inputs.cuts ? 1 : 0;
    const store_states = faults.has("store") ? STORE_STATES : 1;
    const first = [core.first(), this.environment.first()] as const;
    const { calls } = bench;
    const search = calls.makeSearch(core.numbers, ...first, cuts, store_states, DEAD_TIME_MS);
    this.states = new StateTable(bench, search);
  }

  /** Visits every state; `onLevel` is called after each depth, and stops the search if false. */
  run(onLevel: (states: number, depth: number) => boolean = () => true): Explored {
    const { states } = this;
    for (let count = states.count; ; count = states.count) {
      states.advance((kind, requested, orders) => this.listOf(kind, requested, orders));
      if (states.count === count) return this.outcome(true);
      const continues = onLevel(states.count, states.depth);
      if (!continues || states.count > this.campaign.states_max) return this.outcome(false);
    }
  }

  /** Successors while both sources stay as given, with power and no other stimulus. */
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

  /** Frees its memory for the next explorer. */
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

  /** A list in the format that search.simd.ts reads. */
  private listOf(kind: ListKind, requested: number, orders: number): number[] {
    const { environment } = this;
    if (kind === ListKind.Views) return this.views(requested);
    const [plant, live] = [plantOfList(requested), isListLive(requested)];
    this.coils |= orders & COILS;
    if (kind === ListKind.Cuts) {
      const cuts = environment.cutsOf(plant, live, orders);
      return [cuts.length, 0, ...cuts];
    }
    const moves = environment.movesOf(plant, live, orders);
    const plants = moves.filter((_, at) => at % 2 === 0);
    const broken = moves.reduce((all, one, at) => (at % 2 === 0 ? all : all | one), 0);
    return [plants.length, broken, ...plants];
  }

  /** The number of views; then for each sensed word, plant word, and 1 if line out is live. */
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
      coils: this.coils,
    };
  }
}
