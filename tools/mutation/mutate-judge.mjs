/** One process of a mutation run: judges the mutants whose numbers it is told. */
import { readFileSync } from "node:fs";
import { path } from "../project/paths.mjs";

const FOLDER = "build/mutants";

const read = (name) => new Uint8Array(readFileSync(path(`${FOLDER}/${name}`)));

async function judgeOf(name, { solver, timeout_ms, small: figures }) {
  const { Proof, choose, exploration } = await import(path(`${FOLDER}/mutation.js`));
  if (name === "tests") {
    const tests = await import(path(`${FOLDER}/unit-tests.js`));
    return ({ number }) => {
      tests.setMutant(number);
      return tests.firstFailing();
    };
  }
  if (name === "exploration") {
    const small = read("small.wasm");
    // Figures of the small core replace such a constant: there is nothing to see there.
    return ({ number, constant }) =>
      figures.includes(constant) ? "" : exploration(choose(small, number));
  }
  const core = read("core.wasm");
  // The same module with no mutant chosen: what differs from it is the mutant's doing.
  const proof = new Proof(choose(core, 0), { solver, timeout_ms });
  return ({ number }) => proof[name](choose(core, number));
}

const { name, ...settings } = JSON.parse(process.argv[2]);
const judge = await judgeOf(name, settings);
// A judge that finds fault with the core itself would find fault with every mutant.
const itself = await judge({ number: 0 });
if (!["", "equal", "?not solved"].includes(itself)) {
  throw new Error(`${name} says of the core itself: ${itself}`);
}
process.on("message", async (mutant) => {
  let verdict;
  try {
    verdict = await judge(mutant);
  } catch (error) {
    // What breaks down under a mutant has noticed it.
    verdict = `fails: ${String(error?.message ?? error).slice(0, 80)}`;
  }
  process.send({ verdict });
});
process.send({});
