/**
 * The transitions of the environment in one tick, as lists of numbers: what the sensors may read
 * of a plant word, where its poles may move under given orders, and what a power cut may leave.
 * plant.ts, scene.ts and monitor.ts define the steps; this file tries every choice and caches the
 * results.
 */
import { Codec, uncapped } from "./codec";
import { listIndex } from "../module/search-lists";
import type { ProofBench } from "../module/proof-bench";

/** The values that each field of `SceneChoice` may take in any tick. */
export interface InputRanges {
  readonly grid: readonly number[];
  readonly generator: readonly number[];
  readonly house: readonly number[];
  readonly stimulus: readonly number[];
  /** The power may fail in any tick. */
  readonly cuts: boolean;
}

export interface HardwareOptions {
  readonly mechanical: boolean;
  /** A bar for each pole instead of the ganged one. */
  readonly per_pole?: boolean;
  readonly block: boolean;
}

const POLES = ["u1", "u2", "g1", "g2"] as const;
/** Choices that depend on the plant, in the order of `RangedChoice` in proof-stage.ts. */
const RANGED = ["pair_u1", "pair_u2", "pair_g1", "pair_g2", "current_u", "current_g", "lie"];
const LIVE = 2;
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

/** Numbers the states of poles and monitor. All campaigns share one, to save memory. */
export function plantCodec(bench: ProofBench): Codec {
  const poles = [...bench.under("plant.u."), ...bench.under("plant.g.")];
  return new Codec(bench, uncapped([...poles, ...bench.under("monitor.")]));
}

export class Environment {
  private readonly views: Int32Array[] = [];
  private readonly moved: Int32Array[] = [];
  private readonly cut: Int32Array[] = [];
  /** Lists by content: many plants share them. */
  private readonly lists = new Map<string, Int32Array>();
  private readonly choice: Readonly<Record<string, number>>;
  private readonly truth: number;

  constructor(
    readonly bench: ProofBench,
    /** Numbers the sensor readings; shared with the core, whose reactions are indexed by them. */
    readonly sensed: Codec,
    readonly inputs: InputRanges,
    readonly faults: ReadonlySet<string>,
    hardware: HardwareOptions,
    /** Numbers the states of poles and monitor. */
    readonly plants: Codec,
  ) {
    this.truth = bench.at("sensed.out_truth");
    const fields = [...bench.under("choice."), ...bench.under("scene.")];
    this.choice = Object.fromEntries(
      fields.map((path) => [path.replace(/^.*\./, ""), bench.at(path)]),
    );
    for (const path of bench.under("plant.faults.")) {
      bench.set(path, faults.has(path.replace("plant.faults.", "")) ? 1 : 0);
    }
    bench.set("plant.hardware.mechanical", hardware.mechanical ? 1 : 0);
    bench.set("plant.hardware.per_pole", hardware.per_pole === true ? 1 : 0);
    bench.set("plant.hardware.block", hardware.block ? 1 : 0);
  }

  /** The initial plant word: U closed, G open, everything at rest. */
  first(): number {
    for (const path of this.plants.kept) this.bench.set(path.path, 0);
    this.bench.set("plant.u.pole1.conducts", 1);
    this.bench.set("plant.u.pole2.conducts", 1);
    return this.plants.save();
  }

  /** The views of a plant word: pairs of sensed word and plant word with updated monitor. */
  viewsOf(plant: number): Int32Array {
    return (this.views[plant] ??= this.computeViews(plant));
  }

  /** Whether line out is truly live in a sensed word. */
  live(sensed: number): boolean {
    return this.sensed.field(sensed, "sensed.out_truth") === LIVE;
  }

  /** The moves under `orders`: pairs of next plant word and bits of broken invariants. */
  movesOf(plant: number, live: boolean, orders: number): Int32Array {
    const at = this.index(plant, live, orders);
    return (this.moved[at] ??= this.computeMoves(plant, live, orders));
  }

  /** Plant words that may follow a power cut in this tick. */
  cutsOf(plant: number, live: boolean, orders: number): Int32Array {
    const at = this.index(plant, live, orders);
    return (this.cut[at] ??= this.computeCuts(plant, live, orders));
  }

  /** Bits of the invariants that ordering `coils` after `before` breaks. */
  judge(plant: number, sensed: number, before: number, coils: number): number {
    this.plants.load(plant);
    this.sensed.load(sensed);
    return this.bench.judge(before, coils);
  }

  /** Calls `visit` for every view of a plant, with the choices and the view in memory. */
  eachView(plant: number, visit: (sensed: number, watched: number) => void): void {
    this.plants.load(plant);
    const ranges = this.viewRanges();
    const { bench } = this;
    this.each(ranges, () => {
      this.plants.load(plant);
      bench.readSensors();
      const sensed = this.sensed.save();
      bench.updateMonitor();
      visit(sensed, this.plants.save());
    });
  }

  /** Calls `visit` for every move of the poles, with the choices in memory. */
  eachMove(
    plant: number,
    live: boolean,
    orders: number,
    visit: (next: number, broken: number) => void,
  ): void {
    const { bench } = this;
    const coils = orders & 15;
    this.each(this.moveRanges(), () => {
      this.plants.load(plant);
      bench.memory[this.truth] = live ? LIVE : 0;
      const broken = bench.drive(coils, orders >> 4);
      visit(this.plants.save(), broken);
    });
  }

  private index(plant: number, live: boolean, orders: number): number {
    return listIndex(plant, live ? 1 : 0, orders & 15);
  }

  private computeViews(plant: number): Int32Array {
    const found = new Map<number, readonly [number, number]>();
    this.eachView(plant, (sensed, watched) => {
      found.set(sensed * 2 ** 26 + watched, [sensed, watched]);
    });
    return Int32Array.from([...found.values()].flat());
  }

  private computeMoves(plant: number, live: boolean, orders: number): Int32Array {
    const found = new Map<number, number>();
    this.eachMove(plant, live, orders, (next, broken) => {
      found.set(next, (found.get(next) ?? 0) | broken);
    });
    return this.kept([...found].flat());
  }

  /** The power may fail before the pulse of this tick moves a pole, or after. */
  private computeCuts(plant: number, live: boolean, orders: number): Int32Array {
    const found = new Set<number>();
    for (const order of new Set([0, orders])) {
      for (const [at, moved] of this.movesOf(plant, live, order).entries()) {
        if (at % 2 === 0) this.eachPowerLoss(moved, (left) => found.add(left));
      }
    }
    return this.kept([...found]);
  }

  /** One array for all equal lists. */
  private kept(list: readonly number[]): Int32Array {
    const key = list.join();
    const known = this.lists.get(key) ?? Int32Array.from(list);
    this.lists.set(key, known);
    return known;
  }

  private eachPowerLoss(plant: number, visit: (left: number) => void): void {
    this.plants.load(plant);
    this.bench.losePower(false);
    visit(this.plants.save());
    this.each(
      POLES.map((name) => [this.choiceOf(`pole_${name}`), [0, 1]] as const),
      () => {
        this.plants.load(plant);
        this.bench.losePower(true);
        visit(this.plants.save());
      },
    );
  }

  private choiceOf(name: string): number {
    const at = this.choice[name];
    if (at === undefined) throw new Error(`no choice ${name}`);
    return at;
  }

  private viewRanges(): (readonly [number, readonly number[]])[] {
    const { grid, generator, house, stimulus } = this.inputs;
    return [
      ...RANGED.map(
        (name, choice) => [this.choiceOf(name), upTo(this.bench.options(choice))] as const,
      ),
      [this.choiceOf("grid"), grid],
      [this.choiceOf("generator"), generator],
      [this.choiceOf("house"), house],
      [this.choiceOf("stimulus"), stimulus],
      [this.choiceOf("in_step"), [0, 1]],
    ];
  }

  private moveRanges(): (readonly [number, readonly number[]])[] {
    const values = (yes: boolean): readonly number[] => (yes ? [0, 1] : [0]);
    const drivers = [...this.faults].some((name) => /^(driver|closes_itself)/.test(name));
    return [
      ...POLES.map((name) => [this.choiceOf(`pole_${name}`), [0, 1]] as const),
      ...POLES.map(
        (name) =>
          [this.choiceOf(`stuck_${name}`), values(this.faults.has(`pole_${name}`))] as const,
      ),
      [this.choiceOf("driver"), values(drivers)],
      [this.choiceOf("weak"), values(this.faults.has("reserve"))],
    ];
  }

  /** Calls `visit` with every combination of the ranges' values in memory. */
  private each(ranges: (readonly [number, readonly number[]])[], visit: () => void): void {
    const at = ranges.map(() => 0);
    for (;;) {
      const { memory } = this.bench;
      for (const [k, [word, values]] of ranges.entries()) {
        memory[word] = values[at[k] as number] as number;
      }
      visit();
      let k = 0;
      while (k < ranges.length && (at[k] as number) + 1 === ranges[k]?.[1].length) at[k++] = 0;
      if (k === ranges.length) return;
      at[k] = (at[k] as number) + 1;
    }
  }
}
