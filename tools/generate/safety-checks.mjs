/** Checks the safety case against the repository, and reports the first disagreement. */

const SAFETY = "docs/safety.yaml";
const HAZARDS = "docs/hazards.yaml";
const LATEST = ["close", "pulse", "live", "test"];

/** Thrown when the safety case and the repository disagree; the message names the fix. */
class SafetyError extends Error {}

function demand(holds, file, entry, fix) {
  if (!holds) throw new SafetyError(`${file}: ${entry}: ${fix}.`);
}

function unique(file, entries) {
  const seen = new Set();
  for (const { id } of entries) {
    demand(!seen.has(id), file, id, "it occurs twice; remove one");
    seen.add(id);
  }
}

/** `tests`: for each file one or several test names that must occur in it. */
function checkTests(file, entry, tests, known) {
  for (const [name, titles] of Object.entries(tests ?? {})) {
    const text = known.textOf(name);
    demand(text !== undefined, file, entry, `${name} does not exist; name the test that shows it`);
    for (const title of [titles].flat()) {
      demand(
        text.includes(title),
        file,
        entry,
        `${name} has no test "${title}"; name an existing one`,
      );
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
    demand(
      exists || planned,
      SAFETY,
      name,
      `\`${command}\` does not exist; name an existing command`,
    );
    demand(!exists || !planned, SAFETY, name, `\`${command}\` exists now; remove \`planned\``);
  }
}

function checkFigures(entry, expected, known, from) {
  for (const [name, value] of Object.entries(expected ?? {})) {
    const is = known[name];
    demand(is === value, SAFETY, entry, `${name} is ${is} in ${from}, not ${value}; correct it`);
  }
}

/** The file that lists the invariants verified in each way. */
const SHOWN = {
  judged: "lab/run/rules.ts",
  explored: "proof/model/monitor.ts",
  proved: "proof/induction/obligations.ts",
};
/** Invariant 9 is about campaigns as a whole, so no file lists it. */
const CAMPAIGNS = 9;

function checkHeld({ id, held }, known) {
  const number = Number(/^I-(\d+)$/.exec(id)?.[1] ?? CAMPAIGNS);
  if (number === CAMPAIGNS) return;
  for (const [way, file] of Object.entries(SHOWN)) {
    const shows = known[way].has(number);
    const claims = held[way] !== undefined;
    demand(shows || !claims, SAFETY, id, `it is not ${way} in ${file}; remove the claim`);
    demand(claims || !shows, SAFETY, id, `it is ${way} in ${file}; say which part of it`);
  }
}

function checkRequirements(tables, known) {
  const { requirements, ways } = tables;
  unique(SAFETY, requirements);
  for (const one of requirements) {
    demand(one.says && one.held, SAFETY, one.id, "say what must hold, and how it is verified");
    for (const way of Object.keys(one.held)) {
      demand(ways[way], SAFETY, one.id, `${way} is not a way; use one of ${Object.keys(ways)}`);
    }
    checkHeld(one, known);
    checkTests(SAFETY, one.id, one.tests, known);
    checkFigures(one.id, one.settings, known.settings, "core/lists/settings.yaml");
  }
  const ids = new Set(requirements.map(({ id }) => id));
  const shown = new Set([...known.judged, ...known.explored, ...known.proved]);
  for (const number of shown) {
    const file = Object.keys(SHOWN).find((way) => known[way].has(number));
    const fix = `invariant ${number} of ${SHOWN[file]} is missing; add it`;
    demand(ids.has(`I-${number}`), SAFETY, "requirements", fix);
  }
}

function checkHazard(hazard, ids, known) {
  const { id, answers, outside, tests } = hazard;
  demand(
    hazard.hazard && hazard.outcome,
    HAZARDS,
    id,
    "say what happens, and the required outcome",
  );
  const answered = answers.length > 0 || outside;
  demand(answered, HAZARDS, id, "name the requirement that answers it, or what is outside");
  for (const answer of answers) {
    demand(
      ids.has(answer),
      HAZARDS,
      id,
      `requirement ${answer} does not exist; name an existing one`,
    );
  }
  checkTests(HAZARDS, id, tests, known);
  const condition = known.conditions[id];
  if (condition === undefined) return;
  for (const key of ["group", "severity"]) {
    const fix = `its ${key} is ${condition[key]} in ${condition.file}; make both equal`;
    demand(hazard[key] === condition[key], HAZARDS, id, fix);
  }
}

function checkHazards({ hazards, requirements }, known) {
  unique(HAZARDS, hazards);
  const ids = new Set(requirements.map(({ id }) => id));
  for (const hazard of hazards) checkHazard(hazard, ids, known);
  const listed = new Set(hazards.map(({ id }) => id));
  for (const [id, { file }] of Object.entries(known.conditions)) {
    // Complaints from the field and findings of the swarm are not hazards of the list.
    if (!file.startsWith("lab/") || !id.startsWith("H-")) continue;
    demand(listed.has(id), HAZARDS, id, `${file} has no row in the list; add it`);
  }
  const answered = new Set(hazards.flatMap(({ answers }) => answers));
  for (const id of [...ids].filter((one) => /^[IQ]/.test(one))) {
    demand(answered.has(id), SAFETY, id, "it answers no hazard; name it in docs/hazards.yaml");
  }
}

function checkFault(name, fault, ids, listed, known) {
  demand(known.faults[name], SAFETY, name, "proof/model/faults.ts has no such fault; remove it");
  demand(fault.found, SAFETY, name, "say what finds it");
  const late = LATEST.includes(fault.latest);
  demand(late, SAFETY, name, `\`latest\` is one of ${LATEST.join(", ")}`);
  for (const id of fault.threatens) {
    demand(ids.has(id), SAFETY, name, `requirement ${id} does not exist; name an existing one`);
  }
  for (const id of fault.conditions) {
    const exists = listed.has(id) || known.conditions[id] !== undefined;
    demand(exists, SAFETY, name, `condition ${id} does not exist; name an existing one`);
  }
}

function checkFaults({ faults, hazards, requirements }, known) {
  const ids = new Set(requirements.map(({ id }) => id));
  const listed = new Set(hazards.map(({ id }) => id));
  for (const [name, fault] of Object.entries(faults)) checkFault(name, fault, ids, listed, known);
  for (const name of Object.keys(known.faults)) {
    demand(faults[name], SAFETY, name, "proof/model/faults.ts has it; say what it threatens");
  }
}

function checkTerms({ definitions, assumptions }, known) {
  unique(SAFETY, assumptions);
  for (const { id, says, otherwise } of assumptions) {
    demand(says && otherwise, SAFETY, id, "say what is assumed, and what fails without it");
  }
  for (const { term, means, figures } of definitions) {
    demand(means, SAFETY, term, "say what it means");
    checkFigures(term, figures, known.figures, "core/hardware/hardware.ts");
  }
}

/** Throws a SafetyError at the first disagreement between tables and repository. */
export function checkSafety(tables, known) {
  checkTerms(tables, known);
  checkWays(tables, known);
  checkRequirements(tables, known);
  checkHazards(tables, known);
  checkFaults(tables, known);
}
