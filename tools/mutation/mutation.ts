/** The project's TypeScript that tools/mutation/mutate.mjs needs, bundled before it runs. */
export { ConditionsJudge } from "./conditions-judge";
export { Proof, exploration } from "./mutant-judges";
export { UNSOLVED, shuffled, isAlive, pageOf, readResults } from "./mutant-report";
export { tableOf, writtenResults } from "./mutant-report";
export { NUMBER_FILE, choose, withMutants, withNumber } from "./mutant-source";
export { keyOf, mutantsOf } from "./mutants";
export { complaints, mistakesSection, withMistake } from "./mistakes";
