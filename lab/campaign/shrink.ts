/**
 * Shrinks a failing condition: removes parts that the failure does not need, until nothing more can
 * be removed or the limit of runs is reached. Halves first, then smaller pieces (ddmin: Zeller,
 * Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE TSE 28(2), 2002).
 */
import { ConditionError, conditionText, parseCondition } from "../scenario/condition-file";
import type { Condition } from "../scenario/condition";
import type { Result } from "../run/result";
import { firstOf } from "../run/verdict";

/** Runs a condition. */
type RunFunction = (condition: Condition) => Promise<Result>;

/** Identifies a failure: the first violated invariant, or all missed expectations. */
export function failureOf({ violations, expectations, energy }: Result): string {
  const first = firstOf(violations);
  if (first !== undefined) return `invariant ${first.invariant}: ${first.rule}`;
  if (energy?.balance === "broken") return "registers and house differ";
  const missed = expectations.filter(({ held }) => !held);
  return missed.map(({ expected }) => expected.replaceAll(/[\d.]+/g, "#")).join("; ");
}

/** Whether the file of this condition can be read. */
function canBeRead(condition: Condition): boolean {
  try {
    parseCondition(conditionText(condition), condition.id);
    return true;
  } catch (error) {
    if (error instanceof ConditionError) return false;
    throw error;
  }
}

/** The condition that ends at a time: no expectation looks beyond it. */
function until({ expect }: Condition, duration_s: number): Partial<Condition> {
  const within = (time_s: number | undefined): number | undefined =>
    time_s === undefined ? undefined : Math.min(time_s, duration_s);
  const known = ([, value]: [string, unknown]): boolean => value !== undefined;
  const earlier = expect.map((one) => {
    const times = { at_s: within(one.at_s), by_s: within(one.by_s), after_s: within(one.after_s) };
    return { ...one, ...Object.fromEntries(Object.entries(times).filter(known)) };
  });
  return { duration_s, expect: earlier };
}

class Shrinker {
  private best: Condition;
  /** When the repairs begin. */
  private readonly repaired_s: number;

  constructor(
    condition: Condition,
    private readonly failure: string,
    private readonly attempt: RunFunction,
    private runs: number,
  ) {
    this.best = condition;
    this.repaired_s = condition.expect[0]?.after_s ?? Infinity;
  }

  /** Keeps the change if the condition can still be read and fails in the same way. */
  private async keep(change: Partial<Condition>): Promise<boolean> {
    const smaller = { ...this.best, ...change };
    if (this.runs <= 0 || !canBeRead(smaller)) return false;
    this.runs--;
    if (failureOf(await this.attempt(smaller)) !== this.failure) return false;
    this.best = smaller;
    return true;
  }

  /** Repairs are kept: without them every run would fail because the house stays dead. */
  private without(at: number, count: number): Condition["timeline"] {
    return this.best.timeline.filter(
      (one, place) => place < at || place >= at + count || (one.at ?? 0) >= this.repaired_s,
    );
  }

  private async leaveOut(): Promise<void> {
    let piece = Math.ceil(this.best.timeline.length / 2);
    while (piece >= 1 && this.runs > 0) {
      let at = 0;
      let any = false;
      while (at < this.best.timeline.length) {
        const timeline = this.without(at, piece);
        const fewer = timeline.length < this.best.timeline.length;
        // Sequential: each attempt builds on the previous one.
        if (fewer && (await this.keep({ timeline }))) any = true;
        else at += piece;
      }
      if (piece === 1 && !any) return;
      if (!any || piece > 1) piece = Math.max(1, Math.floor(piece / 2));
    }
  }

  async run(): Promise<Condition> {
    // The time after the failure is not needed and costs the most.
    const first = firstOf((await this.attempt(this.best)).violations);
    if (first) await this.keep(until(this.best, Math.ceil(first.first_s) + 1));
    await this.keep({ settings: {} });
    for (const name of Object.keys(this.best.settings)) {
      const { [name]: _, ...settings } = this.best.settings;
      // Sequential: each attempt builds on the previous one.
      await this.keep({ settings });
    }
    await this.keep({ home: { house: "standard" } });
    const { latches: _, ...home } = this.best.home;
    await this.keep({ home });
    await this.keep({ generator: "open-frame-7500" });
    await this.leaveOut();
    return this.best;
  }
}

/** The smallest condition found with the same failure in at most `runs_max` runs. */
export function shrink(
  condition: Condition,
  failure: string,
  attempt: RunFunction,
  runs_max: number,
): Promise<Condition> {
  return new Shrinker(condition, failure, attempt, runs_max).run();
}
