/** The countdown: the same number as in the sentence. */
import { Next } from "@bptm/core/lists/codes";
import type { Explanation } from "@bptm/core/explain/explanation";
import type { Countdown } from "../wire/api";

const CAPTIONS: Record<number, string> = {
  [Next.ReturnToUtility]: "until the house returns to the grid",
  [Next.TransferToGenerator]: "until the house moves to the generator",
  [Next.CloseSoon]: "until the switch closes",
  [Next.RetryLater]: "until the next try",
  [Next.HoldEnds]: "until that ends",
  [Next.WaitForDeadHouse]: "for which the house must be dead first",
  [Next.DecideSoon]: "until the first decision",
};

/** Null when nothing is counted. */
export function countOf(explanation: Explanation): Countdown | null {
  const caption = CAPTIONS[explanation.next];
  if (caption === undefined || explanation.left_s <= 0) return null;
  return { value: explanation.left_s, unit: "s", of: "", caption };
}
