/**
 * Of all ways that break an invariant in so many ticks, one in which little happens: a person has
 * to follow it. Choices are made plainer as long as the invariant still breaks in the last tick and
 * not before.
 */
import type { Explorer } from "../explore/explore";
import { replay } from "./replay";
import type { ReplayedTick } from "./replay";
import { POLES } from "./steps";
import type { PowerCut, TraceStep } from "./steps";

/** Where the first tick finds the sources: the grid good, everything else dead. */
const QUIET: Readonly<Record<string, number>> = { "scene.grid": 1 };
/** What it costs to change what lasts, to have something happen, to lose the power for a while. */
const CHANGE = 10;
const ACTS = 5;
const CUT = 30;
/** Changes that are tried. */
const TRIES = 10_000;

const usual = (path: string): number => QUIET[path] ?? 0;
const lasts = (path: string): boolean => /^scene\.(grid|generator|house)$/.test(path);

function costOfCut(cut: PowerCut | undefined): number {
  if (cut === undefined) return 0;
  const rest = Object.values(cut.rest).reduce((sum, one) => sum + one, 0);
  return (
    (cut.at_rest ? CUT : 2 * CUT) + rest + [cut.before_pulse, cut.old_store].filter(Boolean).length
  );
}

/** How much happens in all. */
function costOf(steps: readonly TraceStep[]): number {
  return steps.reduce((sum, { choices, cut }, at) => {
    const before = steps[at - 1]?.choices;
    const each = Object.entries(choices).map(([path, value]) => {
      const was = before?.[path] ?? usual(path);
      if (lasts(path)) return value === was ? 0 : CHANGE;
      const weight = /^choice\.pole_|in_step|current/.test(path) ? 1 : ACTS;
      return (value === 0 ? 0 : weight) + (/pair/.test(path) && value !== was ? ACTS : 0);
    });
    return sum + costOfCut(cut) + each.reduce((all, one) => all + one, 0);
  }, 0);
}

/** Numbers that look drawn, the same in every run (Lehmer's generator, modulus 2^31 - 1). */
class LehmerGenerator {
  private state = 1;

  /** A whole number below `sides`. */
  throw(sides: number): number {
    this.state = (this.state * 48271) % 0x7fffffff;
    return this.state % sides;
  }

  of<T>(list: readonly T[]): T | undefined {
    return list[this.throw(list.length)];
  }
}

/** Another way to lose the power, or none. */
function otherCut(cut: PowerCut, dice: LehmerGenerator): PowerCut | undefined {
  const pole = `choice.pole_${dice.of(POLES)}`;
  const kinds: (PowerCut | undefined)[] = [
    undefined,
    { ...cut, at_rest: true },
    { ...cut, old_store: false },
    { ...cut, before_pulse: false },
    { ...cut, at_rest: true, rest: { ...cut.rest, [pole]: dice.throw(2) } },
  ];
  return dice.of(kinds);
}

/** The steps with one field set anew in some of them, or with another cut. */
function changed(steps: readonly TraceStep[], dice: LehmerGenerator): readonly TraceStep[] {
  const from = dice.throw(steps.length);
  const step = steps[from];
  if (step === undefined) return steps;
  if (step.cut !== undefined && dice.throw(2) === 0) {
    return steps.with(from, { ...step, cut: otherCut(step.cut, dice) });
  }
  const to = from + dice.throw(steps.length - from);
  const path = dice.of(Object.keys(step.choices)) ?? "";
  // Only what was tried somewhere in the trace: the campaign may allow no more.
  const value = dice.of([0, ...steps.map(({ choices }) => choices[path] ?? 0)]) ?? 0;
  return steps.map((one, at) =>
    at < from || at > to ? one : { ...one, choices: { ...one.choices, [path]: value } },
  );
}

/** The calmest steps found, and how they went. */
export function shrink(
  explorer: Explorer,
  steps: readonly TraceStep[],
  invariant: number,
): ReplayedTick[] {
  const dice = new LehmerGenerator();
  const bit = 1 << invariant;
  const ticksOf = (tried: readonly TraceStep[]): ReplayedTick[] | undefined => {
    const ticks = replay(explorer, tried);
    const first = ticks?.findIndex(({ broken }) => (broken & bit) !== 0);
    return first === tried.length - 1 ? ticks : undefined;
  };
  let best = steps;
  let ticks = ticksOf(best);
  if (ticks === undefined) throw new Error(`the replayed trace keeps invariant ${invariant}`);
  let cost = costOf(best);
  for (let tries = 0; tries < TRIES; tries++) {
    let tried = best;
    for (let more = dice.throw(3); more >= 0; more--) tried = changed(tried, dice);
    const other = costOf(tried);
    // What costs the same is taken too: it may be the way to what costs less.
    const went = other <= cost ? ticksOf(tried) : undefined;
    if (went === undefined) continue;
    [best, cost, ticks] = [tried, other, went];
  }
  return ticks;
}
