/**
 * Symbolic execution: runs compiled code on terms instead of numbers. Both sides of a branch are
 * executed, and where they join, each value that differs becomes an if-then-else term. Without
 * loops this terminates; addresses are constants, because pointers are read from the memory of the
 * running module.
 */
import { START, common, extend, rejoin, settled, since } from "./path";
import type { PathCondition } from "./path";
import {
  FALSE,
  TRUE,
  and,
  argument,
  arithmetic,
  constant,
  eq,
  flag,
  isConstant,
  isSet,
  ite,
  not,
  or,
  sle,
  slt,
  ule,
  ult,
} from "./term";
import type { Arithmetic, Term } from "./term";
import { ModuleError } from "./wasm-module";
import type { Instruction, WasmFunction, WasmModule } from "./wasm-module";

/** The memory of the code: symbolic words have a slot, all others are constants. */
interface MemoryMap {
  /** Slot of the word at this address, if it has one. */
  slotAt(address: number): number | undefined;
  /** The constant at an address without a slot. */
  wordAt(address: number): number;
}

/** An addition, subtraction or multiplication, and the condition under which it is reached. */
export interface ArithmeticStep {
  readonly operator: "add" | "sub" | "mul";
  readonly a: Term;
  readonly b: Term;
  readonly reached: Term;
}

export interface ExecutionResult {
  /** The term in each slot afterwards. */
  readonly words: readonly Term[];
  /** The returned values. */
  readonly results: readonly Term[];
  /** The condition under which the code traps instead. */
  readonly trap: Term;
  readonly steps: readonly ArithmeticStep[];
}

interface MachineState {
  readonly path: PathCondition;
  readonly locals: Term[];
  readonly stack: Term[];
  readonly words: Term[];
  readonly globals: Term[];
}

/** The end of a block: the states that reach it, and the values that the block returns. */
interface BlockLabel {
  readonly height: number;
  readonly results: number;
  readonly arrived: MachineState[];
}

const copyOf = (state: MachineState, path: PathCondition): MachineState => ({
  path,
  locals: state.locals.slice(),
  stack: state.stack.slice(),
  words: state.words.slice(),
  globals: state.globals.slice(),
});

const COMPARE: Readonly<Record<number, (a: Term, b: Term) => Term>> = {
  0x46: eq,
  0x47: (a, b) => not(eq(a, b)),
  0x48: slt,
  0x49: ult,
  0x4a: (a, b) => slt(b, a),
  0x4b: (a, b) => ult(b, a),
  0x4c: sle,
  0x4d: ule,
  0x4e: (a, b) => sle(b, a),
  0x4f: (a, b) => ule(b, a),
};
const OPERATE: Readonly<Record<number, Arithmetic>> = {
  0x6a: "add",
  0x6b: "sub",
  0x6c: "mul",
  0x6d: "sdiv",
  0x6e: "udiv",
  0x6f: "srem",
  0x70: "urem",
  0x71: "bits_and",
  0x72: "bits_or",
  0x73: "bits_xor",
  0x74: "shl",
  0x75: "ashr",
  0x76: "lshr",
};

const DIVIDES: ReadonlySet<Arithmetic> = new Set(["sdiv", "srem", "udiv", "urem"]);

function pop(state: MachineState): Term {
  const top = state.stack.pop();
  if (top === undefined) throw new ModuleError("it pops from an empty stack");
  return top;
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new ModuleError(`it has no local, global or label ${index}`);
  return found;
}

/** Condition and both pointers of a choice between two objects. */
function branches(base: Term): [Term, Term, Term] {
  return [argument(base, 0), argument(base, 1), argument(base, 2)];
}

function addressOf(base: Term): number {
  if (isConstant(base)) return base.value >>> 0;
  throw new ModuleError("an address depends on a value; keep arrays out of the controlling half");
}

/** Selects among the values of several paths; the last value applies if no other path does. */
function choose(ways: readonly Term[], values: readonly Term[]): Term {
  const last = values.length - 1;
  let chosen = at(values, last);
  for (let k = last - 1; k >= 0; k--) chosen = ite(at(ways, k), at(values, k), chosen);
  return chosen;
}

function mergeLists(ways: readonly Term[], lists: readonly (readonly Term[])[]): Term[] {
  const [first = []] = lists;
  return first.map((one, index) => {
    if (lists.every((list) => list[index] === one)) return one;
    const values = lists.map((list) => at(list, index));
    return choose(ways, values);
  });
}

/** Merges the states that reach the same point. */
function merge(states: readonly MachineState[]): MachineState | undefined {
  const [first] = states;
  if (first === undefined || states.length === 1) return first;
  const paths = states.map(({ path }) => path);
  const from = common(paths, first.path);
  const ways = paths.map((path) => since(path, from));
  return {
    path: rejoin(from, ways),
    locals: mergeLists(
      ways,
      states.map(({ locals }) => locals),
    ),
    stack: mergeLists(
      ways,
      states.map(({ stack }) => stack),
    ),
    words: mergeLists(
      ways,
      states.map(({ words }) => words),
    ),
    globals: mergeLists(
      ways,
      states.map(({ globals }) => globals),
    ),
  };
}

class Execution {
  trap: Term = FALSE;
  readonly steps: ArithmeticStep[] = [];

  constructor(
    private readonly module: WasmModule,
    private readonly memory: MemoryMap,
  ) {}

  /** Runs a function on the arguments on top of the caller's stack. */
  call(index: number, caller: MachineState): MachineState | undefined {
    const called: WasmFunction = this.module.function(index);
    const below = caller.stack.length - called.parameters;
    const locals = caller.stack.slice(below);
    for (let k = 0; k < called.locals; k++) locals.push(constant(0));
    const { path, words, globals } = caller;
    const end = this.block(called.body, called.results, [], {
      path,
      locals,
      stack: [],
      words: words.slice(),
      globals: globals.slice(),
    });
    if (end === undefined) return undefined;
    const stack = [...caller.stack.slice(0, below), ...end.stack];
    return { ...end, locals: caller.locals, stack };
  }

  /** Runs a block and merges all states that reach its end. */
  private block(
    body: readonly Instruction[],
    results: number,
    outer: readonly BlockLabel[],
    state: MachineState,
  ): MachineState | undefined {
    const label = { height: state.stack.length, results, arrived: [] };
    this.into(label, this.sequence(body, state, [...outer, label]));
    return merge(label.arrived);
  }

  /** Adds a state that reaches the end of a block. */
  private into(label: BlockLabel, state: MachineState | undefined): void {
    if (state === undefined) return;
    const { stack } = state;
    const kept = stack.slice(0, label.height);
    const left = label.results === 0 ? [] : stack.slice(-label.results);
    label.arrived.push({ ...copyOf(state, state.path), stack: [...kept, ...left] });
  }

  private sequence(
    body: readonly Instruction[],
    begin: MachineState,
    labels: readonly BlockLabel[],
  ): MachineState | undefined {
    let state: MachineState | undefined = begin;
    for (const instruction of body) {
      state = this.one(instruction, state, labels);
      if (state === undefined) return undefined;
    }
    return state;
  }

  /** Executes one instruction; undefined when control does not continue after it. */
  private one(
    it: Instruction,
    state: MachineState,
    labels: readonly BlockLabel[],
  ): MachineState | undefined {
    const label = (depth: number): BlockLabel => at(labels, labels.length - 1 - depth);
    switch (it.code) {
      case 0x00:
        this.trapIf(state.path, TRUE);
        return undefined;
      case 0x02:
        return this.block(it.body, it.results, labels, state);
      case 0x04:
        return this.branch(it, state, labels);
      case 0x0c:
        this.into(label(it.a), state);
        return undefined;
      case 0x0d: {
        const condition = isSet(pop(state));
        this.into(label(it.a), this.along(state, condition));
        return this.along(state, not(condition));
      }
      case 0x0e:
        this.branchByTable(it.labels.map(label), state);
        return undefined;
      case 0x0f:
        this.into(at(labels, 0), state);
        return undefined;
      case 0x10:
        return this.call(it.a, state);
      default:
        this.plain(it, state);
        return state;
    }
  }

  /** The state under one more condition; undefined if it cannot hold. */
  private along(state: MachineState, condition: Term): MachineState | undefined {
    const path = extend(state.path, condition);
    return path === undefined ? undefined : copyOf(state, path);
  }

  private branch(
    it: Instruction,
    state: MachineState,
    labels: readonly BlockLabel[],
  ): MachineState | undefined {
    const condition = isSet(pop(state));
    const label = { height: state.stack.length, results: it.results, arrived: [] };
    const inside = [...labels, label];
    const yes = this.along(state, condition);
    const no = this.along(state, not(condition));
    if (yes !== undefined) this.into(label, this.sequence(it.body, yes, inside));
    if (no !== undefined) this.into(label, this.sequence(it.other, no, inside));
    return merge(label.arrived);
  }

  private branchByTable(labels: readonly BlockLabel[], state: MachineState): void {
    const value = pop(state);
    let rest: MachineState | undefined = state;
    for (const [index, label] of labels.slice(0, -1).entries()) {
      const hit = eq(value, constant(index));
      if (rest !== undefined) this.into(label, this.along(rest, hit));
      rest = rest === undefined ? undefined : this.along(rest, not(hit));
    }
    this.into(at(labels, labels.length - 1), rest);
  }

  /** Instructions that neither branch nor call. */
  private plain(it: Instruction, state: MachineState): void {
    const { stack, locals, globals } = state;
    if (it.code === 0x01) return;
    if (it.code === 0x1a) pop(state);
    else if (it.code === 0x1b) {
      const condition = isSet(pop(state));
      const [b, a] = [pop(state), pop(state)];
      const found = settled(state.path, condition);
      stack.push(found === undefined ? ite(condition, a, b) : found ? a : b);
    } else if (it.code === 0x20) stack.push(at(locals, it.a));
    else if (it.code === 0x21) locals[it.a] = pop(state);
    else if (it.code === 0x22) locals[it.a] = at(stack, stack.length - 1);
    else if (it.code === 0x23) stack.push(at(globals, it.a));
    else if (it.code === 0x24) globals[it.a] = pop(state);
    else if (it.code === 0x28) stack.push(this.load(pop(state), it.a, state));
    else if (it.code === 0x36) {
      const value = pop(state);
      this.store(pop(state), it.a, value, state);
    } else if (it.code === 0x41) stack.push(constant(it.a));
    else if (it.code === 0x45) stack.push(flag(not(isSet(pop(state)))));
    else {
      const [b, a] = [pop(state), pop(state)];
      stack.push(this.operate(it.code, a, b, state));
    }
  }

  private load(base: Term, offset: number, state: MachineState): Term {
    if (base.operator === "ite") {
      const [condition, a, b] = branches(base);
      return ite(condition, this.load(a, offset, state), this.load(b, offset, state));
    }
    const address = addressOf(base) + offset;
    const slot = this.memory.slotAt(address);
    return slot === undefined ? constant(this.memory.wordAt(address)) : at(state.words, slot);
  }

  private store(base: Term, offset: number, value: Term, state: MachineState): void {
    if (base.operator === "ite") {
      const [condition, a, b] = branches(base);
      const elsewhere = (other: Term): Term => this.load(other, offset, state);
      this.store(a, offset, ite(condition, value, elsewhere(a)), state);
      this.store(b, offset, ite(condition, elsewhere(b), value), state);
      return;
    }
    const address = addressOf(base) + offset;
    const slot = this.memory.slotAt(address);
    if (slot === undefined)
      throw new ModuleError(`it writes to address ${address}, which is not a field`);
    state.words[slot] = value;
  }

  private operate(code: number, a: Term, b: Term, state: MachineState): Term {
    const compare = COMPARE[code];
    if (compare !== undefined) return flag(compare(a, b));
    const operator = OPERATE[code];
    if (operator === undefined)
      throw new ModuleError(`it uses the unsupported instruction 0x${code.toString(16)}`);
    this.note(operator, a, b, state.path);
    return arithmetic(operator, a, b);
  }

  private note(operator: Arithmetic, a: Term, b: Term, path: PathCondition): void {
    if (operator === "add" || operator === "sub" || operator === "mul") {
      const fixed = isConstant(a) && isConstant(b);
      if (!fixed) this.steps.push({ operator, a, b, reached: since(path, START) });
    } else if (operator === "shl" && isConstant(b)) {
      // The compiler multiplies by a power of two with a shift.
      this.note("mul", a, constant(1 << b.value), path);
    } else if (DIVIDES.has(operator)) {
      this.trapIf(path, eq(b, constant(0)));
      const whole = and(eq(b, constant(-1)), eq(a, constant(-0x80000000)));
      if (operator === "sdiv") this.trapIf(path, whole);
    }
  }

  private trapIf(path: PathCondition, condition: Term): void {
    if (condition !== FALSE) this.trap = or(this.trap, and(since(path, START), condition));
  }
}

/** Runs an exported function on the given words. */
export function execute(
  module: WasmModule,
  memory: MemoryMap,
  exported: string,
  words: readonly Term[],
  args: readonly Term[],
): ExecutionResult {
  const index = module.exports.get(exported);
  if (index === undefined) throw new ModuleError(`it does not export ${exported}`);
  const execution = new Execution(module, memory);
  const end = execution.call(index, {
    path: START,
    locals: [],
    stack: [...args],
    words: [...words],
    globals: module.globals.map(constant),
  });
  // Code that always traps has no final state.
  return {
    words: end?.words ?? words,
    results: end?.stack ?? [],
    trap: execution.trap,
    steps: execution.steps,
  };
}
