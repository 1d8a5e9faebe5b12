/**
 * A counterexample as a timeline that an engineer can follow: tick by tick what the sources and the
 * house do, which faults act, which coils the meter drives, and the positions of the poles.
 */
import { shrink } from "./shrink";
import type { BrokenInvariant, Explorer } from "../explore/explore";
import type { ReplayedSwitch, ReplayedTick } from "./replay";
import { stepsTo } from "./steps";
import type { PowerCut, TraceStep } from "./steps";

/** One line of the timeline: a tick, or several without a change. */
interface TraceLine {
  readonly first: number;
  readonly last: number;
  readonly grid: string;
  readonly generator: string;
  /** Names of the driven coils. */
  readonly coils: readonly string[];
  /** Positions of the switches at the end of the tick. */
  readonly u: string;
  readonly g: string;
  /** What happens, as sentences. */
  readonly events: readonly string[];
}

export interface CounterexampleTrace {
  readonly invariant: number;
  readonly ticks: readonly ReplayedTick[];
  readonly lines: readonly TraceLine[];
}

/** Description of a violation of each invariant. */
const VIOLATIONS: Readonly<Record<number, string>> = {
  1: "a pole of U and a pole of G conduct at the same time",
  2: "a close pulse although line out was not dead for the last second",
  3: "a close pulse although the other switch is not proven open since the start",
  4: "a close pulse although the reserve is too low",
  5: "a close pulse before the dead time of the other switch is over",
  6: "a close pulse although a contact pair contradicts itself",
  10: "a pulse in the first second after a start",
  11: "a close pulse against an order to stay open",
};

const LEVELS = ["dead", "good", "poor", "wild"];
const HOUSE = [
  "the house has no source of its own",
  "line out floats between dead and live",
  "a source in the house feeds line out",
  "a source in the house feeds leg 1 of line out",
];
const STIMULI = [
  "",
  "power flows from the house into its source",
  "the generator is overloaded",
  "the jaws are too hot",
  "the reserve is low",
  "order: clear the lock-out",
  "order: hold U open",
  "order: hold U and G open",
  "order: release both",
];
const COILS = ["U open", "U close", "G open", "G close"];
const PAIR = ["", "reads neither open nor closed", "reads the opposite of its pole"];
const STORE = ["", ", and is empty", ", and is corrupt"];

const poleName = (name: string): string => `pole ${name.slice(1)} of ${name[0]?.toUpperCase()}`;

function coilsOf(bits: number): string[] {
  return COILS.filter((_, at) => ((bits >> at) & 1) !== 0);
}

function positionText({ pole1, pole2, moving }: ReplayedSwitch): string {
  if (pole1 !== pole2) return `only pole ${pole1 ? 1 : 2} conducts`;
  return `${pole1 ? "closed" : "open"}${moving ? ", moving" : ""}`;
}

/** Changes in the house, and stimuli. */
function sceneSentences(now: TraceStep, before: TraceStep | undefined): string[] {
  const value = (path: string, step: TraceStep | undefined): number => step?.choices[path] ?? 0;
  const house = value("scene.house", now);
  const sentences: string[] = [];
  if (house !== value("scene.house", before)) sentences.push(HOUSE[house] ?? "");
  const stimulus = value("scene.stimulus", now);
  if (stimulus !== 0) sentences.push(STIMULI[stimulus] ?? "");
  return sentences;
}

/** Faults that act in this tick, and readings of pairs whose poles move. */
function faultSentences({ choices }: TraceStep, before: ReplayedTick | undefined): string[] {
  return Object.entries(choices).flatMap(([path, value]) => {
    const name = path.replace(/^.*_/, "");
    if (value === 0) return [];
    if (path.startsWith("choice.pair_")) {
      const moving = (name.startsWith("u") ? before?.u : before?.g)?.moving === true;
      return `the contact pair of ${moving ? "moving " : ""}${poleName(name)} ${PAIR[value]}`;
    }
    if (path.startsWith("choice.stuck_")) return `${poleName(name)} sticks`;
    if (path === "choice.driver") return "the faulty driver acts";
    if (path === "choice.weak") return "the reserve is too weak to drive a coil";
    return path === "scene.lie" ? "the faulty channel reads wrong" : [];
  });
}

function driveSentences({ before, coils }: ReplayedTick): string[] {
  const begins = coilsOf(coils & ~before).map((coil) => `the meter starts the pulse "${coil}"`);
  const ends = coilsOf(before & ~coils).map((coil) => `the pulse "${coil}" ends`);
  return [...ends, ...begins];
}

function cutSentences(
  { before_pulse, at_rest, old_store, store_state }: PowerCut,
  coils: number,
): string[] {
  const when =
    coils === 0 ? "" : before_pulse ? " before the pulse moves a pole" : " during the pulse";
  const stay = at_rest ? "; it returns later" : "; it returns at once";
  const store = `the store has the contents from ${old_store ? "before" : "after"} this tick`;
  return [`the meter loses its power${when}${stay}`, `${store}${STORE[store_state]}`];
}

function brokenSentences(broken: number): string[] {
  const bits = Array.from({ length: 12 }, (_, at) => at).filter((at) => ((broken >> at) & 1) !== 0);
  return bits.map((at) => `BROKEN: invariant ${at}, ${VIOLATIONS[at]}`);
}

function lineOf(tick: ReplayedTick, at: number, before: ReplayedTick | undefined): TraceLine {
  const { step, coils } = tick;
  const level = (path: string): string => LEVELS[step.choices[path] ?? 0] ?? "";
  return {
    first: at + 1,
    last: at + 1,
    grid: level("scene.grid"),
    generator: level("scene.generator"),
    coils: coilsOf(coils),
    u: positionText(tick.u),
    g: positionText(tick.g),
    events: [
      ...(before === undefined ? ["the meter starts"] : []),
      ...sceneSentences(step, before?.step),
      ...faultSentences(step, before),
      ...driveSentences(tick),
      ...(step.cut === undefined ? [] : cutSentences(step.cut, coils)),
      ...brokenSentences(tick.broken),
    ],
  };
}

const contentOf = (line: TraceLine): string => JSON.stringify({ ...line, first: 0, last: 0 });

/** Merges consecutive lines that differ only in their tick. */
function merged(lines: readonly TraceLine[]): TraceLine[] {
  const found: TraceLine[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last !== undefined && contentOf(last) === contentOf(line)) {
      found[found.length - 1] = { ...last, last: line.last };
    } else found.push(line);
  }
  return found;
}

/** A shortest counterexample to an invariant, shrunk. */
export function traceOf(explorer: Explorer, broken: BrokenInvariant): CounterexampleTrace {
  const { invariant } = broken;
  const ticks = shrink(explorer, stepsTo(explorer, broken), invariant);
  const lines = ticks.map((tick, at) => lineOf(tick, at, ticks[at - 1]));
  return { invariant, ticks, lines: merged(lines) };
}

const WIDTHS = [8, 6, 11, 9, 21];

const row = (cells: readonly string[]): string =>
  cells.map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0)).join("");

/** The timeline as text. */
export function timelineText({ lines }: CounterexampleTrace): string[] {
  const head = row(["tick", "grid", "generator", "coil", "U afterwards", "G afterwards"]);
  const body = lines.flatMap(({ first, last, grid, generator, coils, u, g, events }) => {
    const tick = first === last ? `${first}` : `${first}-${last}`;
    const sentences = events.map((sentence) => `          ${sentence}`);
    return [row([tick, grid, generator, coils.join(", ") || "-", u, g]), ...sentences];
  });
  return [head, ...body];
}
