/** Path conditions: the branch conditions that hold at a point, as a linked list. */
import { TRUE, and, argument, known, not } from "./term";
import type { Term } from "./term";

export interface PathCondition {
  readonly before: PathCondition | undefined;
  readonly condition: Term;
  readonly depth: number;
}

export const START: PathCondition = { before: undefined, condition: TRUE, depth: 0 };

/** The value of `condition` if the path condition determines it. */
export function settled(path: PathCondition, condition: Term): boolean | undefined {
  for (let at: PathCondition | undefined = path; at !== undefined; at = at.before) {
    const found = known(at.condition, condition);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The path condition with one more condition; undefined when it becomes false. */
export function extend(path: PathCondition, condition: Term): PathCondition | undefined {
  if (condition.operator === "and") {
    const half = extend(path, argument(condition, 0));
    return half === undefined ? undefined : extend(half, argument(condition, 1));
  }
  const found = settled(path, condition);
  if (found !== undefined) return found ? path : undefined;
  return { before: path, condition, depth: path.depth + 1 };
}

/** The conditions added since `from`, which is a prefix of the path. */
export function since(path: PathCondition, from: PathCondition): Term {
  let found = TRUE;
  for (let at: PathCondition = path; at !== from && at.before !== undefined; at = at.before) {
    found = and(at.condition, found);
  }
  return found;
}

/** The common prefix of two paths. */
function commonOfTwo(a: PathCondition, b: PathCondition): PathCondition {
  let [x, y] = [a, b];
  while (x !== y) {
    if (x.depth >= y.depth && x.before !== undefined) x = x.before;
    else y = y.before ?? START;
  }
  return x;
}

export const common = (paths: readonly PathCondition[], first: PathCondition): PathCondition =>
  paths.reduce(commonOfTwo, first);

/** The path condition after several paths with the common prefix `from` join. */
export function rejoin(from: PathCondition, ways: readonly Term[]): PathCondition {
  const none = ways.map(not).reduce(and, TRUE);
  return extend(from, not(none)) ?? from;
}
