/** One process of a mutation run: judges the mutants whose numbers it receives. */
import { readFileSync, rmSync } from "node:fs";
import { path } from "../project/paths.mjs";
import { bundleTests, unitTests } from "./unit-tests.mjs";

const FOLDER = "build/mutants";

const read = (name) => new Uint8Array(readFileSync(path(`${FOLDER}/${name}`)));

/** The judge of the mistakes by hand: the unit tests, bundled anew for each. */
async function mistakesJudge() {
  const { withMistake } = await import(path(`${FOLDER}/mutation.js`));
  return async (mistake) => {
    const { number, file } = mistake;
    const product = `${FOLDER}/mistake-${process.pid}-${number}.js`;
    const text = () => withMistake(readFileSync(path(file), "utf8"), mistake);
    await bundleTests(product, unitTests(file), number === 0 ? [] : [[file, text()]]);
    const { firstFailing } = await import(path(product));
    rmSync(path(product));
    rmSync(path(product.replace(/js$/, "ts")));
    return firstFailing();
  };
}

async function judgeOf(name, { solver, timeout_ms, small: figures }) {
  const { ConditionsJudge, Proof, choose, exploration } = await import(
    path(`${FOLDER}/mutation.js`)
  );
  if (name === "mistakes") return mistakesJudge();
  if (name === "tests") {
    const tests = await import(path(`${FOLDER}/unit-tests.js`));
    return ({ number }) => {
      tests.setMutant(number);
      return tests.firstFailing();
    };
  }
  if (name === "exploration") {
    const small = read("small.wasm");
    // Figures of the small core replace such a constant: such a mutant changes nothing there.
    return ({ number, constant }) =>
      figures.includes(constant) ? "" : exploration(choose(small, number));
  }
  if (name === "conditions") {
    const twin = read("twin.wasm");
    const judge = new ConditionsJudge();
    return ({ number }) => judge.failing(choose(twin, number));
  }
  const core = read("core.wasm");
  // The same module with no mutant chosen: every difference from it comes from the mutant.
  const proof = new Proof(choose(core, 0), { solver, timeout_ms });
  return ({ number }) => proof[name](choose(core, number));
}

const { name, ...settings } = JSON.parse(process.argv[2]);
const judge = await judgeOf(name, settings);
// A judge that detects a fault in the core itself would detect one in every mutant.
const itself = await judge({ number: 0 });
if (!["", "equal", "?not solved"].includes(itself)) {
  throw new Error(`${name} detects a fault in the core without a mutant: ${itself}`);
}
process.on("message", async (mutant) => {
  let verdict;
  try {
    verdict = await judge(mutant);
  } catch (error) {
    // A judge that throws has detected the mutant.
    verdict = `fails: ${String(error?.message ?? error).slice(0, 80)}`;
  }
  process.send({ verdict });
});
process.send({});
