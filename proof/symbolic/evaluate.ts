/** Evaluates terms on concrete numbers, in one pass from the leaves up. */
import { ARITHMETIC, TRUE } from "./term";
import type { Arithmetic, Operator, Term } from "./term";

/** Every subterm of the given terms, arguments before the terms that use them. */
export function below(terms: readonly Term[]): Term[] {
  const found = new Set<Term>();
  const open = [...terms];
  for (let term = open.pop(); term !== undefined; term = open.pop()) {
    if (found.has(term)) continue;
    found.add(term);
    open.push(...term.args);
  }
  return [...found].toSorted((a, b) => a.id - b.id);
}

/** Names of the variables in the given terms, in the order of their creation. */
export function variablesOf(terms: readonly Term[]): string[] {
  return below(terms).flatMap(({ operator, name }) => (operator === "variable" ? [name] : []));
}

const OPERATORS = Object.keys(ARITHMETIC) as Arithmetic[];
const APPLY = Object.values(ARITHMETIC);
/** Operators other than arithmetic; their index is their code. Codes of arithmetic follow. */
const OTHERS: readonly Operator[] = ["not", "and", "eq", "slt", "ult", "ite"];
const CONSTANT = 255;

function codeOf({ operator }: Term): number {
  const other = OTHERS.indexOf(operator);
  if (other >= 0) return other;
  const found = OPERATORS.indexOf(operator as Arithmetic);
  return found < 0 ? CONSTANT : OTHERS.length + found;
}

function apply(code: number, a: number, b: number, c: number): number {
  switch (code) {
    case 0:
      return 1 - a;
    case 1:
      return a & b;
    case 2:
      return a === b ? 1 : 0;
    case 3:
      return a < b ? 1 : 0;
    case 4:
      return a >>> 0 < b >>> 0 ? 1 : 0;
    case 5:
      return a === 0 ? c : b;
    default:
      return (APPLY[code - OTHERS.length] as (a: number, b: number) => number)(a, b);
  }
}

/**
 * Compiles the terms to a function from the value of each variable to the value of each term:
 * signed, and 1 or 0 for a truth value.
 */
export function evaluator(
  terms: readonly Term[],
): (valueOf: (name: string) => number) => Int32Array {
  const order = below(terms);
  const place = new Map(order.map((term, at) => [term, at]));
  const codes = Uint8Array.from(order, codeOf);
  // Three argument indices for each term; a missing one is the term itself and is never read.
  const from = Int32Array.from(
    order.flatMap((term, at) => [0, 1, 2].map((k) => place.get(term.args[k] ?? term) ?? at)),
  );
  const inputs = order.flatMap(({ operator, name }, at) =>
    operator === "variable" ? [{ name, at }] : [],
  );
  const results = Int32Array.from(terms, (term) => place.get(term) as number);
  const values = Int32Array.from(order, (term) => (term === TRUE ? 1 : term.value));
  return (valueOf) => {
    for (const { name, at } of inputs) values[at] = valueOf(name);
    for (let at = 0; at < codes.length; at++) {
      const code = codes[at] as number;
      if (code === CONSTANT) continue;
      const a = values[from[3 * at] as number] as number;
      const b = values[from[3 * at + 1] as number] as number;
      const c = values[from[3 * at + 2] as number] as number;
      values[at] = apply(code, a, b, c);
    }
    return results.map((at) => values[at] as number);
  };
}
