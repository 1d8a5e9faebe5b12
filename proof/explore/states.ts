/** The states of one search in the module (search.simd.ts): pairs of core word and plant word. */
import { ListKind } from "../module/search-lists";
import type { ProofBench } from "../module/proof-bench";

const CORE = 0;
const PLANT = 1;
const PARENT = 2;
const INVARIANTS = 12;

/** A broken invariant, and the state before the transition that breaks it. */
export interface BrokenInvariant {
  readonly invariant: number;
  readonly state: number;
  readonly depth: number;
}

/** Supplies the list that the search requests, by kind, index and orders. */
type ListSource = (kind: ListKind, requested: number, orders: number) => readonly number[];

export class StateTable {
  /** Lists that the search has, by content. */
  private readonly known = new Map<string, number>();

  constructor(
    private readonly bench: ProofBench,
    private readonly search: number,
  ) {}

  /** Visits all states of one depth. */
  advance(lists: ListSource): void {
    const { calls } = this.bench;
    try {
      for (;;) {
        const kind = calls.advance(this.search);
        if (kind === ListKind.None) return;
        const list = lists(kind, calls.requestedList(this.search), calls.ordersOf(this.search));
        calls.supplyList(this.search, kind, this.write(list));
      }
    } catch (error) {
      if (calls.isOutOfMemory() === 0) throw error;
      throw new RangeError("the module's memory cannot grow", { cause: error });
    }
  }

  get count(): number {
    return this.bench.calls.statesOf(this.search);
  }

  get depth(): number {
    return this.bench.calls.depthOf(this.search);
  }

  /** All transitions, including those to a known state. */
  get transitions(): number {
    return this.bench.calls.transitionsOf(this.search);
  }

  core(state: number): number {
    return this.bench.calls.stateWord(this.search, state, CORE);
  }

  plant(state: number): number {
    return this.bench.calls.stateWord(this.search, state, PLANT);
  }

  /** The state from which a state was first reached; -1 for the initial state. */
  parent(state: number): number {
    return this.bench.calls.stateWord(this.search, state, PARENT);
  }

  /** The number of a state; -1 when it is not reachable. */
  find(core: number, plant: number): number {
    return this.bench.calls.findState(this.search, core, plant);
  }

  get broken(): BrokenInvariant[] {
    const { calls } = this.bench;
    return Array.from({ length: INVARIANTS }, (_, invariant) => ({
      invariant,
      state: calls.brokenBy(this.search, invariant, 0),
      depth: calls.brokenBy(this.search, invariant, 1),
    })).filter(({ state }) => state >= 0);
  }

  /** Frees its memory for the next search. */
  release(): void {
    this.bench.calls.release(this.search);
  }

  /** Address of a list; equal lists are stored once. */
  private write(words: readonly number[]): number {
    const key = words.join();
    let at = this.known.get(key);
    if (at === undefined) {
      const { calls } = this.bench;
      at = calls.beginList(this.search);
      for (const word of words) calls.append(this.search, word);
      this.known.set(key, at);
    }
    return at;
  }
}
