/** The one sentence: what the meter does, why, what comes next, in how many seconds. */
import type { Meter } from "@bptm/core/meter";
import { sayAdvice, sayExplanation } from "@bptm/text/say";
import type { Frame, Run } from "../wire/api";

/** Sentence and advice of a meter that has power. */
export function sentenceOf(meter: Meter): Pick<Frame, "sentence" | "advice"> {
  return {
    sentence: sayExplanation(meter.explanation),
    advice: sayAdvice(meter.explanation) ?? null,
  };
}

const DARK: readonly Run[] = [
  { text: "The meter has no power.", strong: true },
  { text: " Neither the grid nor a generator gives it any; it wakes with the first of the two." },
];
const DARK_ADVICE = "Plug the generator in and start it, or wait for the grid.";

/** What is said in place of a meter without power: itself it says nothing. */
export const UNPOWERED_SENTENCE: Pick<Frame, "sentence" | "advice"> = {
  sentence: DARK,
  advice: DARK_ADVICE,
};
