/** Writes terms as SMT-LIB, and reads the solver's values. */
import { below } from "./evaluate";
import { argument, isTruth } from "./term";
import type { Operator, Term } from "./term";

const NAMES: Readonly<Partial<Record<Operator, string>>> = {
  eq: "=",
  add: "bvadd",
  sub: "bvsub",
  mul: "bvmul",
  sdiv: "bvsdiv",
  srem: "bvsrem",
  udiv: "bvudiv",
  urem: "bvurem",
  bits_and: "bvand",
  bits_or: "bvor",
  bits_xor: "bvxor",
  shl: "bvshl",
  lshr: "bvlshr",
  ashr: "bvashr",
  slt: "bvslt",
  ult: "bvult",
};
const SHIFTS: ReadonlySet<Operator> = new Set(["shl", "lshr", "ashr"]);

const hex = (value: number): string => `#x${(value >>> 0).toString(16).padStart(8, "0")}`;
/** Quotes a name where SMT-LIB requires it. */
const symbol = (name: string): string => (/^[A-Za-z_][\w.]*$/.test(name) ? name : `|${name}|`);

function operation(term: Term, text: (term: Term) => string): string {
  const args = term.args.map(text);
  // WebAssembly takes a shift count modulo 32, SMT-LIB does not.
  if (SHIFTS.has(term.operator)) args[1] = `(bvand ${text(argument(term, 1))} #x0000001f)`;
  return `(${NAMES[term.operator] ?? term.operator} ${args.join(" ")})`;
}

/**
 * Declarations, shared terms and assertions. A shared term is a constant with an equation, because
 * Debian's z3 expands a `define-fun` at each use and does not terminate.
 */
export function smtlib(assertions: readonly Term[]): string {
  const order = below(assertions);
  const uses = new Map<Term, number>();
  for (const { args } of order) for (const one of args) uses.set(one, (uses.get(one) ?? 0) + 1);
  const texts = new Map<Term, string>();
  const lines: string[] = ["(set-logic QF_BV)"];
  const text = (term: Term): string => texts.get(term) ?? "";
  for (const term of order) {
    if (term.operator === "constant") texts.set(term, hex(term.value));
    else if (term.operator === "variable") {
      lines.push(`(declare-fun ${symbol(term.name)} () (_ BitVec 32))`);
      texts.set(term, symbol(term.name));
    } else if (term.args.length === 0) texts.set(term, term.operator);
    else if ((uses.get(term) ?? 0) < 2) texts.set(term, operation(term, text));
    else {
      const sort = isTruth(term) ? "Bool" : "(_ BitVec 32)";
      lines.push(`(declare-fun t!${term.id} () ${sort})`);
      lines.push(`(assert (= t!${term.id} ${operation(term, text)}))`);
      texts.set(term, `t!${term.id}`);
    }
  }
  lines.push(...assertions.map((one) => `(assert ${text(one)})`));
  return `${lines.join("\n")}\n`;
}

/** The command that requests the value of each variable; undefined when there is none. */
export function askValues(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `(get-value (${names.map(symbol).join(" ")}))\n`;
}

/** The values in the answer to `askValues`, signed. */
export function readValues(answer: string): Map<string, number> {
  const pairs = answer.matchAll(
    /\(\s*(?:\|([^|]*)\||([^\s()|]+))\s+#(x[0-9a-f]{8}|b[01]{32})\s*\)/gi,
  );
  return new Map(
    [...pairs].map(([, quoted, plain, digits = ""]) => [
      quoted ?? plain ?? "",
      Number(`0${digits}`) | 0,
    ]),
  );
}
