/**
 * The inner loop of explore.ts: from each state all its successors. What may happen around the core
 * stands in lists, which the host (environment.ts) writes when they are first asked for. Beside
 * them nothing is kept but numbers of cores and plants: the core runs again for each core word and
 * reading, which takes less time than to find the answer in a table that large. AssemblyScript only.
 */
import { Rows } from "./rows.simd";
import { Wants, listIndex } from "./search-wants";
import { Stage, judgeCoils, react, startControl } from "./surrounded-meter";
import { Slots, Words } from "./words.simd";

/** Words of a setting: its address, its explored value, its usual one. */
const SETTING_BYTES: usize = 12;
/** Words of a reaction: core word + 1, next core word, orders. Four, so that they lie together. */
const REACTION_WORDS: i32 = 4;

/** What all campaigns on one module share. */
export class Numbers {
  /** Core words started: number + 1 for each core word, by the state of the store. */
  starts: StaticArray<Words> = [new Words(), new Words(), new Words()];
  /** Of each sensed word the reaction of the core word that was last in memory. */
  reactions: Words = new Words();
  /** The core word that is held, and its coils. */
  held: i32 = -1;
  coils: i32 = 0;
  runs: f64 = 0;

  constructor(
    readonly stage: Stage,
    readonly cores: Rows,
    readonly sensed: Rows,
    readonly plants: Rows,
    /** Table of the settings that are explored with another value than the usual. */
    readonly settings: usize,
    readonly settings_count: i32,
  ) {}

  /** Has a core word at hand. */
  hold(core: i32): void {
    if (this.held == core) return;
    this.cores.load(core);
    this.cores.hold();
    this.held = core;
    this.coils = this.stage.meter.outputs.coils;
  }

  /** Where the reaction of a core word to what is sensed stands. */
  reaction(core: i32, sensed: i32): usize {
    this.reactions.reach((sensed + 1) * REACTION_WORDS);
    const at = this.reactions.at(sensed * REACTION_WORDS);
    if (load<i32>(at) == core + 1) return at;
    this.hold(core);
    this.cores.restore();
    this.sensed.load(sensed);
    react(this.stage);
    this.runs++;
    const outputs = this.stage.meter.outputs;
    const orders: i32 = outputs.coils | (outputs.enables << 4);
    store<i32>(at, core + 1);
    store<i32>(at, this.cores.save(), 4);
    store<i32>(at, orders, 8);
    return at;
  }

  /** The core word after a start with what `core` has stored. */
  start(core: i32, store_state: i32): i32 {
    const starts = this.starts[store_state];
    starts.reach(core + 1);
    const known: i32 = starts.get(core);
    if (known != 0) return known - 1;
    this.cores.load(core);
    startExplored(this.stage, this.settings, this.settings_count, store_state);
    const started: i32 = this.cores.save();
    starts.set(core, started + 1);
    return started;
  }
}

/** A start: it finds the usual settings in its store, and runs with those that are explored. */
export function startExplored(x: Stage, table: usize, count: i32, store_state: i32): void {
  const end = table + <usize>count * SETTING_BYTES;
  for (let at = table; at < end; at += SETTING_BYTES) {
    store<i32>(load<usize>(at), load<i32>(at, 8));
  }
  startControl(x, store_state);
  for (let at = table; at < end; at += SETTING_BYTES) {
    store<i32>(load<usize>(at), load<i32>(at, 4));
  }
}

/** Words of a state: core word, plant word, and the state from which it was first reached. */
const STATE_WORDS: i32 = 3;
const FILTER_LOG2: i32 = 15;
const INVARIANTS: i32 = 16;

/** One campaign. */
export class Search {
  count: i32 = 0;
  /** The state that is visited next, and the first that is deeper. */
  next: i32 = 0;
  end: i32 = 0;
  depth: i32 = 0;
  transitions: f64 = 0;
  /** What the host is asked for, and for which orders. */
  asked: i32 = 0;
  orders: i32 = 0;
  states: Words = new Words();
  slots: Slots = new Slots();
  /** All lists, one after the other; a list is known by its beginning. */
  lists: Words = new Words();
  lists_end: i32 = 1;
  /** Lists by plant word, or by plant word, line out and coils; 0 = not written yet. */
  views: Words = new Words();
  moves: Words = new Words();
  cuts: Words = new Words();
  /** Pairs that were lately seen: core word and list, view and what it was judged for. */
  filter: Words = new Words();
  /** For each invariant the state + 1 that broke it first, and its depth. */
  broken: Words = new Words();

  constructor(
    readonly numbers: Numbers,
    readonly has_cuts: boolean,
    readonly store_states: i32,
    readonly dead_time_ms: i32,
  ) {
    this.filter.reach(2 << FILTER_LOG2);
    this.broken.reach(2 * INVARIANTS);
  }

  /** Visits the states of this depth, until a list is missing. */
  advance(): Wants {
    while (this.next < this.end) {
      const wants = this.expand(this.next);
      if (wants != Wants.Nothing) return wants;
      this.next++;
    }
    if (this.count > this.end) this.depth++;
    this.end = this.count;
    return Wants.Nothing;
  }

  add(core: i32, plant: i32, parent: i32): void {
    const hash = hashOf(core, plant);
    const slot = this.slotOf(core, plant, hash);
    if (this.slots.number(slot) != 0) return;
    const at = this.count * STATE_WORDS;
    this.states.reach(at + STATE_WORDS);
    this.states.set(at, core);
    this.states.set(at + 1, plant);
    this.states.set(at + 2, parent);
    this.slots.set(slot, hash, ++this.count);
    if (this.slots.isFull(this.count)) this.spread();
  }

  /** The number of a state; -1 when it was never reached. */
  find(core: i32, plant: i32): i32 {
    return this.slots.number(this.slotOf(core, plant, hashOf(core, plant))) - 1;
  }

  /** Where the number of a state stands or will stand, one more than it is. */
  private slotOf(core: i32, plant: i32, hash: i32): i32 {
    let slot = this.slots.likely(hash, hash);
    for (;;) {
      const number = this.slots.number(slot);
      if (number == 0 || this.is(number - 1, core, plant)) break;
      slot = this.slots.likely(slot + 1, hash);
    }
    return slot;
  }

  release(): void {
    this.states.release();
    this.slots.release();
    this.lists.release();
    this.views.release();
    this.moves.release();
    this.cuts.release();
    this.filter.release();
    this.broken.release();
  }

  private is(state: i32, core: i32, plant: i32): boolean {
    const at = state * STATE_WORDS;
    return this.states.get(at) == core && this.states.get(at + 1) == plant;
  }

  private spread(): void {
    this.slots.clear(2 * (this.slots.mask + 1));
    for (let state: i32 = 0; state < this.count; state++) {
      const at = state * STATE_WORDS;
      this.slots.put(hashOf(this.states.get(at), this.states.get(at + 1)), state + 1);
    }
  }

  private want(wants: Wants, asked: i32): Wants {
    this.asked = asked;
    return wants;
  }

  /** All successors of a state. Whoever has to wait for a list begins anew. */
  private expand(state: i32): Wants {
    const core = this.states.get(state * STATE_WORDS);
    const plant = this.states.get(state * STATE_WORDS + 1);
    const views = listOf(this.views, plant);
    if (views == 0) return this.want(Wants.Views, plant);
    this.numbers.hold(core);
    let transitions: i32 = 0;
    const end = views + 1 + 3 * this.lists.get(views);
    for (let at = views + 1; at < end; at += 3) {
      const sensed = this.lists.get(at);
      const watched = this.lists.get(at + 1);
      const reaction = this.numbers.reaction(core, sensed);
      const next = load<i32>(reaction, 4);
      this.orders = load<i32>(reaction, 8);
      const coils: i32 = this.orders & 15;
      const index = listIndex(watched, this.lists.get(at + 2), coils);
      if (coils != 0) this.judge(state, at, coils);
      const moves = listOf(this.moves, index);
      if (moves == 0) return this.want(Wants.Moves, index);
      this.note(state, this.lists.get(moves + 1));
      transitions += this.addAll(next, moves, state);
      if (!this.has_cuts) continue;
      const cuts = listOf(this.cuts, index);
      if (cuts == 0) return this.want(Wants.Cuts, index);
      transitions += this.restart(core, next, cuts, state);
    }
    this.transitions += <f64>transitions;
    return Wants.Nothing;
  }

  /** Judges coils in a view. */
  private judge(state: i32, view: i32, coils: i32): void {
    const n = this.numbers;
    // Below zero: a list is never known by such a number.
    if (this.isSeen(view, -((n.coils << 4) | coils))) return;
    n.sensed.load(this.lists.get(view));
    n.plants.load(this.lists.get(view + 1));
    this.note(state, judgeCoils(n.stage, n.coils, coils, this.dead_time_ms));
  }

  private note(state: i32, broken: i32): void {
    for (let invariant: i32 = 1; broken >> invariant != 0; invariant++) {
      const at = 2 * invariant;
      if (((broken >> invariant) & 1) == 0 || this.broken.get(at) != 0) continue;
      this.broken.set(at, state + 1);
      this.broken.set(at + 1, this.depth);
    }
  }

  /** The store holds what was before this tick, or after it. */
  private restart(core: i32, next: i32, cuts: i32, state: i32): i32 {
    let transitions: i32 = 0;
    for (let store_state: i32 = 0; store_state < this.store_states; store_state++) {
      const old = this.numbers.start(core, store_state);
      const fresh = this.numbers.start(next, store_state);
      transitions += this.addAll(old, cuts, state);
      if (fresh != old) transitions += this.addAll(fresh, cuts, state);
    }
    return transitions;
  }

  /** A core word with every plant word of a list; how many they are. */
  private addAll(core: i32, list: i32, state: i32): i32 {
    const count = this.lists.get(list);
    if (this.isSeen(core, list)) return count;
    const end = list + 2 + count;
    for (let at = list + 2; at < end; at++) this.add(core, this.lists.get(at), state);
    return count;
  }

  /** Whether a pair was seen lately: what it leads to is known then. */
  private isSeen(a: i32, b: i32): boolean {
    const place = ((a * 0x9e3779b1 + b) * 0x85ebca6b) >>> (32 - FILTER_LOG2);
    const filter = this.filter.at(2 * place);
    if (load<i32>(filter) == a && load<i32>(filter, 4) == b) return true;
    store<i32>(filter, a);
    store<i32>(filter, b, 4);
    return false;
  }
}

function listOf(table: Words, index: i32): i32 {
  return index < table.length ? table.get(index) : 0;
}

function hashOf(a: i32, b: i32): i32 {
  let hash: i32 = (a * 0x9e3779b1) ^ ((b + 1) * 0x85ebca6b);
  hash = (hash ^ (hash >>> 15)) * 0x2c1b3c6d;
  return hash ^ (hash >>> 13);
}

export function makeNumbers(
  stage: Stage,
  cores: Rows,
  sensed: Rows,
  plants: Rows,
  settings: usize,
  settings_count: i32,
): Numbers {
  return new Numbers(stage, cores, sensed, plants, settings, settings_count);
}

/** Where a reaction stands: behind its first word the next core word and its orders. */
export function reactionOf(n: Numbers, core: i32, sensed: i32): usize {
  return n.reaction(core, sensed);
}

export function startOf(n: Numbers, core: i32, store_state: i32): i32 {
  return n.start(core, store_state);
}

export function runsOf(n: Numbers): f64 {
  return n.runs;
}

/** A search from one state. */
export function makeSearch(
  n: Numbers,
  core: i32,
  plant: i32,
  has_cuts: i32,
  store_states: i32,
  dead_time_ms: i32,
): Search {
  const x = new Search(n, has_cuts != 0, store_states, dead_time_ms);
  x.add(core, plant, -1);
  x.end = 1;
  return x;
}

export function advance(x: Search): Wants {
  return x.advance();
}

export function release(x: Search): void {
  x.release();
}

export function askedOf(x: Search): i32 {
  return x.asked;
}

/** Coils, and enables from bit 4 on. */
export function ordersOf(x: Search): i32 {
  return x.orders;
}

/** Begins a list; its words are written by `append`. */
export function beginList(x: Search): i32 {
  return x.lists_end;
}

export function append(x: Search, word: i32): void {
  x.lists.reach(x.lists_end + 1);
  x.lists.set(x.lists_end++, word);
}

/** Answers what was asked for: here is the list. */
export function answer(x: Search, wants: Wants, list: i32): void {
  const table = wants == Wants.Views ? x.views : wants == Wants.Moves ? x.moves : x.cuts;
  table.reach(x.asked + 1);
  table.set(x.asked, list);
}

export function statesOf(x: Search): i32 {
  return x.count;
}

/** Of a state: its core word, its plant word, and the state from which it was first reached. */
export function stateWord(x: Search, state: i32, word: i32): i32 {
  return x.states.get(state * STATE_WORDS + word);
}

export function findState(x: Search, core: i32, plant: i32): i32 {
  return x.find(core, plant);
}

export function depthOf(x: Search): i32 {
  return x.depth;
}

export function transitionsOf(x: Search): f64 {
  return x.transitions;
}

/** The state that broke an invariant first, or -1; with `depth` its depth. */
export function brokenBy(x: Search, invariant: i32, depth: i32): i32 {
  return depth != 0 ? x.broken.get(2 * invariant + 1) : x.broken.get(2 * invariant) - 1;
}
