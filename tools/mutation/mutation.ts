/** What tools/mutation/mutate.mjs needs of the project's TypeScript, bundled before it runs. */
export { Proof, exploration } from "./mutant-judges";
export { UNSOLVED, drawn, isAlive, pageOf, readResults } from "./mutant-report";
export { tableOf, writtenResults } from "./mutant-report";
export { NUMBER_FILE, choose, withMutants, withNumber } from "./mutant-source";
export { mutantsOf } from "./mutants";
