/**
 * Sentences of the meter: texts of core's tables with their numbers filled in, as runs of text in
 * which `**strong**` parts are marked. Formats print the value alone; the texts contain the units.
 */
import type { TextRun } from "./text-run";
import { UNKNOWN } from "@bptm/core/hardware/units";
import type { Explanation } from "@bptm/core/explain/explanation";
import type { MeterEvent } from "./drain";
import { latchesIn } from "./latches";
import { EVENTS, SENTENCES, SETTINGS } from "./texts";
import type { Sentence } from "./texts";

/** Numbers that a text may refer to, by name. */
type SentenceNumbers = Readonly<Record<string, number>>;

const COILS: Record<number, string> = {
  1: "that opens the service switch",
  2: "that closes the service switch",
  4: "that opens the generator switch",
  8: "that closes the generator switch",
};
const SWITCHES: Record<number, string> = { 1: "service switch", 2: "generator switch" };
const PLACES: Record<number, string> = { 1: "grid", 2: "generator", 3: "house" };

const textOf = (list: readonly Sentence[], code: number): string =>
  list.find((one) => one.code === code)?.text ?? `reason ${code}`;

const fixed = (scale: number, digits: number) => (value: number) => (value / scale).toFixed(digits);

const FORMATS: Record<string, (value: number) => string> = {
  mv: fixed(1000, 1),
  mhz: fixed(1000, 2),
  ms: fixed(1000, 2),
  ma: fixed(1000, 1),
  w: (value) => String(value),
  decidegree: fixed(10, 1),
  reason: (value) => textOf(SENTENCES.reason, value),
  coil: (value) => COILS[value] ?? `number ${value}`,
  switch: (value) => SWITCHES[value] ?? `switch ${value}`,
  setting: (value) => SETTINGS[value - 1]?.name ?? `number ${value}`,
  place: (value) => PLACES[value] ?? `channel ${value}`,
};

function filled(text: string, numbers: SentenceNumbers): string {
  return text.replace(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, format?: string) => {
    const value = numbers[name];
    if (value === undefined || value === UNKNOWN) return "unknown";
    return format === undefined ? String(value) : (FORMATS[format]?.(value) ?? String(value));
  });
}

/** Fills the numbers into a text and splits it into runs. */
export function runsOf(text: string, numbers: SentenceNumbers): TextRun[] {
  return filled(text, numbers)
    .split("**")
    .map((part, at) => (at % 2 === 1 ? { text: part, strong: true } : { text: part }))
    .filter((run) => run.text !== "");
}

/** Joins runs to plain text. */
export function plain(runs: readonly TextRun[]): string {
  return runs.map((run) => run.text).join("");
}

/** The sentence of an event. */
export function sayEvent(event: Pick<MeterEvent, "code" | "a" | "b">): TextRun[] {
  const text = EVENTS.find(({ code }) => code === event.code)?.sentence;
  return runsOf(text ?? `Event ${event.code}.`, { a: event.a, b: event.b });
}

/** The meter's sentence: what it does, why, and what comes next. */
export function sayExplanation(x: Readonly<Explanation>): TextRun[] {
  const { a, b, left_s: left, total_s: total } = x;
  const numbers = { a, b, left, total, done: Math.max(0, total - left) };
  const doing = textOf(SENTENCES.doing, x.doing);
  const why = textOf(SENTENCES.why, x.why);
  const next = textOf(SENTENCES.next, x.next);
  const [first = { text: "" }, ...rest] = runsOf(`${why}${next}`, numbers);
  const capital = { ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) };
  const also = alsoOf(x.also);
  return [...runsOf(doing, numbers), { text: " " }, capital, ...rest, ...also];
}

/** The latches that stand besides the reason given. */
function alsoOf(latches: number): TextRun[] {
  const texts = latchesIn(latches).map(({ text }) => text);
  return texts.length === 0 ? [] : [{ text: ` Also locked out: ${texts.join("; ")}.` }];
}

/** Advice to the customer; undefined without any. */
export function sayAdvice(x: Pick<Explanation, "advice">): string | undefined {
  const text = textOf(SENTENCES.advice, x.advice);
  return text === "" ? undefined : text;
}

/** The text of a reason. */
export function sayReason(code: number): string {
  return textOf(SENTENCES.reason, code);
}
