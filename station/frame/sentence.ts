/** The one sentence: what the meter does, why, and what comes next, in how many seconds. */
import type { Meter } from "@bptm/core/meter";
import { sayAdvice, sayExplanation } from "@bptm/text/say";
import type { Frame, TextRun } from "../wire/api";

/** Sentence and advice of a meter that has power. */
export function sentenceOf(meter: Meter): Pick<Frame, "sentence" | "advice"> {
  return {
    sentence: sayExplanation(meter.explanation),
    advice: sayAdvice(meter.explanation) ?? null,
  };
}

const DARK: readonly TextRun[] = [
  { text: "The meter has no power.", strong: true },
  { text: " Neither the grid nor a generator supplies it; it wakes with the first of the two." },
];
const DARK_ADVICE = "Plug the generator in and start it, or wait for the grid.";

/** The sentence for a meter without power, which cannot report anything itself. */
export const UNPOWERED_SENTENCE: Pick<Frame, "sentence" | "advice"> = {
  sentence: DARK,
  advice: DARK_ADVICE,
};

/** The sentence while the process of the core is not heard. It may work on all the same. */
export const UNHEARD_SENTENCE: Pick<Frame, "sentence" | "advice"> = {
  sentence: [
    { text: "The state of the meter is unknown.", strong: true },
    { text: " The process that runs it has not answered for three seconds." },
  ],
  advice: "See whether the process of the meter runs; the station connects again by itself.",
};
