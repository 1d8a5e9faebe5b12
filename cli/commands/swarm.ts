/** The failures of a swarm: each is minimized and written as a condition file that replays it. */
import { join } from "node:path";
import { conditionText } from "@bptm/lab/scenario/condition-file";
import type { ConditionOutcome } from "@bptm/lab/campaign/run-conditions";
import { runRandomCondition } from "@bptm/lab/campaign/swarm";
import { failureOf, shrink } from "@bptm/lab/campaign/shrink";
import { Progress, complain, print } from "../terminal/output";
import { writeWhole } from "../terminal/write-whole";

/** Maximum runs to minimize one failure. */
const RUNS_MAX = 120;

/** Minimizes each failure, writes it into a folder, and prints how to replay it. */
export async function keepFailures(
  failed: readonly ConditionOutcome[],
  folder: string,
  quiet: boolean,
): Promise<void> {
  const say = quiet ? complain : print;
  for (const { condition, result, failure } of failed) {
    if (result === undefined) {
      say(`seed ${condition.seed}: ${failure}`);
      continue;
    }
    const progress = new Progress();
    const what = failureOf(result);
    let runs = 0;
    // One after another: each uses a whole processor core and prints its own line.
    const small = await shrink(
      condition,
      what,
      (attempt) => {
        progress.show(++runs / RUNS_MAX, `making ${condition.id} small`);
        return runRandomCondition(attempt);
      },
      RUNS_MAX,
    );
    progress.clear();
    const file = join(folder, `${condition.id}.yaml`);
    writeWhole(file, conditionText(small));
    const left = `${small.timeline.length} of ${condition.timeline.length} stimuli left`;
    say(`seed ${condition.seed}: ${what}; ${left}: bptm run ${file}`);
  }
}
