/** The verdict of a run and the sentence that explains it, the same in the lab and on the bench. */
import type { Result } from "./result";

/** The parts of a result that are judged. */
type Judged = Pick<Result, "violations" | "expectations" | "energy">;

/** The earliest violation: what follows it may be its consequence. */
export function firstOf(
  violations: Result["violations"],
): Result["violations"][number] | undefined {
  return violations.toSorted((a, b) => a.first_s - b.first_s)[0];
}

/** The failure of a run that decides; undefined when it passed. */
function failureIn({ violations, expectations, energy }: Judged): string | undefined {
  const first = firstOf(violations);
  if (first !== undefined) {
    const { invariant, first_s, rule, seen } = first;
    return `invariant ${invariant} at ${first_s.toFixed(3)} s: ${rule}; ${seen}`;
  }
  if (energy?.balance === "broken") {
    const { difference_wh, allowed_wh } = energy;
    return `registers and house differ by ${difference_wh} Wh; the limit is ${allowed_wh} Wh`;
  }
  const missed = expectations.find(({ held }) => !held);
  return missed && `${missed.expected}; seen: ${missed.seen}`;
}

/** A run passes when no invariant is violated, the registers add up, and every expectation held. */
export function verdictOf(judged: Judged): Result["verdict"] {
  return failureIn(judged) === undefined ? "pass" : "fail";
}

/** What decided the verdict, in one sentence. */
export function reasonOf(judged: Judged): string {
  const count = judged.expectations.length;
  const held = `the invariants and ${count} ${count === 1 ? "expectation" : "expectations"} held`;
  return failureIn(judged) ?? held;
}
