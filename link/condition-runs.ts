/** A condition that runs on the bench. */
import type { SimulatedHomeState } from "./bench";
import { Refusal } from "./refusal";

/** A running condition must not be disturbed, or its verdict would be meaningless. */
export function refuseWhileRunning(condition: SimulatedHomeState["condition"] | undefined): void {
  if (condition?.state !== "running") return;
  const message = `Condition ${condition.id} runs: wait for its verdict, or restart.`;
  throw new Refusal("E-BENCH-06", 409, message);
}
