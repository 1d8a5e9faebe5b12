/** Replaces subterms. */
import { TRUE, and, argument, arithmetic, eq, ite, not, slt, ult, variable } from "./term";
import { below } from "./evaluate";
import type { Arithmetic, Term } from "./term";

function rebuild(term: Term, now: (term: Term) => Term): Term {
  const [a, b] = [0, 1].map((k) => (k < term.args.length ? now(argument(term, k)) : term));
  if (a === undefined || b === undefined || term.args.length === 0) return term;
  switch (term.operator) {
    case "not":
      return not(a);
    case "and":
      return and(a, b);
    case "eq":
      return eq(a, b);
    case "slt":
      return slt(a, b);
    case "ult":
      return ult(a, b);
    case "ite":
      return ite(a, b, now(argument(term, 2)));
    default:
      return arithmetic(term.operator as Arithmetic, a, b);
  }
}

/** Replaces terms from the leaves up; `replace` gets each with its arguments already replaced. */
export function rewrite(terms: readonly Term[], replace: (term: Term) => Term | undefined): Term[] {
  const done = new Map<Term, Term>();
  const now = (term: Term): Term => done.get(term) ?? term;
  for (const term of below(terms)) {
    const made = rebuild(term, now);
    done.set(term, replace(made) ?? made);
  }
  return terms.map(now);
}

const HARD: ReadonlySet<string> = new Set(["mul", "sdiv", "srem", "udiv", "urem"]);

/** Congruence: equal arguments give equal results, for every two results of one operator. */
function congruent(freed: ReadonlyMap<Term, Term>): Term[] {
  const all = [...freed];
  return all.flatMap(([a, result_a], at) =>
    all.slice(at + 1).flatMap(([b, result_b]) => {
      if (a.operator !== b.operator) return [];
      const [first, second] = [0, 1].map((k) => eq(argument(a, k), argument(b, k)));
      if (first === undefined || second === undefined) return [];
      return [not(and(and(first, second), not(eq(result_a, result_b))))];
    }),
  );
}

/**
 * Replaces each product, quotient and remainder by an uninterpreted value; the last terms require
 * congruence. If the result is unsatisfiable, so are the original terms; the converse does not
 * hold.
 */
export function loosened(terms: readonly Term[]): Term[] {
  const freed = new Map<Term, Term>();
  const loose = rewrite(terms, (term) => {
    if (!HARD.has(term.operator)) return undefined;
    const free = variable(`free.${term.operator}.${term.id}`);
    freed.set(term, free);
    return free;
  });
  return [...loose, ...congruent(freed)].filter((term) => term !== TRUE);
}
