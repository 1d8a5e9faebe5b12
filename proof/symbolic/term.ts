/**
 * Terms over 32-bit vectors and truth values. Terms are hash-consed: equal terms are one object, so
 * `===` compares them. The constructors simplify, because most values are the same on both sides of
 * a branch.
 *
 * Normal form: `not` and `and` are the only connectives, `slt` and `ult` the only orders; in a
 * comparison with a constant, the constant is on the right.
 */
export type Operator =
  | ("constant" | "variable" | "ite" | "add" | "sub" | "mul" | "sdiv" | "srem" | "udiv" | "urem")
  | ("bits_and" | "bits_or" | "bits_xor" | "shl" | "lshr" | "ashr")
  | ("true" | "false" | "not" | "and" | "eq" | "slt" | "ult");

export interface Term {
  /** Larger than the id of every argument. */
  readonly id: number;
  readonly operator: Operator;
  readonly args: readonly Term[];
  /** Of a constant: its value as a signed number. */
  readonly value: number;
  /** Of a variable. */
  readonly name: string;
}

const TRUTHS: ReadonlySet<Operator> = new Set(["true", "false", "not", "and", "eq", "slt", "ult"]);
const MIN = -0x80000000;
const MAX = 0x7fffffff;

const table = new Map<string, Term>();

function make(operator: Operator, args: readonly Term[], value = 0, name = ""): Term {
  const key = `${operator} ${value} ${name} ${args.map(({ id }) => id).join(" ")}`;
  const known = table.get(key);
  if (known !== undefined) return known;
  const term: Term = { id: table.size, operator, args, value, name };
  table.set(key, term);
  return term;
}

export const TRUE: Term = make("true", []);
export const FALSE: Term = make("false", []);

export const constant = (value: number): Term => make("constant", [], value | 0);
export const variable = (name: string): Term => make("variable", [], 0, name);
const ZERO = constant(0);
const ONE = constant(1);

export const isConstant = (term: Term): boolean => term.operator === "constant";
export const isTruth = (term: Term): boolean => TRUTHS.has(term.operator);

/** Argument `at` of a term. */
export function argument(term: Term, at: number): Term {
  const found = term.args[at];
  if (found === undefined) throw new RangeError(`${term.operator} has no argument ${at}`);
  return found;
}

export function not(a: Term): Term {
  if (a === TRUE) return FALSE;
  if (a === FALSE) return TRUE;
  return a.operator === "not" ? argument(a, 0) : make("not", [a]);
}

/** `x < k`, `not x < k` or `x = k`, with a constant k. */
interface Bound {
  readonly of: Term;
  readonly kind: "below" | "from" | "is";
  readonly limit: number;
}

function boundOf(term: Term): Bound | undefined {
  const inner = term.operator === "not" ? argument(term, 0) : term;
  if (inner.operator !== "slt" && (inner.operator !== "eq" || inner !== term)) return undefined;
  const limit = argument(inner, 1);
  if (!isConstant(limit)) return undefined;
  const kind = inner.operator === "eq" ? "is" : inner === term ? "below" : "from";
  return { of: argument(inner, 0), kind, limit: limit.value };
}

const holds = (value: number, { kind, limit }: Bound): boolean =>
  kind === "is" ? value === limit : value < limit === (kind === "below");

/** The conjunction of two bounds of one term: one of them, or FALSE; undefined if both matter. */
function joinBounds(a: Term, b: Term): Term | undefined {
  const x = boundOf(a);
  const y = x === undefined ? undefined : boundOf(b);
  if (x === undefined || y === undefined || x.of !== y.of) return undefined;
  if (x.kind === "is") return holds(x.limit, y) ? a : FALSE;
  if (y.kind === "is") return holds(y.limit, x) ? b : FALSE;
  if (x.kind === y.kind) return x.limit < y.limit === (x.kind === "below") ? a : b;
  const [low, high] = x.kind === "from" ? [x.limit, y.limit] : [y.limit, x.limit];
  return high <= low ? FALSE : undefined;
}

/** The conjunction of `a` and `b` if it simplifies: `a`, `b` or FALSE. */
function join(a: Term, b: Term): Term | undefined {
  if (a === b || b === TRUE) return a;
  if (a === TRUE) return b;
  if (a === FALSE || b === FALSE || not(a) === b) return FALSE;
  const bounds = joinBounds(a, b);
  if (bounds !== undefined) return bounds;
  // An equation settles every inequation of the same value.
  if (b.operator === "not" && argument(b, 0).operator === "eq") {
    const joined = joinBounds(a, argument(b, 0));
    if (joined === FALSE) return a;
    if (joined === a && boundOf(a)?.kind === "is") return FALSE;
  }
  return undefined;
}

/** Conjunction by looking one level into `b`. */
function absorb(a: Term, b: Term): Term | undefined {
  const joined = join(a, b) ?? join(b, a);
  if (joined !== undefined) return joined;
  const negated = b.operator === "not";
  const inner = negated ? argument(b, 0) : b;
  if (inner.operator !== "and") return undefined;
  for (const part of inner.args) {
    const known = join(a, part);
    const other = inner.args[0] === part ? argument(inner, 1) : argument(inner, 0);
    if (known === FALSE) return negated ? a : FALSE;
    if (known === part && !negated) return b;
    if (known === a) return and(a, negated ? not(other) : other);
  }
  return undefined;
}

export function and(a: Term, b: Term): Term {
  return absorb(a, b) ?? absorb(b, a) ?? make("and", a.id < b.id ? [a, b] : [b, a]);
}

export const or = (a: Term, b: Term): Term => not(and(not(a), not(b)));
export const implies = (a: Term, b: Term): Term => not(and(a, not(b)));
export const all = (terms: readonly Term[]): Term => terms.reduce(and, TRUE);
export const any = (terms: readonly Term[]): Term => terms.reduce(or, FALSE);

/** The value of `b` if `a` determines it. */
export function known(a: Term, b: Term): boolean | undefined {
  const joined = join(a, b) ?? join(b, a);
  return joined === a ? true : joined === FALSE ? false : undefined;
}

export function ite(condition: Term, a: Term, b: Term): Term {
  if (condition === TRUE || a === b) return a;
  if (condition === FALSE) return b;
  if (condition.operator === "not") return ite(argument(condition, 0), b, a);
  if (isTruth(a)) return or(and(condition, a), and(not(condition), b));
  if (a.operator === "ite") {
    const [inner, x, y] = [argument(a, 0), argument(a, 1), argument(a, 2)];
    if (inner === condition) return ite(condition, x, b);
    if (y === b) return ite(and(condition, inner), x, b);
    if (x === b) return ite(and(condition, not(inner)), y, b);
  }
  if (b.operator === "ite") {
    const [inner, x, y] = [argument(b, 0), argument(b, 1), argument(b, 2)];
    if (inner === condition) return ite(condition, a, y);
    if (x === a) return ite(or(condition, inner), a, y);
    if (y === a) return ite(or(condition, not(inner)), a, x);
  }
  return make("ite", [condition, a, b]);
}

/**
 * One branch is a constant, so that a comparison with a constant can be moved into the branches.
 */
function splits(term: Term): boolean {
  return (
    term.operator === "ite" && (isConstant(argument(term, 1)) || isConstant(argument(term, 2)))
  );
}

const split = new Map<string, Term>();

/** Applies `compare` to both branches of an ite; results are cached. */
function intoBranches(name: string, term: Term, limit: Term, compare: typeof eq): Term {
  const key = `${name} ${term.id} ${limit.id}`;
  const done = split.get(key);
  if (done !== undefined) return done;
  const [a, b] = [compare(argument(term, 1), limit), compare(argument(term, 2), limit)];
  const made = ite(argument(term, 0), a, b);
  split.set(key, made);
  return made;
}

export function eq(a: Term, b: Term): Term {
  if (a === b) return TRUE;
  if (isConstant(a)) return isConstant(b) ? FALSE : eq(b, a);
  if (!isConstant(b)) return make("eq", a.id < b.id ? [a, b] : [b, a]);
  return splits(a) ? intoBranches("eq", a, b, eq) : make("eq", [a, b]);
}

/** x / d < k as a bound on x, for a positive constant d. */
function belowQuotient(x: Term, divisor: number, limit: number): Term {
  const bound = limit > 0 ? limit * divisor : (limit - 1) * divisor + 1;
  return bound > MAX ? TRUE : bound <= MIN ? FALSE : slt(x, constant(bound));
}

export function slt(a: Term, b: Term): Term {
  if (a === b) return FALSE;
  if (isConstant(a)) {
    if (a.value === MAX) return FALSE;
    return isConstant(b) ? truth(a.value < b.value) : not(slt(b, constant(a.value + 1)));
  }
  if (!isConstant(b)) return make("slt", [a, b]);
  if (b.value === MIN) return FALSE;
  if (splits(a)) return intoBranches("slt", a, b, slt);
  const divisor = a.operator === "sdiv" ? argument(a, 1) : undefined;
  if (divisor !== undefined && isConstant(divisor) && divisor.value > 0) {
    return belowQuotient(argument(a, 0), divisor.value, b.value);
  }
  return make("slt", [a, b]);
}

export function ult(a: Term, b: Term): Term {
  if (a === b || b === ZERO) return FALSE;
  return isConstant(a) && isConstant(b)
    ? truth(a.value >>> 0 < b.value >>> 0)
    : make("ult", [a, b]);
}

export const sle = (a: Term, b: Term): Term => not(slt(b, a));
export const ule = (a: Term, b: Term): Term => not(ult(b, a));
const truth = (value: boolean): Term => (value ? TRUE : FALSE);

/** Quotient and remainder as SMT-LIB defines them, including a zero divisor. */
const sdiv = (a: number, b: number): number => (b === 0 ? (a < 0 ? 1 : -1) : (a / b) | 0);
const srem = (a: number, b: number): number => (b === 0 ? a : (a % b) | 0);
const udiv = (a: number, b: number): number => (b === 0 ? -1 : ((a >>> 0) / (b >>> 0)) | 0);
const urem = (a: number, b: number): number => (b === 0 ? a : ((a >>> 0) % (b >>> 0)) | 0);

export type Arithmetic = Exclude<
  Operator,
  "constant" | "variable" | "ite" | "true" | "false" | "not" | "and" | "eq" | "slt" | "ult"
>;

/** Result of each operator on signed numbers. Shift counts are modulo 32, as in WebAssembly. */
export const ARITHMETIC: Readonly<Record<Arithmetic, (a: number, b: number) => number>> = {
  add: (a, b) => (a + b) | 0,
  sub: (a, b) => (a - b) | 0,
  mul: Math.imul,
  sdiv,
  srem,
  udiv,
  urem,
  bits_and: (a, b) => a & b,
  bits_or: (a, b) => a | b,
  bits_xor: (a, b) => a ^ b,
  shl: (a, b) => a << b,
  lshr: (a, b) => (a >>> b) | 0,
  ashr: (a, b) => a >> b,
};

const COMMUTES: ReadonlySet<Arithmetic> = new Set([
  "add",
  "mul",
  "bits_and",
  "bits_or",
  "bits_xor",
]);
const KEEPS_AT_ZERO: ReadonlySet<Arithmetic> = new Set([
  "add",
  "sub",
  "bits_or",
  "bits_xor",
  "shl",
  "lshr",
  "ashr",
] as const);

/** Expensive for a solver, so constants are folded into each branch. */
const SPLITS: ReadonlySet<Arithmetic> = new Set(["mul", "sdiv", "srem", "shl"]);

/** Whether a term is a truth value as 1 or 0. */
function isFlag(term: Term): boolean {
  return term.operator === "ite" && term.args[1] === ONE && term.args[2] === ZERO;
}

export function arithmetic(operator: Arithmetic, a: Term, b: Term): Term {
  if (isConstant(a)) {
    if (isConstant(b)) return constant(ARITHMETIC[operator](a.value, b.value));
    if (COMMUTES.has(operator)) return arithmetic(operator, b, a);
  }
  if (b === ZERO && KEEPS_AT_ZERO.has(operator)) return a;
  if (b === ZERO && (operator === "mul" || operator === "bits_and")) return ZERO;
  if (b === ONE && (operator === "mul" || operator === "sdiv")) return a;
  if (operator === "bits_and" && isFlag(a) && isFlag(b)) {
    return flag(and(argument(a, 0), argument(b, 0)));
  }
  if (operator === "bits_or" && isFlag(a) && isFlag(b)) {
    return flag(or(argument(a, 0), argument(b, 0)));
  }
  if (SPLITS.has(operator) && isConstant(b) && splits(a)) {
    return intoBranches(operator, a, b, (x, y) => arithmetic(operator, x, y));
  }
  const turned = COMMUTES.has(operator) && !isConstant(b) && a.id > b.id;
  return make(operator, turned ? [b, a] : [a, b]);
}

/** A truth value as 1 or 0. */
export const flag = (condition: Term): Term => ite(condition, ONE, ZERO);
/** True for any value but zero. */
export const isSet = (term: Term): Term => not(eq(term, ZERO));
