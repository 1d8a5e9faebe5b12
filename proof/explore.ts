/**
 * Visits every state that core and surroundings can reach together, nearest first. A state is a
 * pair: what the core remembers, and where the plant stands. Both are interned, so that the core
 * runs once for each pair of memory and reading, however many plants share it.
 */
import { Codec, uncapped } from "./codec";
import type { Kept } from "./codec";
import { Environment, plantCodec } from "./environment";
import type { Hardware, Scenery } from "./environment";
import { Pairs } from "./pairs";
import { Reactions } from "./reactions";
import { Bench } from "./stage";

/** One invariant that was found broken, and the state in which the step began that broke it. */
export interface Broken {
  readonly invariant: number;
  readonly state: number;
  readonly depth: number;
}

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
const BAD = 2;

/** The core's side: shared by all campaigns on one module. */
export class CoreWords {
  readonly codec: Codec;
  readonly sensed: Codec;
  readonly plants: Codec;
  readonly reactions: Reactions = new Reactions();
  runs = 0;
  private readonly started = new Map<number, number>();
  private readonly coils_at: number;
  private readonly enables_at: number;

  constructor(
    readonly bench: Bench,
    kept: readonly Kept[],
  ) {
    this.codec = new Codec(bench, kept);
    this.sensed = new Codec(bench, uncapped(bench.under("sensed.")));
    this.plants = plantCodec(bench);
    this.coils_at = bench.at("meter.outputs.coils");
    this.enables_at = bench.at("meter.outputs.enables");
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

  /** Slot of the reaction of `core` to what is sensed. */
  react(core: number, sensed: number, load: (sensed: number) => void): number {
    this.reactions.makeRoom();
    const slot = this.reactions.slot(core, sensed);
    if (this.reactions.known(slot)) return slot;
    this.runs++;
    this.codec.load(core);
    load(sensed);
    this.bench.react();
    const { memory } = this.bench;
    const coils = memory[this.coils_at] as number;
    const enables = memory[this.enables_at] as number;
    this.reactions.note(slot, core, sensed, this.codec.save(), coils | (enables << 4));
    return slot;
  }

  /** The state after a start with what `core` has stored. */
  restart(core: number, store_state: number): number {
    const key = core * 4 + store_state;
    let next = this.started.get(key);
    if (next === undefined) {
      this.codec.load(core);
      this.bench.start(store_state);
      next = this.codec.save();
      this.started.set(key, next);
    }
    return next;
  }

  get bytes(): number {
    return this.codec.words.bytes + this.reactions.bytes;
  }
}

export class Explorer {
  readonly pairs: Pairs = new Pairs();
  readonly environment: Environment;
  private readonly store_states: readonly number[];
  private readonly broken = new Map<number, Broken>();
  private readonly sensedLive: number[] = [];
  private readonly steady: Environment[] = [];
  private transitions = 0;
  private depth = 0;

  constructor(
    readonly core: CoreWords,
    readonly campaign: Campaign,
  ) {
    const faults = new Set(campaign.faults);
    this.environment = new Environment(
      core.bench,
      core.sensed,
      campaign.scenery,
      faults,
      campaign.hardware,
      core.plants,
    );
    this.store_states = faults.has("store") ? [0, EMPTY, BAD] : [0];
  }

  /** Visits everything; `onLevel` is called after each depth and may stop it by answering false. */
  run(onLevel: (states: number, depth: number) => boolean = () => true): Explored {
    const { pairs } = this;
    pairs.add(this.core.first(), this.environment.first(), -1);
    let end = 1;
    let complete = true;
    for (let state = 0; state < pairs.count; state++) {
      if (state === end) {
        this.depth++;
        end = pairs.count;
        if (!onLevel(pairs.count, this.depth) || pairs.count > this.campaign.states_max) {
          complete = false;
          break;
        }
      }
      this.expand(state, (core, plant) => {
        this.transitions++;
        pairs.add(core, plant, state);
      });
    }
    return this.outcome(complete);
  }

  /** Calls `visit` for each successor of a state, some of them more than once. */
  expand(state: number, visit: (core: number, plant: number) => void): void {
    const { environment, core } = this;
    const from = this.pairs.core[state] as number;
    const before = core.coils(from);
    const views = environment.viewsOf(this.pairs.plant[state] as number);
    const load = (sensed: number): void => environment.sensed.load(sensed);
    for (let at = 0; at < views.length; at += 2) {
      const sensed = views[at] as number;
      const watched = views[at + 1] as number;
      const slot = core.react(from, sensed, load);
      const next = core.reactions.next(slot);
      const orders = core.reactions.orders(slot);
      const live = this.isLive(sensed);
      if (orders !== 0) this.note(state, environment.judge(watched, sensed, before, orders & 15));
      this.move(state, next, watched, live, orders, visit);
      if (environment.scenery.cuts) this.cut(from, next, watched, live, orders, visit);
    }
  }

  /** Successors while both sources stay as they are, in a quiet house with power. */
  steadySuccessors(state: number, steady: { grid: number; generator: number }): Set<number> {
    const environment = this.steadyEnvironment(steady.grid, steady.generator);
    const { core, pairs } = this;
    const from = pairs.core[state] as number;
    const views = environment.viewsOf(pairs.plant[state] as number);
    const found = new Set<number>();
    for (let at = 0; at < views.length; at += 2) {
      const sensed = views[at] as number;
      const slot = core.react(from, sensed, (number) => core.sensed.load(number));
      const next = core.reactions.next(slot);
      const orders = core.reactions.orders(slot);
      const moves = environment.movesOf(views[at + 1] as number, this.isLive(sensed), orders);
      for (let to = 0; to < moves.length; to += 2) {
        found.add(pairs.find(next, moves[to] as number));
      }
    }
    return found;
  }

  private steadyEnvironment(grid: number, generator: number): Environment {
    const key = grid * 16 + generator;
    const { core, campaign, environment } = this;
    const quiet = { house: [0], happening: [0], cuts: false };
    return (this.steady[key] ??= new Environment(
      core.bench,
      core.sensed,
      { grid: [grid], generator: [generator], ...quiet },
      environment.faults,
      campaign.hardware,
      environment.plants,
    ));
  }

  private move(
    state: number,
    next: number,
    plant: number,
    live: boolean,
    orders: number,
    visit: (core: number, plant: number) => void,
  ): void {
    const moves = this.environment.movesOf(plant, live, orders);
    for (let at = 0; at < moves.length; at += 2) {
      const broken = moves[at + 1] as number;
      if (broken !== 0) this.note(state, broken);
      visit(next, moves[at] as number);
    }
  }

  /** The store holds what was before this tick, or after it. */
  private cut(
    from: number,
    next: number,
    plant: number,
    live: boolean,
    orders: number,
    visit: (core: number, plant: number) => void,
  ): void {
    const left = this.environment.cutsOf(plant, live, orders);
    for (const store_state of this.store_states) {
      const old = this.core.restart(from, store_state);
      const fresh = this.core.restart(next, store_state);
      for (let at = 0; at < left.length; at++) {
        visit(old, left[at] as number);
        if (fresh !== old) visit(fresh, left[at] as number);
      }
    }
  }

  private isLive(sensed: number): boolean {
    const known = this.sensedLive[sensed];
    if (known !== undefined) return known === 1;
    const live = this.environment.live(sensed);
    this.sensedLive[sensed] = live ? 1 : 0;
    return live;
  }

  private note(state: number, broken: number): void {
    for (let invariant = 1; broken >> invariant !== 0; invariant++) {
      if (((broken >> invariant) & 1) === 0 || this.broken.has(invariant)) continue;
      this.broken.set(invariant, { invariant, state, depth: this.depth });
    }
  }

  private outcome(complete: boolean): Explored {
    return {
      complete,
      states: this.pairs.count,
      transitions: this.transitions,
      depth: this.depth,
      core_words: this.core.codec.words.count,
      plant_words: this.environment.plants.words.count,
      core_runs: this.core.runs,
      bytes: this.pairs.bytes + this.core.bytes,
      broken: [...this.broken.values()].toSorted((a, b) => a.invariant - b.invariant),
    };
  }
}
