/**
 * The cone of influence: the fields on which the coils can ever depend. A field outside may have
 * any value, and an explorer may drop it from its states.
 */
import { variablesOf } from "../symbolic/evaluate";
import type { NextState } from "../symbolic/symbolic-meter";
import { variable } from "../symbolic/term";
import type { Term } from "../symbolic/term";

interface Influence {
  /** Fields in the cone that no tick writes. */
  readonly inputs: readonly string[];
  /** Fields in the cone that ticks write. */
  readonly state: readonly string[];
  /** Fields outside the cone. */
  readonly dead: readonly string[];
}

/** The outputs that drive the switches. */
export const COILS: readonly string[] = ["outputs.coils", "outputs.enables"];

/**
 * The cone of influence of `targets` over any number of ticks: the variables in their terms, those
 * in the terms of these, and so on. With `starts`, also over any number of restarts in between.
 */
export function influenceOn(
  targets: readonly string[],
  tick: NextState,
  starts: readonly NextState[] = [],
): Influence {
  const runs = [tick, ...starts];
  const names = new Map<Term, readonly string[]>();
  const namesIn = (term: Term): readonly string[] => {
    const known = names.get(term) ?? variablesOf([term]);
    names.set(term, known);
    return known;
  };
  const matters = new Set<string>();
  const open = [...targets];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (matters.has(path)) continue;
    matters.add(path);
    for (const { fields } of runs) {
      const term = fields.get(path);
      if (term !== undefined) open.push(...namesIn(term));
    }
  }
  const all = [...tick.fields.keys()];
  const written = (path: string): boolean => tick.fields.get(path) !== variable(path);
  return {
    inputs: all.filter((path) => matters.has(path) && !written(path)),
    state: all.filter((path) => matters.has(path) && written(path)),
    dead: all.filter((path) => !matters.has(path)),
  };
}
