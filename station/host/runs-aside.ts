/**
 * Conditions that run beside the twin at full speed, each in its own thread. They run one at a
 * time; the others wait. Of a run its verdict and the page of its report are kept.
 */
import type { Condition } from "@bptm/lab/scenario/condition";
import { coverageOf } from "@bptm/lab/report/coverage";
import { runConditions } from "@bptm/lab/campaign/run-conditions";
import type { ConditionOutcome } from "@bptm/lab/campaign/run-conditions";
import { named } from "@bptm/control/bench/named";
import { reportPage } from "@bptm/lab/report/report";
import { decidedBy } from "@bptm/lab/report/verdict-table";
import type { RunLine } from "../wire/api";
import { Refusal } from "@bptm/link/refusal";

/** How a report was made, as names and values; called at the end of a run. */
export type About = (took_s: number) => Readonly<Record<string, string>>;

/** Maximum number of waiting conditions. */
export const WAITING_MAX = 8;
/** Number of pages that are kept, a tenth of a megabyte each; the oldest is removed first. */
const KEPT_MAX = 24;

interface Run {
  readonly condition: Condition;
  line: RunLine;
  page?: string;
}

/** All runs, the latest request first. */
export class RunsAside {
  readonly #conditions: readonly Condition[];
  readonly #about: About;
  readonly #ending = new AbortController();
  #runs: readonly Run[] = [];
  #working: Promise<void> | undefined;

  constructor(conditions: readonly Condition[], about: About) {
    this.#conditions = conditions;
    this.#about = about;
  }

  get lines(): readonly RunLine[] {
    return this.#runs.map(({ line }) => line);
  }

  /** Starts a condition, or lets it wait. Its earlier run is dropped. */
  run(id: string): void {
    const condition = named(this.#conditions, id);
    if (this.#ending.signal.aborted) {
      throw new Refusal("E-REPORT-04", 503, "The station is ending and begins nothing more.");
    }
    const earlier = this.#runs.find((run) => run.line.id === condition.id)?.line.state;
    if (earlier === "waits" || earlier === "runs") {
      const message = `Condition ${condition.id} ${earlier} already: wait for its verdict.`;
      throw new Refusal("E-REPORT-02", 409, message);
    }
    if (this.#waiting().length >= WAITING_MAX) {
      const message = `${WAITING_MAX} conditions wait already: ask again when one is done.`;
      throw new Refusal("E-REPORT-03", 429, message);
    }
    const line: RunLine = { id: condition.id, state: "waits", percent: 0, note: "", report: false };
    const others = this.#runs.filter((run) => run.condition !== condition);
    this.#runs = [{ condition, line }, ...others].slice(0, KEPT_MAX);
    this.#working ??= this.#work();
  }

  /** The report of a finished condition. */
  page(id: string): string {
    const page = this.#runs.find((run) => run.line.id === id.toUpperCase())?.page;
    if (page !== undefined) return page;
    const message = `There is no report of "${id}": let it run as fast as it goes, to its verdict.`;
    throw new Refusal("E-REPORT-01", 404, message);
  }

  /** Ends the running thread. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#working;
  }

  #waiting(): Run[] {
    return this.#runs.filter(({ line }) => line.state === "waits");
  }

  async #work(): Promise<void> {
    for (let run = this.#waiting().at(-1); run !== undefined; run = this.#waiting().at(-1)) {
      await this.#runOne(run);
    }
    this.#working = undefined;
  }

  async #runOne(run: Run): Promise<void> {
    const { condition } = run;
    run.line = { ...run.line, state: "runs" };
    const onProgress = (_: Condition, simulated_s: number): void => {
      const percent = Math.floor((simulated_s / condition.duration_s) * 100);
      run.line = { ...run.line, percent };
    };
    const { signal } = this.#ending;
    try {
      const [outcome] = await runConditions([condition], {
        jobs: 1,
        waveforms: true,
        onProgress,
        signal,
      });
      if (outcome === undefined) this.#break(run, "the station ended before it began");
      else this.#judge(run, outcome);
    } catch (error) {
      this.#break(run, error instanceof Error ? error.message : String(error));
    }
  }

  #break(run: Run, why: string): void {
    run.line = { ...run.line, state: "broken", note: `It has no verdict: ${why}.` };
  }

  #judge(run: Run, outcome: ConditionOutcome): void {
    const { result, failure = "it gave no result", took_s } = outcome;
    if (result === undefined) return this.#break(run, failure);
    const coverage = coverageOf([outcome]);
    run.page = reportPage({ outcomes: [outcome], coverage, about: this.#about(took_s) });
    const { verdict: state } = result;
    run.line = { ...run.line, state, percent: 100, note: decidedBy(outcome), report: true };
  }
}
