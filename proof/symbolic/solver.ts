/**
 * Asks a solver whether assertions can hold together. Whatever goes wrong with a solver is said,
 * and is never an "unsat".
 */
import { spawn, spawnSync } from "node:child_process";
import { bundledWorker } from "@bptm/runtime/project-files";
import { WorkerPool } from "@bptm/runtime/worker-pool";
import { variablesOf } from "./evaluate";
import { askValues, readValues, smtlib } from "./smtlib";
import type { Answer, Question } from "./solver-worker";
import { FALSE, TRUE } from "./term";
import type { Term } from "./term";

/** `npm` is z3 from the package z3-solver; the others are programs of Debian's packages. */
export type SolverName = "npm" | "z3" | "cvc5";

interface Solved {
  /**
   * `unsat`: no values make the assertions true. `failed`: the solver broke down or answered
   * something else; `missing`: it is not installed.
   */
  readonly status: "unsat" | "sat" | "unknown" | "timeout" | "missing" | "failed";
  /** Values that make the assertions true, when the status is `sat`. */
  readonly model?: ReadonlyMap<string, number>;
  readonly seconds: number;
  readonly solver_version: string;
  /** What the solver said, when it failed. */
  readonly detail?: string;
}

export interface SolveOptions {
  readonly solver: SolverName;
  readonly timeout_ms: number;
  /** Threads for the solver `npm`; undefined: a new one for each question. */
  readonly threads?: SolverThreads;
}

type Outcome = Omit<Solved, "seconds">;

const CHECKS: Readonly<Record<SolverName, string>> = {
  npm: "(check-sat-using smt)\n",
  z3: "(check-sat-using smt)\n",
  cvc5: "(check-sat)\n",
};
const ARGUMENTS: Readonly<Record<"z3" | "cvc5", readonly string[]>> = {
  z3: ["-smt2", "-in"],
  // Eager: every tick is one large question of bits, which lazy bit-blasting takes minutes for.
  cvc5: ["--lang=smt2", "--produce-models", "--bitblast=eager", "-"],
};
const DETAIL_LENGTH = 200;

/** Reads status and values. An error before the status: the problem was not understood. */
function outcome(status: string, values: string, solver_version: string): Outcome {
  if (status === "unsat" || status === "unknown") return { status, solver_version };
  if (status === "sat") return { status, model: readValues(values), solver_version };
  if (status === "timeout") return { status, solver_version };
  const detail = status.slice(0, DETAIL_LENGTH);
  return { status: "failed", solver_version, detail };
}

function failed(solver_version: string, error: Error): Outcome {
  const missing = "code" in error && error.code === "ENOENT";
  const status = missing ? "missing" : "failed";
  return { status, solver_version, detail: error.message.slice(0, DETAIL_LENGTH) };
}

const NPM_VERSION = "Z3 (npm)";

/**
 * Threads of npm's z3. They outlast a question, because a new thread compiles z3 again, which takes
 * longer than most answers. Stop them at the end, or they keep the process alive.
 */
export class SolverThreads {
  private readonly idle: WorkerPool<Question, Answer>[] = [];

  /** Asks in an idle thread, or else in a new one. A thread that takes too long is ended. */
  async ask(question: Question, timeout_ms: number): Promise<Outcome> {
    const script = bundledWorker("solver-worker");
    const thread = this.idle.pop() ?? new WorkerPool<Question, Answer>({ script, threads: 1 });
    const timer = setTimeout(() => void thread.stop(), timeout_ms);
    const ended = await thread.run(question);
    clearTimeout(timer);
    if (ended.end === "done") {
      this.idle.push(thread);
      const { status, values, version } = ended.result;
      return outcome(status, values, version);
    }
    await thread.stop();
    if (ended.end === "stopped") return { status: "timeout", solver_version: NPM_VERSION };
    return failed(NPM_VERSION, new Error(ended.reason));
  }

  async stop(): Promise<void> {
    await Promise.all(this.idle.splice(0).map((thread) => thread.stop()));
  }
}

/** In a thread that ends with the question. */
async function askOnce(question: Question, timeout_ms: number): Promise<Outcome> {
  const threads = new SolverThreads();
  try {
    return await threads.ask(question, timeout_ms);
  } finally {
    await threads.stop();
  }
}

const versions = new Map<string, string>();

/** First line of what the program says of itself. */
function versionOf(program: string): string {
  let known = versions.get(program);
  if (known === undefined) {
    const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
    known = (stdout ?? "").split("\n")[0]?.replace(/^This is /, "") ?? "";
    versions.set(program, known);
  }
  return known === "" ? program : known;
}

function askProgram(
  program: string,
  args: readonly string[],
  question: Question,
  timeout_ms: number,
): Promise<Outcome> {
  const version = versionOf(program);
  return new Promise((resolve) => {
    let text = "";
    let found: Outcome | undefined;
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    const timer = setTimeout(() => {
      found = { status: "timeout", solver_version: version };
      child.kill("SIGKILL");
    }, timeout_ms);
    const collect = (chunk: Buffer): void => void (text += chunk.toString());
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    // A program that ends before it has read everything is judged by what it said.
    child.stdin.on("error", () => undefined);
    child.once("error", (error) => (found = failed(version, error)));
    child.once("close", (_, signal) => {
      clearTimeout(timer);
      const said = text.trimStart();
      const status = /^(sat|unsat|unknown|timeout)(?=\s|$)/.exec(said)?.[0];
      const ended = signal === null ? said : `ended by ${signal}`;
      const usable = signal === null && status !== undefined;
      resolve(found ?? outcome(usable ? status : ended, said, version));
    });
    child.stdin.end(question.problem + question.check + (question.values ?? ""));
  });
}

/** Asks one solver. `program` stands in for the solver's own name, for a copy elsewhere. */
export async function solveText(
  question: Omit<Question, "check">,
  { solver, timeout_ms, threads }: SolveOptions,
  program: string = solver,
): Promise<Solved> {
  const begun = performance.now();
  const asked = { ...question, check: CHECKS[solver] };
  const found =
    solver === "npm"
      ? await (threads?.ask(asked, timeout_ms) ?? askOnce(asked, timeout_ms))
      : await askProgram(program, ARGUMENTS[solver], asked, timeout_ms);
  return { ...found, seconds: (performance.now() - begun) / 1000 };
}

/** Can all assertions hold together? Constants are answered without a solver. */
export async function solve(assertions: readonly Term[], options: SolveOptions): Promise<Solved> {
  const open = assertions.filter((one) => one !== TRUE);
  if (open.includes(FALSE)) return { status: "unsat", seconds: 0, solver_version: "by form" };
  const problem = smtlib(open);
  return solveText({ problem, values: askValues(variablesOf(open)) }, options);
}
