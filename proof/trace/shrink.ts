/**
 * Shrinks a counterexample: of all those with the same number of ticks, it looks for one in which
 * little happens, so that a person can follow it. It simplifies choices as long as the invariant
 * still breaks in the last tick and not before.
 */
import type { Explorer } from "../explore/explore";
import { replay } from "./replay";
import type { ReplayedTick } from "./replay";
import { POLES } from "./steps";
import type { PowerCut, TraceStep } from "./steps";

/** The sources before the first tick: the grid good, everything else dead. */
const QUIET: Readonly<Record<string, number>> = { "scene.grid": 1 };
/** Cost of a change of a lasting choice, of a momentary one, and of a longer power cut. */
const CHANGE = 10;
const ACTS = 5;
const CUT = 30;
/** Number of changes to try. */
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

/** The total cost. */
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

/** Pseudo-random numbers, the same in every run (Lehmer generator, modulus 2^31 - 1). */
class LehmerGenerator {
  private state = 1;

  /** An integer below `limit`. */
  below(limit: number): number {
    this.state = (this.state * 48271) % 0x7fffffff;
    return this.state % limit;
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }
}

/** Another power cut, or none. */
function otherCut(cut: PowerCut, random: LehmerGenerator): PowerCut | undefined {
  const pole = `choice.pole_${random.pick(POLES)}`;
  const kinds: (PowerCut | undefined)[] = [
    undefined,
    { ...cut, at_rest: true },
    { ...cut, old_store: false },
    { ...cut, before_pulse: false },
    { ...cut, at_rest: true, rest: { ...cut.rest, [pole]: random.below(2) } },
  ];
  return random.pick(kinds);
}

/** The steps with one choice changed in some of them, or with another power cut. */
function changed(steps: readonly TraceStep[], random: LehmerGenerator): readonly TraceStep[] {
  const from = random.below(steps.length);
  const step = steps[from];
  if (step === undefined) return steps;
  if (step.cut !== undefined && random.below(2) === 0) {
    return steps.with(from, { ...step, cut: otherCut(step.cut, random) });
  }
  const to = from + random.below(steps.length - from);
  const path = random.pick(Object.keys(step.choices)) ?? "";
  // Only values that occur in the trace: the campaign may not allow others.
  const value = random.pick([0, ...steps.map(({ choices }) => choices[path] ?? 0)]) ?? 0;
  return steps.map((one, at) =>
    at < from || at > to ? one : { ...one, choices: { ...one.choices, [path]: value } },
  );
}

/** The replayed ticks of the cheapest counterexample found. */
export function shrink(
  explorer: Explorer,
  steps: readonly TraceStep[],
  invariant: number,
): ReplayedTick[] {
  const random = new LehmerGenerator();
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
    for (let more = random.below(3); more >= 0; more--) tried = changed(tried, random);
    const other = costOf(tried);
    // Accept equal cost too: it may lead to a lower cost.
    const replayed = other <= cost ? ticksOf(tried) : undefined;
    if (replayed === undefined) continue;
    [best, cost, ticks] = [tried, other, replayed];
  }
  return ticks;
}
