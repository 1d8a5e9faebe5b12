/**
 * Caps of counters. A timer above everything that it is compared with carries no more information,
 * so an explorer may keep it at its cap. The caps are guessed from the terms and then proven sound
 * by a solver, so that a wrong guess is detected.
 */
import { below } from "../symbolic/evaluate";
import { COILS, influenceOn } from "./influence";
import { loosened, rewrite } from "../symbolic/rewrite";
import { solve } from "../symbolic/solver";
import type { SolveOptions } from "../symbolic/solver";
import type { NextState, SymbolicMeter } from "../symbolic/symbolic-meter";
import {
  TRUE,
  all,
  and,
  argument,
  constant,
  eq,
  isConstant,
  ite,
  not,
  slt,
  variable,
} from "../symbolic/term";
import type { Term } from "../symbolic/term";

interface Cap {
  readonly path: string;
  /** undefined: no comparison gives a cap. */
  readonly cap: number | undefined;
  /** It also counts down, so it must never exceed its cap; this is proven too. */
  readonly bounded: boolean;
}

interface CapProof {
  /** Fields whose next value is the same term with and without the caps. */
  readonly by_form: number;
  /** Fields that the solver proved. */
  readonly by_solver: readonly string[];
  /** Fields that the solver did not prove, with its answer. */
  readonly open: readonly { readonly path: string; readonly status: string }[];
  readonly seconds: number;
}

/** Values of all settings, by name. */
type SettingValues = ReadonlyMap<string, number>;

/** The value at which the core's counters saturate: its `TICKS_MAX`. */
const COUNTER_MAX = 0x3fffffff;

/** The default settings, from the memory of the new module. */
export function settingsNow(meter: SymbolicMeter): SettingValues {
  const words = new Int32Array(meter.exports.memory.buffer);
  const found = [...meter.addresses].filter(([path]) => path.startsWith("control.settings."));
  return new Map(
    found.map(([path, address]) => [path.split(".")[2] ?? "", words[address >> 2] ?? 0]),
  );
}

/** The value of a field that holds a setting; an order can then only repeat it. */
export function fixed(path: string, settings: SettingValues): Term | undefined {
  const name = /^(?:control\.settings|proposed)\.(\w+)$/.exec(path)?.[1];
  const value = name === undefined ? undefined : settings.get(name);
  return value === undefined ? undefined : constant(value);
}

/** The variables from which a term takes its value, each with the constants added to it. */
function sources(term: Term, added = 0, found = new Map<string, Set<number>>()) {
  if (term.operator === "variable") {
    found.set(term.name, (found.get(term.name) ?? new Set()).add(added));
  } else if (term.operator === "ite") {
    sources(argument(term, 1), added, found);
    sources(argument(term, 2), added, found);
  } else if (term.operator === "add" || term.operator === "sub") {
    const by = argument(term, 1);
    const sign = term.operator === "add" ? 1 : -1;
    if (isConstant(by)) sources(argument(term, 0), added + sign * by.value, found);
  }
  return found;
}

/** Upper bound of a variable. */
type MostOf = (name: string) => number;

/** Upper bound of a term, from its structure. */
function most(term: Term, of: MostOf): number {
  const left = term.args[0];
  const right = term.args[1];
  if (isConstant(term)) return term.value;
  if (term.operator === "variable") return of(term.name);
  if (term.operator === "ite" && left !== undefined) {
    // "If x < k, then x" is at most k - 1.
    const bound = left.operator === "slt" && left.args[0] === right ? left.args[1] : undefined;
    const first = most(argument(term, 1), of);
    const second = most(argument(term, 2), of);
    return Math.max(Math.min(first, bound === undefined ? first : most(bound, of) - 1), second);
  }
  if (right === undefined || left === undefined || !isConstant(right)) return Infinity;
  if (term.operator === "mul") return most(left, of) * right.value;
  if (term.operator === "sdiv") return Math.floor(most(left, of) / right.value);
  if (term.operator === "add") return most(left, of) + right.value;
  return term.operator === "sub" ? most(left, of) - right.value : Infinity;
}

/** The largest number to which each variable is compared. */
function comparisons(terms: readonly Term[], of: MostOf): Map<string, number> {
  const found = new Map<string, number>();
  for (const term of below(terms)) {
    if (term.operator !== "slt" && term.operator !== "eq") continue;
    const limit = most(argument(term, 1), of);
    if (limit >= COUNTER_MAX) continue;
    for (const [name, steps] of sources(argument(term, 0))) {
      for (const added of steps) {
        const at = limit - added;
        if (at < COUNTER_MAX - 1) found.set(name, Math.max(found.get(name) ?? 0, at));
      }
    }
  }
  return found;
}

/** Fields in the coils' cone of influence that ticks write. */
function stateOf(next: NextState): string[] {
  return [...influenceOn(COILS, next).state];
}

/** Upper bounds of fields that only count down or take one of a few values. */
function highestOf(next: NextState, state: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const path of state) {
    const term = next.fields.get(path) as Term;
    const limit = most(term, (name) => (name === path ? -Infinity : Infinity));
    const counts = [...(sources(term).get(path) ?? [])].some((step) => step > 0);
    if (!counts && limit >= 0 && limit < COUNTER_MAX) found.set(path, limit);
  }
  return found;
}

/** Caps for every field in the cone of influence that counts up, under the given settings. */
export function capsOf(meter: SymbolicMeter, values: SettingValues): Cap[] {
  const next = meter.run("control", (path) => fixed(path, values));
  const state = stateOf(next);
  const set = highestOf(next, state);
  const terms = state.flatMap((path) => next.fields.get(path) ?? []);
  const limits = comparisons(terms, (name) => set.get(name) ?? Infinity);
  const from = state.map((path) => [path, sources(next.fields.get(path) as Term)] as const);
  // A field that is copied to another needs at least the other's limit.
  for (let changed = true; changed;) {
    changed = false;
    for (const [path, names] of from) {
      const limit = limits.get(path) ?? 0;
      for (const name of names.keys()) {
        if ((limits.get(name) ?? 0) >= limit) continue;
        limits.set(name, limit);
        changed = true;
      }
    }
  }
  return from.flatMap(([path, names]) => {
    const steps = [...(names.get(path) ?? [])];
    const limit = limits.get(path);
    const bounded = steps.some((step) => step < 0);
    const cap = limit === undefined ? undefined : limit + 1;
    return steps.some((step) => step > 0) ? [{ path, cap, bounded }] : [];
  });
}

interface CapClaim {
  readonly path: string;
  readonly holds: Term;
  /** Two terms that are equal if it holds. */
  readonly same?: readonly [Term, Term];
}

const inside = (term: Term, highest: number): Term =>
  and(not(slt(term, constant(0))), slt(term, constant(highest + 1)));

const capped = (term: Term, cap: number | undefined): Term =>
  cap === undefined ? term : ite(slt(constant(cap), term), constant(cap), term);

/**
 * The claims, and the assumption that each counter is in its range. The claims include that it
 * stays there.
 */
function claimsOf(
  meter: SymbolicMeter,
  settings: SettingValues,
  caps: readonly Cap[],
): { assumed: Term; claims: CapClaim[] } {
  const limits = new Map(caps.map(({ path, cap }) => [path, cap]));
  const plain = meter.run("control", (path) => fixed(path, settings));
  const stopped = meter.run(
    "control",
    (path) => fixed(path, settings) ?? capped(variable(path), limits.get(path)),
  );
  const state = stateOf(plain);
  const ranges = highestOf(plain, state);
  for (const { path, cap, bounded } of caps) {
    ranges.set(path, bounded && cap !== undefined ? cap : COUNTER_MAX + 1);
  }
  const kept = [...ranges].map(([path, highest]) => ({
    path: `${path} in range`,
    holds: inside(plain.fields.get(path) as Term, highest),
  }));
  const checked = [...new Set([...state, ...COILS])];
  const equal = checked.map((path) => {
    const [a, b] = [plain, stopped].map(({ fields }) =>
      capped(fields.get(path) as Term, limits.get(path)),
    ) as [Term, Term];
    return { path, holds: eq(a, b), same: [a, b] as const };
  });
  const assumed = all([...ranges].map(([path, highest]) => inside(variable(path), highest)));
  return { assumed, claims: [...kept, ...equal] };
}

/** Tries first with products unconstrained, which is fast, and then exactly. */
async function solvedStatus(assumed: Term, holds: Term, options: SolveOptions): Promise<string> {
  const query = [assumed, not(holds)];
  const { status } = await solve(loosened(query), options);
  return status === "unsat" ? status : (await solve(query, options)).status;
}

/**
 * Proves for all states that a tick from the capped state gives the same coils and the same capped
 * state as a tick from the state itself. `only` selects claims; they are independent, so that
 * several runs can share them.
 */
export async function proveCaps(
  meter: SymbolicMeter,
  settings: SettingValues,
  caps: readonly Cap[],
  options: SolveOptions,
  only?: (path: string) => boolean,
): Promise<CapProof> {
  const begun = performance.now();
  const { assumed, claims: every } = claimsOf(meter, settings, caps);
  const claims = every.filter(({ path }) => only?.(path) ?? true);
  const proven: string[] = [];
  const open: { path: string; status: string }[] = [];
  const same = new Map<Term, Term>();
  // Small claims first: terms that they prove equal become one term in later claims.
  const sized = claims.map((claim) => ({ ...claim, size: below([claim.holds]).length }));
  for (const { path, holds, same: pair } of sized.toSorted((a, b) => a.size - b.size)) {
    const [claim = holds] = rewrite([holds], (term) => same.get(term));
    if (claim === TRUE) continue;
    const status = await solvedStatus(assumed, claim, options);
    if (status !== "unsat") open.push({ path, status });
    else {
      proven.push(path);
      if (pair !== undefined) same.set(pair[1], pair[0]);
    }
  }
  const seconds = (performance.now() - begun) / 1000;
  const by_form = claims.length - proven.length - open.length;
  return { by_form, by_solver: proven, open, seconds };
}
