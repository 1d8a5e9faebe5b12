/** Under which conditions control came here: a list that grows at its end. */
import { TRUE, and, argument, known, not } from "./term";
import type { Term } from "./term";

export interface Path {
  readonly before: Path | undefined;
  readonly condition: Term;
  readonly depth: number;
}

export const START: Path = { before: undefined, condition: TRUE, depth: 0 };

/** `condition` where the path leads, or what the path already settles of it. */
export function settled(path: Path, condition: Term): boolean | undefined {
  for (let at: Path | undefined = path; at !== undefined; at = at.before) {
    const found = known(at.condition, condition);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The path with one condition more; undefined when it leads nowhere. */
export function extend(path: Path, condition: Term): Path | undefined {
  if (condition.operator === "and") {
    const half = extend(path, argument(condition, 0));
    return half === undefined ? undefined : extend(half, argument(condition, 1));
  }
  const found = settled(path, condition);
  if (found !== undefined) return found ? path : undefined;
  return { before: path, condition, depth: path.depth + 1 };
}

/** Everything that was demanded on the way from `from`, which is a beginning of the path. */
export function since(path: Path, from: Path): Term {
  let found = TRUE;
  for (let at: Path = path; at !== from && at.before !== undefined; at = at.before) {
    found = and(at.condition, found);
  }
  return found;
}

/** Where two paths parted. */
function commonOfTwo(a: Path, b: Path): Path {
  let [x, y] = [a, b];
  while (x !== y) {
    if (x.depth >= y.depth && x.before !== undefined) x = x.before;
    else y = y.before ?? START;
  }
  return x;
}

export const common = (paths: readonly Path[], first: Path): Path =>
  paths.reduce(commonOfTwo, first);

/** The path of whoever came by one of several, of which `from` is the common beginning. */
export function rejoin(from: Path, ways: readonly Term[]): Path {
  const none = ways.map(not).reduce(and, TRUE);
  return extend(from, not(none)) ?? from;
}
