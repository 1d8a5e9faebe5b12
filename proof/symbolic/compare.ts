/**
 * Holds the terms of the proof against a WebAssembly engine: the same functions of the same modules
 * run on random numbers, and every field, result and trap must agree.
 */
import { evaluator } from "./evaluate";
import { openCore } from "./symbolic-meter";
import type { SymbolicMeter } from "./symbolic-meter";
import { SymbolicStage } from "./symbolic-stage";
import { FALSE, constant, variable } from "./term";
import type { Term } from "./term";

/** A compiled function and its terms, over variables named by path or argument. */
export interface TermCase {
  readonly name: string;
  /** Path of each field -> its address. */
  readonly addresses: ReadonlyMap<string, number>;
  readonly memory: WebAssembly.Memory;
  readonly arguments: readonly string[];
  /** The terms of the fields afterwards, of the result, and of when it traps. */
  readonly fields: ReadonlyMap<string, Term>;
  readonly result: Term;
  readonly trap: Term;
  /** Runs the compiled function on the fields in memory. */
  readonly call: (args: readonly number[]) => number;
}

interface Compared {
  readonly name: string;
  readonly vectors: number;
  readonly trapped: number;
  /** How many fields changed in some vector: 0 would make the comparison vacuous. */
  readonly moved: number;
  /** At most five differences, as sentences. */
  readonly wrong: readonly string[];
}

const WRONG_MAX = 5;
const EDGES = [0, 1, 2, 3, 4, 5, 8, 10, 15, 239, 240, 241, 1000, 0x3fffffff, 0x7fffffff];

/** xorshift32: one seed, one run. */
function seededRandom(seed: number): () => number {
  let x = seed | 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x;
  };
}

/** Numbers that reach many branches: the default, small, at an edge, or arbitrary. */
function number(draw: () => number, shrink: number, usual: number): number {
  if ((draw() >>> 0) % 8 < shrink) return usual;
  const kind = (draw() >>> 0) % 8;
  if (kind < 3) return (draw() >>> 0) % 6;
  if (kind < 5) return EDGES[(draw() >>> 0) % EDGES.length] as number;
  if (kind === 5) return -(EDGES[(draw() >>> 0) % EDGES.length] as number);
  return kind === 6 ? (draw() >>> 0) % 300_000 : draw();
}

/** Where they differ; nothing after a trap, which leaves the memory half written. */
function differences(
  one: TermCase,
  expected: Int32Array,
  words: Int32Array,
  result: number | undefined,
): string[] {
  const trapped = expected.at(-1) === 1;
  if (result === undefined) return trapped ? [] : ["the module traps, the terms do not"];
  if (trapped) return ["the terms trap, the module does not"];
  const found: string[] = [];
  if (result !== expected.at(-2)) found.push(`result ${result}, expected ${expected.at(-2)}`);
  for (const [slot, [path, address]] of [...one.addresses].entries()) {
    const after = words[address >> 2];
    if (after !== expected[slot]) found.push(`${path} ${after}, expected ${expected[slot]}`);
  }
  return found;
}

/** Runs the module and its terms side by side on `vectors` random states. */
export function compareTerms(one: TermCase, vectors: number, seed: number): Compared {
  const words = new Int32Array(one.memory.buffer);
  const paths = [...one.addresses.keys()];
  const at = [...one.addresses.values()].map((address) => address >> 2);
  const usual = at.map((word) => words[word] as number);
  const slots = new Map([...paths, ...one.arguments].map((name, slot) => [name, slot]));
  const terms = paths.map((path) => one.fields.get(path) ?? variable(path));
  const value = evaluator([...terms, one.result, one.trap]);
  const draw = seededRandom(seed);
  const before = new Int32Array(slots.size);
  const moved = new Set<number>();
  const wrong: string[] = [];
  let trapped = 0;
  let vector = 0;
  for (; vector < vectors && wrong.length < WRONG_MAX; vector++) {
    for (let slot = 0; slot < before.length; slot++) {
      before[slot] = number(draw, vector % 9, usual[slot] ?? 0);
      if (slot < at.length) words[at[slot] as number] = before[slot] as number;
    }
    const expected = value((name) => before[slots.get(name) as number] as number);
    let result: number | undefined;
    try {
      result = one.call([...before.subarray(at.length)]);
    } catch {
      trapped++;
    }
    for (const what of differences(one, expected, words, result)) {
      wrong.push(`vector ${vector}: ${what}`);
    }
    for (let slot = 0; slot < at.length; slot++) {
      if (result !== undefined && words[at[slot] as number] !== before[slot]) moved.add(slot);
    }
  }
  for (const [slot, word] of at.entries()) words[word] = usual[slot] as number;
  return { name: one.name, vectors: vector, trapped, moved: moved.size, wrong };
}

/** The functions of the core that the proof executes. */
export function coreCases(meter: SymbolicMeter = openCore()): TermCase[] {
  const { addresses, exports, root } = meter;
  const common = { addresses, memory: exports.memory, result: constant(0) };
  return [
    {
      ...common,
      ...meter.run("control"),
      name: "control",
      arguments: [],
      call: () => {
        exports.control(root);
        return 0;
      },
    },
    {
      ...common,
      ...meter.run("startControl", undefined, [variable("store_state")]),
      name: "startControl",
      arguments: ["store_state"],
      call: ([store_state = 0]) => {
        exports.startControl(root, store_state);
        return 0;
      },
    },
    {
      ...common,
      ...meter.run("explain"),
      name: "explain",
      arguments: [],
      call: () => {
        exports.explain(root);
        return 0;
      },
    },
  ];
}

/** The functions of the surroundings and of the monitor, with the names of their arguments. */
const STAGE: Readonly<Record<string, readonly string[]>> = {
  optionsOf: ["choice_number"],
  readSensors: [],
  updateMonitor: ["most"],
  judgeCoils: ["before", "coils", "dead_time_ms"],
  drive: ["coils", "enables"],
  losePower: ["at_rest"],
};

export function stageCases(stage: SymbolicStage = new SymbolicStage()): TermCase[] {
  const before = new Map(stage.paths.map((path) => [path, variable(path)]));
  return Object.entries(STAGE).map(([name, args]) => {
    const ran = stage.run(name, before, args.map(variable));
    return {
      name,
      addresses: stage.addresses,
      memory: stage.memory,
      arguments: args,
      fields: ran.fields,
      result: ran.result,
      trap: FALSE,
      call: (numbers) => stage.call(name, numbers),
    };
  });
}
