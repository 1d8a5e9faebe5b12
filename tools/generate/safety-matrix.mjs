/** docs/reference/safety-matrix.md: from requirement to hazard to test to evidence. */
import { WHEN, condition, provenance, table } from "./safety-sections.mjs";
import { RUN } from "./safety-verdicts.mjs";

const UP = "../../";
const FROM = "docs/safety.yaml, docs/hazards.yaml and docs/reference/proof.json";
const HEADER = `<!-- Generated from ${FROM} by \`npm run generate\`; do not edit. -->`;
const SEVERITIES = ["fatal", "damage", "nuisance"];

const hasCondition = (hazard, known) => known.conditions[hazard.id] !== undefined;
const link = (file) => `[${file}](${UP}${file})`;

function testRows(tests) {
  return Object.entries(tests ?? {}).map(([file, titles]) => [
    "tested",
    [titles]
      .flat()
      .map((title) => `"${title}"`)
      .join(", "),
    `${link(file)}: \`npx vitest run ${file}\``,
  ]);
}

/** Solver results for one invariant: its own obligations and the shared ones. */
function solved(id, proofs) {
  const number = Number(/^I-(\d+)$/.exec(id)?.[1]);
  const own = proofs.filter(({ invariants }) => invariants.includes(number));
  if (own.length === 0) return RUN;
  const all = [...own, ...proofs.filter(({ invariants }) => invariants.includes(0))];
  const solvers = [...new Set(all.map(({ solver }) => solver))].toSorted();
  const said = solvers.map((solver) => {
    const mine = all.filter((one) => one.solver === solver);
    const proven = mine.filter(({ status }) => status === "proven").length;
    return `${solver} ${proven} of ${mine.length} obligations proven`;
  });
  return said.join(", ");
}

function requirement(one, tables, known, shown) {
  const ways = Object.entries(one.held).map(([way, part]) => {
    const { command, planned } = tables.ways[way];
    const own = `\`${command}\`${planned ? " (no such command yet)" : ""}`;
    // Invariant 9 has no obligation of its own: it is all others under faults.
    const verdict = way === "proved" && one.id !== "I-9" ? `: ${solved(one.id, shown.proofs)}` : "";
    return [way, part, own + verdict];
  });
  const hazards = tables.hazards.filter(({ answers }) => answers.includes(one.id));
  const links = hazards.map(({ id }) => condition(id, known, UP));
  return [
    `### ${one.id}`,
    "",
    one.says,
    "",
    ...table(["How", "What it shows", "Evidence"], [...ways, ...testRows(one.tests)]),
    `Answers ${links.join(", ") || "no hazard of the list by itself"}.`,
    "",
  ];
}

function hazardRow(hazard, known) {
  const { id, tests, outside } = hazard;
  const run = hasCondition(hazard, known)
    ? `[${id}](${UP}${known.conditions[id].file}): \`npx bptm run ${id}\``
    : "**no condition yet**";
  const others = Object.entries(tests ?? {}).map(([file, title]) => `${link(file)}: "${title}"`);
  return [
    id,
    hazard.severity,
    hazard.hazard,
    hazard.outcome,
    hazard.answers.map((answer) => `[${answer}](#${answer.toLowerCase()})`).join(", ") || "none",
    [run, ...others].join("; "),
    outside ?? "",
  ];
}

function hazardTables({ hazards }, known) {
  const groups = [...new Set(hazards.map(({ group }) => group))];
  const heads = [
    "",
    "Severity",
    "Hazard",
    "Required outcome",
    "Answered by",
    "Evidence",
    "Outside",
  ];
  return groups.flatMap((group) => [
    `### ${group}`,
    "",
    ...table(
      heads,
      hazards.filter((one) => one.group === group).map((one) => hazardRow(one, known)),
    ),
  ]);
}

function counts({ hazards }, known) {
  return table(
    ["Severity", "Hazards", "With a condition", "No condition yet"],
    SEVERITIES.map((severity) => {
      const rows = hazards.filter((one) => one.severity === severity);
      const open = rows.filter((one) => !hasCondition(one, known)).map(({ id }) => id);
      const without = open.length === 0 ? "0" : `${open.length}: ${open.join(", ")}`;
      return [severity, rows.length, rows.length - open.length, without];
    }),
  );
}

/** From the earliest to the latest that a test finds a fault. */
const LATEST = ["live", "pulse", "close", "test"];

/** When both faults of a pair are found at the latest. */
function foundBy(set, faults) {
  const at = Math.max(...set.map((name) => LATEST.indexOf(faults[name].latest)));
  return WHEN[LATEST[at]] ?? "";
}

function pairs(shown, { faults }) {
  const { pairs: sets } = shown;
  if (sets.length === 0) return [`No pair of faults has a verdict yet: ${RUN}.`, ""];
  const broken = sets.filter((set) => shown.isBroken(set, true));
  const open = sets.filter((set) => !shown.holds(set, true) && !shown.isBroken(set, true));
  const rows = sets.map((set) => [
    set.join(" and "),
    shown.verdict(set, true),
    shown.method(set, true),
    shown.isBroken(set, false) ? shown.verdict(set, false) : "",
    foundBy(set, faults),
  ]);
  const whole = sets.length - open.length - broken.length;
  return [
    `With the ganged interlock, ${whole} of ${sets.length} pairs keep every invariant that the`,
    `monitor judges. ${broken.length} break one, and ${open.length} are not finished. Induction`,
    "proves all of its pairs at once, for runs of every length. Pairs that differ only by the",
    "pole are listed once. Without the interlock, only a broken verdict is shown.",
    "",
    ...table(["Pair", "With interlock", "Method", "Without it", "Found at the latest"], rows),
  ];
}

function proofs({ proofs: list }) {
  if (list.length === 0) return [`No obligation has a verdict yet: ${RUN}.`, ""];
  return table(
    ["Obligation", "Invariants", "Solver", "Status", "Seconds"],
    list.map(({ name, invariants, solver, status, seconds }) => [
      name,
      invariants.includes(0) ? "all" : invariants.join(", "),
      solver,
      status === "proven" ? status : `**${status}**`,
      seconds.toFixed(1),
    ]),
  );
}

/** The whole page. */
export function matrixPage(tables, known, shown) {
  const lines = [
    HEADER,
    "",
    "# Safety matrix",
    "",
    "From requirement to hazard to test to evidence, with the command that produces it. What is",
    "assumed, and what is not covered: [the safety case](../safety.md).",
    "",
    provenance(shown),
    "",
    "## How far the list of hazards is covered",
    "",
    ...counts(tables, known),
    "## Requirements",
    "",
    ...tables.requirements.flatMap((one) => requirement(one, tables, known, shown)),
    "## Hazards",
    "",
    "*Outside* is what no software of this repository can do or show.",
    "",
    ...hazardTables(tables, known),
    "## Pairs of faults",
    "",
    ...pairs(shown, tables),
    "## Obligations of the proof",
    "",
    ...proofs(shown),
  ];
  return `${lines.join("\n").trim()}\n`;
}
