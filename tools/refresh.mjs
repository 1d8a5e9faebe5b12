/** Runs once before all tests: makes what is older than its sources. */
import { make, stale } from "./parts.mjs";

export async function setup() {
  await make(stale());
}
