/** The report of a run as text. */
import { ASSUMED } from "./assumptions";
import { BY_ITSELF, FAULTS, exceptionOf } from "../model/faults";
import { nameOfSet } from "./prove";
import type { CampaignResult, ProofResult, ProofRun } from "../campaign/prove-results";
import {
  EXPLORED,
  INVARIANT_COUNT,
  faultRows,
  statusOfInvariants,
  verdictOn,
  violationsOf,
} from "./verdicts";
import type { FaultRow, InvariantStatus, FoundViolation } from "./verdicts";

/** Short statement of each invariant; docs/safety.md has the exact wording. */
const SAYS: readonly string[] = [
  "no pole of U conducts while a pole of G does",
  "a close begins only after line out was dead for a second",
  "a close only while the other switch is proven open",
  "a close only with enough measured reserve",
  "a close only after the full dead time",
  "no close while the contacts contradict each other",
  "at most two pulses for one command, across restarts",
  "the meter shows only what evidence of the last second supports",
  "invariants 1 to 3 hold under faults: each single one, and each pair with the interlock",
  "a start drives no coil; the meter leaves a good grid only for a named reason",
  "an order to stay open is kept",
  "no blade of inlet or cord is live from the house for longer than a second",
  "no dark house beside a usable source that nothing forbids",
];
const END: Readonly<Record<string, string>> = {
  complete: "every reachable state",
  budget: "not every state",
  memory: "NOT FINISHED: out of memory",
  failed: "NOT FINISHED: its thread failed",
};

const whole = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, " ");

const seconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} s`;

function hardwareText({ mechanical }: { readonly mechanical: boolean }): string {
  return mechanical ? ", with the interlock" : "";
}

interface CampaignTotals {
  readonly name: string;
  readonly all: readonly CampaignResult[];
}

function groupsOf(campaigns: readonly CampaignResult[]): CampaignTotals[] {
  const named = campaigns.map((one) => ({
    name: `${one.group}${hardwareText(one)}: ${one.surroundings}`,
    one,
  }));
  const names = [...new Set(named.map(({ name }) => name))].toSorted();
  return names.map((name) => ({
    name,
    all: named.filter((other) => other.name === name).map(({ one }) => one),
  }));
}

const sum = (all: readonly CampaignResult[], key: "states" | "transitions" | "seconds"): number =>
  all.reduce((total, one) => total + one[key], 0);

/** How complete a group of campaigns is. */
function reach(all: readonly CampaignResult[]): string {
  const depths = all.map(({ depth }) => depth);
  const complete = all.filter(({ end }) => end === "complete").length;
  const lost = all.filter(({ end }) => end === "memory" || end === "failed").length;
  const low = Math.min(...depths);
  const high = Math.max(...depths);
  const to = low === high ? `to depth ${low}` : `to depth ${low} to ${high}`;
  const [only] = all;
  if (all.length === 1 && only !== undefined) return `${END[only.end]}, ${to}`;
  const failed = lost === 0 ? "" : `, ${lost} NOT FINISHED`;
  return `${complete} of ${all.length} with every reachable state${failed}, ${to}`;
}

/** Under how many single faults the core closes each switch in a visited state. */
function closesLine(campaigns: readonly CampaignResult[]): string[] {
  const one = campaigns.filter(({ set }) => set.length === 1);
  const sets = [...new Set(one.map(({ set }) => nameOfSet(set)))];
  if (sets.length === 0) return [];
  const both = sets.filter((name) => {
    const own = one.filter(({ set }) => nameOfSet(set) === name);
    return new Set(own.flatMap(({ closes }) => closes)).size === 2;
  });
  return [
    `  under ${both.length} of ${sets.length} single faults, both U and G close in some state`,
  ];
}

/** Number of states and completeness of each group of campaigns. */
export function explorationLines({ campaigns }: ProofRun): string[] {
  const lines = groupsOf(campaigns).map(
    ({ name, all }) =>
      `  ${name}\n    ${whole(sum(all, "states"))} states, ` +
      `${whole(sum(all, "transitions"))} transitions; ${reach(all)}; ` +
      seconds(sum(all, "seconds")),
  );
  const states = whole(sum(campaigns, "states"));
  const transitions = whole(sum(campaigns, "transitions"));
  return [
    ...lines.flatMap((line) => line.split("\n")),
    `  together ${states} states, ${transitions} transitions in ${campaigns.length} explorations`,
    ...closesLine(campaigns),
  ];
}

const SIGN: Readonly<Record<string, string>> = { holds: "yes", broken: "NO", "not finished": "-" };

/** Descriptions of a set of faults. */
export const faultText = (set: readonly string[]): string =>
  set.map((name) => FAULTS[name] ?? BY_ITSELF[name] ?? name).join("; ") || "no fault";

function rowText({ set, mechanical, invariants }: FaultRow): string {
  const cells = EXPLORED.map((number) => (SIGN[invariants[number] ?? ""] ?? "?").padEnd(4));
  const name = `${nameOfSet(set)}${mechanical ? " (interlock)" : ""}`;
  return `  ${cells.join("")} ${name}`;
}

const has = ({ invariants }: FaultRow, verdict: FaultRow["invariants"][string]): boolean =>
  Object.values(invariants).includes(verdict);

/** "230 of 230 pairs of faults with the interlock: every invariant holds", with what does not. */
function pairLine(rows: readonly FaultRow[], mechanical: boolean): string[] {
  const pairs = rows.filter((row) => row.set.length > 1 && row.mechanical === mechanical);
  if (pairs.length === 0) return [];
  const broken = pairs.filter((row) => has(row, "broken")).length;
  const open = pairs.filter((row) => !has(row, "broken") && has(row, "not finished")).length;
  const where = mechanical ? "with" : "without";
  const held = `${pairs.length - broken - open} of ${pairs.length} pairs ${where} the interlock`;
  return [`  ${held} keep every invariant, ${open} are not finished, ${broken} break one`];
}

/** One row for each single fault, and for each pair that breaks an invariant. */
export function faultLines(run: ProofRun): string[] {
  const rows = faultRows(run);
  const shown = rows.filter((row) => row.set.length <= 1 || has(row, "broken"));
  return [
    "  yes: proven for all values, or holds in every reachable state",
    "  -:   not broken in the explored states",
    "  NO:  broken",
    `  ${EXPLORED.map((number) => String(number).padEnd(4)).join("")} faults`,
    ...shown.map(rowText),
    ...pairLine(rows, true),
    ...pairLine(rows, false),
  ];
}

/** A violation with the timeline of its shortest counterexample. */
export function violationLines(violation: FoundViolation): string[] {
  const { invariant, set, surroundings, promised, ticks, timeline } = violation;
  const weight = promised ? "BROKEN" : "not promised";
  const where = `${nameOfSet(set)}${hardwareText(violation)}`;
  const because = exceptionOf(set, invariant)?.because;
  return [
    `  ${weight}: invariant ${invariant} with ${where} (${surroundings}), in ${ticks} ticks`,
    ...(because === undefined ? [] : [`    accepted: ${because}`]),
    ...timeline.map((line) => `    ${line}`),
  ];
}

function invariantText({
  induction,
  solvers,
  seconds: took,
  exploration,
  judged,
}: InvariantStatus): string {
  const methods: string[] = [];
  if (induction === "holds") {
    const by = solvers.filter((name) => !name.startsWith("by ")).join(" and ");
    methods.push(`proven by induction for all 32-bit values (${by}, ${seconds(took)})`);
  } else if (induction === "broken") methods.push("REFUTED by induction");
  else if (induction === "not finished") methods.push("NOT PROVEN by induction");
  if (exploration === "holds") methods.push("explored in every reachable state");
  else if (exploration === "not finished") methods.push("not broken in the explored states");
  else if (exploration === "broken") methods.push("BROKEN in exploration");
  if (judged) methods.push("judged in every sample by `bptm run all`");
  return methods.join("; ");
}

/** How each invariant is verified. */
export function invariantLines(run: ProofRun): string[] {
  const held = statusOfInvariants(run);
  return Array.from({ length: INVARIANT_COUNT }, (_, at) => {
    const one = held[at];
    const number = String(at + 1).padStart(4);
    return [`${number}  ${SAYS[at]}`, `      ${one === undefined ? "" : invariantText(one)}`];
  }).flat();
}

/** How soon the house is supplied. */
export function livenessLines({ campaigns }: ProofRun): string[] {
  const found = campaigns.flatMap(({ surroundings, liveness }) =>
    liveness.map((live) => ({ ...live, surroundings })),
  );
  if (found.length === 0) {
    return ["  not checked: no exploration without a fault visited every state"];
  }
  return found.map(({ name, states, ticks_max, circles, surroundings }) => {
    const where = `  ${name} (${surroundings}):`;
    if (circles > 0) return `${where} BROKEN: ${circles} cycles leave the house dark`;
    return `${where} from ${whole(states)} states within ${ticks_max} ticks, no cycle`;
  });
}

/** One line for each solver, and one for each obligation that it has not proven. */
export function proofLines(proofs: readonly ProofResult[]): string[] {
  const solvers = [...new Set(proofs.map(({ solver }) => solver))];
  const lines = solvers.flatMap((solver) => {
    const own = proofs.filter((one) => one.solver === solver);
    const open = own.filter(({ status }) => status !== "proven");
    const version = own.map((one) => one.solver_version).find((name) => !name.startsWith("by "));
    const took = own.reduce((total, one) => total + one.seconds, 0);
    const proven = `${own.length - open.length} of ${own.length} obligations proven`;
    return [
      `  ${solver} (${version ?? "not needed"}): ${proven}, ${seconds(took)}`,
      ...open.map(({ name, status, reason }) => {
        return `    ${status === "refuted" ? "REFUTED" : "NOT PROVEN"}: ${name}: ${reason}`;
      }),
    ];
  });
  return lines.length === 0 ? ["  no obligation was tried"] : lines;
}

/** The verdict as a sentence. */
export function verdictLine(run: ProofRun): string {
  const verdict = verdictOn(run);
  const took = seconds(run.seconds);
  if (verdict === "holds") return `Every checked property holds; ${took}.`;
  if (verdict === "broken") return `A property is BROKEN: see above; ${took}.`;
  return `The proof is NOT FINISHED, and unfinished parts prove nothing: see above; ${took}.`;
}

/** The whole report. */
export function reportLines(run: ProofRun): string[] {
  const { identity, mode, resumed } = run;
  const violations = violationsOf(run.campaigns).flatMap(violationLines);
  const taken = resumed === 0 ? [] : [`${resumed} results were reused from an earlier run.`];
  return [
    `Proof of the core ${identity.core_sha256.slice(0, 12)}, ${mode} run`,
    ...taken,
    "",
    "Assumptions:",
    ...ASSUMED.map((line) => `  - ${line}`),
    "",
    "Exploration:",
    ...explorationLines(run),
    "",
    "Invariants under faults:",
    ...faultLines(run),
    ...(violations.length === 0
      ? []
      : ["", "Violations, each with a shortest counterexample:", ...violations]),
    "",
    "Induction, with any single fault without the interlock, and with any two with it:",
    ...proofLines(run.proofs),
    "",
    "Liveness: a good source supplies the house (a tick of the explored core is a second):",
    ...livenessLines(run),
    "",
    "The invariants of docs/safety.md:",
    ...invariantLines(run),
    "",
    verdictLine(run),
  ];
}
