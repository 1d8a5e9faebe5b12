/**
 * Turns the circuit into the numbers of one table, on the host. Deterministic: only + - * / and
 * abs, so that every JavaScript engine gives the same bits.
 *
 * 1. `stateSpace`: superposition over modified nodal analysis. Each inductor becomes a current
 *    source, each capacitor a voltage source; one solution of the remaining resistive circuit for
 *    each state and source gives one column of x' = A x + B u, y = C x + D u.
 * 2. `propagate`: the exact solution over one step. With phi_0 = exp(A h), phi_k = integrals of
 *    it (phi_k(z) = 1/k! + z phi_{k+1}(z)), a source that follows level + slope s + bend s^2, s
 *    from 0 to 1 over the step, adds h phi_1 B level + h phi_2 B slope + 2 h phi_3 B bend. The phi
 *    are summed for a step that is halved until its norm is small, and then doubled back
 *    (Skaflestad, Wright: The scaling and modified squaring method for matrix functions related to
 *    the exponential, 2009). phi_0 is kept as F = phi_0 - 1, so that slow modes lose no digits
 *    next to time constants of picoseconds.
 * 3. `buildTable`: puts the columns where network-lines.ts reads them.
 */
import {
  GROUND,
  INPUT_NAMES,
  NEUTRAL,
  OUTPUT_NODES,
  homeCircuit,
  idleInductors,
  isPresent,
} from "./circuit";
import type { Element } from "./circuit";
import { factor, identity, product, scaled, solved, sum, zeros } from "./matrix";
import type { Matrix } from "./matrix";
import { OUTPUTS, STATES } from "./network";
import { Group, STEPS, TABLE, TABLE_GROUPS } from "./network-lines";
import { TABLE_COLUMNS } from "./table-layout";
import type { TableColumn } from "./table-layout";

/** Seconds of one network step; a sample has four steps. */
export const STEP_SECONDS: number = 1 / 4800 / STEPS;
const INPUT_COUNT = INPUT_NAMES.length;
/** Conductance of the wire that replaces an idle inductor, in siemens. */
const WIRE_SIEMENS = 1000;
/** Groups of columns below this, in V or A per V or A, come from leaks of 10 megohm only. */
const GROUP_THRESHOLD = 1e-6;
/** Smaller numbers become 0: they would only lead to subnormals. */
const TINIEST = 1e-30;

/** x' = A x + B u, y = C x + D u. */
interface StateSpace {
  readonly a: Matrix;
  readonly b: Matrix;
  readonly c: Matrix;
  readonly d: Matrix;
  /** States that are held at 0: currents of idle inductors. */
  readonly idle: readonly number[];
}

/** Modified nodal analysis of the resistive circuit that remains when states are sources. */
class Nodal {
  readonly nodes = new Map<string, number>();
  /** Elements whose current is an unknown: sources and capacitors. */
  readonly branches: Element[];
  readonly idle: Set<Element>;
  private readonly lu;

  constructor(elements: readonly Element[], closed: number) {
    for (const { from, to } of elements) {
      for (const node of [from, to]) {
        if (node !== GROUND && !this.nodes.has(node)) this.nodes.set(node, this.nodes.size);
      }
    }
    this.branches = elements.filter(({ kind }) => kind === "source" || kind === "capacitor");
    this.idle = idleInductors(elements, closed);
    const size = this.nodes.size + this.branches.length;
    const matrix = zeros(size, size);
    for (const one of elements) this.stamp(matrix, one, closed);
    this.lu = factor(matrix);
  }

  private add(matrix: Matrix, row: number | undefined, column: number | undefined, value: number) {
    if (row === undefined || column === undefined) return;
    const at = row * matrix.columns + column;
    matrix.data[at] = (matrix.data[at] as number) + value;
  }

  private stamp(matrix: Matrix, one: Element, closed: number): void {
    const from = this.nodes.get(one.from);
    const to = this.nodes.get(one.to);
    const branch = this.branches.indexOf(one);
    if (branch >= 0) {
      const unknown = this.nodes.size + branch;
      this.add(matrix, from, unknown, 1);
      this.add(matrix, unknown, from, 1);
      this.add(matrix, to, unknown, -1);
      this.add(matrix, unknown, to, -1);
      return;
    }
    if (!isPresent(one, closed) || (one.kind === "inductor" && !this.idle.has(one))) return;
    const siemens = one.kind === "inductor" ? WIRE_SIEMENS : 1 / one.value;
    this.add(matrix, from, from, siemens);
    this.add(matrix, to, to, siemens);
    this.add(matrix, from, to, -siemens);
    this.add(matrix, to, from, -siemens);
  }

  /** The solution for one excitation: amperes injected at nodes, volts of branches. */
  solve(excitation: readonly (readonly [Element, number])[]): Float64Array {
    const right = new Float64Array(this.nodes.size + this.branches.length);
    for (const [element, value] of excitation) {
      if (element.kind === "inductor") {
        const from = this.nodes.get(element.from);
        const to = this.nodes.get(element.to);
        if (from !== undefined) right[from] = (right[from] as number) - value;
        if (to !== undefined) right[to] = (right[to] as number) + value;
      } else {
        right[this.nodes.size + this.branches.indexOf(element)] = value;
      }
    }
    return solved(this.lu, right);
  }

  volts(solution: Float64Array, node: string): number {
    const at = this.nodes.get(node);
    return at === undefined ? 0 : (solution[at] as number);
  }

  /** Derivative of the state of an inductor or capacitor. */
  slope(solution: Float64Array, one: Element): number {
    if (one.kind === "capacitor") {
      return (solution[this.nodes.size + this.branches.indexOf(one)] as number) / one.value;
    }
    if (this.idle.has(one)) return 0;
    return (this.volts(solution, one.from) - this.volts(solution, one.to)) / one.value;
  }
}

function fillColumn(
  nodal: Nodal,
  storing: readonly Element[],
  solution: Float64Array,
  column: number,
  slopes: Matrix,
  outputs: Matrix,
): void {
  for (const one of storing) {
    slopes.data[(one.state as number) * slopes.columns + column] = nodal.slope(solution, one);
  }
  OUTPUT_NODES.forEach((node, row) => {
    const reference = node === NEUTRAL ? 0 : nodal.volts(solution, NEUTRAL);
    outputs.data[row * outputs.columns + column] = nodal.volts(solution, node) - reference;
  });
}

/** The home's equations in the configuration `closed` (bits of `Closed`). */
export function stateSpace(elements: readonly Element[], closed: number): StateSpace {
  const nodal = new Nodal(elements, closed);
  const storing = elements.filter((element) => element.state !== undefined);
  const a = zeros(STATES, STATES);
  const b = zeros(STATES, INPUT_COUNT);
  const c = zeros(OUTPUTS, STATES);
  const d = zeros(OUTPUTS, INPUT_COUNT);
  for (const one of storing) {
    if (nodal.idle.has(one)) continue;
    fillColumn(nodal, storing, nodal.solve([[one, 1]]), one.state as number, a, c);
  }
  for (let input = 0; input < INPUT_COUNT; input++) {
    const driven = elements.filter((element) => element.input === input);
    const solution = nodal.solve(driven.map((element) => [element, element.value] as const));
    fillColumn(nodal, storing, solution, input, b, d);
  }
  return { a, b, c, d, idle: [...nodal.idle].map((one) => one.state as number) };
}

/** exp(A h) and the contributions of a source's level, slope and bend, as matrices on the state. */
interface Propagator {
  readonly transition: Matrix;
  readonly level: Matrix;
  readonly slope: Matrix;
  readonly bend: Matrix;
}

const TERMS = 16;

/** phi_3 as a series, for small z. */
function series(z: Matrix): Matrix {
  let term = scaled(identity(z.rows), 1 / 6);
  let total = term;
  for (let k = 4; k < 4 + TERMS; k++) {
    term = scaled(product(term, z), 1 / k);
    total = sum(total, term);
  }
  return total;
}

function norm(matrix: Matrix): number {
  let largest = 0;
  for (let row = 0; row < matrix.rows; row++) {
    let total = 0;
    for (let column = 0; column < matrix.columns; column++) {
      total += Math.abs(matrix.data[row * matrix.columns + column] as number);
    }
    if (total > largest) largest = total;
  }
  return largest;
}

/** The exact solution of x' = A x + B u over `seconds`. */
export function propagate({ a, b, idle }: StateSpace, seconds: number): Propagator {
  let z = scaled(a, seconds);
  let doublings = 0;
  for (; norm(z) > 0.5; doublings++) z = scaled(z, 0.5);
  const one = identity(a.rows);
  let phi3 = series(z);
  let phi2 = sum(scaled(one, 0.5), product(z, phi3));
  let phi1 = sum(one, product(z, phi2));
  let rise = product(z, phi1);
  for (; doublings > 0; doublings--) {
    phi3 = scaled(sum(sum(product(phi1, phi2), phi2), scaled(phi3, 2)), 0.125);
    phi2 = scaled(sum(product(phi1, phi1), scaled(phi2, 2)), 0.25);
    phi1 = scaled(sum(product(rise, phi1), scaled(phi1, 2)), 0.5);
    rise = sum(product(rise, rise), scaled(rise, 2));
  }
  const transition = sum(one, rise);
  for (const state of idle) transition.data[state * a.columns + state] = 0;
  const bh = scaled(b, seconds);
  return {
    transition,
    level: product(phi1, bh),
    slope: product(phi2, bh),
    bend: scaled(product(phi3, bh), 2),
  };
}

/** The matrix from which a column of the table copies the column of the same number. */
function origin({ side, kind }: TableColumn, { c, d }: StateSpace, step: Propagator): Matrix {
  if (kind === "state") return side === "inner" ? step.transition : c;
  return kind === "end" ? d : step[kind];
}

/** The table for one configuration (bits of `Closed`) of a home with these element values. */
export function buildTable(parameters: ArrayLike<number>, closed: number): Float64Array {
  const space = stateSpace(homeCircuit(parameters), closed);
  const step = propagate(space, STEP_SECONDS);
  const table = new Float64Array(TABLE);
  const largest = new Map<Group, number>();
  for (const column of TABLE_COLUMNS) {
    const matrix = origin(column, space, step);
    for (let row = 0; row < matrix.rows; row++) {
      const value = matrix.data[row * matrix.columns + column.index] as number;
      const size = Math.abs(value);
      table[column.at + row] = size < TINIEST ? 0 : value;
      if (size > (largest.get(column.group) ?? 0)) largest.set(column.group, size);
    }
  }
  let groups = 0;
  for (const [group, size] of largest) if (size >= GROUP_THRESHOLD) groups |= group;
  table[TABLE_GROUPS] = groups;
  return table;
}
