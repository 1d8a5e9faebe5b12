/**
 * Runs npm's z3 in a thread of its own, so that it can be stopped: it does not heed its own
 * time limit everywhere.
 */
import { createRequire } from "node:module";
import { runTasks } from "@bptm/runtime/worker-tasks";

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

/** What z3's WebAssembly offers of itself. */
interface Memory {
  readonly HEAPU8: Uint8Array;
  _malloc(octets: number): number;
  _free(at: number): void;
  async_call(call: () => void): Promise<string>;
  ccall(name: string, returns: "void", types: readonly string[], values: readonly number[]): void;
}

/**
 * Has text evaluated. The package's own call leaves the text on a stack that goes on being used
 * while z3's thread reads it, so that now and then its end is garbage; here it lies on the heap.
 */
async function evaluate(memory: Memory, context: number, text: string): Promise<string> {
  const { _malloc: reserve, _free: release } = memory;
  const octets = Buffer.from(`${text}\0`);
  const at = reserve(octets.length);
  memory.HEAPU8.set(octets, at);
  const call = (): void =>
    memory.ccall("async_Z3_eval_smtlib2_string", "void", ["number", "number"], [context, at]);
  try {
    return (await memory.async_call(call)).trim();
  } finally {
    release(at);
  }
}

let started: ReturnType<typeof init> | undefined;

/** Each question has a context of its own: it knows nothing of those before it. */
async function answer({ problem, check, values }: Question): Promise<Answer> {
  const { em, Z3 } = await (started ??= init());
  const context = Z3.mk_context(Z3.mk_config());
  const { major, minor, build_number } = Z3.get_version();
  const ask = (text: string): Promise<string> => evaluate(em as Memory, Number(context), text);
  const status = await ask(problem + check);
  const found = status === "sat" && values !== undefined ? await ask(values) : "";
  Z3.del_context(context);
  return { version: `Z3 ${major}.${minor}.${build_number} (npm)`, status, values: found };
}

runTasks<Question, Answer>(answer);
