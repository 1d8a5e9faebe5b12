/** The claims of the meter that the judge found false: each with its number, and what was true. */
import { plain, sayAdvice, sayExplanation } from "@bptm/text/say";
import type { Judge } from "../world/judge";
import { NOTED } from "../world/speech";

/** By the numbers of claims.ts and speech.ts. */
const CLAIMS = [
  "",
  "light Utility Power Available",
  "light Utility Power On",
  "light Generator Power On",
  "position of U",
  "position of G",
  "the grid is well",
  "the generator is well",
  "a source is there, or gone",
  "volts",
  "what the house is connected to",
  "every latch is named",
  "a count is not at zero",
  "a count does not rise",
  "a wait ends as told",
  "advice",
  "a source in the house",
  "lights and sentence agree",
  "a broken sensor lead",
];
const FIRST_SAID = 6;
const CONNECTED = ["neither", "U", "G", "both"];

/** The sentence that was false, and the true state beside it. */
function saidThen(judge: Judge, claim: number): string {
  const at = claim * NOTED;
  const noted = judge.claims.speaking.first.subarray(at, at + NOTED);
  const [doing = 0, why = 0, next = 0, advice = 0, a = 0, b = 0, ...rest] = noted;
  const [left_s = 0, total_s = 0, also = 0, ...truth] = rest;
  const [u1, u2, g1, g2, out, closed = 0] = truth;
  const x = { doing, why, next, advice, a, b, left_s, total_s, also };
  const sentence = [plain(sayExplanation(x)), sayAdvice(x)].filter(Boolean).join(" ");
  const was = `grid ${u1} and ${u2} V, inlet ${g1} and ${g2} V, house ${out} V`;
  return `"${sentence}"; true were ${was}, closed ${CONNECTED[closed] ?? "unknown"}`;
}

/** The first false claim in full, and how often others were false. */
export function falseClaims(judge: Judge, claim: number, value: number): string {
  const name = `claim ${claim}, ${CLAIMS[claim]}`;
  const first =
    claim < FIRST_SAID
      ? `${name}, was false for 1 s (value ${value})`
      : `${name}: ${saidThen(judge, claim)}`;
  const others = [...judge.claims.speaking.count].flatMap((count, other) =>
    count === 0 || other === claim ? [] : [`claim ${other}: ${saidThen(judge, other)}`],
  );
  return [first, ...others].join("; also ");
}
