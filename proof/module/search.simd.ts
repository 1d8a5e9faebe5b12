/**
 * The inner loop of explore.ts: the successors of each state. The transitions of the environment
 * are lists, which the host (environment.ts) writes on first request. Otherwise only the numbers of
 * core and plant states are stored: running the core again for each core word and reading is faster
 * than a lookup in a table of that size. AssemblyScript only.
 */
import { RowTable } from "./rows.simd";
import { ListKind, listIndex } from "./search-lists";
import { ProofStage, judgeCoils, react, startControl } from "./proof-stage";
import { SlotTable, WordTable } from "./words.simd";

/** Bytes of a setting: its address, its explored value, its default. */
const SETTING_BYTES: usize = 12;
/** Words of a reaction: core word + 1, next core word, orders. Four keep them in one block. */
const REACTION_WORDS: i32 = 4;

/** The tables that all campaigns on one module share. */
class CoreTables {
  /** For each state of the store: core word after a start + 1, by core word. */
  starts: StaticArray<WordTable> = [new WordTable(), new WordTable(), new WordTable()];
  /** The last reaction to each sensed word. */
  reactions: WordTable = new WordTable();
  /** The core word that is loaded, and its coils. */
  loaded: i32 = -1;
  coils: i32 = 0;
  runs: f64 = 0;

  constructor(
    readonly stage: ProofStage,
    readonly cores: RowTable,
    readonly sensed: RowTable,
    readonly plants: RowTable,
    /** Table of the settings that are explored with a value other than the default. */
    readonly settings: usize,
    readonly settings_count: i32,
  ) {}

  /** Loads a core word into memory, unless it is there. */
  loadCore(core: i32): void {
    if (this.loaded == core) return;
    this.cores.load(core);
    this.cores.snapshotMemory();
    this.loaded = core;
    this.coils = this.stage.meter.outputs.coils;
  }

  /** Address of the reaction of a core word to a sensed word. */
  reaction(core: i32, sensed: i32): usize {
    this.reactions.growTo((sensed + 1) * REACTION_WORDS);
    const at = this.reactions.at(sensed * REACTION_WORDS);
    if (load<i32>(at) == core + 1) return at;
    this.loadCore(core);
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

  /** The core word after a start with the stored data of `core`. */
  start(core: i32, store_state: i32): i32 {
    const starts = this.starts[store_state];
    starts.growTo(core + 1);
    const known: i32 = starts.get(core);
    if (known != 0) return known - 1;
    this.cores.load(core);
    startExplored(this.stage, this.settings, this.settings_count, store_state);
    const started: i32 = this.cores.save();
    starts.set(core, started + 1);
    return started;
  }
}

/** A start: it finds the default settings in its store, and continues with the explored ones. */
export function startExplored(x: ProofStage, table: usize, count: i32, store_state: i32): void {
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

/** The search of one campaign. */
class Search {
  count: i32 = 0;
  /** The next state to visit, and the first state of the next depth. */
  next: i32 = 0;
  end: i32 = 0;
  depth: i32 = 0;
  transitions: f64 = 0;
  /** Index of the requested list, and the orders that it depends on. */
  requested: i32 = 0;
  orders: i32 = 0;
  states: WordTable = new WordTable();
  slots: SlotTable = new SlotTable();
  /** All lists, one after the other; a list is identified by its start. */
  lists: WordTable = new WordTable();
  lists_end: i32 = 1;
  /** Lists of views by plant word, of moves and cuts by `listIndex`; 0 = not written yet. */
  views: WordTable = new WordTable();
  moves: WordTable = new WordTable();
  cuts: WordTable = new WordTable();
  /** Recently seen pairs: core word and list, or view and judged coils. */
  filter: WordTable = new WordTable();
  /** For each invariant: the first state that breaks it + 1, and its depth. */
  broken: WordTable = new WordTable();

  constructor(
    readonly tables: CoreTables,
    readonly has_cuts: boolean,
    readonly store_states: i32,
    readonly dead_time_ms: i32,
  ) {
    this.filter.growTo(2 << FILTER_LOG2);
    this.broken.growTo(2 * INVARIANTS);
  }

  /** Visits the states of this depth until a list is missing. */
  advance(): ListKind {
    while (this.next < this.end) {
      const kind = this.expand(this.next);
      if (kind != ListKind.None) return kind;
      this.next++;
    }
    if (this.count > this.end) this.depth++;
    this.end = this.count;
    return ListKind.None;
  }

  add(core: i32, plant: i32, parent: i32): void {
    const hash = hashOf(core, plant);
    const slot = this.slotOf(core, plant, hash);
    if (this.slots.number(slot) != 0) return;
    const at = this.count * STATE_WORDS;
    this.states.growTo(at + STATE_WORDS);
    this.states.set(at, core);
    this.states.set(at + 1, plant);
    this.states.set(at + 2, parent);
    this.slots.set(slot, hash, ++this.count);
    if (this.slots.isFull(this.count)) this.rehash();
  }

  /** The number of a state; -1 when it is not reached. */
  find(core: i32, plant: i32): i32 {
    return this.slots.number(this.slotOf(core, plant, hashOf(core, plant))) - 1;
  }

  /** The slot that holds the number of a state + 1, or that is free for it. */
  private slotOf(core: i32, plant: i32, hash: i32): i32 {
    let slot = this.slots.probe(hash, hash);
    for (;;) {
      const number = this.slots.number(slot);
      if (number == 0 || this.is(number - 1, core, plant)) break;
      slot = this.slots.probe(slot + 1, hash);
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

  private rehash(): void {
    this.slots.clear(2 * (this.slots.mask + 1));
    for (let state: i32 = 0; state < this.count; state++) {
      const at = state * STATE_WORDS;
      this.slots.put(hashOf(this.states.get(at), this.states.get(at + 1)), state + 1);
    }
  }

  private request(kind: ListKind, requested: i32): ListKind {
    this.requested = requested;
    return kind;
  }

  /** Visits all successors of a state; restarts from the beginning after a missing list. */
  private expand(state: i32): ListKind {
    const core = this.states.get(state * STATE_WORDS);
    const plant = this.states.get(state * STATE_WORDS + 1);
    const views = listOf(this.views, plant);
    if (views == 0) return this.request(ListKind.Views, plant);
    this.tables.loadCore(core);
    let transitions: i32 = 0;
    const end = views + 1 + 3 * this.lists.get(views);
    for (let at = views + 1; at < end; at += 3) {
      const sensed = this.lists.get(at);
      const watched = this.lists.get(at + 1);
      const reaction = this.tables.reaction(core, sensed);
      const next = load<i32>(reaction, 4);
      this.orders = load<i32>(reaction, 8);
      const coils: i32 = this.orders & 15;
      const index = listIndex(watched, this.lists.get(at + 2), coils);
      if (coils != 0) this.judge(state, at, coils);
      const moves = listOf(this.moves, index);
      if (moves == 0) return this.request(ListKind.Moves, index);
      this.recordBroken(state, this.lists.get(moves + 1));
      transitions += this.addAll(next, moves, state);
      if (!this.has_cuts) continue;
      const cuts = listOf(this.cuts, index);
      if (cuts == 0) return this.request(ListKind.Cuts, index);
      transitions += this.restart(core, next, cuts, state);
    }
    this.transitions += <f64>transitions;
    return ListKind.None;
  }

  /** Judges the ordered coils in a view. */
  private judge(state: i32, view: i32, coils: i32): void {
    const n = this.tables;
    // Negative, to differ from every list.
    if (this.isSeen(view, -((n.coils << 4) | coils))) return;
    n.sensed.load(this.lists.get(view));
    n.plants.load(this.lists.get(view + 1));
    this.recordBroken(state, judgeCoils(n.stage, n.coils, coils, this.dead_time_ms));
  }

  private recordBroken(state: i32, broken: i32): void {
    for (let invariant: i32 = 1; broken >> invariant != 0; invariant++) {
      const at = 2 * invariant;
      if (((broken >> invariant) & 1) == 0 || this.broken.get(at) != 0) continue;
      this.broken.set(at, state + 1);
      this.broken.set(at + 1, this.depth);
    }
  }

  /** Restarts with the store from before this tick, and from after it. */
  private restart(core: i32, next: i32, cuts: i32, state: i32): i32 {
    let transitions: i32 = 0;
    for (let store_state: i32 = 0; store_state < this.store_states; store_state++) {
      const old = this.tables.start(core, store_state);
      const fresh = this.tables.start(next, store_state);
      transitions += this.addAll(old, cuts, state);
      if (fresh != old) transitions += this.addAll(fresh, cuts, state);
    }
    return transitions;
  }

  /** Adds the states of a core word with every plant word of a list; returns their number. */
  private addAll(core: i32, list: i32, state: i32): i32 {
    const count = this.lists.get(list);
    if (this.isSeen(core, list)) return count;
    const end = list + 2 + count;
    for (let at = list + 2; at < end; at++) this.add(core, this.lists.get(at), state);
    return count;
  }

  /** Whether a pair was seen recently: all its results are known then. */
  private isSeen(a: i32, b: i32): boolean {
    const entry = ((a * 0x9e3779b1 + b) * 0x85ebca6b) >>> (32 - FILTER_LOG2);
    const filter = this.filter.at(2 * entry);
    if (load<i32>(filter) == a && load<i32>(filter, 4) == b) return true;
    store<i32>(filter, a);
    store<i32>(filter, b, 4);
    return false;
  }
}

function listOf(table: WordTable, index: i32): i32 {
  return index < table.length ? table.get(index) : 0;
}

function hashOf(a: i32, b: i32): i32 {
  let hash: i32 = (a * 0x9e3779b1) ^ ((b + 1) * 0x85ebca6b);
  hash = (hash ^ (hash >>> 15)) * 0x2c1b3c6d;
  return hash ^ (hash >>> 13);
}

export function makeCoreTables(
  stage: ProofStage,
  cores: RowTable,
  sensed: RowTable,
  plants: RowTable,
  settings: usize,
  settings_count: i32,
): CoreTables {
  return new CoreTables(stage, cores, sensed, plants, settings, settings_count);
}

/** Address of a reaction: its second word is the next core word, its third the orders. */
export function reactionOf(n: CoreTables, core: i32, sensed: i32): usize {
  return n.reaction(core, sensed);
}

export function startOf(n: CoreTables, core: i32, store_state: i32): i32 {
  return n.start(core, store_state);
}

export function runsOf(n: CoreTables): f64 {
  return n.runs;
}

/** Makes a search from one initial state. */
export function makeSearch(
  n: CoreTables,
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

export function advance(x: Search): ListKind {
  return x.advance();
}

export function release(x: Search): void {
  x.release();
}

export function requestedList(x: Search): i32 {
  return x.requested;
}

/** Coils; enables from bit 4 up. */
export function ordersOf(x: Search): i32 {
  return x.orders;
}

/** Begins a list; `append` writes its words. */
export function beginList(x: Search): i32 {
  return x.lists_end;
}

export function append(x: Search, word: i32): void {
  x.lists.growTo(x.lists_end + 1);
  x.lists.set(x.lists_end++, word);
}

/** Registers a written list as the requested one. */
export function supplyList(x: Search, kind: ListKind, list: i32): void {
  const table = kind == ListKind.Views ? x.views : kind == ListKind.Moves ? x.moves : x.cuts;
  table.growTo(x.requested + 1);
  table.set(x.requested, list);
}

export function statesOf(x: Search): i32 {
  return x.count;
}

/** A word of a state: its core word, its plant word, or its parent. */
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

/** The first state that breaks an invariant, or -1; with `depth` = 1 its depth. */
export function brokenBy(x: Search, invariant: i32, depth: i32): i32 {
  return depth != 0 ? x.broken.get(2 * invariant + 1) : x.broken.get(2 * invariant) - 1;
}
