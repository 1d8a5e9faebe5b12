/**
 * Which fields can ever matter to the coils. A field that no term on the way to them names cannot:
 * it may hold anything, and an explorer of states may forget it.
 */
import { variablesOf } from "../symbolic/evaluate";
import type { NextState } from "../symbolic/symbolic-meter";
import { variable } from "../symbolic/term";
import type { Term } from "../symbolic/term";

interface Influence {
  /** Fields that matter and that no tick writes. */
  readonly inputs: readonly string[];
  /** Fields that matter and that ticks write. */
  readonly state: readonly string[];
  /** Fields that never reach what was asked for, whatever happens. */
  readonly dead: readonly string[];
}

/** What drives the switches. */
export const COILS: readonly string[] = ["outputs.coils", "outputs.enables"];

/**
 * Everything that can influence `targets` over any number of ticks: by what their terms name, and
 * what the terms of those name in turn. With `starts`, also over any number of restarts between.
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
