/**
 * Runs npm's z3 in a thread of its own, so that it can be stopped: it does not heed its own
 * time limit everywhere.
 */
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";

/** What the thread is asked: the problem, how to check it, how to ask for values. */
export interface Question {
  readonly problem: string;
  readonly check: string;
  readonly values: string | undefined;
}

/** What comes back: raw answers of the solver, or why there are none. */
export interface Answer {
  readonly version: string;
  readonly status: string;
  readonly values: string;
}

// Not bundled: z3 finds its WebAssembly beside itself.
const require = createRequire(import.meta.url);
const { init } = require("z3-solver") as typeof import("z3-solver");

async function answer({ problem, check, values }: Question): Promise<Answer> {
  const { Z3 } = await init();
  const context = Z3.mk_context(Z3.mk_config());
  const { major, minor, build_number } = Z3.get_version();
  const ask = async (text: string): Promise<string> =>
    (await Z3.eval_smtlib2_string(context, text)).trim();
  const status = await ask(problem + check);
  const found = status === "sat" && values !== undefined ? await ask(values) : "";
  return { version: `Z3 ${major}.${minor}.${build_number} (npm)`, status, values: found };
}

// While z3 works in its own threads nothing here keeps this one alive. The asker ends it.
parentPort?.on("message", () => undefined);
parentPort?.postMessage(await answer(workerData as Question), []);
