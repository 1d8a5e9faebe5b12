/** Holds the safety case against the repository. The first thing that is not so is one sentence. */

const SAFETY = "docs/safety.yaml";
const HAZARDS = "docs/hazards.yaml";
const LATEST = ["close", "pulse", "live", "test"];

/** Thrown where the safety case claims what the repository does not have; it names the mend. */
class SafetyError extends Error {}

function demand(holds, file, entry, mend) {
  if (!holds) throw new SafetyError(`${file}: ${entry}: ${mend}.`);
}

function unique(file, entries) {
  const seen = new Set();
  for (const { id } of entries) {
    demand(!seen.has(id), file, id, "it stands twice, take one away");
    seen.add(id);
  }
}

/** `tests`: file to one name or several, each of which must stand in the file. */
function checkTests(file, entry, tests, known) {
  for (const [name, titles] of Object.entries(tests ?? {})) {
    const text = known.textOf(name);
    demand(text !== undefined, file, entry, `there is no ${name}, name the test that shows it`);
    for (const title of [titles].flat()) {
      demand(text.includes(title), file, entry, `${name} has no test "${title}", name one it has`);
    }
  }
}

function commandExists(command, known) {
  const [, program, ...rest] = command.split(" ");
  if (program === "bptm") return known.commands.has(rest[0]);
  if (program === "run") return known.scripts.includes(rest[0]);
  return program === "vitest" && rest.slice(1).every((name) => known.textOf(name) !== undefined);
}

function checkWays({ ways }, known) {
  for (const [name, { command, planned }] of Object.entries(ways)) {
    const exists = commandExists(command, known);
    demand(exists || planned, SAFETY, name, `there is no \`${command}\`, name a command that runs`);
    demand(!exists || !planned, SAFETY, name, `\`${command}\` runs now, take \`planned\` away`);
  }
}

function checkFigures(entry, wanted, known, from) {
  for (const [name, value] of Object.entries(wanted ?? {})) {
    const is = known[name];
    demand(is === value, SAFETY, entry, `${name} is ${is} in ${from}, not ${value}; correct it`);
  }
}

/** Where the numbers of the invariants stand that are shown in each way. */
const SHOWN = {
  judged: "lab/run/rules.ts",
  explored: "proof/model/monitor.ts",
  proved: "proof/induction/obligations.ts",
};
/** It speaks of campaigns, not of a moment, so no file has it by its number. */
const CAMPAIGNS = 9;

function checkHeld({ id, held }, known) {
  const number = Number(/^I-(\d+)$/.exec(id)?.[1] ?? CAMPAIGNS);
  if (number === CAMPAIGNS) return;
  for (const [way, file] of Object.entries(SHOWN)) {
    const shows = known[way].has(number);
    const claims = held[way] !== undefined;
    demand(shows || !claims, SAFETY, id, `it is not ${way} in ${file}, take the claim away`);
    demand(claims || !shows, SAFETY, id, `it is ${way} in ${file}, say which part of it`);
  }
}

function checkRequirements(tables, known) {
  const { requirements, ways } = tables;
  unique(SAFETY, requirements);
  for (const one of requirements) {
    demand(one.says && one.held, SAFETY, one.id, "say what must hold, and how it is held");
    for (const way of Object.keys(one.held)) {
      demand(ways[way], SAFETY, one.id, `${way} is no way, take one of ${Object.keys(ways)}`);
    }
    checkHeld(one, known);
    checkTests(SAFETY, one.id, one.tests, known);
    checkFigures(one.id, one.settings, known.settings, "core/lists/settings.yaml");
  }
  const ids = new Set(requirements.map(({ id }) => id));
  const shown = new Set([...known.judged, ...known.explored, ...known.proved]);
  for (const number of shown) {
    const file = Object.keys(SHOWN).find((way) => known[way].has(number));
    const mend = `invariant ${number} of ${SHOWN[file]} is missing, add it`;
    demand(ids.has(`I-${number}`), SAFETY, "requirements", mend);
  }
}

function checkHazard(hazard, ids, known) {
  const { id, answers, outside, tests } = hazard;
  demand(hazard.hazard && hazard.outcome, HAZARDS, id, "say what happens and what must come of it");
  const answered = answers.length > 0 || outside;
  demand(answered, HAZARDS, id, "name the requirement that answers it, or what is outside");
  for (const answer of answers) {
    demand(ids.has(answer), HAZARDS, id, `there is no requirement ${answer}, name one there is`);
  }
  checkTests(HAZARDS, id, tests, known);
  const condition = known.conditions[id];
  if (condition === undefined) return;
  for (const key of ["group", "severity"]) {
    const mend = `its ${key} is ${condition[key]} in ${condition.file}, let both say the same`;
    demand(hazard[key] === condition[key], HAZARDS, id, mend);
  }
}

function checkHazards({ hazards, requirements }, known) {
  unique(HAZARDS, hazards);
  const ids = new Set(requirements.map(({ id }) => id));
  for (const hazard of hazards) checkHazard(hazard, ids, known);
  const listed = new Set(hazards.map(({ id }) => id));
  for (const [id, { file }] of Object.entries(known.conditions)) {
    // A regression is no hazard of the list; it keeps what the swarm once found.
    if (!file.startsWith("lab/") || id.startsWith("R-")) continue;
    demand(listed.has(id), HAZARDS, id, `${file} is no row of the list, add it`);
  }
  const answered = new Set(hazards.flatMap(({ answers }) => answers));
  for (const id of [...ids].filter((one) => /^[IQ]/.test(one))) {
    demand(answered.has(id), SAFETY, id, "it answers no hazard, name it in docs/hazards.yaml");
  }
}

function checkFault(name, fault, ids, listed, known) {
  demand(known.faults[name], SAFETY, name, "proof/model/faults.ts has no such fault, take it away");
  demand(fault.found, SAFETY, name, "say what finds it");
  const late = LATEST.includes(fault.latest);
  demand(late, SAFETY, name, `\`latest\` is one of ${LATEST.join(", ")}`);
  for (const id of fault.threatens) {
    demand(ids.has(id), SAFETY, name, `there is no requirement ${id}, name one there is`);
  }
  for (const id of fault.conditions) {
    const exists = listed.has(id) || known.conditions[id] !== undefined;
    demand(exists, SAFETY, name, `there is no condition ${id}, name one there is`);
  }
}

function checkFaults({ faults, hazards, requirements }, known) {
  const ids = new Set(requirements.map(({ id }) => id));
  const listed = new Set(hazards.map(({ id }) => id));
  for (const [name, fault] of Object.entries(faults)) checkFault(name, fault, ids, listed, known);
  for (const name of Object.keys(known.faults)) {
    demand(faults[name], SAFETY, name, "proof/model/faults.ts has it, say what it threatens");
  }
}

function checkTerms({ definitions, assumptions }, known) {
  unique(SAFETY, assumptions);
  for (const { id, says, otherwise } of assumptions) {
    demand(says && otherwise, SAFETY, id, "say what is assumed, and what fails otherwise");
  }
  for (const { term, means, figures } of definitions) {
    demand(means, SAFETY, term, "say what it means");
    checkFigures(term, figures, known.figures, "core/hardware/hardware.ts");
  }
}

/** Throws a SafetyError at the first disagreement of tables and repository. */
export function checkSafety(tables, known) {
  checkTerms(tables, known);
  checkWays(tables, known);
  checkRequirements(tables, known);
  checkHazards(tables, known);
  checkFaults(tables, known);
}
