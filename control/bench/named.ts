/** Finds a condition by its number. */
import { near } from "@bptm/text/near";
import { Refusal } from "@bptm/link/refusal";

/** The one with this number; if there is none, the refusal names the nearest. */
export function named<One extends { readonly id: string }>(all: readonly One[], id: string): One {
  const found = all.find((one) => one.id === id.toUpperCase());
  if (found !== undefined) return found;
  const ids = all.map((one) => one.id);
  throw new Refusal("E-BENCH-07", 404, `There is no condition "${id}": ${near(id, ids)}.`);
}
