/** The same terms with some of them replaced. */
import { and, argument, arithmetic, eq, ite, not, slt, ult, variable } from "./term";
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

/** Replaces terms from the leaves up; `replace` sees each with its arguments already replaced. */
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

/**
 * The same with each product, quotient and rest free to be anything. What cannot be made true even
 * then cannot be made true; the other way round nothing is said.
 */
export function loosened(terms: readonly Term[]): Term[] {
  return rewrite(terms, (term) =>
    HARD.has(term.operator) ? variable(`free.${term.operator}.${term.id}`) : undefined,
  );
}
