/** What decides a run beside its expectations, by the key `judged` of its condition. */
import type { Condition } from "../scenario/condition";
import type { Result } from "./result";

/** Invariants that docs/safety.md promises under faults. */
const UNDER_FAULTS = [1, 2, 3, 12, 13];

/** The parts of a result that are judged whatever the condition expects. */
type Promised = Pick<Result, "violations" | "energy">;

/** Leaves out what is not promised under faults, if the condition is judged so. */
export function promisedBy({ judged }: Pick<Condition, "judged">, found: Promised): Promised {
  if (judged !== "under-faults") return found;
  const { violations, energy } = found;
  const why = "the condition is judged as under faults";
  return {
    violations: violations.filter(({ invariant }) => UNDER_FAULTS.includes(invariant)),
    ...(energy && { energy: { ...energy, balance: "not judged", why } }),
  };
}
