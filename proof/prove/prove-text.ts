/** The report of a run in plain words. */
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

/** What each invariant forbids or demands, in a few words; docs/safety.md has the exact ones. */
const SAYS: readonly string[] = [
  "no pole of U conducts while a pole of G does",
  "a close begins only after line out was dead for a second",
  "a close only while the other switch is proven open",
  "a close only with the measured reserve",
  "a close only after the whole dead time",
  "no close in a contradiction",
  "at most two pulses for one command, over all boots",
  "what is shown rests on evidence of the last second",
  "invariants 1 to 3 hold under faults: each single one, and each pair with the interlock",
  "a start drives no coil; a good grid is left for a named reason only",
  "an order to stay open is kept",
];
const END: Readonly<Record<string, string>> = {
  complete: "every reachable state",
  budget: "not every state",
  memory: "NOT FINISHED: out of memory",
  failed: "NOT FINISHED: its thread broke down",
};

export const whole = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, " ");

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

/** How far a group of campaigns came. */
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

/** Explored: how much, and how far. */
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
  ];
}

const SIGN: Readonly<Record<string, string>> = { holds: "yes", broken: "NO", "not finished": "-" };

/** A set of faults in words. */
export const faultText = (set: readonly string[]): string =>
  set.map((name) => FAULTS[name] ?? BY_ITSELF[name] ?? name).join("; ") || "no fault";

function rowText({ set, mechanical, invariants }: FaultRow): string {
  const cells = EXPLORED.map((number) => (SIGN[invariants[number] ?? ""] ?? "?").padEnd(4));
  const name = `${nameOfSet(set)}${mechanical ? " (interlock)" : ""}`;
  return `  ${cells.join("")} ${name}`;
}

/** One row for each single fault; of the pairs, those that break something. */
export function faultLines(run: ProofRun): string[] {
  const rows = faultRows(run);
  const isBroken = ({ invariants }: FaultRow): boolean =>
    Object.values(invariants).includes("broken");
  const pairs = rows.filter(({ set }) => set.length > 1);
  const shown = rows.filter((row) => row.set.length <= 1 || isBroken(row) || row.mechanical);
  const clean = pairs.length - pairs.filter((row) => isBroken(row) || row.mechanical).length;
  return [
    "  yes: proven for all values, or holds in every reachable state",
    "  -:   not broken as far as it was looked",
    "  NO:  broken",
    `  ${EXPLORED.map((number) => String(number).padEnd(4)).join("")} faults`,
    ...shown.map(rowText),
    ...(pairs.length === 0 ? [] : [`  and ${clean} pairs in which nothing was broken`]),
  ];
}

/** A breach with its shortest timeline. */
export function violationLines(violation: FoundViolation): string[] {
  const { invariant, set, surroundings, promised, ticks, timeline } = violation;
  const weight = promised ? "BROKEN" : "not promised";
  const where = `${nameOfSet(set)}${hardwareText(violation)}`;
  const because = exceptionOf(set, invariant)?.because;
  return [
    `  ${weight}: invariant ${invariant} with ${where} (${surroundings}), in ${ticks} ticks`,
    ...(because === undefined ? [] : [`    must be borne: ${because}`]),
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
  const ways: string[] = [];
  if (induction === "holds") {
    const by = solvers.filter((name) => name !== "by form").join(" and ");
    ways.push(`proven by induction for all 32-bit values (${by}, ${seconds(took)})`);
  } else if (induction === "broken") ways.push("REFUTED by induction");
  else if (induction === "not finished") ways.push("NOT PROVEN by induction");
  if (exploration === "holds") ways.push("explored in every reachable state");
  else if (exploration === "not finished") ways.push("explored as far as it went, unbroken");
  else if (exploration === "broken") ways.push("BROKEN in exploration");
  if (judged) ways.push("judged in every sample by `bptm run all`");
  return ways.join("; ");
}

/** How each invariant is held. */
export function invariantLines(run: ProofRun): string[] {
  const held = statusOfInvariants(run);
  return Array.from({ length: INVARIANT_COUNT }, (_, at) => {
    const one = held[at];
    const number = String(at + 1).padStart(4);
    return [`${number}  ${SAYS[at]}`, `      ${one === undefined ? "" : invariantText(one)}`];
  }).flat();
}

/** How soon a house comes alive. */
export function livenessLines({ campaigns }: ProofRun): string[] {
  const found = campaigns.flatMap(({ surroundings, liveness }) =>
    liveness.map((live) => ({ ...live, surroundings })),
  );
  if (found.length === 0) {
    return ["  not looked for: no exploration without a fault visited every state"];
  }
  return found.map(({ name, states, ticks_max, circles, surroundings }) => {
    const where = `  ${name} (${surroundings}):`;
    if (circles > 0) return `${where} NOT ALIVE: ${circles} ways go round in the dark`;
    return `${where} from ${whole(states)} states within ${ticks_max} ticks, no circle`;
  });
}

/** One line for each solver, and one for each obligation that it has not proven. */
export function proofLines(proofs: readonly ProofResult[]): string[] {
  const solvers = [...new Set(proofs.map(({ solver }) => solver))];
  const lines = solvers.flatMap((solver) => {
    const own = proofs.filter((one) => one.solver === solver);
    const open = own.filter(({ status }) => status !== "proven");
    const version = own.map((one) => one.solver_version).find((name) => name !== "by form");
    const took = own.reduce((total, one) => total + one.seconds, 0);
    const proven = `${own.length - open.length} of ${own.length} obligations proven`;
    return [
      `  ${solver} (${version ?? "not asked"}): ${proven}, ${seconds(took)}`,
      ...open.map(({ name, status, reason }) => {
        return `    ${status === "refuted" ? "REFUTED" : "NOT PROVEN"}: ${name}: ${reason}`;
      }),
    ];
  });
  return lines.length === 0 ? ["  nothing was asked"] : lines;
}

/** The last sentence. */
export function verdictLine(run: ProofRun): string {
  const verdict = verdictOn(run);
  const took = seconds(run.seconds);
  if (verdict === "holds") return `Everything that was looked at holds; ${took}.`;
  if (verdict === "broken") return `Something is BROKEN: see above; ${took}.`;
  return `Not everything was finished, and what was not counts for nothing: see above; ${took}.`;
}

/** The whole report. */
export function reportLines(run: ProofRun): string[] {
  const { identity, mode, resumed } = run;
  const violations = violationsOf(run.campaigns).flatMap(violationLines);
  const taken = resumed === 0 ? [] : [`${resumed} results were taken over from an earlier run.`];
  return [
    `Proof of the core ${identity.core_sha256.slice(0, 12)}, ${mode} run`,
    ...taken,
    "",
    "Assumed:",
    ...ASSUMED.map((line) => `  - ${line}`),
    "",
    "Explored:",
    ...explorationLines(run),
    "",
    "Invariants under faults:",
    ...faultLines(run),
    ...(violations.length === 0 ? [] : ["", "What breaks, each by a shortest way:", ...violations]),
    "",
    "Proven by induction, with no fault and with any single fault, without the interlock:",
    ...proofLines(run.proofs),
    "",
    "A good source brings the house to life (ticks of the explored core, where one is a second):",
    ...livenessLines(run),
    "",
    "The invariants of docs/safety.md:",
    ...invariantLines(run),
    "",
    verdictLine(run),
  ];
}
