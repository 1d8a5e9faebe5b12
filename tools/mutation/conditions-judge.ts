/**
 * Runs the library on a mutant, for mutants that no other check has detected: whether a condition
 * fails that holds on the core. It takes about a minute for a mutant that survives.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { runCondition } from "@bptm/lab/run/run";
import { verdictOf } from "@bptm/lab/run/verdict";
import type { Condition } from "@bptm/lab/scenario/condition";
import { library } from "@bptm/lab/scenario/library";
import { projectPath } from "@bptm/runtime/project-files";

export class ConditionsJudge {
  /** Those that failed for the last mutants come first. */
  private conditions: readonly Condition[] = library();
  private modules = 0;

  /** Id of the first condition that fails on the module, or "". */
  async failing(module: Uint8Array): Promise<string> {
    const name = `mutants/twin-${process.pid}-${this.modules++}.wasm`;
    mkdirSync(projectPath("build/mutants"), { recursive: true });
    writeFileSync(projectPath(`build/${name}`), module);
    try {
      for (const condition of this.conditions) {
        // One after the other: the first that fails is enough.
        const result = await runCondition(condition, { module: name });
        if (verdictOf(result) !== "fail") continue;
        this.conditions = [condition, ...this.conditions.filter((one) => one !== condition)];
        return condition.id;
      }
      return "";
    } finally {
      rmSync(projectPath(`build/${name}`));
    }
  }
}
