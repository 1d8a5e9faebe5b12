/** The states of one search in the module (search.simd.ts): pairs of a core and a plant word. */
import { Wants } from "../module/search-wants";
import type { Bench } from "../module/stage";

const CORE = 0;
const PLANT = 1;
const PARENT = 2;
const INVARIANTS = 12;

/** One invariant that was found broken, and the state in which the step began that broke it. */
export interface Broken {
  readonly invariant: number;
  readonly state: number;
  readonly depth: number;
}

/** Gives the list that the search asks for, by its number (`Wants`) and what was ordered. */
type Lists = (wants: Wants, asked: number, orders: number) => readonly number[];

export class States {
  /** Lists that the search has, by what is in them. */
  private readonly known = new Map<string, number>();

  constructor(
    private readonly bench: Bench,
    private readonly search: number,
  ) {}

  /** Visits all states of one depth. */
  advance(lists: Lists): void {
    const { calls } = this.bench;
    try {
      for (;;) {
        const wants = calls.advance(this.search);
        if (wants === Wants.Nothing) return;
        const list = lists(wants, calls.askedOf(this.search), calls.ordersOf(this.search));
        calls.answer(this.search, wants, this.write(list));
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

  /** Steps from state to state, those that lead to the same state too. */
  get transitions(): number {
    return this.bench.calls.transitionsOf(this.search);
  }

  core(state: number): number {
    return this.bench.calls.stateWord(this.search, state, CORE);
  }

  plant(state: number): number {
    return this.bench.calls.stateWord(this.search, state, PLANT);
  }

  /** The state from which a state was first reached; -1 for the first. */
  parent(state: number): number {
    return this.bench.calls.stateWord(this.search, state, PARENT);
  }

  /** The number of a state; -1 when it was never reached. */
  find(core: number, plant: number): number {
    return this.bench.calls.findState(this.search, core, plant);
  }

  get broken(): Broken[] {
    const { calls } = this.bench;
    return Array.from({ length: INVARIANTS }, (_, invariant) => ({
      invariant,
      state: calls.brokenBy(this.search, invariant, 0),
      depth: calls.brokenBy(this.search, invariant, 1),
    })).filter(({ state }) => state >= 0);
  }

  /** Gives its memory to the next search. */
  release(): void {
    this.bench.calls.release(this.search);
  }

  /** Where a list stands: lists that are alike are one. */
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
