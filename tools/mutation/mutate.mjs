/**
 * Tries small mutations of the core one by one, and reports which check detects each: the unit
 * tests, the exploration, the proof, the conditions of the library. The whole run takes some hours
 * on two idle cores, and continues where the last one stopped.
 *
 *     npm run mutate -- --mistakes        only the mistakes by hand, by the unit tests; two minutes
 *     npm run mutate -- --survivors       only those of them that survived the last time
 *     npm run mutate                      these and all mutants; continues the last run
 *     npm run mutate -- --tests           mutants by the unit tests only, in about an hour
 *     npm run mutate -- --only watch      only mutants of files with this in their name
 *     npm run mutate -- --minutes 20      stops after 20 minutes
 *     npm run mutate -- --workers 1       keeps one processor core free
 *     npm run mutate -- --solver z3       Debian's z3, three times as fast as the one from npm
 *
 * The results are in proof/prove/mistakes.json and mutants.jsonl, and on the page
 * docs/reference/mutants.md with the reasons of mistakes.yaml and mutants.yaml. A verdict stays
 * while the function that holds the mutant, and the test that detects it, are as they were.
 */
import { fork } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { rolldown } from "rolldown";
import { parse } from "yaml";
import { path } from "../project/paths.mjs";
import { compile } from "../make/wasm.mjs";
import { bundleTests, unitTests } from "./unit-tests.mjs";

const FOLDER = "build/mutants";
/** Everything that drives a coil; every check tries each mutant of these. */
const INTERLOCK = [
  "core/interlock/evidence.ts",
  "core/interlock/interlock.ts",
  "core/control/position.ts",
  "core/interlock/pulse.ts",
];
/** The choice of the source, the sequence of a transfer, and what forbids it. */
const TRANSFER = ["decide", "sequence", "latches"].map((name) => `core/control/${name}.ts`);
/** What watches, doubts, obeys, stores and explains. */
const AROUND = [
  ...["watch", "trust", "overload", "orders"].map((name) => `core/control/${name}.ts`),
  ...["explain", "explanation", "prospect"].map((name) => `core/explain/${name}.ts`),
  "core/storage/store.ts",
];
const SOURCES = [...INTERLOCK, ...TRANSFER, ...AROUND].filter((file) => existsSync(path(file)));
/** Unit tests of the sources, beside them and above them. */
const TESTS = unitTests().filter((file) =>
  /^core\/((control|explain|interlock|storage)\/)?[^/]+$/.test(file),
);
const MODULES = [
  { entry: "core/wasm.ts", product: `${FOLDER}/core.wasm`, from: "./hardware/units", options: {} },
  {
    entry: "proof/module/wasm.ts",
    product: `${FOLDER}/small.wasm`,
    from: "@bptm/core/hardware/units",
    options: { figures: "proof/model/small.yaml" },
  },
  {
    entry: "lab/world/wasm.ts",
    product: `${FOLDER}/twin.wasm`,
    from: "@bptm/core/hardware/units",
    options: { simd: true },
  },
];
const KEPT = "proof/prove/mutants.jsonl";
const REASONS = "proof/prove/mutants.yaml";
/** The mistakes by hand, and what detects each. */
const MISTAKES = "proof/prove/mistakes.yaml";
const FOUND = "proof/prove/mistakes.json";
const PAGE = "docs/reference/mutants.md";
const ROWS = `${FOLDER}/rows.jsonl`;
/** Time limit of one query; the longest takes about ten seconds on an idle core. */
const SOLVER_MS = 60_000;
/** Mutants after which a process is replaced. */
const PIECES = 120;
const NO_ANSWER_MS = 600_000;

const text = (file) => readFileSync(path(file), "utf8");

/** Node 20 cannot run TypeScript, so the needed modules are bundled first. */
async function bundle() {
  const bundled = await rolldown({
    input: {
      mutation: path("tools/mutation/mutation.ts"),
      "solver-worker": path("proof/symbolic/solver-worker.ts"),
    },
    platform: "node",
    logLevel: "warn",
    external: [/^(z3-solver|rolldown|vite|assemblyscript)/, /parseAst/],
  });
  await bundled.write({ dir: path(FOLDER), format: "esm", entryFileNames: "[name].js" });
  return import(path(`${FOLDER}/mutation.js`));
}

async function prepare(mutation) {
  const lists = SOURCES.map((file) => mutation.mutantsOf(file, text(file)));
  const mutants = lists
    .flat()
    .map((one, at) => ({ ...one, number: at + 1, key: mutation.keyOf(one, text(one.file)) }));
  const replaced = new Map(
    SOURCES.map((file) => {
      const own = mutants.filter((one) => one.file === file);
      return [file, mutation.withMutants(file, text(file), own)];
    }),
  );
  replaced.set(mutation.NUMBER_FILE, mutation.withNumber(text(mutation.NUMBER_FILE)));
  const whole = ([file, replace]) => ({ file, find: text(file), replace });
  for (const { entry, product, from, options: build } of options.tests ? [] : MODULES) {
    const set = [entry, `${text(entry)}\nexport { setMutant } from "${from}";\n`];
    const patches = [...replaced, set].map(whole);
    // One after the other: each compilation uses a whole processor core.
    await compile({ entry, product }, { ...build, patches });
  }
  const numbered = path(mutation.NUMBER_FILE);
  const also = `export { setMutant } from ${JSON.stringify(numbered)};\n`;
  await bundleTests(`${FOLDER}/unit-tests.js`, TESTS, replaced, also);
  return mutants;
}

/** Verdicts of earlier runs on the same functions: key -> judge -> verdict. */
function earlier(mutation) {
  const found = new Map();
  const add = (key, verdicts) => found.set(key, { ...found.get(key), ...verdicts });
  const kept = mutation.readResults(existsSync(path(KEPT)) ? text(KEPT) : "");
  for (const { key, verdicts } of kept.rows) if (key !== undefined) add(key, verdicts);
  const lines = existsSync(path(ROWS)) ? text(ROWS).split("\n").filter(Boolean) : [];
  for (const line of lines) add(...JSON.parse(line));
  return found;
}

/** Judges all mutants in parallel processes; `report` receives each verdict. */
async function judgeAll(work, name, { settings, workers, ends, report }) {
  const waiting = [...work];
  const serve = () =>
    new Promise((resolve, reject) => {
      const argument = JSON.stringify({ ...settings, name });
      const child = fork(path("tools/mutation/mutate-judge.mjs"), [argument]);
      let mutant;
      let timer;
      let left = PIECES;
      const next = () => {
        clearTimeout(timer);
        // Terms are never freed, so a process is replaced from time to time.
        mutant = Date.now() < ends && left-- > 0 ? waiting.shift() : undefined;
        if (mutant === undefined) return void child.kill();
        timer = setTimeout(() => child.kill("SIGKILL"), NO_ANSWER_MS);
        child.send(mutant);
      };
      child.on("message", ({ verdict }) => {
        if (verdict !== undefined) report(mutant, verdict);
        next();
      });
      child.on("exit", (code) => {
        clearTimeout(timer);
        if (code && mutant === undefined)
          return void reject(new Error(`the judge "${name}" does not start`));
        if (mutant !== undefined) report(mutant, "fails: no answer");
        const more = waiting.length > 0 && Date.now() < ends;
        resolve(more ? serve() : undefined);
      });
    });
  await Promise.all(Array.from({ length: Math.min(workers, work.length) }, serve));
}

function resultsOf(mutants, known) {
  const counts = SOURCES.map((file) => [file, mutants.filter((one) => one.file === file).length]);
  const rows = mutants.map((one) => {
    const { key, file, line, start, before, after } = one;
    const [above, own] = text(file)
      .split("\n")
      .slice(line - 2, line);
    // The line above identifies a statement that is alone on its line.
    const code = own.trim() === before ? `${above.trim()} ${before}` : own.trim();
    return { key, file, line, start, code, before, after, verdicts: known.get(key) ?? {} };
  });
  return { mutants: Object.fromEntries(counts), rows };
}

/** Writes the page from what is kept. */
function writePage(mutation) {
  const byHand = mutation.mistakesSection(parse(text(MISTAKES)), JSON.parse(text(FOUND)));
  const results = mutation.readResults(text(KEPT));
  writeFileSync(path(PAGE), mutation.pageOf(results, parse(text(REASONS)), byHand));
}

function keep(mutation, results) {
  writeFileSync(path(KEPT), mutation.writtenResults(results));
  writePage(mutation);
}

/** Judges every mistake by hand; the command fails if one survives without a reason. */
async function judgeMistakes(mutation) {
  const mistakes = parse(text(MISTAKES)).map((one, at) => ({ ...one, number: at + 1 }));
  for (const one of mistakes) mutation.withMistake(text(one.file), one);
  const found = existsSync(path(FOUND)) ? JSON.parse(text(FOUND)) : {};
  const due = mistakes.filter(({ mistake }) => !options.survivors || !found[mistake]);
  const tests = unitTests().map(text).join("\n");
  const report = ({ mistake }, verdict) => {
    // Of several tests that detect it any may be the first: the one that is kept stays.
    const stays = verdict !== "" && found[mistake] && tests.includes(found[mistake]);
    if (!stays) found[mistake] = verdict;
    console.log(`${verdict === "" ? "SURVIVES" : "detected"}  ${mistake}`);
  };
  const ends = Number.POSITIVE_INFINITY;
  await judgeAll(due, "mistakes", { settings: {}, workers, ends, report });
  const inOrder = Object.fromEntries(mistakes.map(({ mistake }) => [mistake, found[mistake]]));
  writeFileSync(path(FOUND), `${JSON.stringify(inOrder, null, 2)}\n`);
  writePage(mutation);
  const wrong = mutation.complaints(mistakes, found);
  for (const line of wrong) console.error(line);
  console.log(`${mistakes.length} mistakes by hand, ${wrong.length} to be mended`);
  if (wrong.length > 0) process.exitCode = 1;
}

const { values: options } = parseArgs({
  options: {
    minutes: { type: "string", default: "100000" },
    workers: { type: "string", default: "2" },
    solver: { type: "string", default: "npm" },
    mistakes: { type: "boolean", default: false },
    survivors: { type: "boolean", default: false },
    tests: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
});
const workers = Number(options.workers);

const help = () =>
  text("tools/mutation/mutate.mjs")
    .split(" */", 1)[0]
    .replace(/^.*?\/\*\*| \* ?/gm, "");

async function main() {
  if (options.help) return void console.log(help());
  mkdirSync(path(FOLDER), { recursive: true });
  const mutation = await bundle();
  if (!options.tests) await judgeMistakes(mutation);
  if (options.mistakes || options.survivors) return;
  const mutants = await prepare(mutation);
  const known = earlier(mutation);
  const verdictsOf = (mutant) => known.get(mutant.key) ?? {};
  const small = Object.keys(parse(text("proof/model/small.yaml")));
  const settings = { solver: options.solver, timeout_ms: SOLVER_MS, small };
  const ends = Date.now() + Number(options.minutes) * 60_000;
  const note = (mutant, verdicts) => {
    known.set(mutant.key, { ...verdictsOf(mutant), ...verdicts });
    appendFileSync(path(ROWS), `${JSON.stringify([mutant.key, verdicts])}\n`);
  };
  const isAlive = (mutant) => mutation.isAlive(verdictsOf(mutant));
  const isInterlock = ({ file }) => INTERLOCK.includes(file);
  const isChosen = ({ file }) => file.includes(options.only);
  // A mutant that a test has detected is judged again only when that test is no more.
  const tests = TESTS.map(text).join("\n");
  const unsolved = (mutant) => verdictsOf(mutant).proof === mutation.UNSOLVED;
  const phase = async (name, isDue) => {
    const judge = name === "search" ? "proof" : name;
    const isNew = (mutant) =>
      (name === "tests" && !tests.includes(verdictsOf(mutant).tests || "?")) ||
      verdictsOf(mutant)[judge] === undefined ||
      (name === "proof" && unsolved(mutant));
    const work = mutation
      .shuffled(mutants)
      .filter(isChosen)
      .filter((one) => isNew(one) && isDue(one));
    let done = 0;
    await judgeAll(work, name, {
      settings,
      ends,
      workers,
      report: (mutant, verdict) => {
        note(mutant, { [judge]: verdict });
        const { file, line, before, after } = mutant;
        const change = JSON.stringify([before, after, verdict]);
        console.log(`${name} ${++done}/${work.length} ${file}:${line} ${change}`);
      },
    });
    keep(mutation, resultsOf(mutants, known));
  };
  await phase("tests", () => true);
  if (options.tests) return;
  await phase("exploration", (mutant) => isInterlock(mutant) || isAlive(mutant));
  await phase("proof", isAlive);
  await phase("equality", isAlive);
  await phase("conditions", isAlive);
  await phase("search", isInterlock);
  await phase("proof", isInterlock);
  console.log(mutation.tableOf(resultsOf(mutants, known)).join("\n"));
}

await main();
